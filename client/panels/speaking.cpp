#include <algorithm>

#include "client/panels/panels.h"
#include "shared/meeting/talk.h"

namespace samsyn {
namespace {

// "Noor, Maria och Karin"
std::string WhoCanPause(const Panel& panel) {
  std::vector<std::string> names;
  for (const Participant& participant : panel.state.meeting->Participants()) {
    if (MayPause(participant.role)) names.push_back(FirstName(participant.name));
  }
  return NamesText(names, panel.say);
}

void DrawHand(const Panel& panel, bool large) {
  const std::vector<std::string> hands = panel.state.meeting->RaisedHands();
  const bool raised = std::find(hands.begin(), hands.end(), panel.state.me) != hands.end();
  if (panel.ui.Button("hand", {.label = panel.say(raised ? Str::kLowerHand : Str::kWantToSpeak),
                               .kind = large ? ButtonKind::kPrimary : ButtonKind::kSecondary,
                               .icon = Icon::kHand,
                               .large = large,
                               .width = large ? Fill() : Fit()})) {
    if (raised) {
      panel.Want(intent::LowerHand{panel.state.me});
    } else {
      panel.Want(intent::RaiseHand{});
    }
  }
}

void DrawPause(const Panel& panel, bool large) {
  const bool may = MayPause(panel.state.role) || panel.state.SpeaksForIndividual();
  if (!may || !panel.state.meeting->PausedBy().empty()) return;
  if (panel.ui.Button("pause", {.label = panel.say(Str::kPause),
                                .kind = large ? ButtonKind::kOutline : ButtonKind::kSecondary,
                                .icon = Icon::kPause,
                                .large = large,
                                .width = large ? Fill() : Fit()})) {
    panel.Want(intent::Pause{});
  }
}

}  // namespace

void DrawHands(const Panel& panel) {
  const std::vector<std::string> hands = panel.state.meeting->RaisedHands();
  if (hands.empty()) return;
  auto card = panel.ui.Card("hands", CardKind::kPlain);
  panel.ui.Heading(3, panel.say(Str::kHandsTitle));
  auto list = panel.ui.List("hands", panel.say(Str::kHandsTitle), {.gap = 6});
  const bool leads = panel.state.role == Role::kChair || panel.state.access.secretary == panel.state.me;
  for (const std::string& hand : hands) {
    auto item = panel.ui.ListItem(hand);
    auto row = panel.ui.Row();
    const auto who = panel.state.meeting->FindParticipant(hand);
    if (who) panel.ui.Avatar(Initials(who->name), PersonTone(panel.state.IndexOf(hand)), {});
    panel.ui.Text(panel.state.FirstNameOf(hand), {.width = Fill()});
    const std::string name = panel.say(Str::kHandDone, panel.state.FirstNameOf(hand));
    if ((leads || hand == panel.state.me) &&
        panel.ui.Button("done", {.label = panel.say(Str::kDone), .name = name, .icon = Icon::kCheck})) {
      panel.Want(intent::LowerHand{hand});
    }
  }
}

// The person asked for breaks: it is said, and nothing is stopped.
void DrawBreakDue(const Panel& panel) {
  const Meeting& meeting = *panel.state.meeting;
  if (meeting.CurrentItem().IsNone() || !meeting.PausedBy().empty() ||
      !BreakIsDue(meeting, panel.state.wall_clock, meeting.Began())) {
    return;
  }
  auto status = panel.ui.Status("break", Politeness::kPolite, {.width = Fit()});
  const std::string text = panel.state.IsIndividual() ? std::string(panel.say(Str::kBreakDueYou))
                                                      : panel.say(Str::kBreakDue, PersonsName(panel.state, panel.say));
  panel.ui.Pill(text, PillKind::kTeal, Icon::kPause);
}

void DrawSpeaking(const Panel& panel) {
  if (!panel.state.MayWrite(DocumentKind::kPlan)) return;
  DrawBreakDue(panel);
  if (panel.ui.IsNarrow() || panel.state.simple) {
    DrawHand(panel, true);
    auto row = panel.ui.Row();
    DrawPause(panel, true);
    if (panel.ui.Button("explain", {.label = panel.say(Str::kExplain),
                                    .kind = ButtonKind::kOutline,
                                    .icon = Icon::kQuestion,
                                    .large = true,
                                    .width = Fill()})) {
      panel.Want(intent::AskWord{true});
    }
    return;
  }
  const std::vector<std::string> hands = panel.state.meeting->RaisedHands();
  const std::string who = WhoCanPause(panel);
  if (!hands.empty()) {
    std::string names = panel.state.FirstNameOf(hands.front());
    for (std::size_t i = 1; i < hands.size(); ++i) names += ", " + panel.state.FirstNameOf(hands[i]);
    auto status = panel.ui.Status("raised", Politeness::kPolite, {.width = Fit()});
    panel.ui.Pill(panel.say(Str::kHandsRaised, names), PillKind::kTeal, Icon::kHand);
  } else if (!who.empty())
    panel.ui.Text(panel.say(Str::kWhoCanPause, who), {.weight = Weight::kBold, .width = Fit()});
  panel.ui.Spring();
  DrawHand(panel, false);
  DrawPause(panel, false);
  if (panel.ui.Button(
          "summarise",
          {.label = panel.say(Str::kSummarise), .kind = ButtonKind::kPrimary, .icon_after = Icon::kArrowRight})) {
    panel.Want(intent::ShowView{View::kSummary});
  }
}

}  // namespace samsyn
