#include "shared/wire/updates_codec.h"

#include <doctest/doctest.h>

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "tests/shared/wire/hostile_bytes.h"

namespace samsyn {
namespace {

constexpr std::int64_t kNow = 1'800'000'000'000;

Bytes Written(const std::vector<StoredUpdate>& updates) {
  ByteWriter out;
  UpdatesCodec codec;
  for (const StoredUpdate& update : updates) codec.Write(out, update);
  return out.Take();
}

std::optional<std::vector<StoredUpdate>> Read(const Bytes& bytes) {
  ByteReader in(bytes);
  UpdatesCodec codec;
  std::vector<StoredUpdate> updates;
  while (!in.AtEnd()) updates.push_back(codec.Read(in));
  if (!in.Finished()) return std::nullopt;
  return updates;
}

void CheckRoundTrip(const std::vector<StoredUpdate>& updates) {
  const auto read = Read(Written(updates));
  REQUIRE(read);
  REQUIRE(read->size() == updates.size());
  for (std::size_t i = 0; i < updates.size(); ++i) {
    CHECK((*read)[i].sequence == updates[i].sequence);
    CHECK((*read)[i].participant == updates[i].participant);
    CHECK((*read)[i].replica == updates[i].replica);
    CHECK((*read)[i].counter == updates[i].counter);
    CHECK((*read)[i].payload == updates[i].payload);
    CHECK((*read)[i].at == updates[i].at);
  }
}

// Two people, and one of them from two devices.
std::vector<StoredUpdate> Conversation() {
  return {{7, "anna", 0x0102030405060708, 10, {1}, 1000},
          {8, "noor", 6, 900, {}, 970},
          {9, "anna", 0x0102030405060708, 15, {2, 3}, 1010},
          {12, "anna", 9, 1, {4}, 1010}};
}

TEST_CASE("updates byte by byte") {
  CHECK(Written(Conversation()) ==
        Bytes{12, 0, 4,  'a', 'n', 'n', 'a', 8, 7, 6, 5, 4, 3, 2, 1, 20,   0xD0, 0x0F, 1,
              1,                                                                           // the sixth after the first
              0,  0, 4,  'n', 'o', 'o', 'r', 6, 0, 0, 0, 0, 0, 0, 0, 0x88, 0x0E, 59,   0,  // earlier by the clock
              0,  1, 10, 80,  2,   2,   3,                                                 // Anna's, five counters on
              4,  0, 4,  'a', 'n', 'n', 'a', 9, 0, 0, 0, 0, 0, 0, 0, 2,    0,    1,    4});  // two are left out
}

TEST_CASE("updates come back as they were, whatever their numbers") {
  CheckRoundTrip(Conversation());
  constexpr std::uint64_t kLargest = std::numeric_limits<std::uint64_t>::max();
  constexpr std::int64_t kLatest = std::numeric_limits<std::int64_t>::max();
  constexpr std::int64_t kEarliest = std::numeric_limits<std::int64_t>::min();
  CheckRoundTrip({{0, "", 0, 0, {}, 0},
                  {kLargest, "a", kLargest, kLargest, {1}, kLatest},
                  {0, "a", kLargest, 0, {1}, kEarliest},
                  {kLargest / 2 + 1, "a", kLargest, kLargest / 2 + 1, {1}, kNow},
                  {1, "", 0, kLargest, {1}, -1}});
}

TEST_CASE("one more of the same author takes five bytes beside its payload, sealed letter by letter") {
  std::vector<StoredUpdate> updates;
  for (std::uint64_t i = 0; i < 100; ++i) {
    updates.push_back({5000 + i, i % 2 == 0 ? "anna" : "noor", 1 + i % 2, 3000 + i, Bytes(45),
                       kNow + 30 * static_cast<std::int64_t>(i)});
  }
  const std::size_t of_hundred = Written(updates).size();
  updates.push_back({5100, "anna", 1, 3100, Bytes(45), kNow + 3000});
  CHECK(Written(updates).size() == of_hundred + 5 + 45);
}

TEST_CASE("more authors than are remembered are written in full") {
  std::vector<StoredUpdate> updates;
  for (std::uint64_t i = 0; i < 1000; ++i) updates.push_back({i + 1, "p", i % 400, i, {1}, kNow});
  CheckRoundTrip(updates);
}

TEST_CASE("there is one encoding: whoever was named is not named again, and nobody refers to who was not") {
  const Bytes first = Written({{1, "anna", 5, 1, {1}, 0}});
  Bytes again = first;
  again.insert(again.end(), first.begin(), first.end());
  CHECK_FALSE(Read(again));
  Bytes nobody = first;
  nobody.insert(nobody.end(), {0, 2, 2, 0, 0});
  CHECK_FALSE(Read(nobody));
  nobody[nobody.size() - 4] = 1;
  CHECK(Read(nobody));
}

TEST_CASE("hostile updates are refused or mean exactly what they say") {
  ForHostileVariantsOf(Written(Conversation()), [](const Bytes& bytes) {
    if (const auto updates = Read(bytes)) REQUIRE(Written(*updates) == bytes);
  });
}

}  // namespace
}  // namespace samsyn
