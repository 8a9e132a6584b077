// The invitation: the person approves it before it goes out, and sees when it has changed since.
#include "shared/meeting/letter.h"

#include <doctest/doctest.h>

#include "shared/meeting/voice.h"
#include "tests/shared/meeting/actors.h"
#include "tests/shared/meeting/meeting_room.h"

namespace samsyn {
namespace {

class Letter {
 public:
  Letter() {
    room["karin"].SetInfo({"SIP för Noor", "2026-11-24", "13:00", "14:00", "Ankaret", "Sömn och jobb"});
    (void)AddQuestion(room["noor"], Noor(), "Hur ska jag sova?");
    room.Share();
  }
  LetterApproval Standing() {
    room.Share();
    return room.Everywhere([](const Meeting& meeting) { return LetterApprovalOf(meeting); });
  }

  MeetingRoom room{{"noor", "samira", "karin", "tove"}};
};

Actor At(Actor actor, std::int64_t now) {
  actor.now = now;
  return actor;
}

}  // namespace

TEST_CASE_FIXTURE(Letter, "invitation shows the preparation: the person approves it, and nobody does it for them") {
  CHECK(Standing() == LetterApproval::kNone);
  CHECK(ApproveLetter(room["karin"], Karin()) == Rule::kPersonsOwn);
  CHECK(ApproveLetter(room["karin"], Watcher()) == Rule::kReadsOnly);
  CHECK(Standing() == LetterApproval::kNone);
  SUBCASE("but they themselves") { CHECK(ApproveLetter(room["noor"], Noor()) == Rule::kNone); }
  SUBCASE("or their helper") { CHECK(ApproveLetter(room["samira"], Samira()) == Rule::kNone); }
  CHECK(Standing() == LetterApproval::kApproved);
}

TEST_CASE_FIXTURE(Letter, "invitation shows the preparation: a yes is about the text, the roles and the pace") {
  CHECK(ApproveLetter(room["noor"], Noor()) == Rule::kNone);
  CHECK(Standing() == LetterApproval::kApproved);
  SUBCASE("time") {
    MeetingInfo info = room["karin"].Info();
    info.start = "14:00";
    room["karin"].SetInfo(info);
  }
  SUBCASE("why") {
    MeetingInfo info = room["karin"].Info();
    info.purpose = "Något annat";
    room["karin"].SetInfo(info);
  }
  SUBCASE("what the chair adds") { room["karin"].Of(DocumentKind::kPlan).InsertText(LetterText(), 0, "Ta med fika"); }
  SUBCASE("who takes part") {
    room["karin"].AddParticipant({{}, "oskar", "Oskar", Role::kInvited, "", "", Mandate::kNo, ""});
  }
  SUBCASE("pace") { CHECK(SetAdaptations(room["noor"], Noor(), {20, false, false, false}) == Rule::kNone); }
  SUBCASE("a question") { CHECK(AddQuestion(room["noor"], Noor(), "Och jobbet?") == Rule::kNone); }
  CHECK(Standing() == LetterApproval::kChanged);
  CHECK(ApproveLetter(room["noor"], Noor()) == Rule::kNone);
  CHECK(Standing() == LetterApproval::kApproved);
}

TEST_CASE_FIXTURE(Letter, "what is changed back is what was approved") {
  CHECK(ApproveLetter(room["noor"], Noor()) == Rule::kNone);
  Document& plan = room["karin"].Of(DocumentKind::kPlan);
  plan.InsertText(LetterText(), 0, "x");
  CHECK(Standing() == LetterApproval::kChanged);
  plan.DeleteText(LetterText(), 0, 1);
  CHECK(Standing() == LetterApproval::kApproved);
}

TEST_CASE_FIXTURE(Letter, "an invitation is sent by whoever leads, after the person's yes") {
  CHECK(MarkLetterSent(room["karin"], At(Karin(), 7)) == Rule::kNotApproved);
  CHECK(MarkLetterSent(room["tove"], At(Tove(), 7)) == Rule::kLeadsMeeting);
  CHECK(MarkLetterSent(room["tove"], At(Watcher(), 7)) == Rule::kReadsOnly);
  CHECK(LetterSentAt(room["karin"]) == 0);
  CHECK(ApproveLetter(room["noor"], Noor()) == Rule::kNone);
  room.Share();
  CHECK(MarkLetterSent(room["karin"], At(Karin(), 1'000)) == Rule::kNone);
  room.Share();
  CHECK(LetterSentAt(room["noor"]) == 1'000);
  room["karin"].Of(DocumentKind::kPlan).InsertText(LetterText(), 0, "Nytt");
  CHECK(MarkLetterSent(room["karin"], At(Karin(), 2'000)) == Rule::kNotApproved);
  CHECK(LetterSentAt(room["karin"]) == 1'000);
}

TEST_CASE_FIXTURE(Letter, "two who change different facts of the meeting at once keep both") {
  MeetingInfo one = room["karin"].Info();
  one.date = "2026-11-25";
  room["karin"].SetInfo(one);
  MeetingInfo two = room["noor"].Info();
  two.place = "Biblioteket";
  room["noor"].SetInfo(two);
  room.Share();
  for (const char* who : {"noor", "karin", "tove"}) {
    CHECK(room[who].Info().date == "2026-11-25");
    CHECK(room[who].Info().place == "Biblioteket");
    CHECK(room[who].Info().start == "13:00");
  }
}

}  // namespace samsyn
