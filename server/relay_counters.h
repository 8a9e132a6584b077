// What a relay counts of itself for whoever runs it: numbers only, nothing of whom or what. It belongs to the relay's
// thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "shared/base/result.h"
#include "shared/wire/refusal.h"

namespace samsyn {

inline constexpr std::size_t kErrorCodeCount = static_cast<std::size_t>(ErrorCode::kUnsupported) + 1;

struct RelayCounters {
  std::uint64_t connections_opened = 0;
  std::uint64_t frames_received = 0;
  std::uint64_t bytes_received = 0;
  // Connections that were closed with an error, and updates and commands that were refused.
  std::array<std::uint64_t, kErrorCodeCount> refused_by_code{};
  std::array<std::uint64_t, kRefusalCount> refused_by_reason{};  // of those, the ones that people are told a reason for

  void CountRefusal(ErrorCode code, Refusal reason) {
    ++refused_by_code[static_cast<std::size_t>(code)];
    if (reason != Refusal::kNone) ++refused_by_reason[static_cast<std::size_t>(reason)];
  }
};

}  // namespace samsyn
