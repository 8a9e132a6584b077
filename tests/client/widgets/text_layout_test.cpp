#include "client/widgets/text_layout.h"

#include <doctest/doctest.h>

#include "client/widgets/line_break.h"
#include "client/widgets/plain_glyphs.h"

namespace samsyn {
namespace {

// Every cluster is one wide.
class Squares : public PlainGlyphs {
 public:
  [[nodiscard]] float Advance(FontFace, std::string_view) override { return 1; }
};

std::vector<std::string> Lines(const std::string& text, float width) {
  Squares glyphs;
  TextLayout layout({{text, FontFace::kRegular, 1, Tone::kInk}}, glyphs);
  layout.Wrap(width);
  std::vector<std::string> lines;
  for (const auto& line : layout.Lines()) {
    std::string content;
    for (std::size_t i = line.first; i < line.end; ++i) {
      content += text.substr(layout.Clusters()[i].byte, layout.Clusters()[i].bytes);
    }
    lines.push_back(content);
  }
  return lines;
}

using Expected = std::vector<std::string>;

}  // namespace

TEST_CASE("lines break at spaces, which hang") {
  CHECK(Lines("Noor väljer själv", 6) == Expected{"Noor ", "väljer ", "själv"});
  CHECK(Lines("ab    cd", 3) == Expected{"ab    ", "cd"});
  CHECK(Lines("", 5) == Expected{""});
  CHECK(Lines("a\n\nb\n", 5) == Expected{"a\n", "\n", "b\n", ""});
}

TEST_CASE("a word longer than the line is cut where the line is full") {
  CHECK(Lines("abcdefgh ij", 3) == Expected{"abc", "def", "gh ", "ij"});
  CHECK(Lines("x abcdefgh", 4) == Expected{"x ", "abcd", "efgh"});
}

TEST_CASE("hyphens, dashes and ideographs are places to break, numbers and quotes are not") {
  CHECK(Lines("kaffe-paus", 7) == Expected{"kaffe-", "paus"});
  CHECK(Lines("13–14", 3) == Expected{"13–", "14"});
  CHECK(Lines("ab 50% cd", 5) == Expected{"ab ", "50% ", "cd"});
  CHECK(Lines("”ab” cd", 5) == Expected{"”ab” ", "cd"});
  CHECK(Lines("中文字符", 3) == Expected{"中文字", "符"});
  CHECK(Lines("中文。字", 2) == Expected{"中", "文。", "字"});
}

TEST_CASE("what looks like one letter is one") {
  auto clusters = [](std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); at = ClusterEnd(text, at)) ++count;
    return count;
  };
  CHECK(clusters("åäö") == 3);
  CHECK(clusters("e\u0301x") == 2);
  CHECK(clusters("👨‍👩‍👧‍👦") == 1);
  CHECK(clusters("🇸🇪🇫🇮") == 2);
  CHECK(clusters("👍🏽👍") == 2);
  CHECK(clusters("1️⃣2") == 2);
  CHECK(clusters("a\nb") == 3);
}

TEST_CASE("carets and selections find their line") {
  Squares glyphs;
  TextLayout layout({{"ab cd\nef", FontFace::kRegular, 1, Tone::kInk}}, glyphs);
  layout.Wrap(3);
  CHECK(layout.CaretAt(0).line == 0);
  CHECK(layout.CaretAt(3).line == 1);
  CHECK(layout.CaretAt(3).x == 0);
  CHECK(layout.CaretAt(5).line == 1);
  CHECK(layout.CaretAt(5).x == 2);
  CHECK(layout.CaretAt(8).line == 2);
  CHECK(layout.CaretAt(99).x == 2);
  const auto [from, to] = layout.Selected(1, 4, 8);
  CHECK(from == 1);
  CHECK(to == 2);
}

}  // namespace samsyn
