// Sentences with places to fill in.
#pragma once

#include <string>
#include <string_view>

namespace samsyn {

// The pattern with `first` for each "{0}" and `second` for each "{1}". What is filled in is not looked into.
[[nodiscard]] std::string FillPattern(std::string_view pattern, std::string_view first, std::string_view second = {});

}  // namespace samsyn
