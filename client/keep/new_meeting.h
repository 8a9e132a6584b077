// Makes a new meeting on this device, sealed before it leaves: the person, the chair, the agenda's five parts.
#pragma once

#include <cstdint>
#include <string>

#include "client/state/start_state.h"
#include "client/strings/strings.h"
#include "shared/base/random.h"
#include "shared/crypto/invitation.h"
#include "shared/wire/bundle.h"

namespace samsyn {

// Milliseconds that a new meeting is kept, until a follow-up has a day; then it is thirty days after that.
inline constexpr std::int64_t kKeptUntilFollowUp = std::int64_t{120} * 24 * 3600 * 1000;

struct MadeMeeting {
  Bundle bundle;
  Invitation own;  // the link of whoever makes it
};
// `now` in milliseconds since 1970 UTC. The person's link is in the links document, for who makes the meeting to give
// on; who makes a meeting of their own invites everybody else later. A kept meeting is taken up as it was, and a
// template gives its agenda.
[[nodiscard]] MadeMeeting MakeMeeting(const NewMeeting& wanted, RandomSource& random, std::int64_t now,
                                      const Strings& say);

}  // namespace samsyn
