// Texts without the white space around them.
#pragma once

#include <string_view>

namespace samsyn {

// Without the spaces and line breaks at both ends; a view into the text.
[[nodiscard]] inline std::string_view Trimmed(std::string_view text) {
  constexpr std::string_view kWhite = " \t\r\n";
  const std::size_t start = text.find_first_not_of(kWhite);
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(kWhite) - start + 1);
}

}  // namespace samsyn
