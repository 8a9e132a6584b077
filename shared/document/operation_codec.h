// Operations as bytes: README.md beside this file has the format.
//
// Typing is what happens most, so one more character typed after the last one takes two bytes. That works because both
// sides remember the author's previous text operation (CodecContext); an author's updates are therefore decoded in
// order, each exactly once.
#pragma once

#include <vector>

#include "shared/base/bytes.h"
#include "shared/base/result.h"
#include "shared/document/operation.h"

namespace samsyn {

inline constexpr std::uint8_t kUpdateFormat = 1;
inline constexpr std::size_t kMaxValueBytes = 64 * 1024;
inline constexpr std::uint64_t kMaxTime = kMaxCounter;  // Lamport

struct CodecContext {
  FieldRef text;
  OpId last_character;  // none: nothing typed yet
  OpId right;
};

// Builds one update's payload.
class OperationEncoder {
 public:
  OperationEncoder(ReplicaId author, CodecContext& context) : author_(author), context_(context) {}

  // `counter` is the operation's (first) counter.
  void Add(const Operation& operation, std::uint64_t counter);
  [[nodiscard]] std::size_t Size() const { return out_.Size(); }
  [[nodiscard]] Bytes Take();

 private:
  void Reference(OpId id);
  void RecordAnywhere(OpId id);
  void Field(const FieldRef& field);
  void Origins(const Insertion& place);
  void WriteValue(const Value& value);
  void AddInsert(const InsertOperation& operation);
  void AddDelete(const DeleteOperation& operation);

  ReplicaId author_;
  CodecContext& context_;
  std::uint64_t counter_ = 0;
  std::vector<ReplicaId> replicas_;  // mentioned so far in this update
  ByteWriter out_;
};

// Replaces `operations` with those of a payload whose first operation has `counter`. On success the context has moved
// on; on error it is unchanged. The operations are well formed, but what they refer to need not exist.
[[nodiscard]] Status DecodeOperations(ByteView payload, ReplicaId author, std::uint64_t counter, CodecContext& context,
                                      std::vector<Operation>& operations);
[[nodiscard]] Result<std::vector<Operation>> DecodeOperations(ByteView payload, ReplicaId author, std::uint64_t counter,
                                                              CodecContext& context);

// What one press of a key makes, which is most of what is ever received: an ASCII character that goes on with the
// author's last one, or the deletion of one of the author's own characters in the same text.
struct KeyUpdate {
  enum class Kind { kOther, kTyped, kErased };
  Kind kind = Kind::kOther;
  char typed = 0;
  std::uint64_t back = 0;  // how many counters before the deletion's the character was written
};
[[nodiscard]] KeyUpdate DecodeKey(ByteView payload);

}  // namespace samsyn
