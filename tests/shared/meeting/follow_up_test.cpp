// Promised and kept, moving the date, and what a new round takes along.
#include "shared/meeting/follow_up.h"

#include <doctest/doctest.h>

#include "shared/meeting/commitments.h"
#include "shared/meeting/needs.h"
#include "shared/meeting/phases.h"
#include "shared/meeting/summary.h"
#include "shared/meeting/voice.h"
#include "tests/shared/meeting/sip_people.h"

namespace samsyn {
namespace {

std::string Whats(const std::vector<Commitment>& commitments) {
  std::string all;
  for (const Commitment& commitment : commitments) all += commitment.what + "|";
  return all;
}

// A meeting that is closed and followed up.
class FollowedUp : public SipPeople {
 public:
  FollowedUp() {
    Do("noor", AddGoal, GoalTerm::kLong);
    room["noor"].Of(DocumentKind::kVoice).InsertText(GoalText(GoalsOf(Noor())[0].record), 0, "Ett jobb med djur");
    item = room["karin"].AddAgendaItem("Inledning", 5, {});
    done = Commit("Bokar läkartid", "tove");
    not_done = Commit("Svarar om ansökan", "oskar");
    going_on = Commit("Kommer hem till Noor", "petter");
    no_use = Commit("Ringer på söndagar", "maria");
    Do("karin", AddNeed, std::string("Någon att ringa"), OpId{});
    Do("karin", AddNeed, std::string("Bussen"), OpId{});
    room["karin"].GoTo(item, now);
    REQUIRE(Do("karin", Close, std::string("Noor är trött")) == Rule::kNone);
  }
  void WriteResults() {
    Do("karin", SetResult, done, CommitmentState::kDone);
    Do("karin", SetResult, not_done, CommitmentState::kNotDone);
    Do("petter", SetResult, going_on, CommitmentState::kOngoing);
    Do("petter", SetResult, no_use, CommitmentState::kNoUse);
    const std::vector<Need> needs = NeedsOf(Noor());
    Do("karin", SetNeedResult, needs[0].record, NeedState::kRemains);
    Do("karin", SetNeedResult, needs[1].record, NeedState::kSolved);
  }
  OpId item;
  OpId done;
  OpId not_done;
  OpId going_on;
  OpId no_use;
};

}  // namespace

// domain.md, "Trust, not control": trust shows as promised versus kept.
TEST_CASE_FIXTURE(FollowedUp, "the follow-up: what came of it is written by chair and secretary, after closing too") {
  CHECK(!FollowUpBegan(Noor()));
  for (const char* who : {"noor", "maria", "tove"}) {
    CHECK(Do(who, SetResult, done, CommitmentState::kDone) == Rule::kChairOrSecretary);
  }
  CHECK(Do("olle", EndFollowUp) == Rule::kReadsOnly);
  WriteResults();
  CHECK(FollowUpBegan(Noor()));
  CHECK(Read(done).standing == Standing::kDone);
  CHECK(Read(not_done).standing == Standing::kNotDone);
  CHECK(Read(going_on).standing == Standing::kOngoing);
  CHECK(Read(no_use).standing == Standing::kNoUse);
  CHECK(Do("karin", SetResult, done, CommitmentState::kProposed) == Rule::kNone);  // taken back
  CHECK(Read(done).state == CommitmentState::kProposed);
  CHECK(Do("petter", EndFollowUp) == Rule::kNone);
  CHECK(FollowUpOf(Noor()).ended_at == now);
}

TEST_CASE_FIXTURE(FollowedUp, "the follow-up: how many days later than promised something was done") {
  const auto late = [&](const char* day) {
    Do("karin", SetDoneDate, done, std::string(day));
    return DaysLate(Read(done));
  };
  CHECK(late("") == 0);
  CHECK(late("2026-12-03") == 0);
  CHECK(late("2026-12-04") == 0);
  CHECK(late("2026-12-09") == 5);
  CHECK(late("2027-01-04") == 31);
  CHECK(late("snart") == 0);
}

// domain.md, "Follow-up: clear time plan, plan available to all, no pressure": date can move without a reason.
TEST_CASE_FIXTURE(FollowedUp, "the follow-up's date moves after closing, and nobody is asked why") {
  FollowUp follow_up{"2027-01-26", "13:00", "13:45", "Träffpunkt Ankaret", "karin", "karin"};
  CHECK(Do("maria", SetFollowUp, follow_up) == Rule::kChairOrSecretary);
  CHECK(Do("karin", SetFollowUp, follow_up) == Rule::kNone);
  follow_up.date = "2027-02-02";
  CHECK(Do("petter", SetFollowUp, follow_up) == Rule::kNone);
  const FollowUp booked =
      room.Everywhere([](const Meeting& meeting) { return FollowUpOf(meeting).date; }) == "2027-02-02"
          ? FollowUpOf(Noor())
          : FollowUp{};
  CHECK(booked.start == "13:00");
  CHECK(booked.end == "13:45");
  CHECK(booked.place == "Träffpunkt Ankaret");
  CHECK(booked.caller == "karin");
  CHECK(booked.contact == "karin");
}

TEST_CASE_FIXTURE(FollowedUp, "a new round takes along goals, what is open and what is unresolved, and no more") {
  WriteResults();
  Do("karin", SetNewOwner, not_done, std::string("karin"));
  FollowUp follow_up;
  follow_up.date = "2027-03-02";
  follow_up.start = "10:00";
  Do("karin", SetFollowUp, follow_up);
  Do("maria", WriteDissent, std::string("För länge"), OpId{});
  CHECK(Do("noor", StartNewRound) == Rule::kChairOrSecretary);
  CHECK(Do("karin", StartNewRound) == Rule::kNone);
  CHECK(room.Everywhere([](const Meeting& meeting) { return meeting.Round(); }) == 1);
  CHECK(PhaseOf(Noor()) == Phase::kPreparation);
  CHECK(!IsClosed(Noor()));
  CHECK(GoalsOf(Noor())[0].text == "Ett jobb med djur");
  CHECK(Whats(Noor().Commitments()) == "Svarar om ansökan|Kommer hem till Noor|");
  REQUIRE(NeedsOf(Noor()).size() == 1);
  CHECK(NeedsOf(Noor())[0].what == "Någon att ringa");
  CHECK(Noor().Agenda().empty());
  CHECK(Noor().CurrentItem().IsNone());
  CHECK(DissentsOf(Noor()).empty());
  // The one who takes over is asked, and has promised nothing yet.
  CHECK(Read(not_done).owner == "karin");
  CHECK(Read(not_done).standing == Standing::kProposed);
  CHECK(Read(not_done).new_owner.empty());
  CHECK(Read(going_on).standing == Standing::kOngoing);
  // The meeting that was booked is the one that is prepared.
  CHECK(Noor().Info().date == "2027-03-02");
  CHECK(Noor().Info().start == "10:00");
  CHECK(FollowUpOf(Noor()).date.empty());
  CHECK(!FollowUpBegan(Noor()));
}

TEST_CASE_FIXTURE(FollowedUp, "a new round is approved anew, and closed anew") {
  Do("noor", ApprovePlan);
  CHECK(PlanApprovalOf(Noor()) == PlanApproval::kApproved);
  Do("karin", StartNewRound);
  CHECK(PlanApprovalOf(Noor()) == PlanApproval::kChanged);
  CHECK(MayWriteOutcome(Noor(), As("karin")) == Rule::kNone);
  CHECK(Do("karin", Close, std::string("Vi ses snart")) == Rule::kNone);
  CHECK(ClosingOf(Noor()).reason == "Vi ses snart");
  // The person's words at each follow-up stand for themselves.
  CHECK(!(FollowUpWords(0) == FollowUpWords(1)));
}

TEST_CASE_FIXTURE(FollowedUp, "a new round that two start at once is one round") {
  CHECK(StartNewRound(room["karin"], As("karin")) == Rule::kNone);
  CHECK(StartNewRound(room["petter"], As("petter")) == Rule::kNone);
  room.Share();
  CHECK(room.Everywhere([](const Meeting& meeting) { return meeting.Round(); }) == 1);
}

}  // namespace samsyn
