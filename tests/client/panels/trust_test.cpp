// The dialog about links, consent and deletion as a whole: its parts, the secretary's pen, waiting and refusals.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/client/app/house.h"

namespace samsyn {
namespace {

constexpr const char* kParts[] = {"Länkar", "Samtycke", "Egen stund", "Sekreterare", "Radering", "Åtkomstlogg"};
constexpr const char* kPartsInEnglish[] = {"Links", "Consent", "Time apart", "Secretary", "Deletion", "Access log"};
// The smallest is a phone's with the largest text.
constexpr Viewport kSizes[] = {{1440, 880, 1}, {900, 600, 1.5F}, {390, 844, 3}, {320, 640, 2}};

AppPage& OpenPart(House& house, const char* who, const char* part) {
  AppPage& page = house.Enter(who);
  page.Button("Trygghet").Press();
  page.Button(part).Press();
  house.Settle();
  return page;
}

AppPage& EnterIn(House& house, Device& device, const char* who, const Viewport& size, const char* language) {
  AppPage& page = house.OpenOn(device, who, size);
  page.Button(std::string_view(language) == "sv" ? "Gå in i mötet" : "Enter the meeting").Press();
  house.Settle();
  return page;
}

}  // namespace

TEST_CASE("every part is whole at every size, text size and in both languages") {
  for (const Viewport& size : kSizes) {
    for (const char* percent : {"100", "200"}) {
      for (const char* language : {"sv", "en"}) {
        CAPTURE(size.width);
        CAPTURE(percent);
        CAPTURE(language);
        const bool swedish = std::string_view(language) == "sv";
        House house;
        for (int i = 0; i < 3; ++i) house.relay.Note({0, kMeetingDay, LogEvent::kLinkReplaced, kKarin, kTove, {}});
        house.relay.Access().purge_at = kMeetingDay + std::int64_t{3} * 24 * 3'600'000;
        Device device;
        device.settings = {{"language", language}, {"text_percent", percent}};
        AppPage& page = EnterIn(house, device, kNoor, size, language);
        const bool narrow = size.width * 100 / static_cast<float>(std::stoi(percent)) < measure::kNarrow;
        if (!narrow || !page.ShowTab(swedish ? "Mer" : "More")) page.Button(swedish ? "Trygghet" : "Safety").Press();
        CheckPage(page, size);
        for (std::size_t i = 0; i < std::size(kParts); ++i) {
          const std::string part = swedish ? kParts[i] : kPartsInEnglish[i];
          CAPTURE(part);
          page.Button(part).Press();
          house.Settle();
          CheckPage(page, size);
          // With everything in it that can be opened.
          if (i == 0) {
            page.Button(swedish ? "Visa länken till Maria Lindqvist" : "Show the link for Maria Lindqvist").Press();
            page.Button(swedish ? "Dra tillbaka länken till Maria Lindqvist" : "Take back the link for Maria Lindqvist")
                .Press();
            CheckPage(page, size);
          }
          if (i == 1) {
            page.Button(swedish ? "Ta tillbaka samtycket" : "Take the consent back").Press();
            CheckPage(page, size);
          }
          if (i == 4) {
            page.Button(swedish ? "Radera mötet nu" : "Delete the meeting now").Press();
            page.Button(swedish ? "Spara dagen" : "Save the day").Press();
            CheckPage(page, size);
          }
        }
        house.relay.Access().consent = Consent::kWithdrawn;
        house.relay.Access().consent_changed = kMeetingDay;
        house.relay.TellAccess();
        house.Settle();
        CheckPage(page, size);
        Device other;
        other.settings = device.settings;
        AppPage& karin = house.OpenOn(other, kKarin, size);
        CHECK(karin.Shows(swedish ? "Samtycket är återkallat" : "The consent has been taken back"));
        karin.Button(swedish ? "Visa åtkomstloggen" : "Show the access log").Press();
        house.Settle();
        CheckPage(karin, size);
      }
    }
  }
}

TEST_CASE("the dialog closes by its button and by Escape, and the page is as before") {
  House house;
  AppPage& tove = house.Enter(kTove);
  for (const bool by_escape : {false, true}) {
    tove.Button("Trygghet").Press();
    REQUIRE(tove.Tree().AllByRole(NodeRole::kDialog).size() == 1);
    if (by_escape) {
      tove.Act(tove.Tree().AllByRole(NodeRole::kDialog).front()->id, ActionKind::kDismiss);
    } else {
      tove.Button("Stäng").Press();
    }
    CHECK(tove.Tree().AllByRole(NodeRole::kDialog).empty());
    CHECK(tove.Focused() == tove.Button("Trygghet").Node().id);
  }
}

TEST_CASE("on a phone each part opens under its name, one at a time, and nobody is taken anywhere") {
  House house;
  AppPage& noor = house.Enter(kNoor, kPhone);
  noor.Button("Mer").Press();
  for (const char* part : kParts) {
    CHECK(noor.Button(part).Node().expanded == Tristate::kFalse);
    CHECK(noor.Button(part).Node().rect.height >= measure::kTarget);
  }
  (void)noor.TakeAnnouncements();
  noor.Button("Samtycke").Press();
  CHECK(noor.Button("Samtycke").Node().expanded == Tristate::kTrue);
  CHECK(noor.Focused() == noor.Button("Samtycke").Node().id);
  CHECK(noor.Shows("Du har sagt ja."));
  noor.Button("Radering").Press();
  CHECK(!noor.Shows("Du har sagt ja."));
  CHECK(noor.Shows("Allt i mötet raderas"));
  noor.Button("Radering").Press();
  CHECK(!noor.Shows("Allt i mötet raderas"));
  CHECK(noor.TakeAnnouncements().empty());
  // It stays with who looks at it when the phone is turned, and when the window grows.
  noor.Button("Sekreterare").Press();
  noor.Resize(kDesktop);
  CHECK(noor.Tree().AllByRole(NodeRole::kDialog).size() == 1);
  CHECK(noor.Shows("Petter Nyström håller i pennan"));
}

TEST_CASE("everybody sees who holds the pen; who has it, the chair and the person hand it over") {
  House house;
  for (const auto& [who, may] : {std::pair(kNoor, true), std::pair(kKarin, true), std::pair(kPetter, true),
                                 std::pair(kTove, false), std::pair(kMaria, false)}) {
    AppPage& page = OpenPart(house, who, "Sekreterare");
    CHECK(page.Shows(who == std::string_view(kPetter) ? "Du håller i pennan" : "Petter Nyström håller i pennan"));
    CHECK(page.Choice("Ge pennan till").Exists() == may);
    house.Close(page);
  }
  AppPage& tove = house.Enter(kTove);
  AppPage& petter = OpenPart(house, kPetter, "Sekreterare");
  CHECK(!tove.Button("Lägg till vem som gör vad").Exists());
  CHECK(petter.Button("Lämna över pennan").IsDisabled());
  petter.Choice("Ge pennan till").Choose("Tove Hallgren");
  CHECK(house.relay.commands.empty());
  petter.Button("Lämna över pennan").Press();
  house.Settle();
  CHECK(std::get<HandOverCommand>(house.relay.commands.back().second).participant == kTove);
  CHECK(petter.Shows("Tove Hallgren håller i pennan"));
  CHECK(!petter.Choice("Ge pennan till").Exists());
  CHECK(tove.Button("Lägg till vem som gör vad").Exists());
  CHECK(petter.Shows("Tove skriver för gruppen – alla kan ändra"));
  tove.Button("Visa deltagare, 2 här").Press();
  const std::string people = tove.TextUnder(NodeRole::kList, "Deltagare");
  CHECK(people.find("Tove Hallgren (du)\nprofessionell · sekreterare · ") != std::string::npos);
  CHECK(people.find("Petter Nyström\ndeltagare · boendestödjare") != std::string::npos);
}

TEST_CASE("while the relay has not answered nothing is pressed twice, and the focus stays") {
  House house;
  AppPage& noor = OpenPart(house, kNoor, "Radering");
  house.relay.HoldCommands();
  noor.Button("Radera mötet om 60 dagar, 23\u00A0jan").Press();
  house.Settle();
  CHECK(noor.Shows("Skickar…"));
  CHECK(noor.Button("Radera mötet om 30 dagar, 24\u00A0dec").IsDisabled());
  CHECK(noor.Focused() == noor.Button("Radera mötet om 60 dagar, 23\u00A0jan").Node().id);
  noor.Button("Radera mötet om 60 dagar, 23\u00A0jan").Press();
  house.Settle();
  house.relay.AnswerCommands();
  house.Settle();
  CHECK(house.relay.commands.size() == 1);
  CHECK(!noor.Shows("Skickar…"));
  CHECK(!noor.Button("Radera mötet om 30 dagar, 24\u00A0dec").IsDisabled());
}

TEST_CASE("what was not done is told, and why") {
  House house;
  AppPage& noor = OpenPart(house, kNoor, "Radering");
  const auto try_it = [&] {
    noor.Button("Radera mötet om 30 dagar, 24\u00A0dec").Press();
    house.Settle();
  };
  house.relay.RefuseCommands(Refusal::kMayNotDo);
  try_it();
  CHECK(noor.Shows("Det blev inte gjort"));
  CHECK(noor.Shows("Det är någon annan i mötet som bestämmer det här."));
  CheckPage(noor, kDesktop);
  house.relay.RefuseCommands(Refusal::kFull);
  try_it();
  CHECK(noor.Shows("Mötet har så många deltagare som får plats."));
  house.relay.RefuseCommands(Refusal::kNone);
  try_it();
  CHECK(noor.Shows("Något har ändrats under tiden."));
  noor.SetReachable(false);
  house.Settle();
  try_it();
  CHECK(noor.Shows("Vi fick inget svar."));
  noor.SetReachable(true);
  house.relay.RefuseCommands(std::nullopt);
  house.Pass(5'000);
  try_it();
  CHECK(!noor.Shows("Det blev inte gjort"));
  CHECK(noor.Shows("Allt i mötet raderas om 30 dagar"));
}

TEST_CASE("what does not open is said") {
  House house;
  AppPage& noor = house.Enter(kNoor);
  house.relay.StoreSealedAs(kTove, {DocumentKind::kPlan, 77, 1, Bytes(60, 7)});
  house.Settle();
  CHECK(noor.Shows("Något i mötet gick inte att öppna och visas inte."));
  CheckPage(noor, kDesktop);
}

TEST_CASE("no two things that can be pressed in a part have the same name") {
  House house;
  for (const Viewport& size : {kDesktop, kPhone}) {
    AppPage& noor = house.Enter(kNoor, size);
    if (!noor.ShowTab("Mer")) noor.Button("Trygghet").Press();
    for (const char* part : kParts) {
      noor.Button(part).Press();
      house.Settle();
      CAPTURE(part);
      for (const NodeRole role : {NodeRole::kButton, NodeRole::kTextField, NodeRole::kSelect, NodeRole::kCheckbox}) {
        std::vector<std::string> names = noor.Names(role);
        std::sort(names.begin(), names.end());
        const auto twice = std::adjacent_find(names.begin(), names.end());
        CHECK_MESSAGE(twice == names.end(), (twice == names.end() ? std::string() : *twice));
      }
    }
    house.Close(noor);
  }
}

}  // namespace samsyn
