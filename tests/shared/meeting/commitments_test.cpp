// Who does what, and what a yes is worth: only the owner's own makes a promise.
#include <doctest/doctest.h>

#include "shared/meeting/schema.h"
#include "tests/shared/meeting/meeting_room.h"

namespace samsyn {
namespace {

constexpr FieldRef kAcceptances{{}, schema::kPlanAcceptances};

// Karin leads; Tove decides for herself; Oskar cannot decide today; "mallory" sends what no client of ours would.
class Promises {
 public:
  Promises() {
    const auto person = [&](const char* id, Mandate mandate) {
      room["karin"].AddParticipant({{}, id, id, Role::kProfessional, "", "", mandate, ""});
    };
    person("karin", Mandate::kYes);
    person("tove", Mandate::kYes);
    person("oskar", Mandate::kNo);
    person("mallory", Mandate::kYes);
    what = room["karin"].AddCommitment("Bokar läkartid", {});
    room.Share();
  }

  void Own(const char* participant) {
    room["karin"].SetOwner(what, participant);
    room.Share();
  }
  Commitment Read() {
    room.Share();
    const auto read = [](const Meeting& meeting) {
      return std::pair(meeting.Commitments()[0].owner, meeting.Commitments()[0].standing);
    };
    room.Everywhere(read);
    return room["karin"].Commitments()[0];
  }
  Standing GetStanding() { return Read().standing; }
  OpId FirstYes() {
    room.Share();
    const Document& plan = room["mallory"].Of(DocumentKind::kPlan);
    auto all = plan.Items(kAcceptances);
    if (all.empty()) all = plan.DeletedItems(kAcceptances);
    REQUIRE(!all.empty());
    return all.front();
  }
  Document& Mallory() { return room["mallory"].Of(DocumentKind::kPlan); }

  MeetingRoom room{{"karin", "tove", "tove2", "oskar", "mallory"}};
  OpId what;
};

}  // namespace

TEST_CASE_FIXTURE(Promises, "a commitment is proposed until its owner has said yes") {
  CHECK(GetStanding() == Standing::kNobody);
  Own("tove");
  CHECK(GetStanding() == Standing::kProposed);
  room["karin"].Accept(what);  // somebody else's yes
  CHECK(GetStanding() == Standing::kProposed);
  room["tove"].Accept(what);
  CHECK(GetStanding() == Standing::kPromised);
  room["tove"].TakeBack(what);
  CHECK(GetStanding() == Standing::kProposed);
  room["tove"].Accept(what);
  CHECK(GetStanding() == Standing::kPromised);
}

TEST_CASE_FIXTURE(Promises, "a yes belongs to the person, not to the page it was said on") {
  Own("tove");
  room["tove"].Accept(what);
  room["tove2"].Accept(what);
  CHECK(GetStanding() == Standing::kPromised);
  room["tove2"].TakeBack(what);
  CHECK(GetStanding() == Standing::kProposed);
}

TEST_CASE_FIXTURE(Promises, "taking back takes back one's own yes alone") {
  Own("tove");
  room["tove"].Accept(what);
  room.Share();
  room["karin"].TakeBack(what);
  room["mallory"].TakeBack(what);
  CHECK(GetStanding() == Standing::kPromised);
}

TEST_CASE_FIXTURE(Promises, "a new owner has to say yes for themselves") {
  Own("tove");
  room["tove"].Accept(what);
  Own("oskar");
  CHECK(GetStanding() == Standing::kProposed);
  Own("tove");
  CHECK(GetStanding() == Standing::kPromised);
}

TEST_CASE_FIXTURE(Promises, "who cannot decide takes the question home, whatever they say yes to") {
  Own("oskar");
  room["oskar"].Accept(what);
  CHECK(GetStanding() == Standing::kTakenHome);
}

TEST_CASE_FIXTURE(Promises, "what the chair has written comes before a yes") {
  Own("tove");
  room["tove"].Accept(what);
  for (const auto& [state, standing] :
       {std::pair(CommitmentState::kTakenHome, Standing::kTakenHome),
        std::pair(CommitmentState::kDone, Standing::kDone), std::pair(CommitmentState::kNotDone, Standing::kNotDone),
        std::pair(CommitmentState::kProposed, Standing::kPromised)}) {
    room["karin"].SetState(what, state);
    CHECK(GetStanding() == standing);
  }
}

TEST_CASE_FIXTURE(Promises, "what nobody was asked to do belongs to the first who takes it") {
  room["tove"].Accept(what);
  CHECK(Read().owner == "tove");
  CHECK(GetStanding() == Standing::kPromised);
  room["karin"].Accept(what);
  CHECK(Read().owner == "tove");
  room["tove"].TakeBack(what);
  CHECK(Read().owner == "karin");
  room["karin"].TakeBack(what);
  CHECK(GetStanding() == Standing::kNobody);
}

TEST_CASE_FIXTURE(Promises, "two who take the same need at once: one of them has it, for everybody") {
  room["tove"].Accept(what);
  room["karin"].Accept(what);
  CHECK(GetStanding() == Standing::kPromised);
  const std::string owner = Read().owner;
  CHECK((owner == "tove" || owner == "karin"));
}

TEST_CASE_FIXTURE(Promises, "who cannot decide and takes a need takes it home") {
  room["oskar"].Accept(what);
  CHECK(Read().owner == "oskar");
  CHECK(GetStanding() == Standing::kTakenHome);
}

// --- What a client of ours would never send ---

TEST_CASE_FIXTURE(Promises, "a yes written by somebody else is nobody's") {
  Own("tove");
  const OpId forged = Mallory().Create(kAcceptances, 0, schema::kAcceptance);
  Mallory().Set({forged, schema::kAcceptanceCommitment}, what);
  CHECK(GetStanding() == Standing::kProposed);
}

TEST_CASE_FIXTURE(Promises, "somebody else's yes to one thing cannot be made a yes to another") {
  const OpId other = room["karin"].AddCommitment("Något helt annat", {});
  room["karin"].SetOwner(other, "tove");
  Own("tove");
  room["tove"].Accept(what);
  Mallory().Set({FirstYes(), schema::kAcceptanceCommitment}, other);
  room.Share();
  CHECK(room["karin"].Commitments()[1].standing == Standing::kProposed);
  // The yes that was tampered with counts for nothing; the owner sees that and can say it again.
  CHECK(GetStanding() == Standing::kProposed);
  room["tove"].Accept(what);
  CHECK(GetStanding() == Standing::kPromised);
}

TEST_CASE_FIXTURE(Promises, "a yes that somebody else deletes stands") {
  Own("tove");
  room["tove"].Accept(what);
  Mallory().Delete(FirstYes());
  CHECK(GetStanding() == Standing::kPromised);
  SUBCASE("also when they restore it again") {
    Mallory().Restore(FirstYes());
    CHECK(GetStanding() == Standing::kPromised);
  }
  SUBCASE("and its owner can still take it back") {
    room["tove"].TakeBack(what);
    CHECK(GetStanding() == Standing::kProposed);
  }
}

TEST_CASE_FIXTURE(Promises, "a yes that was taken back stays taken back, whatever others do to it") {
  Own("tove");
  room["tove"].Accept(what);
  const OpId yes = FirstYes();
  SUBCASE("restored") {
    room["tove"].TakeBack(what);
    room.Share();
    Mallory().Restore(yes);
  }
  SUBCASE("restored and deleted again") {
    room["tove"].TakeBack(what);
    room.Share();
    Mallory().Restore(yes);
    Mallory().Delete(yes);
  }
  SUBCASE("deleted by both at once, the other's the later") {
    for (int i = 0; i < 50; ++i) Mallory().Set({{}, 999}, std::int64_t{i});  // a clock far ahead
    Mallory().Delete(yes);
    room["tove"].TakeBack(what);
  }
  SUBCASE("written anew") {
    room["tove"].TakeBack(what);
    room.Share();
    Mallory().Set({yes, schema::kAcceptanceCommitment}, what);
    Mallory().Restore(yes);
  }
  CHECK(GetStanding() == Standing::kProposed);
}

TEST_CASE_FIXTURE(Promises, "deleting the first taker's yes does not give the need to the next") {
  room["tove"].Accept(what);
  room.Share();
  room["mallory"].Accept(what);
  CHECK(Read().owner == "tove");
  Mallory().Delete(FirstYes());
  CHECK(Read().owner == "tove");
}

TEST_CASE("a yes counts for nothing until it is known who said it") {
  Meeting tove(1);
  Meeting karin(2);
  karin.NoteWriter(2, "karin");
  const OpId what = karin.AddCommitment("Ringer", {});
  karin.SetOwner(what, "tove");
  for (const Update& update : karin.Of(DocumentKind::kOutcome).TakeUpdates()) {
    REQUIRE(tove.Of(DocumentKind::kOutcome).Apply(update).Ok());
  }
  tove.Accept(what);
  for (const Update& update : tove.Of(DocumentKind::kPlan).TakeUpdates()) {
    REQUIRE(karin.Of(DocumentKind::kPlan).Apply(update).Ok());
  }
  CHECK(karin.Commitments()[0].standing == Standing::kProposed);
  karin.NoteWriter(1, "tove");
  CHECK(karin.Commitments()[0].standing == Standing::kPromised);
}

// --- Facts of a commitment ---

TEST_CASE_FIXTURE(Promises, "everything written about a commitment is read back") {
  const OpId item = room["karin"].AddAgendaItem("Sömn", 10, {});
  const OpId other = room["karin"].AddCommitment("Ringer", item);
  room["karin"].SetOwner(other, "tove");
  room["karin"].SetBody(other, ResponsibleBody::kRegion);
  room["karin"].SetStart(other, "2026-12-02");
  room["karin"].SetLatest(other, "2027-01-26");
  room.Share();
  const Commitment read = room["oskar"].Commitments()[1];
  CHECK(read.what == "Ringer");
  CHECK(read.owner == "tove");
  CHECK(read.body == ResponsibleBody::kRegion);
  CHECK(read.start == "2026-12-02");
  CHECK(read.latest == "2027-01-26");
  CHECK(read.item == item);
  CHECK(read.state == CommitmentState::kProposed);
}

TEST_CASE_FIXTURE(Promises, "a removed commitment keeps its text and its yes, and comes back with both") {
  Own("tove");
  room["tove"].Accept(what);
  room.Share();
  room["karin"].Of(DocumentKind::kOutcome).Delete(what);
  room.Share();
  CHECK(room["tove"].Commitments().empty());
  REQUIRE(room["tove"].DeletedCommitments().size() == 1);
  CHECK(room["tove"].DeletedCommitments()[0].what == "Bokar läkartid");
  room["karin"].Of(DocumentKind::kOutcome).Restore(what);
  CHECK(GetStanding() == Standing::kPromised);
  CHECK(Read().what == "Bokar läkartid");
}

TEST_CASE_FIXTURE(Promises, "an undone yes is taken back, and redone it stands") {
  Own("tove");
  UndoStack& undo = room["tove"].UndoOf(DocumentKind::kPlan);
  undo.Collect();
  undo.Break();
  room["tove"].Accept(what);
  undo.Collect();
  undo.Break();
  CHECK(GetStanding() == Standing::kPromised);
  (void)undo.Undo();
  CHECK(GetStanding() == Standing::kProposed);
  (void)undo.Redo();
  CHECK(GetStanding() == Standing::kPromised);
  room["tove"].TakeBack(what);
  undo.Collect();
  undo.Break();
  CHECK(GetStanding() == Standing::kProposed);
  (void)undo.Undo();
  CHECK(GetStanding() == Standing::kPromised);
}

}  // namespace samsyn
