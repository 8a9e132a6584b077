#include "shared/crdt/text_sequence.h"

#include <doctest/doctest.h>

#include "tests/support/seeded_random.h"
#include "tests/support/text_copies.h"

namespace samsyn {
namespace {

std::vector<TextCopy> TwoCopiesOf(std::string_view text) {
  std::vector<TextCopy> copies;
  copies.emplace_back(1);
  copies.emplace_back(2);
  copies[0].Insert(0, text);
  copies[1].LearnFrom(copies[0]);
  return copies;
}

void ApplySplice(std::u32string& text, const TextSplice& splice) {
  text.erase(splice.position, splice.removed);
  std::u32string inserted;
  for (std::size_t offset = 0; offset < splice.inserted.size();) {
    inserted.push_back(NextCodePoint(splice.inserted, offset));
  }
  text.insert(splice.position, inserted);
}

std::u32string Decode(std::string_view text) {
  std::u32string decoded;
  for (std::size_t offset = 0; offset < text.size();) decoded.push_back(NextCodePoint(text, offset));
  return decoded;
}

}  // namespace

TEST_CASE("others' edits come out as splices of what is visible") {
  std::vector<TextCopy> copies = TwoCopiesOf("möte på tisdag");
  copies[0].Delete(8, 6);
  copies[0].Insert(8, "onsdag 😀");
  copies[1].Insert(0, "Nästa ");
  const std::vector<TextSplice> splices = copies[1].LearnFrom(copies[0]);
  CHECK(splices == std::vector<TextSplice>{{14, 6, ""}, {14, 0, "onsdag 😀"}});
  CHECK(copies[1].ToString() == "Nästa möte på onsdag 😀");
}

TEST_CASE("a deletion takes away what was there and leaves what somebody wrote in the middle of it") {
  std::vector<TextCopy> copies = TwoCopiesOf("abcdef");
  copies[0].Delete(1, 4);
  copies[1].Insert(3, "X");
  ExchangeAll(copies);
  CHECK(copies[0].ToString() == "aXf");
  CHECK(copies[1].ToString() == "aXf");
}

TEST_CASE("the same characters deleted by two are gone once") {
  std::vector<TextCopy> copies = TwoCopiesOf("abcdef");
  copies[0].Delete(1, 3);
  copies[1].Delete(2, 3);
  ExchangeAll(copies);
  CHECK(copies[0].ToString() == "af");
  CHECK(copies[1].ToString() == "af");
}

TEST_CASE("an anchor stays with the character before it") {
  std::vector<TextCopy> copies = TwoCopiesOf("abcdef");
  const Anchor anchor = copies[0].Text().AnchorAt(3);  // after c
  const auto moved_to = [&] {
    copies[0].LearnFrom(copies[1]);
    return copies[0].Text().PositionOf(anchor);
  };
  CHECK(moved_to() == 3);
  copies[1].Insert(0, "åä");  // before
  CHECK(moved_to() == 5);
  copies[1].Insert(5, "at");  // at: what comes there comes after the anchor
  CHECK(moved_to() == 5);
  copies[1].Insert(10, "efter");  // after
  CHECK(moved_to() == 5);
  copies[1].Delete(4, 1);  // the character it stood after
  CHECK(moved_to() == 4);
  copies[1].Delete(0, 6);  // and everything around
  CHECK(moved_to() == 0);
  copies[1].Insert(0, "nytt");
  CHECK(moved_to() <= copies[0].Text().Size());
}

TEST_CASE("an anchor at the start stays at the start, one at the end stays before what is written there") {
  std::vector<TextCopy> copies = TwoCopiesOf("abc");
  const Anchor start = copies[0].Text().AnchorAt(0);
  const Anchor end = copies[0].Text().AnchorAt(3);
  copies[1].Insert(0, "x");
  copies[1].Insert(4, "y");
  copies[0].LearnFrom(copies[1]);
  CHECK(copies[0].Text().PositionOf(start) == 0);
  CHECK(copies[0].Text().PositionOf(end) == 4);
}

TEST_CASE("an anchor in characters that are not here gives the start") {
  const std::vector<TextCopy> copies = TwoCopiesOf("abc");
  CHECK(copies[1].Text().PositionOf(Anchor{{9, 9}}) == 0);
}

TEST_CASE("a character after an anchor stays after it through any edits") {
  for (const std::uint64_t seed : Seeds(100)) {
    CAPTURE(seed);
    SeededRandom random(seed);
    std::vector<TextCopy> copies = TwoCopiesOf("Vi träffas på vårdcentralen i Kungsbacka");
    // '|' marks the place, nobody deletes it or the character before it.
    copies[0].Insert(11, "<|");
    copies[1].LearnFrom(copies[0]);
    const Anchor anchor = copies[0].Text().AnchorAt(12);
    std::u32string mirror = Decode(copies[0].ToString());
    for (int step = 0; step < 60; ++step) {
      const std::u32string now = Decode(copies[1].ToString());
      const std::size_t mark = now.find(U"<|");
      const std::size_t position = random.Below(now.size() + 1);
      if (random.Chance(50)) {
        if (position == mark + 1) continue;
        copies[1].Insert(position, RandomText(random, 4));
      } else if (position + 3 < mark || (position > mark + 1 && position + 3 <= now.size())) {
        copies[1].Delete(position, 3);
      }
      for (const TextSplice& splice : copies[0].LearnFrom(copies[1])) ApplySplice(mirror, splice);
      REQUIRE(mirror == Decode(copies[0].ToString()));
      REQUIRE(mirror[copies[0].Text().PositionOf(anchor)] == U'|');
    }
  }
}

TEST_CASE("text put back before a deleted character stands where that stood") {
  std::vector<TextCopy> copies = TwoCopiesOf("abcd");
  copies[0].Delete(1, 2);
  copies[0].InsertBefore({1, 3}, "C");
  copies[0].InsertBefore({1, 2}, "B");
  copies[1].LearnFrom(copies[0]);
  CHECK(copies[0].ToString() == "aBCd");
  CHECK(copies[1].ToString() == "aBCd");
}

}  // namespace samsyn
