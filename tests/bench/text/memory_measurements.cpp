#include <memory>

#include "tests/bench/text/measurements.h"
#include "tests/bench/text/replay.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace samsyn::bench {

#ifdef __GLIBC__
namespace {

// What the program holds now, with the allocator's own overhead for each piece.
std::size_t HeapBytes() {
  const struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

double Kilobytes(std::size_t bytes) { return static_cast<double>(bytes) / 1000; }

}  // namespace

// A text, and documents around it, as they stay in memory: the visible characters' own bytes are not counted, their
// buffer's spare room is.
Result<Numbers> MeasureMemory(const Trace& trace) {
  const std::size_t text_bytes = trace.EndText().size();
  Numbers numbers;
  {
    const std::size_t before = HeapBytes();
    auto text = std::make_unique<TextSequence>();
    ReplayInto(*text, trace);
    numbers.emplace_back("text_kb", Kilobytes(HeapBytes() - before - text_bytes));
    if (const Status expected = ExpectText(text->ToString(), trace); !expected) return expected.GetError();
  }
  std::vector<Update> messages;
  {
    Writer writer(0);
    messages = MessagesOf(trace, writer);
  }
  {
    const std::size_t before = HeapBytes();
    auto document = std::make_unique<Document>(ReplicaNumber(1));
    if (const Status applied = ApplyAll(*document, messages); !applied) return applied.GetError();
    numbers.emplace_back("document_kb", Kilobytes(HeapBytes() - before - text_bytes));
    if (const Status expected = ExpectText(document->TextOf(kText), trace); !expected) return expected.GetError();
  }
  return numbers;
}
#else
Result<Numbers> MeasureMemory(const Trace&) {
  return Error{ErrorCode::kUnsupported, "the allocator does not tell how much is in use"};
}
#endif

}  // namespace samsyn::bench
