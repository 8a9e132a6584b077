// The demo: Noor's SIP meeting, half an hour in. Everybody and everything in it is invented.
#pragma once

#include <string>
#include <vector>

#include "shared/base/random.h"
#include "shared/wire/bundle.h"

namespace samsyn {

struct DemoLink {
  Role role = Role::kObserver;
  std::string name;
  std::string fragment;  // "#meeting.secret": what comes after the address
};

struct DemoMeeting {
  Bundle bundle;
  std::vector<DemoLink> links;  // in the bundle's order of participants
};

// A fresh copy of the meeting, with a name and secrets of its own drawn from `random`.
[[nodiscard]] DemoMeeting MakeDemoMeeting(RandomSource& random);

}  // namespace samsyn
