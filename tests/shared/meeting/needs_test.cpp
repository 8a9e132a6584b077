// What the meeting leaves open: needs nobody could take, and dissent.
#include "shared/meeting/needs.h"

#include <doctest/doctest.h>

#include "shared/meeting/schema.h"
#include "shared/meeting/summary.h"
#include "tests/shared/meeting/sip_people.h"

namespace samsyn {
namespace {

constexpr const char* kMariasWords = "Jag tycker att två månader till uppföljning är länge.";

std::vector<Dissent> Dissents(SipPeople& people) {
  people.room.Share();
  const auto texts = [](const Meeting& meeting) {
    std::string all;
    for (const Dissent& dissent : DissentsOf(meeting)) all += dissent.writer + ": " + dissent.text + "\n";
    return all;
  };
  people.room.Everywhere(texts);
  return DissentsOf(people.Noor());
}

}  // namespace

// domain.md, "Solve together or push over to others?": a need nobody takes goes to Olösta frågor.
TEST_CASE_FIXTURE(SipPeople, "needs: a commitment that nobody takes becomes an unresolved need") {
  const OpId commitment = Commit("Någon att ringa på kvällar", "");
  CHECK(Do("tove", MakeNeed, commitment) == Rule::kChairOrSecretary);
  CHECK(Do("olle", MakeNeed, commitment) == Rule::kReadsOnly);
  CHECK(Do("petter", MakeNeed, commitment) == Rule::kNone);
  CHECK(Noor().Commitments().empty());
  const std::vector<Need> needs = NeedsOf(Noor());
  REQUIRE(needs.size() == 1);
  CHECK(needs[0].what == "Någon att ringa på kvällar");
  CHECK(needs[0].carrier.empty());
}

TEST_CASE_FIXTURE(SipPeople, "needs: with whom it was tried, who carries it on, and taking it back") {
  CHECK(Do("karin", AddNeed, std::string("Någon att ringa"), OpId{}) == Rule::kNone);
  const OpId need = NeedsOf(Noor())[0].record;
  for (const char* who : {"petter", "tove", "petter"}) Do("karin", SetTried, need, std::string(who), true);
  CHECK(NeedsOf(Noor())[0].tried == std::vector<std::string>{"tove", "petter"});
  Do("karin", SetTried, need, std::string("tove"), false);
  CHECK(NeedsOf(Noor())[0].tried == std::vector<std::string>{"petter"});
  CHECK(Do("maria", SetCarrier, need, std::string("karin")) == Rule::kChairOrSecretary);
  CHECK(Do("karin", SetCarrier, need, std::string("karin")) == Rule::kNone);
  CHECK(NeedsOf(Noor())[0].carrier == "karin");
  CHECK(Do("petter", RemoveNeed, need) == Rule::kNone);
  CHECK(NeedsOf(Noor()).empty());
  CHECK(DeletedNeedsOf(Noor()).size() == 1);
  CHECK(Do("petter", RestoreNeed, need) == Rule::kNone);
  CHECK(NeedsOf(Noor()).size() == 1);
}

// domain.md, "Kunskap / Öppenhet": dissent stays; "avvikande mening": nobody else can change or delete it.
TEST_CASE_FIXTURE(SipPeople, "a dissent is its writer's alone: the secretary cannot delete a relative's") {
  CHECK(Do("maria", WriteDissent, std::string("  "), OpId{}) == Rule::kNothingWritten);
  CHECK(Do("olle", WriteDissent, std::string("Nej"), OpId{}) == Rule::kReadsOnly);
  CHECK(Do("maria", WriteDissent, std::string(kMariasWords), OpId{}) == Rule::kNone);
  const OpId dissent = Dissents(*this)[0].record;
  for (const char* who : {"petter", "karin", "noor", "tove"}) {
    CHECK(Do(who, RemoveDissent, dissent) == Rule::kOwnDissent);
    CHECK(Do(who, ChangeDissent, dissent, std::string("Det är bra så")) == Rule::kOwnDissent);
  }
  CHECK(Dissents(*this)[0].text == kMariasWords);
  CHECK(Do("maria", ChangeDissent, dissent, std::string("En månad räcker.")) == Rule::kNone);
  CHECK(Dissents(*this)[0].text == "En månad räcker.");
  CHECK(Do("maria", RemoveDissent, dissent) == Rule::kNone);
  CHECK(Dissents(*this).empty());
}

TEST_CASE_FIXTURE(SipPeople, "a dissent's deletion is not heeded when somebody else forces it into the document") {
  Do("maria", WriteDissent, std::string(kMariasWords), OpId{});
  const OpId dissent = Dissents(*this)[0].record;
  room["petter"].Of(DocumentKind::kPlan).Delete(dissent);
  REQUIRE(Dissents(*this).size() == 1);
  CHECK(Dissents(*this)[0].text == kMariasWords);
  CHECK(Dissents(*this)[0].rewritten_by.empty());
  // What she takes away herself nobody brings back, neither by restoring it nor by deleting it once more.
  Do("maria", RemoveDissent, dissent);
  room["petter"].Of(DocumentKind::kPlan).Restore(dissent);
  CHECK(Dissents(*this).empty());
  room["petter"].Of(DocumentKind::kPlan).Delete(dissent);
  CHECK(Dissents(*this).empty());
}

TEST_CASE_FIXTURE(SipPeople, "a dissent that somebody else writes over shows who did") {
  Do("maria", WriteDissent, std::string(kMariasWords), OpId{});
  const OpId dissent = Dissents(*this)[0].record;
  room["petter"].Of(DocumentKind::kPlan).Set({dissent, schema::kDissentText}, std::string("Maria håller med."));
  REQUIRE(Dissents(*this).size() == 1);
  CHECK(Dissents(*this)[0].writer == "maria");
  CHECK(Dissents(*this)[0].rewritten_by == "petter");
  Do("maria", ChangeDissent, dissent, std::string(kMariasWords));
  CHECK(Dissents(*this)[0].rewritten_by.empty());
}

TEST_CASE_FIXTURE(SipPeople, "a closed meeting's needs are corrected instead, and dissent is still its writer's") {
  Do("karin", AddNeed, std::string("Någon att ringa"), OpId{});
  const OpId need = NeedsOf(Noor())[0].record;
  CHECK(Do("karin", Close, std::string("Tiden tog slut")) == Rule::kNone);
  CHECK(Do("karin", AddNeed, std::string("Mer"), OpId{}) == Rule::kClosed);
  CHECK(Do("karin", RemoveNeed, need) == Rule::kClosed);
  CHECK(Do("karin", SetCarrier, need, std::string("karin")) == Rule::kClosed);
  CHECK(Do("maria", WriteDissent, std::string(kMariasWords), OpId{}) == Rule::kNone);
}

}  // namespace samsyn
