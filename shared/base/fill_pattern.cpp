#include "shared/base/fill_pattern.h"

namespace samsyn {

std::string FillPattern(std::string_view pattern, std::string_view first, std::string_view second) {
  std::string filled;
  for (std::size_t i = 0; i < pattern.size();) {
    const std::string_view mark = pattern.substr(i, 3);
    if (mark == "{0}" || mark == "{1}") {
      filled += mark[1] == '0' ? first : second;
      i += 3;
    } else {
      filled.push_back(pattern[i++]);
    }
  }
  return filled;
}

}  // namespace samsyn
