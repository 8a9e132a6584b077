// Min röst: what the person says themselves before, during and after the meeting. It stands in voice, which only the
// person and the helper they have chosen may write; the relay sees to that.
#pragma once

#include "shared/meeting/actor.h"
#include "shared/meeting/meeting.h"

namespace samsyn {

struct PersonsQuestion {
  OpId record;
  std::string text;
};
[[nodiscard]] std::vector<PersonsQuestion> QuestionsOf(const Meeting& meeting);
[[nodiscard]] std::vector<PersonsQuestion> DeletedQuestionsOf(const Meeting& meeting);
[[nodiscard]] FieldRef QuestionText(OpId question);
// The new question is the last one.
[[nodiscard]] Rule AddQuestion(Meeting& meeting, const Actor& actor, const std::string& text);
[[nodiscard]] Rule RemoveQuestion(Meeting& meeting, const Actor& actor, OpId question);
[[nodiscard]] Rule RestoreQuestion(Meeting& meeting, const Actor& actor, OpId question);
// Also moves the items that answer them, so that the agenda has the person's order: only the person and their helper.
[[nodiscard]] Rule MoveQuestion(Meeting& meeting, const Actor& actor, OpId question, std::size_t index);
// Moves an agenda item; one that answers a question of the person's only by them, and with the question.
[[nodiscard]] Rule MoveAgendaItem(Meeting& meeting, const Actor& actor, OpId item, std::size_t index);
[[nodiscard]] Rule RemoveAgendaItem(Meeting& meeting, const Actor& actor, OpId item);

// The texts that are there from the start.
enum class VoiceText : std::uint8_t {
  kAvoid,        // what not to talk about
  kStrengths,    // what works already; asked first
  kOwnWords,     // the plan opens with these
  kTry,          // "Vad vill du prova på riktigt?"
  kScope,        // what the consent covers
  kInterpreter,  // the language
  kMeetMe,       // what else is good to know when we meet
};
[[nodiscard]] FieldRef FieldOf(VoiceText text);
[[nodiscard]] std::string TextOf(const Meeting& meeting, VoiceText text);

// How the person wants to be met.
struct Adaptations {
  std::int64_t break_after = 0;  // minutes; 0: when they ask for it
  bool calm = false;
  bool short_texts = false;
  bool pictures = false;
};
[[nodiscard]] Adaptations AdaptationsOf(const Meeting& meeting);
[[nodiscard]] Rule SetAdaptations(Meeting& meeting, const Actor& actor, const Adaptations& adaptations);
// Somebody the person trusts; a participant id, or empty.
[[nodiscard]] std::string TrustedOf(const Meeting& meeting);
[[nodiscard]] Rule SetTrusted(Meeting& meeting, const Actor& actor, const std::string& participant);

enum class GoalTerm : std::uint8_t { kLong, kShort };
inline constexpr int kGoalTermCount = 2;
struct Goal {
  OpId record;
  GoalTerm term = GoalTerm::kLong;
  std::string text;
  std::string measure;  // how one sees that it is reached
  std::string latest;   // "2026-12-18" or empty
  OpId question;
};
[[nodiscard]] std::vector<Goal> GoalsOf(const Meeting& meeting);
[[nodiscard]] FieldRef GoalText(OpId goal);
[[nodiscard]] FieldRef GoalMeasure(OpId goal);
[[nodiscard]] Rule AddGoal(Meeting& meeting, const Actor& actor, GoalTerm term);
[[nodiscard]] Rule RemoveGoal(Meeting& meeting, const Actor& actor, OpId goal);
[[nodiscard]] Rule SetGoalLatest(Meeting& meeting, const Actor& actor, OpId goal, const std::string& date);
[[nodiscard]] Rule SetGoalQuestion(Meeting& meeting, const Actor& actor, OpId goal, OpId question);

// Who the person wants there, and who not.
enum class WishAnswer : std::uint8_t { kUnanswered, kYes, kNo };
inline constexpr int kWishAnswerCount = 3;
struct Wish {
  OpId record;
  std::string participant;  // empty: somebody who is not invited (yet)
  std::string name;         // of somebody who is not a participant
  WishAnswer answer = WishAnswer::kUnanswered;
  std::string limit;  // what they may be there for
};
[[nodiscard]] std::vector<Wish> WishesOf(const Meeting& meeting);
[[nodiscard]] Wish WishAbout(const Meeting& meeting, const std::string& participant);
[[nodiscard]] FieldRef WishName(OpId wish);
[[nodiscard]] FieldRef WishLimit(OpId wish);
[[nodiscard]] Rule AddWish(Meeting& meeting, const Actor& actor);  // somebody without a link
[[nodiscard]] Rule RemoveWish(Meeting& meeting, const Actor& actor, OpId wish);
[[nodiscard]] Rule AnswerWish(Meeting& meeting, const Actor& actor, OpId wish, WishAnswer answer);
// About a participant; makes the wish if there is none.
[[nodiscard]] Rule SetWish(Meeting& meeting, const Actor& actor, const std::string& participant, WishAnswer answer);

// The person's own words at the follow-up of a round.
[[nodiscard]] FieldRef FollowUpWords(std::int64_t round);

// The helper's first name belongs beside what they have written: whoever wrote the last part of it, when it was not
// the person. Empty: the person, or nobody.
[[nodiscard]] std::string WrittenBySomebodyElse(const Meeting& meeting, FieldRef text, const std::string& individual);

}  // namespace samsyn
