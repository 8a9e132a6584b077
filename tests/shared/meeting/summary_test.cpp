// The end of the meeting: what is missing, the person's yes, closing, corrections, and four questions.
#include "shared/meeting/summary.h"

#include <doctest/doctest.h>

#include "shared/meeting/commitments.h"
#include "shared/meeting/follow_up.h"
#include "shared/meeting/needs.h"
#include "shared/meeting/phases.h"
#include "shared/meeting/schema.h"
#include "shared/meeting/voice.h"
#include "tests/shared/meeting/sip_people.h"

namespace samsyn {
namespace {

std::string Join(const std::vector<MissingThing>& missing) {
  std::string all;
  for (const MissingThing& thing : missing) all += std::to_string(static_cast<int>(thing.what)) + thing.name + " ";
  return all;
}

bool Lacks(const Meeting& meeting, Missing what) {
  for (const MissingThing& thing : MissingIn(meeting)) {
    if (thing.what == what) return true;
  }
  return false;
}

// A plan with nothing missing.
class WholePlan : public SipPeople {
 public:
  WholePlan() {
    REQUIRE(Do("noor", AddGoal, GoalTerm::kLong) == Rule::kNone);
    goal = GoalsOf(Noor())[0].record;
    doctor = Commit("Bokar läkartid", "tove", ResponsibleBody::kRegion);
    REQUIRE(Do("tove", AcceptCommitment, doctor) == Rule::kNone);
    REQUIRE(Do("karin", SetCommitmentGoal, doctor, goal) == Rule::kNone);
    REQUIRE(Do("karin", SetOverall, Overall{ResponsibleBody::kMunicipality, "karin"}) == Rule::kNone);
    FollowUp follow_up;
    follow_up.date = "2027-01-26";
    REQUIRE(Do("karin", SetFollowUp, follow_up) == Rule::kNone);
    REQUIRE(Do("noor", ApprovePlan) == Rule::kNone);
  }
  OpId goal;
  OpId doctor;
};

}  // namespace

// domain.md, "Law in four lines": only the four are ever called required.
TEST_CASE_FIXTURE(WholePlan, "the checks: four are required by law and two are not") {
  std::vector<bool> required;
  for (const Check& check : ChecksOf(Noor())) {
    required.push_back(check.required);
    CHECK(check.done);
  }
  CHECK(required == std::vector<bool>{true, true, true, true, false, false});
  SipPeople nothing;
  for (const Check& check : ChecksOf(nothing.Noor())) CHECK(!check.done);
}

// domain.md, "Who does what": what is incomplete is listed before closing.
TEST_CASE_FIXTURE(WholePlan, "what is missing is named, commitment by commitment") {
  CHECK(Join(MissingIn(Noor())).empty());
  const OpId call = Commit("Någon att ringa", "", ResponsibleBody::kUnstated, "");
  CHECK(Lacks(Noor(), Missing::kOwner));
  CHECK(Lacks(Noor(), Missing::kBody));
  CHECK(Lacks(Noor(), Missing::kWhen));
  CHECK(Lacks(Noor(), Missing::kGoal));
  CHECK(Lacks(Noor(), Missing::kApproval));  // as the plan is another one now
  room["karin"].SetOwner(call, "maria");
  room.Share();
  CHECK(!Lacks(Noor(), Missing::kOwner));
  CHECK(Lacks(Noor(), Missing::kYes));
  // As long as the person wants is an answer to "when" (Supported Employment: "Pågår så länge jag vill").
  Do("karin", SetCommitmentFlag, call, CommitmentFlag::kOpenEnded, true);
  CHECK(!Lacks(Noor(), Missing::kWhen));
  // No measure is conditional on another.
  CHECK(!Lacks(Noor(), Missing::kCondition));
  Do("karin", SetCommitmentFlag, call, CommitmentFlag::kCondition, true);
  CHECK(Lacks(Noor(), Missing::kCondition));
}

TEST_CASE_FIXTURE(WholePlan, "what is missing: who takes a question home says by when there is an answer") {
  const OpId answer = Commit("Svarar om ansökan", "oskar", ResponsibleBody::kOther, "");
  CHECK(Do("oskar", AcceptCommitment, answer) == Rule::kTakenHome);
  CHECK(Lacks(Noor(), Missing::kAnswerDay));
  CHECK(!Lacks(Noor(), Missing::kWhen));
  room["karin"].SetLatest(answer, "2026-12-08");
  room.Share();
  Do("oskar", AcceptCommitment, answer);
  CHECK(!Lacks(Noor(), Missing::kAnswerDay));
  CHECK(!Lacks(Noor(), Missing::kYes));
}

TEST_CASE_FIXTURE(WholePlan, "what is missing: a need has somebody who carries it on, and a next step") {
  Do("karin", AddNeed, std::string("Någon att ringa"), OpId{});
  CHECK(Lacks(Noor(), Missing::kCarrier));
  CHECK(Lacks(Noor(), Missing::kNextStep));
  const OpId need = NeedsOf(Noor())[0].record;
  Do("karin", SetCarrier, need, std::string("karin"));
  room["karin"].Of(DocumentKind::kOutcome).InsertText(NeedNext(need), 0, "Tar frågan till cheferna");
  room.Share();
  CHECK(!Lacks(Noor(), Missing::kCarrier));
  CHECK(!Lacks(Noor(), Missing::kNextStep));
}

// domain.md, "Shier's ladder": text changed or approved by the person; the approval is of one text.
TEST_CASE_FIXTURE(WholePlan, "the approval falls when the plan changes, and stands again when it is given again") {
  CHECK(PlanApprovalOf(Noor()) == PlanApproval::kApproved);
  CHECK(PlanApprovedBy(Noor()) == "noor");
  CHECK(PlanApprovedAt(Noor()) == now);
  SUBCASE("the words of a commitment") {
    room["karin"].Of(DocumentKind::kOutcome).InsertText(Meeting::WhatOf(doctor), 0, "Tove ");
  }
  SUBCASE("its day") { room["karin"].SetLatest(doctor, "2026-12-11"); }
  SUBCASE("its owner") { room["karin"].SetOwner(doctor, "aida"); }
  SUBCASE("one more") { (void)room["karin"].AddCommitment("Ringer", {}); }
  SUBCASE("one less") { room["karin"].Of(DocumentKind::kOutcome).Delete(doctor); }
  SUBCASE("a need") { (void)AddNeed(room["karin"], As("karin"), "Någon att ringa", {}); }
  SUBCASE("who holds it together") { (void)SetOverall(room["karin"], As("karin"), {ResponsibleBody::kRegion, "tove"}); }
  room.Share();
  CHECK(PlanApprovalOf(Noor()) == PlanApproval::kChanged);
  CHECK(Lacks(Noor(), Missing::kApproval));
  CHECK(Do("noor", ApprovePlan) == Rule::kNone);
  CHECK(room.Everywhere([](const Meeting& meeting) { return PlanApprovalOf(meeting); }) == PlanApproval::kApproved);
}

TEST_CASE_FIXTURE(WholePlan, "the approval does not fall with what the plan does not say: results, notes, dissent") {
  room["karin"].SetState(doctor, CommitmentState::kDone);
  const OpId item = room["karin"].AddAgendaItem("Inledning", 5, {});
  room["karin"].Of(DocumentKind::kPlan).InsertText(Meeting::NotesOf(item), 0, "Välkommen");
  Do("maria", WriteDissent, std::string("Det är för länge"), OpId{});
  CHECK(PlanApprovalOf(Noor()) == PlanApproval::kApproved);
}

TEST_CASE_FIXTURE(WholePlan, "the approval is the person's or their helper's to give and to take back") {
  for (const char* who : {"karin", "petter", "maria"}) {
    CHECK(Do(who, ApprovePlan) == Rule::kPersonsOwn);
    CHECK(Do(who, TakePlanApprovalBack) == Rule::kPersonsOwn);
  }
  CHECK(Do("olle", ApprovePlan) == Rule::kReadsOnly);
  CHECK(Do("olle", TakePlanApprovalBack) == Rule::kReadsOnly);
  CHECK(PlanApprovalOf(Noor()) == PlanApproval::kApproved);
  CHECK(Do("noor", TakePlanApprovalBack) == Rule::kNone);
  CHECK(PlanApprovalOf(Noor()) == PlanApproval::kNone);
  CHECK(PlanApprovedBy(Noor()).empty());
  access.helper = "maria";
  CHECK(Do("maria", ApprovePlan) == Rule::kNone);
  CHECK(PlanApprovalOf(Noor()) == PlanApproval::kApproved);
  CHECK(PlanApprovedBy(Noor()) == "maria");
}

// domain.md, "Follow-up planned, summarised in writing": can always close with a reason.
TEST_CASE_FIXTURE(WholePlan, "closing: a whole plan is closed without a reason, and only by chair or secretary") {
  for (const char* who : {"noor", "maria", "tove"}) CHECK(Do(who, Close, std::string()) == Rule::kChairOrSecretary);
  CHECK(Do("olle", Close, std::string()) == Rule::kReadsOnly);
  CHECK(!IsClosed(Noor()));
  CHECK(Do("petter", Close, std::string()) == Rule::kNone);
  const Closing closing = ClosingOf(Noor());
  CHECK(closing.by == "petter");
  CHECK(closing.at == now);
  CHECK(closing.reason.empty());
  CHECK(PhaseOf(Noor()) == Phase::kFollowUp);
  CHECK(Do("karin", Close, std::string()) == Rule::kClosed);
}

TEST_CASE_FIXTURE(WholePlan, "closing with something missing asks why, and the reason stands in the plan") {
  Do("noor", TakePlanApprovalBack);
  CHECK(Do("karin", Close, std::string(" \n")) == Rule::kReasonToClose);
  CHECK(!IsClosed(Noor()));
  CHECK(Do("karin", Close, std::string("Noor vill tänka till i morgon.")) == Rule::kNone);
  CHECK(ClosingOf(Noor()).reason == "Noor vill tänka till i morgon.");
}

// domain.md, "Solve together or push over to others?": a need nobody takes says who carries it on.
TEST_CASE_FIXTURE(WholePlan, "closing with a need that nobody carries on is refused without a reason") {
  Do("karin", AddNeed, std::string("Någon att ringa"), OpId{});
  Do("noor", ApprovePlan);
  CHECK(Do("karin", Close, std::string()) == Rule::kReasonForNeed);
  CHECK(!IsClosed(Noor()));
  CHECK(Do("karin", Close, std::string("Cheferna svarar i mars.")) == Rule::kNone);
  CHECK(ClosingOf(Noor()).reason == "Cheferna svarar i mars.");
}

TEST_CASE_FIXTURE(WholePlan, "after closing what was agreed and noted is not edited, and what comes of it is") {
  const OpId item = room["karin"].AddAgendaItem("Inledning", 5, {});
  room.Share();
  const FieldRef notes = Meeting::NotesOf(item);
  const FieldRef what = Meeting::WhatOf(doctor);
  CHECK(MayEditText(Noor(), As("maria"), DocumentKind::kPlan, notes) == Rule::kNone);
  CHECK(MayEditText(Noor(), As("karin"), DocumentKind::kOutcome, what) == Rule::kNone);
  CHECK(MayEditText(Noor(), As("maria"), DocumentKind::kOutcome, what) == Rule::kChairOrSecretary);
  CHECK(MayEditText(Noor(), As("maria"), DocumentKind::kVoice, GoalText(goal)) == Rule::kPersonsOwn);
  CHECK(MayEditText(Noor(), As("olle"), DocumentKind::kPlan, notes) == Rule::kReadsOnly);
  REQUIRE(Do("karin", Close, std::string()) == Rule::kNone);
  CHECK(MayEditText(Noor(), As("maria"), DocumentKind::kPlan, notes) == Rule::kClosed);
  CHECK(MayEditText(Noor(), As("karin"), DocumentKind::kOutcome, what) == Rule::kClosed);
  CHECK(MayEditText(Noor(), As("karin"), DocumentKind::kOutcome, Meeting::WhyOf(doctor)) == Rule::kNone);
  CHECK(MayEditText(Noor(), As("noor"), DocumentKind::kVoice, GoalText(goal)) == Rule::kNone);
  CHECK(MayWriteOutcome(Noor(), As("karin")) == Rule::kClosed);
  CHECK(Do("karin", SetOverall, Overall{ResponsibleBody::kRegion, "tove"}) == Rule::kClosed);
  CHECK(Do("karin", RemoveAgendaItem, item) == Rule::kClosed);
  CHECK(Noor().Agenda().size() == 1);
}

TEST_CASE_FIXTURE(SipPeople, "closing is not lost when somebody else books the follow-up at the same moment") {
  FollowUp follow_up;
  follow_up.date = "2027-01-26";
  CHECK(SetFollowUp(room["karin"], As("karin"), follow_up) == Rule::kNone);
  CHECK(Close(room["petter"], As("petter"), "Tiden tog slut") == Rule::kNone);
  room.Share();
  CHECK(room.Everywhere([](const Meeting& meeting) { return IsClosed(meeting); }));
  CHECK(room.Everywhere([](const Meeting& meeting) { return FollowUpOf(meeting).date; }) == "2027-01-26");
  follow_up.date.clear();
  CHECK(Do("petter", SetFollowUp, follow_up) == Rule::kNone);
  CHECK(FollowUpOf(Noor()).date.empty());
  CHECK(IsClosed(Noor()));
}

// domain.md, "Kunskap / Öppenhet": authorship is shown; what was agreed first stays readable.
TEST_CASE_FIXTURE(WholePlan, "corrections keep the original and say who and when") {
  CHECK(Do("karin", Correct, doctor, std::string("Senast 11 dec")) == Rule::kNotClosed);
  REQUIRE(Do("karin", Close, std::string()) == Rule::kNone);
  CHECK(Do("karin", Correct, doctor, std::string(" ")) == Rule::kNothingWritten);
  CHECK(Do("olle", Correct, doctor, std::string("x")) == Rule::kReadsOnly);
  CHECK(Do("maria", Correct, doctor, std::string("Senast 11 dec")) == Rule::kNone);
  now += 60'000;
  CHECK(Do("karin", Correct, doctor, std::string("Senast 12 dec")) == Rule::kNone);
  const std::vector<Correction> corrections = CorrectionsOf(Noor(), doctor);
  REQUIRE(corrections.size() == 2);
  CHECK(corrections[0].text == "Senast 11 dec");
  CHECK(corrections[0].by == "maria");
  CHECK(corrections[0].at == kSipNow);
  CHECK(corrections[1].by == "karin");
  CHECK(corrections[1].at == kSipNow + 60'000);
  CHECK(Read(doctor).what == "Bokar läkartid");
  CHECK(Read(doctor).latest == "2026-12-04");
  // Corrected, it is another plan than the one that was approved.
  CHECK(PlanApprovalOf(Noor()) == PlanApproval::kChanged);
  // Nobody takes a correction away, and who writes over one is named.
  Document& tove = room["tove"].Of(DocumentKind::kPlan);
  tove.Delete(corrections[0].record);
  tove.Set({corrections[1].record, schema::kCorrectionText}, std::string("Nej"));
  room.Share();
  CHECK(CorrectionsOf(Noor(), doctor).size() == 2);
  CHECK(CorrectionsOf(Noor(), doctor)[1].rewritten_by == "tove");
}

// domain.md, "Four optional feedback questions (lyssnad, förstod, bestämma, trygg), shown first at the next meeting".
TEST_CASE_FIXTURE(WholePlan, "feedback: answered if one wants, taken back, and one's own alone") {
  CHECK(OwnFeedback(Noor(), As("noor")).record.IsNone());
  CHECK(Do("olle", AnswerFeedback, Asked::kSafe, std::int64_t{5}) == Rule::kReadsOnly);
  CHECK(Do("noor", AnswerFeedback, Asked::kListened, std::int64_t{5}) == Rule::kNone);
  CHECK(Do("noor", CommentFeedback, std::string("Bra att jag såg vad han skrev.")) == Rule::kNone);
  CHECK(Do("maria", AnswerFeedback, Asked::kListened, std::int64_t{3}) == Rule::kNone);
  CHECK(FeedbackOf(Noor(), 0).size() == 2);
  const Feedback own = OwnFeedback(Noor(), As("noor"));
  CHECK(own.answers == std::array<std::int64_t, kAskedCount>{5, 0, 0, 0});
  CHECK(own.comment == "Bra att jag såg vad han skrev.");
  // Somebody writes over it: that is not what she said.
  Document& petter = room["petter"].Of(DocumentKind::kPlan);
  petter.Set({own.record, schema::kFeedbackListened}, std::int64_t{1});
  petter.Set({own.record, schema::kFeedbackSafe}, std::int64_t{1});
  petter.Delete(own.record);
  room.Share();
  CHECK(OwnFeedback(Noor(), As("noor")).answers == std::array<std::int64_t, kAskedCount>{0, 0, 0, 0});
  Do("noor", AnswerFeedback, Asked::kListened, std::int64_t{4});
  CHECK(OwnFeedback(Noor(), As("noor")).answers[0] == 4);
  CHECK(FeedbackOf(Noor(), 0).size() == 2);
  Do("maria", AnswerFeedback, Asked::kListened, std::int64_t{0});
  CHECK(SaysNothing(OwnFeedback(Noor(), As("maria"))));
}

TEST_CASE_FIXTURE(WholePlan, "feedback: what was said is there at the follow-up and at the next meeting") {
  Do("noor", AnswerFeedback, Asked::kListened, std::int64_t{5});
  Do("maria", AnswerFeedback, Asked::kListened, std::int64_t{5});
  Do("maria", AnswerFeedback, Asked::kListened, std::int64_t{0});
  CHECK(LastFeedback(Noor()).empty());
  REQUIRE(Do("karin", Close, std::string()) == Rule::kNone);
  CHECK(OccasionOf(Noor()) == 0);
  Do("karin", SetResult, doctor, CommitmentState::kOngoing);
  CHECK(OccasionOf(Noor()) == 1);
  REQUIRE(LastFeedback(Noor()).size() == 1);
  CHECK(LastFeedback(Noor())[0].writer == "noor");
  CHECK(OwnFeedback(Noor(), As("noor")).record.IsNone());
  REQUIRE(Do("karin", StartNewRound) == Rule::kNone);
  CHECK(OccasionOf(Noor()) == 2);
  CHECK(LastFeedback(Noor())[0].writer == "noor");
  // What is still going on from the first round is not a follow-up of the second.
  Do("karin", Close, std::string("Vi ses snart igen"));
  CHECK(OccasionOf(Noor()) == 2);
}

}  // namespace samsyn
