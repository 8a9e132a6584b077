// What the records of a KeptStore hold: who may do what and the keys, as the relay last said it, and sealed updates.
//
// The format is the wire's own (shared/wire/frames.h) with a version before it. Another version, or anything that does
// not fit, is an Error: then it is forgotten, and the relay is asked for everything.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "client/net/kept_store.h"
#include "shared/base/result.h"
#include "shared/wire/frames.h"

namespace samsyn {

struct KeptAccess {
  std::string participant;
  std::int64_t heard_at = 0;  // by this device's clock: milliseconds since 1970 UTC
  AccessFrame frame;
};

struct KeptMeeting {
  KeptAccess access;
  KeptSequences sequences{};
  std::array<std::vector<StoredUpdate>, kDocumentKindCount> updates;  // by sequence
};

[[nodiscard]] Bytes EncodeKept(const KeptAccess& access);
[[nodiscard]] Bytes EncodeKept(DocumentKind document, const StoredUpdate& update);
// `records` are not empty.
[[nodiscard]] Result<KeptMeeting> DecodeKept(const KeptRecords& records);

}  // namespace samsyn
