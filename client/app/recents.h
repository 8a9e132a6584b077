// The meetings a device remembers, as a setting: newest first. They hold the links' secrets, so that whoever opens the
// device opens the meetings; people are told, and can have one forgotten.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "client/platform/platform.h"
#include "client/state/start_state.h"

namespace samsyn {

[[nodiscard]] std::vector<RecentMeeting> LoadRecents(Platform& platform);
// Puts it first. Returns the fragments of the oldest, which are forgotten for it.
std::vector<std::string> Remember(Platform& platform, const RecentMeeting& meeting);
void Forget(Platform& platform, const std::string& fragment);

// Tells two links on a device apart and says nothing of the secret: what is stored for a link has this name. Empty when
// the fragment is no link.
[[nodiscard]] std::string DeviceNameOf(std::string_view fragment);

}  // namespace samsyn
