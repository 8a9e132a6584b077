// Meetings that are made from outside, at a relay that runs.
#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <optional>
#include <string>

#include "client/app/meeting_creator.h"
#include "client/net/native_socket_native.h"
#include "client/platform/platform_null.h"
#include "tests/integration/test_meeting.h"
#include "tests/integration/test_room.h"

namespace samsyn {

inline Bundle NewMeeting(const std::string& name) {
  Bundle bundle = MakeTestMeeting(name);
  const auto now =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch());
  bundle.access.purge_at = (now + std::chrono::hours(24 * 30)).count();
  return bundle;
}

inline CreationOutcome CreateAt(TestRoom& room, const Bundle& bundle, const std::string& code = {}) {
  PlatformNull platform;
  NativeSocket socket(room.loop);
  MeetingCreator creator(socket, platform);
  std::optional<CreationOutcome> outcome;
  creator.Create(room.relay.Url(), code, bundle, [&](const CreationOutcome& told) { outcome = told; });
  REQUIRE(room.Until([&] { return outcome.has_value(); }));
  return *outcome;
}

}  // namespace samsyn
