// "Läs upp": what stands in a view, said by the device's own voice.
#include <doctest/doctest.h>

#include "tests/client/app/house.h"

namespace samsyn {
namespace {

constexpr const char* kNotes = "Anteckningar: Hur får jag en dygnsrytm?";

std::string Said(AppPage& page) {
  REQUIRE(!page.Machine().spoken.empty());
  CHECK(page.Machine().spoken.back().language == "sv");
  return page.Machine().spoken.back().text;
}

bool Says(AppPage& page, std::string_view text) { return Said(page).find(text) != std::string::npos; }

}  // namespace

TEST_CASE("the item in view is read: its title, whose question it is, and what is written") {
  House house;
  AppPage& noor = house.Enter(kNoor, kPhone);
  noor.Button("Läs upp").Press();
  CHECK(Said(noor).starts_with("Hur får jag en dygnsrytm?\n"));
  CHECK(Says(noor, "Det här har vi skrivit.\n" + noor.Field(kNotes).Value().substr(0, 20)));
  CHECK(noor.Machine().IsSpeaking());
  CHECK_FALSE(noor.Button("Läs upp").Exists());
  CheckPage(noor, kPhone);
  noor.Button("Sluta läsa").Press();
  CHECK_FALSE(noor.Machine().IsSpeaking());
  CHECK(noor.Button("Läs upp").Exists());
}

TEST_CASE("when everything is read the button offers to read again") {
  House house;
  AppPage& noor = house.Enter(kNoor);
  noor.Button("Läs upp").Press();
  noor.Machine().FinishSpeaking();
  noor.Draw();
  CHECK(noor.Button("Läs upp").Exists());
  CHECK_FALSE(noor.Button("Sluta läsa").Exists());
}

TEST_CASE("reading stops when what is read is no longer in view") {
  House house;
  AppPage& noor = house.Enter(kNoor);
  AppPage& karin = house.Enter(kKarin);
  noor.Button("Läs upp").Press();
  noor.Button("Sammanfatta").Exists() ? noor.Button("Sammanfatta").Press() : noor.Button("Förbered, klart").Press();
  CHECK_FALSE(noor.Machine().IsSpeaking());
  noor.Button("Läs upp").Press();
  CHECK(noor.Machine().IsSpeaking());
  noor.Button("Enkel vy").Press();
  CHECK_FALSE(noor.Machine().IsSpeaking());
  // The meeting goes on to another item, and this page with it.
  AppPage& maria = house.Enter(kMaria);
  maria.Button("Läs upp").Press();
  karin.Button("Nästa punkt").Press();
  house.Settle();
  CHECK_FALSE(maria.Machine().IsSpeaking());
  CHECK(maria.Button("Läs upp").Exists());
}

TEST_CASE("the person's page, the simple view and the plan are read as they stand there") {
  House house;
  AppPage& noor = house.Enter(kNoor, kPhone);
  noor.Button("Min röst").Press();
  noor.Button("Läs upp").Press();
  CHECK(Said(noor).starts_with("Min röst.\n"));
  CHECK(Says(noor, "Vad vill du prata om?\n"));
  CHECK(Says(noor, "Hur ska jag få en dygnsrytm som fungerar?\n"));

  AppPage& maria = house.Enter(kMaria);
  maria.Button("Enkel vy").Press();
  maria.Button("Läs upp").Press();
  CHECK(Said(maria).starts_with("Hur får jag en dygnsrytm?\n"));
  CheckPage(maria, kDesktop);

  AppPage& karin = house.Enter(kKarin, kPhone);
  karin.Button("Mer").Press();
  karin.Button("Sammanfattning").Press();
  karin.Button("Läs upp").Press();
  CHECK(Said(karin).starts_with("Sammanfattning.\n"));
  CHECK(Says(karin, "Vem gör vad.\n"));
  CHECK_FALSE(Says(karin, " · "));
  CHECK_FALSE(Says(karin, ".."));
  CheckPage(karin, kPhone);
}

TEST_CASE("a page in English has Swedish read, in Swedish") {
  House house;
  Device device;
  device.settings = {{"language", "en"}};
  AppPage& noor = house.OpenOn(device, kNoor);
  noor.Button("Enter the meeting").Press();
  noor.Button("Read aloud").Press();
  CHECK(Says(noor, "Det här har vi skrivit."));
}

TEST_CASE("without a voice there is no button") {
  House house;
  AppPage& noor = house.Open(kNoor);
  noor.Machine().voice.clear();
  noor.Button("Gå in i mötet").Press();
  CHECK_FALSE(noor.Button("Läs upp").Exists());
}

}  // namespace samsyn
