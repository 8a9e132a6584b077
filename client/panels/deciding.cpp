#include "client/panels/deciding.h"

namespace samsyn {
namespace {

bool IsAsked(const Panel& panel, const Question& question) {
  return panel.state.question.about == question.about && panel.state.question.participant == question.participant;
}

Str WhyNot(const AppState& state) {
  if (!state.online) return Str::kNotDecidedOffline;
  switch (*state.not_decided) {
    case Refusal::kMayNotDo:
    case Refusal::kMayNotRead:
    case Refusal::kMayNotWrite:
      return Str::kNotDecidedMayNot;
    case Refusal::kFull:
      return Str::kNotDecidedFull;
    case Refusal::kNoConsent:
      return Str::kNotDecidedConsent;
    default:
      return Str::kNotDecidedOther;
  }
}

}  // namespace

bool DecisionButton(const Panel& panel, Key key, ButtonSpec spec) {
  spec.disabled = spec.disabled || (panel.state.deciding && !panel.ui.IsFocused(key));
  return panel.ui.Button(key, spec) && !panel.state.deciding;
}

void AskButton(const Panel& panel, Key key, const Question& question, ButtonSpec spec) {
  const bool asked = IsAsked(panel, question);
  spec.expanded = asked ? Tristate::kTrue : Tristate::kFalse;
  if (DecisionButton(panel, key, spec)) panel.Want(intent::Ask{asked ? Question{} : question});
}

void DrawQuestion(const Panel& panel, const Question& question, const AskedBefore& asked) {
  if (!IsAsked(panel, question)) return;
  auto card = panel.ui.Card("question", CardKind::kDashedWarning, {}, {.gap = 12});
  {
    auto status = panel.ui.Status("text", Politeness::kAssertive);
    panel.ui.Text(asked.text, {.width = Fill()});
  }
  auto buttons = panel.ui.Wrap();
  if (DecisionButton(panel, "yes", {.label = asked.yes, .kind = ButtonKind::kDanger})) {
    panel.Want(intent::Decide{asked.decision});
  }
  if (panel.ui.Button("no", {.label = panel.say(Str::kCancel)})) panel.Want(intent::Ask{});
}

void DrawDeciding(const Panel& panel) {
  if (!panel.state.deciding) return;
  auto status = panel.ui.Status("deciding", Politeness::kPolite, {.width = Fit()});
  panel.ui.Pill(panel.say(Str::kDeciding), PillKind::kTeal);
}

void DrawNotDecided(const Panel& panel) {
  if (!panel.state.not_decided) return;
  auto strip = panel.ui.Status("not decided", Politeness::kAssertive,
                               {.padding = All(12), .background = Tone::kStopSoft, .radius = measure::kRadius});
  auto lines = panel.ui.Column({.width = Fill(), .gap = 2});
  panel.ui.Text(panel.say(Str::kNotDecidedTitle), {.weight = Weight::kBold, .tone = Tone::kStop});
  panel.ui.Text(panel.say(WhyNot(panel.state)));
}

}  // namespace samsyn
