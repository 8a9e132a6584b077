// People correct themselves while others write at the same place; nobody's text is broken up by that either.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/utf8.h"
#include "tests/support/seeded_random.h"
#include "tests/support/text_copies.h"

namespace samsyn {
namespace {

std::u32string Decode(std::string_view text) {
  std::u32string decoded;
  for (std::size_t offset = 0; offset < text.size();) decoded.push_back(NextCodePoint(text, offset));
  return decoded;
}

// Writes inside "[]", with a caret, as in a text field.
class Typist {
 public:
  explicit Typist(TextCopy& copy) : copy_(copy) {}

  [[nodiscard]] const std::u32string& Written() const { return written_; }

  void GoTo(std::size_t caret) { caret_ = std::min(caret, written_.size()); }
  void Type(std::string_view typed) {
    copy_.Type(1 + caret_, typed);
    const std::u32string decoded = Decode(typed);
    written_.insert(caret_, decoded);
    caret_ += decoded.size();
  }
  void Backspace(std::size_t times) {
    for (; times > 0 && caret_ > 0; --times) {
      copy_.Delete(1 + --caret_, 1);
      written_.erase(caret_, 1);
    }
  }
  void DeleteAhead(std::size_t count) {
    count = std::min(count, written_.size() - caret_);
    if (count == 0) return;
    copy_.Delete(1 + caret_, static_cast<std::uint32_t>(count));
    written_.erase(caret_, count);
  }

 private:
  TextCopy& copy_;
  std::u32string written_;
  std::size_t caret_ = 0;
};

std::vector<TextCopy> CopiesOfBrackets(std::size_t count) {
  std::vector<TextCopy> copies;
  for (std::size_t i = 0; i < count; ++i) copies.emplace_back(10 - i);
  copies[0].Insert(0, "[]");
  for (std::size_t i = 1; i < count; ++i) copies[i].LearnFrom(copies[0]);
  return copies;
}

void CheckWhole(std::vector<TextCopy>& copies, const std::vector<Typist>& typists) {
  ExchangeAll(copies);
  const std::string text = copies[0].ToString();
  std::size_t size = 2;
  for (const Typist& typist : typists) {
    CHECK(Decode(text).find(typist.Written()) != std::u32string::npos);
    size += typist.Written().size();
  }
  CHECK(CodePointCount(text) == size);
  for (const TextCopy& copy : copies) {
    CHECK(copy.ToString() == text);
    CHECK(copy.Text().Order().CheckInvariants() == "");
  }
}

}  // namespace

TEST_CASE("two sentences with corrections at the end, in the middle and at the start stay whole") {
  std::vector<TextCopy> copies = CopiesOfBrackets(2);
  std::vector<Typist> typists(copies.begin(), copies.end());
  typists[0].Type("Noor vil");
  typists[1].Type("Skolna");
  typists[0].Type("k");
  typists[0].Backspace(1);
  typists[0].Type("l byta skola 🏫.");
  typists[1].Backspace(2);
  typists[1].Type("an har plats");
  typists[1].GoTo(0);
  typists[1].Type("Den nya s");
  typists[1].DeleteAhead(1);
  typists[0].GoTo(5);
  typists[0].Type("gärna ");
  CHECK(typists[0].Written() == U"Noor gärna vill byta skola 🏫.");
  CHECK(typists[1].Written() == U"Den nya skolan har plats");
  CheckWhole(copies, typists);
}

TEST_CASE("whoever erases what in the middle of writing, nobody's text is broken up by another's") {
  for (const std::uint64_t seed : Seeds(300)) {
    CAPTURE(seed);
    SeededRandom random(seed);
    std::vector<TextCopy> copies = CopiesOfBrackets(random.Between(2, 4));
    std::vector<Typist> typists(copies.begin(), copies.end());
    for (int key = 0; key < 120; ++key) {
      const std::size_t who = random.Below(typists.size());
      Typist& typist = typists[who];
      if (random.Chance(15)) typist.GoTo(random.Below(typist.Written().size() + 1));
      if (random.Chance(15)) {
        typist.Backspace(random.Between(1, 6));
      } else if (random.Chance(10)) {
        typist.DeleteAhead(random.Between(1, 9));
      } else {
        typist.Type(std::string(random.Between(1, 4), static_cast<char>('a' + who)));
      }
    }
    CheckWhole(copies, typists);
  }
}

}  // namespace samsyn
