// What can happen to a document. Every operation is named by its author's replica and counter; an insertion of text
// takes one counter per character, everything else takes one.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "shared/crdt/register.h"
#include "shared/crdt/sequence.h"

namespace samsyn {

// Fields, lists and texts of a record have small numbers; what they mean is the business of shared/meeting.
using FieldNumber = std::uint32_t;
inline constexpr std::uint32_t kMaxFieldNumber = 0xFFFF;  // also the largest kind of record
// Every record has this one: true while the record is deleted. Deleting is setting it, restoring is clearing it.
inline constexpr FieldNumber kDeletedField = 0;

// An OpId value names a record, of this document or of another one of the same meeting.
using Value = std::variant<std::monostate, bool, std::int64_t, std::string, OpId>;

struct FieldRef {
  OpId record;  // none: the document's root record
  FieldNumber field = 0;
  friend auto operator<=>(const FieldRef&, const FieldRef&) = default;
};

struct CreateOperation {
  FieldRef list;
  std::uint32_t kind = 0;
  Insertion place;
  std::uint64_t time = 0;
};

struct MoveOperation {
  OpId record;
  Insertion place;
  std::uint64_t time = 0;
};

struct SetOperation {
  FieldRef field;
  Value value;
  std::uint64_t time = 0;
};

struct InsertOperation {
  FieldRef text;
  Insertion place;
  std::string inserted;  // UTF-8, place.count code points
};

struct DeleteOperation {
  FieldRef text;
  std::vector<IdRange> ranges;
};

using Operation = std::variant<CreateOperation, MoveOperation, SetOperation, InsertOperation, DeleteOperation>;

// How many of its author's counters an operation takes.
[[nodiscard]] inline std::uint64_t CountersOf(const Operation& operation) {
  const auto* insert = std::get_if<InsertOperation>(&operation);
  return insert != nullptr ? insert->place.count : 1;
}

}  // namespace samsyn
