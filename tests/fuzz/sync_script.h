// What the fuzzer of the client's session and the maker of its first inputs agree on: steps of two bytes, a kind and a
// detail. Few documents and replicas, so that what is said of one often means something.
#pragma once

#include <cstdint>

#include "shared/base/ids.h"
#include "shared/wire/frames.h"

namespace samsyn {

enum class SyncStep : std::uint8_t {
  kFrame,   // as many bytes as the detail says follow, from the relay
  kAck,     // of whom; a byte for the counter follows
  kRefuse,  // as kAck
  kEnqueue,
  kTime,  // so many milliseconds, or from 128 on seconds
  kDue,   // the moment the session wants to be called at
  kTick,
  kOpened,
  kClosed,
  kCommand,
  kRetry,
  kOther,
};
inline constexpr std::uint8_t kSyncSteps = 12;

[[nodiscard]] inline DocumentKind ScriptDocument(std::uint8_t detail) { return static_cast<DocumentKind>(detail & 1); }
[[nodiscard]] inline ReplicaId ScriptReplica(std::uint8_t detail) { return 7u + (detail >> 1 & 1u); }

}  // namespace samsyn
