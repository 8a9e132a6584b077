#include "client/panels/panels.h"

namespace samsyn {
namespace {

constexpr std::size_t kShownAvatars = 4;
constexpr int kTextSteps[] = {100, 125, 150, 200};

int NextTextSize(int percent) {
  for (const int step : kTextSteps) {
    if (step > percent) return step;
  }
  return kTextSteps[0];
}

void DrawTextSize(const Panel& panel) {
  const bool narrow = panel.ui.IsNarrow();
  const std::string name = panel.say(Str::kTextSizeName, std::to_string(panel.state.text_percent));
  if (panel.ui.Button("text size", {.label = panel.say(narrow ? Str::kTextSizeShort : Str::kTextSize), .name = name})) {
    panel.Want(intent::SetTextPercent{NextTextSize(panel.state.text_percent)});
  }
}

void DrawAvatars(const Panel& panel) {
  const std::vector<Participant> here = panel.state.Here();
  const std::string name = panel.say(Str::kShowPeople, std::to_string(here.size()));
  auto people = panel.ui.Pressable(
      "people",
      {.name = name, .layout = {.width = Fit(), .justify = Justify::kCenter, .min_height = measure::kTarget}});
  {
    auto row = panel.ui.Row({.width = Fit()});
    if (here.empty()) panel.ui.Text(panel.say(Str::kPeople));  // the plan does not know us (yet)
    for (std::size_t i = 0; i < here.size() && i < kShownAvatars; ++i) {
      panel.ui.Avatar(Initials(here[i].name), PersonTone(panel.state.IndexOf(here[i].id)), here[i].name);
    }
    if (here.size() > kShownAvatars) {
      panel.ui.Text(panel.say(Str::kHereMore, std::to_string(here.size() - kShownAvatars)), kMutedText);
    }
  }
  if (people.pressed) panel.Want(intent::ShowPeople{true});
}

std::string TitleOf(const Panel& panel, const MeetingInfo& info) {
  if (panel.state.simple && panel.state.IsIndividual()) return std::string(panel.say(Str::kMyMeeting));
  return info.title.empty() ? std::string(panel.say(Str::kMeeting)) : info.title;
}

}  // namespace

void DrawTopBar(const Panel& panel) {
  const bool narrow = panel.ui.IsNarrow();
  auto bar =
      panel.ui.Landmark("top", LandmarkKind::kBanner, panel.say(Str::kMeeting), {.gap = 0, .background = Tone::kCard});
  {
    auto row = panel.ui.Row(
        {.gap = narrow ? 8.0F : 18.0F, .padding = Sides(narrow ? 14 : 20, 8), .min_height = measure::kTopBar});
    const MeetingInfo info = panel.state.meeting->Info();
    panel.ui.Heading(1, TitleOf(panel, info),
                     {.size = TextSize::kTitle, .weight = Weight::kBold, .width = narrow ? Fill() : Fit()});
    if (!narrow) {
      panel.ui.Text(WhenAndWhere(info, panel.say), {.size = TextSize::kMuted, .tone = Tone::kSoft, .width = Fill()});
    }
    DrawSavedPill(panel);
    if (!narrow) DrawAvatars(panel);
    if (!narrow && panel.ui.Button("trust", {.label = panel.say(Str::kTrust)})) {
      panel.Want(intent::ShowTrust{true, FirstTrustPart(panel.state)});
    }
    if (!narrow) DrawViewChoice(panel);
    DrawTextSize(panel);
    if (!narrow) DrawSettingsButton(panel, ButtonKind::kSecondary);
  }
  panel.ui.Divider();
}

}  // namespace samsyn
