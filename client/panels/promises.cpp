// Promised and kept: what was agreed, what came of it, and why. Plainly, for everybody alike; nothing is counted.
#include "client/panels/panels.h"
#include "client/panels/plan_words.h"
#include "client/panels/shared_text.h"
#include "client/panels/value_field.h"
#include "shared/meeting/follow_up.h"
#include "shared/meeting/needs.h"
#include "shared/meeting/records.h"

namespace samsyn {
namespace {

bool Writes(const Panel& panel) { return panel.state.MayWrite(DocumentKind::kOutcome); }

bool HasResult(const Commitment& commitment) {
  return commitment.state != CommitmentState::kProposed && commitment.state != CommitmentState::kTakenHome;
}

std::string WhatOf(const Panel& panel, const Commitment& commitment) {
  return TitleOrUntitled(commitment.what, panel.say);
}

// One of several answers; pressed again it is taken back.
bool AnswerButton(const Panel& panel, std::uint64_t which, Str answer, const std::string& about, bool is_answer) {
  const std::string_view label = panel.say(answer);
  const std::string name = panel.say(Str::kFollowUpResultName, label, about);
  return panel.ui.Button(Key("answer", which),
                         {.label = label, .name = name, .pressed = is_answer ? Tristate::kTrue : Tristate::kFalse});
}

void DrawResult(const Panel& panel, const Commitment& commitment) {
  if (!Writes(panel)) {
    auto row = panel.ui.Wrap();
    if (HasResult(commitment)) return DrawShortStanding(panel, commitment);
    return panel.ui.Text(panel.say(Str::kFollowUpNotAsked), kMutedText);
  }
  constexpr struct {
    CommitmentState state;
    Str text;
  } kResults[] = {{CommitmentState::kDone, Str::kStandingDone},
                  {CommitmentState::kOngoing, Str::kStandingOngoing},
                  {CommitmentState::kNotDone, Str::kStandingNotDone},
                  {CommitmentState::kNoUse, Str::kFollowUpNoUse}};
  const std::string what = WhatOf(panel, commitment);
  auto row = panel.ui.Wrap({.gap = 6});
  for (const auto& result : kResults) {
    const bool is_result = commitment.state == result.state;
    if (AnswerButton(panel, static_cast<std::uint64_t>(result.state), result.text, what, is_result)) {
      WantChange(panel, SetResult, commitment.record, is_result ? CommitmentState::kProposed : result.state);
    }
  }
}

void DrawLate(const Panel& panel, const Commitment& commitment) {
  const int days = DaysLate(commitment);
  if (days == 0) return;
  panel.ui.Text(days == 1 ? std::string(panel.say(Str::kFollowUpOneLate))
                          : panel.say(Str::kFollowUpLate, std::to_string(days)));
}

void DrawDone(const Panel& panel, const Commitment& commitment) {
  if (commitment.state != CommitmentState::kDone) return;
  if (Writes(panel)) {
    const std::string label = panel.say(Str::kFollowUpDoneName, WhatOf(panel, commitment));
    panel.ui.Text(panel.say(Str::kFollowUpDone), kMutedText);
    ValueField(panel, "done",
               {.label = label, .stored = commitment.done_date, .kind = ValueKind::kDate, .show_label = false},
               Into(commitment.record, SetDoneDate));
  } else if (!commitment.done_date.empty()) {
    const std::string day = panel.say.ShortDate(commitment.done_date, panel.state.Today());
    panel.ui.Text(panel.say(Str::kFollowUpDoneOn, day));
  }
  DrawLate(panel, commitment);
}

void DrawNewOwner(const Panel& panel, const Commitment& commitment) {
  if (commitment.state != CommitmentState::kNotDone) return;
  if (Writes(panel)) {
    const std::string label = panel.say(Str::kFollowUpNewOwnerName, WhatOf(panel, commitment));
    panel.ui.Text(panel.say(Str::kFollowUpNewOwner), kMutedText);
    PersonChoice(panel, "new owner", {.label = label, .chosen = commitment.new_owner, .show_label = false},
                 Into(commitment.record, SetNewOwner));
  }
  if (commitment.new_owner.empty()) return;
  panel.ui.Text(panel.say(Str::kFollowUpTakesOver, panel.state.FirstNameOf(commitment.new_owner)));
}

// What happened, in a few words, for who writes; as it is written for everybody else.
void DrawWritten(const Panel& panel, Key key, FieldRef text, Str caption, const std::string& label) {
  if (!Writes(panel)) {
    const std::string written = panel.state.meeting->Of(DocumentKind::kOutcome).TextOf(text);
    if (!IsBlank(written)) panel.ui.Text(written);
    return;
  }
  panel.ui.Text(panel.say(caption), kMutedText);
  (void)SharedText(panel, key, DocumentKind::kOutcome, text,
                   {.label = label, .multiline = true, .max_code_points = 2000});
}

void DrawPromise(const Panel& panel, const Commitment& commitment) {
  auto item = panel.ui.ListItem(RecordKey("promise", commitment.record), CardKind::kPlain, {.gap = 6});
  const std::string what = WhatOf(panel, commitment);
  panel.ui.Heading(4, what, {.weight = Weight::kBold});
  panel.ui.Text(WhoAndWhen(panel, commitment));
  ListCorrections(panel, commitment.record);
  DrawResult(panel, commitment);
  if (!HasResult(commitment) && IsBlank(commitment.why)) return;
  DrawWritten(panel, "why", Meeting::WhyOf(commitment.record), Str::kFollowUpWhy,
              panel.say(Str::kFollowUpWhyName, what));
  DrawDone(panel, commitment);
  DrawNewOwner(panel, commitment);
}

void DrawNeedLeft(const Panel& panel, const Need& need) {
  auto item = panel.ui.ListItem(RecordKey("need", need.record), CardKind::kPlain, {.gap = 6});
  const std::string what = TitleOrUntitled(need.what, panel.say);
  panel.ui.Heading(4, what, {.weight = Weight::kBold});
  if (!need.carrier.empty()) panel.ui.Text(panel.say(Str::kSummaryCarries, panel.state.FirstNameOf(need.carrier)));
  if (!IsBlank(need.next)) panel.ui.Text(panel.say(Str::kSummaryNeedNext, need.next));
  ListCorrections(panel, need.record);
  {
    auto row = panel.ui.Wrap({.gap = 6});
    const auto answer = [&](NeedState state, Str text) {
      const bool is_answer = need.state == state;
      if (AnswerButton(panel, static_cast<std::uint64_t>(state), text, what, is_answer)) {
        WantChange(panel, SetNeedResult, need.record, is_answer ? NeedState::kOpen : state);
      }
    };
    if (Writes(panel)) {
      answer(NeedState::kRemains, Str::kFollowUpRemains);
      answer(NeedState::kSolved, Str::kFollowUpSolved);
    } else if (need.state == NeedState::kOpen) {
      panel.ui.Text(panel.say(Str::kFollowUpNotAsked), kMutedText);
    } else {
      const bool solved = need.state == NeedState::kSolved;
      panel.ui.Pill(panel.say(solved ? Str::kFollowUpSolved : Str::kFollowUpRemains),
                    solved ? PillKind::kOk : PillKind::kWarning, solved ? Icon::kCheck : Icon::kNone);
    }
  }
  if (need.state == NeedState::kOpen && IsBlank(need.comment)) return;
  DrawWritten(panel, "comment", NeedComment(need.record), Str::kFollowUpComment,
              panel.say(Str::kFollowUpCommentName, what));
}

}  // namespace

void DrawPromises(const Panel& panel) {
  const std::vector<Commitment> commitments = panel.state.meeting->Commitments();
  const std::vector<Need> needs = NeedsOf(*panel.state.meeting);
  panel.ui.Heading(3, panel.say(Str::kFollowUpPromises), {.size = TextSize::kLarge, .weight = Weight::kBold});
  if (commitments.empty() && needs.empty()) {
    auto card = panel.ui.Card("nothing");
    panel.ui.Text(panel.say(Str::kFollowUpNoPromises), kMutedText);
  }
  if (!commitments.empty()) {
    auto list = panel.ui.List("promises", panel.say(Str::kFollowUpPromises));
    for (const Commitment& commitment : commitments) DrawPromise(panel, commitment);
  }
  if (needs.empty()) return;
  panel.ui.Heading(3, panel.say(Str::kNeeds), {.size = TextSize::kLarge, .weight = Weight::kBold});
  auto list = panel.ui.List("needs", panel.say(Str::kNeeds));
  for (const Need& need : needs) DrawNeedLeft(panel, need);
}

}  // namespace samsyn
