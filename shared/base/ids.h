// The identities everything else refers to.
//
// A replica is one running copy of a meeting's documents (one page load of one participant). Its number is 64 random
// bits, so that a copy can start to write without asking anybody. An OpId names one operation, or one character, of a
// replica: counters start at 1 and grow by one for each. The zero OpId means "none" (the start of a text, the root).
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace samsyn {

using ReplicaId = std::uint64_t;

struct OpId {
  ReplicaId replica = 0;
  std::uint64_t counter = 0;

  [[nodiscard]] bool IsNone() const { return counter == 0; }
  friend auto operator<=>(const OpId&, const OpId&) = default;
};

// Counters, and the times of registers, stay below 2^53.
inline constexpr std::uint64_t kMaxCounter = std::uint64_t{1} << 53;

struct OpIdHash {
  std::size_t operator()(const OpId& id) const {
    return std::hash<std::uint64_t>{}(id.replica ^ (id.counter * 0x9E3779B97F4A7C15ULL));
  }
};

}  // namespace samsyn
