#include "client/panels/calendar_file.h"

#include "shared/export/calendar.h"

namespace samsyn {

void DrawCalendarFile(const Panel& panel, Key key, Occasion occasion, const MeetingInfo& when) {
  constexpr std::int64_t kMinute = 60'000;
  if (when.date.empty() || !panel.ui.Button(key, {.label = panel.say(Str::kCalendarFile)})) return;
  // A file that is saved later, for a day that was moved, replaces the one before.
  const std::string_view kind = occasion == Occasion::kFollowUp ? "-follow-up" : "";
  const CalendarEvent event{
      .uid = panel.state.meeting_id + "-" + std::to_string(panel.state.meeting->Round()) + std::string(kind),
      .sequence = panel.state.wall_clock / kMinute,
      .stamp = panel.state.wall_clock,
      .date = when.date,
      .start = when.start,
      .end = when.end,
      .summary = std::string(panel.say(Str::kCalendarSummary)),
      .location = when.place};
  panel.Want(intent::SaveFile{std::string(panel.say(Str::kCalendarFileName)), kCalendarType, CalendarFile(event),
                               "calendar"});
}

}  // namespace samsyn
