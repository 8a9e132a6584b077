// The go-round: each voice once, the person first.
#include <algorithm>

#include "client/panels/panels.h"
#include "shared/meeting/talk.h"

namespace samsyn {
namespace {

void DrawTurn(const Panel& panel, const Participant& who, const GoRound& round, const std::string& next) {
  const auto turn =
      std::find_if(round.done.begin(), round.done.end(), [&](const Turn& any) { return any.participant == who.id; });
  auto item = panel.ui.ListItem(Key("turn", OpIdHash{}(who.record)));
  auto row = panel.ui.Row();
  panel.ui.Avatar(Initials(who.name), PersonTone(panel.state.IndexOf(who.id)), {});
  panel.ui.Text(FirstName(who.name), {.weight = who.id == next ? Weight::kBold : Weight::kRegular, .width = Fill()});
  if (turn != round.done.end()) {
    panel.ui.Pill(panel.say(turn->passed ? Str::kTurnPassed : Str::kTurnHad), PillKind::kNeutral,
                  turn->passed ? Icon::kNone : Icon::kCheck);
  } else if (who.id != next) {
    panel.ui.Text(panel.say(Str::kTurnWaits), {.size = TextSize::kMuted, .tone = Tone::kSoft, .width = Fit()});
  } else {
    const std::string done = panel.say(Str::kTurnDoneName, FirstName(who.name));
    const std::string pass = panel.say(Str::kTurnPassName, FirstName(who.name));
    if (panel.ui.Button("done", {.label = panel.say(Str::kTurnDone), .name = done, .kind = ButtonKind::kOutline})) {
      WantChange(panel, FinishTurn, who.id, false);
    }
    if (panel.ui.Button("pass", {.label = panel.say(Str::kTurnPass), .name = pass})) {
      WantChange(panel, FinishTurn, who.id, true);
    }
  }
}

bool Speaks(const Participant& who) { return who.role != Role::kObserver && who.role != Role::kInterpreter; }

}  // namespace

void DrawGoRound(const Panel& panel) {
  const GoRound round = CurrentGoRound(*panel.state.meeting);
  if (round.record.IsNone()) return;
  const std::vector<Participant> here = panel.state.Here();
  const std::string next = WhoseTurn(round, here);
  auto card = panel.ui.Card("go round", CardKind::kNow);
  {
    auto head = panel.ui.Row({.justify = Justify::kBetween});
    panel.ui.Heading(3, panel.say(Str::kGoRound));
    if (panel.state.Me().Leads() && panel.ui.Button("end", {.label = panel.say(Str::kEndGoRound)})) {
      WantChange(panel, EndGoRound);
    }
  }
  panel.ui.Text(panel.say(Str::kGoRoundAbout), kMutedText);
  {
    auto status = panel.ui.Status("turn");
    std::string text(panel.say(Str::kGoRoundAll));
    if (next == panel.state.me && !next.empty()) text = panel.say(Str::kGoRoundYourTurn);
    if (next != panel.state.me && !next.empty()) text = panel.say(Str::kGoRoundTurn, panel.state.FirstNameOf(next));
    panel.ui.Text(text, kBoldText);
  }
  auto list = panel.ui.List("turns", panel.say(Str::kGoRound), {.gap = 4});
  for (const Participant& who : here) {
    if (Speaks(who)) DrawTurn(panel, who, round, next);
  }
}

}  // namespace samsyn
