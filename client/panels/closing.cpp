// Before the meeting ends: what there should be, what is missing in plain words, the person's yes, and closing. All of
// it can be closed without, with a reason.
#include <algorithm>

#include "client/panels/panels.h"
#include "client/panels/plan_words.h"
#include "client/panels/value_field.h"
#include "shared/meeting/follow_up.h"
#include "shared/meeting/phases.h"
#include "shared/meeting/records.h"
#include "shared/meeting/summary.h"

namespace samsyn {
namespace {

bool MayClose(const Panel& panel) {
  return panel.state.MayWrite(DocumentKind::kOutcome) && !IsClosed(*panel.state.meeting);
}

Str ApprovalText(PlanApproval approval) {
  if (approval == PlanApproval::kApproved) return Str::kClosingSaidYes;
  return approval == PlanApproval::kChanged ? Str::kClosingChanged : Str::kClosingNotYet;
}

std::string NameOr(const std::string& name, const std::string& other) { return IsBlank(name) ? other : name; }

std::string OverallText(const Panel& panel) {
  const Overall overall = OverallOf(*panel.state.meeting);
  std::string text;
  if (overall.body != ResponsibleBody::kUnstated) text = BodyName(overall.body, panel.say);
  // "Sjövalla kommun" rather than "kommun", where that is known.
  if (overall.body == ResponsibleBody::kMunicipality) text = NameOr(MunicipalityOf(*panel.state.meeting), text);
  if (overall.body == ResponsibleBody::kRegion) text = NameOr(RegionOf(*panel.state.meeting), text);
  if (!overall.participant.empty()) {
    text += (text.empty() ? "" : ", ") + panel.state.FirstNameOf(overall.participant);
  }
  return text;
}

std::string FollowUpText(const Panel& panel) {
  const FollowUp follow_up = FollowUpOf(*panel.state.meeting);
  return WhenAndWhere({{}, follow_up.date, follow_up.start, follow_up.end, {}, {}}, panel.say);
}

struct CheckText {
  std::string label;
  std::string value;  // who, or when
};

CheckText TextOfCheck(const Panel& panel, const Check& check) {
  const auto with = [&](Str alone, Str before, std::string value) {
    return check.done ? CheckText{std::string(panel.say(before)), std::move(value)}
                      : CheckText{std::string(panel.say(alone)), {}};
  };
  switch (check.kind) {
    case CheckKind::kMeasures:
      return {std::string(panel.say(Str::kClosingMeasures)), {}};
    case CheckKind::kBodies:
      return {std::string(panel.say(Str::kClosingBodies)), {}};
    case CheckKind::kOthers:
      return {std::string(panel.say(Str::kClosingOthers)), {}};
    case CheckKind::kOverall:
      return with(Str::kClosingOverall, Str::kClosingOverallIs, OverallText(panel));
    case CheckKind::kFollowUp:
      return with(Str::kViewFollowUp, Str::kClosingFollowUpIs, FollowUpText(panel));
    case CheckKind::kApproved:
      break;
  }
  const PlanApproval approval = PlanApprovalOf(*panel.state.meeting);
  return {panel.say(ApprovalText(approval), PersonsName(panel.state, panel.say)), {}};
}

void DrawCheck(const Panel& panel, const Check& check) {
  auto item = panel.ui.ListItem(Key("check", static_cast<std::uint64_t>(check.kind)), CardKind::kBare,
                                {.padding = Sides(0, 2)});
  auto row = panel.ui.Row({.align = Align::kStart});
  const Tone tone = check.done ? Tone::kOk : Tone::kWarn;
  const CheckText text = TextOfCheck(panel, check);
  panel.ui.Picture(check.done ? Icon::kCheck : Icon::kCircle, tone,
                   panel.say(check.done ? Str::kClosingIsThere : Str::kClosingIsNotThere));
  auto lines = panel.ui.Column({.width = Fill(), .gap = 0});
  panel.ui.Text({{text.label, {.tone = check.done ? Tone::kInk : Tone::kWarn}}, {text.value, kBoldText}});
  if (check.required) panel.ui.Text(panel.say(Str::kClosingRequired), kMutedText);
}

void DrawChecks(const Panel& panel) {
  auto card = panel.ui.Card("checks", CardKind::kPlain, panel.say(Str::kClosingChecks));
  panel.ui.Heading(3, panel.say(Str::kClosingChecks));
  auto list = panel.ui.List("list", panel.say(Str::kClosingChecks), {.gap = 4});
  for (const Check& check : ChecksOf(*panel.state.meeting)) DrawCheck(panel, check);
}

std::string MissingText(const Panel& panel, const MissingThing& thing) {
  const std::string name = TitleOrUntitled(thing.name, panel.say);
  const auto about = [&](Str text) { return panel.say(text, name); };
  switch (thing.what) {
    case Missing::kNoCommitments:
      return std::string(panel.say(Str::kMissingCommitments));
    case Missing::kOwner:
      return about(Str::kMissingOwner);
    case Missing::kYes:
      for (const Commitment& commitment : panel.state.meeting->Commitments()) {
        if (commitment.record != thing.about) continue;
        return panel.say(Str::kMissingYes, panel.state.FirstNameOf(commitment.owner), name);
      }
      return about(Str::kMissingOwner);
    case Missing::kBody:
      return about(Str::kMissingBody);
    case Missing::kWhen:
      return about(Str::kMissingWhen);
    case Missing::kAnswerDay:
      return about(Str::kMissingAnswerDay);
    case Missing::kGoal:
      return about(Str::kMissingGoal);
    case Missing::kCondition:
      return about(Str::kMissingCondition);
    case Missing::kCarrier:
      return about(Str::kMissingCarrier);
    case Missing::kNextStep:
      return about(Str::kMissingNextStep);
    case Missing::kOverall:
      return std::string(panel.say(Str::kMissingOverall));
    case Missing::kFollowUp:
      return std::string(panel.say(Str::kMissingFollowUp));
    case Missing::kApproval:
      break;
  }
  return panel.say(Str::kMissingApproval, PersonsName(panel.state, panel.say));
}

void GoTo(const Panel& panel, const MissingThing& thing) {
  if (thing.what == Missing::kCarrier || thing.what == Missing::kNextStep) {
    panel.Want(intent::EditNeed{thing.about});
  } else {
    panel.Want(intent::EditCommitment{thing.about});
  }
  panel.Want(intent::ShowTab{Tab::kOutcomes});
}

// Whoever may change it is led to it.
void DrawMissing(const Panel& panel, const std::vector<MissingThing>& missing) {
  auto card = panel.ui.Card("missing", CardKind::kPlain, panel.say(Str::kClosingMissing));
  panel.ui.Heading(3, panel.say(Str::kClosingMissing));
  if (missing.empty()) return panel.ui.Text(panel.say(Str::kClosingNothingMissing), kMutedText);
  auto list = panel.ui.List("list", panel.say(Str::kClosingMissing), {.gap = 2});
  for (std::size_t i = 0; i < missing.size(); ++i) {
    const std::string text = MissingText(panel, missing[i]);
    auto item = panel.ui.ListItem(Key("thing", i));
    if (missing[i].about.IsNone() || !MayClose(panel)) {
      panel.ui.Text(text);
      continue;
    }
    auto press =
        panel.ui.Pressable("go", {.name = text, .layout = {.padding = Sides(0, 6), .justify = Justify::kCenter}});
    auto row = panel.ui.Row();
    panel.ui.Text(text, {.tone = Tone::kTeal, .width = Fill()});
    panel.ui.Picture(Icon::kArrowRight, Tone::kTeal);
    if (press.pressed) GoTo(panel, missing[i]);
  }
}

void DrawOverall(const Panel& panel) {
  auto card = panel.ui.Card("overall", CardKind::kPlain, panel.say(Str::kClosingOverall));
  panel.ui.Heading(3, panel.say(Str::kClosingOverall));
  const Overall overall = OverallOf(*panel.state.meeting);
  const std::vector<std::string> names = BodyNames(panel.say);
  if (const auto choice = panel.ui.Select("body", {.label = panel.say(Str::kOverallBody),
                                                   .options = names,
                                                   .chosen = static_cast<std::size_t>(overall.body),
                                                   .show_label = true})) {
    WantChange(panel, SetOverall, Overall{static_cast<ResponsibleBody>(*choice), overall.participant});
  }
  PersonChoice(panel, "person", {.label = panel.say(Str::kOverallPerson), .chosen = overall.participant},
               [](Meeting& meeting, const Actor& me, const std::string& participant) {
                 return SetOverall(meeting, me, {OverallOf(meeting).body, participant});
               });
}

void DrawApprovalState(const Panel& panel, PlanApproval approval) {
  const std::string name = PersonsName(panel.state, panel.say);
  if (approval == PlanApproval::kNone) return;
  auto status = panel.ui.Status("approval", Politeness::kPolite);
  auto lines = panel.ui.Column({.width = Fill(), .gap = 2});
  if (approval == PlanApproval::kChanged) {
    return panel.ui.Text(panel.say(Str::kClosingChanged, name), {.weight = Weight::kBold, .tone = Tone::kWarn});
  }
  const std::string when = MomentText(PlanApprovedAt(*panel.state.meeting), panel.state, panel.say);
  panel.ui.Text(panel.say(Str::kApprovedPlan, name, when), {.weight = Weight::kBold, .tone = Tone::kOk});
  const std::string by = PlanApprovedBy(*panel.state.meeting);
  if (by.empty() || by == panel.state.Individual().id) return;
  panel.ui.Text(panel.say(Str::kApprovedBy, panel.state.FirstNameOf(by)), kMutedText);
}

void DrawApproving(const Panel& panel) {
  const PlanApproval approval = PlanApprovalOf(*panel.state.meeting);
  const bool speaks = panel.state.SpeaksForIndividual() && panel.state.MayWrite(DocumentKind::kVoice);
  if (!speaks && approval == PlanApproval::kNone) return;  // said among the checks already
  auto card = panel.ui.Card("approve");
  DrawApprovalState(panel, approval);
  if (!speaks) return;
  const bool again = approval == PlanApproval::kChanged;
  const std::string label =
      panel.say(again ? Str::kApprovePlanAgain : Str::kApprovePlan, PersonsName(panel.state, panel.say));
  if (approval != PlanApproval::kApproved &&
      panel.ui.Button("approve", {.label = label, .kind = ButtonKind::kPrimary, .large = true, .width = Fill()})) {
    WantChange(panel, ApprovePlan);
  }
  if (approval != PlanApproval::kNone &&
      panel.ui.Button("take back", {.label = panel.say(Str::kTakePlanYesBack), .width = Fill()})) {
    WantChange(panel, TakePlanApprovalBack);
  }
}

Str ReasonLabel(const std::vector<MissingThing>& missing) {
  const bool only_approval = std::all_of(missing.begin(), missing.end(),
                                         [](const MissingThing& thing) { return thing.what == Missing::kApproval; });
  return only_approval ? Str::kCloseUnapproved : Str::kCloseAnyway;
}

void DrawClose(const Panel& panel, const std::vector<MissingThing>& missing) {
  if (IsClosed(*panel.state.meeting) || !panel.state.MayWrite(DocumentKind::kPlan)) return;
  auto card = panel.ui.Card("close", CardKind::kPlain, panel.say(Str::kCloseMeeting), {.gap = 12});
  panel.ui.Heading(3, panel.say(Str::kCloseMeeting));
  if (!MayClose(panel)) return panel.ui.Text(panel.say(Str::kCloseOthers), kMutedText);
  panel.ui.Text(panel.say(Str::kCloseAbout), kMutedText);
  std::string reason;
  if (!missing.empty()) reason = DraftField(panel, "reason", {.label = panel.say(ReasonLabel(missing))}).text;
  const bool whole = missing.empty();
  if (panel.ui.Button("close", {.label = panel.say(Str::kCloseMeeting),
                                .kind = whole ? ButtonKind::kPrimary : ButtonKind::kSecondary,
                                .width = Fill()})) {
    WantChange(panel, Close, reason);
    if (!IsBlank(reason)) ForgetDraft(panel, "reason");
  }
}

}  // namespace

void DrawClosed(const Panel& panel) {
  const Closing closing = ClosingOf(*panel.state.meeting);
  if (closing.at == 0) return;
  auto card = panel.ui.Card("closed", CardKind::kNow, panel.say(Str::kClosedTitle), {.gap = 4});
  panel.ui.Heading(3, panel.say(Str::kClosedTitle));
  const std::string when = MomentText(closing.at, panel.state, panel.say);
  panel.ui.Text(panel.say(Str::kClosedBy, panel.state.FirstNameOf(closing.by), when));
  if (!closing.reason.empty()) panel.ui.Text(panel.say(Str::kClosedReason, closing.reason));
}

void DrawClosing(const Panel& panel) {
  const std::vector<MissingThing> missing = MissingIn(*panel.state.meeting);
  const bool closed = IsClosed(*panel.state.meeting);
  DrawChecks(panel);
  if (!closed) DrawMissing(panel, missing);
  if (MayClose(panel)) DrawOverall(panel);
  DrawBooking(panel);
  DrawFeedback(panel);
  DrawApproving(panel);
  DrawClose(panel, missing);
}

}  // namespace samsyn
