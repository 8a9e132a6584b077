#include "client/panels/keep_copy.h"

#include <algorithm>
#include <span>

#include "client/keep/kept_forms.h"
#include "client/strings/export_words.h"
#include "shared/base/utf8.h"
#include "shared/export/plan_view.h"

namespace samsyn {
namespace {

struct Choice {
  KeptForm form;
  Str label;
};
constexpr Choice kPlanForms[] = {{KeptForm::kDocx, Str::kKeepDocx},
                                 {KeptForm::kHtml, Str::kKeepHtml},
                                 {KeptForm::kText, Str::kKeepText},
                                 {KeptForm::kMarkdown, Str::kKeepMarkdown}};
constexpr Choice kMeetingForms[] = {{KeptForm::kJson, Str::kKeepJson},
                                    {KeptForm::kTemplate, Str::kKeepTemplate},
                                    {KeptForm::kFhir, Str::kKeepFhir},
                                    {KeptForm::kProcess, Str::kKeepProcess}};

KeepFrom FromState(const Panel& panel) {
  const AppState& state = panel.state;
  return {*state.meeting, state.access,     panel.say,
          state.me,       state.RelayNow(), state.local_wall_clock - state.wall_clock};
}

void DrawForms(const Panel& panel, std::span<const Choice> choices) {
  auto row = panel.ui.Wrap();
  for (const Choice& choice : choices) {
    const std::string_view label = panel.say(choice.label);
    const std::string name = panel.say(Str::kKeepName, label);
    if (!panel.ui.Button(Key("keep", static_cast<std::size_t>(choice.form)), {.label = label, .name = name})) continue;
    KeptFile file = Keep(choice.form, FromState(panel));
    panel.Want(intent::SaveFile{std::move(file.name), std::move(file.type), std::move(file.content),
                                std::string(NameOf(choice.form))});
  }
}

// For each body that something was agreed with, and for oneself.
void DrawExtracts(const Panel& panel) {
  const std::vector<Commitment> commitments = panel.state.meeting->Commitments();
  const PlanWords words = PlanWordsOf(panel.say);
  auto row = panel.ui.Wrap();
  for (int i = 1; i < kResponsibleBodyCount; ++i) {
    const auto body = static_cast<ResponsibleBody>(i);
    const bool any = std::any_of(commitments.begin(), commitments.end(),
                                 [&](const Commitment& commitment) { return commitment.body == body; });
    if (!any) continue;
    const std::string label = panel.say(Str::kCopyBody, BodyNameIn(*panel.state.meeting, words, body));
    if (panel.ui.Button(Key("body", static_cast<std::size_t>(i)), {.label = label})) {
      panel.Want(intent::CopyText{TextForBody(FromState(panel), body), "text"});
    }
  }
  if (!panel.state.me.empty() && panel.ui.Button("mine", {.label = panel.say(Str::kCopyMyPart)})) {
    panel.Want(intent::CopyText{TextForPerson(FromState(panel), panel.state.me), "text"});
  }
}

}  // namespace

void DrawKeepCopy(const Panel& panel) {
  if (!panel.state.MayRead(DocumentKind::kPlan)) return;
  auto card = panel.ui.Card("keep", CardKind::kPlain, panel.say(Str::kKeepCopy));
  if (!Fold(panel, "keep fold", panel.say(Str::kKeepCopy), panel.say(Str::kKeepCopy), Weight::kBold)) return;
  panel.ui.Text(panel.say(Str::kKeepCopyAbout), kMutedText);
  panel.ui.Heading(3, panel.say(Str::kKeepPlan));
  DrawForms(panel, kPlanForms);
  panel.ui.Heading(3, panel.say(Str::kKeepParts));
  DrawExtracts(panel);
  panel.ui.Heading(3, panel.say(Str::kKeepMeeting));
  panel.ui.Text(panel.say(Str::kKeepMeetingAbout), kMutedText);
  DrawForms(panel, kMeetingForms);
}

void DrawCopyNotes(const Panel& panel, const AgendaItem& item) {
  const std::string name = panel.say(Str::kCopyNotes, TitleOrUntitled(item.title, panel.say));
  auto row = panel.ui.Wrap();
  if (panel.ui.Button("copy notes", {.label = panel.say(Str::kCopy), .name = name, .kind = ButtonKind::kPlain})) {
    panel.Want(intent::CopyText{NotesAsText(*panel.state.meeting, PlanWordsOf(panel.say), item.record)});
  }
}

void DrawCopyCommitment(const Panel& panel, const Commitment& commitment) {
  const std::string name = panel.say(Str::kCopyCommitment, TitleOrUntitled(commitment.what, panel.say));
  if (panel.ui.Button("copy", {.label = panel.say(Str::kCopy), .name = name, .kind = ButtonKind::kPlain})) {
    panel.Want(intent::CopyText{CommitmentAsText(*panel.state.meeting, PlanWordsOf(panel.say), commitment.record)});
  }
}

}  // namespace samsyn
