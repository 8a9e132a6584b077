// The words Samsyn can explain itself: words_table.h. What the people in the room say about a word comes first; this is
// a suggestion.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "client/strings/strings.h"

namespace samsyn {

struct KnownWord {
  std::string_view word;
  std::string_view meaning;
};

// What somebody has asked about, however they wrote it: "samtycke", "Samtycket", "vad betyder SIP?". The Swedish words
// and, to whoever reads English, the English ones.
[[nodiscard]] std::optional<KnownWord> ExplanationOf(std::string_view asked, Language language);
// All of them, in the order of the language's alphabet.
[[nodiscard]] std::vector<KnownWord> KnownWords(Language language);

}  // namespace samsyn
