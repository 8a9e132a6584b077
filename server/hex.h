// Bytes as hexadecimal digits, two for each, in lower case.
#pragma once

#include <cstddef>
#include <string>

#include "shared/base/bytes.h"

namespace samsyn {

[[nodiscard]] std::string Hex(ByteView bytes);
// Of so many bytes that nobody can guess.
[[nodiscard]] std::string RandomHex(std::size_t bytes);

}  // namespace samsyn
