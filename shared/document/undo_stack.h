// Undo and redo of one's own edits, whatever others have written meanwhile.
//
// Undoing an insertion deletes those of its characters that are still there; undoing a deletion writes the text anew
// where it stood; a field or an item goes back only if nobody else has changed or moved it since. Others' edits are
// never undone. One stack belongs to one document; edits made close together are one step (Break ends a step).
#pragma once

#include <vector>

#include "shared/document/document.h"

namespace samsyn {

class UndoStack {
 public:
  explicit UndoStack(Document& document) : document_(document) {}

  // Takes the local edits the document has seen since the last call. Call it after every batch of edits.
  void Collect();
  // The next edits begin a new step.
  void Break() { open_ = false; }

  // What was done so far is not taken back any more.
  void Forget();

  [[nodiscard]] bool CanUndo() const { return !undo_.empty(); }
  [[nodiscard]] bool CanRedo() const { return !redo_.empty(); }
  // Does nothing when there is nothing to undo. Gives the record and field of the last edit that was taken back.
  std::optional<FieldRef> Undo();
  std::optional<FieldRef> Redo();

 private:
  using Step = std::vector<LocalEdit>;
  static constexpr std::size_t kMaxSteps = 500;

  std::optional<FieldRef> Revert(std::vector<Step>& from, std::vector<Step>& to);
  void RevertEdit(const LocalEdit& edit);
  void RevertDeletion(const LocalEdit& edit);
  // The characters `old` were written anew as `renewed`: steps that speak of them must follow.
  void RenameCharacters(const IdRange& old, OpId renewed);
  // What the edit `old` had done stands again, done by `renewed`.
  void RenameOperation(OpId old, OpId renewed);
  template <typename Use>
  void ForEachEdit(Use use);

  Document& document_;
  std::vector<Step> undo_;
  std::vector<Step> redo_;
  Step current_;  // the step being reverted
  bool open_ = false;
};

}  // namespace samsyn
