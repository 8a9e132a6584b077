#include "client/panels/panels.h"
#include "client/panels/plan_words.h"
#include "shared/meeting/needs.h"

namespace samsyn {
namespace {

void DrawStanding(const Panel& panel, const Commitment& commitment) {
  const std::string owner = panel.state.FirstNameOf(commitment.owner);
  switch (commitment.standing) {
    case Standing::kNobody:
      return;
    case Standing::kProposed:
      if (commitment.changed_since_yes) {
        return panel.ui.Pill(panel.say(Str::kStandingChanged, owner), PillKind::kWarning);
      }
      return panel.ui.Pill(panel.say(Str::kStandingProposed, owner), PillKind::kNeutral);
    case Standing::kPromised:
      return panel.ui.Pill(panel.say(Str::kStandingPromised, owner), PillKind::kOk, Icon::kCheck);
    case Standing::kTakenHome:
      return panel.ui.Pill(panel.say(Str::kStandingTakenHome), PillKind::kWarning);
    case Standing::kDone:
      return panel.ui.Pill(panel.say(Str::kStandingDone), PillKind::kOk, Icon::kCheck);
    case Standing::kNotDone:
      return panel.ui.Pill(panel.say(Str::kStandingNotDone), PillKind::kStop);
    case Standing::kOngoing:
      return panel.ui.Pill(panel.say(Str::kStandingOngoing), PillKind::kTeal);
    case Standing::kNoUse:
      return panel.ui.Pill(panel.say(Str::kStandingNoUse), PillKind::kNeutral);
  }
}

// What this one waits for: "Efter Aida: Utreder mer boendestöd".
void DrawAfter(const Panel& panel, const Commitment& commitment) {
  if (commitment.after.IsNone()) return;
  for (const Commitment& other : panel.state.meeting->Commitments()) {
    if (other.record == commitment.after) panel.ui.Pill(AfterText(panel, other), PillKind::kTeal);
  }
}

void DrawWho(const Panel& panel, const Commitment& commitment) {
  auto who = panel.ui.Row();
  const auto owner = panel.state.meeting->FindParticipant(commitment.owner);
  if (owner) panel.ui.Avatar(Initials(owner->name), PersonTone(panel.state.IndexOf(owner->id)), {});
  std::string line = WhoAndWhen(panel, commitment);
  if (commitment.voluntary) line += " · " + std::string(panel.say(Str::kVoluntary));
  panel.ui.Text(line, {.width = Fill()});
}

void DrawOwnYes(const Panel& panel, const Commitment& commitment, const std::string& what) {
  if (!panel.state.MayWrite(DocumentKind::kPlan)) return;
  const bool mine = commitment.owner == panel.state.me;
  const bool open = commitment.standing == Standing::kNobody || (mine && commitment.standing == Standing::kProposed);
  const std::string take = panel.say(Str::kITakeItName, what);
  const std::string back = panel.say(Str::kITakeBackName, what);
  if (open &&
      panel.ui.Button("take", {.label = panel.say(Str::kITakeIt), .name = take, .kind = ButtonKind::kOutline})) {
    panel.Want(intent::Accept{commitment.record});
  }
  const bool said_yes = commitment.standing == Standing::kPromised ||
                        (commitment.standing == Standing::kTakenHome && commitment.state == CommitmentState::kProposed);
  if (mine && said_yes && panel.ui.Button("take back", {.label = panel.say(Str::kITakeBack), .name = back})) {
    panel.Want(intent::TakeBack{commitment.record});
  }
}

void DrawCommitment(const Panel& panel, const Commitment& commitment) {
  const bool nobody = commitment.standing == Standing::kNobody;
  auto card = panel.ui.ListItem(RecordKey("commitment", commitment.record),
                                nobody ? CardKind::kDashedWarning : CardKind::kPlain, {.gap = 6});
  const std::string what = TitleOrUntitled(commitment.what, panel.say);
  const bool writes = panel.state.MayWrite(DocumentKind::kOutcome);
  const bool editing = writes && panel.state.edited_commitment == commitment.record;
  {
    auto head = panel.ui.Row({.align = Align::kStart});
    panel.ui.Heading(3, what, {.weight = Weight::kBold, .width = Fill()});
    const std::string edit = panel.say(Str::kEditCommitment, what);
    if (writes && panel.ui.Button("edit", {.label = panel.say(Str::kEdit),
                                           .name = edit,
                                           .kind = ButtonKind::kPlain,
                                           .expanded = editing ? Tristate::kTrue : Tristate::kFalse})) {
      panel.Want(intent::EditCommitment{editing ? OpId{} : commitment.record});
    }
  }
  if (editing) return DrawCommitmentEditor(panel, commitment);
  if (nobody) {
    panel.ui.Text(panel.say(Str::kNobodyHasTaken), kMutedText);
  } else {
    DrawWho(panel, commitment);
  }
  if (commitment.is_condition) DrawConditionWarning(panel);
  {
    auto standing = panel.ui.Wrap();
    DrawStanding(panel, commitment);
    DrawAfter(panel, commitment);
    DrawOwnYes(panel, commitment, what);
    const std::string need = panel.say(Str::kMakeNeedName, what);
    if (nobody && writes && panel.ui.Button("need", {.label = panel.say(Str::kMakeNeed), .name = need})) {
      WantChange(panel, MakeNeed, commitment.record);
    }
  }
  DrawCorrections(panel, commitment.record, what);
}

void DrawRemovedCommitments(const Panel& panel) {
  const std::vector<Commitment> removed = panel.state.meeting->DeletedCommitments();
  if (removed.empty() || !panel.state.MayWrite(DocumentKind::kOutcome)) return;
  panel.ui.Heading(3, panel.say(Str::kRemoved), {.size = TextSize::kMuted, .tone = Tone::kSoft});
  for (const Commitment& commitment : removed) {
    if (RestoreButton(panel, commitment.record, commitment.what)) {
      panel.Want(intent::RestoreCommitment{commitment.record});
    }
  }
}

}  // namespace

std::string AfterText(const Panel& panel, const Commitment& first) {
  const std::string owner =
      first.owner.empty() ? std::string(panel.say(Str::kNobodyYet)) : panel.state.FirstNameOf(first.owner);
  return panel.say(Str::kAfterOwner, owner, TitleOrUntitled(first.what, panel.say));
}

void DrawConditionWarning(const Panel& panel) {
  auto strip = panel.ui.Row({.padding = All(10), .background = Tone::kWarnSoft, .radius = measure::kRadius});
  panel.ui.Picture(Icon::kWarning, Tone::kWarn);
  panel.ui.Text(panel.say(Str::kConditionWarning), {.size = TextSize::kMuted, .tone = Tone::kWarn, .width = Fill()});
}

void DrawWhoAndStanding(const Panel& panel, const Commitment& commitment) {
  if (commitment.standing == Standing::kNobody) {
    return panel.ui.Text(panel.say(Str::kNobodyHasTaken), kMutedText);
  }
  DrawWho(panel, commitment);
  auto standing = panel.ui.Wrap();
  DrawStanding(panel, commitment);
}

void DrawOutcomes(const Panel& panel) {
  const std::vector<Commitment> commitments = panel.state.meeting->Commitments();
  const bool writes = panel.state.MayWrite(DocumentKind::kOutcome);
  std::size_t open = 0;
  for (const Commitment& commitment : commitments) {
    if (commitment.standing == Standing::kNobody || commitment.standing == Standing::kProposed) ++open;
  }
  {
    auto head = panel.ui.Row({.justify = Justify::kBetween});
    panel.ui.Heading(2, panel.say(Str::kOutcomes));
    if (!commitments.empty()) {
      panel.ui.Text(panel.say(Str::kOutcomeCount, std::to_string(commitments.size() - open), std::to_string(open)),
                    {.size = TextSize::kMuted, .tone = Tone::kSoft, .width = Fit()});
    }
  }
  if (commitments.empty()) {
    auto card = panel.ui.Card("none");
    panel.ui.Text(panel.say(writes ? Str::kNoOutcomesWriter : Str::kNoOutcomes), kMutedText);
  } else {
    auto list = panel.ui.List("commitments", panel.say(Str::kOutcomes));
    for (const Commitment& commitment : commitments) DrawCommitment(panel, commitment);
  }
  if (writes && panel.ui.Button("add", {.label = panel.say(Str::kAddCommitment),
                                        .icon = Icon::kPlus,
                                        .width = Fill(),
                                        .label_align = Align::kStart})) {
    panel.Want(intent::AddCommitment{{}, panel.state.ShownItem()});
  }
  DrawRemovedCommitments(panel);
  if (!commitments.empty() && panel.ui.Button("timeline", {.label = panel.say(Str::kViewTimeline),
                                                           .icon_after = Icon::kArrowRight,
                                                           .width = Fill(),
                                                           .label_align = Align::kStart})) {
    panel.Want(intent::ShowView{View::kTimeline});
  }
  DrawNeeds(panel);
  DrawDissents(panel);
}

}  // namespace samsyn
