#include "shared/base/utf8.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

namespace samsyn {
namespace {

bool IsContinuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

// Length in bytes of the code point that starts with `lead` in valid UTF-8.
std::size_t SequenceLength(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  if (byte < 0x80) return 1;
  if (byte < 0xE0) return 2;
  return byte < 0xF0 ? 3 : 4;
}

std::size_t Utf16UnitsOf(char lead) { return SequenceLength(lead) == 4 ? 2 : 1; }

// Eight bytes at a time, because whole texts are checked and counted when a document is opened.
using Word = std::uint64_t;
constexpr Word kHighBits = 0x8080808080808080u;

Word WordAt(std::string_view text, std::size_t offset) {
  Word word = 0;
  std::memcpy(&word, text.data() + offset, sizeof(word));
  return word;
}

// How many bytes are of a kind: those whose high bit is set in what `mark` makes of a word, or that `is_one` finds.
template <typename Mark, typename IsOne>
std::size_t CountBytes(std::string_view text, Mark mark, IsOne is_one) {
  std::size_t count = 0;
  std::size_t offset = 0;
  for (; offset + sizeof(Word) <= text.size(); offset += sizeof(Word)) {
    count += static_cast<std::size_t>(std::popcount(mark(WordAt(text, offset)) & kHighBits));
  }
  for (; offset < text.size(); ++offset) count += is_one(text[offset]) ? 1u : 0u;
  return count;
}

// Length of the valid sequence at `offset`, or 0 (Unicode 15, table 3-7).
std::size_t ValidSequenceAt(std::string_view text, std::size_t offset) {
  const auto at = [&](std::size_t i) -> unsigned {
    return offset + i < text.size() ? static_cast<unsigned char>(text[offset + i]) : 0u;
  };
  const auto continues = [&](std::size_t i) { return (at(i) & 0xC0) == 0x80; };
  const unsigned lead = at(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return continues(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const unsigned lowest = lead == 0xE0 ? 0xA0 : 0x80;
    const unsigned highest = lead == 0xED ? 0x9F : 0xBF;
    return at(1) >= lowest && at(1) <= highest && continues(2) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const unsigned lowest = lead == 0xF0 ? 0x90 : 0x80;
    const unsigned highest = lead == 0xF4 ? 0x8F : 0xBF;
    return at(1) >= lowest && at(1) <= highest && continues(2) && continues(3) ? 4 : 0;
  }
  return 0;
}

}  // namespace

bool IsValidUtf8(std::string_view text) {
  for (std::size_t offset = 0; offset < text.size();) {
    if (offset + sizeof(Word) <= text.size() && (WordAt(text, offset) & kHighBits) == 0) {
      offset += sizeof(Word);
      continue;
    }
    const std::size_t length = ValidSequenceAt(text, offset);
    if (length == 0) return false;
    offset += length;
  }
  return true;
}

std::string RepairUtf8(std::string_view text) {
  std::string repaired;
  repaired.reserve(text.size());
  for (std::size_t offset = 0; offset < text.size();) {
    const std::size_t length = ValidSequenceAt(text, offset);
    if (length == 0) {
      repaired += "\xEF\xBF\xBD";
      ++offset;
    } else {
      repaired.append(text, offset, length);
      offset += length;
    }
  }
  return repaired;
}

std::size_t CodePointCount(std::string_view text) {
  // The first bit of a continuation byte is set and the second is not.
  const std::size_t continuations = CountBytes(
      text, [](Word word) { return word & ~(word << 1); }, [](char byte) { return IsContinuation(byte); });
  return text.size() - continuations;
}

std::size_t SurrogatePairCount(std::string_view text) {
  return CountBytes(
      text, [](Word word) { return word & (word << 1) & (word << 2) & (word << 3); },
      [](char byte) { return static_cast<unsigned char>(byte) >= 0xF0; });
}

std::size_t Utf16Length(std::string_view text) { return CodePointCount(text) + SurrogatePairCount(text); }

std::size_t ByteOffset(std::string_view text, std::size_t code_points) {
  std::size_t offset = 0;
  while (code_points > 0 && offset < text.size()) {
    offset += SequenceLength(text[offset]);
    --code_points;
  }
  return std::min(offset, text.size());
}

std::size_t CodePointsBefore(std::string_view text, std::size_t byte_offset) {
  return CodePointCount(text.substr(0, std::min(byte_offset, text.size())));
}

std::size_t CodePointsToUtf16(std::string_view text, std::size_t code_points) {
  return Utf16Length(text.substr(0, ByteOffset(text, code_points)));
}

std::size_t Utf16ToCodePoints(std::string_view text, std::size_t utf16_units) {
  std::size_t count = 0;
  for (std::size_t offset = 0; offset < text.size(); offset += SequenceLength(text[offset])) {
    const std::size_t units = Utf16UnitsOf(text[offset]);
    if (units > utf16_units) break;
    utf16_units -= units;
    ++count;
  }
  return count;
}

std::string_view CodePointSlice(std::string_view text, std::size_t start, std::size_t count) {
  const std::string_view tail = text.substr(ByteOffset(text, start));
  return tail.substr(0, ByteOffset(tail, count));
}

char32_t NextCodePoint(std::string_view text, std::size_t& byte_offset) {
  const auto lead = static_cast<unsigned char>(text[byte_offset]);
  const std::size_t length = std::min(SequenceLength(text[byte_offset]), text.size() - byte_offset);
  char32_t code_point = length == 1 ? lead : lead & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    code_point = (code_point << 6) | (static_cast<unsigned char>(text[byte_offset + i]) & 0x3Fu);
  }
  byte_offset += length;
  return code_point;
}

void AppendUtf8(std::string& text, char32_t code_point) {
  const auto push = [&](char32_t bits) { text.push_back(static_cast<char>(bits)); };
  if (code_point < 0x80) {
    push(code_point);
  } else if (code_point < 0x800) {
    push(0xC0 | (code_point >> 6));
    push(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    push(0xE0 | (code_point >> 12));
    push(0x80 | ((code_point >> 6) & 0x3F));
    push(0x80 | (code_point & 0x3F));
  } else {
    push(0xF0 | (code_point >> 18));
    push(0x80 | ((code_point >> 12) & 0x3F));
    push(0x80 | ((code_point >> 6) & 0x3F));
    push(0x80 | (code_point & 0x3F));
  }
}

}  // namespace samsyn
