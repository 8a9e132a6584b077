#include "client/panels/calendar_file.h"

#include "client/keep/kept_forms.h"

namespace samsyn {

void DrawCalendarFile(const Panel& panel, Key key, Occasion occasion, const MeetingInfo& when) {
  if (when.date.empty() || !panel.ui.Button(key, {.label = panel.say(Str::kCalendarFile)})) return;
  const AppState& state = panel.state;
  const KeptForm form = occasion == Occasion::kFollowUp ? KeptForm::kFollowUpCalendar : KeptForm::kCalendar;
  KeptFile file = KeepCalendar(
      form, {*state.meeting, state.access, panel.say, state.me, state.wall_clock, 0, state.meeting_id}, when);
  panel.Want(
      intent::SaveFile{std::move(file.name), std::move(file.type), std::move(file.content), std::string(NameOf(form))});
}

}  // namespace samsyn
