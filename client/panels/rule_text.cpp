#include "client/panels/rule_text.h"

namespace samsyn {
namespace {

Str SentenceOf(Rule rule) {
  switch (rule) {
    case Rule::kNone:
    case Rule::kReadsOnly:
      return Str::kRuleReadsOnly;
    case Rule::kPersonsOwn:
      return Str::kRulePersonsOwn;
    case Rule::kPersonsOrder:
      return Str::kRulePersonsOrder;
    case Rule::kChairOrSecretary:
      return Str::kRuleChairOrSecretary;
    case Rule::kLeadsMeeting:
      return Str::kRuleLeadsMeeting;
    case Rule::kOwnMandate:
      return Str::kRuleOwnMandate;
    case Rule::kTakenHome:
      return Str::kRuleTakenHome;
    case Rule::kOwnersYes:
      return Str::kRuleOwnersYes;
    case Rule::kOwnDissent:
      return Str::kRuleOwnDissent;
    case Rule::kPauseOthers:
      return Str::kRulePauseOthers;
    case Rule::kNothingWritten:
      return Str::kRuleNothingWritten;
    case Rule::kNotApproved:
      return Str::kRuleNotApproved;
    case Rule::kReasonToClose:
      return Str::kRuleReasonToClose;
    case Rule::kReasonForNeed:
      return Str::kRuleReasonForNeed;
    case Rule::kClosed:
      return Str::kRuleClosed;
    case Rule::kNotClosed:
      return Str::kRuleNotClosed;
    case Rule::kOwnTurn:
      return Str::kRuleOwnTurn;
    case Rule::kNoCircle:
      return Str::kRuleNoCircle;
  }
  return Str::kRuleReadsOnly;
}

}  // namespace

std::string RuleText(Rule rule, const AppState& state, const Strings& say) {
  return say(SentenceOf(rule), PersonsName(state, say));
}

void DrawRule(const Panel& panel) {
  if (panel.state.rule == Rule::kNone) return;
  auto strip =
      panel.ui.Status("rule", Politeness::kAssertive, {.padding = Sides(20, 10), .background = Tone::kNowSoft});
  const bool narrow = panel.ui.IsNarrow();
  auto lines = narrow ? panel.ui.Column({.align = Align::kStart}) : panel.ui.Row();
  panel.ui.Text(RuleText(panel.state.rule, panel.state, panel.say), {.weight = Weight::kBold, .width = Fill()});
  if (panel.ui.Button("rule understood", {.label = panel.say(Str::kUnderstood)})) panel.Want(intent::UnderstandRule{});
}

}  // namespace samsyn
