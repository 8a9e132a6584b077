#include "shared/meeting/needs.h"

#include <algorithm>

#include "shared/meeting/commitments.h"
#include "shared/meeting/records.h"
#include "shared/meeting/schema.h"

namespace samsyn {
namespace {

constexpr FieldRef kNeeds{kRootRecord, schema::kOutcomeNeeds};
constexpr FieldRef kDissents{kRootRecord, schema::kPlanDissents};

Document& OutcomeOf(Meeting& meeting) { return meeting.Of(DocumentKind::kOutcome); }

std::vector<std::string> Split(const std::string& words) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find(' ', at), words.size());
    if (end > at) parts.push_back(words.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

Need ReadNeed(const Document& outcome, OpId record) {
  Need need;
  need.record = record;
  need.what = outcome.TextOf(NeedWhat(record));
  need.tried = Split(StringAt(outcome, record, schema::kNeedTried));
  need.reason = outcome.TextOf(NeedReason(record));
  need.carrier = StringAt(outcome, record, schema::kNeedCarrier);
  need.next = outcome.TextOf(NeedNext(record));
  need.latest = StringAt(outcome, record, schema::kNeedLatest);
  need.item = RecordAt(outcome, record, schema::kNeedItem);
  need.state = EnumAt<NeedState>(outcome, record, schema::kNeedState, kNeedStateCount);
  need.comment = outcome.TextOf(NeedComment(record));
  return need;
}

// Only its writer takes a dissent away, and then nobody else brings it back: what counts is that they emptied its text.
// What others do to the record's deletion is not heeded, one way or the other.
bool IsRemoved(const Meeting& meeting, OpId dissent) {
  const Document& plan = meeting.Of(DocumentKind::kPlan);
  const std::string writer = meeting.WriterOf(dissent.replica);
  const auto wrote_last = [&](FieldNumber field) {
    return meeting.WriterOf(plan.LastWrite({dissent, field}).replica) == writer;
  };
  if (IsBlank(StringAt(plan, dissent, schema::kDissentText)) && wrote_last(schema::kDissentText)) return true;
  return plan.IsDeleted(dissent) && wrote_last(kDeletedField);
}

bool IsOwn(const Meeting& meeting, const Actor& actor, OpId dissent) {
  return meeting.WriterOf(dissent.replica) == actor.id;
}

}  // namespace

std::vector<Need> NeedsOf(const Meeting& meeting) {
  const Document& outcome = meeting.Of(DocumentKind::kOutcome);
  std::vector<Need> needs;
  for (const OpId record : outcome.Items(kNeeds)) {
    Need need = ReadNeed(outcome, record);
    const bool of_now = IntegerAt(outcome, record, schema::kNeedRound) == meeting.Round() ||
                        IntegerAt(outcome, record, schema::kNeedStateRound) == meeting.Round();
    // What was solved in an earlier round is not carried over.
    if (of_now || need.state != NeedState::kSolved) needs.push_back(std::move(need));
  }
  return needs;
}

std::vector<Need> DeletedNeedsOf(const Meeting& meeting) {
  const Document& outcome = meeting.Of(DocumentKind::kOutcome);
  std::vector<Need> needs;
  for (const OpId record : outcome.DeletedItems(kNeeds)) needs.push_back(ReadNeed(outcome, record));
  return needs;
}

FieldRef NeedWhat(OpId need) { return {need, schema::kNeedWhat}; }
FieldRef NeedReason(OpId need) { return {need, schema::kNeedReason}; }
FieldRef NeedNext(OpId need) { return {need, schema::kNeedNext}; }
FieldRef NeedComment(OpId need) { return {need, schema::kNeedComment}; }

Rule AddNeed(Meeting& meeting, const Actor& actor, const std::string& what, OpId item) {
  if (const Rule rule = MayWriteOutcome(meeting, actor); rule != Rule::kNone) return rule;
  Document& outcome = OutcomeOf(meeting);
  const OpId need = outcome.Create(kNeeds, kAtEnd, schema::kNeed);
  outcome.InsertText(NeedWhat(need), 0, what);
  if (!item.IsNone()) outcome.Set({need, schema::kNeedItem}, item);
  if (meeting.Round() != 0) outcome.Set({need, schema::kNeedRound}, meeting.Round());
  return Rule::kNone;
}

Rule MakeNeed(Meeting& meeting, const Actor& actor, OpId commitment) {
  for (const Commitment& any : meeting.Commitments()) {
    if (any.record != commitment) continue;
    if (const Rule rule = AddNeed(meeting, actor, any.what, any.item); rule != Rule::kNone) return rule;
    OutcomeOf(meeting).Delete(commitment);
  }
  return Rule::kNone;
}

Rule RemoveNeed(Meeting& meeting, const Actor& actor, OpId need) {
  if (const Rule rule = MayWriteOutcome(meeting, actor); rule != Rule::kNone) return rule;
  OutcomeOf(meeting).Delete(need);
  return Rule::kNone;
}

Rule RestoreNeed(Meeting& meeting, const Actor& actor, OpId need) {
  if (const Rule rule = MayWriteOutcome(meeting, actor); rule != Rule::kNone) return rule;
  OutcomeOf(meeting).Restore(need);
  return Rule::kNone;
}

Rule SetTried(Meeting& meeting, const Actor& actor, OpId need, const std::string& participant, bool tried) {
  if (const Rule rule = MayWriteOutcome(meeting, actor); rule != Rule::kNone) return rule;
  std::string all;
  for (const std::string& other : ReadNeed(OutcomeOf(meeting), need).tried) {
    if (other != participant) all += (all.empty() ? "" : " ") + other;
  }
  if (tried) all += (all.empty() ? "" : " ") + participant;
  OutcomeOf(meeting).Set({need, schema::kNeedTried}, all);
  return Rule::kNone;
}

Rule SetNeedLatest(Meeting& meeting, const Actor& actor, OpId need, const std::string& date) {
  if (const Rule rule = MayWriteOutcome(meeting, actor); rule != Rule::kNone) return rule;
  OutcomeOf(meeting).Set({need, schema::kNeedLatest}, date);
  return Rule::kNone;
}

Rule SetCarrier(Meeting& meeting, const Actor& actor, OpId need, const std::string& participant) {
  if (const Rule rule = MayWriteOutcome(meeting, actor); rule != Rule::kNone) return rule;
  OutcomeOf(meeting).Set({need, schema::kNeedCarrier}, participant);
  return Rule::kNone;
}

std::vector<Dissent> DissentsOf(const Meeting& meeting) {
  const Document& plan = meeting.Of(DocumentKind::kPlan);
  std::vector<Dissent> dissents;
  for (const OpId record : plan.AllItems(kDissents)) {
    if (IsRemoved(meeting, record) || IntegerAt(plan, record, schema::kDissentRound) != meeting.Round()) continue;
    const std::string writer = meeting.WriterOf(record.replica);
    const std::string last = meeting.WriterOf(plan.LastWrite({record, schema::kDissentText}).replica);
    dissents.push_back({record, writer, StringAt(plan, record, schema::kDissentText),
                        RecordAt(plan, record, schema::kDissentItem), last == writer ? std::string() : last});
  }
  return dissents;
}

Rule WriteDissent(Meeting& meeting, const Actor& actor, const std::string& text, OpId item) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kPlan); rule != Rule::kNone) return rule;
  if (IsBlank(text)) return Rule::kNothingWritten;
  Document& plan = meeting.Of(DocumentKind::kPlan);
  const OpId dissent = plan.Create(kDissents, kAtEnd, schema::kDissent);
  plan.Set({dissent, schema::kDissentText}, text);
  if (!item.IsNone()) plan.Set({dissent, schema::kDissentItem}, item);
  if (meeting.Round() != 0) plan.Set({dissent, schema::kDissentRound}, meeting.Round());
  return Rule::kNone;
}

Rule ChangeDissent(Meeting& meeting, const Actor& actor, OpId dissent, const std::string& text) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kPlan); rule != Rule::kNone) return rule;
  if (!IsOwn(meeting, actor, dissent)) return Rule::kOwnDissent;
  if (IsBlank(text)) return Rule::kNothingWritten;
  meeting.Of(DocumentKind::kPlan).Set({dissent, schema::kDissentText}, text);
  return Rule::kNone;
}

Rule RemoveDissent(Meeting& meeting, const Actor& actor, OpId dissent) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kPlan); rule != Rule::kNone) return rule;
  if (!IsOwn(meeting, actor, dissent)) return Rule::kOwnDissent;
  meeting.Of(DocumentKind::kPlan).Set({dissent, schema::kDissentText}, std::string());
  meeting.Of(DocumentKind::kPlan).Delete(dissent);
  return Rule::kNone;
}

}  // namespace samsyn
