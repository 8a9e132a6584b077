// Puts a meeting from a bundle into the journal, by the rules a connection would have to follow.
#pragma once

#include <cstdint>

#include "server/journal.h"
#include "server/limits.h"
#include "shared/base/result.h"
#include "shared/wire/bundle.h"

namespace samsyn {

enum class Imported { kNow, kExistedAlready, kPurgedBefore };

// A meeting that exists is left as it is, and one that was deleted does not come back. `now` is in milliseconds since
// 1970 UTC. Errors: what the first participant, key or update that breaks a rule did wrong; then nothing is stored.
[[nodiscard]] Result<Imported> ImportMeeting(const Bundle& bundle, Journal& journal, const Limits& limits,
                                             std::int64_t now);

}  // namespace samsyn
