// The whole application, drawn headless, over a real socket to the real relay.
#include "shared/base/utf8.h"
#include "tests/integration/demo_house.h"

namespace samsyn {
namespace {

using std::chrono::milliseconds;

TEST_CASE("every link of the demo meeting opens it, and a link that is not valid says so") {
  DemoHouse house;
  for (std::size_t i = 0; i < house.demo.links.size(); ++i) {
    INFO(house.demo.links[i].name);
    Page& page = house.Open(i);
    REQUIRE(house.Until([&] { return page.Find(NodeRole::kButton, "Gå in i mötet") != nullptr; }));
    CHECK(page.Shows("SIP för Noor"));
    CHECK(page.Shows(house.demo.links[i].name));
  }
  // The relay's Error and its close come in one breath, between two frames.
  Page& stranger = house.OpenLink(
      {house.relay->Url(), "http://relay/", FragmentOf({house.demo.bundle.meeting, std::string(26, 'a')})});
  CHECK(house.Until([&] { return stranger.Shows("Länken gäller inte"); }));
}

TEST_CASE("two pages write in the same minutes while the relay is killed: both show all of it and say it is saved") {
  DemoHouse house;
  Page& noor = house.Enter(0);
  Page& karin = house.Enter(3);
  const std::size_t before = CodePointCount(noor.Text());
  REQUIRE(house.Until([&] { return noor.Shows("Allt är sparat") && karin.Shows("Allt är sparat"); }));
  for (int i = 0; i < 60; ++i) {
    if (i == 30) house.relay->Kill();
    noor.TypeFirst("å");
    karin.TypeFirst("🙂");
    house.loop.RunFor(milliseconds(2));
    noor.Step();
    karin.Step();
  }
  REQUIRE(house.Until([&] {
    return noor.Shows("Ingen anslutning – det du skriver sparas på den här enheten") &&
           karin.Shows("Ingen anslutning – det du skriver sparas på den här enheten");
  }));
  CHECK(house.devices[0]->Kept().size() > 0);
  house.relay->Start();
  CHECK(house.Until([&] {
    return noor.Shows("Allt är sparat") && karin.Shows("Allt är sparat") && noor.Text() == karin.Text() &&
           CodePointCount(noor.Text()) == before + 120;
  }));
  CHECK(house.devices[0]->Kept().empty());
  Page& late = house.Enter(1);
  CHECK(house.Until([&] { return late.Text() == noor.Text(); }));
}

}  // namespace
}  // namespace samsyn
