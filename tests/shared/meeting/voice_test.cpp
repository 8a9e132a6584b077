// Min röst: what the person says stands in voice, and is theirs and their helper's to write.
#include "shared/meeting/voice.h"

#include <doctest/doctest.h>

#include "shared/meeting/schema.h"
#include "tests/shared/meeting/actors.h"
#include "tests/shared/meeting/meeting_room.h"

namespace samsyn {
namespace {

std::string Questions(const Meeting& meeting) {
  std::string all;
  for (const PersonsQuestion& question : QuestionsOf(meeting)) all += question.text + "|";
  return all;
}

std::string Titles(const Meeting& meeting) {
  std::string all;
  for (const AgendaItem& item : meeting.Agenda()) all += item.number + item.title + "|";
  return all;
}

// Three questions, each with an item, between two other items.
class Asked {
 public:
  Asked() {
    for (const char* text : {"sömn", "pengar", "jobb"}) CHECK(AddQuestion(room["noor"], Noor(), text) == Rule::kNone);
    room.Share();
    (void)room["karin"].AddAgendaItem("Inledning", 5, {});
    for (const PersonsQuestion& question : QuestionsOf(room["karin"])) {
      const OpId item = room["karin"].AddAgendaItem(question.text, 5, {});
      room["karin"].SetQuestion(item, question.record);
    }
    (void)room["karin"].AddAgendaItem("Avslutning", 5, {});
    room.Share();
  }
  OpId Question(std::size_t index) { return QuestionsOf(room["noor"])[index].record; }
  OpId Item(std::size_t index) { return room["noor"].Agenda()[index].record; }

  MeetingRoom room{{"noor", "samira", "karin", "tove"}};
};

}  // namespace

TEST_CASE_FIXTURE(
    Asked, "is the person in the centre: the person's own questions are the core of the agenda, in their order") {
  CHECK(room.Everywhere(Questions) == "sömn|pengar|jobb|");
  CHECK(room.Everywhere(Titles) == "1Inledning|2asömn|2bpengar|2cjobb|3Avslutning|");
  CHECK(MoveQuestion(room["noor"], Noor(), Question(2), 0) == Rule::kNone);
  room.Share();
  CHECK(room.Everywhere(Questions) == "jobb|sömn|pengar|");
  CHECK(room.Everywhere(Titles) == "1Inledning|2ajobb|2bsömn|2cpengar|3Avslutning|");
}

TEST_CASE_FIXTURE(Asked,
                  "is the person in the centre: only the person or their helper reorders or removes the questions") {
  for (const Actor& other : {Karin(), Tove()}) {
    Meeting& copy = room[other.id];
    CHECK(MoveQuestion(copy, other, Question(2), 0) == Rule::kPersonsOrder);
    CHECK(RemoveQuestion(copy, other, Question(0)) == Rule::kPersonsOrder);
    CHECK(AddQuestion(copy, other, "x") == Rule::kPersonsOwn);
    CHECK(MoveAgendaItem(copy, other, Item(3), 1) == Rule::kPersonsOrder);
    CHECK(RemoveAgendaItem(copy, other, Item(1)) == Rule::kPersonsOrder);
  }
  CHECK(MoveQuestion(room["tove"], Watcher(), Question(2), 0) == Rule::kReadsOnly);
  CHECK(RemoveQuestion(room["tove"], Watcher(), Question(2)) == Rule::kReadsOnly);
  room.Share();
  CHECK(room.Everywhere(Questions) == "sömn|pengar|jobb|");
  CHECK(MoveQuestion(room["samira"], Samira(), Question(0), 1) == Rule::kNone);
  room.Share();
  CHECK(room.Everywhere(Questions) == "pengar|sömn|jobb|");
}

TEST_CASE_FIXTURE(Asked, "moving a question's item on the agenda moves the question with it") {
  CHECK(MoveAgendaItem(room["noor"], Noor(), Item(3), 1) == Rule::kNone);
  room.Share();
  CHECK(room.Everywhere(Questions) == "jobb|sömn|pengar|");
  CHECK(MoveAgendaItem(room["karin"], Karin(), Item(4), 0) == Rule::kNone);  // the closing is nobody's
  room.Share();
  CHECK(room.Everywhere(Questions) == "jobb|sömn|pengar|");
}

TEST_CASE_FIXTURE(Asked, "a removed question comes back with its text and answers its item again") {
  const OpId first = Question(0);
  CHECK(RemoveQuestion(room["noor"], Noor(), first) == Rule::kNone);
  room.Share();
  CHECK(room.Everywhere(Questions) == "pengar|jobb|");
  CHECK(!room["karin"].Agenda()[1].question);
  REQUIRE(DeletedQuestionsOf(room["noor"]).size() == 1);
  CHECK(DeletedQuestionsOf(room["noor"])[0].text == "sömn");
  CHECK(RestoreQuestion(room["karin"], Karin(), first) == Rule::kPersonsOwn);
  CHECK(RestoreQuestion(room["noor"], Noor(), first) == Rule::kNone);
  room.Share();
  CHECK(room.Everywhere(Questions) == "sömn|pengar|jobb|");
  CHECK(room["karin"].Agenda()[1].question == "sömn");
}

TEST_CASE_FIXTURE(Asked, "two who order the questions at once have each of them once, and the same order") {
  CHECK(MoveQuestion(room["noor"], Noor(), Question(2), 0) == Rule::kNone);
  CHECK(MoveQuestion(room["samira"], Samira(), Question(2), 1) == Rule::kNone);
  room.Share();
  const std::string order = room.Everywhere(Questions);
  CHECK(order.size() == std::string("sömn|pengar|jobb|").size());
  (void)room.Everywhere(Titles);
}

TEST_CASE("the texts of the person's voice are apart from each other") {
  Meeting meeting(1);
  constexpr VoiceText kAll[] = {VoiceText::kAvoid, VoiceText::kStrengths,   VoiceText::kOwnWords, VoiceText::kTry,
                                VoiceText::kScope, VoiceText::kInterpreter, VoiceText::kMeetMe};
  for (const VoiceText text : kAll) {
    CHECK(TextOf(meeting, text).empty());
    meeting.Of(DocumentKind::kVoice).InsertText(FieldOf(text), 0, std::to_string(static_cast<int>(text)) + "å");
  }
  for (const VoiceText text : kAll) CHECK(TextOf(meeting, text) == std::to_string(static_cast<int>(text)) + "å");
  CHECK(FollowUpWords(0) != FollowUpWords(1));
  CHECK(FollowUpWords(-1) == FollowUpWords(0));
  CHECK(FollowUpWords(1'000'000) == FollowUpWords(schema::kMaxRound));
}

TEST_CASE("preparation: how I want to be met, pace and breaks, is the person's to say") {
  MeetingRoom room{{"noor", "karin"}};
  CHECK(AdaptationsOf(room["noor"]).break_after == 0);
  CHECK(SetAdaptations(room["noor"], Noor(), {20, true, false, true}) == Rule::kNone);
  CHECK(SetAdaptations(room["karin"], Karin(), {45, false, true, false}) == Rule::kPersonsOwn);
  CHECK(SetAdaptations(room["karin"], Watcher(), {}) == Rule::kReadsOnly);
  room.Share();
  const Adaptations read = AdaptationsOf(room["karin"]);
  CHECK(read.break_after == 20);
  CHECK(read.calm);
  CHECK(!read.short_texts);
  CHECK(read.pictures);
}

TEST_CASE("a break that makes no sense reads as one that does") {
  Meeting meeting(1);
  for (const std::int64_t minutes : {std::int64_t{-5}, std::int64_t{1} << 60}) {
    meeting.Of(DocumentKind::kVoice).Set({{}, schema::kVoiceBreakAfter}, minutes);
    CHECK(AdaptationsOf(meeting).break_after >= 0);
    CHECK(AdaptationsOf(meeting).break_after <= 24 * 60);
  }
}

TEST_CASE("goals are long or short, belong to a question, and are the person's") {
  MeetingRoom room{{"noor", "karin"}};
  Meeting& noor = room["noor"];
  CHECK(AddGoal(room["karin"], Karin(), GoalTerm::kLong) == Rule::kPersonsOwn);
  CHECK(AddGoal(noor, Noor(), GoalTerm::kLong) == Rule::kNone);
  CHECK(AddGoal(noor, Noor(), GoalTerm::kShort) == Rule::kNone);
  CHECK(AddQuestion(noor, Noor(), "sömn") == Rule::kNone);
  const OpId question = QuestionsOf(noor)[0].record;
  const OpId goal = GoalsOf(noor)[1].record;
  noor.Of(DocumentKind::kVoice).InsertText(GoalText(goal), 0, "vaken");
  noor.Of(DocumentKind::kVoice).InsertText(GoalMeasure(goal), 0, "fyra dagar");
  noor.Of(DocumentKind::kVoice).Set({goal, schema::kGoalLatest}, std::string("2027-01-26"));
  CHECK(SetGoalQuestion(noor, Noor(), goal, question) == Rule::kNone);
  room.Share();
  const std::vector<Goal> goals = GoalsOf(room["karin"]);
  REQUIRE(goals.size() == 2);
  CHECK(goals[0].term == GoalTerm::kLong);
  CHECK(goals[1].term == GoalTerm::kShort);
  CHECK(goals[1].text == "vaken");
  CHECK(goals[1].measure == "fyra dagar");
  CHECK(goals[1].latest == "2027-01-26");
  CHECK(goals[1].question == question);
  CHECK(SetGoalQuestion(noor, Noor(), goal, {}) == Rule::kNone);
  CHECK(GoalsOf(noor)[1].question.IsNone());
  CHECK(RemoveGoal(room["karin"], Karin(), goal) == Rule::kPersonsOwn);
  CHECK(RemoveGoal(noor, Noor(), goal) == Rule::kNone);
  CHECK(GoalsOf(noor).size() == 1);
}

TEST_CASE("familjerådslag: the person's network list and their veto") {
  MeetingRoom room{{"noor", "karin"}};
  Meeting& noor = room["noor"];
  CHECK(WishAbout(noor, "oskar").answer == WishAnswer::kUnanswered);
  CHECK(SetWish(noor, Noor(), "oskar", WishAnswer::kYes) == Rule::kNone);
  CHECK(SetWish(noor, Noor(), "oskar", WishAnswer::kNo) == Rule::kNone);
  CHECK(SetWish(room["karin"], Karin(), "oskar", WishAnswer::kYes) == Rule::kPersonsOwn);
  CHECK(AddWish(room["karin"], Karin()) == Rule::kPersonsOwn);
  CHECK(AddWish(noor, Noor()) == Rule::kNone);
  room.Share();
  const std::vector<Wish> wishes = WishesOf(room["karin"]);
  REQUIRE(wishes.size() == 2);
  CHECK(WishAbout(room["karin"], "oskar").answer == WishAnswer::kNo);
  CHECK(wishes[1].participant.empty());
  CHECK(wishes[1].answer == WishAnswer::kYes);
  noor.Of(DocumentKind::kVoice).InsertText(WishName(wishes[1].record), 0, "Farmor");
  noor.Of(DocumentKind::kVoice).InsertText(WishLimit(wishes[1].record), 0, "bara i början");
  CHECK(AnswerWish(noor, Noor(), wishes[1].record, WishAnswer::kNo) == Rule::kNone);
  CHECK(WishesOf(noor)[1].name == "Farmor");
  CHECK(WishesOf(noor)[1].limit == "bara i början");
  CHECK(WishesOf(noor)[1].answer == WishAnswer::kNo);
  CHECK(RemoveWish(noor, Noor(), wishes[1].record) == Rule::kNone);
  CHECK(WishesOf(noor).size() == 1);
}

TEST_CASE("wishes without a participant are never taken for one about nobody in particular") {
  Meeting meeting(1);
  CHECK(AddWish(meeting, Noor()) == Rule::kNone);
  CHECK(WishAbout(meeting, "").record.IsNone());
}

TEST_CASE("somebody the person trusts is chosen by the person") {
  MeetingRoom room{{"noor", "karin"}};
  CHECK(SetTrusted(room["karin"], Karin(), "karin") == Rule::kPersonsOwn);
  CHECK(SetTrusted(room["noor"], Noor(), "maria") == Rule::kNone);
  room.Share();
  CHECK(TrustedOf(room["karin"]) == "maria");
}

TEST_CASE("authorship is shown: what the helper wrote has their name, what the person wrote has none") {
  MeetingRoom room{{"noor", "samira"}};
  const FieldRef words = FieldOf(VoiceText::kOwnWords);
  CHECK(WrittenBySomebodyElse(room["noor"], words, "noor").empty());
  room["noor"].Of(DocumentKind::kVoice).InsertText(words, 0, "Jag");
  room.Share();
  CHECK(WrittenBySomebodyElse(room["samira"], words, "noor").empty());
  room["samira"].Of(DocumentKind::kVoice).InsertText(words, 3, " vill");
  room.Share();
  for (const char* who : {"noor", "samira"}) CHECK(WrittenBySomebodyElse(room[who], words, "noor") == "samira");
  room["noor"].Of(DocumentKind::kVoice).DeleteText(words, 3, 5);
  room.Share();
  CHECK(WrittenBySomebodyElse(room["samira"], words, "noor").empty());
}

}  // namespace samsyn
