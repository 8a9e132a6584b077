// The follow-up: promised and kept, for everybody alike, and the next round.
#include <doctest/doctest.h>

#include "shared/meeting/voice.h"
#include "tests/client/panels/plan_house.h"

namespace samsyn {
namespace {

std::string Text(const AppPage& page) { return page.TextUnder(NodeRole::kMain, "Uppföljning"); }

Commitment AtRelay(const House& house, std::string_view what) {
  for (const Commitment& commitment : house.relay.Read()->Commitments()) {
    if (commitment.what == what) return commitment;
  }
  FAIL("no such commitment: ", std::string(what));
  return {};
}

std::string Of(const char* answer, const char* what = kDoctorTask) { return std::string(answer) + ": " + what; }

}  // namespace

TEST_CASE("the follow-up says what comes there before the meeting is closed, and leads to closing") {
  House house;
  AppPage& noor = EnterFollowUp(house, kNoor);
  CHECK(noor.Shows("Här följer ni upp det ni har kommit överens om."));
  CHECK(!noor.Shows("Det vi kom överens om"));
  CheckPage(noor, kDesktop);
  noor.Button("Till sammanfattningen").Press();
  CHECK(noor.Tree().FindByRole(NodeRole::kMain, "Sammanfattning") != nullptr);
}

// domain.md, "Trust, not control": trust shows as promised versus kept, to the person.
TEST_CASE("the follow-up shows what was promised, by whom and by when, and what came of it, to all") {
  House house;
  CloseMeeting(house);
  AppPage& karin = EnterFollowUp(house, kKarin);
  AppPage& noor = EnterFollowUp(house, kNoor);
  CHECK(Has(Text(noor), "Tove · region · senast\u00A04\u00A0dec\n"));
  CHECK(Has(Text(noor), "Inte uppföljt än\n"));
  CHECK(!noor.Button(Of("Klar")).Exists());
  karin.Button(Of("Klar")).Press();
  house.Settle();
  CHECK(karin.Button(Of("Klar")).Node().pressed == Tristate::kTrue);
  karin.Field(Of("Blev klart")).Fill("9 dec");
  karin.Field(Of("Blev klart")).Leave();
  karin.Field(Of("Vad hände")).Type("Läkaren var sjuk.");
  house.Settle();
  for (AppPage* page : {&karin, &noor}) CHECK(page->Shows("5 dagar senare än lovat"));
  CHECK(Has(Text(noor), "Klar\n"));
  CHECK(Has(Text(noor), "Läkaren var sjuk.\n"));
  CHECK(Has(Text(noor), "Blev klart 9\u00A0dec\n"));
  karin.Field(Of("Blev klart")).Fill("5 dec");
  karin.Field(Of("Blev klart")).Leave();
  house.Settle();
  CHECK(noor.Shows("1 dag senare än lovat"));
  karin.Button(Of("Klar")).Press();  // taken back
  house.Settle();
  CHECK(AtRelay(house, kDoctorTask).state == CommitmentState::kProposed);
}

// domain.md, "Follow-up: … no pressure": klar / pågår / ej gjord (why, new owner) / ta bort – gav ingen nytta.
TEST_CASE("the follow-up has four answers, and asks who takes over what was not done") {
  House house;
  CloseMeeting(house);
  AppPage& petter = EnterFollowUp(house, kPetter);
  AppPage& maria = EnterFollowUp(house, kMaria);
  for (const auto& [answer, standing] :
       {std::pair("Pågår", Standing::kOngoing), std::pair("Ta bort – gav ingen nytta", Standing::kNoUse),
        std::pair("Ej gjord", Standing::kNotDone)}) {
    petter.Button(Of(answer)).Press();
    house.Settle();
    CHECK(AtRelay(house, kDoctorTask).standing == standing);
  }
  petter.Choice(Of("Vem tar över")).Choose("Aida Hodzic");
  house.Settle();
  CHECK(AtRelay(house, kDoctorTask).new_owner == "p6");
  CHECK(AtRelay(house, kDoctorTask).owner == kTove);
  CHECK(maria.Shows("Aida tar över och tillfrågas i nästa omgång."));
  CHECK(!maria.Choice(Of("Vem tar över")).Exists());
}

TEST_CASE("the follow-up has the person's own words, which only they and their helper write") {
  House house;
  CloseMeeting(house);
  AppPage& noor = EnterFollowUp(house, kNoor);
  AppPage& tove = EnterFollowUp(house, kTove);
  CHECK(tove.Shows("Noor har inte skrivit något än."));
  CHECK(!tove.Field("Mina egna ord om hur det har gått").Exists());
  noor.Field("Mina egna ord om hur det har gått").Type("Jag sov till nio på nyårsdagen och det var med flit.");
  house.Settle();
  CHECK(tove.Shows("”Jag sov till nio på nyårsdagen och det var med flit.”"));
}

TEST_CASE("the follow-up asks what became of each unresolved need") {
  House house;
  AppPage& karin = house.Enter(kKarin);
  karin.Button(std::string("Gör till olöst fråga: ") + kCallTask).Press();
  house.Settle();
  house.Close(karin);
  CloseMeeting(house);
  AppPage& page = EnterFollowUp(house, kKarin);
  const std::vector<Need> needs = NeedsOf(*house.relay.Read());
  REQUIRE(needs.size() == 1);
  for (const Need& need : needs) {
    page.Button("Kvar: " + need.what).Press();
    house.Settle();
    page.Field("Hur gick det med: " + need.what).Type("Cheferna svarar i mars.");
    house.Settle();
  }
  for (const Need& need : NeedsOf(*house.relay.Read())) {
    CHECK(need.state == NeedState::kRemains);
    CHECK(need.comment == "Cheferna svarar i mars.");
  }
}

// domain.md, "Follow-up: clear time plan …": date can move without a reason.
TEST_CASE("the follow-up is booked, moved without a reason, and read by all") {
  House house;
  CloseMeeting(house);
  AppPage& karin = EnterFollowUp(house, kKarin);
  AppPage& noor = EnterFollowUp(house, kNoor);
  CHECK(noor.Shows("Tiden kan flyttas utan att någon säger varför."));
  for (const auto& [field, value] : {std::pair("Vilken dag", "26 jan"), std::pair("Från klockan", "13"),
                                     std::pair("Till klockan", "13.45"), std::pair("Var", "Träffpunkt Ankaret")}) {
    karin.Field(field).Fill(value);
    karin.Field(field).Leave();
  }
  karin.Choice("Vem kallar").Choose("Karin Öberg");
  karin.Choice("Vem pratar man med till dess").Choose("Samira Haddad");
  house.Settle();
  CHECK(noor.Shows("tis 26\u00A0jan 13.00–13.45 · Träffpunkt Ankaret"));
  CHECK(noor.Shows("Karin kallar."));
  CHECK(noor.Shows("Prata med Samira till dess."));
  karin.Field("Vilken dag").Fill("2 feb");
  karin.Field("Vilken dag").Leave();
  house.Settle();
  CHECK(noor.Shows("tis 2\u00A0feb 13.00–13.45 · Träffpunkt Ankaret"));
  CHECK(FollowUpOf(*house.relay.Read()).date == "2027-02-02");
}

TEST_CASE("a new round is asked once more, and says what comes along") {
  House house;
  CloseMeeting(house);
  AppPage& karin = EnterFollowUp(house, kKarin);
  AppPage& noor = EnterFollowUp(house, kNoor);
  CHECK(!noor.Button("Starta en ny omgång").Exists());
  CHECK(!noor.Button("Avsluta uppföljningen").Exists());
  karin.Button(Of("Klar")).Press();
  karin.Button("Avsluta uppföljningen").Press();
  house.Settle();
  CHECK(noor.Shows("Uppföljningen avslutades 24\u00A0nov"));
  karin.Button("Starta en ny omgång").Press();
  CHECK(karin.Shows("Målen, det som inte är klart och de olösta frågorna följer med."));
  karin.Button("Avbryt").Press();
  CHECK(!karin.Button("Ja, starta en ny omgång").Exists());
  CHECK(house.relay.Read()->Round() == 0);
  karin.Button("Starta en ny omgång").Press();
  karin.Button("Ja, starta en ny omgång").Press();
  house.Settle();
  CHECK(house.relay.Read()->Round() == 1);
  for (const Commitment& commitment : house.relay.Read()->Commitments()) CHECK(commitment.what != kDoctorTask);
  CHECK(noor.Shows("Här följer ni upp det ni har kommit överens om."));
}

TEST_CASE("the follow-up is whole at every width and text size, for who writes and who reads") {
  for (const char* who : {kKarin, kNoor}) {
    for (const Viewport& size : {kDesktop, kPhone, Viewport{900, 600, 1.5F}}) {
      for (const char* percent : {"100", "200"}) {
        House house;
        CloseMeeting(house);
        if (std::string(who) == kKarin) {
          AppPage& before = EnterFollowUp(house, kPetter);
          before.Button(Of("Klar")).Press();
          before.Button(Of("Ej gjord", kCallTask)).Press();
          house.Close(before);
        }
        house.DeviceOf(who).settings["text_percent"] = percent;
        AppPage& page = EnterFollowUp(house, who, size);
        CAPTURE(size.width);
        CAPTURE(percent);
        CheckPage(page, size);
      }
    }
  }
}

}  // namespace samsyn
