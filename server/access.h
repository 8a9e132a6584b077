// Secrets of links. The relay keeps only a hash of each, so that a stolen database opens no meeting.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace samsyn {

using TokenHash = std::array<std::uint8_t, 32>;

// BLAKE2b. A token is many random bits, so a plain hash cannot be searched; sodium_init() must have been called.
[[nodiscard]] TokenHash HashToken(std::string_view token);

// Takes the same time wherever the difference is.
[[nodiscard]] bool SameHash(const TokenHash& a, const TokenHash& b);

}  // namespace samsyn
