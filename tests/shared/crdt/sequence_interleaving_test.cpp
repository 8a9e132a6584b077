// What two people write at the same place at the same time stays whole: Fugue's guarantee.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "shared/crdt/sequence.h"
#include "tests/support/seeded_random.h"
#include "tests/support/text_copies.h"

namespace samsyn {
namespace {

// Everybody knows "[]" and writes between the brackets.
std::vector<TextCopy> CopiesOfBrackets(std::size_t count) {
  std::vector<TextCopy> copies;
  for (std::size_t i = 0; i < count; ++i) copies.emplace_back(10 - i);
  copies[0].Insert(0, "[]");
  for (std::size_t i = 1; i < count; ++i) copies[i].LearnFrom(copies[0]);
  return copies;
}

// Everybody has the same text, and it is the pieces one after another in some order.
void CheckWhole(std::vector<TextCopy>& copies, std::vector<std::string> pieces) {
  ExchangeAll(copies);
  const std::string text = copies[0].ToString();
  for (const TextCopy& copy : copies) {
    REQUIRE(copy.ToString() == text);
    REQUIRE(copy.Text().Order().CheckInvariants() == "");
  }
  std::sort(pieces.begin(), pieces.end());
  bool is_whole = false;
  do {
    std::string expected = "[";
    for (const std::string& piece : pieces) expected += piece;
    is_whole = is_whole || text == expected + "]";
  } while (std::next_permutation(pieces.begin(), pieces.end()));
  CAPTURE(text);
  REQUIRE(is_whole);
}

}  // namespace

TEST_CASE("two people typing forwards end with two whole sentences") {
  std::vector<TextCopy> copies = CopiesOfBrackets(2);
  copies[0].Type(1, "Noor vill börja i liten grupp. ");
  copies[1].Type(1, "Skolan ordnar en mentor. ");
  CheckWhole(copies, {"Noor vill börja i liten grupp. ", "Skolan ordnar en mentor. "});
}

TEST_CASE("two people typing backwards end with two whole words") {
  std::vector<TextCopy> copies = CopiesOfBrackets(2);
  copies[0].TypeBackwards(1, "läkarintyg");
  copies[1].TypeBackwards(1, "överenskommelse");
  CheckWhole(copies, {"läkarintyg", "överenskommelse"});
}

TEST_CASE("one typing forwards and one backwards end with two whole words") {
  for (const bool swapped : {false, true}) {
    std::vector<TextCopy> copies = CopiesOfBrackets(2);
    copies[swapped ? 1 : 0].Type(1, "läkarintyg");
    copies[swapped ? 0 : 1].TypeBackwards(1, "överenskommelse");
    CheckWhole(copies, {"läkarintyg", "överenskommelse"});
  }
}

TEST_CASE("sentences pasted at once stay whole, also when somebody types between them later") {
  std::vector<TextCopy> copies = CopiesOfBrackets(3);
  copies[0].Insert(1, "En mening. ");
  copies[1].Insert(1, "En annan, med 😀 i. ");
  copies[2].Type(1, "En tredje. ");
  CheckWhole(copies, {"En mening. ", "En annan, med 😀 i. ", "En tredje. "});
  const std::size_t between = CodePointsBefore(copies[1].ToString(), copies[1].ToString().find(". ") + 2);
  copies[1].Insert(between, "Mitt emellan. ");
  ExchangeAll(copies);
  CHECK(copies[0].ToString() == copies[1].ToString());
  CHECK(copies[2].ToString() == copies[1].ToString());
  CHECK(copies[0].ToString().find("Mitt emellan. ") != std::string::npos);
}

TEST_CASE("whatever way each goes about writing, nobody's text is broken up by another's") {
  for (const std::uint64_t seed : Seeds(300)) {
    CAPTURE(seed);
    SeededRandom random(seed);
    std::vector<TextCopy> copies = CopiesOfBrackets(random.Between(2, 4));
    std::vector<std::string> written(copies.size());
    for (std::size_t i = 0; i < copies.size(); ++i) {
      std::string& text = written[i];
      std::size_t caret = 0;  // inside one's own text: on at its end, back to its start, into its middle
      for (int key = 0; key < 25; ++key) {
        if (random.Chance(25)) caret = random.Below(text.size() + 1);
        const std::string typed(random.Between(1, 3), static_cast<char>('a' + i));
        copies[i].Insert(1 + caret, typed);
        text.insert(caret, typed);
        if (random.Chance(60)) caret += typed.size();
      }
    }
    CheckWhole(copies, written);
  }
}

TEST_CASE("text typed at the start, at the end and in an empty document stays whole too") {
  std::vector<TextCopy> copies;
  for (const ReplicaId replica : {3, 1, 2}) copies.emplace_back(replica);
  copies[0].Type(0, "aaaa");
  copies[1].TypeBackwards(0, "bbbb");
  copies[2].Insert(0, "cccc");
  ExchangeAll(copies);
  const std::string text = copies[0].ToString();
  CHECK(text.size() == 12);
  CHECK(copies[1].ToString() == text);
  CHECK(copies[2].ToString() == text);
  for (const char* piece : {"aaaa", "bbbb", "cccc"}) CHECK(text.find(piece) != std::string::npos);
}

}  // namespace samsyn
