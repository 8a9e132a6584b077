#include "shared/meeting/follow_up.h"

#include <algorithm>

#include "shared/meeting/commitments.h"
#include "shared/meeting/dates.h"
#include "shared/meeting/needs.h"
#include "shared/meeting/phases.h"
#include "shared/meeting/records.h"
#include "shared/meeting/schema.h"

namespace samsyn {
namespace {

constexpr FieldRef kRoundEnds = Root(schema::kOutcomeRoundEnds);

}  // namespace

std::vector<OpId> RoundEndsOf(const Meeting& meeting) {
  const Document& outcome = meeting.Of(DocumentKind::kOutcome);
  std::vector<OpId> ends;
  for (const OpId record : outcome.Items(kRoundEnds)) {
    if (IntegerAt(outcome, record, schema::kRoundEndRound) == meeting.Round()) ends.push_back(record);
  }
  return ends;
}

OpId MakeRoundEnd(Meeting& meeting) {
  return FindOrCreateRecord(meeting.Of(DocumentKind::kOutcome), kRoundEnds, schema::kRoundEnd, schema::kRoundEndRound,
                            meeting.Round());
}

FollowUp FollowUpOf(const Meeting& meeting) {
  const Document& outcome = meeting.Of(DocumentKind::kOutcome);
  const std::vector<OpId> ends = RoundEndsOf(meeting);
  const auto read = [&](FieldNumber field) {
    for (const OpId end : ends) {
      if (std::string text = StringAt(outcome, end, field); !text.empty()) return text;
    }
    return std::string();
  };
  FollowUp follow_up{read(schema::kFollowUpDate),  read(schema::kFollowUpStart),  read(schema::kFollowUpEnd),
                     read(schema::kFollowUpPlace), read(schema::kFollowUpCaller), read(schema::kFollowUpContact)};
  for (const OpId end : ends) {
    follow_up.ended_at = std::max(follow_up.ended_at, IntegerAt(outcome, end, schema::kFollowUpEndedAt));
  }
  return follow_up;
}

Rule SetFollowUp(Meeting& meeting, const Actor& actor, const FollowUp& follow_up) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kOutcome); rule != Rule::kNone) return rule;
  const FollowUp before = FollowUpOf(meeting);
  (void)MakeRoundEnd(meeting);
  const auto set = [&](FieldNumber field, const std::string& was, const std::string& is) {
    if (was == is) return;
    // In all of them, or what is emptied in one would be read from another.
    for (const OpId end : RoundEndsOf(meeting)) meeting.Of(DocumentKind::kOutcome).Set({end, field}, is);
  };
  set(schema::kFollowUpDate, before.date, follow_up.date);
  set(schema::kFollowUpStart, before.start, follow_up.start);
  set(schema::kFollowUpEnd, before.end, follow_up.end);
  set(schema::kFollowUpPlace, before.place, follow_up.place);
  set(schema::kFollowUpCaller, before.caller, follow_up.caller);
  set(schema::kFollowUpContact, before.contact, follow_up.contact);
  return Rule::kNone;
}

bool FollowUpBegan(const Meeting& meeting) {
  const Document& outcome = meeting.Of(DocumentKind::kOutcome);
  // What came of it in an earlier round is no beginning of this one's.
  const auto of_now = [&](OpId record, FieldNumber round) {
    return IntegerAt(outcome, record, round) == meeting.Round();
  };
  const auto went = [&](const Commitment& commitment) {
    return commitment.state != CommitmentState::kProposed && commitment.state != CommitmentState::kTakenHome &&
           of_now(commitment.record, schema::kCommitmentStateRound);
  };
  const auto answered = [&](const Need& need) {
    return need.state != NeedState::kOpen && of_now(need.record, schema::kNeedStateRound);
  };
  const std::vector<Commitment> commitments = meeting.Commitments();
  const std::vector<Need> needs = NeedsOf(meeting);
  return FollowUpOf(meeting).ended_at != 0 || std::any_of(commitments.begin(), commitments.end(), went) ||
         std::any_of(needs.begin(), needs.end(), answered);
}

Rule SetResult(Meeting& meeting, const Actor& actor, OpId commitment, CommitmentState result) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kOutcome); rule != Rule::kNone) return rule;
  meeting.SetState(commitment, result);
  return Rule::kNone;
}

Rule SetNewOwner(Meeting& meeting, const Actor& actor, OpId commitment, const std::string& participant) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kOutcome); rule != Rule::kNone) return rule;
  meeting.Of(DocumentKind::kOutcome).Set({commitment, schema::kCommitmentNewOwner}, participant);
  return Rule::kNone;
}

Rule SetDoneDate(Meeting& meeting, const Actor& actor, OpId commitment, const std::string& date) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kOutcome); rule != Rule::kNone) return rule;
  meeting.Of(DocumentKind::kOutcome).Set({commitment, schema::kCommitmentDoneDate}, date);
  return Rule::kNone;
}

Rule SetNeedResult(Meeting& meeting, const Actor& actor, OpId need, NeedState result) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kOutcome); rule != Rule::kNone) return rule;
  Document& outcome = meeting.Of(DocumentKind::kOutcome);
  outcome.Set({need, schema::kNeedState}, static_cast<std::int64_t>(result));
  if (meeting.Round() != 0) outcome.Set({need, schema::kNeedStateRound}, meeting.Round());
  return Rule::kNone;
}

int DaysLate(const Commitment& commitment) {
  const auto promised = ParseStoredDate(commitment.latest);
  const auto done = ParseStoredDate(commitment.done_date);
  if (!promised || !done) return 0;
  const auto days = std::chrono::sys_days{*done} - std::chrono::sys_days{*promised};
  return std::max(0, static_cast<int>(days.count()));
}

Rule EndFollowUp(Meeting& meeting, const Actor& actor) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kOutcome); rule != Rule::kNone) return rule;
  meeting.Of(DocumentKind::kOutcome).Set({MakeRoundEnd(meeting), schema::kFollowUpEndedAt}, actor.now);
  return Rule::kNone;
}

Rule StartNewRound(Meeting& meeting, const Actor& actor) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kOutcome); rule != Rule::kNone) return rule;
  if (meeting.Round() >= schema::kMaxRound) return Rule::kNone;
  for (const Commitment& commitment : meeting.Commitments()) {
    if (!IsOpen(commitment)) continue;
    if (!commitment.new_owner.empty()) {
      meeting.SetOwner(commitment.record, commitment.new_owner);
      meeting.Of(DocumentKind::kOutcome).Set({commitment.record, schema::kCommitmentNewOwner}, std::string());
    }
    if (commitment.state == CommitmentState::kNotDone) meeting.SetState(commitment.record, CommitmentState::kProposed);
  }
  const FollowUp follow_up = FollowUpOf(meeting);
  Document& plan = meeting.Of(DocumentKind::kPlan);
  plan.Set(Root(schema::kPlanRound), meeting.Round() + 1);
  plan.Set(Root(schema::kPlanPhase), static_cast<std::int64_t>(Phase::kPreparation));
  plan.Set(Root(schema::kPlanInvitationSent), std::int64_t{0});
  plan.Set(Root(schema::kPlanCurrentItem), Value{});
  plan.Set(Root(schema::kPlanBegan), std::int64_t{0});
  plan.Set(Root(schema::kPlanPausedBy), std::string());
  // The meeting that was booked is the one that is prepared now.
  const auto set = [&](FieldNumber field, const std::string& text) {
    if (!text.empty()) plan.Set(Root(field), text);
  };
  set(schema::kPlanDate, follow_up.date);
  set(schema::kPlanStart, follow_up.start);
  set(schema::kPlanEnd, follow_up.end);
  set(schema::kPlanPlace, follow_up.place);
  return Rule::kNone;
}

}  // namespace samsyn
