// People who all want to write at the same place: what random edits seldom do by themselves.
#pragma once

#include <string>
#include <vector>

#include "shared/base/utf8.h"
#include "shared/document/document.h"
#include "shared/document/undo_stack.h"
#include "tests/simulation/convergence_counts.h"
#include "tests/support/random_edits.h"
#include "tests/support/seeded_random.h"

namespace samsyn {

class ContentiousEditor {
 public:
  ContentiousEditor(SeededRandom& random, ConvergenceCounts& counts)
      : random_(random), counts_(counts), anything_(random), contention_(static_cast<unsigned>(random.Below(90))) {}

  void EditOnce(Document& document, UndoStack& undo) {
    if (!random_.Chance(contention_)) {
      anything_.EditOnce(document, undo);
      return;
    }
    switch (random_.Below(12)) {
      case 0:
      case 1:
        Write(document);
        break;
      case 2:
        WriteBackwards(document);
        break;
      case 3:
        document.InsertText(kText, HotPosition(document), RandomText(random_, 5));
        break;
      case 4:
      case 5:
        Erase(document);
        break;
      case 6:
      case 7:
      case 8:
        MoveOrFill(document);
        break;
      case 9:
        DeleteOrRestore(document);
        break;
      default:
        TakeBackOrDoAgain(undo);
    }
    undo.Collect();
    if (random_.Chance(50)) undo.Break();
    if (random_.Chance(5)) hot_ = document.AnchorAt(kText, random_.Below(document.TextSize(kText) + 1));
  }

 private:
  static constexpr FieldRef kText{{}, 1};
  static constexpr FieldRef kList{{}, 1};

  // Where everybody is: at a character some copies may not have, at the start or at the end.
  std::size_t HotPosition(const Document& document) {
    if (random_.Chance(70)) return document.PositionOf(kText, hot_);
    return random_.Chance(50) ? 0 : document.TextSize(kText);
  }

  // Key by key, with second thoughts.
  void Write(Document& document) {
    std::size_t position = HotPosition(document);
    for (std::size_t keys = random_.Between(2, 10); keys > 0; --keys) {
      document.InsertText(kText, position, random_.Chance(70) ? "n" : RandomText(random_, 1));
      position = std::min(position + 1, document.TextSize(kText));
      if (position > 0 && random_.Chance(15)) document.DeleteText(kText, --position, 1);
    }
  }
  void WriteBackwards(Document& document) {
    const std::size_t position = HotPosition(document);
    for (std::size_t keys = random_.Between(2, 8); keys > 0; --keys) {
      document.InsertText(kText, position, random_.Chance(70) ? "u" : "å");
    }
  }
  void Erase(Document& document) {
    const std::size_t count = random_.Between(1, random_.Chance(20) ? 30 : 5);
    const std::size_t position = HotPosition(document);
    document.DeleteText(kText, position - std::min(position, random_.Below(count + 1)), count);
  }
  void MoveOrFill(Document& document) {
    const std::vector<OpId> items = document.Items(kList);
    if (items.size() < 3) {
      (void)document.Create(kList, random_.Below(3), 1);
    } else if (random_.Chance(60)) {
      document.Move(items[random_.Below(2)], random_.Below(items.size()));
    } else {
      document.Set({items.front(), 2}, static_cast<std::int64_t>(random_.Below(3)));
    }
  }
  void TakeBackOrDoAgain(UndoStack& undo) {
    undo.Collect();
    undo.Break();
    if (undo.CanRedo() && random_.Chance(60)) {
      for (std::size_t steps = random_.Between(1, 4); steps > 0; --steps) counts_.redone += undo.Redo() ? 1 : 0;
    } else {
      for (std::size_t steps = random_.Between(1, 4); steps > 0; --steps) counts_.undone += undo.Undo() ? 1 : 0;
      if (random_.Chance(40)) counts_.redone += undo.Redo() ? 1 : 0;
    }
  }
  void DeleteOrRestore(Document& document) {
    const std::vector<OpId> items = document.Items(kList);
    const std::vector<OpId> deleted = document.DeletedItems(kList);
    if (!deleted.empty() && random_.Chance(50)) {
      document.Restore(deleted.front());
    } else if (!items.empty() && random_.Chance(50)) {
      document.Delete(items.front());
    } else if (!items.empty()) {
      document.InsertText({items.front(), 1}, 0, RandomText(random_, 3));
    }
  }

  SeededRandom& random_;
  ConvergenceCounts& counts_;
  RandomEditor anything_;
  unsigned contention_;
  Anchor hot_;
};

}  // namespace samsyn
