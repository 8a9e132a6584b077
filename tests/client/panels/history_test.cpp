// Who changed what and when, the meeting as it was, and what was taken away.
#include <doctest/doctest.h>

#include <algorithm>

#include "shared/meeting/summary.h"
#include "tests/client/app/house.h"

namespace samsyn {
namespace {

constexpr const char* kNotes = "Anteckningar: Hur får jag en dygnsrytm?";
constexpr const char* kSeeHistory = "Se historiken: Hur får jag en dygnsrytm?";
constexpr const char* kVisits = "Ändringar, de senaste först";
constexpr const char* kBringBack = "Ta tillbaka den här texten: Hur får jag en dygnsrytm?";
constexpr std::int64_t kMinute = 60'000;

// The relay's clock shows another time, and every page knows.
void SetClock(House& house, std::int64_t minutes) {
  house.relay.now = kMeetingDay + minutes * kMinute;
  house.relay.TellAccess();
  house.Settle();
}

std::string VisitsOn(const AppPage& page) { return page.TextUnder(NodeRole::kList, kVisits); }
bool Contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

bool IsAnnounced(AppPage& page, std::string_view text) {
  const std::vector<std::string> announcements = page.TakeAnnouncements();
  return std::find(announcements.begin(), announcements.end(), text) != announcements.end();
}

std::string NotesAtRelay(const House& house) {
  const auto meeting = house.relay.Read();
  return meeting->Of(DocumentKind::kPlan).TextOf(Meeting::NotesOf(meeting->Agenda()[2].record));
}

void OpenWhole(House& house, AppPage& page) {
  page.Button(kSeeHistory).Press();
  page.Choice("Visa ändringar i").Choose("Hela mötet");
  house.Settle();
}

// The chair closes the meeting, whatever is missing.
void CloseMeeting(House& house) {
  const auto meeting = house.relay.Read();
  Actor karin{kKarin, Role::kChair, false, false, {}, kMeetingDay};
  karin.writable.set();
  REQUIRE(Close(*meeting, karin, "Vi hann inte.") == Rule::kNone);
  for (const DocumentKind document : {DocumentKind::kPlan, DocumentKind::kOutcome}) {
    for (const Update& update : meeting->Of(document).TakeUpdates()) {
      house.relay.StoreAs(kKarin, {document, update.replica, update.counter, update.payload});
    }
  }
  house.Settle();
}

}  // namespace

TEST_CASE("history: what another page writes is there with its writer, its time and where") {
  House house;
  AppPage& tove = house.Enter(kTove);
  AppPage& petter = house.Enter(kPetter);
  SetClock(house, 12);
  petter.Field(kNotes).Type(" Klart");
  house.Settle();
  SetClock(house, 14);
  petter.Field(kNotes).Type(".");
  house.Settle();
  tove.Button(kSeeHistory).Press();
  CHECK(tove.Choice("Visa ändringar i").Value() == "3a Hur får jag en dygnsrytm?");
  const std::string visits = VisitsOn(tove);
  CHECK(
      visits.starts_with("Petter · 24\u00A0nov\u00A013.12–13.14\n"
                         "skrev i 3a Hur får jag en dygnsrytm?\n"
                         "Visa som det var: Petter 24\u00A0nov\u00A013.12–13.14\n"));
  CHECK(Contains(visits, "Petter · 24\u00A0nov\u00A013.00\n"));
  CHECK(Contains(visits, "lade till 3a Hur får jag en dygnsrytm?"));
  CHECK(!Contains(visits, "Inledning"));
  CheckPage(tove, kDesktop);
  // The writer's own page says the same.
  petter.Button(kSeeHistory).Press();
  house.Settle();
  CHECK(VisitsOn(petter) == visits);
}

TEST_CASE("history: the whole meeting has everything, also what is not in any item") {
  House house;
  AppPage& maria = house.Enter(kMaria);
  OpenWhole(house, maria);
  const std::string visits = VisitsOn(maria);
  CHECK(Contains(visits, "Noor · 24\u00A0nov\u00A013.00\n"));
  CHECK(Contains(visits, "frågan Hur ska jag få en dygnsrytm som fungerar?"));
  CHECK(Contains(visits, "sa ja till vem gör vad: Bokar läkartid om sömn och medicin"));
  CHECK(Contains(visits, "uppgifterna om mötet"));
  CheckPage(maria, kDesktop);
  maria.Resize(kPhone);
  CheckPage(maria, kPhone);
}

TEST_CASE("history: an old text is seen as it was, brought back as an ordinary edit, and that is undone") {
  House house;
  AppPage& tove = house.Enter(kTove);
  AppPage& petter = house.Enter(kPetter);
  const std::string before = NotesAtRelay(house);
  SetClock(house, 12);
  petter.Field(kNotes).Fill("Bort.");
  house.Settle();
  SetClock(house, 20);
  tove.Button(kSeeHistory).Press();
  CHECK(!tove.Shows("Två alternativ"));
  tove.Button("Visa som det var: Petter 24\u00A0nov\u00A013.00").Press();
  CHECK(tove.Shows("Så här var det när Petter hade ändrat (24\u00A0nov\u00A013.00)"));
  CHECK(tove.Shows(before));
  CHECK(!tove.Field(kNotes).Exists());
  CheckPage(tove, kDesktop);
  SUBCASE("and left again") {
    tove.Button("Tillbaka till nu").Press();
    CHECK(!tove.Shows("Två alternativ"));
    CHECK(!VisitsOn(tove).empty());
    CHECK(NotesAtRelay(house) == "Bort.");
  }
  SUBCASE("and brought back") {
    (void)tove.TakeAnnouncements();
    tove.Button(kBringBack).Press();
    house.Settle();
    CHECK(NotesAtRelay(house) == before);
    CHECK(petter.Field(kNotes).Value() == before);
    CHECK(tove.Shows("Texten är tillbaka som den var. De andra ser den också."));
    CHECK(IsAnnounced(tove, "Texten är tillbaka som den var. De andra ser den också."));
    CHECK(VisitsOn(tove).starts_with("Tove · 24\u00A0nov\u00A013.20\nskrev i 3a"));
    CheckPage(tove, kDesktop);
    tove.Button("Ångra").Press();
    house.Settle();
    CHECK(NotesAtRelay(house) == "Bort.");
    CHECK(!tove.Shows("Texten är tillbaka"));
  }
  SUBCASE("and there is nothing to bring back when it says the same now") {
    petter.Field(kNotes).Fill(before);
    house.Settle();
    CHECK(tove.Shows("Så står det nu också."));
    CHECK(!tove.Button(kBringBack).Exists());
  }
}

TEST_CASE("history: who does what is seen as it was, and its old text brought back and undone in its own place") {
  House house;
  AppPage& tove = house.Enter(kTove);
  AppPage& karin = house.Enter(kKarin);
  SetClock(house, 6);
  tove.Field(kNotes).Type(" Ja.");
  house.Settle();
  SetClock(house, 12);
  constexpr const char* kOld = "Bokar läkartid om sömn och medicin";
  karin.Button(std::string("Ändra: ") + kOld).Press();
  karin.Field("Vad").Fill("Ringer");
  karin.Button("Klar med ändringen").Press();
  house.Settle();
  SetClock(house, 20);
  karin.Field(kNotes).Type(" Mer.");
  house.Settle();
  karin.Button(kSeeHistory).Press();
  karin.Choice("Visa ändringar i").Choose("Hela mötet");
  CHECK(Contains(VisitsOn(karin), "skrev i vem gör vad: Ringer"));
  karin.Button("Visa som det var: Tove 24\u00A0nov\u00A013.06").Press();
  CHECK(karin.Shows("Tove · senast\u00A04\u00A0dec"));
  karin.Button(std::string("Ta tillbaka den här texten: ") + kOld).Press();
  house.Settle();
  CHECK(house.relay.Read()->Commitments()[0].what == kOld);
  karin.Button("Ångra").Press();
  house.Settle();
  CHECK(house.relay.Read()->Commitments()[0].what == "Ringer");
  CHECK(NotesAtRelay(house).ends_with(" Mer."));
}

TEST_CASE("history: only what differs is written, so that who wrote the rest stays") {
  House house;
  AppPage& tove = house.Enter(kTove);
  AppPage& noor = house.Enter(kNoor);
  const std::string before = NotesAtRelay(house);
  SetClock(house, 12);
  noor.Field(kNotes).Type(" Åäö 😀 bort");
  house.Settle();
  tove.Button(kSeeHistory).Press();
  tove.Button("Visa som det var: Petter 24\u00A0nov\u00A013.00").Press();
  tove.Button(kBringBack).Press();
  house.Settle();
  CHECK(NotesAtRelay(house) == before);
  CHECK(noor.Shows("Skrivet av Petter"));
  CHECK(!noor.Shows("Tove och"));
}

TEST_CASE("history: after closing the rule says what to do instead") {
  House house;
  AppPage& tove = house.Enter(kTove);
  AppPage& petter = house.Enter(kPetter);
  SetClock(house, 12);
  petter.Field(kNotes).Fill("Bort.");
  house.Settle();
  CloseMeeting(house);
  tove.Button(kSeeHistory).Press();
  tove.Button("Visa som det var: Petter 24\u00A0nov\u00A013.00").Press();
  tove.Button(kBringBack).Press();
  house.Settle();
  CHECK(NotesAtRelay(house) == "Bort.");
  CHECK(!tove.Shows("Texten är tillbaka"));
  CHECK(tove.Button("Tillbaka till nu").Exists());
  CHECK(tove.Shows("Mötet är avslutat"));
}

TEST_CASE("history: what was taken away says who did it and comes back") {
  House house;
  AppPage& karin = house.Enter(kKarin);
  AppPage& tove = house.Enter(kTove);
  SetClock(house, 12);
  karin.Button("5 Avslutning, väntar, 5 min").Press();
  karin.Button("Ändra punkten 5").Press();
  karin.Button("Ta bort: Avslutning").Press();
  house.Settle();
  OpenWhole(house, tove);
  CHECK(tove.TextUnder(NodeRole::kList, "Borttaget") ==
        "Dagordning · Karin tog bort det 24\u00A0nov\u00A013.12\nTa tillbaka: Avslutning\n");
  CHECK(Contains(VisitsOn(tove), "tog bort Avslutning"));
  CheckPage(tove, kDesktop);
  tove.Button("Ta tillbaka: Avslutning").Press();
  house.Settle();
  CHECK(house.relay.Read()->Agenda().size() == 7);
  CHECK(!tove.Shows("Borttaget"));
  CHECK(Contains(VisitsOn(tove), "tog tillbaka 5 Avslutning"));
}

TEST_CASE("history: who only reads sees it all and changes nothing") {
  House house;
  house.relay.SetRole(kOskar, Role::kObserver);
  AppPage& petter = house.Enter(kPetter);
  AppPage& oskar = house.Enter(kOskar);
  SetClock(house, 12);
  petter.Field(kNotes).Fill("Bort.");
  house.Settle();
  oskar.Button(kSeeHistory).Press();
  oskar.Button("Visa som det var: Petter 24\u00A0nov\u00A013.00").Press();
  CHECK(oskar.Shows(NotesAtRelay(House())));
  CHECK(!oskar.Button(kBringBack).Exists());
}

TEST_CASE("history: what is written without a connection is there once, when it is stored") {
  House house;
  AppPage& tove = house.Enter(kTove);
  SetClock(house, 12);
  tove.SetReachable(false);
  house.Settle();
  tove.Field(kNotes).Type(" Utan nät.");
  house.Settle();
  tove.SetReachable(true);
  house.Pass(6'000);
  tove.Button(kSeeHistory).Press();
  const std::string visits = VisitsOn(tove);
  CHECK(visits.starts_with("Tove · 24\u00A0nov\u00A013.12\nskrev i 3a"));
  CHECK(visits.rfind("Tove · 24\u00A0nov\u00A013.12") == 0);
}

TEST_CASE("history: a page without consent has nothing left of it, and everything when it is back") {
  House house;
  AppPage& tove = house.Enter(kTove);
  AppPage& karin = house.Enter(kKarin);
  AppPage& noor = house.Enter(kNoor);
  SetClock(house, 12);
  noor.Field(kNotes).Fill("Bort.");
  house.Settle();
  for (AppPage* page : {&tove, &karin}) {
    page->Button(kSeeHistory).Press();
    page->Button("Visa som det var: Petter 24\u00A0nov\u00A013.00").Press();
    CHECK(page->Shows("Två alternativ"));
  }
  house.relay.Access().consent = Consent::kWithdrawn;
  for (const char* who : {kTove}) house.relay.EndAll(who, Refusal::kNoConsent);
  house.relay.TellAccess();
  house.Pass(3'000);
  for (AppPage* page : {&tove, &karin}) {
    CHECK(!page->Shows("Två alternativ"));
    CHECK(!page->Shows("dygnsrytm"));
    CHECK(!page->Button("Tillbaka till nu").Exists());
  }
  house.relay.Access().consent = Consent::kGiven;
  house.relay.TellAccess();
  house.Pass(3'000);
  CHECK(!karin.Button("Tillbaka till nu").Exists());
  CHECK(Contains(VisitsOn(karin), "Noor · 24\u00A0nov\u00A013.12\n"));
}

TEST_CASE("history: before anybody has changed anything it says what will stand there") {
  Bundle empty = Demo().bundle;
  empty.updates.clear();
  House house(empty);
  AppPage& noor = house.Enter(kNoor, kPhone);
  noor.Button("Mer").Press();
  noor.Button("Historik").Press();
  CHECK(noor.Shows("Ingen har ändrat något än."));
  CheckPage(noor, kPhone);
}

TEST_CASE("history: on a phone it is one column, and the way back is there") {
  House house;
  AppPage& noor = house.Enter(kNoor, kPhone);
  noor.Button("Mer").Press();
  noor.Button("Historik").Press();
  CheckPage(noor, kPhone);
  CHECK(noor.Choice("Visa ändringar i").Value() == "Hela mötet");
  noor.Button("Visa som det var: Petter 24\u00A0nov\u00A013.00").Press();
  CHECK(noor.Shows("Två alternativ"));
  CheckPage(noor, kPhone);
  noor.Button("Tillbaka till mötet").Press();
  CHECK(noor.Button("Historik").Exists());
}

}  // namespace samsyn
