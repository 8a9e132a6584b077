// How a fuzzer says that something is wrong.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace samsyn {

inline void RequireFuzz(bool holds, std::string_view what) {
  if (holds) return;
  std::fprintf(stderr, "\n%.*s\n", static_cast<int>(what.size()), what.data());
  std::abort();
}

}  // namespace samsyn
