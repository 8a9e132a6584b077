#include "shared/meeting/phases.h"

#include <array>

#include "client/panels/panels.h"

namespace samsyn {
namespace {

struct Step {
  View view;
  Str name;
};
constexpr std::array<Step, kPhaseCount> kSteps = {{{View::kVoice, Str::kViewPrepare},
                                                   {View::kOptions, Str::kViewOptions},
                                                   {View::kInvitation, Str::kViewInvitation},
                                                   {View::kMeeting, Str::kViewMeeting},
                                                   {View::kFollowUp, Str::kViewFollowUp}}};

ButtonKind KindOf(bool shown, std::size_t step, std::size_t phase) {
  if (shown) return ButtonKind::kPrimary;
  if (step == phase) return ButtonKind::kOutline;
  return step < phase ? ButtonKind::kStepDone : ButtonKind::kStep;
}

void DrawStep(const Panel& panel, std::size_t index, bool narrow) {
  const Step& step = kSteps[index];
  const auto phase = static_cast<std::size_t>(PhaseOf(*panel.state.meeting));
  const bool shown = panel.state.view == step.view && !narrow;
  const bool done = index < phase;
  const std::string_view label = panel.say(step.name);
  std::string name(label);
  if (done) name = panel.say(Str::kViewDone, label);
  if (index == phase) name = panel.say(Str::kViewNow, label);
  if (panel.ui.Button(Key("step", index), {.label = label,
                                           .name = name,
                                           .kind = KindOf(shown, index, phase),
                                           .icon = done             ? Icon::kCheck
                                                   : index == phase ? Icon::kDot
                                                                    : Icon::kNone,
                                           .pressed = shown ? Tristate::kTrue : Tristate::kFalse,
                                           .width = Fill()})) {
    panel.Want(intent::ShowView{step.view});
  }
}

}  // namespace

void DrawPhases(const Panel& panel) {
  const bool narrow = panel.ui.IsNarrow();
  auto steps = panel.ui.Landmark("steps", LandmarkKind::kNavigation, panel.say(Str::kViews),
                                 {.gap = 8, .padding = narrow ? Insets{} : Sides(16, 8)});
  auto row = narrow ? panel.ui.Column({.gap = 8}) : panel.ui.Row({.gap = 8});
  for (std::size_t index = 0; index < kSteps.size(); ++index) DrawStep(panel, index, narrow);
}

}  // namespace samsyn
