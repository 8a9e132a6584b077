#include "tests/bench/text/replay.h"

#include <utility>

namespace samsyn::bench {
namespace {

constexpr std::uint32_t kEditsPerUndoStep = 50;

}  // namespace

void ReplayInto(TextSequence& text, const Trace& trace) {
  std::uint64_t counter = 1;
  std::vector<IdRange> deleted;
  for (const Edit& edit : trace.Edits()) {
    if (edit.deleted > 0) {
      deleted.clear();
      text.Delete(edit.position, edit.deleted, deleted);
    }
    if (!edit.inserted.empty()) {
      counter += text.Insert(edit.position, {ReplicaNumber(0), counter}, edit.inserted).count;
    }
  }
}

void Writer::Make(const Edit& edit) {
  if (edit.deleted > 0) document.DeleteText(kText, edit.position, edit.deleted);
  if (!edit.inserted.empty()) document.InsertText(kText, edit.position, edit.inserted);
  undo.Collect();
  if (++edits_in_step_ % kEditsPerUndoStep == 0) undo.Break();
}

std::vector<Update> MessagesOf(const Trace& trace, Writer& writer) {
  std::vector<Update> messages;
  messages.reserve(trace.Edits().size());
  for (const Edit& edit : trace.Edits()) {
    writer.Make(edit);
    for (Update& update : writer.document.TakeUpdates()) messages.push_back(std::move(update));
  }
  return messages;
}

Status ApplyAll(Document& document, const std::vector<Update>& updates) {
  ChangeSet changes;
  for (const Update& update : updates) {
    changes.clear();
    const Status applied = document.Apply(update, changes);
    if (!applied) return applied.GetError();
  }
  return OkStatus();
}

}  // namespace samsyn::bench
