// What samsyn-cli reads and writes. "-" is standard input or output.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "shared/base/result.h"

namespace samsyn {

// Errors: kNotFound when it cannot be read, kTooLarge when there are more than `most` bytes.
[[nodiscard]] Result<std::string> ReadInput(const std::string& path, std::size_t most);

// A file is nobody else's. False when it cannot be written; which file that is has been told on standard error.
[[nodiscard]] bool WriteOutput(const std::string& path, std::string_view content);

}  // namespace samsyn
