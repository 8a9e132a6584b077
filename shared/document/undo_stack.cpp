#include "shared/document/undo_stack.h"

#include <algorithm>
#include <utility>

#include "shared/base/utf8.h"

namespace samsyn {

void UndoStack::Collect() {
  std::vector<LocalEdit> edits = document_.TakeLocalEdits();
  if (edits.empty()) return;
  redo_.clear();
  if (!open_ || undo_.empty()) undo_.emplace_back();
  open_ = true;
  Step& step = undo_.back();
  step.insert(step.end(), std::make_move_iterator(edits.begin()), std::make_move_iterator(edits.end()));
  if (undo_.size() > kMaxSteps) undo_.erase(undo_.begin());
}

std::optional<FieldRef> UndoStack::Undo() {
  Collect();
  return Revert(undo_, redo_);
}

std::optional<FieldRef> UndoStack::Redo() {
  Collect();
  return Revert(redo_, undo_);
}

std::optional<FieldRef> UndoStack::Revert(std::vector<Step>& from, std::vector<Step>& to) {
  open_ = false;
  while (!from.empty()) {
    current_ = std::move(from.back());
    from.pop_back();
    while (!current_.empty()) {
      const LocalEdit edit = std::move(current_.back());
      current_.pop_back();
      RevertEdit(edit);
    }
    // A step whose edits others have already overtaken changes nothing; go on to the one before it.
    std::vector<LocalEdit> done = document_.TakeLocalEdits();
    if (done.empty()) continue;
    const FieldRef where = done.back().where;
    to.push_back(std::move(done));
    return where;
  }
  return std::nullopt;
}

void UndoStack::RevertEdit(const LocalEdit& edit) {
  const OpId record = edit.where.record;
  switch (edit.kind) {
    case LocalEdit::Kind::kInsertedText:
      document_.DeleteCharacters(edit.where, edit.characters);
      break;
    case LocalEdit::Kind::kDeletedText:
      RevertDeletion(edit);
      break;
    case LocalEdit::Kind::kSetField:
      if (document_.LastWrite(edit.where) != edit.operation) break;
      document_.Set(edit.where, edit.previous_value);
      RenameOperation(edit.previous_operation, document_.LastWrite(edit.where));
      break;
    case LocalEdit::Kind::kCreated:
      document_.Delete(record);
      break;
    case LocalEdit::Kind::kMoved:
      if (document_.LastMove(record) != edit.operation) break;
      document_.MoveAfter(record, edit.previous_item);
      RenameOperation(edit.previous_operation, document_.LastMove(record));
      break;
  }
}

void UndoStack::RevertDeletion(const LocalEdit& edit) {
  std::size_t offset = 0;
  for (IdRange range : edit.characters) {
    // What others have written in between stays in between, and so does what another step brings back there.
    while (const std::uint32_t together = document_.StandTogether(edit.where, range)) {
      const OpId renewed =
          document_.InsertTextBefore(edit.where, range.first, CodePointSlice(edit.text, offset, together));
      RenameCharacters({range.first, together}, renewed);
      offset += together;
      range.first.counter += together;
      range.count -= together;
    }
    offset += range.count;
  }
}

template <typename Use>
void UndoStack::ForEachEdit(Use use) {
  for (std::vector<Step>* stack : {&undo_, &redo_}) {
    for (Step& step : *stack) std::for_each(step.begin(), step.end(), use);
  }
  std::for_each(current_.begin(), current_.end(), use);
}

void UndoStack::RenameOperation(OpId old, OpId renewed) {
  if (old.IsNone()) return;
  ForEachEdit([&](LocalEdit& edit) {
    if (edit.operation == old) edit.operation = renewed;
  });
}

void UndoStack::RenameCharacters(const IdRange& old, OpId renewed) {
  const std::uint64_t old_end = old.first.counter + old.count;
  ForEachEdit([&](LocalEdit& edit) {
    std::vector<IdRange> characters;
    for (const IdRange& range : edit.characters) {
      const std::uint64_t range_end = range.first.counter + range.count;
      const std::uint64_t start = std::max(range.first.counter, old.first.counter);
      const std::uint64_t end = std::min(range_end, old_end);
      if (range.first.replica != old.first.replica || start >= end) {
        characters.push_back(range);
        continue;
      }
      const auto add = [&](OpId first, std::uint64_t count) {
        if (count > 0) characters.push_back({first, static_cast<std::uint32_t>(count)});
      };
      add(range.first, start - range.first.counter);
      add({renewed.replica, renewed.counter + (start - old.first.counter)}, end - start);
      add({range.first.replica, end}, range_end - end);
    }
    edit.characters = std::move(characters);
  });
}

}  // namespace samsyn
