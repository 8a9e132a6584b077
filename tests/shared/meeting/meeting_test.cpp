// What the meeting is about and who is in it: facts, people, pause, hands, writers.
#include "shared/meeting/meeting.h"

#include <doctest/doctest.h>

#include "shared/meeting/schema.h"
#include "tests/shared/meeting/meeting_room.h"

namespace samsyn {
namespace {

using List = std::vector<std::string>;

List Hands(const Meeting& meeting) { return meeting.RaisedHands(); }

}  // namespace

TEST_CASE("an empty meeting reads as empty") {
  const Meeting meeting(1);
  CHECK(meeting.Info().title.empty());
  CHECK(meeting.Participants().empty());
  CHECK(!meeting.FindParticipant("p1").has_value());
  CHECK(!meeting.FindParticipant("").has_value());
  CHECK(meeting.Agenda().empty());
  CHECK(meeting.DeletedAgenda().empty());
  CHECK(meeting.CurrentItem().IsNone());
  CHECK(meeting.NextItem().IsNone());
  CHECK(meeting.CurrentSince() == 0);
  CHECK(meeting.Commitments().empty());
  CHECK(meeting.AvoidTopics().empty());
  CHECK(meeting.PausedBy().empty());
  CHECK(meeting.RaisedHands().empty());
}

TEST_CASE("facts and people come to everybody as they were written") {
  MeetingRoom room({"karin", "noor"});
  room["karin"].SetInfo({"SIP för Noor", "2026-11-24", "13:00", "14:00", "Ankaret", "Varför"});
  room["karin"].AddParticipant({{}, "p1", "Noor Lindqvist", Role::kIndividual, "", "", Mandate::kUnstated, ""});
  room["karin"].AddParticipant(
      {{}, "p9", "Oskar Bergman", Role::kInvited, "handläggare", "FK", Mandate::kNo, "Frågar"});
  room["noor"].SetAvoidTopics("sjukhuset");
  room["noor"].SetAvoidTopics("sjukhusvistelsen");
  room.Share();
  const MeetingInfo info = room["noor"].Info();
  CHECK(info.title == "SIP för Noor");
  CHECK(info.date == "2026-11-24");
  CHECK(info.start == "13:00");
  CHECK(info.end == "14:00");
  CHECK(info.place == "Ankaret");
  CHECK(info.purpose == "Varför");
  REQUIRE(room["noor"].Participants().size() == 2);
  const auto oskar = room["noor"].FindParticipant("p9");
  REQUIRE(oskar.has_value());
  CHECK(oskar->name == "Oskar Bergman");
  CHECK(oskar->role == Role::kInvited);
  CHECK(oskar->title == "handläggare");
  CHECK(oskar->organisation == "FK");
  CHECK(oskar->mandate == Mandate::kNo);
  CHECK(oskar->mandate_text == "Frågar");
  CHECK(room["karin"].AvoidTopics() == "sjukhusvistelsen");
}

TEST_CASE("values of a wrong type or number read as nothing known") {
  Meeting meeting(1);
  const OpId person = meeting.AddParticipant({{}, "p1", "Noor", Role::kIndividual, "", "", Mandate::kYes, ""});
  Document& plan = meeting.Of(DocumentKind::kPlan);
  plan.Set({person, schema::kParticipantRole}, std::int64_t{4711});
  plan.Set({person, schema::kParticipantMandate}, std::int64_t{-1});
  plan.Set({person, schema::kParticipantTitle}, true);
  plan.Set({{}, schema::kPlanPausedBy}, std::int64_t{3});
  plan.Set({{}, schema::kPlanCurrentItem}, std::string("a"));
  CHECK(meeting.Participants()[0].mandate == Mandate::kUnstated);
  CHECK(meeting.Participants()[0].title.empty());
  CHECK(meeting.PausedBy().empty());
  CHECK(meeting.CurrentItem().IsNone());
  // What cannot be understood gives nobody a role with more rights than the least.
  CHECK(meeting.Participants()[0].role == Role::kObserver);
}

TEST_CASE("a reference to what is not there is no reference") {
  Meeting meeting(1);
  const OpId item = meeting.AddAgendaItem("a", 5, {});
  Document& plan = meeting.Of(DocumentKind::kPlan);
  plan.Set({{}, schema::kPlanCurrentItem}, OpId{99, 99});
  CHECK(meeting.CurrentItem().IsNone());
  CHECK(meeting.NextItem() == item);
  meeting.SetQuestion(item, OpId{99, 98});
  CHECK(!meeting.Agenda()[0].question.has_value());
}

TEST_CASE("a pause is everybody's until somebody goes on") {
  MeetingRoom room({"karin", "noor"});
  room["noor"].SetPaused("p1");
  room.Share();
  CHECK(room["karin"].PausedBy() == "p1");
  room["karin"].SetPaused({});
  room.Share();
  CHECK(room["noor"].PausedBy().empty());
}

TEST_CASE("hands stand in the order they were raised, each once") {
  MeetingRoom room({"karin", "noor", "noor2"});
  room["noor"].RaiseHand("p1");
  room["noor"].RaiseHand("p1");
  CHECK(Hands(room["noor"]) == List{"p1"});
  room.Share();
  room["karin"].RaiseHand("p4");
  room.Share();
  CHECK(room.Everywhere(Hands) == List{"p1", "p4"});
  room["karin"].LowerHand("p1");
  room.Share();
  CHECK(room.Everywhere(Hands) == List{"p4"});
  room["noor"].RaiseHand("p1");
  room.Share();
  CHECK(room.Everywhere(Hands) == List{"p4", "p1"});
}

TEST_CASE("a hand raised on two pages at once is one hand, and lowered it is down") {
  MeetingRoom room({"karin", "noor", "noor2"});
  room["noor"].RaiseHand("p1");
  room["noor2"].RaiseHand("p1");
  room["karin"].RaiseHand("p4");
  room.Share();
  const List hands = room.Everywhere(Hands);
  CHECK(hands.size() == 2);
  room["karin"].LowerHand("p1");
  room.Share();
  CHECK(room.Everywhere(Hands) == List{"p4"});
}

TEST_CASE("who writes is who the relay says it is, for as many replicas as they use") {
  Meeting meeting(1);
  CHECK(meeting.WriterOf(1).empty());
  meeting.NoteWriter(1, "p1");
  meeting.NoteWriter(2, "p1");
  meeting.NoteWriter(3, "p2");
  CHECK(meeting.WriterOf(1) == "p1");
  CHECK(meeting.WriterOf(2) == "p1");
  CHECK(meeting.WriterOf(3) == "p2");
  CHECK(meeting.WriterOf(4).empty());
}

}  // namespace samsyn
