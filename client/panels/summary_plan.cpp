// The plan's middle: who does what, what nobody could take, and who thinks otherwise.
#include <algorithm>

#include "client/panels/keep_copy.h"
#include "client/panels/panels.h"
#include "client/panels/plan_words.h"
#include "shared/meeting/needs.h"
#include "shared/meeting/records.h"
#include "shared/meeting/summary.h"
#include "shared/meeting/voice.h"

namespace samsyn {
namespace {

// Below this width five columns are too narrow to read.
constexpr float kTableWidth = 1100;

bool IsWide(const Panel& panel) { return panel.ui.Width() >= kTableWidth; }

bool MayEditPlan(const Panel& panel) {
  return panel.state.MayWrite(DocumentKind::kOutcome) && !IsClosed(*panel.state.meeting);
}

std::string NameOfCommitment(const Panel& panel, const Commitment& commitment) {
  return TitleOrUntitled(commitment.what, panel.say);
}

std::string OwnerText(const Panel& panel, const Commitment& commitment) {
  if (commitment.owner.empty()) return std::string(panel.say(Str::kNobodyYet));
  return panel.state.FirstNameOf(commitment.owner);
}

// What it waits for, what it is for, and on what terms.
void DrawTerms(const Panel& panel, const Commitment& commitment, const std::vector<Commitment>& all) {
  const auto first =
      std::find_if(all.begin(), all.end(), [&](const Commitment& any) { return any.record == commitment.after; });
  if (!commitment.after.IsNone() && first != all.end()) panel.ui.Text(AfterText(panel, *first), kMutedText);
  for (const Goal& goal : GoalsOf(*panel.state.meeting)) {
    if (goal.record == commitment.goal && !IsBlank(goal.text)) {
      panel.ui.Text(panel.say(Str::kSummaryForGoal, goal.text), kMutedText);
    }
  }
  if (commitment.voluntary) panel.ui.Text(panel.say(Str::kSummaryVoluntary), kMutedText);
  if (commitment.is_condition) DrawConditionWarning(panel);
}

void DrawEdit(const Panel& panel, const Commitment& commitment) {
  auto row = panel.ui.Wrap();
  DrawCopyCommitment(panel, commitment);
  if (!MayEditPlan(panel)) return;
  const bool editing = !panel.ui.IsNarrow() && panel.state.edited_commitment == commitment.record;
  const std::string name = panel.say(Str::kEditCommitment, NameOfCommitment(panel, commitment));
  if (panel.ui.Button("edit", {.label = panel.say(Str::kEdit),
                               .name = name,
                               .kind = ButtonKind::kPlain,
                               .expanded = editing ? Tristate::kTrue : Tristate::kFalse})) {
    panel.Want(intent::EditCommitment{editing ? OpId{} : commitment.record});
    if (panel.ui.IsNarrow()) panel.Want(intent::ShowTab{Tab::kOutcomes});
  }
}

void DrawRow(const Panel& panel, const Commitment& commitment, const std::vector<Commitment>& all) {
  auto row = panel.ui.TableRow(RecordKey("commitment", commitment.record));
  {
    auto cell = panel.ui.Cell();
    panel.ui.Text(NameOfCommitment(panel, commitment));
    DrawTerms(panel, commitment, all);
    DrawCorrections(panel, commitment.record, NameOfCommitment(panel, commitment));
    DrawEdit(panel, commitment);
  }
  for (const std::string& text : {OwnerText(panel, commitment), std::string(BodyName(commitment.body, panel.say)),
                                  WhenText(panel, commitment, true)}) {
    auto cell = panel.ui.Cell();
    panel.ui.Text(text);
  }
  auto cell = panel.ui.Cell();
  auto wrap = panel.ui.Wrap();
  DrawShortStanding(panel, commitment);
}

void DrawCommitmentCard(const Panel& panel, const Commitment& commitment, const std::vector<Commitment>& all) {
  auto item = panel.ui.ListItem(RecordKey("commitment", commitment.record), CardKind::kPlain, {.gap = 6});
  panel.ui.Text(NameOfCommitment(panel, commitment), {.weight = Weight::kBold});
  panel.ui.Text(WhoAndWhen(panel, commitment));
  DrawTerms(panel, commitment, all);
  {
    auto wrap = panel.ui.Wrap();
    DrawShortStanding(panel, commitment);
  }
  DrawCorrections(panel, commitment.record, NameOfCommitment(panel, commitment));
  DrawEdit(panel, commitment);
}

void DrawEditor(const Panel& panel, const std::vector<Commitment>& commitments) {
  if (!MayEditPlan(panel) || panel.ui.IsNarrow()) return;
  for (const Commitment& commitment : commitments) {
    if (commitment.record != panel.state.edited_commitment) continue;
    const std::string name = panel.say(Str::kEditCommitment, NameOfCommitment(panel, commitment));
    auto card = panel.ui.Card(RecordKey("editor", commitment.record), CardKind::kNow, name, {.gap = 12});
    DrawCommitmentEditor(panel, commitment);
  }
}

void DrawNeedInPlan(const Panel& panel, const Need& need) {
  auto item = panel.ui.ListItem(RecordKey("need", need.record), CardKind::kBare, {.gap = 4});
  const std::string what = TitleOrUntitled(need.what, panel.say);
  panel.ui.Text(what, kBoldText);
  if (need.carrier.empty()) {
    auto row = panel.ui.Wrap();
    panel.ui.Pill(panel.say(Str::kSummaryNobodyCarries), PillKind::kWarning);
  } else {
    panel.ui.Text(panel.say(Str::kSummaryCarries, panel.state.FirstNameOf(need.carrier)));
  }
  std::string next;
  if (!IsBlank(need.next)) next = panel.say(Str::kSummaryNeedNext, need.next);
  if (!need.latest.empty()) {
    next += (next.empty() ? "" : " · ") +
            panel.say(Str::kLatestDate, panel.say.ShortDate(need.latest, panel.state.Today()));
  }
  if (!next.empty()) panel.ui.Text(next);
  std::string tried;
  for (const std::string& participant : need.tried) {
    tried += (tried.empty() ? "" : ", ") + panel.state.FirstNameOf(participant);
  }
  if (!tried.empty()) panel.ui.Text(panel.say(Str::kSummaryNeedTried, tried), kMutedText);
  if (!IsBlank(need.reason)) panel.ui.Text(panel.say(Str::kSummaryNeedReason, need.reason), kMutedText);
  DrawCorrections(panel, need.record, what);
  if (!MayEditPlan(panel)) return;
  const std::string name = panel.say(Str::kSummaryEditNeed, what);
  auto row = panel.ui.Wrap();
  if (panel.ui.Button("edit", {.label = panel.say(Str::kEdit), .name = name, .kind = ButtonKind::kPlain})) {
    panel.Want(intent::EditNeed{need.record});
    panel.Want(intent::ShowTab{Tab::kOutcomes});
  }
}

void DrawDissent(const Panel& panel, const Dissent& dissent) {
  auto item = panel.ui.ListItem(RecordKey("dissent", dissent.record), CardKind::kBare, {.gap = 2});
  panel.ui.Text({{panel.state.FirstNameOf(dissent.writer) + ": ", kBoldText}, {"”" + dissent.text + "”"}});
  if (dissent.rewritten_by.empty()) return;
  panel.ui.Text(panel.say(Str::kSummaryRewritten, panel.state.FirstNameOf(dissent.rewritten_by)),
                {.size = TextSize::kMuted, .tone = Tone::kWarn});
}

}  // namespace

void DrawWhoDoesWhat(const Panel& panel) {
  const std::vector<Commitment> commitments = panel.state.meeting->Commitments();
  auto card = panel.ui.Card("who does what", CardKind::kPlain, panel.say(Str::kOutcomes), {.gap = 12});
  panel.ui.Heading(3, panel.say(Str::kOutcomes));
  if (commitments.empty()) return panel.ui.Text(panel.say(Str::kSummaryNoCommitments), kMutedText);
  if (IsWide(panel)) {
    const Column columns[] = {{panel.say(Str::kWhat), Fill()},
                              {panel.say(Str::kWho), {}},
                              {panel.say(Str::kBody), {}},
                              {panel.say(Str::kLatest), {}},
                              {panel.say(Str::kStateLabel), {}}};
    auto table = panel.ui.Table("commitments", panel.say(Str::kOutcomes), columns);
    for (const Commitment& commitment : commitments) DrawRow(panel, commitment, commitments);
  } else {
    auto list = panel.ui.List("commitments", panel.say(Str::kOutcomes));
    for (const Commitment& commitment : commitments) DrawCommitmentCard(panel, commitment, commitments);
  }
  DrawEditor(panel, commitments);
}

void DrawPlanNeeds(const Panel& panel) {
  const std::vector<Need> needs = NeedsOf(*panel.state.meeting);
  auto card = panel.ui.Card("needs", CardKind::kPlain, panel.say(Str::kNeeds));
  panel.ui.Heading(3, panel.say(Str::kNeeds));
  if (needs.empty()) return panel.ui.Text(panel.say(Str::kSummaryNoNeeds), kMutedText);
  auto list = panel.ui.List("list", panel.say(Str::kNeeds), {.gap = 14});
  for (const Need& need : needs) DrawNeedInPlan(panel, need);
}

void DrawPlanDissents(const Panel& panel) {
  const std::vector<Dissent> dissents = DissentsOf(*panel.state.meeting);
  auto card = panel.ui.Card("dissents", CardKind::kPlain, panel.say(Str::kDissents));
  panel.ui.Heading(3, panel.say(Str::kDissents));
  if (dissents.empty()) return panel.ui.Text(panel.say(Str::kSummaryNoDissents), kMutedText);
  auto list = panel.ui.List("list", panel.say(Str::kDissents), {.gap = 8});
  for (const Dissent& dissent : dissents) DrawDissent(panel, dissent);
}

}  // namespace samsyn
