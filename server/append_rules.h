// What an update must satisfy before it may be stored, whoever brings it: a connection or an imported bundle.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "server/denial.h"
#include "server/limits.h"
#include "shared/wire/access.h"

namespace samsyn {

struct AppendRequest {
  std::string_view participant;
  DocumentKind document = DocumentKind::kPlan;
  std::uint64_t counter = 0;
  std::size_t payload_bytes = 0;
};

// Nothing when it may be stored; else kForbidden, kTooLarge or kOutOfRange, with a sentence for the one who sent it.
[[nodiscard]] std::optional<Denial> CheckAppend(const MeetingAccess& access, const AppendRequest& request,
                                                std::int64_t now, const Limits& limits);

}  // namespace samsyn
