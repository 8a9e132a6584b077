// The browser counts UTF-16 units. Positions in texts of every kind and length convert both ways at every boundary,
// through one's own edits and others'.
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "shared/base/utf8.h"
#include "tests/support/seeded_random.h"
#include "tests/support/text_copies.h"

namespace samsyn {
namespace {

// One bit of each kind: one, two, three and four bytes; combining marks; a surrogate pair alone, beside another, and in
// an emoji of five code points.
constexpr std::string_view kEveryKind = "aåe\u0301中😀𝄞👩🏽\u200D🔧\u0308ö\u2029z";

std::u32string Decode(std::string_view text) {
  std::u32string decoded;
  for (std::size_t offset = 0; offset < text.size();) decoded.push_back(NextCodePoint(text, offset));
  return decoded;
}

bool IsPair(char32_t code_point) { return code_point > 0xFFFF; }

// Every boundary, against a plain count: also inside pairs, which means the pair, and past the end, which means the
// end.
void CheckEveryBoundary(const TextBuffer& buffer, const std::u32string& text) {
  REQUIRE(buffer.CodePoints() == text.size());
  std::size_t units = 0;
  for (std::size_t position = 0; position < text.size(); ++position) {
    REQUIRE(buffer.ToUtf16(position) == units);
    REQUIRE(buffer.FromUtf16(units) == position);
    if (IsPair(text[position])) REQUIRE(buffer.FromUtf16(units + 1) == position);
    units += IsPair(text[position]) ? 2 : 1;
  }
  REQUIRE(buffer.ToUtf16(text.size()) == units);
  for (const std::size_t past : {0u, 1u, 2u, 100000u}) REQUIRE(buffer.FromUtf16(units + past) == text.size());
}

}  // namespace

TEST_CASE("every kind of character can stand at every boundary") {
  const std::u32string kinds = Decode(kEveryKind);
  // Insert at every position, take away from every position.
  for (std::size_t position = 0; position <= kinds.size(); ++position) {
    for (const std::string_view inserted : {"x", "å", "😀", "e\u0301", "👩🏽\u200D🔧"}) {
      TextCopy copy(1);
      copy.Insert(0, kEveryKind);
      copy.Insert(position, inserted);
      std::u32string model = kinds;
      model.insert(position, Decode(inserted));
      CheckEveryBoundary(copy.Text().Buffer(), model);
      copy.Delete(position, 1);
      model.erase(position, 1);
      CheckEveryBoundary(copy.Text().Buffer(), model);
    }
  }
}

TEST_CASE("pairs keep together wherever a long text is divided") {
  // Shifted byte by byte, so that every kind of character meets the end of a chunk in every way.
  for (std::size_t shift = 0; shift < 4; ++shift) {
    CAPTURE(shift);
    std::string text(shift, '.');
    while (text.size() < 12000) text += "😀å中x";
    std::u32string model = Decode(text);

    TextCopy pasted(1);
    pasted.Insert(0, text);
    CheckEveryBoundary(pasted.Text().Buffer(), model);

    TextCopy typed(2);
    for (const char32_t code_point : model) {
      std::string key;
      AppendUtf8(key, code_point);
      typed.Insert(typed.Text().Size(), key);
    }
    CheckEveryBoundary(typed.Text().Buffer(), model);

    TextCopy backwards(3);
    backwards.TypeBackwards(0, std::string_view(text).substr(shift, 4000));
    CheckEveryBoundary(backwards.Text().Buffer(), model.substr(shift, 1600));

    // And no chunk is left half when most of the text goes.
    pasted.Delete(1, static_cast<std::uint32_t>(model.size() - 2));
    model.erase(1, model.size() - 2);
    CheckEveryBoundary(pasted.Text().Buffer(), model);
    pasted.Delete(0, 2);
    CheckEveryBoundary(pasted.Text().Buffer(), U"");
    pasted.Insert(0, kEveryKind);
    CheckEveryBoundary(pasted.Text().Buffer(), Decode(kEveryKind));
  }
}

TEST_CASE("positions convert in long texts that two edit at once") {
  for (const std::uint64_t seed : Seeds(12)) {
    CAPTURE(seed);
    SeededRandom random(seed);
    std::vector<TextCopy> copies;
    for (const ReplicaId replica : {1, 2}) copies.emplace_back(replica);
    copies[0].Insert(0, RandomText(random, 12000));
    copies[1].LearnFrom(copies[0]);
    for (int round = 0; round < 8; ++round) {
      for (TextCopy& copy : copies) {
        std::size_t position = random.Below(copy.Text().Size() + 1);
        for (int edit = 0; edit < 12; ++edit) {
          // Most edits are where the last one was.
          if (random.Chance(20)) position = random.Below(copy.Text().Size() + 1);
          position = std::min(position, copy.Text().Size());
          const std::size_t left = copy.Text().Size() - position;
          if (random.Chance(60) || left == 0) {
            copy.Insert(position, RandomText(random, random.Chance(5) ? 3000 : 4));
          } else {
            const std::size_t count = std::min(left, random.Between(1, random.Chance(5) ? 4000 : 6));
            copy.Delete(position, static_cast<std::uint32_t>(count));
          }
          // Between edits too, where what is remembered of the last one is fresh.
          const std::size_t somewhere = random.Below(copy.Text().Size() + 1);
          const TextBuffer& buffer = copy.Text().Buffer();
          REQUIRE(buffer.ToUtf16(somewhere) == Utf16Length(buffer.Slice(0, somewhere)));
          REQUIRE(buffer.FromUtf16(buffer.ToUtf16(somewhere)) == somewhere);
        }
      }
      ExchangeAll(copies);
      REQUIRE(copies[0].ToString() == copies[1].ToString());
      for (const TextCopy& copy : copies) CheckEveryBoundary(copy.Text().Buffer(), Decode(copy.ToString()));
    }
  }
}

}  // namespace samsyn
