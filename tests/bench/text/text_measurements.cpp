#include <algorithm>

#include "shared/base/utf8.h"
#include "tests/bench/text/gap_buffer.h"
#include "tests/bench/text/measurements.h"
#include "tests/bench/text/replay.h"

namespace samsyn::bench {
namespace {

// The trace in the gap buffer's own units, so that decoding UTF-8 is no part of the floor.
template <typename Unit>
struct PlainEdits {
  explicit PlainEdits(const Trace& trace) {
    for (const Edit& edit : trace.Edits()) {
      for (std::size_t at = 0; at < edit.inserted.size();) {
        inserted.push_back(static_cast<Unit>(NextCodePoint(edit.inserted, at)));
      }
      ends.push_back(inserted.size());
    }
  }
  std::basic_string<Unit> inserted;
  std::vector<std::size_t> ends;
};

template <typename Unit>
Result<Numbers> ReplayFloor(const Trace& trace) {
  const PlainEdits<Unit> plain(trace);
  GapBuffer<Unit> buffer;
  std::size_t start = 0;
  const Stopwatch watch;
  for (std::size_t i = 0; i < plain.ends.size(); ++i) {
    const Edit& edit = trace.Edits()[i];
    buffer.Replace(edit.position, edit.deleted, {plain.inserted.data() + start, plain.ends[i] - start});
    start = plain.ends[i];
  }
  const double milliseconds = watch.Milliseconds();

  std::string text;
  for (const Unit unit : buffer.ToString()) AppendUtf8(text, static_cast<char32_t>(unit));
  if (const Status expected = ExpectText(text, trace); !expected) return expected.GetError();
  return Numbers{{"milliseconds", milliseconds}};
}

}  // namespace

Result<Numbers> MeasureFloor(const Trace& trace) {
  const bool ascii = std::all_of(trace.Edits().begin(), trace.Edits().end(), [](const Edit& edit) {
    return edit.inserted.size() == CodePointCount(edit.inserted);
  });
  return ascii ? ReplayFloor<char>(trace) : ReplayFloor<char16_t>(trace);
}

Result<Numbers> MeasureLocal(const Trace& trace) {
  TextSequence text;
  const Stopwatch watch;
  ReplayInto(text, trace);
  const double milliseconds = watch.Milliseconds();
  if (const Status expected = ExpectText(text.ToString(), trace); !expected) return expected.GetError();
  return Numbers{{"milliseconds", milliseconds}};
}

}  // namespace samsyn::bench
