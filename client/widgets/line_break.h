// Where a line may break and what counts as one letter: the same answers as the browser's text fields give.
//
// A subset of Unicode's line breaking (UAX 14) with the exceptions browsers make for ASCII, found by asking Chromium
// about every pair; tests/e2e compares whole fields. Spaces at the end of a line hang outside it.
#pragma once

#include <cstddef>
#include <string_view>

namespace samsyn {

// May a line break between two letters that follow each other? `before` is the one before `previous` (0: none).
// Spaces and line breaks are handled here too: always after a run of spaces, never before one.
[[nodiscard]] bool MayBreakBetween(char32_t before, char32_t previous, char32_t next);

// The end, in bytes, of the grapheme cluster that starts at `start`: a letter with its marks, a whole emoji sequence,
// a flag. A word in a script whose letters join (Arabic, Indic) is kept as one, as it must be drawn as one.
[[nodiscard]] std::size_t ClusterEnd(std::string_view text, std::size_t start);

// Latin, Greek, Cyrillic, CJK …: a single code point that stands for itself.
[[nodiscard]] bool IsIdeographic(char32_t code_point);

}  // namespace samsyn
