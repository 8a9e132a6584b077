// What people do with a document: write, erase, fill in, put in order, throw away, fetch back, change their minds.
#pragma once

#include "shared/document/document.h"
#include "shared/document/undo_stack.h"
#include "tests/support/seeded_random.h"

namespace samsyn {

// Records in two levels of lists; every record, the root too, has texts and fields. Numbers below those that Describe
// looks at.
class RandomEditor {
 public:
  explicit RandomEditor(SeededRandom& random) : random_(random) {}

  void EditOnce(Document& document, UndoStack& undo) {
    const std::size_t action = random_.Below(100);
    const OpId record = AnyRecord(document);
    const FieldRef text{record, static_cast<FieldNumber>(random_.Between(1, 2))};
    const std::size_t size = document.TextSize(text);
    if (action < 38) {
      Type(document, text);
    } else if (action < 52) {
      document.DeleteText(text, random_.Below(size + 1), random_.Between(1, random_.Chance(10) ? 40 : 4));
    } else if (action < 58) {
      document.InsertText(text, random_.Below(size + 1), RandomText(random_, 30));
    } else if (action < 68) {
      document.Set({record, static_cast<FieldNumber>(random_.Between(1, 3))}, AnyValue(document));
    } else if (action < 75) {
      (void)document.Create(AnyList(document), random_.Below(5), static_cast<std::uint32_t>(random_.Below(4)));
    } else if (action < 83) {
      document.Move(record, random_.Below(6));
    } else if (action < 86) {
      if (!record.IsNone()) document.Delete(record);
    } else if (action < 89) {
      const std::vector<OpId> deleted = document.DeletedItems({{}, 1});
      if (!deleted.empty()) document.Restore(random_.OneOf(deleted));
    } else if (action < 95) {
      undo.Collect();
      undo.Break();
      (void)undo.Undo();
    } else {
      (void)undo.Redo();
    }
    undo.Collect();
    if (random_.Chance(40)) undo.Break();
  }

 private:
  // Some keys in a row, forwards or towards the left.
  void Type(Document& document, FieldRef text) {
    std::size_t position = random_.Below(document.TextSize(text) + 1);
    const bool forwards = random_.Chance(75);
    for (std::size_t keys = random_.Between(1, 8); keys > 0; --keys) {
      document.InsertText(text, position, random_.Chance(80) ? "e" : "ö");
      if (forwards) ++position;
    }
  }

  OpId AnyRecord(const Document& document) {
    const std::vector<OpId> items = document.Items({{}, 1});
    if (items.empty() || random_.Chance(25)) return {};
    const OpId item = random_.OneOf(items);
    const std::vector<OpId> nested = document.Items({item, 1});
    return nested.empty() || random_.Chance(60) ? item : random_.OneOf(nested);
  }

  FieldRef AnyList(const Document& document) {
    const std::vector<OpId> items = document.Items({{}, 1});
    return {items.empty() || random_.Chance(60) ? OpId{} : random_.OneOf(items), 1};
  }

  Value AnyValue(const Document& document) {
    switch (random_.Below(5)) {
      case 0:
        return std::monostate{};
      case 1:
        return random_.Chance(50);
      case 2:
        return static_cast<std::int64_t>(random_.Next());
      case 3:
        return AnyRecord(document);
      default:
        return RandomText(random_, 3);
    }
  }

  SeededRandom& random_;
};

}  // namespace samsyn
