// The way in: what is seen before the room, by whom, and when there is no way in.
#include <doctest/doctest.h>

#include "tests/client/app/house.h"

namespace samsyn {

TEST_CASE("the join page says what the meeting is about and who one is") {
  House house;
  AppPage& page = house.Open(kNoor);
  CHECK(page.Shows("SIP för Noor"));
  CHECK(page.Shows("tis 24\u00A0nov 13.00–14.00 · Träffpunkt Ankaret"));
  CHECK(page.Shows("Du kommer in som"));
  CHECK(page.Shows("Noor Lindqvist"));
  CHECK(page.Shows("mötet är ditt"));
  CHECK(page.Shows("Noors frågor"));
  CHECK(page.Shows("”Hur ska jag få en dygnsrytm som fungerar?”"));
  CHECK(page.Shows("Komma överens om vem som hjälper mig"));
  CHECK(page.Shows("Ingen annan har kommit än."));
  CHECK(page.Shows("Alla i mötet ser texten när den skrivs."));
  CHECK(!page.Field("Anteckningar: Hur får jag en dygnsrytm?").Exists());
  CheckPage(page, kDesktop);
}

TEST_CASE("everybody is met by their own name, role and organisation") {
  House house;
  for (const auto& [who, own_name, role] :
       {std::tuple(kMaria, "Maria Lindqvist", "närstående · mamma"),
        std::tuple(kSamira, "Samira Haddad", "stödperson · peer supporter · Brukarföreningen Ankaret"),
        std::tuple(kKarin, "Karin Öberg", "mötesledare · SIP-samordnare · Socialförvaltningen, Sjövalla kommun"),
        std::tuple(kPetter, "Petter Nyström", "sekreterare · boendestödjare · Sjövalla kommun"),
        std::tuple(kTove, "Tove Hallgren",
                   "professionell · specialistsjuksköterska, fast vårdkontakt · Vuxenpsykiatrisk öppenvård, Region "
                   "Mellansjö"),
        std::tuple(kOskar, "Oskar Bergman", "inbjuden · handläggare · Försäkringskassan")}) {
    const std::string name(own_name);
    CAPTURE(name);
    for (const Viewport& viewport : {kDesktop, kPhone}) {
      AppPage& page = house.Open(who, viewport);
      CHECK(page.Shows(name));
      CHECK(page.Shows(role));
      CHECK(page.Button("Gå in i mötet").Exists());
      CheckPage(page, viewport);
      house.Close(page);
    }
  }
}

TEST_CASE("an observer is told that they may read and not write") {
  House house;
  house.relay.SetRole(kSamira, Role::kObserver);
  AppPage& page = house.Open(kSamira);
  CHECK(page.Shows("Du kan läsa allt men inte skriva."));
  CHECK(!page.Shows("Alla i mötet ser texten när den skrivs."));
}

TEST_CASE("the join page shows who is in the room, not who stands at the door") {
  House house;
  AppPage& noor = house.Open(kNoor);
  AppPage& karin = house.Open(kKarin);
  CHECK(noor.Shows("Ingen annan har kommit än."));
  karin.Button("Gå in i mötet").Press();
  house.Settle();
  CHECK(!noor.Shows("Ingen annan har kommit än."));
  CHECK(noor.Shows("Karin Öberg"));
  house.Close(karin);
  CHECK(noor.Shows("Ingen annan har kommit än."));
}

TEST_CASE("entering opens the room") {
  House house;
  AppPage& page = house.Open(kTove);
  page.Button("Gå in i mötet").Press();
  CHECK(!page.Button("Gå in i mötet").Exists());
  CHECK(page.Field("Anteckningar: Hur får jag en dygnsrytm?").Exists());
  CheckPage(page, kDesktop);
}

TEST_CASE("until the meeting has come the page says that it is fetched") {
  House house;
  AppPage& page = house.OpenQuietly(house.DeviceOf(kNoor), kNoor);
  CHECK(page.Shows("Hämtar mötet…"));
  CHECK(!page.Button("Gå in i mötet").Exists());
  CheckPage(page, kDesktop);
  house.Settle();
  CHECK(page.Button("Gå in i mötet").Exists());
}

TEST_CASE("without a relay the page goes on trying, and comes in when it is there") {
  House house;
  AppPage& page = house.OpenQuietly(house.DeviceOf(kNoor), kNoor);
  page.SetReachable(false);
  house.Settle();
  CHECK(!page.Button("Gå in i mötet").Exists());
  house.Pass(30'000);
  CHECK(page.Attempts() > 4);
  CHECK(page.Attempts() < 30);
  CheckPage(page, kDesktop);
  page.SetReachable(true);
  house.Pass(6'000);
  CHECK(page.Button("Gå in i mötet").Exists());
}

TEST_CASE("a page without a whole link asks for it") {
  House house;
  for (const AppLink& link :
       {AppLink{"ws://relay/ws", "http://relay/", ""}, AppLink{"ws://relay/ws", "http://relay/", "#"}}) {
    Device device;
    AppPage page({house.relay, device, link});
    page.Deliver();
    page.Pass(60'000);
    CHECK(page.Shows("Har du en länk till ett möte?"));
    CHECK(page.Attempts() == 0);
    CheckPage(page, kDesktop);
    page.Button("English").Press();
    CHECK(page.Shows("Do you have a link to a meeting?"));
  }
}

TEST_CASE("a link that came only in part says so, and nothing is asked of the relay") {
  House house;
  const std::string whole = house.relay.FragmentOf(kNoor);
  for (const std::string& part :
       {whole.substr(0, whole.size() - 1), std::string("#möte"), whole + "%20x", whole + "!"}) {
    Device device;
    AppPage page({house.relay, device, {"ws://relay/ws", "http://relay/", part}});
    page.Deliver();
    page.Pass(60'000);
    CHECK(page.Shows("Länken är inte hel"));
    CHECK(page.Attempts() == 0);
    CheckPage(page, kDesktop);
  }
}

TEST_CASE("a link the relay does not know ends with a page that says so, and no more tries") {
  House house;
  Device device;
  for (const Viewport& viewport : {kDesktop, kPhone}) {
    AppPage page({house.relay, device, {"ws://relay/ws", "http://relay/", WrongFragment(house)}, viewport});
    while (page.Deliver()) {
    }
    CHECK(page.Shows("Länken gäller inte"));
    CHECK(page.Shows("Servern känner inte igen din länk."));
    CHECK(!page.Button("Gå in i mötet").Exists());
    CheckPage(page, viewport);
    const int attempts = page.Attempts();
    page.Pass(120'000);
    page.Deliver();
    CHECK(page.Attempts() == attempts);
  }
}

TEST_CASE("a link that is withdrawn during the meeting ends it for that page alone") {
  House house;
  AppPage& tove = house.Enter(kTove);
  AppPage& karin = house.Enter(kKarin);
  house.relay.ForgetLink(kTove);
  tove.SetReachable(false);
  house.Settle();
  tove.SetReachable(true);
  house.Pass(10'000);
  CHECK(tove.Shows("Länken gäller inte"));
  CHECK(!tove.Field("Anteckningar: Hur får jag en dygnsrytm?").Exists());
  CHECK(karin.Field("Anteckningar: Hur får jag en dygnsrytm?").Exists());
}

TEST_CASE("language and text size are remembered on the device") {
  House house;
  AppPage& first = house.Open(kNoor);
  first.Button("English").Press();
  CHECK(first.Button("Enter the meeting").Exists());
  CHECK(first.Shows("Tue 24\u00A0Nov 13:00–14:00"));
  first.Button("Enter the meeting").Press();
  first.Button("Larger text, now 100 percent").Press();
  first.Button("Larger text, now 125 percent").Press();
  CHECK(first.Button("Larger text, now 150 percent").Exists());
  house.Close(first);
  AppPage& again = house.Open(kNoor);
  again.Button("Enter the meeting").Press();
  CHECK(again.Button("Larger text, now 150 percent").Exists());
  CheckPage(again, kDesktop);
  again.Button("Larger text, now 150 percent").Press();
  again.Button("Larger text, now 200 percent").Press();
  CHECK(again.Button("Larger text, now 100 percent").Exists());
  again.ChooseLanguage("Svenska");
  CHECK(again.Button("Större text, nu 100 procent").Exists());
}

TEST_CASE("easy Swedish is remembered as the language, and the page is still in Swedish") {
  House house;
  Device device;
  device.settings = {{"language", "easy"}};
  AppPage& page = house.OpenOn(device, kNoor);
  CHECK(page.Shows("Alla på mötet ser det du skriver. De ser det direkt."));
  CHECK(page.Shows("tis 24\u00A0nov 13.00–14.00"));
  CheckPage(page, kDesktop);
  // One press leads to English and one back, as from the other Swedish.
  page.Button("English").Press();
  CHECK(device.settings["language"] == "en");
  page.Button("Svenska").Press();
  CHECK(device.settings["language"] == "sv");
}

TEST_CASE("settings nobody of ours has written do no harm") {
  House house;
  for (const auto& [language, percent] :
       {std::pair("klingon", "999"), std::pair("", "abc"), std::pair("en\xFF", "-50"), std::pair("sv", "1e9")}) {
    Device device;
    device.settings = {{"language", language}, {"text_percent", percent}};
    AppPage& page = house.OpenOn(device, kNoor);
    CHECK(page.Button("Gå in i mötet").Exists());
    CheckPage(page, kDesktop);
    house.Close(page);
  }
}

}  // namespace samsyn
