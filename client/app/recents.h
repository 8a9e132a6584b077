// The meetings a device remembers, as a setting: newest first. They hold the links' secrets, so that whoever opens the
// device opens the meetings; people are told, and can have one forgotten.
#pragma once

#include <vector>

#include "client/platform/platform.h"
#include "client/state/start_state.h"

namespace samsyn {

[[nodiscard]] std::vector<RecentMeeting> LoadRecents(Platform& platform);
// Puts it first; the oldest are forgotten.
void Remember(Platform& platform, const RecentMeeting& meeting);
void Forget(Platform& platform, const std::string& fragment);

}  // namespace samsyn
