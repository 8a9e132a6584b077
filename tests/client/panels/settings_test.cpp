#include <doctest/doctest.h>

#include "tests/client/app/house.h"

namespace samsyn {
namespace {

AppPage& EnterWith(House& house, std::map<std::string, std::string> settings, const char* who = kNoor) {
  Device& device = house.DeviceOf(who);
  device.settings = std::move(settings);
  return house.Enter(who);
}

bool Says(const std::vector<std::string>& announcements, std::string_view text) {
  for (const std::string& announcement : announcements) {
    if (announcement.find(text) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("colours follow the device until somebody chooses, and the choice is remembered") {
  House house;
  AppPage& page = house.Enter(kNoor);
  CHECK(page.Worn().colors == CssColors(Scheme::kLight));
  page.Surround({.dark = true});
  CHECK(page.Worn().colors == CssColors(Scheme::kDark));
  CHECK(page.Worn().dark);
  page.Surround({.dark = true, .more_contrast = true});
  CHECK(page.Worn().colors == CssColors(Scheme::kContrastDark));
  page.Surround({.more_contrast = true});
  CHECK(page.Worn().colors == CssColors(Scheme::kContrastLight));
  page.Button("Anpassa sidan").Press();
  page.Choice("Färger").Choose("Mörka");
  CHECK(page.Worn().colors == CssColors(Scheme::kDark));
  page.Choice("Färger").Choose("Hög kontrast");
  CHECK(page.Worn().colors == CssColors(Scheme::kContrastLight));
  page.Choice("Färger").Choose("Ljusa");
  CHECK(page.Worn().colors == CssColors(Scheme::kLight));
  CHECK(page.Worn().colors_on_paper == CssColors(Scheme::kLight));
  CHECK(house.DeviceOf(kNoor).settings["appearance"] == "1");
}

TEST_CASE("the plain page is chosen and remembered, and everything can still be done") {
  House house;
  AppPage& page = house.Enter(kNoor);
  CHECK(!page.Worn().plain);
  page.Button("Anpassa sidan").Press();
  page.Box("Vanlig sida").Press();
  page.Button("Stäng").Press();
  CHECK(page.Worn().plain);
  page.Field("Anteckningar: Hur får jag en dygnsrytm?").Type("Hej. ");
  house.Settle();
  CHECK(house.relay.Read()->Of(DocumentKind::kPlan).CheckInvariants() == "");
  CHECK(page.Shows("Allt är sparat"));
  CheckPage(page, kDesktop);
  CHECK(EnterWith(house, {{"plain", "yes"}}, kKarin).Worn().plain);
}

TEST_CASE("where nothing can be drawn the page is plain, says why, and asks nothing") {
  House house;
  AppPage& page = house.Enter(kNoor);
  page.Surround({.cannot_draw = true});
  CHECK(page.Worn().plain);
  page.Button("Anpassa sidan").Press();
  CHECK(page.Shows("Den här webbläsaren kan inte rita mötet"));
  CHECK(!page.Box("Vanlig sida").Exists());
  page.Surround({});
  CHECK(!page.Worn().plain);
}

TEST_CASE("settings nobody of ours has written are passed over") {
  House house;
  AppPage& page = EnterWith(house, {{"appearance", "7"}, {"plain", "\xFF"}, {"quiet", "1e9"}});
  CHECK(!page.Worn().plain);
  CHECK(page.Worn().colors == CssColors(Scheme::kLight));
}

TEST_CASE("who asks for quiet hears only what must interrupt") {
  House house;
  AppPage& noor = EnterWith(house, {{"quiet", "yes"}});
  AppPage& listens = house.Enter(kMaria);
  house.Settle();
  (void)noor.TakeAnnouncements();
  (void)listens.TakeAnnouncements();
  house.Enter(kKarin);
  house.Settle();
  CHECK(Says(listens.TakeAnnouncements(), "Karin"));
  CHECK(noor.TakeAnnouncements().empty());
  noor.Button("Anpassa sidan").Press();
  CHECK(noor.Box("Läs inte upp vad andra gör").Node().checked == Tristate::kTrue);
}

TEST_CASE("what others write where one is writing is told, to nobody else") {
  House house;
  const std::string notes = "Anteckningar: Hur får jag en dygnsrytm?";
  AppPage& noor = house.Enter(kNoor);
  AppPage& maria = house.Enter(kMaria);
  AppPage& petter = house.Enter(kPetter);
  noor.Field(notes).Focus();
  house.Settle();
  (void)noor.TakeAnnouncements();
  (void)maria.TakeAnnouncements();
  (void)petter.TakeAnnouncements();
  petter.Field(notes).Type("Vi provar. ");
  house.Pass(4'000);
  CHECK(noor.TakeAnnouncements() == std::vector<std::string>{"Petter skrev: Vi provar. "});
  CHECK(maria.TakeAnnouncements().empty());
  CHECK(petter.TakeAnnouncements().empty());
}

}  // namespace samsyn
