// Somebody who was invited to one item sees that item, and nothing else.
#include <doctest/doctest.h>

#include "tests/client/app/house.h"

namespace samsyn {
namespace {

constexpr const char* kKassan = "Vem pratar med Försäkringskassan?";

// Karin invites a guest to item 3b; the link they get.
std::string InviteGuest(House& house, AppPage& karin) {
  karin.Button("Trygghet").Press();
  house.Settle();
  karin.Field("Namn").TypeAt(0, "Gun Gäst");
  karin.Choice("Får se").Choose(std::string("Bara punkt 3b ") + kKassan);
  karin.Button("Bjud in").Press();
  house.Settle();
  for (const ParticipantAccess& participant : house.relay.Access().participants) {
    if (participant.only_item) return participant.id;
  }
  FAIL("nobody was invited");
  return {};
}

TEST_CASE("a guest sees their item, what it is about and what is shared, and nothing of the rest") {
  House house;
  AppPage& karin = house.Enter(kKarin);
  const std::string id = InviteGuest(house, karin);
  const std::string link = house.relay.Read()->LinkOf(id);
  REQUIRE(!link.empty());
  for (const Viewport& viewport : {kDesktop, kPhone}) {
    Device device;
    AppPage& guest = house.OpenLink(device, FragmentOf({house.relay.MeetingName(), link}), viewport);
    CHECK(guest.Shows("SIP för Noor"));
    CheckPage(guest, viewport);
    guest.Button("Gå in i mötet").Press();
    house.Settle();
    CHECK(guest.Shows(kKassan));
    CHECK(guest.Shows("Du är inbjuden till den här punkten och ser bara den."));
    CHECK(!guest.Shows("Nätterna är värst"));
    CHECK(!guest.Shows("Bokar läkartid om sömn och medicin"));
    CHECK(!guest.Shows("sjukhusvistelsen"));
    CHECK(!guest.Field(std::string("Anteckningar: ") + kKassan).Exists());
    CheckPage(guest, viewport);
    // The access log is everybody's who is in the meeting.
    if (viewport.width > kPhone.width) guest.Button("Trygghet").Press();
    guest.Button("Åtkomstlogg").Press();
    house.Settle();
    CHECK(guest.Shows("Här står vem som har kommit in"));
    CheckPage(guest, viewport);
    house.Close(guest);
  }
}

TEST_CASE("what a guest writes reaches those who have the plan, and the other way round") {
  House house;
  AppPage& karin = house.Enter(kKarin);
  const std::string id = InviteGuest(house, karin);
  karin.Button("Stäng").Press();
  Device device;
  AppPage& guest = house.OpenLink(device, FragmentOf({house.relay.MeetingName(), house.relay.Read()->LinkOf(id)}));
  guest.Button("Gå in i mötet").Press();
  house.Settle();
  const std::string field = std::string("Delade anteckningar: ") + kKassan;
  guest.Field(field).TypeAt(0, "Jag svarar senast 8 dec.");
  house.Settle();
  karin.Button(std::string("3b ") + kKassan + ", väntar, Noors fråga, 8 min").Press();
  house.Settle();
  CHECK(karin.Shows("Delat med Gun"));
  CHECK(karin.Shows("Gun ser inte det här"));
  CHECK(guest.Shows("Det ni skriver tillsammans"));
  CHECK(karin.Field(field).Value() == "Jag svarar senast 8 dec.");
  karin.Field(field).TypeAt(0, "Gun: ");
  house.Settle();
  CHECK(guest.Field(field).Value() == "Gun: Jag svarar senast 8 dec.");
  CheckPage(karin, kDesktop);
}

}  // namespace
}  // namespace samsyn
