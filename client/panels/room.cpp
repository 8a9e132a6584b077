#include <algorithm>
#include <array>

#include "client/panels/panels.h"

namespace samsyn {
namespace {

// Of the three columns; the middle one takes the rest. Narrower windows get narrower sides.
constexpr float kAgendaWidth = 310;
constexpr float kOutcomesWidth = 370;
constexpr float kComfortable = 1200;
// In windows lower than this notices scroll away with the rest, or they would leave no room for it.
constexpr float kLow = 700;
// Below this five tabs do not fit beside each other.
constexpr float kTabsWidth = 300;
// The people dialog: as tall as nine people need, and what surrounds the list.
constexpr float kPeopleHeight = 720;
constexpr float kAroundDialog = 180;
// The widest single column that is still easy to read.
constexpr float kReadable = 720;
// Of the views beside the meeting: a column to read and write in, and one with tables.
constexpr float kViewWidth = 880;
constexpr float kWidest = 1240;

void DrawColumn(const Panel& panel, Key key, LandmarkKind kind, Str name, Extent width, void (*draw)(const Panel&)) {
  auto landmark = panel.ui.Landmark(key, kind, panel.say(name), {.width = width, .height = Fill()});
  auto scroll = panel.ui.ScrollArea("scroll", panel.say(name), {.height = Fill(), .padding = {2, 16, 2, 16}});
  draw(panel);
}

void DrawMiddle(const Panel& panel) {
  DrawMinutes(panel);
  DrawHands(panel);  // last: a raised hand must not move what somebody is reading or writing
}

void DrawPeopleDialog(const Panel& panel) {
  auto dialog = panel.ui.Dialog("people", panel.say(Str::kPeople), 560);
  bool closed = dialog.dismissed;
  {
    auto row = panel.ui.Row({.justify = Justify::kEnd});
    closed |= panel.ui.Button("close", {.label = panel.say(Str::kClose), .icon = Icon::kClose});
  }
  {
    const float room = std::max(120.0F, panel.ui.Height() - kAroundDialog);
    auto scroll = panel.ui.ScrollArea("scroll", panel.say(Str::kPeople), {.height = Px(std::min(kPeopleHeight, room))});
    DrawPeople(panel);
  }
  if (closed) panel.Want(intent::ShowPeople{false});
}

void DrawView(const Panel& panel) {
  switch (panel.state.view) {
    case View::kMeeting:
      return;
    case View::kVoice:
      return DrawVoice(panel);
    case View::kOptions:
      return DrawOptionsView(panel);
    case View::kInvitation:
      return DrawInvitationView(panel);
    case View::kFollowUp:
      return DrawFollowUp(panel);
    case View::kSummary:
      return DrawSummary(panel);
    case View::kTimeline:
      return DrawTimeline(panel);
    case View::kHistory:
      return DrawHistory(panel);
  }
}

Str ViewName(View view) {
  switch (view) {
    case View::kVoice:
      return Str::kViewPrepare;
    case View::kOptions:
      return Str::kViewOptions;
    case View::kInvitation:
      return Str::kViewInvitation;
    case View::kMeeting:
      return Str::kViewMeeting;
    case View::kFollowUp:
      return Str::kViewFollowUp;
    case View::kSummary:
      return Str::kViewSummary;
    case View::kTimeline:
      return Str::kViewTimeline;
    case View::kHistory:
      return Str::kViewHistory;
  }
  return Str::kViewMeeting;
}

// One of the views that take the whole page below the bar.
void DrawWholeView(const Panel& panel) {
  const std::string_view name = panel.say(ViewName(panel.state.view));
  auto main = panel.ui.Landmark("view", LandmarkKind::kMain, name, {.height = Fill()});
  auto scroll = panel.ui.ScrollArea(Key("view scroll", static_cast<std::uint64_t>(panel.state.view)), name,
                                    {.height = Fill(), .padding = All(panel.ui.IsNarrow() ? 14.0F : 20.0F)});
  const bool wide = panel.state.view == View::kSummary || panel.state.view == View::kTimeline;
  auto column = panel.ui.Column({.gap = 16, .max_width = wide ? kWidest : kViewWidth});
  if (panel.ui.IsNarrow() && panel.ui.Height() < kLow) DrawBanner(panel);
  DrawView(panel);
}

// The meeting with fewer things, in the middle of a wide screen.
void DrawWideSimple(const Panel& panel) {
  auto main = panel.ui.Landmark("main", LandmarkKind::kMain, panel.say(Str::kMeeting), {.height = Fill()});
  auto scroll = panel.ui.ScrollArea("simple", panel.say(Str::kMeeting), {.height = Fill(), .padding = All(20)});
  DrawSimple(panel);
}

void DrawWide(const Panel& panel) {
  if (panel.state.simple && panel.state.view == View::kMeeting) {
    DrawWideSimple(panel);
    return DrawRoomDialogs(panel);
  }
  DrawPhases(panel);
  if (panel.state.view != View::kMeeting) {
    DrawWholeView(panel);
    return DrawRoomDialogs(panel);
  }
  const float squeeze = std::min(1.0F, panel.ui.Width() / kComfortable);
  {
    auto columns = panel.ui.Row({.height = Fill(), .gap = 16, .padding = Sides(16, 0), .align = Align::kStretch});
    DrawColumn(panel, "agenda", LandmarkKind::kNavigation, Str::kAgenda, Px(kAgendaWidth * squeeze), DrawAgenda);
    DrawColumn(panel, "main", LandmarkKind::kMain, Str::kNotes, Fill(), DrawMiddle);
    DrawColumn(panel, "outcomes", LandmarkKind::kRegion, Str::kOutcomes, Px(kOutcomesWidth * squeeze), DrawOutcomes);
  }
  if (panel.state.MayWrite(DocumentKind::kPlan)) {
    auto bar = panel.ui.Landmark("bottom", LandmarkKind::kContentInfo, panel.say(Str::kWantToSpeak),
                                 {.gap = 0, .background = Tone::kCard});
    panel.ui.Divider();
    auto row = panel.ui.Row({.gap = 12, .padding = Sides(20, 8), .min_height = measure::kBottomBar});
    DrawSpeaking(panel);
  }
  DrawRoomDialogs(panel);
}

// What is not needed all the time.
void DrawMore(const Panel& panel) {
  panel.ui.Heading(2, panel.say(Str::kTabMore));
  DrawViewChoice(panel);
  DrawPhases(panel);
  for (const View view : {View::kSummary, View::kTimeline, View::kHistory}) {
    if (panel.ui.Button(Key("view", static_cast<std::uint64_t>(view)), {.label = panel.say(ViewName(view)),
                                                                        .icon_after = Icon::kArrowRight,
                                                                        .width = Fill(),
                                                                        .label_align = Align::kStart})) {
      panel.Want(intent::ShowView{view});
    }
  }
  panel.ui.Heading(2, panel.say(Str::kPeople));
  DrawPeople(panel);
  DrawTrustFolds(panel);
  DrawPageChoices(panel);
}

void DrawTab(const Panel& panel) {
  switch (panel.state.tab) {
    case Tab::kNow:
      if (panel.state.simple) return DrawSimple(panel);
      DrawMinutes(panel);
      DrawSpeaking(panel);
      return DrawHands(panel);
    case Tab::kAgenda:
      return DrawAgenda(panel);
    case Tab::kOutcomes:
      return DrawOutcomes(panel);
    case Tab::kVoice:
      return DrawVoice(panel);
    case Tab::kMore:
      return DrawMore(panel);
  }
}

// Where letters are so large that tabs would take a third of the screen, one list to choose from.
std::optional<std::size_t> DrawTabs(const Panel& panel, std::span<const TabSpec> tabs, std::size_t chosen) {
  if (panel.ui.Width() >= kTabsWidth) return panel.ui.Tabs("tabs", panel.say(Str::kTabs), tabs, chosen);
  auto bar = panel.ui.Landmark("tabs", LandmarkKind::kNavigation, panel.say(Str::kTabs),
                               {.padding = Sides(8, 4), .background = Tone::kCard});
  std::vector<std::string> names;
  for (const TabSpec& tab : tabs) names.emplace_back(tab.label);
  return panel.ui.Select("tab", {.label = panel.say(Str::kTabs), .options = names, .chosen = chosen, .width = Fill()});
}

void DrawNarrow(const Panel& panel) {
  const std::string voice = panel.state.IsIndividual()
                                ? std::string(panel.say(Str::kMyVoice))
                                : panel.say(Str::kPersonsVoice, PersonsName(panel.state, panel.say));
  const std::array<TabSpec, 5> tabs = {TabSpec{panel.say(Str::kTabNow)}, TabSpec{panel.say(Str::kTabAgenda)},
                                       TabSpec{panel.say(Str::kTabOutcomes)}, TabSpec{voice},
                                       TabSpec{panel.say(Str::kTabMore)}};
  const bool in_meeting = panel.state.view == View::kMeeting;
  const auto chosen = static_cast<std::size_t>(in_meeting ? panel.state.tab : Tab::kMore);
  if (!in_meeting) {
    DrawWholeView(panel);
  } else {
    auto main = panel.ui.Landmark("main", LandmarkKind::kMain, tabs[chosen].label, {.height = Fill()});
    auto scroll =
        panel.ui.ScrollArea(Key("scroll", chosen), tabs[chosen].label, {.height = Fill(), .padding = All(14)});
    auto column = panel.ui.Column({.gap = 14, .max_width = kReadable});
    if (panel.ui.Height() < kLow) DrawBanner(panel);
    DrawTab(panel);
  }
  if (const auto choice = DrawTabs(panel, tabs, chosen)) panel.Want(intent::ShowTab{static_cast<Tab>(*choice)});
}

}  // namespace

void DrawRoomDialogs(const Panel& panel) {
  if (panel.state.settings_open) return;  // over everything, on every page
  if (panel.state.people_open) {
    DrawPeopleDialog(panel);
  } else if (panel.state.trust_open) {
    DrawTrustDialog(panel);
  }
}

void DrawViewChoice(const Panel& panel) {
  const bool simple = panel.state.simple;
  if (panel.ui.Button("simple", {.label = panel.say(simple ? Str::kFullView : Str::kSimpleView),
                                 .description = simple ? std::string_view() : panel.say(Str::kSimpleAbout),
                                 .width = panel.ui.IsNarrow() ? Fill() : Fit()})) {
    panel.Want(intent::SetSimple{!simple});
    panel.Want(intent::ShowTab{Tab::kNow});
  }
}

void DrawPageChoices(const Panel& panel) {
  auto row = panel.ui.Row({.justify = Justify::kCenter});
  DrawSettingsButton(panel, ButtonKind::kPlain);
  if (panel.ui.Button("language", {.label = panel.say(Str::kOtherLanguage), .kind = ButtonKind::kPlain})) {
    const bool swedish = panel.say.GetLanguage() != Language::kEnglish;
    panel.Want(intent::SetLanguage{swedish ? Language::kEnglish : Language::kSwedish});
  }
}

void DrawRoom(const Panel& panel) {
  auto page = panel.ui.Column({.height = Fill(), .gap = 0});
  DrawTopBar(panel);
  if (!panel.ui.IsNarrow() || panel.ui.Height() >= kLow) DrawBanner(panel);
  if (panel.ui.IsNarrow()) {
    DrawNarrow(panel);
  } else {
    DrawWide(panel);
  }
}

namespace {

// May be in, and read nothing: the chair without consent.
bool ReadsNothing(const AppState& state) {
  for (int kind = 0; kind < kDocumentKindCount; ++kind) {
    if (state.MayRead(static_cast<DocumentKind>(kind))) return false;
  }
  return true;
}

}  // namespace

void DrawPage(const Panel& panel) {
  const bool is_in = panel.state.stage == Stage::kAtTheDoor || panel.state.stage == Stage::kInTheRoom;
  const std::optional<DocumentKind> only_item = panel.state.OnlyItem();
  if (is_in && ReadsNothing(panel.state)) {
    DrawNoConsent(panel);
  } else if (panel.state.stage == Stage::kInTheRoom && only_item) {
    DrawGuest(panel, *only_item);
  } else if (panel.state.stage == Stage::kInTheRoom) {
    DrawRoom(panel);
  } else {
    DrawDoor(panel);
  }
  if (panel.state.settings_open) DrawSettings(panel);
}

}  // namespace samsyn
