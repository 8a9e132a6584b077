#include "shared/crdt/text_buffer.h"

#include <doctest/doctest.h>

#include <string>

#include "shared/base/utf8.h"
#include "tests/support/seeded_random.h"

namespace samsyn {
namespace {

std::u32string Decode(std::string_view text) {
  std::u32string decoded;
  for (std::size_t offset = 0; offset < text.size();) decoded.push_back(NextCodePoint(text, offset));
  return decoded;
}

std::string Encode(std::u32string_view text) {
  std::string encoded;
  for (const char32_t code_point : text) AppendUtf8(encoded, code_point);
  return encoded;
}

// Every conversion at every boundary, against a count done by hand.
void CheckPositions(const TextBuffer& buffer, const std::u32string& model) {
  std::size_t units = 0;
  for (std::size_t position = 0; position <= model.size(); ++position) {
    REQUIRE(buffer.ToUtf16(position) == units);
    REQUIRE(buffer.FromUtf16(units) == position);
    if (position == model.size()) break;
    const bool is_pair = model[position] > 0xFFFF;
    if (is_pair) REQUIRE(buffer.FromUtf16(units + 1) == position);
    units += is_pair ? 2 : 1;
  }
  REQUIRE(buffer.FromUtf16(units + 1) == model.size());
  REQUIRE(buffer.FromUtf16(units + 1000) == model.size());
}

}  // namespace

TEST_CASE("an empty buffer has one position in every unit") {
  const TextBuffer buffer;
  CHECK(buffer.CodePoints() == 0);
  CHECK(buffer.ToString().empty());
  CHECK(buffer.Slice(0, 0).empty());
  CHECK(buffer.ToUtf16(0) == 0);
  CHECK(buffer.FromUtf16(5) == 0);
}

TEST_CASE("positions count code points whatever they are made of") {
  TextBuffer buffer;
  buffer.Insert(0, "aå😀e\u0301中");
  CHECK(buffer.CodePoints() == 6);
  CHECK(buffer.Slice(1, 2) == "å😀");
  CHECK(buffer.ToUtf16(3) == 4);  // the emoji is a surrogate pair
  CHECK(buffer.FromUtf16(3) == 2);
  buffer.Erase(2, 1);
  CHECK(buffer.ToString() == "aåe\u0301中");
  CheckPositions(buffer, Decode(buffer.ToString()));
}

TEST_CASE("a pasted text of many chunks keeps its code points whole") {
  std::u32string model;
  for (int i = 0; i < 3000; ++i) model += i % 3 == 0 ? U'å' : i % 3 == 1 ? U'😀' : U'中';
  TextBuffer buffer;
  buffer.Insert(0, "slut");
  buffer.Insert(0, Encode(model));
  model += U"slut";
  CHECK(buffer.ToString() == Encode(model));
  CheckPositions(buffer, model);
  buffer.Erase(1, model.size() - 2);
  CHECK(buffer.ToString() == "åt");
}

TEST_CASE("a buffer agrees with a plain string of code points through random edits") {
  for (const std::uint64_t seed : Seeds(60)) {
    CAPTURE(seed);
    SeededRandom random(seed);
    TextBuffer buffer;
    std::u32string model;
    for (int step = 0; step < 120; ++step) {
      const std::size_t position = random.Below(model.size() + 1);
      if (random.Chance(60)) {
        const std::string text = RandomText(random, random.Chance(5) ? 1500 : 6);
        buffer.Insert(position, text);
        model.insert(position, Decode(text));
      } else {
        const std::size_t most = random.Chance(10) ? model.size() : 8;
        const std::size_t count = random.Below(std::min(most, model.size() - position) + 1);
        buffer.Erase(position, count);
        model.erase(position, count);
      }
      REQUIRE(buffer.CodePoints() == model.size());
      const std::size_t start = random.Below(model.size() + 1);
      const std::size_t count = random.Below(model.size() - start + 1);
      REQUIRE(buffer.Slice(start, count) == Encode(std::u32string_view(model).substr(start, count)));
    }
    REQUIRE(buffer.ToString() == Encode(model));
    CheckPositions(buffer, model);
  }
}

}  // namespace samsyn
