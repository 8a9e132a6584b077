#include "shared/base/utf8.h"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

namespace samsyn {
namespace {

// Code points, bytes and UTF-16 units all differ: å is 1/2/1, e + combining acute 2/3/2, the emoji 1/4/2.
const std::string kMixed =
    "å"
    "e\xCC\x81"
    "😀z";

TEST_CASE("what is not UTF-8 is found") {
  for (const char* valid : {"", "abc", "åäö", "€", "😀", "\xF4\x8F\xBF\xBF", "\xED\x9F\xBF", "\xEE\x80\x80"}) {
    CHECK(IsValidUtf8(valid));
  }
  CHECK(IsValidUtf8(std::string(1, '\0')));
  for (const char* invalid :
       {"\x80", "\xC3", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xED\xBF\xBF",
        "\xF0\x80\x80\x80", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "a\xE2\x82", "å\xA5"}) {
    CHECK_FALSE(IsValidUtf8(invalid));
  }
}

TEST_CASE("repair keeps what is valid and marks each byte that is not") {
  CHECK(RepairUtf8("åäö") == "åäö");
  CHECK(RepairUtf8("a\xFFz") == "a\xEF\xBF\xBDz");
  CHECK(RepairUtf8("\xE2\x82") == "\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST_CASE("the three ways to count agree on one text") {
  CHECK(CodePointCount(kMixed) == 5);
  CHECK(Utf16Length(kMixed) == 6);
  CHECK(kMixed.size() == 10);
  const std::size_t bytes[] = {0, 2, 3, 5, 9, 10};
  const std::size_t units[] = {0, 1, 2, 3, 5, 6};
  for (std::size_t point = 0; point <= 5; ++point) {
    CHECK(ByteOffset(kMixed, point) == bytes[point]);
    CHECK(CodePointsBefore(kMixed, bytes[point]) == point);
    CHECK(CodePointsToUtf16(kMixed, point) == units[point]);
    CHECK(Utf16ToCodePoints(kMixed, units[point]) == point);
  }
}

TEST_CASE("positions outside the text are its end, and inside a surrogate pair its start") {
  CHECK(ByteOffset(kMixed, 100) == kMixed.size());
  CHECK(CodePointsBefore(kMixed, 100) == 5);
  CHECK(CodePointsToUtf16(kMixed, 100) == 6);
  CHECK(Utf16ToCodePoints(kMixed, 100) == 5);
  CHECK(Utf16ToCodePoints(kMixed, 4) == 3);
}

TEST_CASE("slices are counted in code points") {
  CHECK(CodePointSlice(kMixed, 0, 1) == "å");
  CHECK(CodePointSlice(kMixed, 3, 1) == "😀");
  CHECK(CodePointSlice(kMixed, 3, 100) == "😀z");
  CHECK(CodePointSlice(kMixed, 9, 1).empty());
  CHECK(CodePointSlice(kMixed, 1, 0).empty());
}

TEST_CASE("every code point survives being written and read") {
  for (char32_t point = 1; point <= 0x10FFFF; point += point < 0x3000 ? 1 : 97) {
    if (point >= 0xD800 && point <= 0xDFFF) continue;
    std::string text;
    AppendUtf8(text, point);
    REQUIRE(IsValidUtf8(text));
    std::size_t offset = 0;
    REQUIRE(NextCodePoint(text, offset) == point);
    REQUIRE(offset == text.size());
    REQUIRE(CodePointCount(text) == 1);
    REQUIRE(Utf16Length(text) == (point > 0xFFFF ? 2 : 1));
  }
}

TEST_CASE("random bytes: the validator agrees with the repair, and repaired text is valid") {
  std::mt19937 random(7);
  for (int round = 0; round < 20000; ++round) {
    std::string text(random() % 12, '\0');
    for (char& byte : text) byte = static_cast<char>(random() % 3 == 0 ? random() % 128 : 128 + random() % 128);
    const std::string repaired = RepairUtf8(text);
    CHECK(IsValidUtf8(repaired));
    CHECK(IsValidUtf8(text) == (repaired == text));
  }
}

}  // namespace
}  // namespace samsyn
