// Puts a meeting from a bundle into the journal, by the rules a connection would have to follow.
#pragma once

#include "server/journal.h"
#include "server/limits.h"
#include "shared/base/result.h"
#include "shared/wire/bundle.h"

namespace samsyn {

enum class Imported { kNow, kExistedAlready };

// A meeting that exists is left as it is. Errors: what the first participant or update that breaks a rule did wrong,
// and then nothing is stored.
[[nodiscard]] Result<Imported> ImportMeeting(const Bundle& bundle, Journal& journal, const Limits& limits);

}  // namespace samsyn
