#include "client/panels/panels.h"
#include "client/panels/shared_text.h"
#include "client/panels/value_field.h"
#include "shared/meeting/commitments.h"
#include "shared/meeting/schema.h"

namespace samsyn {
namespace {

void DrawOwner(const Panel& panel, const Commitment& commitment) {
  const std::vector<Participant> people = panel.state.meeting->Participants();
  std::vector<std::string> options = {std::string(panel.say(Str::kNobodyYet))};
  std::size_t chosen = 0;
  for (const Participant& participant : people) {
    if (participant.id == commitment.owner) chosen = options.size();
    options.push_back(participant.name);
  }
  if (const auto choice = panel.ui.Select(
          "owner", {.label = panel.say(Str::kWho), .options = options, .chosen = chosen, .show_label = true})) {
    panel.Want(intent::SetOwner{commitment.record, *choice == 0 ? std::string() : people[*choice - 1].id});
  }
}

void DrawBody(const Panel& panel, const Commitment& commitment) {
  std::vector<std::string> options;
  for (const Str text : {Str::kBodyUnstated, Str::kBodyMunicipality, Str::kBodyRegion, Str::kBodyOther, Str::kBodyOwn,
                         Str::kBodyRelative}) {
    options.emplace_back(panel.say(text));
  }
  if (const auto choice = panel.ui.Select("body", {.label = panel.say(Str::kBody),
                                                   .options = options,
                                                   .chosen = static_cast<std::size_t>(commitment.body),
                                                   .show_label = true})) {
    panel.Want(intent::SetBody{commitment.record, static_cast<ResponsibleBody>(*choice)});
  }
}

void DrawState(const Panel& panel, const Commitment& commitment) {
  std::vector<std::string> options;
  for (const Str text : {Str::kStateProposed, Str::kStateTakenHome, Str::kStandingDone, Str::kStandingNotDone}) {
    options.emplace_back(panel.say(text));
  }
  if (const auto choice = panel.ui.Select("state", {.label = panel.say(Str::kStateLabel),
                                                    .options = options,
                                                    .chosen = static_cast<std::size_t>(commitment.state),
                                                    .show_label = true})) {
    panel.Want(intent::SetCommitmentState{commitment.record, static_cast<CommitmentState>(*choice)});
  }
}

void DrawDate(const Panel& panel, Key key, Str label, FieldRef field, const std::string& stored) {
  ValueField(panel, key, {.label = panel.say(label), .stored = stored, .kind = ValueKind::kDate},
             [field](Meeting& meeting, const Actor& me, const std::string& date) {
               const Rule rule = MayWriteOutcome(meeting, me);
               if (rule == Rule::kNone) meeting.Of(DocumentKind::kOutcome).Set(field, date);
               return rule;
             });
}

}  // namespace

void DrawCommitmentEditor(const Panel& panel, const Commitment& commitment) {
  (void)SharedText(panel, "what", DocumentKind::kOutcome, Meeting::WhatOf(commitment.record),
                   {.label = panel.say(Str::kWhat),
                    .multiline = true,
                    .show_label = true,
                    .placeholder = panel.say(Str::kWhatPlaceholder),
                    .max_code_points = 2000});
  DrawOwner(panel, commitment);
  DrawBody(panel, commitment);
  {
    auto dates = panel.ui.Row({.align = Align::kEnd});
    DrawDate(panel, "start", Str::kStart, {commitment.record, schema::kCommitmentStart}, commitment.start);
    DrawDate(panel, "latest", Str::kLatest, {commitment.record, schema::kCommitmentLatest}, commitment.latest);
  }
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
