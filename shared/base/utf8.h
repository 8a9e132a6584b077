// The only place that knows text encodings.
//
// Inside Samsyn a position in a text is counted in Unicode code points. The browser counts UTF-16 code units, Dear
// ImGui and the wire count UTF-8 bytes; these functions convert. All of them expect valid UTF-8 (check what comes from
// outside with IsValidUtf8 first; surrogates, overlong forms and values past U+10FFFF are invalid) and clamp positions
// to the text. A UTF-16 position inside a surrogate pair is rounded down to the start of its code point.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace samsyn {

// Nothing but spaces and line breaks.
[[nodiscard]] inline bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

[[nodiscard]] bool IsValidUtf8(std::string_view text);
// The text with every invalid byte sequence replaced by U+FFFD.
[[nodiscard]] std::string RepairUtf8(std::string_view text);

[[nodiscard]] std::size_t CodePointCount(std::string_view text);
// Code points that are two units in UTF-16.
[[nodiscard]] std::size_t SurrogatePairCount(std::string_view text);
[[nodiscard]] std::size_t Utf16Length(std::string_view text);

[[nodiscard]] std::size_t ByteOffset(std::string_view text, std::size_t code_points);
[[nodiscard]] std::size_t CodePointsBefore(std::string_view text, std::size_t byte_offset);
[[nodiscard]] std::size_t CodePointsToUtf16(std::string_view text, std::size_t code_points);
[[nodiscard]] std::size_t Utf16ToCodePoints(std::string_view text, std::size_t utf16_units);

// The part of the text from code point `start`, `count` code points long.
[[nodiscard]] std::string_view CodePointSlice(std::string_view text, std::size_t start, std::size_t count);

// The code point that starts at `byte_offset`, which is moved past it.
[[nodiscard]] char32_t NextCodePoint(std::string_view text, std::size_t& byte_offset);
void AppendUtf8(std::string& text, char32_t code_point);

}  // namespace samsyn
