// What can be measured of our own engine. Each function replays a trace once and gives numbers by name; whatever it
// has to prepare happens before its clock starts. A replay that ends with the wrong text is an error.
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "shared/base/result.h"
#include "tests/bench/text/trace.h"

namespace samsyn::bench {

using Numbers = std::vector<std::pair<std::string, double>>;

class Stopwatch {
 public:
  [[nodiscard]] double Milliseconds() const {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

[[nodiscard]] inline Status ExpectText(std::string_view text, const Trace& trace) {
  if (text == trace.EndText()) return OkStatus();
  return Error{ErrorCode::kConflict, "the text at the end is not the trace's"};
}

// The text alone, without a document around it.
[[nodiscard]] Result<Numbers> MeasureFloor(const Trace& trace);   // a gap buffer, to compare with
[[nodiscard]] Result<Numbers> MeasureLocal(const Trace& trace);   // TextSequence
[[nodiscard]] Result<Numbers> MeasureMemory(const Trace& trace);  // heap of a TextSequence and of a Document

// A Document with its undo stack.
[[nodiscard]] Result<Numbers> MeasureDocument(const Trace& trace);    // local edits
[[nodiscard]] Result<Numbers> MeasureMessages(const Trace& trace);    // local edits, a message after each
[[nodiscard]] Result<Numbers> MeasureRemote(const Trace& trace);      // those messages, applied one by one
[[nodiscard]] Result<Numbers> MeasureSave(const Trace& trace);        // a snapshot
[[nodiscard]] Result<Numbers> MeasureLoad(const Trace& trace);        // the snapshot, several times in one process
[[nodiscard]] Result<Numbers> MeasureConcurrent(const Trace& trace);  // one message a transaction, from several writers

}  // namespace samsyn::bench
