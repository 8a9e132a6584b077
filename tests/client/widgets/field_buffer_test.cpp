#include "client/widgets/field_buffer.h"

#include <doctest/doctest.h>

#include <random>

#include "shared/base/utf8.h"

namespace samsyn {
namespace {

std::string Applied(std::string text, const std::vector<TextSplice>& splices) {
  for (const auto& splice : splices) text = TextChange(splice).ApplyTo(text);
  return text;
}

// The browser's side: UTF-16 positions, its own copy of the text.
struct Browser {
  std::string text;

  void Obey(const std::vector<FieldBuffer::Command>& commands) {
    for (const auto& command : commands) Replace(command.position, command.removed, command.inserted);
  }
  void Replace(std::uint32_t position, std::uint32_t removed, const std::string& inserted) {
    const std::size_t start = ByteOffset(text, Utf16ToCodePoints(text, position));
    const std::size_t end = ByteOffset(text, Utf16ToCodePoints(text, position + removed));
    text.replace(start, end - start, inserted);
  }
};

}  // namespace

TEST_CASE("typing becomes splices in code points") {
  FieldBuffer buffer("a😀b");
  buffer.OnInput({1, 3, 0, "å"});  // the emoji is two UTF-16 units
  CHECK(buffer.Field() == "a😀åb");
  const auto splices = buffer.TakeLocal({});
  REQUIRE(splices.size() == 1);
  CHECK(splices[0] == TextSplice{2, 0, "å"});
  CHECK(buffer.TakeLocal({}).empty());
  CHECK(buffer.SelectionCaret() == 3);
}

TEST_CASE("others' edits reach the field around the caret") {
  FieldBuffer buffer("hej Noor");
  buffer.OnSelection({1, 4, 4, false});
  buffer.SetDocument("Karin: hej Noor!", {});
  Browser browser{"hej Noor"};
  browser.Obey(buffer.TakeCommands());
  CHECK(browser.text == "Karin: hej Noor!");
  CHECK(buffer.Field() == "Karin: hej Noor!");
}

TEST_CASE("exact remote edits keep the caret where a comparison cannot") {
  FieldBuffer buffer("aa");
  buffer.OnSelection({1, 1, 1, false});
  const std::vector<TextSplice> remote = {{0, 0, "a"}};
  buffer.SetDocument("aaa", remote);
  (void)buffer.TakeCommands();
  CHECK(buffer.SelectionCaret() == 2);
  // A wrong description is not trusted.
  const std::vector<TextSplice> wrong = {{0, 0, "x"}};
  buffer.SetDocument("aaab", wrong);
  (void)buffer.TakeCommands();
  CHECK(buffer.Field() == "aaab");
}

TEST_CASE("typed in the same moment as somebody else, nothing is lost") {
  FieldBuffer buffer("Tove bokar tid.");
  buffer.OnInput({1, 15, 0, " Karin ringer."});
  buffer.SetDocument("Hej. Tove bokar tid.", {});
  const auto splices = buffer.TakeLocal({});
  CHECK(Applied("Hej. Tove bokar tid.", splices) == "Hej. Tove bokar tid. Karin ringer.");
  (void)buffer.TakeCommands();
  CHECK(buffer.Field() == "Hej. Tove bokar tid. Karin ringer.");
}

TEST_CASE("during composition the field is left alone") {
  FieldBuffer buffer("ab");
  buffer.OnComposition(true);
  buffer.OnInput({1, 1, 0, "n"});
  std::string document = Applied("ab", buffer.TakeLocal({}));
  document = "X" + document;
  buffer.SetDocument(document, {});
  CHECK(buffer.TakeCommands().empty());
  CHECK(buffer.Field() == "anb");
  buffer.OnInput({1, 1, 1, "你"});
  document = Applied(document, buffer.TakeLocal({}));
  CHECK(document == "Xa你b");
  CHECK(buffer.TakeCommands().empty());
  CHECK(buffer.SelectionCaret() == 3);  // in the document
  CHECK(buffer.ToField(3) == 2);
  buffer.OnComposition(false);
  CHECK(buffer.TakeCommands().size() == 1);
  CHECK(buffer.Field() == document);
}

TEST_CASE("what breaks the rules is taken out of the field again") {
  FieldBuffer buffer("kort");
  buffer.OnInput({1, 4, 0, "\r\nrad\ntvå"});
  const auto splices = buffer.TakeLocal({.multiline = false});
  const std::string document = Applied("kort", splices);
  CHECK(document == "kort rad två");
  (void)buffer.TakeCommands();
  CHECK(buffer.Field() == document);

  buffer.OnInput({1, 0, 0, std::string(50, 'x')});
  const auto limited = buffer.TakeLocal({.multiline = false, .max_code_points = 20});
  CHECK(buffer.RefusedTooLong());
  CHECK(Applied(document, limited) == std::string(8, 'x') + document);
  (void)buffer.TakeCommands();
  CHECK(buffer.Field() == std::string(8, 'x') + document);
}

TEST_CASE("a document that refuses an edit gets its way") {
  FieldBuffer buffer("plan");
  buffer.OnInput({1, 4, 0, "er"});
  (void)buffer.TakeLocal({});
  buffer.SetDocument("plan", {});
  (void)buffer.TakeCommands();
  CHECK(buffer.Field() == "plan");
}

TEST_CASE("positions from nowhere are clamped") {
  FieldBuffer buffer("å");
  buffer.OnInput({1, 4'000'000'000U, 4'000'000'000U, "x"});
  CHECK(buffer.Field() == "åx");
  buffer.OnSelection({1, 4'000'000'000U, 4'000'000'000U, true});
  CHECK(buffer.SelectionCaret() == 2);
  buffer.OnInput({1, 0, 4'000'000'000U, "\xFF"});
  CHECK(buffer.Field() == "\uFFFD");
}

TEST_CASE("field, browser and document end in the same text, whoever does what when") {
  const std::vector<std::string> letters = {"a", "b", " ", "\n", "å", "😀", "e\u0301", "你好"};
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    auto text = [&](std::size_t most) {
      std::string result;
      for (std::size_t i = random() % (most + 1); i > 0; --i) result += letters[random() % letters.size()];
      return result;
    };
    std::string document = text(10);
    FieldBuffer buffer(document);
    Browser browser{document};
    bool composing = false;
    for (int frame = 0; frame < 30; ++frame) {
      // Input of the user: any number of events before the frame.
      for (std::size_t events = random() % 4; events > 0; --events) {
        const auto length = static_cast<std::uint32_t>(CodePointCount(browser.text));
        const std::size_t start = random() % (length + 1);
        const std::size_t end = start + random() % (length - start + 1);
        const auto start16 = static_cast<std::uint32_t>(CodePointsToUtf16(browser.text, start));
        const auto end16 = static_cast<std::uint32_t>(CodePointsToUtf16(browser.text, end));
        const std::string inserted = text(3);
        browser.Replace(start16, end16 - start16, inserted);
        buffer.OnInput({1, start16, end16 - start16, inserted});
        if (random() % 6 == 0) buffer.OnComposition(composing = !composing);
        REQUIRE(buffer.Field() == browser.text);
      }
      // The network: others' edits, sometimes told exactly.
      std::vector<TextSplice> remote;
      for (std::size_t edits = random() % 3; edits > 0; --edits) {
        const std::size_t length = CodePointCount(document);
        const std::size_t start = random() % (length + 1);
        remote.push_back({start, random() % (length - start + 1), text(3)});
        document = TextChange(remote.back()).ApplyTo(document);
      }
      if (random() % 2 == 0) remote.clear();
      // The frame.
      buffer.SetDocument(document, remote);
      document = Applied(document, buffer.TakeLocal({}));
      const auto commands = buffer.TakeCommands();
      if (composing) REQUIRE(commands.empty());
      browser.Obey(commands);
      REQUIRE(buffer.Field() == browser.text);
      if (!composing) REQUIRE(browser.text == document);
    }
    buffer.OnComposition(false);
    buffer.SetDocument(document, {});
    document = Applied(document, buffer.TakeLocal({}));
    browser.Obey(buffer.TakeCommands());
    REQUIRE(browser.text == document);
  }
}

}  // namespace samsyn
