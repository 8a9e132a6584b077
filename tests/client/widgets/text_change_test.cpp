#include "client/widgets/text_change.h"

#include <doctest/doctest.h>

#include <random>

#include "shared/base/utf8.h"

namespace samsyn {
namespace {

const std::vector<std::string> kLetters = {"a", "b", " ", "\n", "å", "é", "e\u0301", "😀", "文"};

std::string RandomText(std::mt19937_64& random, std::size_t most) {
  std::string text;
  for (std::size_t i = random() % (most + 1); i > 0; --i) text += kLetters[random() % kLetters.size()];
  return text;
}

TextChange RandomChange(std::mt19937_64& random, const std::string& text) {
  TextChange change;
  std::string now = text;
  for (std::size_t i = random() % 4; i > 0; --i) {
    const std::size_t length = CodePointCount(now);
    const std::size_t position = random() % (length + 1);
    const TextSplice splice{position, random() % (length - position + 1), RandomText(random, 3)};
    const TextChange step(splice);
    now = step.ApplyTo(now);
    change = TextChange::Compose(change, step);
  }
  REQUIRE(change.ApplyTo(text) == now);
  return change;
}

}  // namespace

TEST_CASE("both ways around, two changes made at once end in the same text") {
  std::mt19937_64 random(20261124);
  for (int round = 0; round < 3000; ++round) {
    CAPTURE(round);
    const std::string text = RandomText(random, 12);
    const TextChange a = RandomChange(random, text);
    const TextChange b = RandomChange(random, text);
    const auto [a_after, b_after] = TextChange::Transform(a, b);
    const std::string one = b_after.ApplyTo(a.ApplyTo(text));
    REQUIRE(one == a_after.ApplyTo(b.ApplyTo(text)));
    REQUIRE(TextChange::Compose(a, b_after).ApplyTo(text) == one);
    REQUIRE(TextChange::Compose(b, a_after).ApplyTo(text) == one);
  }
}

TEST_CASE("splices one after the other are the change") {
  std::mt19937_64 random(7);
  for (int round = 0; round < 500; ++round) {
    const std::string text = RandomText(random, 12);
    const TextChange change = RandomChange(random, text);
    std::string now = text;
    for (const auto& splice : change.Splices()) now = TextChange(splice).ApplyTo(now);
    REQUIRE(now == change.ApplyTo(text));
  }
}

TEST_CASE("the difference of two texts is one replacement that splits no code point") {
  std::mt19937_64 random(8);
  for (int round = 0; round < 1000; ++round) {
    const std::string before = RandomText(random, 8);
    const std::string after = RandomText(random, 8);
    const TextChange change = TextChange::Between(before, after);
    REQUIRE(change.ApplyTo(before) == after);
    REQUIRE(change.Splices().size() <= 1);
    for (const auto& splice : change.Splices()) REQUIRE(IsValidUtf8(splice.inserted));
  }
  // å and ä share their first byte, é and © their second.
  const auto splices = TextChange::Between("xåy", "xäy").Splices();
  REQUIRE(splices.size() == 1);
  CHECK(splices[0] == TextSplice{1, 1, "ä"});
  CHECK(TextChange::Between("é", "©").Splices()[0] == TextSplice{0, 1, "©"});
}

TEST_CASE("a caret stays before what is inserted exactly there") {
  const TextChange change(TextSplice{3, 2, "xyz"});
  CHECK(change.MapPosition(2) == 2);
  CHECK(change.MapPosition(3) == 3);
  CHECK(change.MapPosition(5) == 6);
  CHECK(change.MapPosition(9) == 10);
  CHECK(TextChange(TextSplice{3, 0, "xyz"}).MapPosition(3) == 3);
  CHECK(TextChange(TextSplice{3, 0, "xyz"}).MapPosition(4) == 7);
  CHECK(TextChange(TextSplice{3, 0, "xyz"}).MapBack(7) == 4);
  CHECK(TextChange(TextSplice{3, 0, "xyz"}).MapBack(5) == 3);
}

}  // namespace samsyn
