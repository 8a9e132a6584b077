#include "shared/document/undo_stack.h"

#include <algorithm>
#include <utility>

#include "shared/base/utf8.h"

namespace samsyn {

namespace {

// Writing key by key makes an edit a key; what goes on where the last one ended is put to it, so that a step of a
// hundred keys is one run to take back.

bool Continues(const IdRange& before, const IdRange& after) {
  return before.first.replica == after.first.replica && before.first.counter + before.count == after.first.counter;
}

bool MergeInsertions(LocalEdit& last, const LocalEdit& next) {
  if (!Continues(last.characters.back(), next.characters.front())) return false;
  last.characters.back().count += next.characters.front().count;
  last.characters.insert(last.characters.end(), next.characters.begin() + 1, next.characters.end());
  return true;
}

bool MergeDeletions(LocalEdit& last, const LocalEdit& next) {
  if (last.characters.size() != 1 || next.characters.size() != 1) return false;
  IdRange& whole = last.characters.front();
  const IdRange& more = next.characters.front();
  if (Continues(whole, more)) {
    last.text += next.text;
  } else if (Continues(more, whole)) {
    last.text.insert(0, next.text);
    whole.first = more.first;
  } else {
    return false;
  }
  whole.count += more.count;
  return true;
}

bool Merge(LocalEdit& last, const LocalEdit& next) {
  if (last.kind != next.kind || last.where != next.where) return false;
  switch (last.kind) {
    case LocalEdit::Kind::kInsertedText:
      return MergeInsertions(last, next);
    case LocalEdit::Kind::kDeletedText:
      return MergeDeletions(last, next);
    case LocalEdit::Kind::kSetField:
    case LocalEdit::Kind::kMoved:
      if (last.operation != next.previous_operation) return false;
      last.operation = next.operation;
      return true;
    case LocalEdit::Kind::kCreated:
      break;
  }
  return false;
}

void Append(std::vector<LocalEdit>& step, std::vector<LocalEdit> edits) {
  for (LocalEdit& edit : edits) {
    if (step.empty() || !Merge(step.back(), edit)) step.push_back(std::move(edit));
  }
}

}  // namespace

void UndoStack::Collect() {
  std::vector<LocalEdit> edits = document_.TakeLocalEdits();
  if (edits.empty()) return;
  redo_.clear();
  if (!open_ || undo_.empty()) undo_.emplace_back();
  open_ = true;
  Append(undo_.back(), std::move(edits));
  if (undo_.size() > kMaxSteps) undo_.erase(undo_.begin());
}

void UndoStack::Forget() {
  Collect();
  undo_.clear();
  redo_.clear();
  open_ = false;
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
    to.emplace_back();
    Append(to.back(), std::move(done));
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
  const auto overlaps = [&](const IdRange& range) {
    return range.first.replica == old.first.replica && range.first.counter < old_end &&
           old.first.counter < range.first.counter + range.count;
  };
  ForEachEdit([&](LocalEdit& edit) {
    if (std::none_of(edit.characters.begin(), edit.characters.end(), overlaps)) return;
    std::vector<IdRange> characters;
    for (const IdRange& range : edit.characters) {
      if (!overlaps(range)) {
        characters.push_back(range);
        continue;
      }
      const std::uint64_t range_end = range.first.counter + range.count;
      const std::uint64_t start = std::max(range.first.counter, old.first.counter);
      const std::uint64_t end = std::min(range_end, old_end);
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
