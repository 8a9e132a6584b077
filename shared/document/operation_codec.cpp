#include "shared/document/operation_codec.h"

#include <algorithm>
#include <optional>

#include "shared/base/utf8.h"

namespace samsyn {
namespace {

// An operation's first byte: what it is in the low three bits, flags above. Values are the format.
enum class Code : std::uint8_t { kCreate = 0, kMove = 1, kSet = 2, kInsert = 3, kDelete = 4, kContinue = 5 };
constexpr std::uint8_t kCodeMask = 0x07;
constexpr std::uint8_t kSameText = 0x08;  // insert, delete: the text of the author's previous text operation
constexpr std::uint8_t kNoLeft = 0x10;    // create, move, insert: put first
constexpr std::uint8_t kNoRight = 0x20;   // create, move, insert: put last
constexpr std::uint8_t kOne = 0x40;       // insert, continue: one character. delete: one element
constexpr std::uint8_t kOneRange = 0x10;  // delete
constexpr unsigned kValueShift = 3;       // set: the kind of value

// Bits that mean nothing here belong to a format this version does not know.
std::uint8_t FlagsOf(Code code) {
  switch (code) {
    case Code::kCreate:
    case Code::kMove:
      return kNoLeft | kNoRight;
    case Code::kInsert:
      return kSameText | kNoLeft | kNoRight | kOne;
    case Code::kDelete:
      return kSameText | kOneRange | kOne;
    case Code::kContinue:
      return kOne;
    case Code::kSet:
      break;
  }
  return 0x07 << kValueShift;
}

enum class ReferenceCode : std::uint64_t { kNone = 0, kAuthor = 1, kNewReplica = 2, kFirstKnown = 3 };

enum class ValueCode : std::uint8_t { kNull = 0, kFalse = 1, kTrue = 2, kInteger = 3, kText = 4, kRecord = 5 };

constexpr std::uint64_t kMaxReplicasPerUpdate = 4096;

std::uint8_t OriginFlags(const Insertion& place) {
  return static_cast<std::uint8_t>((place.left.IsNone() ? kNoLeft : 0) | (place.right.IsNone() ? kNoRight : 0));
}

ValueCode CodeOf(const Value& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? ValueCode::kTrue : ValueCode::kFalse;
  if (std::holds_alternative<std::int64_t>(value)) return ValueCode::kInteger;
  if (std::holds_alternative<std::string>(value)) return ValueCode::kText;
  return std::holds_alternative<OpId>(value) ? ValueCode::kRecord : ValueCode::kNull;
}

OpId LastOf(const Insertion& place) { return {place.first.replica, place.first.counter + place.count - 1}; }

}  // namespace

// --- Encoding ---

void OperationEncoder::Reference(OpId id) {
  const auto code = [&](ReferenceCode value) { out_.Varint(static_cast<std::uint64_t>(value)); };
  if (id.IsNone()) return code(ReferenceCode::kNone);
  if (id.replica == author_) {
    code(ReferenceCode::kAuthor);
    return out_.Varint(counter_ - id.counter);
  }
  const auto known = std::find(replicas_.begin(), replicas_.end(), id.replica);
  if (known == replicas_.end()) {
    code(ReferenceCode::kNewReplica);
    out_.Fixed64(id.replica);
    replicas_.push_back(id.replica);
  } else {
    out_.Varint(static_cast<std::uint64_t>(ReferenceCode::kFirstKnown) +
                static_cast<std::uint64_t>(known - replicas_.begin()));
  }
  out_.Varint(id.counter);
}

void OperationEncoder::Field(const FieldRef& field) {
  Reference(field.record);
  out_.Varint(field.field);
}

void OperationEncoder::Origins(const Insertion& place) {
  if (!place.left.IsNone()) Reference(place.left);
  if (!place.right.IsNone()) Reference(place.right);
}

void OperationEncoder::WriteValue(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return out_.SignedVarint(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return out_.Text(*text);
  if (const auto* record = std::get_if<OpId>(&value)) return RecordAnywhere(*record);
}

// A record of this document or of another one of the same meeting, where the author may be further on than here.
void OperationEncoder::RecordAnywhere(OpId id) {
  if (id.IsNone() || id.replica != author_) return Reference(id);
  out_.Varint(static_cast<std::uint64_t>(ReferenceCode::kAuthor));
  out_.Varint(id.counter);
}

void OperationEncoder::AddInsert(const InsertOperation& operation) {
  const Insertion& place = operation.place;
  const std::uint8_t one = place.count == 1 ? kOne : 0;
  const bool same_text = operation.text == context_.text && !context_.last_character.IsNone();
  if (same_text && place.left == context_.last_character && place.right == context_.right) {
    out_.Byte(static_cast<std::uint8_t>(Code::kContinue) | one);
  } else {
    out_.Byte(static_cast<std::uint8_t>(static_cast<std::uint8_t>(Code::kInsert) | one | OriginFlags(place) |
                                        (same_text ? kSameText : 0)));
    if (!same_text) Field(operation.text);
    Origins(place);
  }
  if (one != 0) {
    out_.Raw(AsBytes(operation.inserted));
  } else {
    out_.Text(operation.inserted);
  }
  context_ = {operation.text, LastOf(place), place.right};
}

void OperationEncoder::AddDelete(const DeleteOperation& operation) {
  const bool same_text = operation.text == context_.text && !context_.last_character.IsNone();
  const bool one_range = operation.ranges.size() == 1;
  const bool one = one_range && operation.ranges.front().count == 1;
  out_.Byte(static_cast<std::uint8_t>(static_cast<std::uint8_t>(Code::kDelete) | (same_text ? kSameText : 0) |
                                      (one_range ? kOneRange : 0) | (one ? kOne : 0)));
  if (!same_text) Field(operation.text);
  if (!one_range) out_.Varint(operation.ranges.size());
  for (const IdRange& range : operation.ranges) {
    Reference(range.first);
    if (!one) out_.Varint(range.count);
  }
}

void OperationEncoder::Add(const Operation& operation, std::uint64_t counter) {
  if (out_.Size() == 0) out_.Byte(kUpdateFormat);
  counter_ = counter;
  const auto code = [&](Code which, std::uint8_t flags) {
    out_.Byte(static_cast<std::uint8_t>(static_cast<std::uint8_t>(which) | flags));
  };
  if (const auto* create = std::get_if<CreateOperation>(&operation)) {
    code(Code::kCreate, OriginFlags(create->place));
    Field(create->list);
    out_.Varint(create->kind);
    Origins(create->place);
    out_.Varint(create->time);
  } else if (const auto* move = std::get_if<MoveOperation>(&operation)) {
    code(Code::kMove, OriginFlags(move->place));
    Reference(move->record);
    Origins(move->place);
    out_.Varint(move->time);
  } else if (const auto* set = std::get_if<SetOperation>(&operation)) {
    code(Code::kSet, static_cast<std::uint8_t>(static_cast<unsigned>(CodeOf(set->value)) << kValueShift));
    Field(set->field);
    out_.Varint(set->time);
    WriteValue(set->value);
  } else if (const auto* insert = std::get_if<InsertOperation>(&operation)) {
    AddInsert(*insert);
  } else {
    AddDelete(std::get<DeleteOperation>(operation));
  }
}

Bytes OperationEncoder::Take() {
  replicas_.clear();
  Bytes bytes = out_.Take();
  out_ = ByteWriter();
  return bytes;
}

// --- Decoding ---

namespace {

class Decoder {
 public:
  Decoder(ByteView payload, ReplicaId author, std::uint64_t counter, const CodecContext& context)
      : in_(payload), author_(author), counter_(counter), context_(context) {}

  Status Run(std::vector<Operation>& operations) {
    const std::uint8_t format = in_.Byte();
    if (!in_.Failed() && format != kUpdateFormat) {
      return Error{ErrorCode::kUnsupported, "an update in a format this version does not know"};
    }
    while (!in_.Failed() && !in_.AtEnd()) {
      Next(operations.emplace_back());
      counter_ += CountersOf(operations.back());
      if (counter_ > kMaxCounter) in_.Fail();
    }
    if (!in_.Finished() || operations.empty()) return Error{ErrorCode::kMalformed, "a malformed update"};
    return OkStatus();
  }

  [[nodiscard]] const CodecContext& Context() const { return context_; }

 private:
  OpId Reference() { return FinishReference(in_.Varint()); }

  OpId RecordAnywhere() {
    const std::uint64_t code = in_.Varint();
    if (code != static_cast<std::uint64_t>(ReferenceCode::kAuthor)) return FinishReference(code);
    const OpId id{author_, in_.VarintUpTo(kMaxCounter)};
    if (id.counter == 0) in_.Fail();
    return id;
  }

  OpId FinishReference(std::uint64_t code) {
    OpId id;
    if (code == static_cast<std::uint64_t>(ReferenceCode::kNone)) return id;
    if (code == static_cast<std::uint64_t>(ReferenceCode::kAuthor)) {
      id = {author_, counter_ - in_.VarintUpTo(counter_ - 1)};
      return id;
    }
    if (code == static_cast<std::uint64_t>(ReferenceCode::kNewReplica)) {
      id.replica = in_.Fixed64();
      if (id.replica == author_ || replicas_.size() >= kMaxReplicasPerUpdate) in_.Fail();
      replicas_.push_back(id.replica);
    } else {
      const std::uint64_t index = code - static_cast<std::uint64_t>(ReferenceCode::kFirstKnown);
      if (index >= replicas_.size()) {
        in_.Fail();
        return id;
      }
      id.replica = replicas_[static_cast<std::size_t>(index)];
    }
    id.counter = in_.VarintUpTo(kMaxCounter);
    if (id.counter == 0) in_.Fail();
    return id;
  }

  // A reference that must not be "none".
  OpId Something() {
    const OpId id = Reference();
    if (id.IsNone()) in_.Fail();
    return id;
  }

  FieldRef Field() {
    FieldRef field;
    field.record = Reference();
    field.field = static_cast<FieldNumber>(in_.VarintUpTo(kMaxFieldNumber));
    return field;
  }

  Insertion Place(std::uint8_t flags) {
    Insertion place;
    place.first = {author_, counter_};
    place.count = 1;
    if ((flags & kNoLeft) == 0) place.left = Something();
    if ((flags & kNoRight) == 0) place.right = Something();
    return place;
  }

  Value ReadValue(ValueCode code) {
    switch (code) {
      case ValueCode::kNull:
        return std::monostate{};
      case ValueCode::kFalse:
        return false;
      case ValueCode::kTrue:
        return true;
      case ValueCode::kInteger:
        return in_.SignedVarint();
      case ValueCode::kText:
        return in_.Text(kMaxValueBytes);
      case ValueCode::kRecord:
        return RecordAnywhere();
    }
    in_.Fail();
    return std::monostate{};
  }

  void ReadCharacter(std::string& character) {
    const std::uint8_t lead = in_.Byte();
    character.assign(1, static_cast<char>(lead));
    if (lead < 0x80) return;
    character += AsText(in_.Raw(lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3));
    if (!IsValidUtf8(character)) in_.Fail();
  }

  void FinishInsert(InsertOperation& insert, std::uint8_t flags) {
    if ((flags & kOne) != 0) {
      ReadCharacter(insert.inserted);
      insert.place.count = 1;
    } else {
      insert.inserted = in_.Text(in_.Remaining());
      insert.place.count = static_cast<std::uint32_t>(CodePointCount(insert.inserted));
    }
    if (insert.place.count == 0) {
      in_.Fail();
      insert.place.count = 1;
    }
    context_ = {insert.text, LastOf(insert.place), insert.place.right};
  }

  FieldRef TextTarget(std::uint8_t flags) {
    if ((flags & kSameText) == 0) return Field();
    if (context_.last_character.IsNone()) in_.Fail();
    return context_.text;
  }

  void ReadDelete(DeleteOperation& deletion, std::uint8_t flags) {
    deletion.text = TextTarget(flags);
    const std::uint64_t ranges = (flags & kOneRange) != 0 ? 1 : in_.VarintUpTo(in_.Remaining());
    if (ranges == 0) in_.Fail();
    for (std::uint64_t i = 0; i < ranges && !in_.Failed(); ++i) {
      IdRange range;
      range.first = Something();
      range.count = (flags & kOne) != 0 ? 1 : static_cast<std::uint32_t>(in_.VarintUpTo(0x7FFFFFFF));
      if (range.count == 0) in_.Fail();
      deletion.ranges.push_back(range);
    }
  }

  void Next(Operation& operation) {
    const std::uint8_t lead = in_.Byte();
    const auto code = static_cast<Code>(lead & kCodeMask);
    const auto flags = static_cast<std::uint8_t>(lead & ~kCodeMask);
    if ((flags & ~FlagsOf(code)) != 0) in_.Fail();
    switch (code) {
      case Code::kCreate: {
        auto& create = operation.emplace<CreateOperation>();
        create.list = Field();
        create.kind = static_cast<std::uint32_t>(in_.VarintUpTo(kMaxFieldNumber));
        create.place = Place(flags);
        create.time = in_.VarintUpTo(kMaxTime);
        return;
      }
      case Code::kMove: {
        auto& move = operation.emplace<MoveOperation>();
        move.record = Something();
        move.place = Place(flags);
        move.time = in_.VarintUpTo(kMaxTime);
        return;
      }
      case Code::kSet: {
        auto& set = operation.emplace<SetOperation>();
        set.field = Field();
        set.time = in_.VarintUpTo(kMaxTime);
        set.value = ReadValue(static_cast<ValueCode>(flags >> kValueShift));
        return;
      }
      case Code::kInsert: {
        auto& insert = operation.emplace<InsertOperation>();
        insert.text = TextTarget(flags);
        insert.place = Place(flags);
        return FinishInsert(insert, flags);
      }
      case Code::kContinue: {
        if (context_.last_character.IsNone()) in_.Fail();
        auto& insert = operation.emplace<InsertOperation>();
        insert.text = context_.text;
        insert.place = {{author_, counter_}, 1, context_.last_character, context_.right};
        return FinishInsert(insert, flags);
      }
      case Code::kDelete:
        return ReadDelete(operation.emplace<DeleteOperation>(), flags);
    }
    in_.Fail();
  }

  ByteReader in_;
  ReplicaId author_;
  std::uint64_t counter_;
  CodecContext context_;
  std::vector<ReplicaId> replicas_;
};

}  // namespace

Status DecodeOperations(ByteView payload, ReplicaId author, std::uint64_t counter, CodecContext& context,
                        std::vector<Operation>& operations) {
  operations.clear();
  if (counter == 0 || counter > kMaxCounter) return Error{ErrorCode::kMalformed, "an update with an impossible number"};
  Decoder decoder(payload, author, counter, context);
  Status decoded = decoder.Run(operations);
  if (decoded) context = decoder.Context();
  return decoded;
}

Result<std::vector<Operation>> DecodeOperations(ByteView payload, ReplicaId author, std::uint64_t counter,
                                                CodecContext& context) {
  std::vector<Operation> operations;
  const Status decoded = DecodeOperations(payload, author, counter, context, operations);
  if (!decoded) return decoded.GetError();
  return operations;
}

KeyUpdate DecodeKey(ByteView payload) {
  constexpr auto kTyped = static_cast<std::uint8_t>(static_cast<unsigned>(Code::kContinue) | kOne);
  constexpr auto kErased =
      static_cast<std::uint8_t>(static_cast<unsigned>(Code::kDelete) | kSameText | kOneRange | kOne);
  if (payload.size() < 3 || payload[0] != kUpdateFormat) return {};
  if (payload[1] == kTyped) {
    if (payload.size() > 3 || payload[2] >= 0x80) return {};
    return {KeyUpdate::Kind::kTyped, static_cast<char>(payload[2]), 0};
  }
  if (payload[1] != kErased || payload[2] != static_cast<std::uint8_t>(ReferenceCode::kAuthor)) return {};
  ByteReader in(payload.subspan(3));
  const std::uint64_t back = in.Varint();
  if (!in.Finished()) return {};
  return {KeyUpdate::Kind::kErased, 0, back};
}

}  // namespace samsyn
