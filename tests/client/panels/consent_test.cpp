// Saying yes, taking it back, and who sees what meanwhile; the helper, and the aside.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/client/app/house.h"

namespace samsyn {
namespace {

constexpr const char* kNotes = "Anteckningar: Hur får jag en dygnsrytm?";

AppPage& OpenPart(House& house, const char* who, const char* part) {
  AppPage& page = house.Enter(who);
  page.Button("Trygghet").Press();
  page.Button(part).Press();
  house.Settle();
  return page;
}

void Withdraw(House& house, AppPage& page) {
  page.Button("Ta tillbaka samtycket").Press();
  page.Button("Ja, ta tillbaka samtycket").Press();
  house.Settle();
}

}  // namespace

TEST_CASE("everybody sees the consent in words, only the person changes it") {
  House house;
  for (const char* who : {kKarin, kTove, kMaria}) {
    AppPage& page = OpenPart(house, who, "Samtycke");
    CHECK(page.Shows("Noor har sagt ja. Vi får prata med varandra."));
    CHECK(page.Shows("Det gäller tills vidare."));
    CHECK(page.Shows("Ändrat 24\u00A0nov\u00A013.00"));
    CHECK(!page.Button("Ta tillbaka samtycket").Exists());
    CHECK(!page.Choice("Den här personen får skriva åt mig").Exists());
    house.Close(page);
  }
  AppPage& noor = OpenPart(house, kNoor, "Samtycke");
  CHECK(noor.Shows("Du har sagt ja. Vi får prata med varandra."));
  CHECK(noor.Button("Ta tillbaka samtycket").Exists());
  CheckPage(noor, kDesktop);
}

TEST_CASE("consent until a day holds to the end of that day here") {
  House house;
  AppPage& noor = OpenPart(house, kNoor, "Samtycke");
  noor.Field("Till och med (om du vill)").Fill("26 jan");
  noor.Button("Spara hur länge det gäller").Press();
  house.Settle();
  const auto& command = std::get<ConsentCommand>(house.relay.commands.back().second);
  CHECK(command.consent == Consent::kGiven);
  constexpr std::int64_t kDay = std::int64_t{24} * 3600 * 1000;
  CHECK(command.until == kMeetingDay - 12 * 3600 * 1000 + 64 * kDay - 3600 * 1000);  // midnight after it, one hour east
  CHECK(noor.Shows("Det gäller till och med 26\u00A0jan."));
  CHECK(noor.Field("Till och med (om du vill)").Value().empty());
  CHECK(OpenPart(house, kTove, "Samtycke").Shows("Det gäller till och med 26\u00A0jan."));
}

TEST_CASE("a day that cannot be read, or has been, is said and nothing is sent") {
  House house;
  AppPage& noor = OpenPart(house, kNoor, "Samtycke");
  noor.Field("Till och med (om du vill)").Fill("snart");
  noor.Button("Spara hur länge det gäller").Press();
  CHECK(noor.Field("Till och med (om du vill)").Node().invalid);
  CHECK(noor.Shows("Skriv datumet som 4 dec eller 2026-12-04"));
  noor.Field("Till och med (om du vill)").Fill("2026-11-23");
  noor.Button("Spara hur länge det gäller").Press();
  CHECK(noor.Shows("Välj en dag som inte har varit än"));
  house.Settle();
  CHECK(house.relay.commands.empty());
  noor.Field("Till och med (om du vill)").Fill("24 nov");
  CHECK(!noor.Field("Till och med (om du vill)").Node().invalid);
}

TEST_CASE("withdrawn consent takes the plan from everybody else at once, and from their devices") {
  House house;
  AppPage& tove = house.Enter(kTove);
  AppPage& karin = house.Enter(kKarin);
  AppPage& noor = OpenPart(house, kNoor, "Samtycke");
  house.relay.HoldAcknowledgements();
  tove.Field(kNotes).TypeAt(0, "På väg. ");
  house.Settle();
  CHECK(!house.DeviceOf(kTove).pending.empty());
  noor.Button("Ta tillbaka samtycket").Press();
  CHECK(noor.Shows("Då ser bara Noor planen."));
  CHECK(house.relay.commands.empty());
  noor.Button("Ja, ta tillbaka samtycket").Press();
  house.Settle();
  house.relay.Commit();
  house.Pass(3'000);
  CHECK(tove.Shows("Samtycket gäller inte längre"));
  CHECK(!tove.Shows("dygnsrytm"));
  CHECK(house.DeviceOf(kTove).pending.empty());
  CHECK(karin.Shows("Samtycket är återkallat"));
  CHECK(!karin.Shows("dygnsrytm"));
  CHECK(house.DeviceOf(kKarin).pending.empty());
  // The person goes on.
  CHECK(noor.Shows("Du har tagit tillbaka ditt samtycke. De andra ser inte planen."));
  noor.Button("Stäng").Press();
  noor.Field(kNotes).TypeAt(0, "Bara jag. ");
  house.Pass(1'000);
  CHECK(noor.Shows("Allt är sparat"));
  CheckPage(noor, kDesktop);

  SUBCASE("given again, the same links let everybody in") {
    noor.Button("Jag samtycker").Press();
    house.Pass(3'000);
    CHECK(!noor.Shows("Du har tagit tillbaka ditt samtycke."));
    CHECK(karin.Field(kNotes).Value().starts_with("Bara jag. "));
    tove.Button("Försök igen").Press();
    house.Pass(3'000);
    tove.Button("Gå in i mötet").Press();
    house.Settle();
    CHECK(tove.Field(kNotes).Value().starts_with("Bara jag. "));
  }
  SUBCASE("who comes now is told") {
    CHECK(house.Open(kPetter).Shows("Samtycket gäller inte längre"));
    AppPage& again = house.Open(kKarin);
    CHECK(again.Shows("Samtycket är återkallat"));
    CHECK(!again.Button("Gå in i mötet").Exists());
  }
}

TEST_CASE("the chair without consent sees why and when, when all is deleted, and the log") {
  House house;
  AppPage& noor = OpenPart(house, kNoor, "Samtycke");
  Withdraw(house, noor);
  house.relay.Note({0, kMeetingDay, LogEvent::kConsentWithdrawn, kNoor, {}, {}});
  AppPage& karin = house.Open(kKarin);
  CHECK(karin.Shows("Den som mötet är till för tog tillbaka sitt samtycke 24\u00A0nov\u00A013.00"));
  CHECK(karin.Shows("Allt i mötet raderas om 95 dagar"));
  CheckPage(karin, kDesktop);
  karin.Button("Visa åtkomstloggen").Press();
  house.Settle();
  CHECK(karin.TextUnder(NodeRole::kList, "Åtkomstlogg") ==
        "24\u00A0nov\u00A013.00 den som mötet är till för tog tillbaka sitt samtycke\n");
  CheckPage(karin, kDesktop);
  karin.Resize(kPhone);
  CheckPage(karin, kPhone);
}

TEST_CASE("who reads the log when the plan is taken away is not told that something was not done") {
  House house;
  AppPage& karin = OpenPart(house, kKarin, "Åtkomstlogg");
  AppPage& noor = OpenPart(house, kNoor, "Samtycke");
  Withdraw(house, noor);
  house.Pass(3'000);
  CHECK(karin.Shows("Samtycket är återkallat"));
  CHECK(!karin.Shows("Det blev inte gjort"));
}

TEST_CASE("a helper goes on beside the person, and can give consent for them") {
  House house;
  AppPage& noor = OpenPart(house, kNoor, "Samtycke");
  AppPage& maria = house.Enter(kMaria);
  noor.Choice("Den här personen får skriva åt mig").Choose("Maria Lindqvist");
  CHECK(house.relay.commands.empty());
  noor.Button("Spara vem som får skriva").Press();
  house.Settle();
  CHECK(std::get<HelperCommand>(house.relay.commands.back().second).participant == kMaria);
  CHECK(noor.Choice("Den här personen får skriva åt mig").Value() == "Maria Lindqvist");
  noor.Button("Ta tillbaka samtycket").Press();
  CHECK(noor.Shows("Då ser bara Noor och Maria planen."));
  noor.Button("Ja, ta tillbaka samtycket").Press();
  house.Settle();
  CHECK(maria.Shows("Noor har tagit tillbaka sitt samtycke. De andra ser inte planen."));
  CHECK(maria.Field(kNotes).Value().find("Två alternativ") != std::string::npos);
  maria.Button("Noor samtycker").Press();
  house.Pass(1'000);
  CHECK(house.relay.Access().consent == Consent::kGiven);
  CHECK(!maria.Shows("Noor har tagit tillbaka"));
  AppPage& tove = OpenPart(house, kTove, "Samtycke");
  CHECK(tove.Shows("Maria Lindqvist får skriva åt Noor."));
}

TEST_CASE("consent whose time is over says so") {
  House house;
  house.relay.Access().consent_until = kMeetingDay - 1;
  CHECK(house.Enter(kNoor).Shows("Tiden för ditt samtycke har gått ut. De andra ser inte planen."));
  AppPage& karin = house.Open(kKarin);
  CHECK(karin.Shows("Tiden för samtycket har gått ut"));
  CHECK(karin.Shows("hade sagt ja till och med 24\u00A0nov"));
}

TEST_CASE("the aside is the person's, and of those they choose; others see nothing of it") {
  House house;
  AppPage& maria = OpenPart(house, kMaria, "Samtycke");
  AppPage& karin = OpenPart(house, kKarin, "Samtycke");
  AppPage& noor = OpenPart(house, kNoor, "Egen stund");
  CHECK(!maria.Button("Egen stund").Exists());
  noor.Field("Egen stund: anteckningar").Type("Jag orkar inte mer i dag.");
  house.Pass(1'000);
  CHECK(!maria.Shows("orkar inte mer"));
  CHECK(noor.Button("Egen stund").Node().description == "Bara du");
  noor.Box("Maria Lindqvist").Press();
  house.Settle();
  CHECK(noor.Box("Maria Lindqvist").Node().checked == Tristate::kTrue);
  CHECK(noor.Button("Egen stund").Node().description == "Du och 1 till");
  maria.Button("Egen stund").Press();
  house.Pass(1'000);
  CHECK(maria.Field("Egen stund: anteckningar").Value() == "Jag orkar inte mer i dag.");
  CHECK(!maria.Box("Karin Öberg").Exists());
  maria.Field("Egen stund: anteckningar").Type(" Då slutar vi.");
  house.Pass(1'000);
  CHECK(noor.Field("Egen stund: anteckningar").Value() == "Jag orkar inte mer i dag. Då slutar vi.");
  CHECK(!karin.Button("Egen stund").Exists());
  CHECK(!karin.Shows("Egen stund"));
  CheckPage(noor, kDesktop);
  // Nobody outside is sent it either.
  AppPage& tove = house.Enter(kTove);
  CHECK(!tove.Shows("slutar vi"));
  // Out of it again: what is written after that stays with the person.
  noor.Box("Maria Lindqvist").Press();
  house.Pass(3'000);
  CHECK(!maria.Shows("slutar vi"));
  CHECK(!maria.Button("Egen stund").Exists());
  noor.Field("Egen stund: anteckningar").Type(" Ensam igen.");
  house.Pass(1'000);
  CHECK(noor.Shows("Allt är sparat"));
}

TEST_CASE("the page before the room and the notes do not tell others that somebody is apart") {
  House house;
  AppPage& noor = OpenPart(house, kNoor, "Egen stund");
  AppPage& karin = house.Enter(kKarin);
  noor.Field("Egen stund: anteckningar").Type("hemligt");
  noor.Field("Egen stund: anteckningar").Focus();
  house.Pass(1'000);
  CHECK(karin.Tree().Describe().find("Egen stund") == std::string::npos);
  CHECK(karin.CaretsOver(karin.Field(kNotes).Node().id, 0).empty());
}

}  // namespace samsyn
