// The room as a whole: people, tabs on a phone, language, and the words about saving.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/client/app/house.h"

namespace samsyn {
namespace {

constexpr const char* kNotes = "Anteckningar: Hur får jag en dygnsrytm?";

}  // namespace

TEST_CASE("people are shown with role, organisation, mandate and whether they are here") {
  House house;
  AppPage& karin = house.Enter(kKarin);
  house.Enter(kNoor);
  karin.Button("Visa deltagare, 2 här").Press();
  const std::string people = karin.TextUnder(NodeRole::kList, "Deltagare");
  CHECK(people.find("Noor Lindqvist\nden som mötet är till för\nhär\n") != std::string::npos);
  CHECK(people.find("Karin Öberg (du)\nmötesledare · SIP-samordnare · Socialförvaltningen, Sjövalla kommun\n"
                    "kan bestämma\n") != std::string::npos);
  CHECK(people.find("kan inte bestämma i dag: Behöver stämma av med specialist\ninte här\n") != std::string::npos);
  CHECK(people.find("kan bestämma delvis: Kan bestämma tider") != std::string::npos);
  CheckPage(karin, kDesktop);
  karin.Button("Stäng").Press();
  CHECK(karin.Tree().AllByRole(NodeRole::kDialog).empty());
}

TEST_CASE("the people dialog closes by Escape too, and follows who comes and goes") {
  House house;
  AppPage& karin = house.Enter(kKarin);
  karin.Button("Visa deltagare, 1 här").Press();
  AppPage& noor = house.Enter(kNoor);
  CHECK(karin.TextUnder(NodeRole::kList, "Deltagare").find("den som mötet är till för\nhär\n") != std::string::npos);
  house.Close(noor);
  CHECK(karin.TextUnder(NodeRole::kList, "Deltagare").find("den som mötet är till för\ninte här\n") !=
        std::string::npos);
  karin.Act(karin.Tree().AllByRole(NodeRole::kDialog).front()->id, ActionKind::kDismiss);
  CHECK(karin.Tree().AllByRole(NodeRole::kDialog).empty());
}

TEST_CASE("on a phone the parts of the meeting are tabs") {
  House house;
  AppPage& noor = house.Enter(kNoor, kPhone);
  CHECK(noor.Field(kNotes).Exists());
  CHECK(noor.Shows("Vi är på punkt 3 av 5"));
  CHECK(noor.Button("Nu").Node().current);
  CheckPage(noor, kPhone);
  noor.Button("Dagordning").Press();
  CHECK(noor.Button("Dagordning").Node().current);
  CHECK(!noor.Button("Nu").Node().current);
  CHECK(!noor.Field(kNotes).Exists());
  CHECK(noor.Button("1 Inledning, klar, 8 min · Karin").Exists());
  CheckPage(noor, kPhone);
  noor.Button("1 Inledning, klar, 8 min · Karin").Press();
  CHECK(noor.Field("Anteckningar: Inledning").Exists());  // choosing an item shows it
  noor.Button("Vem gör vad").Press();
  CHECK(noor.Shows("Bokar läkartid om sömn och medicin"));
  CheckPage(noor, kPhone);
  noor.Button("Mer").Press();
  CHECK(noor.Shows("Karin Öberg"));
  CheckPage(noor, kPhone);
  noor.Button("English").Press();
  CHECK(noor.Button("Who does what").Exists());
  CHECK(noor.Shows("whom the meeting is for"));
}

TEST_CASE("making a commitment on a phone goes to where it is edited") {
  House house;
  AppPage& karin = house.Enter(kKarin, kPhone);
  karin.Button("Gör till överenskommelse").Press();
  CHECK(karin.Button("Vem gör vad").Node().current);
  CHECK(karin.Field("Vad").Exists());
  CheckPage(karin, kPhone);
}

TEST_CASE("a window that grows or shrinks keeps what one was doing") {
  House house;
  AppPage& noor = house.Enter(kNoor);
  noor.Field(kNotes).Type(" Först");
  noor.Resize(kPhone);
  CHECK(noor.Button("Nu").Exists());
  noor.Field(kNotes).Type(" sedan");
  noor.Resize(kDesktop);
  CHECK(!noor.Button("Nu").Exists());
  house.Settle();
  CHECK(noor.Field(kNotes).Value().ends_with(" Först sedan"));
  CheckPage(noor, kDesktop);
}

TEST_CASE("who comes and who goes is announced to those in the room, once for each person") {
  House house;
  AppPage& karin = house.Enter(kKarin);
  AppPage& door = house.Open(kMaria);
  (void)karin.TakeAnnouncements();
  AppPage& noor = house.Enter(kNoor);
  CHECK(karin.TakeAnnouncements() == std::vector<std::string>{"Noor är här"});
  AppPage& second = house.Enter(kNoor, kPhone);
  CHECK(karin.TakeAnnouncements().empty());
  house.Close(noor);
  CHECK(karin.TakeAnnouncements().empty());
  house.Close(second);
  CHECK(karin.TakeAnnouncements() == std::vector<std::string>{"Noor har gått"});
  CHECK(door.TakeAnnouncements().empty());
}

TEST_CASE("the page says in words what is saved") {
  House house;
  AppPage& noor = house.Enter(kNoor);
  CHECK(noor.Shows("Allt är sparat"));
  house.relay.HoldAcknowledgements();
  noor.Field(kNotes).Type("!");
  house.Settle();
  CHECK(noor.Shows("Sparar…"));
  CHECK(!noor.Shows("Allt är sparat"));
  house.relay.Commit();
  house.Settle();
  CHECK(noor.Shows("Allt är sparat"));
}

TEST_CASE("without a connection the page says that it is kept on the device") {
  House house;
  for (const Viewport& viewport : {kDesktop, kPhone}) {
    AppPage& noor = house.Enter(kNoor, viewport);
    noor.SetReachable(false);
    house.Settle();
    noor.Field(kNotes).Type("!");
    CHECK(noor.Shows("Ingen anslutning – det du skriver sparas på den här enheten"));
    CHECK(!noor.Shows("Allt är sparat"));
    CheckPage(noor, viewport);
    noor.SetReachable(true);
    noor.Button("Försök nu").Press();
    house.Settle();
    CHECK(!noor.Shows("Ingen anslutning"));
    CHECK(noor.Shows(viewport.width < 900 ? "Sparat" : "Allt är sparat"));
    house.Close(noor);
  }
}

TEST_CASE("where the device cannot keep anything the page warns not to close it") {
  House house;
  Device forgetful;
  forgetful.keeps = false;
  AppPage& noor = house.OpenOn(forgetful, kNoor);
  noor.Button("Gå in i mötet").Press();
  noor.SetReachable(false);
  house.Settle();
  CHECK(noor.Shows("Ingen anslutning – stäng inte sidan, det du skriver är inte sparat"));
  CHECK(!noor.Shows("sparas på den här enheten"));
}

}  // namespace samsyn
