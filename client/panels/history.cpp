// Who changed what and when, newest first, and the way back to how it was.
#include "client/panels/history.h"

#include <algorithm>

namespace samsyn {
namespace {

// More than fits on a screen, and few enough to be drawn in every frame.
constexpr std::size_t kNewest = 30;

void DrawHead(const Panel& panel) {
  auto head = panel.ui.Wrap({.justify = Justify::kBetween});
  panel.ui.Heading(2, panel.say(Str::kViewHistory));
  if (panel.ui.Button("back", {.label = panel.say(Str::kBackToMeeting), .icon = Icon::kArrowLeft})) {
    panel.Want(intent::ShowView{View::kMeeting});
  }
}

void DrawChoice(const Panel& panel) {
  const std::vector<AgendaItem> agenda = panel.state.meeting->Agenda();
  std::vector<std::string> options = {std::string(panel.say(Str::kSeesAll))};
  std::size_t chosen = 0;
  for (const AgendaItem& item : agenda) {
    if (item.record == panel.state.back.item) chosen = options.size();
    options.push_back(ItemName(item, panel.say));
  }
  const SelectSpec spec{
      .label = panel.say(Str::kHistoryOf), .options = options, .chosen = chosen, .show_label = true, .width = Fill()};
  if (const auto choice = panel.ui.Select("item", spec)) {
    panel.Want(intent::ShowHistory{*choice == 0 ? OpId{} : agenda[*choice - 1].record});
  }
}

void DrawVisit(const Panel& panel, const Visit& visit) {
  auto item = panel.ui.ListItem(Key("visit", visit.number), CardKind::kPlain, {.gap = 6});
  const std::string who = WriterName(panel, visit.participant);
  const std::string when = TimeText(panel, visit.from, visit.to);
  auto row = panel.ui.Row({.gap = 12, .align = Align::kStart});
  panel.ui.Avatar(Initials(NameOf(visit.participant, panel.state, panel.say)),
                  PersonTone(panel.state.IndexOf(visit.participant)), {});
  auto column = panel.ui.Column({.width = Fill(), .gap = 6});
  const std::string rest = " · " + when;
  panel.ui.Text({{who, kBoldText}, {rest, {.tone = Tone::kSoft}}});
  for (const std::string& line : TouchLines(panel, visit)) panel.ui.Text(line);
  auto actions = panel.ui.Wrap();
  const std::string name = panel.say(Str::kShowAsItWasName, who, when);
  if (panel.ui.Button("then", {.label = panel.say(Str::kShowAsItWas), .name = name})) {
    panel.Want(intent::ShowAsItWas{visit.after, visit.participant, visit.to});
  }
}

void DrawVisits(const Panel& panel) {
  const OpId item = panel.state.back.item;
  const std::vector<Visit> visits = panel.state.history.VisitsTo(item);
  if (visits.empty()) {
    auto card = panel.ui.Card("empty");
    panel.ui.Text(panel.say(item.IsNone() ? Str::kHistoryEmpty : Str::kHistoryEmptyItem));
    return;
  }
  const std::size_t count = panel.state.back.all ? visits.size() : std::min(kNewest, visits.size());
  {
    auto list = panel.ui.List("visits", panel.say(Str::kHistoryVisits));
    for (std::size_t i = 0; i < count; ++i) DrawVisit(panel, visits[i]);
  }
  if (count < visits.size() && panel.ui.Button("older", {.label = panel.say(Str::kHistoryOlder), .width = Fill()})) {
    panel.Want(intent::ShowAllVisits{});
  }
}

void DrawBroughtBack(const Panel& panel) {
  if (!panel.state.back.brought_back) return;
  auto card = panel.ui.Card("brought back", CardKind::kNow);
  auto row = panel.ui.Wrap({.align = Align::kCenter});
  panel.ui.Text(panel.say(Str::kBroughtBack), {.width = Fit()});
  if (panel.ui.Button("undo", {.label = panel.say(Str::kUndo), .icon = Icon::kUndo})) {
    panel.Want(intent::UndoBringBack{});
  }
}

}  // namespace

void DrawHistory(const Panel& panel) {
  DrawHead(panel);
  panel.ui.Text(panel.say(Str::kHistoryAbout), kMutedText);
  DrawChoice(panel);
  DrawBroughtBack(panel);
  if (panel.state.back.then != nullptr) return DrawAsItWas(panel, *panel.state.back.then);
  DrawVisits(panel);
  DrawTakenAway(panel);
}

}  // namespace samsyn
