// The follow-up: what was said last time, the person's words, promised and kept, and what happens next. Everybody sees
// the same.
#include "shared/meeting/follow_up.h"

#include "client/panels/panels.h"
#include "client/panels/plan_words.h"
#include "client/panels/shared_text.h"
#include "shared/meeting/records.h"
#include "shared/meeting/summary.h"
#include "shared/meeting/voice.h"

namespace samsyn {
namespace {

void DrawNotYet(const Panel& panel) {
  auto card = panel.ui.Card("not yet", CardKind::kPlain, {}, {.gap = 12});
  panel.ui.Text(panel.say(Str::kFollowUpNotYet), kBoldText);
  panel.ui.Text(panel.say(Str::kFollowUpNotYetHow));
  auto row = panel.ui.Wrap();
  if (panel.ui.Button("summary", {.label = panel.say(Str::kFollowUpToSummary), .icon_after = Icon::kArrowRight})) {
    panel.Want(intent::ShowView{View::kSummary});
  }
}

void DrawPersonsWords(const Panel& panel) {
  const std::string name = PersonsName(panel.state, panel.say);
  const std::string title =
      panel.state.IsIndividual() ? std::string(panel.say(Str::kSummaryOwnWords)) : panel.say(Str::kPersonsWords, name);
  const FieldRef text = FollowUpWords(panel.state.meeting->Round());
  auto card = panel.ui.Card("words", CardKind::kPlain, title);
  panel.ui.Heading(3, title);
  if (panel.state.MayWrite(DocumentKind::kVoice)) {
    const std::string hint(panel.say(Str::kFollowUpWordsHint));
    (void)SharedText(
        panel, "words", DocumentKind::kVoice, text,
        {.label = panel.say(Str::kFollowUpMyWords), .multiline = true, .placeholder = hint, .min_height = 90});
    return;
  }
  DrawPersonsText(panel, text);
  if (IsBlank(panel.state.meeting->Of(DocumentKind::kVoice).TextOf(text))) {
    panel.ui.Text(panel.say(Str::kFollowUpNoWords, name), kMutedText);
  }
}

void DrawNewRoundQuestion(const Panel& panel) {
  auto card = panel.ui.Card("question", CardKind::kDashedWarning, {}, {.gap = 12});
  {
    auto status = panel.ui.Status("text", Politeness::kAssertive);
    panel.ui.Text(panel.say(Str::kFollowUpAskNewRound), {.width = Fill()});
  }
  auto buttons = panel.ui.Wrap();
  if (panel.ui.Button("yes", {.label = panel.say(Str::kFollowUpAskNewRoundYes), .kind = ButtonKind::kPrimary})) {
    WantChange(panel, StartNewRound);
    panel.Want(intent::Ask{});
    panel.Want(intent::ShowView{View::kVoice});
  }
  if (panel.ui.Button("no", {.label = panel.say(Str::kCancel)})) panel.Want(intent::Ask{});
}

void DrawNewRound(const Panel& panel) {
  panel.ui.Text(panel.say(Str::kFollowUpNewRoundAbout), kMutedText);
  const bool asked = panel.state.question.about == Question::About::kNewRound;
  {
    auto row = panel.ui.Wrap();
    if (panel.ui.Button("new round", {.label = panel.say(Str::kFollowUpNewRound),
                                      .expanded = asked ? Tristate::kTrue : Tristate::kFalse})) {
      panel.Want(intent::Ask{asked ? Question{} : Question{Question::About::kNewRound, {}, {}}});
    }
  }
  if (asked) DrawNewRoundQuestion(panel);
}

void DrawEnd(const Panel& panel) {
  const FollowUp follow_up = FollowUpOf(*panel.state.meeting);
  const bool writes = panel.state.MayWrite(DocumentKind::kOutcome);
  auto card = panel.ui.Card("end", CardKind::kPlain, panel.say(Str::kFollowUpFinish), {.gap = 12});
  panel.ui.Heading(3, panel.say(Str::kFollowUpFinish));
  if (follow_up.ended_at != 0) {
    panel.ui.Text(panel.say(Str::kFollowUpEnded, MomentText(follow_up.ended_at, panel.state, panel.say)));
  } else if (!writes) {
    panel.ui.Text(panel.say(Str::kFollowUpNotEnded), kMutedText);
  } else {
    auto row = panel.ui.Wrap();
    if (panel.ui.Button("end", {.label = panel.say(Str::kFollowUpEndIt), .kind = ButtonKind::kPrimary})) {
      WantChange(panel, EndFollowUp);
    }
  }
  if (writes) DrawNewRound(panel);
}

}  // namespace

void DrawFollowUp(const Panel& panel) {
  panel.ui.Heading(2, panel.say(Str::kViewFollowUp));
  if (!IsClosed(*panel.state.meeting)) return DrawNotYet(panel);
  DrawLastFeedback(panel);
  DrawPersonsWords(panel);
  DrawPromises(panel);
  DrawBooking(panel);
  if (FollowUpBegan(*panel.state.meeting)) DrawFeedback(panel);
  DrawEnd(panel);
}

}  // namespace samsyn
