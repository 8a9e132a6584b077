#include "shared/document/operation_codec.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "shared/base/utf8.h"
#include "tests/support/seeded_random.h"

namespace samsyn {
namespace {

constexpr ReplicaId kAuthor = 0xA1;
constexpr ReplicaId kOther = 0xB2;

bool Same(const Insertion& a, const Insertion& b) {
  return a.first == b.first && a.count == b.count && a.left == b.left && a.right == b.right;
}

bool Same(const Operation& a, const Operation& b) {
  if (a.index() != b.index()) return false;
  if (const auto* x = std::get_if<CreateOperation>(&a)) {
    const auto& y = std::get<CreateOperation>(b);
    return x->list == y.list && x->kind == y.kind && Same(x->place, y.place) && x->time == y.time;
  }
  if (const auto* x = std::get_if<MoveOperation>(&a)) {
    const auto& y = std::get<MoveOperation>(b);
    return x->record == y.record && Same(x->place, y.place) && x->time == y.time;
  }
  if (const auto* x = std::get_if<SetOperation>(&a)) {
    const auto& y = std::get<SetOperation>(b);
    return x->field == y.field && x->value == y.value && x->time == y.time;
  }
  if (const auto* x = std::get_if<InsertOperation>(&a)) {
    const auto& y = std::get<InsertOperation>(b);
    return x->text == y.text && Same(x->place, y.place) && x->inserted == y.inserted;
  }
  const auto& x = std::get<DeleteOperation>(a);
  const auto& y = std::get<DeleteOperation>(b);
  return x.text == y.text && x.ranges == y.ranges;
}

// Operations one author writes one after another, and the update they become.
struct Written {
  std::vector<Operation> operations;
  std::uint64_t start = 1;
  Bytes payload;
};

Written Encode(std::vector<Operation> operations, std::uint64_t start, CodecContext& context) {
  OperationEncoder encoder(kAuthor, context);
  std::uint64_t counter = start;
  for (const Operation& operation : operations) {
    encoder.Add(operation, counter);
    counter += CountersOf(operation);
  }
  return {std::move(operations), start, encoder.Take()};
}

OpId RandomId(SeededRandom& random, std::uint64_t counter) {
  const std::size_t which = random.Below(4);
  if (which == 0 && counter > 1) return {kAuthor, random.Between(1, static_cast<std::size_t>(counter) - 1)};
  if (which == 1) return {kOther, random.Between(1, 300)};
  return {random.Next() | 1, 1 + (random.Next() >> random.Between(11, 63))};
}

FieldRef RandomField(SeededRandom& random, std::uint64_t counter) {
  return {random.Chance(40) ? OpId{} : RandomId(random, counter),
          static_cast<FieldNumber>(random.Chance(90) ? random.Below(8) : random.Below(0x10000))};
}

Value RandomValue(SeededRandom& random, std::uint64_t counter) {
  switch (random.Below(6)) {
    case 0:
      return std::monostate{};
    case 1:
      return random.Chance(50);
    case 2:
      return static_cast<std::int64_t>(random.Next() >> random.Below(64)) * (random.Chance(50) ? 1 : -1);
    case 3:
      return RandomText(random, 10);
    case 4:
      return OpId{};
    default:
      return RandomId(random, counter);
  }
}

Insertion RandomPlace(SeededRandom& random, std::uint64_t counter, std::uint32_t count) {
  return {{kAuthor, counter},
          count,
          random.Chance(30) ? OpId{} : RandomId(random, counter),
          random.Chance(30) ? OpId{} : RandomId(random, counter)};
}

Operation RandomOperation(SeededRandom& random, std::uint64_t counter, const CodecContext& context) {
  const std::uint64_t time = random.Next() >> random.Between(11, 63);
  switch (random.Below(6)) {
    case 0:
      return CreateOperation{RandomField(random, counter), static_cast<std::uint32_t>(random.Below(0x10000)),
                             RandomPlace(random, counter, 1), time};
    case 1:
      return MoveOperation{RandomId(random, counter), RandomPlace(random, counter, 1), time};
    case 2:
      return SetOperation{RandomField(random, counter), RandomValue(random, counter), time};
    case 3: {
      DeleteOperation deletion;
      deletion.text = random.Chance(50) ? context.text : RandomField(random, counter);
      const std::size_t ranges = random.Between(1, 4);
      for (std::size_t i = 0; i < ranges; ++i) {
        deletion.ranges.push_back(
            {RandomId(random, counter), random.Chance(50) ? 1u : static_cast<std::uint32_t>(random.Between(1, 9999))});
      }
      return deletion;
    }
    default: {
      InsertOperation insert;
      insert.inserted = random.Chance(50) ? "å" : RandomText(random, 5);
      const auto count = static_cast<std::uint32_t>(CodePointCount(insert.inserted));
      insert.place = RandomPlace(random, counter, count);
      insert.text = random.Chance(50) ? context.text : RandomField(random, counter);
      if (random.Chance(50)) {
        insert.place.left = context.last_character;
        insert.place.right = context.right;
      }
      return insert;
    }
  }
}

InsertOperation Typed(std::string_view text, std::uint64_t counter, OpId left, OpId right) {
  return {{{kOther, 5}, 1},
          {{kAuthor, counter}, static_cast<std::uint32_t>(CodePointCount(text)), left, right},
          std::string(text)};
}

}  // namespace

TEST_CASE("one more typed character costs three bytes with the format byte") {
  CodecContext context;
  (void)Encode({Typed("a", 1000, {kOther, 300}, {kOther, 301})}, 1000, context);
  const Written next = Encode({Typed("b", 1001, {kAuthor, 1000}, {kOther, 301})}, 1001, context);
  CHECK(next.payload == Bytes{kUpdateFormat, 0x45, 'b'});
  const Written emoji = Encode({Typed("😀", 1002, {kAuthor, 1001}, {kOther, 301})}, 1002, context);
  CHECK(emoji.payload.size() == 1 + 1 + 4);
}

TEST_CASE("typing the same way in a batch costs two bytes a character") {
  CodecContext context;
  std::vector<Operation> operations = {Typed("a", 1, {}, {})};
  for (std::uint64_t counter = 2; counter <= 101; ++counter) {
    operations.push_back(Typed("x", counter, {kAuthor, counter - 1}, {}));
  }
  const Written written = Encode(std::move(operations), 1, context);
  // format; insert, new replica, 8 bytes, counter, field, "a"; then the hundred
  CHECK(written.payload.size() == 1 + (1 + 1 + 8 + 1 + 1 + 1) + 100 * 2);
}

TEST_CASE("one changed field costs less than twenty bytes") {
  const auto size = [](const FieldRef& field, Value value, std::uint64_t time) {
    CodecContext context;
    return Encode({SetOperation{field, std::move(value), time}}, 100000, context).payload.size();
  };
  CHECK(size({{}, 3}, true, 1) == 5);
  CHECK(size({{kAuthor, 99000}, 3}, std::int64_t{15}, 100000) == 10);
  CHECK(size({{kOther, 99000}, 3}, std::int64_t{15}, 100000) < 20);
  CHECK(size({{kOther, 99000}, 0}, true, 100000) < 20);
}

TEST_CASE("a deleted character of the text just written in costs four bytes, somebody else's the replica more") {
  CodecContext context;
  (void)Encode({Typed("ab", 1, {}, {})}, 1, context);
  CHECK(Encode({DeleteOperation{{{kOther, 5}, 1}, {{{kAuthor, 2}, 1}}}}, 3, context).payload.size() == 4);
  CHECK(Encode({DeleteOperation{{{kOther, 5}, 1}, {{{kOther, 2}, 1}}}}, 4, context).payload.size() == 12);
}

TEST_CASE("random operations come back as they were, update after update") {
  for (const std::uint64_t seed : Seeds(500)) {
    CAPTURE(seed);
    SeededRandom random(seed);
    CodecContext writing;
    CodecContext reading;
    std::uint64_t counter = random.Chance(50) ? 1 : random.Between(1, 1 << 30);
    for (int batch = 0; batch < 6; ++batch) {
      CodecContext context = writing;
      OperationEncoder encoder(kAuthor, writing);
      std::vector<Operation> operations;
      const std::uint64_t start = counter;
      const std::size_t count = random.Between(1, 8);
      for (std::size_t i = 0; i < count; ++i) {
        operations.push_back(RandomOperation(random, counter, writing));
        encoder.Add(operations.back(), counter);
        counter += CountersOf(operations.back());
      }
      const Bytes payload = encoder.Take();
      const Result<std::vector<Operation>> decoded = DecodeOperations(payload, kAuthor, start, reading);
      REQUIRE(decoded.Ok());
      REQUIRE(decoded.Value().size() == operations.size());
      for (std::size_t i = 0; i < operations.size(); ++i) REQUIRE(Same(decoded.Value()[i], operations[i]));
      REQUIRE(reading.text == writing.text);
      REQUIRE(reading.last_character == writing.last_character);
      REQUIRE(reading.right == writing.right);
      // And written again it is the same bytes: there is one way to say it.
      REQUIRE(Encode(decoded.Value(), start, context).payload == payload);
    }
  }
}

TEST_CASE("what cannot be an update is an error and leaves the context alone") {
  CodecContext context;
  (void)Encode({Typed("a", 1, {}, {})}, 1, context);
  const CodecContext before = context;
  const auto refuses = [&](const Bytes& payload, ErrorCode code = ErrorCode::kMalformed) {
    const Result<std::vector<Operation>> decoded = DecodeOperations(payload, kAuthor, 2, context);
    CHECK(context.last_character == before.last_character);
    return !decoded && decoded.GetError().code == code;
  };
  CHECK(refuses({}));
  CHECK(refuses({kUpdateFormat}));  // nothing happens
  CHECK(refuses({kUpdateFormat + 1, 0x45, 'b'}, ErrorCode::kUnsupported));
  CHECK(refuses({kUpdateFormat, 0x06}));  // unknown operations
  CHECK(refuses({kUpdateFormat, 0x07}));
  CHECK(refuses({kUpdateFormat, 0xC5, 'b'}));  // flags that mean nothing
  CHECK(refuses({kUpdateFormat, 0x42, 0x00, 0x01, 0x01}));
  CHECK(refuses({kUpdateFormat, 0x45}));                                // no character
  CHECK(refuses({kUpdateFormat, 0x45, 0xC3}));                          // half a character
  CHECK(refuses({kUpdateFormat, 0x45, 0x80}));                          // a character's second half
  CHECK(refuses({kUpdateFormat, 0x45, 0xED, 0xA0, 0x80}));              // a surrogate
  CHECK(refuses({kUpdateFormat, 0x05, 0x00}));                          // an empty insertion
  CHECK(refuses({kUpdateFormat, 0x05, 0x05, 'a'}));                     // longer than what is there
  CHECK(refuses({kUpdateFormat, 0x02, 0x00, 0x80, 0x80, 0x04, 0x01}));  // field number 65536
  CHECK(refuses({kUpdateFormat, 0x32, 0x00, 0x01, 0x01}));              // unknown kind of value
  CHECK(refuses({kUpdateFormat, 0x02, 0x03, 0x01, 0x01, 0x01}));        // a replica not mentioned before
  CHECK(refuses({kUpdateFormat, 0x31, 0x00, 0x01}));                    // moves nothing
  CHECK(refuses({kUpdateFormat, 0x31, 0x01, 0x02, 0x01}));              // an operation before the first
  CHECK(refuses({kUpdateFormat, 0x0C, 0x00}));                          // deletes no range
  CHECK(refuses({kUpdateFormat, 0x1C, 0x01, 0x01, 0x00}));              // deletes a range of nothing
}

TEST_CASE("counters and times end where they stay exact") {
  CodecContext context;
  CHECK_FALSE(DecodeOperations(Bytes{kUpdateFormat, 0x12, 0x00, 0x01, 0x01}, kAuthor, 0, context));
  const std::uint64_t last = std::uint64_t{1} << 53;
  CHECK_FALSE(DecodeOperations(Bytes{kUpdateFormat, 0x12, 0x00, 0x01, 0x01}, kAuthor, last, context));
  CHECK(DecodeOperations(Bytes{kUpdateFormat, 0x12, 0x00, 0x01, 0x01}, kAuthor, last - 1, context));
  const Written latest = Encode({SetOperation{{{}, 1}, true, kMaxTime}}, 1, context);
  CHECK(DecodeOperations(latest.payload, kAuthor, 1, context));
  const Written too_late = Encode({SetOperation{{{}, 1}, true, kMaxTime + 1}}, 1, context);
  CHECK_FALSE(DecodeOperations(too_late.payload, kAuthor, 1, context));
}

TEST_CASE("continuing needs something to go on from") {
  CodecContext context;
  CHECK_FALSE(DecodeOperations(Bytes{kUpdateFormat, 0x45, 'b'}, kAuthor, 1, context));
  CHECK_FALSE(DecodeOperations(Bytes{kUpdateFormat, 0x5C, 0x01, 0x01}, kAuthor, 2, context));
}

TEST_CASE("a text value past its limit is refused") {
  CodecContext context;
  const auto size_of = [&](std::size_t size) {
    return Encode({SetOperation{{{}, 1}, std::string(size, 'x'), 1}}, 1, context).payload;
  };
  CHECK(DecodeOperations(size_of(kMaxValueBytes), kAuthor, 1, context));
  CHECK_FALSE(DecodeOperations(size_of(kMaxValueBytes + 1), kAuthor, 1, context));
}

TEST_CASE("every truncation, every flipped bit and random bytes give operations or an error") {
  for (const std::uint64_t seed : Seeds(60)) {
    CAPTURE(seed);
    SeededRandom random(seed);
    CodecContext context;
    std::vector<Operation> operations;
    std::uint64_t counter = 1;
    OperationEncoder encoder(kAuthor, context);
    for (int i = 0; i < 8; ++i) {
      operations.push_back(RandomOperation(random, counter, context));
      encoder.Add(operations.back(), counter);
      counter += CountersOf(operations.back());
    }
    const Bytes payload = encoder.Take();
    const auto decodes = [](ByteView bytes) {
      CodecContext fresh;
      return DecodeOperations(bytes, kAuthor, 1, fresh).Ok();
    };
    REQUIRE(decodes(payload));
    std::size_t errors = 0;
    for (std::size_t size = 0; size < payload.size(); ++size) errors += decodes(ByteView(payload).first(size)) ? 0 : 1;
    REQUIRE(errors >= payload.size() - operations.size());  // only whole operations are an update
    for (std::size_t bit = 0; bit < payload.size() * 8; ++bit) {
      Bytes flipped = payload;
      flipped[bit / 8] ^= static_cast<std::uint8_t>(1u << (bit % 8));
      (void)decodes(flipped);
    }
    for (int i = 0; i < 200; ++i) {
      Bytes noise(random.Between(1, 60));
      for (std::uint8_t& byte : noise) byte = static_cast<std::uint8_t>(random.Next());
      noise[0] = kUpdateFormat;
      (void)decodes(noise);
    }
  }
}

}  // namespace samsyn
