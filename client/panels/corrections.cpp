#include "client/panels/panels.h"
#include "client/panels/plan_words.h"
#include "client/panels/value_field.h"
#include "shared/meeting/records.h"
#include "shared/meeting/summary.h"

namespace samsyn {
namespace {

void DrawCorrecting(const Panel& panel, OpId about, const std::string& name) {
  const std::string label = panel.say(Str::kCorrectionField, name);
  const std::string text =
      DraftField(panel, "correction", {.label = label, .placeholder = panel.say(Str::kCorrectionHint)}).text;
  auto buttons = panel.ui.Wrap();
  if (panel.ui.Button("save", {.label = panel.say(Str::kCorrectionSave), .kind = ButtonKind::kPrimary})) {
    WantChange(panel, Correct, about, text);
    if (!IsBlank(text)) {
      ForgetDraft(panel, "correction");
      panel.Want(intent::WriteCorrection{});
    }
  }
  if (panel.ui.Button("cancel", {.label = panel.say(Str::kCancel)})) {
    ForgetDraft(panel, "correction");
    panel.Want(intent::WriteCorrection{});
  }
}

}  // namespace

void ListCorrections(const Panel& panel, OpId about) {
  for (const Correction& correction : CorrectionsOf(*panel.state.meeting, about)) {
    const std::string when = DayOfMoment(correction.at, panel);
    const std::string head = panel.say(Str::kCorrectionOf, when, panel.state.FirstNameOf(correction.by));
    panel.ui.Text(
        {{head, {.size = TextSize::kMuted, .weight = Weight::kBold}}, {correction.text, {.size = TextSize::kMuted}}});
    if (correction.rewritten_by.empty()) continue;
    const std::string who = panel.state.FirstNameOf(correction.rewritten_by);
    panel.ui.Text(panel.say(Str::kSummaryRewritten, who), {.size = TextSize::kMuted, .tone = Tone::kWarn});
  }
}

void DrawCorrections(const Panel& panel, OpId about, const std::string& name) {
  auto scope = panel.ui.KeyScope(RecordKey("corrections", about));
  ListCorrections(panel, about);
  if (!IsClosed(*panel.state.meeting) || !panel.state.MayWrite(DocumentKind::kPlan)) return;
  if (panel.state.corrected == about) return DrawCorrecting(panel, about, name);
  const std::string label = panel.say(Str::kCorrectName, name);
  auto row = panel.ui.Wrap();
  if (panel.ui.Button("correct", {.label = panel.say(Str::kCorrect), .name = label, .kind = ButtonKind::kPlain})) {
    panel.Want(intent::WriteCorrection{about});
  }
}

}  // namespace samsyn
