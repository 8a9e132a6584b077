// What happened in random sessions: a session in which nothing is concurrent proves nothing, so the tests look at these
// numbers too.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "tests/support/reference_document.h"

namespace samsyn {

struct ConvergenceCounts {
  std::size_t sessions = 0;
  std::size_t updates = 0;
  std::size_t characters = 0;
  std::size_t beyond_bmp = 0;   // characters of two UTF-16 units
  std::size_t comparisons = 0;  // with the reference
  std::size_t anchors = 0;

  // The network's doing.
  std::size_t waited = 0;
  std::size_t known_already = 0;
  std::size_t partitions = 0;
  std::size_t late_from_snapshot = 0;
  std::size_t late_from_nothing = 0;

  // Pairs of edits whose authors did not know of each other's.
  std::size_t insertions_at_one_place = 0;
  std::size_t insertions_beside_deleted = 0;
  std::size_t characters_deleted_twice = 0;
  std::size_t moves_of_one_item = 0;
  std::size_t writes_of_one_field = 0;
  std::size_t edits_in_deleted_record = 0;

  std::size_t undone = 0;
  std::size_t redone = 0;

  struct Line {
    const char* name;
    std::size_t ConvergenceCounts::*number;
    double least_per_session;  // far below what usually comes, far above nothing
  };
  [[nodiscard]] static const std::vector<Line>& Lines() {
    using C = ConvergenceCounts;
    static const std::vector<Line> kLines = {
        {"sessions", &C::sessions, 1},
        {"updates", &C::updates, 40},
        {"characters", &C::characters, 200},
        {"of two UTF-16 units", &C::beyond_bmp, 15},
        {"comparisons with the reference", &C::comparisons, 8},
        {"anchors followed", &C::anchors, 100},
        {"updates that waited", &C::waited, 50},
        {"updates that were known already", &C::known_already, 50},
        {"partitions", &C::partitions, 3},
        {"joined late from a snapshot", &C::late_from_snapshot, 0.3},
        {"joined late with nothing", &C::late_from_nothing, 0.2},
        {"insertions at one place", &C::insertions_at_one_place, 50},
        {"insertions beside a character deleted meanwhile", &C::insertions_beside_deleted, 15},
        {"characters deleted by two", &C::characters_deleted_twice, 5},
        {"moves of one item by two", &C::moves_of_one_item, 3},
        {"writes of one field by two", &C::writes_of_one_field, 4},
        {"edits in a record deleted meanwhile", &C::edits_in_deleted_record, 10},
        {"undone", &C::undone, 8},
        {"redone", &C::redone, 2},
    };
    return kLines;
  }

  void Add(const ConvergenceCounts& other) {
    for (const Line& line : Lines()) this->*line.number += other.*line.number;
  }
  [[nodiscard]] std::string ToString() const {
    std::string text;
    for (const Line& line : Lines()) text += "  " + std::to_string(this->*line.number) + " " + line.name + "\n";
    return text;
  }
  // Empty, or what hardly ever happened.
  [[nodiscard]] std::string TooFew() const {
    std::string text;
    for (const Line& line : Lines()) {
      const double least = line.least_per_session * static_cast<double>(sessions);
      if (static_cast<double>(this->*line.number) < least) {
        text += "only " + std::to_string(this->*line.number) + " " + line.name + "\n";
      }
    }
    return text;
  }
};

// An update and what its author had when writing it.
struct WrittenUpdate {
  DecodedUpdate decoded;
  VersionVector author_had;
};

// Finds the pairs.
class ConcurrencyCounter {
 public:
  explicit ConcurrencyCounter(const std::vector<WrittenUpdate>& updates) : updates_(updates) {
    for (std::size_t i = 0; i < updates.size(); ++i) {
      for (const Operation& operation : updates[i].decoded.operations) Note(operation, i);
    }
  }

  void AddTo(ConvergenceCounts& counts) const {
    counts.insertions_at_one_place += Pairs(insertions_, insertions_) / 2;
    counts.insertions_beside_deleted += Pairs(beside_, deletions_);
    counts.characters_deleted_twice += Pairs(deletions_, deletions_) / 2;
    counts.moves_of_one_item += Pairs(moves_, moves_) / 2;
    counts.writes_of_one_field += Pairs(writes_, writes_) / 2;
    counts.edits_in_deleted_record += Pairs(edits_in_, record_deletions_);
  }

 private:
  template <typename Key>
  using UpdatesBy = std::map<Key, std::vector<std::size_t>>;
  struct Gap {
    FieldRef text;
    OpId left;
    friend auto operator<=>(const Gap&, const Gap&) = default;
  };

  void Note(const Operation& operation, std::size_t update) {
    if (const auto* move = std::get_if<MoveOperation>(&operation)) {
      moves_[move->record].push_back(update);
      edits_in_[move->record].push_back(update);
    } else if (const auto* set = std::get_if<SetOperation>(&operation)) {
      writes_[set->field].push_back(update);
      if (set->field.field != kDeletedField) {
        edits_in_[set->field.record].push_back(update);
      } else if (set->value == Value(true)) {
        record_deletions_[set->field.record].push_back(update);
      }
    } else if (const auto* insert = std::get_if<InsertOperation>(&operation)) {
      insertions_[{insert->text, insert->place.left}].push_back(update);
      beside_[insert->place.left].push_back(update);
      beside_[insert->place.right].push_back(update);
      edits_in_[insert->text.record].push_back(update);
    } else if (const auto* deletion = std::get_if<DeleteOperation>(&operation)) {
      for (const IdRange& range : deletion->ranges) {
        for (std::uint32_t i = 0; i < range.count; ++i) {
          deletions_[{range.first.replica, range.first.counter + i}].push_back(update);
        }
      }
    }
  }

  [[nodiscard]] bool Knew(std::size_t one, std::size_t other) const {
    const DecodedUpdate& of = updates_[other].decoded;
    return updates_[one].author_had.Contains({of.replica, of.counter});
  }
  template <typename Key>
  [[nodiscard]] std::size_t Pairs(const UpdatesBy<Key>& left, const UpdatesBy<Key>& right) const {
    std::size_t pairs = 0;
    for (const auto& [key, ones] : left) {
      const auto others = right.find(key);
      if (others == right.end()) continue;
      for (const std::size_t one : ones) {
        for (const std::size_t other : others->second) pairs += Knew(one, other) || Knew(other, one) ? 0 : 1;
      }
    }
    return pairs;
  }

  const std::vector<WrittenUpdate>& updates_;
  UpdatesBy<Gap> insertions_;
  UpdatesBy<OpId> beside_;
  UpdatesBy<OpId> deletions_;  // by character
  UpdatesBy<OpId> moves_;      // by record
  UpdatesBy<FieldRef> writes_;
  UpdatesBy<OpId> edits_in_;          // by record
  UpdatesBy<OpId> record_deletions_;  // by record
};

}  // namespace samsyn
