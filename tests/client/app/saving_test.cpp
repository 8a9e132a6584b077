// Nothing that was written is lost: closed tabs, lost connections, refusals.
#include <doctest/doctest.h>

#include "tests/client/app/house.h"

namespace samsyn {
namespace {

constexpr const char* kNotes = "Anteckningar: Vem pratar med Försäkringskassan?";
constexpr const char* kItem = "3b Vem pratar med Försäkringskassan?, väntar, Noors fråga, 8 min";
constexpr const char* kDoctor = "Jag tar det: Bokar läkartid om sömn och medicin";
constexpr const char* kDoctorBack = "Ångra mitt ja: Bokar läkartid om sömn och medicin";

std::string NotesAtRelay(const House& house) {
  const auto meeting = house.relay.Read();
  return meeting->Of(DocumentKind::kPlan).TextOf(Meeting::NotesOf(meeting->Agenda()[3].record));
}

AppPage& EnterNotes(House& house, const char* who) {
  AppPage& page = house.Enter(who);
  page.Button(kItem).Press();
  return page;
}

}  // namespace

TEST_CASE("what is written is on the device until the relay has it, and not longer") {
  House house;
  AppPage& noor = EnterNotes(house, kNoor);
  CHECK(house.DeviceOf(kNoor).pending.empty());
  house.relay.HoldAcknowledgements();
  noor.Field(kNotes).Type("ab");
  house.Settle();
  CHECK(!house.DeviceOf(kNoor).pending.empty());
  house.relay.Commit();
  house.Settle();
  CHECK(house.DeviceOf(kNoor).pending.empty());
  CHECK(NotesAtRelay(house) == "ab");
}

TEST_CASE("what was written without a connection is delivered when it is back, once") {
  House house;
  AppPage& noor = EnterNotes(house, kNoor);
  AppPage& karin = EnterNotes(house, kKarin);
  noor.SetReachable(false);
  house.Settle();
  noor.Field(kNotes).Type("Noor. ");
  karin.Field(kNotes).Type("Karin. ");
  house.Pass(20'000);
  CHECK(NotesAtRelay(house) == "Karin. ");
  (void)noor.TakeAnnouncements();
  noor.SetReachable(true);
  house.Pass(6'000);
  CHECK(noor.TakeAnnouncements() == std::vector<std::string>{"Ansluten igen", "Karin skrev: Karin. "});
  CHECK(noor.Shows("Allt är sparat"));
  const std::string text = NotesAtRelay(house);
  CHECK(text.size() == std::string("Noor. Karin. ").size());
  CHECK(noor.Field(kNotes).Value() == text);
  CHECK(karin.Field(kNotes).Value() == text);
}

TEST_CASE("a page closed without a connection leaves what was written to the next one") {
  House house;
  AppPage& noor = EnterNotes(house, kNoor);
  noor.SetReachable(false);
  house.Settle();
  noor.Field(kNotes).Type("Jag vill inte ringa själv åäö 😀");
  house.Close(noor);
  CHECK(NotesAtRelay(house).empty());
  CHECK(!house.DeviceOf(kNoor).pending.empty());
  AppPage& again = EnterNotes(house, kNoor);
  CHECK(again.Field(kNotes).Value() == "Jag vill inte ringa själv åäö 😀");
  CHECK(NotesAtRelay(house) == "Jag vill inte ringa själv åäö 😀");
  CHECK(house.DeviceOf(kNoor).pending.empty());
  again.Field(kNotes).Type("!");
  house.Settle();
  CHECK(NotesAtRelay(house) == "Jag vill inte ringa själv åäö 😀!");
}

TEST_CASE("a page closed after the relay stored and before it said so gives nothing twice") {
  House house;
  AppPage& noor = EnterNotes(house, kNoor);
  noor.Field(kNotes).Type("en gång");
  house.Close(noor);  // the acknowledgements are on their way and nobody is there to read them
  CHECK(!house.DeviceOf(kNoor).pending.empty());
  CHECK(NotesAtRelay(house) == "en gång");
  AppPage& again = EnterNotes(house, kNoor);
  CHECK(again.Field(kNotes).Value() == "en gång");
  CHECK(NotesAtRelay(house) == "en gång");
  CHECK(house.DeviceOf(kNoor).pending.empty());
}

TEST_CASE("a yes said without a connection is one's own yes on the next page too") {
  House house;
  AppPage& earlier = house.Enter(kTove);
  earlier.Button(kDoctorBack).Press();
  house.Settle();
  house.Close(earlier);
  AppPage& tove = house.Enter(kTove);  // nothing of this page has ever reached the relay
  tove.SetReachable(false);
  house.Settle();
  tove.Button(kDoctor).Press();
  CHECK(tove.Shows("Lovad – Tove har sagt ja"));
  house.Close(tove);
  AppPage& again = house.Enter(kTove);
  CHECK(again.Shows("Lovad – Tove har sagt ja"));
  CHECK(again.Button(kDoctorBack).Exists());
  again.Button(kDoctorBack).Press();
  house.Settle();
  CHECK(house.relay.Read()->Commitments()[0].standing == Standing::kProposed);
}

TEST_CASE("who was there before and after a lost connection is not announced as coming") {
  House house;
  AppPage& noor = house.Enter(kNoor);
  house.Enter(kKarin);
  AppPage& maria = house.Enter(kMaria);
  noor.SetReachable(false);
  house.Settle();
  house.Close(maria);
  house.Enter(kTove);
  (void)noor.TakeAnnouncements();
  noor.SetReachable(true);
  house.Pass(6'000);
  CHECK(noor.TakeAnnouncements() == std::vector<std::string>{"Ansluten igen", "Tove är här"});
  house.Pass(60'000);
  house.Enter(kMaria);
  CHECK(noor.TakeAnnouncements() == std::vector<std::string>{"Maria är här"});
}

TEST_CASE("the relay dies with what it had not stored, and has it once when it is back") {
  House house;
  AppPage& noor = EnterNotes(house, kNoor);
  AppPage& karin = EnterNotes(house, kKarin);
  noor.Field(kNotes).Type("sparat ");
  house.Settle();
  house.relay.HoldAcknowledgements();
  noor.Field(kNotes).Type("på väg ");
  house.Settle();
  CHECK(noor.Shows("Sparar…"));
  house.relay.Crash();
  house.Settle();
  noor.Field(kNotes).Type("efteråt");
  house.Pass(6'000);
  CHECK(NotesAtRelay(house) == "sparat på väg efteråt");
  CHECK(karin.Field(kNotes).Value() == "sparat på väg efteråt");
  CHECK(noor.Shows("Allt är sparat"));
}

TEST_CASE("a connection that has gone silent is noticed, and writing goes on over a new one") {
  House house;
  AppPage& noor = EnterNotes(house, kNoor);
  noor.SetSilent(true);
  noor.Field(kNotes).Type("hör ni mig");
  house.Pass(17'000);
  CHECK(noor.Shows("Ingen anslutning – det du skriver sparas på den här enheten"));
  noor.SetSilent(false);
  house.Pass(6'000);
  CHECK(noor.Shows("Allt är sparat"));
  CHECK(NotesAtRelay(house) == "hör ni mig");
}

TEST_CASE("a page behind another tab goes on: it connects again, delivers, and is here for those who come") {
  House house;
  AppPage& noor = EnterNotes(house, kNoor);
  AppPage& karin = EnterNotes(house, kKarin);
  house.relay.HoldAcknowledgements();
  noor.Field(kNotes).Type("jag är strax tillbaka ");
  noor.SetHidden(true);
  house.relay.Crash();
  house.Pass(60'000);
  CHECK(noor.Attempts() <= 3);
  CHECK(NotesAtRelay(house) == "jag är strax tillbaka ");
  karin.Field(kNotes).Type("välkommen");
  AppPage& tove = house.Enter(kTove);
  CHECK(tove.Button("Visa deltagare, 3 här").Exists());
  CHECK(karin.Button("Visa deltagare, 3 här").Exists());
  house.Close(tove);
  noor.SetHidden(false);
  CHECK(noor.Field(kNotes).Value() == "jag är strax tillbaka välkommen");
  CHECK(noor.Button("Visa deltagare, 2 här").Exists());
  CHECK(noor.Shows("Allt är sparat"));
  CHECK(house.DeviceOf(kNoor).pending.empty());
}

TEST_CASE("two hidden pages tell each other of themselves once") {
  House house;
  AppPage& noor = house.Enter(kNoor);
  AppPage& karin = house.Enter(kKarin);
  noor.SetHidden(true);
  karin.SetHidden(true);
  house.relay.Crash();
  house.Pass(30'000);
  const int told = house.relay.PresenceCount();
  house.Pass(60'000);
  CHECK(house.relay.PresenceCount() == told);
  CHECK(told < 20);
  for (AppPage* page : {&noor, &karin}) {
    page->SetHidden(false);
    CHECK(page->Button("Visa deltagare, 2 här").Exists());
  }
}

TEST_CASE("without a relay tries come sooner at first and then seldom") {
  House house;
  AppPage& noor = house.Enter(kNoor);
  noor.SetReachable(false);
  house.Pass(2'000);
  const int early = noor.Attempts();
  CHECK(early >= 3);
  house.Pass(60'000);
  CHECK(noor.Attempts() - early >= 12);
  CHECK(noor.Attempts() - early <= 40);
}

TEST_CASE("a refused change is said so, taken back from the page, and the rest of the meeting is there again") {
  House house;
  AppPage& karin = EnterNotes(house, kKarin);
  AppPage& noor = EnterNotes(house, kNoor);
  karin.Field(kNotes).Type("kvar ");
  house.Settle();
  house.relay.RefuseEverything(ErrorCode::kTooMany);
  karin.Field(kNotes).Type("för mycket");
  house.Pass(2'000);
  CHECK(karin.Shows("Din senaste ändring sparades inte"));
  CHECK(karin.Shows("Mötet har vuxit till den största tillåtna storleken."));
  CHECK(karin.Field(kNotes).Value() == "kvar ");
  CHECK(karin.Shows("Allt är sparat"));
  CHECK(karin.Shows("Bokar läkartid om sömn och medicin"));
  CHECK(karin.Shows("SIP för Noor"));
  CHECK(house.DeviceOf(kKarin).pending.empty());
  CHECK(!noor.Shows("Din senaste ändring sparades inte"));
  CheckPage(karin, kDesktop);
  house.relay.RefuseEverything(std::nullopt);
  karin.Button("Jag förstår").Press();
  CHECK(!karin.Shows("Din senaste ändring sparades inte"));
  karin.Field(kNotes).Type("och mer");
  house.Settle();
  CHECK(NotesAtRelay(house) == "kvar och mer");
  CHECK(noor.Field(kNotes).Value() == "kvar och mer");
}

TEST_CASE("each reason for a refusal has its own sentence") {
  House house;
  for (const auto& [code, sentence] :
       {std::pair(ErrorCode::kForbidden, "Din roll får läsa men inte ändra den delen."),
        std::pair(ErrorCode::kTooLarge, "Mötet har vuxit till den största tillåtna storleken."),
        std::pair(ErrorCode::kConflict, "Servern tog inte emot ändringen. Försök igen.")}) {
    AppPage& noor = EnterNotes(house, kNoor);
    house.relay.RefuseEverything(code);
    noor.Field(kNotes).Type("x");
    house.Pass(2'000);
    CHECK(noor.Shows(sentence));
    house.relay.RefuseEverything(std::nullopt);
    house.Close(noor);
  }
}

TEST_CASE("a role that was changed meanwhile: what it may not write is refused, what it may is kept") {
  House house;
  AppPage& karin = EnterNotes(house, kKarin);
  karin.SetReachable(false);
  house.Settle();
  house.relay.SetRole(kKarin, Role::kProfessional);
  karin.Field(kNotes).Type("anteckning");
  karin.Button("Lägg till vem som gör vad").Press();
  karin.Field("Vad").Type("gör något");
  karin.SetReachable(true);
  house.Pass(6'000);
  CHECK(karin.Shows("Din roll får läsa men inte ändra den delen."));
  CHECK(NotesAtRelay(house) == "anteckning");
  CHECK(karin.Field(kNotes).Value() == "anteckning");
  CHECK(!karin.Shows("gör något"));
  CHECK(!karin.Button("Lägg till vem som gör vad").Exists());
  CHECK(house.relay.Read()->Commitments().size() == 5);
  CHECK(house.DeviceOf(kKarin).pending.empty());
}

TEST_CASE("after a refusal one's own earlier yes is still one's own") {
  House house;
  AppPage& tove = EnterNotes(house, kTove);
  tove.Button(kDoctorBack).Press();
  tove.Button(kDoctor).Press();
  house.Settle();
  house.relay.RefuseEverything(ErrorCode::kConflict);
  tove.Field(kNotes).Type("x");
  house.Pass(2'000);
  house.relay.RefuseEverything(std::nullopt);
  CHECK(tove.Shows("Lovad – Tove har sagt ja"));
  CHECK(tove.Button(kDoctorBack).Exists());
}

TEST_CASE("garbage from the relay ends that connection and nothing else") {
  House house;
  AppPage& noor = EnterNotes(house, kNoor);
  noor.Field(kNotes).Type("a");
  house.Settle();
  for (const Bytes& garbage : {Bytes{}, Bytes{255}, Bytes{0, 0, 0}, Bytes(1000, 7)}) {
    house.relay.SendGarbage(garbage);
    house.Pass(6'000);
    CHECK(noor.Shows("Allt är sparat"));
    CHECK(noor.Field(kNotes).Value() == "a");
  }
}

TEST_CASE("an update nobody can read harms nobody's page") {
  House house;
  AppPage& noor = EnterNotes(house, kNoor);
  AppPage& karin = EnterNotes(house, kKarin);
  house.relay.StoreAs(kMaria, {DocumentKind::kPlan, 0xBAD, 1, Bytes(50, 0xFF)});
  house.relay.StoreAs(kMaria, {DocumentKind::kOutcome, 0xBAD, 1, {}});
  noor.Field(kNotes).Type("vidare");
  house.Settle();
  CHECK(karin.Field(kNotes).Value() == "vidare");
  AppPage& late = EnterNotes(house, kTove);
  CHECK(late.Field(kNotes).Value() == "vidare");
}

TEST_CASE("two pages of one person each keep their own writing") {
  House house;
  AppPage& first = EnterNotes(house, kNoor);
  first.SetReachable(false);
  house.Settle();
  first.Field(kNotes).Type("ett");
  // The second page takes up what the first could not deliver; the first delivers it again, to no harm.
  AppPage& second = EnterNotes(house, kNoor);
  CHECK(second.Field(kNotes).Value() == "ett");
  second.Field(kNotes).Type("två");
  house.Settle();
  first.SetReachable(true);
  house.Pass(6'000);
  CHECK(NotesAtRelay(house) == "etttvå");
  CHECK(first.Field(kNotes).Value() == "etttvå");
  CHECK(first.Shows("Allt är sparat"));
  CHECK(second.Shows("Allt är sparat"));
}

}  // namespace samsyn
