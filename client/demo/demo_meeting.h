// The demo: Noor's SIP meeting, half an hour in. Everybody and everything in it is invented.
#pragma once

#include <string>
#include <vector>

#include "shared/base/random.h"
#include "shared/crypto/invitation.h"
#include "shared/wire/bundle.h"

namespace samsyn {

struct DemoLink {
  Role role = Role::kObserver;
  std::string name;
  std::string participant;  // their id
  Invitation invitation;
};

struct DemoMeeting {
  Bundle bundle;
  std::vector<DemoLink> links;  // in the bundle's order of participants
};

// A fresh copy of the meeting, with a name, secrets and keys of its own drawn from `random`. `now` is milliseconds
// since 1970 UTC: the meeting is kept until a good while after it.
[[nodiscard]] DemoMeeting MakeDemoMeeting(RandomSource& random, std::int64_t now);

}  // namespace samsyn
