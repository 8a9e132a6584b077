// A meeting that a device keeps: it opens without a connection, and never to whom or when it may not.
#include <doctest/doctest.h>

#include "client/app/recents.h"
#include "tests/client/app/house.h"

namespace samsyn {
namespace {

constexpr const char* kNotes = "Anteckningar: Vem pratar med Försäkringskassan?";
constexpr const char* kItem = "3b Vem pratar med Försäkringskassan?, väntar, Noors fråga, 8 min";
constexpr const char* kRememberIt = "Kom ihåg mötet på den här enheten";
constexpr const char* kOffline = "Ingen anslutning – det du skriver sparas på den här enheten";
constexpr std::int64_t kDay = 86'400'000;

std::string NotesAtRelay(const House& house) {
  const auto meeting = house.relay.Read();
  return meeting->Of(DocumentKind::kPlan).TextOf(Meeting::NotesOf(meeting->Agenda()[3].record));
}

AppPage& EnterNotes(House& house, const char* who) {
  AppPage& page = house.Enter(who);
  page.Button(kItem).Press();
  return page;
}

// A visit in a place without a connection.
AppPage& OpenOffline(House& house, const char* who) {
  AppPage& page = house.OpenQuietly(house.DeviceOf(who), who);
  page.SetReachable(false);
  house.Pass(500);
  return page;
}

bool IsEmpty(const Device& device) { return device.kept.access.empty() && device.kept.updates.empty(); }

// Everything the relay has up to what the device says it has.
void CheckNoHoles(const House& house, const Device& device) {
  for (int kind = 0; kind < kDocumentKindCount; ++kind) {
    const auto document = static_cast<DocumentKind>(kind);
    for (const StoredUpdate& stored : house.relay.Journal(document)) {
      if (stored.sequence > device.kept.sequences[static_cast<std::size_t>(kind)]) break;
      CHECK(device.kept.updates.contains({document, stored.replica, stored.counter}));
    }
  }
}

}  // namespace

TEST_CASE("a remembered meeting opens without a connection, is written in, and merges when it is back") {
  House house;
  AppPage& noor = EnterNotes(house, kNoor);
  AppPage& karin = EnterNotes(house, kKarin);
  noor.Field(kNotes).Type("Noor. ");
  house.Settle();
  karin.Field(kNotes).Type("Karin. ");
  house.Settle();
  CheckNoHoles(house, house.DeviceOf(kNoor));
  house.Close(noor);

  AppPage& again = OpenOffline(house, kNoor);
  CHECK(again.Shows("SIP för Noor"));
  CHECK(again.Shows(kOffline));
  again.Button("Gå in i mötet").Press();
  again.Button(kItem).Press();
  const std::string before = again.Field(kNotes).Value();
  CHECK(before == NotesAtRelay(house));
  again.Field(kNotes).Type("Utan nät.");
  karin.Field(kNotes).Type("Med nät.");
  house.Pass(1'000);
  CheckPage(again, kDesktop);
  (void)again.TakeAnnouncements();
  again.SetReachable(true);
  house.Pass(10'000);
  CHECK(again.TakeAnnouncements().front() == "Ansluten igen");
  CHECK(again.Shows("Allt är sparat"));
  CHECK(NotesAtRelay(house).find("Utan nät.") != std::string::npos);
  CHECK(NotesAtRelay(house).find("Med nät.") != std::string::npos);
  CHECK(again.Field(kNotes).Value() == NotesAtRelay(house));
  CHECK(karin.Field(kNotes).Value() == NotesAtRelay(house));
  CheckNoHoles(house, house.DeviceOf(kNoor));
}

TEST_CASE("what was not delivered is there too when the next visit has no connection either, and is delivered once") {
  House house;
  AppPage& noor = EnterNotes(house, kNoor);
  noor.SetReachable(false);
  house.Settle();
  noor.Field(kNotes).Type("väntar");
  house.Close(noor);
  AppPage& again = OpenOffline(house, kNoor);
  again.Button("Gå in i mötet").Press();
  again.Button(kItem).Press();
  CHECK(again.Field(kNotes).Value() == "väntar");
  again.SetReachable(true);
  house.Pass(10'000);
  CHECK(NotesAtRelay(house) == "väntar");
  CHECK(house.DeviceOf(kNoor).pending.empty());
}

TEST_CASE("the next visit asks only for what is new") {
  House house;
  house.Close(EnterNotes(house, kNoor));
  const KeptSequences kept = house.DeviceOf(kNoor).kept.sequences;
  for (int kind = 0; kind < kDocumentKindCount; ++kind) {
    CHECK(kept[static_cast<std::size_t>(kind)] == house.relay.Journal(static_cast<DocumentKind>(kind)).size());
  }
  AppPage& again = EnterNotes(house, kNoor);
  CHECK(again.Shows("Allt är sparat"));
  CHECK(again.Shows("Bokar läkartid om sömn och medicin"));
}

TEST_CASE("until the person has said yes, and after they said no, nothing is kept") {
  House house;
  AppPage& maria = house.Open(kMaria);
  CHECK(IsEmpty(house.DeviceOf(kMaria)));
  maria.Box(kRememberIt).Press();
  maria.Button("Gå in i mötet").Press();
  house.Settle();
  CHECK(IsEmpty(house.DeviceOf(kMaria)));
  house.Close(maria);
  AppPage& offline = OpenOffline(house, kMaria);
  house.Pass(10'000);
  CHECK(!offline.Shows("SIP för Noor"));
  house.Close(offline);

  house.Close(house.Enter(kMaria));
  CHECK(!IsEmpty(house.DeviceOf(kMaria)));
  AppPage& otherwise = house.Open(kMaria);
  otherwise.Box(kRememberIt).Press();
  otherwise.Button("Gå in i mötet").Press();
  house.Settle();
  CHECK(IsEmpty(house.DeviceOf(kMaria)));
}

TEST_CASE("a meeting that is forgotten on the start page leaves nothing on the device") {
  House house;
  Device& device = house.DeviceOf(kNoor);
  house.Close(house.Enter(kNoor));
  AppPage& start = house.OpenLink(device, "http://relay/#");
  start.Button("Glöm SIP för Noor på den här enheten").Press();
  CHECK(device.forgotten == std::vector<std::string>{DeviceNameOf(house.relay.FragmentOf(kNoor))});
}

TEST_CASE("what is damaged or of another version is forgotten, and the relay is asked for everything") {
  for (int damage = 0; damage < 7; ++damage) {
    CAPTURE(damage);
    House house;
    house.Close(EnterNotes(house, kNoor));
    KeptOnDevice& kept = house.DeviceOf(kNoor).kept;
    REQUIRE(!kept.updates.empty());
    Bytes& record = kept.updates.begin()->second;
    if (damage == 0) record.back() ^= 1;
    if (damage == 1) record.clear();
    if (damage == 2) record.resize(record.size() / 2);
    if (damage == 3) kept.access[0] = 99;
    if (damage == 4) kept.access.resize(kept.access.size() - 3);
    if (damage == 5) kept.sequences[0] += 1'000;
    if (damage == 6) kept.updates.erase(kept.updates.begin());
    AppPage& offline = OpenOffline(house, kNoor);
    CHECK(!offline.Shows("SIP för Noor"));
    CHECK(IsEmpty(house.DeviceOf(kNoor)));
    house.Close(offline);
    AppPage& again = EnterNotes(house, kNoor);
    CHECK(again.Shows("Bokar läkartid om sömn och medicin"));
    CHECK(!IsEmpty(house.DeviceOf(kNoor)));
    CheckNoHoles(house, house.DeviceOf(kNoor));
  }
}

TEST_CASE("consent withdrawn empties the device at once, also behind another tab, and given again fills it") {
  House house;
  house.Enter(kNoor);
  AppPage& maria = house.Enter(kMaria);
  CHECK(!IsEmpty(house.DeviceOf(kMaria)));
  maria.SetHidden(true);
  house.relay.Decide(ConsentCommand{Consent::kWithdrawn, 0});
  house.Settle();
  CHECK(IsEmpty(house.DeviceOf(kMaria)));
  maria.SetHidden(false);
  CHECK(maria.Shows("Samtycket gäller inte längre"));
  house.relay.Decide(ConsentCommand{Consent::kGiven, 0});
  maria.Button("Försök igen").Press();
  house.Settle();
  CHECK(IsEmpty(house.DeviceOf(kMaria)));
  maria.Button("Gå in i mötet").Press();
  house.Settle();
  CHECK(!IsEmpty(house.DeviceOf(kMaria)));
  CheckNoHoles(house, house.DeviceOf(kMaria));
}

TEST_CASE("a link that was taken back while one was away shows nothing of what is kept, and that goes") {
  House house;
  house.Close(house.Enter(kTove));
  house.relay.Decide(RevokeCommand{kTove, {}});
  AppPage& tove = house.OpenQuietly(house.DeviceOf(kTove), kTove);
  CHECK(!tove.Shows("SIP för Noor"));
  house.Settle();
  CHECK(tove.Shows("Din inbjudan är tillbakadragen"));
  CHECK(IsEmpty(house.DeviceOf(kTove)));
}

TEST_CASE("one document that may not be read any longer goes, the rest is kept") {
  House house;
  house.relay.Decide(AsideCommand{kMaria, true, {}});
  house.Close(house.Enter(kMaria));
  house.DeviceOf(kMaria).kept.updates[{DocumentKind::kAside, 1, 1}] = {};
  AppPage& maria = house.Enter(kMaria);
  house.DeviceOf(kMaria).kept.updates[{DocumentKind::kAside, 1, 1}] = {};
  house.relay.Decide(AsideCommand{kMaria, false, {}});
  house.Pass(10'000);
  CHECK(!house.DeviceOf(kMaria).kept.updates.contains({DocumentKind::kAside, 1, 1}));
  CHECK(!IsEmpty(house.DeviceOf(kMaria)));
  CHECK(maria.Shows("Bokar läkartid om sömn och medicin"));
  CheckNoHoles(house, house.DeviceOf(kMaria));
}

TEST_CASE("what ends on a day is not shown after it without a connection, on a page that is open or opened") {
  for (const bool consent : {true, false}) {
    CAPTURE(consent);
    House house;
    const std::int64_t end = house.relay.now + kDay;
    if (consent) {
      house.relay.Decide(ConsentCommand{Consent::kGiven, end});
    } else {
      house.relay.Decide(RetentionCommand{end});
    }
    AppPage& maria = house.Enter(kMaria);
    maria.Button(kItem).Press();
    maria.SetReachable(false);
    house.Settle();
    maria.Field(kNotes).Type("kvar att leverera");
    AppPage& closed = house.Enter(kTove);
    house.Close(closed);
    house.Skip(kDay + 1'000);
    CHECK(!maria.Shows("SIP för Noor"));
    CHECK(maria.Shows(consent ? "Samtycket gäller inte längre" : "Mötet är raderat"));
    CHECK(IsEmpty(house.DeviceOf(kMaria)));
    CHECK(!house.DeviceOf(kMaria).pending.empty());  // this device's clock may be wrong
    AppPage& late = OpenOffline(house, kTove);
    house.Pass(10'000);
    CHECK(!late.Shows("SIP för Noor"));
    CHECK(IsEmpty(house.DeviceOf(kTove)));
    // The relay had it otherwise all the time.
    maria.SetReachable(true);
    house.Pass(10'000);
    CHECK(maria.Shows("SIP för Noor"));
    CHECK(NotesAtRelay(house) == "kvar att leverera");
  }
}

TEST_CASE("a device without room says so once, and the meeting goes on") {
  House house;
  house.DeviceOf(kNoor).has_room = false;
  AppPage& noor = EnterNotes(house, kNoor);
  noor.Field(kNotes).Type("a");
  house.Settle();
  CHECK(noor.Shows("Mötet får inte plats på den här enheten. Utan anslutning går det inte att öppna här."));
  CheckPage(noor, kDesktop);
  noor.Button("Jag förstår").Press();
  noor.Field(kNotes).Type("b");
  house.Settle();
  CHECK(!noor.Shows("Mötet får inte plats på den här enheten."));
  CHECK(noor.Shows("Allt är sparat"));
  CHECK(NotesAtRelay(house) == "ab");
}

TEST_CASE("two pages of one link keep one meeting without holes, and one that has forgotten stops the other") {
  House house;
  AppPage& first = EnterNotes(house, kNoor);
  AppPage& second = EnterNotes(house, kNoor);
  AppPage& karin = EnterNotes(house, kKarin);
  first.Field(kNotes).Type("ett ");
  second.Field(kNotes).Type("två ");
  karin.Field(kNotes).Type("tre ");
  house.Settle();
  first.SetReachable(false);
  house.Settle();
  first.Field(kNotes).Type("fyra ");
  karin.Field(kNotes).Type("fem ");
  house.Settle();
  CheckNoHoles(house, house.DeviceOf(kNoor));
  house.Close(first);
  AppPage& third = EnterNotes(house, kNoor);
  house.Settle();
  CHECK(third.Field(kNotes).Value() == NotesAtRelay(house));
  CHECK(second.Field(kNotes).Value() == NotesAtRelay(house));
  CheckNoHoles(house, house.DeviceOf(kNoor));
  CHECK(house.DeviceOf(kNoor).pending.empty());

  house.DeviceOf(kNoor).kept = {};  // as the start page does it, in another tab
  karin.Field(kNotes).Type("sex ");
  house.Settle();
  CHECK(IsEmpty(house.DeviceOf(kNoor)));
  CHECK(!second.Shows("Mötet får inte plats på den här enheten."));
}

TEST_CASE("after a refusal, and what could not be opened, nothing is claimed that is not kept") {
  House house;
  AppPage& karin = EnterNotes(house, kKarin);
  karin.Field(kNotes).Type("kvar ");
  house.Settle();
  house.relay.RefuseEverything(ErrorCode::kTooMany);
  karin.Field(kNotes).Type("för mycket");
  house.Pass(2'000);
  house.relay.RefuseEverything(std::nullopt);
  karin.Field(kNotes).Type("mer ");
  house.Settle();
  CheckNoHoles(house, house.DeviceOf(kKarin));
  const std::uint64_t before = house.DeviceOf(kKarin).kept.sequences[0];
  house.relay.StoreAs(kMaria, {DocumentKind::kPlan, 0xBAD, 1, Bytes(50, 0xFF)});
  AppPage& noor = EnterNotes(house, kNoor);
  noor.Field(kNotes).Type("efter ");
  house.Settle();
  CHECK(karin.Field(kNotes).Value() == NotesAtRelay(house));
  CHECK(house.DeviceOf(kKarin).kept.sequences[0] <= before + 3);
  house.Close(karin);
  AppPage& again = OpenOffline(house, kKarin);
  CHECK(again.Shows("SIP för Noor"));
}

TEST_CASE("a newer version of the page is offered, and taken when the person says so") {
  House house;
  for (AppPage* page :
       {&house.Enter(kNoor), &house.Open(kMaria), &house.OpenLink(house.DeviceOf(kTove), "http://relay/#")}) {
    CHECK(!page->Shows("Det finns en ny version av Samsyn"));
    page->SetNewerVersion(true);
    CHECK(page->Shows("Det finns en ny version av Samsyn"));
    CheckPage(*page, kDesktop);
    page->Button("Ladda om").Press();
    CHECK(page->NewerTaken() == 1);
  }
}

}  // namespace samsyn
