// A button that saves a file for the calendar: when and where, and nothing that says whom or what it is about.
#pragma once

#include "client/panels/panel.h"

namespace samsyn {

enum class Occasion : std::uint8_t { kMeeting, kFollowUp };
// Nothing without a day.
void DrawCalendarFile(const Panel& panel, Key key, Occasion occasion, const MeetingInfo& when);

}  // namespace samsyn
