// The page without a link: open one, make a meeting, go on with one this device remembers.
#include <doctest/doctest.h>

#include "shared/meeting/phases.h"
#include "tests/client/app/house.h"

namespace samsyn {
namespace {

constexpr const char* kNoLink = "http://relay/#";

AppPage& OpenStart(House& house, Device& device, const Viewport& viewport = kDesktop) {
  return house.OpenLink(device, kNoLink, viewport);
}

void FillIn(AppPage& page) {
  page.Button("Ja, förbered ett möte").Press();
  page.Choice("Vad passar bäst?").Choose("Hem från sjukhus");
  page.Field("Vem är mötet till för? (namn)").Type("Noor Lindqvist");
  page.Field("Ditt namn").Type("Karin Öberg");
  page.Field("Kommun (om du vill)").Type("Sjövalla kommun");
}

}  // namespace

TEST_CASE("unclear reasons, uneven use: \"Behövs en SIP?\" comes first, and may end in no") {
  House house;
  Device device;
  for (const Viewport& viewport : {kDesktop, kPhone}) {
    AppPage& page = OpenStart(house, device, viewport);
    CHECK(page.Shows("Behövs en SIP?"));
    CHECK_FALSE(page.Button("Skapa mötet").Exists());
    page.Button("Nej, inte nu").Press();
    CHECK(page.Shows("Då behövs ingen SIP nu, och inget har sparats."));
    CHECK_FALSE(page.Button("Skapa mötet").Exists());
    CheckPage(page, viewport);
    house.Close(page);
  }
  CHECK(house.relay.Created().empty());
}

TEST_CASE("a meeting is made from a template, and opens with the link of who has made it") {
  House house;
  Device device;
  AppPage& page = OpenStart(house, device);
  page.Button("Ja, förbered ett möte").Press();
  CHECK(page.Button("Skapa mötet").IsDisabled());
  page.Button("Ja, förbered ett möte").Press();
  FillIn(page);
  CheckPage(page, kDesktop);
  page.Button("Skapa mötet").Press();
  house.Settle();
  REQUIRE(house.relay.Created().size() == 1);
  REQUIRE(!page.OpenedFragment().empty());
  const Result<Bundle> bundle = DecodeBundle(house.relay.Created()[0].bundle);
  REQUIRE(bundle);
  CHECK(bundle.Value().access.consent == Consent::kNotAsked);
  CHECK(bundle.Value().access.purge_at > 0);

  House made(bundle.Value());
  Device karins;
  AppPage& karin = made.OpenLink(karins, "http://relay/" + page.OpenedFragment());
  CHECK(karin.Shows("SIP för Noor"));
  CHECK(karin.Shows("Karin Öberg"));
  karin.Button("Gå in i mötet").Press();
  made.Settle();
  CHECK(karin.Shows("Så blir det när jag kommer hem"));
  karin.Button("Trygghet").Press();
  CHECK(karin.Button("Visa länken till Noor Lindqvist").Exists());
}

TEST_CASE("somebody makes a meeting of their own") {
  House house;
  Device device;
  AppPage& page = OpenStart(house, device, kPhone);
  page.Button("Ja, förbered ett möte").Press();
  page.Choice("Vem är du?").Choose("Mötet är mitt");
  page.Field("Ditt namn").Type("Noor Lindqvist");
  page.Button("Skapa mötet").Press();
  house.Settle();
  REQUIRE(house.relay.Created().size() == 1);
  const Result<Bundle> bundle = DecodeBundle(house.relay.Created()[0].bundle);
  REQUIRE(bundle);
  REQUIRE(bundle.Value().access.participants.size() == 1);
  CHECK(bundle.Value().access.participants[0].role == Role::kIndividual);
}

TEST_CASE("when a meeting is not made, it is said why, and what was written is still there") {
  for (const auto& [reason, text] :
       {std::pair(Refusal::kMayNotCreate, "Här skapas möten bara av den som sköter servern."),
        std::pair(Refusal::kWrongCode, "Koden stämmer inte."),
        std::pair(Refusal::kTooManyCreated, "Många möten har skapats härifrån nyss.")}) {
    House house;
    Device device;
    house.relay.RefuseCreation(MemoryRelay::Denied{ErrorCode::kForbidden, reason});
    AppPage& page = OpenStart(house, device);
    FillIn(page);
    page.Button("Skapa mötet").Press();
    house.Settle();
    CHECK(page.Shows("Mötet blev inte skapat"));
    CHECK(page.Shows(text));
    CHECK(page.Field("Ditt namn").Value() == "Karin Öberg");
    CHECK(page.Field("Kod för att skapa möten").Exists() == (reason == Refusal::kWrongCode));
    CheckPage(page, kDesktop);
  }
}

TEST_CASE("start: who has a page from before an update is told so, and loads it anew") {
  House house;
  Device device;
  house.relay.RefuseCreation(MemoryRelay::Denied{ErrorCode::kUnsupported, Refusal::kNone});
  AppPage& page = OpenStart(house, device);
  FillIn(page);
  CHECK_FALSE(page.Button("Ladda om").Exists());
  page.Button("Skapa mötet").Press();
  house.Settle();
  CHECK(page.Shows("Samsyn har uppdaterats sedan du öppnade sidan."));
  CheckPage(page, kDesktop);
  page.Button("Ladda om").Press();
  CHECK(page.NewerTaken() == 1);
}

TEST_CASE("a link is pasted with what people paste around it; one that is cut off is told") {
  House house;
  Device device;
  AppPage& page = OpenStart(house, device);
  page.Field("Klistra in länken").Type("http://relay/#abc.def");
  page.Button("Öppna mötet").Press();
  CHECK(page.Shows("En del av länken saknas eller har ändrats på vägen."));
  CHECK(page.OpenedFragment().empty());
  page.Field("Klistra in länken").Fill("  http://relay/" + house.relay.FragmentOf(kMaria) + " ");
  CHECK_FALSE(page.Shows("En del av länken saknas"));
  page.Button("Öppna mötet").Press();
  CHECK(page.OpenedFragment() == house.relay.FragmentOf(kMaria));
}

TEST_CASE("a device remembers the meetings it has been in, if it may, and forgets them when told") {
  House house;
  Device device;
  AppPage& karin = house.OpenOn(device, kKarin);
  karin.Button("Gå in i mötet").Press();
  AppPage& start = OpenStart(house, device);
  CHECK(start.Button("Öppna SIP för Noor").Exists());
  start.Button("Öppna SIP för Noor").Press();
  CHECK(start.OpenedFragment() == house.relay.FragmentOf(kKarin));
  start.Button("Glöm SIP för Noor på den här enheten").Press();
  CHECK_FALSE(start.Shows("Möten på den här enheten"));
  CheckPage(start, kDesktop);

  Device shared;
  AppPage& maria = house.OpenOn(shared, kMaria);
  maria.Box("Kom ihåg mötet på den här enheten").Press();
  maria.Button("Gå in i mötet").Press();
  CHECK_FALSE(OpenStart(house, shared).Shows("Möten på den här enheten"));
}

}  // namespace samsyn
