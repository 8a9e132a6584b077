#include <utility>

#include "client/panels/panels.h"
#include "shared/meeting/phases.h"

namespace samsyn {
namespace {

std::string MinutesLine(const Panel& panel, const AgendaItem& item) {
  if (panel.state.hides_time) {
    if (item.state == ItemState::kNow) return std::string(panel.say(Str::kStateNow));
    return item.lead.empty() ? std::string() : panel.state.FirstNameOf(item.lead);
  }
  const std::string planned = std::to_string(item.minutes);
  if (item.state != ItemState::kNow) {
    if (item.minutes == 0) return item.is_sub ? "" : panel.state.FirstNameOf(item.lead);
    std::string line = panel.say(Str::kMinutes, planned);
    if (!item.lead.empty()) line += " · " + panel.state.FirstNameOf(item.lead);
    return line;
  }
  const std::int64_t since = panel.state.meeting->CurrentSince();
  const std::int64_t passed = since > 0 ? (panel.state.wall_clock - since) / 60'000 : -1;
  // A clock set wrong on somebody's device must not show nonsense.
  constexpr std::int64_t kDay = 24 * 60;
  if (passed < 0 || passed > kDay) return panel.say(Str::kNowMinutes, planned);
  return panel.say(Str::kMinutesOf, std::to_string(passed), planned);
}

Str StateText(ItemState state) {
  switch (state) {
    case ItemState::kWaiting:
      return Str::kStateWaiting;
    case ItemState::kNow:
      return Str::kStateNow;
    case ItemState::kDone:
      return Str::kStateDone;
  }
  return Str::kStateWaiting;
}

void DrawItem(const Panel& panel, const AgendaItem& item) {
  const std::string title = TitleOrUntitled(item.title, panel.say);
  const std::string minutes = MinutesLine(panel, item);
  const std::string whose =
      item.question ? panel.say(Str::kPersonsQuestion, FirstName(panel.state.Individual().name)) : std::string();
  std::string name = item.number + " " + title + ", " + std::string(panel.say(StateText(item.state)));
  if (!whose.empty()) name += ", " + whose;
  if (!minutes.empty()) name += ", " + minutes;

  const bool shown = panel.state.ShownItem() == item.record && item.state != ItemState::kNow;
  const CardKind card = item.state == ItemState::kNow ? CardKind::kNow : CardKind::kBare;
  auto row = panel.ui.ListItem(RecordKey("item", item.record));
  auto press = panel.ui.Pressable(
      "choose",
      {.name = name,
       .current = item.state == ItemState::kNow,
       .card = card,
       .layout = {.padding = Sides(12, 10), .border = shown ? Tone::kTeal : Tone::kNone, .radius = measure::kRadius}});
  {
    auto parts = panel.ui.Row({.align = Align::kStart});
    {
      auto number = panel.ui.Row({.width = Px(26), .min_height = PixelsOf(TextSize::kBody) * measure::kLineHeight});
      if (item.state == ItemState::kDone) {
        panel.ui.Picture(Icon::kCheck, Tone::kOk);
      } else {
        panel.ui.Text(item.number, kBoldText);
      }
    }
    auto lines = panel.ui.Column({.width = Fill(), .gap = 2});
    panel.ui.Text(item.picture.empty() ? title : item.picture + " " + title, kBoldText);
    if (whose.empty()) {
      if (!minutes.empty()) panel.ui.Text(minutes, kMutedText);
    } else {
      const std::string mark = "● " + whose;
      const std::string rest = minutes.empty() ? std::string() : " · " + minutes;
      panel.ui.Text({{mark, {.size = TextSize::kMuted, .tone = Tone::kMe}}, {rest, kMutedText}});
    }
  }
  if (press.pressed) {
    panel.Want(intent::ChooseItem{item.state == ItemState::kNow ? OpId{} : item.record});
    panel.Want(intent::ShowTab{Tab::kNow});
  }
}

void DrawRemovedItems(const Panel& panel) {
  const std::vector<AgendaItem> removed = panel.state.meeting->DeletedAgenda();
  if (removed.empty() || !panel.state.MayWrite(DocumentKind::kPlan)) return;
  panel.ui.Heading(3, panel.say(Str::kRemoved), {.size = TextSize::kMuted, .tone = Tone::kSoft});
  for (const AgendaItem& item : removed) {
    if (RestoreButton(panel, item.record, item.title)) {
      panel.Want(intent::RestoreItem{item.record});
    }
  }
}

// Advice, and no more: nothing is cut off.
void DrawWarnings(const Panel& panel, const std::vector<AgendaItem>& agenda) {
  const AgendaWarnings warnings = WarningsOf(agenda);
  for (const auto& [warns, text] :
       {std::pair(warnings.too_long, Str::kAgendaLong), std::pair(warnings.too_many, Str::kAgendaMany)}) {
    if (!warns) continue;
    auto strip = panel.ui.Row({.padding = All(10), .background = Tone::kWarnSoft, .radius = measure::kRadius});
    panel.ui.Picture(Icon::kWarning, Tone::kWarn);
    panel.ui.Text(panel.say(text), {.size = TextSize::kMuted, .tone = Tone::kWarn, .width = Fill()});
  }
}

// How this person wants to see the meeting.
void DrawOwnChoices(const Panel& panel) {
  auto wrap = panel.ui.Wrap();
  // Who stops following stays where they are; who looks elsewhere has stopped.
  const bool follows = panel.state.chosen_item.IsNone();
  if (!panel.state.meeting->CurrentItem().IsNone()) {
    if (const auto now = panel.ui.Checkbox("follow", {.label = panel.say(Str::kFollowMeeting), .checked = follows})) {
      panel.Want(intent::ChooseItem{*now ? OpId{} : panel.state.ShownItem()});
    }
  }
  if (const auto hides =
          panel.ui.Checkbox("hide time", {.label = panel.say(Str::kHideTime), .checked = panel.state.hides_time})) {
    panel.Want(intent::SetHidesTime{*hides});
  }
}

}  // namespace

void DrawAgenda(const Panel& panel) {
  const std::vector<AgendaItem> agenda = panel.state.meeting->Agenda();
  std::int64_t total = 0;
  for (const AgendaItem& item : agenda) total += item.minutes;
  {
    auto head = panel.ui.Row();
    panel.ui.Heading(2, panel.say(Str::kAgenda));
    if (!panel.state.hides_time) panel.ui.Text(panel.say(Str::kMinutes, std::to_string(total)), kMutedText);
  }
  DrawWarnings(panel, agenda);
  if (agenda.empty()) {
    panel.ui.Text(panel.say(Str::kNoAgenda), kMutedText);
  } else {
    auto card = panel.ui.Card("agenda", CardKind::kPlain, {}, {.padding = All(8)});
    auto list = panel.ui.List("items", panel.say(Str::kAgenda), {.gap = 2});
    for (const AgendaItem& item : agenda) DrawItem(panel, item);
  }
  if (panel.state.MayWrite(DocumentKind::kPlan) &&
      panel.ui.Button(
          "add",
          {.label = panel.say(Str::kAddItem), .icon = Icon::kPlus, .width = Fill(), .label_align = Align::kStart})) {
    panel.Want(intent::AddItem{std::string(panel.say(Str::kNewItem))});
  }
  DrawOwnChoices(panel);
  if (const std::string avoid = panel.state.meeting->AvoidTopics(); !avoid.empty()) {
    auto card = panel.ui.Card("avoid");
    panel.ui.Text({{panel.say(Str::kAvoid), kMutedText}, {avoid, {.size = TextSize::kMuted, .weight = Weight::kBold}}});
  }
  DrawRemovedItems(panel);
}

}  // namespace samsyn
