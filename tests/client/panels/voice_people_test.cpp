// Who the person wants there, in "Min röst": yes, no, for what, and whom they trust.
#include <doctest/doctest.h>

#include "shared/meeting/voice.h"
#include "tests/client/panels/open_view.h"

namespace samsyn {
namespace {

AppPage& OpenVoice(House& house, const char* who) { return EnterView(house, who, "Förbered"); }

// Without what the demo's person has said already.
Bundle EmptyMeeting() {
  Bundle empty = Demo().bundle;
  std::erase_if(empty.updates, [](const auto& update) { return update.document == DocumentKind::kVoice; });
  return empty;
}

}  // namespace

TEST_CASE("familjerådslag: the person says who may be there, for what, and says no") {
  House house(EmptyMeeting());
  AppPage& noor = OpenVoice(house, kNoor);
  AppPage& tove = OpenVoice(house, kTove);
  AppPage& karin = OpenVoice(house, kKarin);
  noor.Button("Ja: Oskar Bergman").Press();
  noor.Field("Bara för något särskilt? Oskar Bergman").Type("bara punkten om försörjning");
  house.Settle();
  CHECK(noor.Button("Ja: Oskar Bergman").Node().pressed == Tristate::kTrue);
  CHECK(tove.Field("Bara för något särskilt? Oskar Bergman").Value() == "bara punkten om försörjning");
  CHECK(!tove.Button("Nej tack: Oskar Bergman").Exists());
  CHECK(!karin.Shows("har fortfarande en länk"));
  noor.Button("Nej tack: Oskar Bergman").Press();
  house.Settle();
  CHECK(WishAbout(*house.relay.Read(), kOskar).answer == WishAnswer::kNo);
  CHECK(tove.Shows("Nej tack"));
  CHECK(!tove.Shows("har fortfarande en länk"));
  CHECK(karin.Shows("Oskar har fortfarande en länk och kan komma in. Länken går att dra tillbaka."));
  karin.Button("Öppna länkarna för att dra tillbaka länken till Oskar Bergman").Press();
  CHECK(karin.Button("Dra tillbaka länken till Oskar Bergman").Exists());
  noor.Button("Nej tack: Oskar Bergman").Press();
  house.Settle();
  CHECK(WishAbout(*house.relay.Read(), kOskar).answer == WishAnswer::kUnanswered);
  CheckPage(noor, kDesktop);
}

TEST_CASE("familjerådslag: somebody without a link can be wished for by name") {
  House house(EmptyMeeting());
  AppPage& noor = OpenVoice(house, kNoor);
  AppPage& tove = OpenVoice(house, kTove);
  noor.Button("Lägg till någon som inte har en länk").Press();
  noor.Field("Namn på någon som inte har en länk").Type("Farmor");
  house.Settle();
  CHECK(tove.Shows("Farmor"));
  CHECK(tove.Shows("har ingen länk"));
  noor.Button("Ta bort: Farmor").Press();
  house.Settle();
  CHECK(!tove.Shows("Farmor"));
}

TEST_CASE("somebody the person trusts is marked as here or not") {
  House house(EmptyMeeting());
  AppPage& noor = OpenVoice(house, kNoor);
  AppPage& tove = OpenVoice(house, kTove);
  noor.Choice("Någon jag litar på").Choose("Maria Lindqvist");
  house.Settle();
  CHECK(tove.Shows("Noor litar på Maria."));
  CHECK(tove.Shows("Maria är inte här"));
  house.Enter(kMaria);
  CHECK(tove.Shows("Maria är här"));
  CHECK(noor.Shows("Maria är här"));
}

}  // namespace samsyn
