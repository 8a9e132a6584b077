#include "shared/meeting/summary.h"

#include <algorithm>

#include "shared/meeting/commitments.h"
#include "shared/meeting/follow_up.h"
#include "shared/meeting/needs.h"
#include "shared/meeting/phases.h"
#include "shared/meeting/records.h"
#include "shared/meeting/schema.h"

namespace samsyn {
namespace {

constexpr FieldRef kCorrections = Root(schema::kPlanCorrections);

bool IsPublic(ResponsibleBody body) {
  return body == ResponsibleBody::kMunicipality || body == ResponsibleBody::kRegion;
}

// What the person approves: who does what and when, what is left open, who holds it together, when we meet again.
std::string PlanForm(const Meeting& meeting) {
  std::string form;
  const auto add = [&](const std::string& part) { form += part + "\n"; };
  for (const Commitment& commitment : meeting.Commitments()) {
    add(commitment.what);
    add(commitment.owner + "|" + std::to_string(static_cast<int>(commitment.body)) + "|" + commitment.start + "|" +
        commitment.latest + "|" + (commitment.open_ended ? "1" : "0"));
  }
  for (const Need& need : NeedsOf(meeting)) {
    add(need.what);
    add(need.carrier + "|" + need.latest + "|" + need.next);
  }
  const Overall overall = OverallOf(meeting);
  add(std::to_string(static_cast<int>(overall.body)) + "|" + overall.participant);
  const FollowUp follow_up = FollowUpOf(meeting);
  add(follow_up.date + "|" + follow_up.start);
  // What is corrected is another plan than the one that was approved; so is a new round's.
  const auto add_corrections = [&](OpId about) {
    for (const Correction& correction : CorrectionsOf(meeting, about)) add(correction.text);
  };
  for (const Commitment& commitment : meeting.Commitments()) add_corrections(commitment.record);
  for (const Need& need : NeedsOf(meeting)) add_corrections(need.record);
  if (meeting.Round() != 0) add(std::to_string(meeting.Round()));
  return ApprovedForm(form);
}

void ListMissing(const Commitment& commitment, std::vector<MissingThing>& missing) {
  const auto add = [&](Missing what) { missing.push_back({what, commitment.record, commitment.what}); };
  if (!IsOpen(commitment)) return;
  if (commitment.standing == Standing::kNobody) add(Missing::kOwner);
  if (commitment.standing == Standing::kProposed) add(Missing::kYes);
  if (commitment.body == ResponsibleBody::kUnstated) add(Missing::kBody);
  if (commitment.latest.empty() && commitment.standing == Standing::kTakenHome) {
    add(Missing::kAnswerDay);
  } else if (commitment.latest.empty() && commitment.start.empty() && !commitment.open_ended && !commitment.voluntary) {
    add(Missing::kWhen);
  }
  if (commitment.goal.IsNone()) add(Missing::kGoal);
  if (commitment.is_condition) add(Missing::kCondition);
}

constexpr FieldNumber kAnswers[kAskedCount] = {schema::kFeedbackListened, schema::kFeedbackUnderstood,
                                               schema::kFeedbackDecided, schema::kFeedbackSafe};
constexpr FieldRef kFeedback = Root(schema::kPlanFeedback);

OpId OwnFeedbackRecord(Meeting& meeting, const Actor& actor) {
  const Feedback own = OwnFeedback(meeting, actor);
  if (!own.record.IsNone()) return own.record;
  Document& plan = meeting.Of(DocumentKind::kPlan);
  const OpId record = plan.Create(kFeedback, kAtEnd, schema::kFeedback);
  plan.Set({record, schema::kFeedbackOccasion}, OccasionOf(meeting));
  return record;
}

}  // namespace

std::vector<Check> ChecksOf(const Meeting& meeting) {
  const std::vector<Commitment> commitments = meeting.Commitments();
  bool bodies = !commitments.empty();
  bool others = !commitments.empty();
  for (const Commitment& commitment : commitments) {
    bodies = bodies && commitment.body != ResponsibleBody::kUnstated;
    // What others do is stated when somebody is named for all of it.
    others = others && (IsPublic(commitment.body) || !commitment.owner.empty());
  }
  return {{CheckKind::kMeasures, !commitments.empty(), true},
          {CheckKind::kBodies, bodies, true},
          {CheckKind::kOthers, others, true},
          {CheckKind::kOverall, OverallOf(meeting).body != ResponsibleBody::kUnstated, true},
          {CheckKind::kFollowUp, !FollowUpOf(meeting).date.empty(), false},
          {CheckKind::kApproved, PlanApprovalOf(meeting) == PlanApproval::kApproved, false}};
}

std::vector<MissingThing> MissingIn(const Meeting& meeting) {
  std::vector<MissingThing> missing;
  const std::vector<Commitment> commitments = meeting.Commitments();
  if (commitments.empty()) missing.push_back({Missing::kNoCommitments, {}, {}});
  for (const Commitment& commitment : commitments) ListMissing(commitment, missing);
  for (const Need& need : NeedsOf(meeting)) {
    if (need.state == NeedState::kSolved) continue;
    if (need.carrier.empty()) missing.push_back({Missing::kCarrier, need.record, need.what});
    if (IsBlank(need.next)) missing.push_back({Missing::kNextStep, need.record, need.what});
  }
  if (OverallOf(meeting).body == ResponsibleBody::kUnstated) missing.push_back({Missing::kOverall, {}, {}});
  if (FollowUpOf(meeting).date.empty()) missing.push_back({Missing::kFollowUp, {}, {}});
  if (PlanApprovalOf(meeting) != PlanApproval::kApproved) missing.push_back({Missing::kApproval, {}, {}});
  return missing;
}

Overall OverallOf(const Meeting& meeting) {
  const Document& outcome = meeting.Of(DocumentKind::kOutcome);
  return {EnumAt<ResponsibleBody>(outcome, kRootRecord, schema::kOutcomeBody, kResponsibleBodyCount),
          StringAt(outcome, kRootRecord, schema::kOutcomeResponsible)};
}

Rule SetOverall(Meeting& meeting, const Actor& actor, const Overall& overall) {
  if (const Rule rule = MayWriteOutcome(meeting, actor); rule != Rule::kNone) return rule;
  const Overall before = OverallOf(meeting);
  Document& outcome = meeting.Of(DocumentKind::kOutcome);
  if (before.body != overall.body) outcome.Set(Root(schema::kOutcomeBody), static_cast<std::int64_t>(overall.body));
  if (before.participant != overall.participant) {
    outcome.Set(Root(schema::kOutcomeResponsible), overall.participant);
  }
  return Rule::kNone;
}

PlanApproval PlanApprovalOf(const Meeting& meeting) {
  const std::string approved = StringAt(meeting.Of(DocumentKind::kVoice), kRootRecord, schema::kVoicePlanApproved);
  if (approved.empty()) return PlanApproval::kNone;
  return approved == PlanForm(meeting) ? PlanApproval::kApproved : PlanApproval::kChanged;
}

std::int64_t PlanApprovedAt(const Meeting& meeting) {
  return IntegerAt(meeting.Of(DocumentKind::kVoice), kRootRecord, schema::kVoicePlanApprovedAt);
}

Rule ApprovePlan(Meeting& meeting, const Actor& actor) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kVoice); rule != Rule::kNone) return rule;
  Document& voice = meeting.Of(DocumentKind::kVoice);
  voice.Set(Root(schema::kVoicePlanApproved), PlanForm(meeting));
  voice.Set(Root(schema::kVoicePlanApprovedAt), actor.now);
  return Rule::kNone;
}

Rule TakePlanApprovalBack(Meeting& meeting, const Actor& actor) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kVoice); rule != Rule::kNone) return rule;
  Document& voice = meeting.Of(DocumentKind::kVoice);
  voice.Set(Root(schema::kVoicePlanApproved), std::string());
  voice.Set(Root(schema::kVoicePlanApprovedAt), std::int64_t{0});
  return Rule::kNone;
}

std::string PlanApprovedBy(const Meeting& meeting) {
  const Document& voice = meeting.Of(DocumentKind::kVoice);
  if (PlanApprovedAt(meeting) == 0) return {};
  return meeting.WriterOf(voice.LastWrite(Root(schema::kVoicePlanApproved)).replica);
}

Closing ClosingOf(const Meeting& meeting) {
  const Document& outcome = meeting.Of(DocumentKind::kOutcome);
  for (const OpId end : RoundEndsOf(meeting)) {
    const std::int64_t at = IntegerAt(outcome, end, schema::kClosedAt);
    if (at == 0) continue;
    return {at, StringAt(outcome, end, schema::kClosedBy), StringAt(outcome, end, schema::kClosedReason)};
  }
  return {};
}

bool IsClosed(const Meeting& meeting) { return ClosingOf(meeting).at != 0; }

Rule Close(Meeting& meeting, const Actor& actor, const std::string& reason) {
  if (const Rule rule = MayWriteOutcome(meeting, actor); rule != Rule::kNone) return rule;
  const std::vector<MissingThing> missing = MissingIn(meeting);
  if (IsBlank(reason)) {
    const bool need = std::any_of(missing.begin(), missing.end(),
                                  [](const MissingThing& thing) { return thing.what == Missing::kCarrier; });
    if (need) return Rule::kReasonForNeed;
    if (!missing.empty()) return Rule::kReasonToClose;
  }
  Document& outcome = meeting.Of(DocumentKind::kOutcome);
  const OpId end = MakeRoundEnd(meeting);
  outcome.Set({end, schema::kClosedBy}, actor.id);
  if (!missing.empty()) outcome.Set({end, schema::kClosedReason}, reason);
  outcome.Set({end, schema::kClosedAt}, actor.now);
  return SetPhase(meeting, actor, Phase::kFollowUp);
}

Rule MayEditText(const Meeting& meeting, const Actor& actor, DocumentKind document, FieldRef text) {
  if (const Rule rule = WhyNotWrite(actor, document); rule != Rule::kNone) return rule;
  if (!IsClosed(meeting)) return Rule::kNone;
  const Document& source = meeting.Of(document);
  const std::uint32_t kind = source.KindOf(text.record);
  const bool notes = document == DocumentKind::kPlan && kind == schema::kAgendaItem;
  const bool agreed =
      document == DocumentKind::kOutcome && ((kind == schema::kCommitment && text.field != schema::kCommitmentWhy) ||
                                             (kind == schema::kNeed && text.field != schema::kNeedComment));
  return notes || agreed ? Rule::kClosed : Rule::kNone;
}

std::vector<Correction> CorrectionsOf(const Meeting& meeting, OpId about) {
  const Document& plan = meeting.Of(DocumentKind::kPlan);
  std::vector<Correction> corrections;
  // Also deleted ones: what was corrected when is not taken away.
  for (const OpId record : plan.AllItems(kCorrections)) {
    if (RecordAt(plan, record, schema::kCorrectionAbout) != about) continue;
    const std::string writer = meeting.WriterOf(record.replica);
    const std::string last = meeting.WriterOf(plan.LastWrite({record, schema::kCorrectionText}).replica);
    corrections.push_back({record, StringAt(plan, record, schema::kCorrectionText), writer,
                           IntegerAt(plan, record, schema::kCorrectionAt), last == writer ? std::string() : last});
  }
  return corrections;
}

Rule Correct(Meeting& meeting, const Actor& actor, OpId about, const std::string& text) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kPlan); rule != Rule::kNone) return rule;
  if (!IsClosed(meeting)) return Rule::kNotClosed;
  if (IsBlank(text)) return Rule::kNothingWritten;
  Document& plan = meeting.Of(DocumentKind::kPlan);
  const OpId record = plan.Create(kCorrections, kAtEnd, schema::kCorrection);
  plan.Set({record, schema::kCorrectionAbout}, about);
  plan.Set({record, schema::kCorrectionText}, text);
  plan.Set({record, schema::kCorrectionAt}, actor.now);
  return Rule::kNone;
}

std::int64_t OccasionOf(const Meeting& meeting) {
  return meeting.Round() * 2 + (PhaseOf(meeting) == Phase::kFollowUp && FollowUpBegan(meeting) ? 1 : 0);
}

std::vector<Feedback> FeedbackOf(const Meeting& meeting, std::int64_t occasion) {
  const Document& plan = meeting.Of(DocumentKind::kPlan);
  std::vector<Feedback> all;
  for (const OpId record : plan.AllItems(kFeedback)) {
    if (IntegerAt(plan, record, schema::kFeedbackOccasion) != occasion) continue;
    Feedback feedback{record, meeting.WriterOf(record.replica), {}, {}};
    // What others write into it, or their deletion of it, is not what this participant has said.
    const auto own = [&](FieldNumber field) {
      return meeting.WriterOf(plan.LastWrite({record, field}).replica) == feedback.writer;
    };
    if (plan.IsDeleted(record) && own(kDeletedField)) continue;
    if (own(schema::kFeedbackComment)) feedback.comment = StringAt(plan, record, schema::kFeedbackComment);
    for (std::size_t i = 0; i < kAskedCount; ++i) {
      if (own(kAnswers[i])) feedback.answers[i] = std::clamp<std::int64_t>(IntegerAt(plan, record, kAnswers[i]), 0, 5);
    }
    all.push_back(std::move(feedback));
  }
  return all;
}

std::vector<Feedback> LastFeedback(const Meeting& meeting) { return FeedbackBefore(meeting, OccasionOf(meeting)); }

std::vector<Feedback> FeedbackBefore(const Meeting& meeting, std::int64_t occasion) {
  while (--occasion >= 0) {
    std::vector<Feedback> feedback = FeedbackOf(meeting, occasion);
    // Answers that were all taken back say nothing.
    std::erase_if(feedback, [](const Feedback& any) { return SaysNothing(any); });
    if (!feedback.empty()) return feedback;
  }
  return {};
}

bool SaysNothing(const Feedback& feedback) {
  return IsBlank(feedback.comment) &&
         std::all_of(feedback.answers.begin(), feedback.answers.end(), [](std::int64_t answer) { return answer == 0; });
}

Feedback OwnFeedback(const Meeting& meeting, const Actor& actor) {
  for (Feedback& feedback : FeedbackOf(meeting, OccasionOf(meeting))) {
    if (feedback.writer == actor.id) return std::move(feedback);
  }
  return {};
}

Rule AnswerFeedback(Meeting& meeting, const Actor& actor, Asked question, std::int64_t answer) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kPlan); rule != Rule::kNone) return rule;
  const OpId record = OwnFeedbackRecord(meeting, actor);
  meeting.Of(DocumentKind::kPlan).Set({record, kAnswers[static_cast<std::size_t>(question)]}, answer);
  return Rule::kNone;
}

Rule CommentFeedback(Meeting& meeting, const Actor& actor, const std::string& comment) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kPlan); rule != Rule::kNone) return rule;
  meeting.Of(DocumentKind::kPlan).Set({OwnFeedbackRecord(meeting, actor), schema::kFeedbackComment}, comment);
  return Rule::kNone;
}

}  // namespace samsyn
