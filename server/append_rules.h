// What an update must satisfy before it may be stored, whoever brings it: a connection or an imported bundle.
#pragma once

#include <cstddef>
#include <cstdint>

#include "server/limits.h"
#include "shared/base/result.h"
#include "shared/wire/roles.h"

namespace samsyn {

// kForbidden, kTooLarge or kOutOfRange, with a sentence for the one who sent it.
[[nodiscard]] Status CheckAppend(Role role, DocumentKind document, std::uint64_t counter, std::size_t payload_bytes,
                                 const Limits& limits);

}  // namespace samsyn
