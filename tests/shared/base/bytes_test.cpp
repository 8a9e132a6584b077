#include "shared/base/bytes.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <random>

namespace samsyn {
namespace {

constexpr std::uint64_t kLargest = std::numeric_limits<std::uint64_t>::max();

Bytes VarintOf(std::uint64_t value) {
  ByteWriter out;
  out.Varint(value);
  return out.Take();
}

TEST_CASE("varints come back as they were and are as short as they can be") {
  const struct {
    std::uint64_t value;
    std::size_t bytes;
  } cases[] = {{0, 1},           {1, 1},        {127, 1},        {128, 2},
               {16383, 2},       {16384, 3},    {1ull << 35, 6}, {(1ull << 63) - 1, 9},
               {1ull << 63, 10}, {kLargest, 10}};
  for (const auto& one : cases) {
    const Bytes bytes = VarintOf(one.value);
    CHECK(bytes.size() == one.bytes);
    ByteReader in(bytes);
    CHECK(in.Varint() == one.value);
    CHECK(in.Finished());
  }
}

TEST_CASE("varints that are padded, too long or cut are failures") {
  for (const Bytes& bytes : {Bytes{0x80, 0x00}, Bytes{0xFF, 0x80, 0x00}, Bytes{0x80}, Bytes{},
                             Bytes{0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02},
                             Bytes{0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x81, 0x01}}) {
    ByteReader in(bytes);
    CHECK(in.Varint() == 0);
    CHECK(in.Failed());
    CHECK_FALSE(in.Finished());
  }
}

TEST_CASE("signed varints keep small magnitudes small") {
  for (const std::int64_t value :
       {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1}, std::int64_t{-64}, std::int64_t{63},
        std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
    ByteWriter out;
    out.SignedVarint(value);
    if (value >= -64 && value <= 63) CHECK(out.Size() == 1);
    ByteReader in(out.View());
    CHECK(in.SignedVarint() == value);
    CHECK(in.Finished());
  }
}

TEST_CASE("fixed numbers are eight bytes, low byte first") {
  ByteWriter out;
  out.Fixed64(0x0102030405060708);
  CHECK(Bytes(out.View().begin(), out.View().end()) == Bytes{8, 7, 6, 5, 4, 3, 2, 1});
  ByteReader in(out.View());
  CHECK(in.Fixed64() == 0x0102030405060708);
  ByteReader cut(out.View().first(7));
  CHECK(cut.Fixed64() == 0);
  CHECK(cut.Failed());
}

TEST_CASE("a length that promises more than there is reads nothing") {
  ByteWriter out;
  out.Varint(1'000'000'000'000);
  out.Byte('x');
  ByteReader in(out.View());
  CHECK(in.Blob(kLargest).empty());
  CHECK(in.Failed());
  CHECK(in.Remaining() == 0);
}

TEST_CASE("blobs and texts are bounded") {
  ByteWriter out;
  out.Text("Samordnad plan");
  ByteReader small(out.View());
  CHECK(small.Text(13).empty());
  CHECK(small.Failed());
  ByteReader enough(out.View());
  CHECK(enough.Text(14) == "Samordnad plan");
  CHECK(enough.Finished());
}

TEST_CASE("a text must be UTF-8") {
  ByteWriter out;
  out.Text("\xC3(");
  ByteReader in(out.View());
  CHECK(in.Text(100).empty());
  CHECK(in.Failed());
}

TEST_CASE("after the first failure everything is empty") {
  const Bytes bytes = {0x80, 0x00, 1, 2, 3, 4, 5, 6, 7, 8, 9};
  ByteReader in(bytes);
  CHECK(in.Varint() == 0);
  CHECK(in.Byte() == 0);
  CHECK(in.Fixed64() == 0);
  CHECK(in.Raw(1).empty());
  CHECK(in.Text(5).empty());
  CHECK(in.Failed());
}

TEST_CASE("random bytes never lead a reader past its end") {
  std::mt19937_64 random(20240901);
  for (int round = 0; round < 20000; ++round) {
    Bytes bytes(random() % 24);
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
    ByteReader in(bytes);
    for (int step = 0; step < 8 && !in.Failed(); ++step) {
      const std::size_t before = in.Remaining();
      std::size_t held = 0;
      switch (random() % 6) {
        case 0:
          held = in.Varint() > 0 ? 1 : 0;
          break;
        case 1:
          held = in.Blob(16).size();
          break;
        case 2:
          held = in.Text(16).size();
          break;
        case 3:
          held = in.Fixed64() > 0 ? 1 : 0;
          break;
        case 4:
          held = in.Raw(random() % 8).size();
          break;
        default:
          held = in.Byte() > 0 ? 1 : 0;
      }
      CHECK(held <= before);
      CHECK(in.Remaining() <= before);
    }
  }
}

}  // namespace
}  // namespace samsyn
