// Letting people in, and taking it back.
#include <doctest/doctest.h>

#include "tests/client/app/house.h"

namespace samsyn {
namespace {

constexpr const char* kNotes = "Anteckningar: Hur får jag en dygnsrytm?";

AppPage& OpenLinks(House& house, const char* who, const Viewport& viewport = kDesktop) {
  AppPage& page = house.Enter(who, viewport);
  page.Button("Trygghet").Press();
  return page;
}

// Everything of a participant's row.
std::string RowOf(const AppPage& page, std::string_view name) {
  const SemanticTree& tree = page.Tree();
  for (const SemanticNode* item : tree.AllByRole(NodeRole::kListItem)) {
    std::string text;
    for (const SemanticNode& node : tree.Nodes()) {
      if (node.parent == item->id && !node.name.empty()) text += node.name + '\n';
    }
    if (text.starts_with(name)) return text;
  }
  FAIL("no row of ", std::string(name));
  return {};
}

std::string LinkShown(AppPage& page, const std::string& name) { return page.Field("Länken till " + name).Value(); }

}  // namespace

TEST_CASE("the person and the chair see everybody's link, nobody else does") {
  House house;
  AppPage& karin = OpenLinks(house, kKarin);
  CHECK(karin.Button("Länkar").Node().current);
  CHECK(RowOf(karin, "Maria Lindqvist").find("har länk") != std::string::npos);
  CHECK(OpenLinks(house, kNoor).Button("Länkar").Exists());
  for (const char* who : {kMaria, kPetter, kTove}) {
    AppPage& page = OpenLinks(house, who);
    CHECK(page.Button("Samtycke").Exists());
    CHECK(!page.Button("Länkar").Exists());
    house.Close(page);
  }
}

TEST_CASE("a shown link opens the meeting as that person, by address, by copy and as a QR code") {
  House house;
  AppPage& karin = OpenLinks(house, kKarin);
  karin.Button("Visa länken till Maria Lindqvist").Press();
  CHECK(karin.Button("Visa länken till Maria Lindqvist").Node().expanded == Tristate::kTrue);
  CHECK(karin.Field("Länken till Maria Lindqvist").Node().read_only);
  CHECK(LinkShown(karin, "Maria Lindqvist") == "http://relay/" + house.relay.FragmentOf(kMaria));
  CHECK(karin.Tree().FindByRole(NodeRole::kImage, "QR-kod med länken till Maria Lindqvist") != nullptr);
  CHECK(karin.Shows("Den som har länken kommer in som Maria Lindqvist."));
  karin.Button("Kopiera länken").Press();
  CHECK(karin.Copied() == LinkShown(karin, "Maria Lindqvist"));
  CHECK(karin.TakeAnnouncements().back() == "Länken är kopierad");
  CheckPage(karin, kDesktop);
  karin.Button("Visa länken till Maria Lindqvist").Press();
  CHECK(!karin.Field("Länken till Maria Lindqvist").Exists());
}

TEST_CASE("who is invited comes in with the link that is shown, and reads and writes") {
  House house;
  AppPage& karin = OpenLinks(house, kKarin);
  AppPage& tove = house.Enter(kTove);
  CHECK(karin.Button("Bjud in").IsDisabled());
  karin.Field("Namn").Type("Göran Ek");
  karin.Choice("Roll").Choose("närstående");
  karin.Button("Bjud in").Press();
  house.Settle();
  REQUIRE(std::holds_alternative<InviteCommand>(house.relay.commands.back().second));
  CHECK(std::get<InviteCommand>(house.relay.commands.back().second).role == Role::kRelative);
  CHECK(karin.Field("Namn").Value().empty());
  const std::string link = LinkShown(karin, "Göran Ek");
  Device phone;
  AppPage& goran = house.OpenLink(phone, link, kPhone);
  CHECK(goran.Shows("Göran Ek"));
  CHECK(goran.Shows("närstående"));
  goran.Button("Gå in i mötet").Press();
  house.Settle();
  CHECK(goran.Field(kNotes).Value().find("Två alternativ") != std::string::npos);
  goran.Field(kNotes).TypeAt(0, "Hej! ");
  house.Settle();
  CHECK(tove.Field(kNotes).Value().starts_with("Hej! Två alternativ"));
  CHECK(goran.Shows("Sparat"));
}

TEST_CASE("taking a link back is asked once more, and ends the page of whoever has it") {
  House house;
  AppPage& tove = house.Enter(kTove);
  AppPage& karin = OpenLinks(house, kKarin);
  karin.Button("Dra tillbaka länken till Tove Hallgren").Press();
  CHECK(karin.Shows("Tove Hallgren kommer inte in längre."));
  CHECK(house.relay.commands.empty());
  CheckPage(karin, kDesktop);
  karin.Button("Avbryt").Press();
  CHECK(!karin.Shows("Tove Hallgren kommer inte in längre."));
  CHECK(house.relay.commands.empty());
  karin.Button("Dra tillbaka länken till Tove Hallgren").Press();
  karin.Button("Ja, dra tillbaka länken").Press();
  house.Settle();
  CHECK(tove.Shows("Din inbjudan är tillbakadragen"));
  CHECK(!tove.Shows("dygnsrytm"));
  CHECK(house.DeviceOf(kTove).pending.empty());
  CHECK(RowOf(karin, "Tove Hallgren").find("tillbakadragen") != std::string::npos);
  CHECK(!karin.Button("Visa länken till Tove Hallgren").Exists());
  CHECK(!karin.Button("Dra tillbaka länken till Tove Hallgren").Exists());
  CHECK(house.Open(kTove).Shows("Din inbjudan är tillbakadragen"));
}

TEST_CASE("what is written after a link was taken back opens for those who stay") {
  House house;
  AppPage& noor = house.Enter(kNoor);
  house.Enter(kTove);
  AppPage& karin = OpenLinks(house, kKarin);
  karin.Button("Dra tillbaka länken till Tove Hallgren").Press();
  karin.Button("Ja, dra tillbaka länken").Press();
  house.Settle();
  const auto& revoke = std::get<RevokeCommand>(house.relay.commands.back().second);
  CHECK(!revoke.keys.empty());
  for (const KeyFor& key : revoke.keys) CHECK(key.participant != kTove);
  karin.Button("Stäng").Press();
  karin.Field(kNotes).TypeAt(0, "Utan Tove. ");
  house.Settle();
  CHECK(noor.Field(kNotes).Value().starts_with("Utan Tove. "));
  // Also for those who were not there.
  CHECK(house.Enter(kPetter).Field(kNotes).Value().starts_with("Utan Tove. "));
  CHECK(!noor.Shows("Något i mötet gick inte att öppna"));
}

TEST_CASE("a new link ends the old one, and welcomes back who was sent away") {
  House house;
  AppPage& maria = house.Enter(kMaria);
  AppPage& noor = OpenLinks(house, kNoor);
  noor.Button("Ny länk till Maria Lindqvist").Press();
  CHECK(noor.Shows("Den gamla länken till Maria Lindqvist slutar att gälla direkt."));
  noor.Button("Ja, gör en ny länk").Press();
  house.Settle();
  CHECK(maria.Shows("Du har fått en ny länk"));
  const std::string link = LinkShown(noor, "Maria Lindqvist");
  CHECK(link != "http://relay/" + house.relay.FragmentOf(kMaria));
  Device phone;
  AppPage& again = house.OpenLink(phone, link);
  CHECK(again.Shows("Maria Lindqvist"));
  again.Button("Gå in i mötet").Press();
  house.Settle();
  CHECK(again.Field(kNotes).Value().find("Två alternativ") != std::string::npos);
  noor.Button("Dra tillbaka länken till Maria Lindqvist").Press();
  noor.Button("Ja, dra tillbaka länken").Press();
  house.Settle();
  CHECK(again.Shows("Din inbjudan är tillbakadragen"));
  noor.Button("Ny länk till Maria Lindqvist").Press();
  noor.Button("Ja, gör en ny länk").Press();
  house.Settle();
  CHECK(house.OpenLink(phone, LinkShown(noor, "Maria Lindqvist")).Button("Gå in i mötet").Exists());
}

TEST_CASE("one's own link is replaced by oneself, and nobody else is shown the new one") {
  House house;
  AppPage& karin = OpenLinks(house, kKarin);
  CHECK(!karin.Button("Ny länk till Noor Lindqvist").Exists());
  CHECK(!karin.Button("Dra tillbaka länken till Noor Lindqvist").Exists());
  CHECK(karin.Button("Visa länken till Noor Lindqvist").Exists());
  AppPage& noor = OpenLinks(house, kNoor);
  noor.Button("Byt min länk").Press();
  CHECK(noor.Shows("Din gamla länk slutar att gälla direkt."));
  noor.Button("Ja, byt min länk").Press();
  house.Settle();
  const std::string fragment = noor.OpenedFragment();
  REQUIRE(!fragment.empty());
  CHECK(fragment != house.relay.FragmentOf(kNoor));
  Device device;
  AppPage& anew = house.OpenLink(device, "http://relay/" + fragment);
  anew.Button("Gå in i mötet").Press();
  house.Settle();
  CHECK(anew.Field(kNotes).Value().find("Två alternativ") != std::string::npos);
  CHECK(!karin.Button("Visa länken till Noor Lindqvist").Exists());
  CHECK(karin.Shows("Länken går inte att visa här."));
}

TEST_CASE("links with a time say when it is over") {
  House house;
  house.relay.Access().Find(kTove)->expires_at = kMeetingDay + std::int64_t{10} * 24 * 3600 * 1000;
  house.relay.Access().Find(kOskar)->expires_at = kMeetingDay - 1;
  AppPage& karin = OpenLinks(house, kKarin);
  CHECK(RowOf(karin, "Tove Hallgren").find("länken går ut 4\u00A0dec\u00A013.00") != std::string::npos);
  CHECK(RowOf(karin, "Oskar Bergman").find("länken har gått ut") != std::string::npos);
  CHECK(karin.Button("Länkar").Node().description == "8 kan komma in");
}

}  // namespace samsyn
