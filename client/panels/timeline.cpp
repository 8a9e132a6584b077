// All commitments in order of time, what they wait for, and where the dates do not fit.
#include "client/panels/panels.h"
#include "client/panels/plan_words.h"
#include "shared/meeting/commitments.h"

namespace samsyn {
namespace {

void DrawClashes(const Panel& panel, const TimelineEntry& entry, const std::string& waits_until) {
  const auto warn = [&](const std::string& text) { panel.ui.Pill(text, PillKind::kWarning, Icon::kWarning); };
  if (entry.begins_too_early) warn(panel.say(Str::kTimelineTooEarly, waits_until));
  if (entry.ends_before_it_begins) warn(std::string(panel.say(Str::kTimelineBackwards)));
  if (entry.waits_for_nobody) warn(std::string(panel.say(Str::kTimelineNobody)));
}

void DrawEntry(const Panel& panel, const TimelineEntry& entry, const std::vector<TimelineEntry>& all) {
  auto item = panel.ui.ListItem(RecordKey("entry", entry.commitment.record), CardKind::kPlain, {.gap = 6});
  const std::string when = WhenText(panel, entry.commitment);
  panel.ui.Text(when.empty() ? panel.say(Str::kTimelineNoDay) : std::string_view(when),
                {.size = TextSize::kMuted, .weight = Weight::kBold, .tone = Tone::kTeal});
  panel.ui.Heading(3, TitleOrUntitled(entry.commitment.what, panel.say), kBoldText);
  DrawWhoAndStanding(panel, entry.commitment);
  for (const TimelineEntry& other : all) {
    if (other.commitment.record != entry.commitment.after) continue;
    panel.ui.Text(AfterText(panel, other.commitment), kMutedText);
    DrawClashes(panel, entry, panel.say.ShortDate(other.commitment.latest, panel.state.Today()));
  }
  if (entry.commitment.after.IsNone()) DrawClashes(panel, entry, {});
}

}  // namespace

void DrawTimeline(const Panel& panel) {
  {
    auto head = panel.ui.Wrap({.justify = Justify::kBetween});
    panel.ui.Heading(2, panel.say(Str::kViewTimeline));
    if (panel.ui.Button("back", {.label = panel.say(Str::kBackToMeeting), .icon = Icon::kArrowLeft})) {
      panel.Want(intent::ShowView{View::kMeeting});
    }
  }
  const std::vector<TimelineEntry> timeline = TimelineOf(*panel.state.meeting);
  if (timeline.empty()) {
    auto card = panel.ui.Card("empty");
    panel.ui.Text(panel.say(Str::kTimelineEmpty));
    return;
  }
  panel.ui.Text(panel.say(Str::kTimelineAbout), kMutedText);
  auto list = panel.ui.List("timeline", panel.say(Str::kViewTimeline));
  for (const TimelineEntry& entry : timeline) DrawEntry(panel, entry, timeline);
}

}  // namespace samsyn
