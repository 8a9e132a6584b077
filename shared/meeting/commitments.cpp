// Commitments as a meeting has them, and their rules.
#include "shared/meeting/commitments.h"

#include <algorithm>

#include "shared/meeting/records.h"
#include "shared/meeting/schema.h"
#include "shared/meeting/summary.h"

namespace samsyn {
namespace {

const Commitment* Find(const std::vector<Commitment>& commitments, OpId record) {
  const auto found =
      std::find_if(commitments.begin(), commitments.end(), [&](const Commitment& any) { return any.record == record; });
  return found == commitments.end() ? nullptr : &*found;
}

}  // namespace

FieldRef Meeting::WhatOf(OpId commitment) { return {commitment, schema::kCommitmentWhat}; }
FieldRef Meeting::WhyOf(OpId commitment) { return {commitment, schema::kCommitmentWhy}; }

// Who accepted is who wrote the record, which the relay vouches for: nobody can say yes for somebody else. Whether the
// yes still stands is the field it was written in and not whether the record is deleted: deleting and restoring is open
// to everybody, and the last of them would decide.
std::vector<Meeting::Yes> Meeting::AcceptedBy(OpId commitment) const {
  std::vector<Yes> accepted;
  for (const OpId acceptance : Plan().AllItems(Root(schema::kPlanAcceptances))) {
    const FieldRef what{acceptance, schema::kAcceptanceCommitment};
    const std::string writer = WriterOf(acceptance.replica);
    if (writer.empty() || WriterOf(Plan().LastWrite(what).replica) != writer) continue;
    if (RecordAt(Plan(), acceptance, what.field) == commitment) {
      accepted.push_back({writer, StringAt(Plan(), acceptance, schema::kAcceptanceTerms)});
    }
  }
  return accepted;
}

Standing Meeting::StandingOf(const Commitment& commitment, bool owner_said_yes) const {
  if (commitment.owner.empty()) return Standing::kNobody;
  switch (commitment.state) {
    case CommitmentState::kTakenHome:
      return Standing::kTakenHome;
    case CommitmentState::kDone:
      return Standing::kDone;
    case CommitmentState::kNotDone:
      return Standing::kNotDone;
    case CommitmentState::kOngoing:
      return Standing::kOngoing;
    case CommitmentState::kNoUse:
      return Standing::kNoUse;
    case CommitmentState::kProposed:
      break;
  }
  if (!owner_said_yes) return Standing::kProposed;
  // Somebody without a mandate cannot promise; their yes means that they take the question home.
  const auto owner = FindParticipant(commitment.owner);
  return owner && owner->mandate == Mandate::kNo ? Standing::kTakenHome : Standing::kPromised;
}

Commitment Meeting::ReadCommitment(OpId record) const {
  const Document& outcome = Of(DocumentKind::kOutcome);
  Commitment commitment;
  commitment.record = record;
  commitment.what = outcome.TextOf(WhatOf(record));
  commitment.owner = StringAt(outcome, record, schema::kCommitmentOwner);
  commitment.body = EnumAt<ResponsibleBody>(outcome, record, schema::kCommitmentBody, kResponsibleBodyCount);
  commitment.start = StringAt(outcome, record, schema::kCommitmentStart);
  commitment.latest = StringAt(outcome, record, schema::kCommitmentLatest);
  commitment.state = EnumAt<CommitmentState>(outcome, record, schema::kCommitmentState, kCommitmentStateCount);
  commitment.item = RecordAt(outcome, record, schema::kCommitmentItem);
  commitment.goal = LiveRecordAt(outcome, {record, schema::kCommitmentGoal}, Of(DocumentKind::kVoice));
  commitment.after = LiveRecordAt(outcome, {record, schema::kCommitmentAfter}, outcome);
  commitment.open_ended = FlagAt(outcome, record, schema::kCommitmentOpenEnded);
  commitment.voluntary = FlagAt(outcome, record, schema::kCommitmentVoluntary);
  commitment.is_condition = FlagAt(outcome, record, schema::kCommitmentCondition);
  commitment.why = outcome.TextOf(WhyOf(record));
  commitment.new_owner = StringAt(outcome, record, schema::kCommitmentNewOwner);
  commitment.done_date = StringAt(outcome, record, schema::kCommitmentDoneDate);
  commitment.round = IntegerAt(outcome, record, schema::kCommitmentRound);
  const std::vector<Yes> accepted = AcceptedBy(record);
  // What nobody was asked to do belongs to the first who says "I will do it".
  if (commitment.owner.empty() && !accepted.empty()) commitment.owner = accepted.front().participant;
  const std::string terms = TermsOf(commitment);
  bool said_yes = false;
  for (const Yes& yes : accepted) {
    if (yes.participant != commitment.owner) continue;
    // Without terms: from before they were kept.
    const bool stands = yes.terms.empty() || yes.terms == terms;
    said_yes = said_yes || stands;
    commitment.changed_since_yes = !stands;
  }
  if (said_yes) commitment.changed_since_yes = false;
  commitment.standing = StandingOf(commitment, said_yes);
  return commitment;
}

std::vector<Commitment> Meeting::Commitments() const {
  const Document& outcome = Of(DocumentKind::kOutcome);
  const std::int64_t round = Round();
  std::vector<Commitment> commitments;
  for (const OpId record : outcome.Items(Root(schema::kOutcomeCommitments))) {
    Commitment commitment = ReadCommitment(record);
    const bool ended_now = IntegerAt(outcome, record, schema::kCommitmentStateRound) == round;
    // What was finished in an earlier round is not carried over.
    if (commitment.round == round || IsOpen(commitment) || ended_now) commitments.push_back(std::move(commitment));
  }
  return commitments;
}

std::vector<Commitment> Meeting::DeletedCommitments() const {
  std::vector<Commitment> commitments;
  for (const OpId record : Of(DocumentKind::kOutcome).DeletedItems(Root(schema::kOutcomeCommitments))) {
    commitments.push_back(ReadCommitment(record));
  }
  return commitments;
}

void Meeting::Accept(OpId commitment) {
  const OpId acceptance = Plan().Create(Root(schema::kPlanAcceptances), kAtEnd, schema::kAcceptance);
  Plan().Set({acceptance, schema::kAcceptanceCommitment}, commitment);
  Plan().Set({acceptance, schema::kAcceptanceTerms}, TermsOf(ReadCommitment(commitment)));
}

void Meeting::TakeBack(OpId commitment) {
  const std::string me = WriterOf(Plan().Replica());
  for (const OpId acceptance : Plan().AllItems(Root(schema::kPlanAcceptances))) {
    const FieldRef what{acceptance, schema::kAcceptanceCommitment};
    if (WriterOf(acceptance.replica) != me || RecordAt(Plan(), acceptance, what.field) != commitment) continue;
    Plan().Set(what, Value{});
    Plan().Delete(acceptance);
  }
}

OpId Meeting::AddCommitment(const std::string& what, OpId item) {
  Document& outcome = Of(DocumentKind::kOutcome);
  const OpId commitment = outcome.Create(Root(schema::kOutcomeCommitments), kAtEnd, schema::kCommitment);
  outcome.InsertText(WhatOf(commitment), 0, what);
  if (!item.IsNone()) outcome.Set({commitment, schema::kCommitmentItem}, item);
  if (const std::int64_t round = Round(); round != 0) outcome.Set({commitment, schema::kCommitmentRound}, round);
  return commitment;
}

void Meeting::SetOwner(OpId commitment, const std::string& participant) {
  Of(DocumentKind::kOutcome).Set({commitment, schema::kCommitmentOwner}, participant);
}

void Meeting::SetBody(OpId commitment, ResponsibleBody body) {
  Of(DocumentKind::kOutcome).Set({commitment, schema::kCommitmentBody}, static_cast<std::int64_t>(body));
}

void Meeting::SetStart(OpId commitment, const std::string& date) {
  Of(DocumentKind::kOutcome).Set({commitment, schema::kCommitmentStart}, date);
}

void Meeting::SetLatest(OpId commitment, const std::string& date) {
  Of(DocumentKind::kOutcome).Set({commitment, schema::kCommitmentLatest}, date);
}

void Meeting::SetState(OpId commitment, CommitmentState state) {
  Of(DocumentKind::kOutcome).Set({commitment, schema::kCommitmentState}, static_cast<std::int64_t>(state));
  if (const std::int64_t round = Round(); round != 0) {
    Of(DocumentKind::kOutcome).Set({commitment, schema::kCommitmentStateRound}, round);
  }
}

// --- Rules ---

std::string TermsOf(const Commitment& commitment) { return commitment.latest + "\n" + commitment.what; }

Rule MayWriteOutcome(const Meeting& meeting, const Actor& actor) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kOutcome); rule != Rule::kNone) return rule;
  return IsClosed(meeting) ? Rule::kClosed : Rule::kNone;
}

Rule SetOwner(Meeting& meeting, const Actor& actor, OpId commitment, const std::string& participant) {
  if (const Rule rule = MayWriteOutcome(meeting, actor); rule != Rule::kNone) return rule;
  meeting.SetOwner(commitment, participant);
  return Rule::kNone;
}

Rule SetCommitmentStart(Meeting& meeting, const Actor& actor, OpId commitment, const std::string& date) {
  if (const Rule rule = MayWriteOutcome(meeting, actor); rule != Rule::kNone) return rule;
  meeting.SetStart(commitment, date);
  return Rule::kNone;
}

Rule SetCommitmentLatest(Meeting& meeting, const Actor& actor, OpId commitment, const std::string& date) {
  if (const Rule rule = MayWriteOutcome(meeting, actor); rule != Rule::kNone) return rule;
  meeting.SetLatest(commitment, date);
  return Rule::kNone;
}

Rule AcceptCommitment(Meeting& meeting, const Actor& actor, OpId commitment) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kPlan); rule != Rule::kNone) return rule;
  const std::vector<Commitment> commitments = meeting.Commitments();
  const Commitment* wanted = Find(commitments, commitment);
  if (wanted == nullptr || (!wanted->owner.empty() && wanted->owner != actor.id)) return Rule::kOwnersYes;
  meeting.Accept(commitment);
  const auto owner = meeting.FindParticipant(actor.id);
  return owner && owner->mandate == Mandate::kNo ? Rule::kTakenHome : Rule::kNone;
}

Rule SetCommitmentGoal(Meeting& meeting, const Actor& actor, OpId commitment, OpId goal) {
  if (const Rule rule = MayWriteOutcome(meeting, actor); rule != Rule::kNone) return rule;
  meeting.Of(DocumentKind::kOutcome).Set({commitment, schema::kCommitmentGoal}, goal.IsNone() ? Value{} : Value{goal});
  return Rule::kNone;
}

Rule SetCommitmentAfter(Meeting& meeting, const Actor& actor, OpId commitment, OpId after) {
  if (const Rule rule = MayWriteOutcome(meeting, actor); rule != Rule::kNone) return rule;
  const std::vector<Commitment> commitments = meeting.Commitments();
  std::size_t steps = 0;
  for (OpId next = after; !next.IsNone() && steps <= commitments.size(); ++steps) {
    if (next == commitment) return Rule::kNoCircle;
    const Commitment* waited_for = Find(commitments, next);
    next = waited_for == nullptr ? OpId{} : waited_for->after;
  }
  meeting.Of(DocumentKind::kOutcome)
      .Set({commitment, schema::kCommitmentAfter}, after.IsNone() ? Value{} : Value{after});
  return Rule::kNone;
}

Rule SetCommitmentFlag(Meeting& meeting, const Actor& actor, OpId commitment, CommitmentFlag flag, bool on) {
  if (const Rule rule = MayWriteOutcome(meeting, actor); rule != Rule::kNone) return rule;
  constexpr FieldNumber kFields[] = {schema::kCommitmentOpenEnded, schema::kCommitmentVoluntary,
                                     schema::kCommitmentCondition};
  meeting.Of(DocumentKind::kOutcome).Set({commitment, kFields[static_cast<std::size_t>(flag)]}, on);
  return Rule::kNone;
}

Rule SetMandate(Meeting& meeting, const Actor& actor, const std::string& participant, Mandate mandate,
                const std::string& text) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kPlan); rule != Rule::kNone) return rule;
  const auto who = meeting.FindParticipant(participant);
  if (!who) return Rule::kOwnMandate;
  const bool chair_helps = actor.role == Role::kChair && who->mandate == Mandate::kUnstated;
  if (participant != actor.id && !chair_helps) return Rule::kOwnMandate;
  Document& plan = meeting.Of(DocumentKind::kPlan);
  if (mandate != who->mandate) plan.Set({who->record, schema::kParticipantMandate}, static_cast<std::int64_t>(mandate));
  if (text != who->mandate_text) plan.Set({who->record, schema::kParticipantMandateText}, text);
  return Rule::kNone;
}

bool IsOpen(const Commitment& commitment) {
  return commitment.state != CommitmentState::kDone && commitment.state != CommitmentState::kNoUse;
}

// --- The timeline ---

std::vector<TimelineEntry> TimelineOf(const Meeting& meeting) {
  const std::vector<Commitment> commitments = meeting.Commitments();
  std::vector<TimelineEntry> timeline;
  for (const Commitment& commitment : commitments) {
    TimelineEntry entry{commitment, commitment.start, commitment.open_ended ? std::string() : commitment.latest};
    entry.ends_before_it_begins = !entry.from.empty() && !entry.to.empty() && entry.to < entry.from;
    if (const Commitment* first = Find(commitments, commitment.after)) {
      const std::string& begins = entry.from.empty() ? entry.to : entry.from;
      entry.begins_too_early = !begins.empty() && !first->latest.empty() && begins < first->latest;
      entry.waits_for_nobody = first->standing == Standing::kNobody || first->standing == Standing::kProposed;
    }
    timeline.push_back(std::move(entry));
  }
  const auto date = [](const TimelineEntry& entry) { return entry.from.empty() ? entry.to : entry.from; };
  std::stable_sort(timeline.begin(), timeline.end(), [&](const TimelineEntry& a, const TimelineEntry& b) {
    if (date(a).empty() != date(b).empty()) return date(b).empty();
    return date(a) < date(b);
  });
  return timeline;
}

}  // namespace samsyn
