#include "shared/meeting/talk.h"

#include <algorithm>

#include "shared/meeting/options.h"
#include "shared/meeting/records.h"
#include "shared/meeting/schema.h"
#include "shared/meeting/voice.h"

namespace samsyn {
namespace {

constexpr FieldRef kApprovals = Root(schema::kVoiceApprovals);
constexpr FieldRef kWordsUnder = Root(schema::kVoiceItemWords);
constexpr FieldRef kWords = Root(schema::kPlanWords);
constexpr FieldRef kGoRounds = Root(schema::kPlanGoRounds);
constexpr FieldRef kTurns = Root(schema::kPlanTurns);
constexpr FieldRef kPauses = Root(schema::kPlanPausesTaken);
constexpr std::int64_t kMinute = 60'000;

}  // namespace

Approval ApprovalOf(const Meeting& meeting, OpId item) {
  const OpId record = FindRecord(VoiceOf(meeting), kApprovals, schema::kApprovalItem, item);
  if (record.IsNone()) return Approval::kNone;
  const std::string now = ApprovedForm(PlanOf(meeting).TextOf(Meeting::NotesOf(item)));
  return StringAt(VoiceOf(meeting), record, schema::kApprovalText) == now ? Approval::kApproved : Approval::kChanged;
}

Rule ApproveNotes(Meeting& meeting, const Actor& actor, OpId item) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kVoice); rule != Rule::kNone) return rule;
  const std::string notes = PlanOf(meeting).TextOf(Meeting::NotesOf(item));
  if (IsBlank(notes)) return Rule::kNothingWritten;
  const OpId record = FindOrCreateRecord(VoiceOf(meeting), kApprovals, schema::kApproval, schema::kApprovalItem, item);
  VoiceOf(meeting).Set({record, schema::kApprovalText}, ApprovedForm(notes));
  return Rule::kNone;
}

Rule TakeApprovalBack(Meeting& meeting, const Actor& actor, OpId item) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kVoice); rule != Rule::kNone) return rule;
  const OpId record = FindRecord(VoiceOf(meeting), kApprovals, schema::kApprovalItem, item);
  if (!record.IsNone()) VoiceOf(meeting).Delete(record);
  return Rule::kNone;
}

ItemWords WordsUnder(const Meeting& meeting, OpId item) {
  const OpId record = FindRecord(VoiceOf(meeting), kWordsUnder, schema::kItemWordsItem, item);
  return record.IsNone() ? ItemWords{} : ItemWords{record, VoiceOf(meeting).TextOf(ItemWordsText(record))};
}

FieldRef ItemWordsText(OpId record) { return {record, schema::kItemWordsText}; }

Rule WriteFirstWords(Meeting& meeting, const Actor& actor, OpId item, const std::string& text) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kVoice); rule != Rule::kNone) return rule;
  const OpId record =
      FindOrCreateRecord(VoiceOf(meeting), kWordsUnder, schema::kItemWords, schema::kItemWordsItem, item);
  VoiceOf(meeting).InsertText(ItemWordsText(record), VoiceOf(meeting).TextSize(ItemWordsText(record)), text);
  return Rule::kNone;
}

Rule SetUnknown(Meeting& meeting, const Actor& actor, OpId item, bool unknown) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kPlan); rule != Rule::kNone) return rule;
  PlanOf(meeting).Set({item, schema::kItemUnknown}, unknown);
  return Rule::kNone;
}

Evidence EvidenceOf(const Meeting& meeting, OpId item, const std::string& individual) {
  const Document& plan = PlanOf(meeting);
  Evidence evidence;
  evidence.own_words = !IsBlank(WordsUnder(meeting, item).text);
  evidence.question = !LiveRecordAt(plan, {item, schema::kItemQuestion}, VoiceOf(meeting)).IsNone();
  evidence.approved = ApprovalOf(meeting, item) == Approval::kApproved;
  const FieldRef notes = Meeting::NotesOf(item);
  for (const IdRange& characters : plan.CharactersIn(notes, 0, plan.TextSize(notes))) {
    const bool own = !individual.empty() && meeting.WriterOf(characters.first.replica) == individual;
    evidence.own_words = evidence.own_words || own;
    evidence.approved = evidence.approved || own;
  }
  for (const Option& option : OptionsOf(meeting, item)) evidence.chosen |= option.choice == Choice::kWants;
  for (const OpId pause : plan.Items(kPauses)) evidence.adapted |= RecordAt(plan, pause, schema::kPauseItem) == item;
  for (const ExplainedWord& word : WordsOf(meeting)) {
    evidence.adapted |= word.item == item && !IsBlank(word.meaning);
  }
  return evidence;
}

std::vector<ExplainedWord> WordsOf(const Meeting& meeting) {
  const Document& plan = PlanOf(meeting);
  std::vector<ExplainedWord> words;
  for (const OpId record : plan.Items(kWords)) {
    words.push_back({record, StringAt(plan, record, schema::kWordWord), plan.TextOf(WordMeaning(record)),
                     RecordAt(plan, record, schema::kWordItem), meeting.WriterOf(record.replica)});
  }
  return words;
}

FieldRef WordMeaning(OpId word) { return {word, schema::kWordMeaning}; }

Rule AskForWord(Meeting& meeting, const Actor& actor, const std::string& word, OpId item) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kPlan); rule != Rule::kNone) return rule;
  if (IsBlank(word)) return Rule::kNothingWritten;
  const OpId record = PlanOf(meeting).Create(kWords, kAtEnd, schema::kWord);
  PlanOf(meeting).Set({record, schema::kWordWord}, word);
  if (!item.IsNone()) PlanOf(meeting).Set({record, schema::kWordItem}, item);
  return Rule::kNone;
}

Rule ExplainWord(Meeting& meeting, const Actor& actor, OpId word, const std::string& meaning) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kPlan); rule != Rule::kNone) return rule;
  const FieldRef text = WordMeaning(word);
  if (IsBlank(PlanOf(meeting).TextOf(text))) PlanOf(meeting).InsertText(text, 0, meaning);
  return Rule::kNone;
}

Rule RemoveWord(Meeting& meeting, const Actor& actor, OpId word) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kPlan); rule != Rule::kNone) return rule;
  PlanOf(meeting).Delete(word);
  return Rule::kNone;
}

GoRound CurrentGoRound(const Meeting& meeting) {
  const Document& plan = PlanOf(meeting);
  GoRound round;
  for (const OpId record : plan.Items(kGoRounds)) {
    if (!FlagAt(plan, record, schema::kGoRoundEnded)) round.record = record;
  }
  if (round.record.IsNone()) return round;
  round.item = RecordAt(plan, round.record, schema::kGoRoundItem);
  for (const OpId turn : plan.Items(kTurns)) {
    if (RecordAt(plan, turn, schema::kTurnGoRound) != round.record) continue;
    const std::string who = StringAt(plan, turn, schema::kTurnParticipant);
    const bool had =
        std::any_of(round.done.begin(), round.done.end(), [&](const Turn& any) { return any.participant == who; });
    if (!had) round.done.push_back({who, FlagAt(plan, turn, schema::kTurnPassed)});
  }
  return round;
}

std::string WhoseTurn(const GoRound& round, const std::vector<Participant>& here) {
  const auto waits = [&](const Participant& participant) {
    if (participant.role == Role::kObserver || participant.role == Role::kInterpreter) return false;
    return std::none_of(round.done.begin(), round.done.end(),
                        [&](const Turn& turn) { return turn.participant == participant.id; });
  };
  for (const Participant& participant : here) {
    if (participant.role == Role::kIndividual && waits(participant)) return participant.id;
  }
  const auto next = std::find_if(here.begin(), here.end(), waits);
  return next == here.end() ? std::string() : next->id;
}

Rule StartGoRound(Meeting& meeting, const Actor& actor, OpId item) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kPlan); rule != Rule::kNone) return rule;
  if (!CurrentGoRound(meeting).record.IsNone()) return Rule::kNone;
  const OpId record = PlanOf(meeting).Create(kGoRounds, kAtEnd, schema::kGoRound);
  PlanOf(meeting).Set({record, schema::kGoRoundItem}, item);
  return Rule::kNone;
}

Rule FinishTurn(Meeting& meeting, const Actor& actor, const std::string& participant, bool passed) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kPlan); rule != Rule::kNone) return rule;
  const bool may = participant == actor.id || actor.role == Role::kChair || actor.has_pen;
  if (!may) return Rule::kOwnTurn;
  const GoRound round = CurrentGoRound(meeting);
  const bool had = std::any_of(round.done.begin(), round.done.end(),
                               [&](const Turn& turn) { return turn.participant == participant; });
  if (round.record.IsNone() || had) return Rule::kNone;
  const OpId turn = PlanOf(meeting).Create(kTurns, kAtEnd, schema::kTurn);
  PlanOf(meeting).Set({turn, schema::kTurnGoRound}, round.record);
  PlanOf(meeting).Set({turn, schema::kTurnParticipant}, participant);
  PlanOf(meeting).Set({turn, schema::kTurnPassed}, passed);
  return Rule::kNone;
}

Rule EndGoRound(Meeting& meeting, const Actor& actor) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kPlan); rule != Rule::kNone) return rule;
  if (!actor.Leads()) return Rule::kLeadsMeeting;
  for (const OpId record : PlanOf(meeting).Items(kGoRounds)) {
    if (!FlagAt(PlanOf(meeting), record, schema::kGoRoundEnded)) {
      PlanOf(meeting).Set({record, schema::kGoRoundEnded}, true);
    }
  }
  return Rule::kNone;
}

bool MayPause(Role role) { return role == Role::kIndividual || role == Role::kRelative || role == Role::kChair; }

Rule Pause(Meeting& meeting, const Actor& actor) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kPlan); rule != Rule::kNone) return rule;
  if (!MayPause(actor.role) && !actor.speaks_for_individual) return Rule::kPauseOthers;
  const OpId pause = PlanOf(meeting).Create(kPauses, kAtEnd, schema::kPauseTaken);
  PlanOf(meeting).Set({pause, schema::kPauseAt}, actor.now);
  if (const OpId item = meeting.CurrentItem(); !item.IsNone()) PlanOf(meeting).Set({pause, schema::kPauseItem}, item);
  meeting.SetPaused(actor.id);
  return Rule::kNone;
}

std::int64_t LastPauseAt(const Meeting& meeting) {
  std::int64_t last = 0;
  for (const OpId pause : PlanOf(meeting).Items(kPauses)) {
    last = std::max(last, IntegerAt(PlanOf(meeting), pause, schema::kPauseAt));
  }
  return last;
}

bool BreakIsDue(const Meeting& meeting, std::int64_t now, std::int64_t began) {
  const std::int64_t after = AdaptationsOf(meeting).break_after * kMinute;
  const std::int64_t since = std::max(began, LastPauseAt(meeting));
  return after > 0 && since > 0 && now - since >= after;
}

}  // namespace samsyn
