// One change of a text.
#pragma once

#include <cstddef>
#include <string>

namespace samsyn {

// At `position`, `removed` code points went away and `inserted` (UTF-8) came instead.
struct TextSplice {
  std::size_t position = 0;
  std::size_t removed = 0;
  std::string inserted;
  friend bool operator==(const TextSplice&, const TextSplice&) = default;
};

}  // namespace samsyn
