// A meeting at rest: who may do what, the documents' keys wrapped for each participant, and the sealed updates made so
// far, in one file. A relay loads it at start (`--import`); tools and tests write it.
//
// The file is the magic, a version varint, and then the fields below in order, encoded as in base/bytes.h. It holds
// nothing the relay could read: hashes instead of links, and everything written is sealed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "shared/base/bytes.h"
#include "shared/base/ids.h"
#include "shared/base/result.h"
#include "shared/wire/access.h"
#include "shared/wire/commands.h"

namespace samsyn {

inline constexpr std::uint64_t kBundleVersion = 2;

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
  MeetingAccess access;
  std::vector<TokenHash> token_hashes;  // one for each participant of `access`
  std::vector<KeyFor> keys;
  std::vector<BundleUpdate> updates;
};

[[nodiscard]] Bytes EncodeBundle(const Bundle& bundle);

// Checks the form: known version, names that are not empty, each participant and each hash once, every key for and
// every update by a participant of the bundle, with a counter above zero. Whether a participant was allowed to write an
// update is the relay's question. Errors: kMalformed, and kUnsupported for a newer version.
[[nodiscard]] Result<Bundle> DecodeBundle(ByteView bytes);

}  // namespace samsyn
