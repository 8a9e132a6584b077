// A meeting at rest: its participants with their secrets and the updates made so far, in one file. A relay loads it at
// start (`--import`); tools and tests write it.
//
// The file is the magic, a version varint, and then the fields below in order, encoded as in base/bytes.h. It holds the
// secrets of every link in the clear: it is as private as the links themselves.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "shared/base/bytes.h"
#include "shared/base/ids.h"
#include "shared/base/result.h"
#include "shared/wire/roles.h"

namespace samsyn {

inline constexpr std::uint64_t kBundleVersion = 1;
inline constexpr std::size_t kMaxBundleParticipants = 4096;

struct BundleParticipant {
  std::string id;
  Role role = Role::kObserver;
  std::string token;  // the secret of this participant's link
};

// Updates stand in the order they were made: within a document a replica's counters grow.
struct BundleUpdate {
  std::string participant;
  DocumentKind document = DocumentKind::kPlan;
  ReplicaId replica = 0;
  std::uint64_t counter = 0;
  Bytes payload;
};

struct Bundle {
  std::string meeting;
  std::vector<BundleParticipant> participants;
  std::vector<BundleUpdate> updates;
};

[[nodiscard]] Bytes EncodeBundle(const Bundle& bundle);

// Checks the form: known version, names and secrets that are not empty, each participant and each secret once, every
// update by a participant of the bundle with a counter above zero. Whether a participant was allowed to write an update
// is the relay's question. Errors: kMalformed, and kUnsupported for a newer version.
[[nodiscard]] Result<Bundle> DecodeBundle(ByteView bytes);

}  // namespace samsyn
