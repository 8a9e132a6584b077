// The rules of who does what, by who asks.
#include <doctest/doctest.h>

#include "shared/meeting/commitments.h"
#include "tests/shared/meeting/sip_people.h"

namespace samsyn {

// domain.md, "Mandates unclear": owned by somebody with "nej" it is taken home with an answer date, never promised.
TEST_CASE_FIXTURE(SipPeople, "a commitment of somebody without a mandate is taken home, and they are told so") {
  const OpId answer = Commit("Svarar vad som saknas", "oskar", ResponsibleBody::kOther, "2026-12-08");
  CHECK(Do("oskar", AcceptCommitment, answer) == Rule::kTakenHome);
  CHECK(Read(answer).standing == Standing::kTakenHome);
  const OpId doctor = Commit("Bokar läkartid", "tove");
  CHECK(Do("tove", AcceptCommitment, doctor) == Rule::kNone);
  CHECK(Read(doctor).standing == Standing::kPromised);
  // In part is a yes: what they may decide stands beside their name.
  const OpId home = Commit("Kommer hem till Noor", "petter");
  CHECK(Do("petter", AcceptCommitment, home) == Rule::kNone);
  CHECK(Read(home).standing == Standing::kPromised);
}

// domain.md, "Solve together or push over to others?": the owner presses it themselves.
TEST_CASE_FIXTURE(SipPeople, "nobody says yes for an absent or unconfirmed owner") {
  const OpId doctor = Commit("Bokar läkartid", "tove");
  for (const char* who : {"karin", "petter", "noor", "maria"}) {
    CHECK(Do(who, AcceptCommitment, doctor) == Rule::kOwnersYes);
  }
  CHECK(Do("olle", AcceptCommitment, doctor) == Rule::kReadsOnly);
  CHECK(Read(doctor).standing == Standing::kProposed);
  CHECK(Do("maria", AcceptCommitment, Commit("Ringer på söndagar", "")) == Rule::kNone);
}

TEST_CASE_FIXTURE(SipPeople, "a promise that is reworded no longer stands, until its owner says yes to the new words") {
  const OpId doctor = Commit("Bokar läkartid", "tove");
  Do("tove", AcceptCommitment, doctor);
  CHECK(!Read(doctor).changed_since_yes);
  SUBCASE("what is done") {
    room["petter"].Of(DocumentKind::kOutcome).InsertText(Meeting::WhatOf(doctor), 0, "Betalar och ");
  }
  SUBCASE("by when") { room["karin"].SetLatest(doctor, "2026-11-30"); }
  room.Share();
  CHECK(Read(doctor).standing == Standing::kProposed);
  CHECK(Read(doctor).changed_since_yes);
  CHECK(Do("tove", AcceptCommitment, doctor) == Rule::kNone);
  CHECK(Read(doctor).standing == Standing::kPromised);
  CHECK(!Read(doctor).changed_since_yes);
}

TEST_CASE_FIXTURE(SipPeople, "a promise put back as it was stands as it was given") {
  const OpId doctor = Commit("Bokar läkartid", "tove");
  Do("tove", AcceptCommitment, doctor);
  room["karin"].SetLatest(doctor, "2026-11-30");
  room["karin"].SetLatest(doctor, "2026-12-04");
  room.Share();
  CHECK(Read(doctor).standing == Standing::kPromised);
}

TEST_CASE_FIXTURE(SipPeople, "commitments that wait for each other in a circle are refused") {
  const OpId decides = Commit("Beslutar om boendestöd", "aida");
  const OpId comes = Commit("Kommer hem till Noor", "petter");
  const OpId goes = Commit("Går med till träffpunkten", "petter");
  CHECK(Do("tove", SetCommitmentAfter, comes, decides) == Rule::kChairOrSecretary);
  CHECK(Do("karin", SetCommitmentAfter, comes, decides) == Rule::kNone);
  CHECK(Do("karin", SetCommitmentAfter, goes, comes) == Rule::kNone);
  CHECK(Do("karin", SetCommitmentAfter, decides, decides) == Rule::kNoCircle);
  CHECK(Do("karin", SetCommitmentAfter, decides, comes) == Rule::kNoCircle);
  CHECK(Do("karin", SetCommitmentAfter, decides, goes) == Rule::kNoCircle);
  CHECK(Read(decides).after.IsNone());
  CHECK(Do("karin", SetCommitmentAfter, comes, OpId{}) == Rule::kNone);
  CHECK(Do("karin", SetCommitmentAfter, decides, goes) == Rule::kNone);
}

TEST_CASE_FIXTURE(SipPeople, "a circle of commitments that two make apart does not stop anybody") {
  const OpId one = Commit("Det ena", "aida");
  const OpId other = Commit("Det andra", "tove");
  CHECK(SetCommitmentAfter(room["karin"], As("karin"), one, other) == Rule::kNone);
  CHECK(SetCommitmentAfter(room["petter"], As("petter"), other, one) == Rule::kNone);
  room.Share();
  const OpId third = Commit("Det tredje", "maria");
  CHECK(Do("karin", SetCommitmentAfter, third, one) == Rule::kNone);
  CHECK(TimelineOf(Noor()).size() == 3);
}

// domain.md, "Medborgarfokus / Helhetssyn": one timeline of all commitments with dependencies.
TEST_CASE_FIXTURE(SipPeople, "the timeline says what begins before what it waits for, and what waits for nobody") {
  const OpId decides = Commit("Beslutar om boendestöd", "", ResponsibleBody::kMunicipality, "2026-12-10");
  const OpId comes = Commit("Kommer hem till Noor", "petter", ResponsibleBody::kMunicipality, "2026-12-01");
  room["karin"].SetStart(comes, "2026-12-02");
  Do("karin", SetCommitmentAfter, comes, decides);
  std::vector<TimelineEntry> timeline = TimelineOf(Noor());
  REQUIRE(timeline.size() == 2);
  CHECK(timeline[0].commitment.record == comes);
  CHECK(timeline[0].begins_too_early);
  CHECK(timeline[0].ends_before_it_begins);
  CHECK(timeline[0].waits_for_nobody);
  CHECK(!timeline[1].begins_too_early);
  Do("karin", SetCommitmentFlag, comes, CommitmentFlag::kOpenEnded, true);
  CHECK(TimelineOf(Noor())[0].to.empty());
}

// domain.md, "Mandates unclear": mandate is stated before the meeting, by everyone for themselves.
TEST_CASE_FIXTURE(SipPeople, "a mandate is one's own to state; the chair helps who has not") {
  const auto mandate = [&](const char* who) { return Noor().FindParticipant(who)->mandate; };
  CHECK(Do("petter", SetMandate, std::string("tove"), Mandate::kNo, std::string()) == Rule::kOwnMandate);
  CHECK(Do("karin", SetMandate, std::string("tove"), Mandate::kNo, std::string()) == Rule::kOwnMandate);
  CHECK(mandate("tove") == Mandate::kYes);
  CHECK(Do("tove", SetMandate, std::string("tove"), Mandate::kPartly, std::string("Tider")) == Rule::kNone);
  CHECK(mandate("tove") == Mandate::kPartly);
  CHECK(Do("karin", SetMandate, std::string("maria"), Mandate::kNo, std::string()) == Rule::kNone);
  CHECK(Do("karin", SetMandate, std::string("maria"), Mandate::kYes, std::string()) == Rule::kOwnMandate);
  CHECK(Do("olle", SetMandate, std::string("olle"), Mandate::kYes, std::string()) == Rule::kReadsOnly);
}

}  // namespace samsyn
