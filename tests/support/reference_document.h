// A document as its definition says it, slow and obviously right: what Document must agree with.
//
// It is made anew from everything that has been received, and keeps everything: every write of a field, every place an
// item ever stood on, every character with its two origins. What is seen is then looked for: of the writes the one with
// the largest stamp, of the places likewise. It knows nothing of bytes, and everything in it was written by honest
// copies; what becomes of senseless operations is the business of hostile_author_test.cpp and of the fuzzers.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "shared/base/utf8.h"
#include "shared/crdt/text_sequence.h"
#include "shared/crdt/version_vector.h"
#include "shared/document/operation.h"
#include "tests/support/reference_sequence.h"

namespace samsyn {

// What one update says.
struct DecodedUpdate {
  ReplicaId replica = 0;
  std::uint64_t counter = 0;
  std::vector<Operation> operations;
};

// Everything an operation builds on; only then can it be applied.
[[nodiscard]] inline std::vector<OpId> NamesIn(const Operation& operation) {
  if (const auto* create = std::get_if<CreateOperation>(&operation)) {
    return {create->list.record, create->place.left, create->place.right};
  }
  if (const auto* move = std::get_if<MoveOperation>(&operation)) {
    return {move->record, move->place.left, move->place.right};
  }
  if (const auto* set = std::get_if<SetOperation>(&operation)) return {set->field.record};
  if (const auto* insert = std::get_if<InsertOperation>(&operation)) {
    return {insert->text.record, insert->place.left, insert->place.right};
  }
  const auto& deletion = std::get<DeleteOperation>(operation);
  std::vector<OpId> names = {deletion.text.record};
  for (const IdRange& range : deletion.ranges) {
    names.push_back({range.first.replica, range.first.counter + range.count - 1});
  }
  return names;
}

// Reads like a Document.
class ReferenceDocument {
 public:
  // The order of `received` does not matter.
  explicit ReferenceDocument(std::vector<const DecodedUpdate*> received) {
    for (bool progress = true; progress;) {
      progress = false;
      std::vector<const DecodedUpdate*> later;
      for (const DecodedUpdate* update : received) {
        if (IsReady(*update)) {
          Apply(*update);
          progress = true;
        } else {
          later.push_back(update);
        }
      }
      received = std::move(later);
    }
    waiting_ = received.size();
  }

  [[nodiscard]] const VersionVector& Version() const { return version_; }
  [[nodiscard]] std::size_t WaitingCount() const { return waiting_; }

  [[nodiscard]] std::uint32_t KindOf(OpId record) const {
    return record.IsNone() || !records_.contains(record) ? 0 : records_.at(record).kind;
  }
  [[nodiscard]] bool IsDeleted(OpId record) const { return Get({record, kDeletedField}) == Value(true); }
  [[nodiscard]] Value Get(FieldRef field) const {
    return writes_.contains(field) ? writes_.at(field).rbegin()->second : Value();
  }
  [[nodiscard]] OpId LastWrite(FieldRef field) const {
    return writes_.contains(field) ? writes_.at(field).rbegin()->first.operation : OpId();
  }
  [[nodiscard]] OpId LastMove(OpId record) const {
    return records_.contains(record) ? records_.at(record).places.rbegin()->operation : OpId();
  }
  [[nodiscard]] std::vector<OpId> AllItems(FieldRef list) const {
    std::vector<OpId> items;
    if (!places_.contains(list)) return items;
    for (const auto& place : places_.at(list).Items()) {
      const OpId item = item_of_.at(place.id);
      if (LastMove(item) == place.id) items.push_back(item);
    }
    return items;
  }
  [[nodiscard]] std::vector<OpId> Items(FieldRef list) const {
    std::vector<OpId> items = AllItems(list);
    std::erase_if(items, [&](OpId item) { return IsDeleted(item); });
    return items;
  }
  [[nodiscard]] std::vector<OpId> DeletedItems(FieldRef list) const {
    std::vector<OpId> items = AllItems(list);
    std::erase_if(items, [&](OpId item) { return !IsDeleted(item); });
    return items;
  }
  [[nodiscard]] std::size_t TextSize(FieldRef text) const { return VisibleOf(text).size(); }
  [[nodiscard]] std::string TextOf(FieldRef text) const {
    std::string visible;
    for (const OpId id : VisibleOf(text)) AppendUtf8(visible, characters_.at(id));
    return visible;
  }
  [[nodiscard]] std::vector<IdRange> CharactersIn(FieldRef text, std::size_t position, std::size_t count) const {
    const std::vector<OpId> visible = VisibleOf(text);
    std::vector<IdRange> ranges;
    for (std::size_t i = position; i < std::min(position + count, visible.size()); ++i) {
      const OpId id = visible[i];
      const bool goes_on = !ranges.empty() && ranges.back().first.replica == id.replica &&
                           ranges.back().first.counter + ranges.back().count == id.counter;
      if (goes_on) {
        ++ranges.back().count;
      } else {
        ranges.push_back({id, 1});
      }
    }
    return ranges;
  }
  [[nodiscard]] std::size_t PositionOf(FieldRef text, Anchor anchor) const {
    std::size_t position = 0;
    if (!texts_.contains(text) || anchor.after.IsNone()) return 0;
    for (const auto& character : texts_.at(text).Items()) {
      position += character.hidden ? 0 : 1;
      if (character.id == anchor.after) return position;
    }
    return 0;
  }

 private:
  struct Record {
    std::uint32_t kind = 0;
    FieldRef list;
    std::set<Stamp> places{};  // each names a place; the item stands on the last
  };

  [[nodiscard]] std::vector<OpId> VisibleOf(FieldRef text) const {
    return texts_.contains(text) ? texts_.at(text).Visible() : std::vector<OpId>();
  }

  [[nodiscard]] bool IsReady(const DecodedUpdate& update) const {
    if (version_.NextOf(update.replica) != update.counter) return false;
    for (const Operation& operation : update.operations) {
      for (const OpId name : NamesIn(operation)) {
        const bool just_written = name.replica == update.replica && name.counter >= update.counter;
        if (!name.IsNone() && !just_written && !version_.Contains(name)) return false;
      }
    }
    return true;
  }

  void Apply(const DecodedUpdate& update) {
    std::uint64_t counter = update.counter;
    for (const Operation& operation : update.operations) {
      Apply(operation, {update.replica, counter});
      counter += CountersOf(operation);
    }
    version_.Advance(update.replica, counter);
  }

  void Apply(const Operation& operation, OpId id) {
    if (const auto* create = std::get_if<CreateOperation>(&operation)) {
      records_[id].kind = create->kind;
      records_[id].list = create->list;
      Place(id, create->place, create->time);
    } else if (const auto* move = std::get_if<MoveOperation>(&operation)) {
      Place(move->record, move->place, move->time);
    } else if (const auto* set = std::get_if<SetOperation>(&operation)) {
      writes_[set->field][{set->time, id}] = set->value;
    } else if (const auto* insert = std::get_if<InsertOperation>(&operation)) {
      texts_[insert->text].Integrate(insert->place);
      for (std::size_t offset = 0; offset < insert->inserted.size(); ++id.counter) {
        characters_[id] = NextCodePoint(insert->inserted, offset);
      }
    } else {
      const auto& deletion = std::get<DeleteOperation>(operation);
      for (const IdRange& range : deletion.ranges) texts_[deletion.text].Hide(range);
    }
  }

  void Place(OpId item, const Insertion& place, std::uint64_t time) {
    places_[records_.at(item).list].Integrate(place);
    item_of_[place.first] = item;
    records_.at(item).places.insert({time, place.first});
  }

  VersionVector version_;
  std::size_t waiting_ = 0;
  std::map<OpId, Record> records_;
  std::map<FieldRef, std::map<Stamp, Value>> writes_;
  std::map<FieldRef, ReferenceSequence> texts_;
  std::map<OpId, char32_t> characters_;
  std::map<FieldRef, ReferenceSequence> places_;  // of lists
  std::map<OpId, OpId> item_of_;                  // place → the item that was put there
};

}  // namespace samsyn
