#include "shared/meeting/voice.h"

#include <algorithm>

#include "shared/meeting/records.h"
#include "shared/meeting/schema.h"
#include "shared/meeting/summary.h"

namespace samsyn {
namespace {

constexpr FieldRef kQuestions = Root(schema::kVoiceQuestions);
constexpr FieldRef kGoals = Root(schema::kVoiceGoals);
constexpr FieldRef kWishes = Root(schema::kVoiceWishes);

// A change of voice by whoever may.
template <typename Make>
Rule InVoice(Meeting& meeting, const Actor& actor, Make make) {
  const Rule rule = WhyNotWrite(actor, DocumentKind::kVoice);
  if (rule == Rule::kNone) make(VoiceOf(meeting));
  return rule;
}

std::vector<PersonsQuestion> ReadQuestions(const Meeting& meeting, const std::vector<OpId>& records) {
  std::vector<PersonsQuestion> questions;
  for (const OpId record : records) questions.push_back({record, VoiceOf(meeting).TextOf(QuestionText(record))});
  return questions;
}

OpId QuestionOfItem(const Meeting& meeting, OpId item) {
  return LiveRecordAt(meeting.Of(DocumentKind::kPlan), {item, schema::kItemQuestion}, VoiceOf(meeting));
}

// The items that answer questions stand on the places such items have, in the questions' order.
void OrderItemsAsQuestions(Meeting& meeting) {
  Document& plan = meeting.Of(DocumentKind::kPlan);
  const FieldRef agenda = Root(schema::kPlanAgenda);
  std::vector<OpId> wanted;
  for (const PersonsQuestion& question : QuestionsOf(meeting)) {
    for (const OpId item : plan.Items(agenda)) {
      if (QuestionOfItem(meeting, item) == question.record) wanted.push_back(item);
    }
  }
  std::size_t next = 0;
  for (std::size_t index = 0; index < plan.Items(agenda).size() && next < wanted.size(); ++index) {
    const OpId standing = plan.Items(agenda)[index];
    if (QuestionOfItem(meeting, standing).IsNone()) continue;
    if (standing != wanted[next]) plan.Move(wanted[next], index);
    ++next;
  }
}

}  // namespace

std::vector<PersonsQuestion> QuestionsOf(const Meeting& meeting) {
  return ReadQuestions(meeting, VoiceOf(meeting).Items(kQuestions));
}

std::vector<PersonsQuestion> DeletedQuestionsOf(const Meeting& meeting) {
  return ReadQuestions(meeting, VoiceOf(meeting).DeletedItems(kQuestions));
}

FieldRef QuestionText(OpId question) { return {question, schema::kQuestionText}; }

Rule AddQuestion(Meeting& meeting, const Actor& actor, const std::string& text) {
  return InVoice(meeting, actor, [&](Document&) { (void)meeting.AddQuestion(text); });
}

Rule RemoveQuestion(Meeting& meeting, const Actor& actor, OpId question) {
  if (WhyNotWrite(actor, DocumentKind::kVoice) == Rule::kPersonsOwn) return Rule::kPersonsOrder;
  return InVoice(meeting, actor, [&](Document& voice) { voice.Delete(question); });
}

Rule RestoreQuestion(Meeting& meeting, const Actor& actor, OpId question) {
  return InVoice(meeting, actor, [&](Document& voice) { voice.Restore(question); });
}

Rule MoveQuestion(Meeting& meeting, const Actor& actor, OpId question, std::size_t index) {
  if (WhyNotWrite(actor, DocumentKind::kVoice) == Rule::kPersonsOwn) return Rule::kPersonsOrder;
  return InVoice(meeting, actor, [&](Document& voice) {
    voice.Move(question, index);
    OrderItemsAsQuestions(meeting);
  });
}

Rule MoveAgendaItem(Meeting& meeting, const Actor& actor, OpId item, std::size_t index) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kPlan); rule != Rule::kNone) return rule;
  Document& plan = meeting.Of(DocumentKind::kPlan);
  const OpId question = QuestionOfItem(meeting, item);
  if (!question.IsNone() && !actor.speaks_for_individual) return Rule::kPersonsOrder;
  plan.Move(item, index);
  if (question.IsNone()) return Rule::kNone;
  // The questions follow: as many of them stand before this one as their items do.
  std::size_t before = 0;
  for (const OpId other : plan.Items(Root(schema::kPlanAgenda))) {
    if (other == item) break;
    if (!QuestionOfItem(meeting, other).IsNone()) ++before;
  }
  VoiceOf(meeting).Move(question, before);
  return Rule::kNone;
}

Rule RemoveAgendaItem(Meeting& meeting, const Actor& actor, OpId item) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kPlan); rule != Rule::kNone) return rule;
  if (!QuestionOfItem(meeting, item).IsNone() && !actor.speaks_for_individual) return Rule::kPersonsOrder;
  // With the item what was noted under it would be gone.
  if (IsClosed(meeting)) return Rule::kClosed;
  meeting.Of(DocumentKind::kPlan).Delete(item);
  return Rule::kNone;
}

FieldRef FieldOf(VoiceText text) {
  switch (text) {
    case VoiceText::kAvoid:
      return Root(schema::kVoiceAvoid);
    case VoiceText::kStrengths:
      return Root(schema::kVoiceStrengths);
    case VoiceText::kOwnWords:
      return Root(schema::kVoiceOwnWords);
    case VoiceText::kTry:
      return Root(schema::kVoiceTry);
    case VoiceText::kScope:
      return Root(schema::kVoiceScope);
    case VoiceText::kInterpreter:
      return Root(schema::kVoiceInterpreter);
    case VoiceText::kMeetMe:
      return Root(schema::kVoiceMeetMe);
  }
  return {};
}

std::string TextOf(const Meeting& meeting, VoiceText text) { return VoiceOf(meeting).TextOf(FieldOf(text)); }

Adaptations AdaptationsOf(const Meeting& meeting) {
  const Document& voice = VoiceOf(meeting);
  Adaptations adaptations;
  adaptations.break_after =
      std::clamp<std::int64_t>(IntegerAt(voice, kRootRecord, schema::kVoiceBreakAfter), 0, std::int64_t{24} * 60);
  adaptations.calm = FlagAt(voice, kRootRecord, schema::kVoiceCalm);
  adaptations.short_texts = FlagAt(voice, kRootRecord, schema::kVoiceShortTexts);
  adaptations.pictures = FlagAt(voice, kRootRecord, schema::kVoicePictures);
  return adaptations;
}

Rule SetAdaptations(Meeting& meeting, const Actor& actor, const Adaptations& adaptations) {
  return InVoice(meeting, actor, [&](Document& voice) {
    const auto set = [&](FieldNumber field, const Value& value) {
      if (voice.Get(Root(field)) != value) voice.Set(Root(field), value);
    };
    set(schema::kVoiceBreakAfter, adaptations.break_after);
    set(schema::kVoiceCalm, adaptations.calm);
    set(schema::kVoiceShortTexts, adaptations.short_texts);
    set(schema::kVoicePictures, adaptations.pictures);
  });
}

std::string TrustedOf(const Meeting& meeting) { return StringAt(VoiceOf(meeting), kRootRecord, schema::kVoiceTrusted); }

Rule SetTrusted(Meeting& meeting, const Actor& actor, const std::string& participant) {
  return InVoice(meeting, actor, [&](Document& voice) { voice.Set(Root(schema::kVoiceTrusted), participant); });
}

std::vector<Goal> GoalsOf(const Meeting& meeting) {
  const Document& voice = VoiceOf(meeting);
  std::vector<Goal> goals;
  for (const OpId record : voice.Items(kGoals)) {
    goals.push_back({record, EnumAt<GoalTerm>(voice, record, schema::kGoalTerm, kGoalTermCount),
                     voice.TextOf(GoalText(record)), voice.TextOf(GoalMeasure(record)),
                     StringAt(voice, record, schema::kGoalLatest),
                     LiveRecordAt(voice, {record, schema::kGoalQuestion}, voice)});
  }
  return goals;
}

FieldRef GoalText(OpId goal) { return {goal, schema::kGoalText}; }
FieldRef GoalMeasure(OpId goal) { return {goal, schema::kGoalMeasure}; }

Rule AddGoal(Meeting& meeting, const Actor& actor, GoalTerm term) {
  return InVoice(meeting, actor, [&](Document& voice) {
    const OpId goal = voice.Create(kGoals, kAtEnd, schema::kGoal);
    voice.Set({goal, schema::kGoalTerm}, static_cast<std::int64_t>(term));
  });
}

Rule RemoveGoal(Meeting& meeting, const Actor& actor, OpId goal) {
  return InVoice(meeting, actor, [&](Document& voice) { voice.Delete(goal); });
}

Rule SetGoalLatest(Meeting& meeting, const Actor& actor, OpId goal, const std::string& date) {
  return InVoice(meeting, actor, [&](Document& voice) { voice.Set({goal, schema::kGoalLatest}, date); });
}

Rule SetGoalQuestion(Meeting& meeting, const Actor& actor, OpId goal, OpId question) {
  return InVoice(meeting, actor, [&](Document& voice) {
    voice.Set({goal, schema::kGoalQuestion}, question.IsNone() ? Value{} : Value{question});
  });
}

std::vector<Wish> WishesOf(const Meeting& meeting) {
  const Document& voice = VoiceOf(meeting);
  std::vector<Wish> wishes;
  for (const OpId record : voice.Items(kWishes)) {
    wishes.push_back({record, StringAt(voice, record, schema::kWishParticipant), voice.TextOf(WishName(record)),
                      EnumAt<WishAnswer>(voice, record, schema::kWishAnswer, kWishAnswerCount),
                      voice.TextOf(WishLimit(record))});
  }
  return wishes;
}

Wish WishAbout(const Meeting& meeting, const std::string& participant) {
  for (Wish& wish : WishesOf(meeting)) {
    if (!participant.empty() && wish.participant == participant) return std::move(wish);
  }
  Wish none;
  none.participant = participant;
  return none;
}

FieldRef WishName(OpId wish) { return {wish, schema::kWishName}; }
FieldRef WishLimit(OpId wish) { return {wish, schema::kWishLimit}; }

Rule AddWish(Meeting& meeting, const Actor& actor) {
  return InVoice(meeting, actor, [&](Document& voice) {
    const OpId wish = voice.Create(kWishes, kAtEnd, schema::kWish);
    voice.Set({wish, schema::kWishAnswer}, static_cast<std::int64_t>(WishAnswer::kYes));
  });
}

Rule RemoveWish(Meeting& meeting, const Actor& actor, OpId wish) {
  return InVoice(meeting, actor, [&](Document& voice) { voice.Delete(wish); });
}

Rule AnswerWish(Meeting& meeting, const Actor& actor, OpId wish, WishAnswer answer) {
  return InVoice(meeting, actor, [&](Document& voice) {
    voice.Set({wish, schema::kWishAnswer}, static_cast<std::int64_t>(answer));
  });
}

Rule SetWish(Meeting& meeting, const Actor& actor, const std::string& participant, WishAnswer answer) {
  return InVoice(meeting, actor, [&](Document& voice) {
    const OpId wish = FindOrCreateRecord(voice, kWishes, schema::kWish, schema::kWishParticipant, participant);
    voice.Set({wish, schema::kWishAnswer}, static_cast<std::int64_t>(answer));
  });
}

FieldRef FollowUpWords(std::int64_t round) {
  const std::int64_t number = std::clamp<std::int64_t>(round, 0, schema::kMaxRound);
  return Root(schema::kVoiceFollowUpWords + static_cast<FieldNumber>(number));
}

std::string WrittenBySomebodyElse(const Meeting& meeting, FieldRef text, const std::string& individual) {
  const Document& voice = VoiceOf(meeting);
  for (const IdRange& characters : voice.CharactersIn(text, 0, voice.TextSize(text))) {
    const std::string writer = meeting.WriterOf(characters.first.replica);
    if (!writer.empty() && writer != individual) return writer;
  }
  return {};
}

}  // namespace samsyn
