// What the relay keeps of a link: a hash of its token, so that a stolen database opens no meeting.
#pragma once

#include <string_view>

#include "shared/wire/commands.h"

namespace samsyn {

// BLAKE2b. A token is many random bits, so a plain hash cannot be searched.
[[nodiscard]] TokenHash HashToken(std::string_view token);

// In a time that says nothing about where they differ.
[[nodiscard]] bool SameHash(const TokenHash& a, const TokenHash& b);

}  // namespace samsyn
