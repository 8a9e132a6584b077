// Every page at every size: whatever can be pressed has a name, a place of its own and room.
#include <doctest/doctest.h>

#include <functional>

#include "tests/client/app/house.h"

namespace samsyn {
namespace {

constexpr Viewport kSizes[] = {{1440, 880, 1}, {1920, 1080, 2}, {1024, 700, 1}, {900, 600, 1.5F},
                               {390, 844, 3},  {360, 640, 2},   {844, 390, 3},  {320, 640, 2}};

void EnlargeText(AppPage& page, int percent) {
  for (int now : {100, 125, 150}) {
    if (now >= percent) return;
    page.Button("Större text, nu " + std::to_string(now) + " procent").Press();
  }
}

// Visits the page at every size and text size after `arrange` has brought it where it should be.
void AtEverySize(const std::function<AppPage&(House&, const Viewport&)>& arrange) {
  for (const Viewport& size : kSizes) {
    for (const int percent : {100, 150, 200}) {
      House house;
      AppPage& page = arrange(house, size);
      EnlargeText(page, percent);
      CAPTURE(size.width);
      CAPTURE(size.height);
      CAPTURE(percent);
      CheckPage(page, size);
      const bool narrow = size.width * 100 / static_cast<float>(percent) < 900;
      if (!narrow) continue;
      for (const char* tab : {"Dagordning", "Vem gör vad", "Min röst", "Noors röst", "Mer", "Nu"}) {
        CAPTURE(tab);
        if (page.ShowTab(tab)) CheckPage(page, size);
      }
    }
  }
}

}  // namespace

TEST_CASE("the room is whole at every size") {
  AtEverySize([](House& house, const Viewport& size) -> AppPage& {
    AppPage& page = house.Enter(kKarin, size);
    house.Enter(kNoor);
    return page;
  });
}

TEST_CASE("the room is whole at every size when everything speaks at once") {
  AtEverySize([](House& house, const Viewport& size) -> AppPage& {
    AppPage& noor = house.Enter(kNoor);
    noor.Button("Jag vill säga något").Press();
    noor.Button("Paus").Press();
    AppPage& page = house.Enter(kKarin, size);
    house.relay.RefuseEverything(ErrorCode::kTooMany);
    page.Field("Anteckningar: Hur får jag en dygnsrytm?").Type("x");
    house.Pass(1'000);
    page.SetReachable(false);
    house.Settle();
    CHECK(page.Shows("Din senaste ändring sparades inte"));
    CHECK(page.Shows("Ingen anslutning"));
    CHECK(page.Shows("har bett om paus"));
    return page;
  });
}

TEST_CASE("the editors are whole at every size") {
  AtEverySize([](House& house, const Viewport& size) -> AppPage& {
    AppPage& page = house.Enter(kKarin, size);
    page.Button("Ändra punkten 3a").Press();
    page.Button("Gör till överenskommelse").Press();
    page.Field("Senast").Fill("aldrig");
    page.Field("Senast").Leave();
    return page;
  });
}

TEST_CASE("texts as long as they may be stay where they belong") {
  AtEverySize([](House& house, const Viewport& size) -> AppPage& {
    AppPage& karin = house.Enter(kKarin);
    karin.Button("Lägg till en punkt").Press();
    karin.Field("Rubrik").Fill(std::string(200, 'W'));
    karin.Field("Anteckningar: " + std::string(200, 'W')).Fill(std::string(3'000, 'i') + "\n\n\n" + "ö ö ö");
    karin.Button("Gör till överenskommelse").Press();
    karin.Field("Vad").Fill("Ett mycket långt ord: " + std::string(400, 'M'));
    karin.Choice("Vem").Choose("Tove Hallgren");
    house.Settle();
    house.Close(karin);
    return house.Enter(kPetter, size);
  });
}

TEST_CASE("the door and the pages without a way in are whole at every size, in every language") {
  for (const Viewport& size : kSizes) {
    for (const char* percent : {"100", "200"}) {
      for (const char* language : {"sv", "en", "easy"}) {
        House house;
        CAPTURE(size.width);
        CAPTURE(percent);
        Device device;
        device.settings = {{"language", language}, {"text_percent", percent}};
        CheckPage(house.OpenOn(device, kNoor, size), size);
        AppPage nowhere({house.relay, device, {"ws://relay/ws", "http://relay/", ""}, size});
        CheckPage(nowhere, size);
      }
    }
  }
}

TEST_CASE("the room is whole at every size in easy Swedish") {
  for (const Viewport& size : kSizes) {
    House house;
    CAPTURE(size.width);
    Device device;
    device.settings = {{"language", "easy"}};
    AppPage& page = house.OpenOn(device, kKarin, size);
    page.Button("Gå in i mötet").Press();
    house.Settle();
    CheckPage(page, size);
    for (const char* place : {"Före mötet", "Inbjudan", "Hela planen", "Hur gick det?", "Mer"}) {
      CAPTURE(place);
      if (!page.Button(place).Exists()) continue;
      page.Button(place).Press();
      CheckPage(page, size);
    }
  }
}

TEST_CASE("the people dialog is whole at every size that has one") {
  for (const Viewport& size : kSizes) {
    if (size.width < 900) continue;
    House house;
    AppPage& page = house.Enter(kKarin, size);
    page.Button("Visa deltagare, 1 här").Press();
    CAPTURE(size.width);
    CheckPage(page, size);
  }
}

TEST_CASE("the settings are whole at every size") {
  for (const Viewport& size : kSizes) {
    for (const char* percent : {"100", "200"}) {
      House house;
      Device device;
      device.settings = {{"text_percent", percent}};
      AppPage& page = house.OpenOn(device, kNoor, size);
      page.Button("Anpassa sidan").Press();
      CAPTURE(size.width);
      CAPTURE(percent);
      CheckPage(page, size);
    }
  }
}

TEST_CASE("no two things that can be pressed on a page have the same name") {
  House house;
  for (const char* who : {kNoor, kKarin, kTove}) {
    AppPage& page = house.Enter(who);
    for (const NodeRole role : {NodeRole::kButton, NodeRole::kTextField, NodeRole::kSelect}) {
      std::vector<std::string> names = page.Names(role);
      std::sort(names.begin(), names.end());
      const auto twice = std::adjacent_find(names.begin(), names.end());
      CHECK(twice == names.end());
    }
    house.Close(page);
  }
}

}  // namespace samsyn
