#include "client/panels/panels.h"
#include "client/panels/plan_words.h"
#include "client/panels/shared_text.h"
#include "client/panels/value_field.h"
#include "shared/meeting/commitments.h"
#include "shared/meeting/voice.h"

namespace samsyn {
namespace {

void DrawBody(const Panel& panel, const Commitment& commitment) {
  const std::vector<std::string> names = BodyNames(panel.say);
  if (const auto choice = panel.ui.Select("body", {.label = panel.say(Str::kBody),
                                                   .options = names,
                                                   .chosen = static_cast<std::size_t>(commitment.body),
                                                   .show_label = true})) {
    panel.Want(intent::SetBody{commitment.record, static_cast<ResponsibleBody>(*choice)});
  }
}

void DrawState(const Panel& panel, const Commitment& commitment) {
  std::vector<std::string> options;
  for (const Str text : {Str::kStateProposed, Str::kStateTakenHome, Str::kStandingDone, Str::kStandingNotDone,
                         Str::kStandingOngoing, Str::kStandingNoUse}) {
    options.emplace_back(panel.say(text));
  }
  if (const auto choice = panel.ui.Select("state", {.label = panel.say(Str::kStateLabel),
                                                    .options = options,
                                                    .chosen = static_cast<std::size_t>(commitment.state),
                                                    .show_label = true})) {
    panel.Want(intent::SetCommitmentState{commitment.record, static_cast<CommitmentState>(*choice)});
  }
}

// The person's goals, so that what is done is for something they want.
void DrawGoal(const Panel& panel, const Commitment& commitment) {
  const std::vector<Goal> goals = GoalsOf(*panel.state.meeting);
  if (goals.empty()) return;
  std::vector<std::string> options = {std::string(panel.say(Str::kNoGoal))};
  std::size_t chosen = 0;
  for (const Goal& goal : goals) {
    if (goal.record == commitment.goal) chosen = options.size();
    options.push_back(TitleOrUntitled(goal.text, panel.say));
  }
  if (const auto choice = panel.ui.Select(
          "goal", {.label = panel.say(Str::kGoal), .options = options, .chosen = chosen, .show_label = true})) {
    WantChange(panel, SetCommitmentGoal, commitment.record, *choice == 0 ? OpId{} : goals[*choice - 1].record);
  }
}

void DrawAfter(const Panel& panel, const Commitment& commitment) {
  std::vector<Commitment> others = panel.state.meeting->Commitments();
  std::erase_if(others, [&](const Commitment& other) { return other.record == commitment.record; });
  if (others.empty()) return;
  std::vector<std::string> options = {std::string(panel.say(Str::kAfterNothing))};
  std::size_t chosen = 0;
  for (const Commitment& other : others) {
    if (other.record == commitment.after) chosen = options.size();
    options.push_back(TitleOrUntitled(other.what, panel.say));
  }
  if (const auto choice = panel.ui.Select(
          "after", {.label = panel.say(Str::kAfter), .options = options, .chosen = chosen, .show_label = true})) {
    WantChange(panel, SetCommitmentAfter, commitment.record, *choice == 0 ? OpId{} : others[*choice - 1].record);
  }
}

void DrawFlags(const Panel& panel, const Commitment& commitment) {
  const std::string open_ended = panel.say(Str::kOpenEnded, PersonsName(panel.state, panel.say));
  const auto flag = [&](Key key, std::string_view label, CommitmentFlag which, bool checked) {
    if (const auto on = panel.ui.Checkbox(key, {.label = label, .checked = checked})) {
      WantChange(panel, SetCommitmentFlag, commitment.record, which, *on);
    }
  };
  flag("open ended", open_ended, CommitmentFlag::kOpenEnded, commitment.open_ended);
  flag("voluntary", panel.say(Str::kVoluntary), CommitmentFlag::kVoluntary, commitment.voluntary);
  flag("condition", panel.say(Str::kCondition), CommitmentFlag::kCondition, commitment.is_condition);
  if (commitment.is_condition) DrawConditionWarning(panel);
}

}  // namespace

void DrawCommitmentEditor(const Panel& panel, const Commitment& commitment) {
  (void)SharedText(panel, "what", DocumentKind::kOutcome, Meeting::WhatOf(commitment.record),
                   {.label = panel.say(Str::kWhat),
                    .multiline = true,
                    .show_label = true,
                    .placeholder = panel.say(Str::kWhatPlaceholder),
                    .max_code_points = 2000});
  PersonChoice(panel, "owner", {.label = panel.say(Str::kWho), .chosen = commitment.owner},
               Into(commitment.record, SetOwner));
  DrawBody(panel, commitment);
  {
    const auto date = [&](Key key, Str label, const std::string& stored, auto set) {
      ValueField(panel, key, {.label = panel.say(label), .stored = stored, .kind = ValueKind::kDate},
                 Into(commitment.record, set));
    };
    auto dates = panel.ui.Row({.align = Align::kEnd});
    date("start", Str::kStart, commitment.start, SetCommitmentStart);
    date("latest", Str::kLatest, commitment.latest, SetCommitmentLatest);
  }
  DrawGoal(panel, commitment);
  DrawAfter(panel, commitment);
  DrawFlags(panel, commitment);
  DrawState(panel, commitment);
  auto buttons = panel.ui.Wrap();
  if (panel.ui.Button("done", {.label = panel.say(Str::kEditDone), .kind = ButtonKind::kOutline})) {
    panel.Want(intent::EditCommitment{});
  }
  const std::string remove = panel.say(Str::kRemoveName, TitleOrUntitled(commitment.what, panel.say));
  if (panel.ui.Button(
          "remove",
          {.label = panel.say(Str::kRemove), .name = remove, .kind = ButtonKind::kDanger, .icon = Icon::kTrash})) {
    panel.Want(intent::RemoveCommitment{commitment.record});
  }
}

}  // namespace samsyn
