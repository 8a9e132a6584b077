#include <algorithm>
#include <iterator>
#include <memory>

#include "shared/document/snapshot.h"
#include "shared/wire/frames.h"
#include "tests/bench/text/measurements.h"
#include "tests/bench/text/replay.h"

namespace samsyn::bench {
namespace {

// What a message weighs on its way to the relay besides its payload: the author's name, the number, the length.
double FrameOverhead(const std::vector<Update>& messages) {
  std::size_t bytes = 0;
  for (const Update& message : messages) {
    const ClientFrame frame =
        AppendFrame{.document = {}, .replica = message.replica, .counter = message.counter, .payload = message.payload};
    bytes += Encode(frame).size() - message.payload.size();
  }
  return static_cast<double>(bytes);
}

double PayloadBytes(const std::vector<Update>& messages) {
  std::size_t bytes = 0;
  for (const Update& message : messages) bytes += message.payload.size();
  return static_cast<double>(bytes);
}

std::unique_ptr<Document> WholeDocument(const Trace& trace) {
  Writer writer(0);
  const std::vector<Update> messages = MessagesOf(trace, writer);
  auto document = std::make_unique<Document>(ReplicaNumber(1));
  if (!ApplyAll(*document, messages)) document.reset();
  return document;
}

}  // namespace

Result<Numbers> MeasureDocument(const Trace& trace) {
  Writer writer(0);
  const Stopwatch watch;
  for (const Edit& edit : trace.Edits()) writer.Make(edit);
  const double milliseconds = watch.Milliseconds();
  if (const Status expected = ExpectText(writer.document.TextOf(kText), trace); !expected) return expected.GetError();
  return Numbers{{"milliseconds", milliseconds}};
}

Result<Numbers> MeasureMessages(const Trace& trace) {
  Writer writer(0);
  const Stopwatch watch;
  const std::vector<Update> messages = MessagesOf(trace, writer);
  const double milliseconds = watch.Milliseconds();
  if (const Status expected = ExpectText(writer.document.TextOf(kText), trace); !expected) return expected.GetError();
  const auto edits = static_cast<double>(trace.Edits().size());
  return Numbers{{"milliseconds", milliseconds},
                 {"wire_bytes", PayloadBytes(messages) / edits},
                 {"frame_bytes", FrameOverhead(messages) / edits}};
}

Result<Numbers> MeasureRemote(const Trace& trace) {
  std::vector<Update> messages;
  {
    Writer writer(0);
    messages = MessagesOf(trace, writer);
  }
  Document document(ReplicaNumber(1));
  const Stopwatch watch;
  const Status applied = ApplyAll(document, messages);
  const double milliseconds = watch.Milliseconds();
  if (!applied) return applied.GetError();
  if (const Status expected = ExpectText(document.TextOf(kText), trace); !expected) return expected.GetError();
  return Numbers{{"milliseconds", milliseconds}};
}

Result<Numbers> MeasureSave(const Trace& trace) {
  const std::unique_ptr<Document> document = WholeDocument(trace);
  if (document == nullptr) return Error{ErrorCode::kMalformed, "the document does not take its own messages"};
  const Stopwatch watch;
  const Bytes saved = SaveSnapshot(*document);
  const double milliseconds = watch.Milliseconds();
  const auto loaded = LoadSnapshot(saved, ReplicaNumber(2));
  if (!loaded) return loaded.GetError();
  if (const Status expected = ExpectText(loaded.Value()->TextOf(kText), trace); !expected) return expected.GetError();
  return Numbers{{"milliseconds", milliseconds}, {"bytes", static_cast<double>(saved.size())}};
}

Result<Numbers> MeasureLoad(const Trace& trace) {
  constexpr int kLoads = 5;
  Bytes saved;
  {
    const std::unique_ptr<Document> document = WholeDocument(trace);
    if (document == nullptr) return Error{ErrorCode::kMalformed, "the document does not take its own messages"};
    saved = SaveSnapshot(*document);
  }
  std::vector<double> times;
  for (int i = 0; i < kLoads; ++i) {
    const Stopwatch watch;
    const auto loaded = LoadSnapshot(saved, ReplicaNumber(2));
    if (!loaded) return loaded.GetError();
    const std::string text = loaded.Value()->TextOf(kText);
    times.push_back(watch.Milliseconds());
    if (const Status expected = ExpectText(text, trace); !expected) return expected.GetError();
  }
  const double first = times.front();
  std::nth_element(times.begin(), times.begin() + kLoads / 2, times.end());
  return Numbers{{"milliseconds", times[kLoads / 2]}, {"first", first}};
}

Result<Numbers> MeasureConcurrent(const Trace& trace) {
  std::vector<std::unique_ptr<Document>> writers;
  for (std::uint32_t i = 0; i < trace.ReplicaCount(); ++i) {
    writers.push_back(std::make_unique<Document>(ReplicaNumber(i)));
  }
  std::vector<std::vector<Update>> messages;  // by transaction
  for (const Transaction& transaction : trace.Transactions()) {
    Document& writer = *writers[transaction.replica];
    for (const std::uint32_t number : transaction.delivered) {
      if (number >= messages.size()) return Error{ErrorCode::kMalformed, "the trace is out of order"};
      if (const Status applied = ApplyAll(writer, messages[number]); !applied) return applied.GetError();
    }
    for (const Edit& edit : transaction.edits) {
      if (edit.deleted > 0) writer.DeleteText(kText, edit.position, edit.deleted);
      if (!edit.inserted.empty()) writer.InsertText(kText, edit.position, edit.inserted);
    }
    static_cast<void>(writer.TakeLocalEdits());
    messages.push_back(writer.TakeUpdates());
  }

  std::vector<Update> all;
  for (std::vector<Update>& updates : messages) {
    std::move(updates.begin(), updates.end(), std::back_inserter(all));
  }
  Document document(ReplicaNumber(trace.ReplicaCount()));
  const Stopwatch watch;
  const Status applied = ApplyAll(document, all);
  const double milliseconds = watch.Milliseconds();
  if (!applied) return applied.GetError();
  if (const Status expected = ExpectText(document.TextOf(kText), trace); !expected) return expected.GetError();
  const auto count = static_cast<double>(trace.Transactions().size());
  return Numbers{{"microseconds", milliseconds * 1000 / count},
                 {"wire_bytes", PayloadBytes(all) / count},
                 {"frame_bytes", FrameOverhead(all) / count}};
}

}  // namespace samsyn::bench
