// Nothing is drawn when nothing has changed.
#include <doctest/doctest.h>

#include "tests/client/app/house.h"

namespace samsyn {

TEST_CASE("an idle meeting draws no frames, while pings are answered") {
  House house;
  AppPage& noor = house.Enter(kNoor);
  AppPage& karin = house.Enter(kKarin, kPhone);
  noor.Field("Anteckningar: Hur får jag en dygnsrytm?").Type("!");
  house.Settle();
  const int frames[] = {noor.Frames(), karin.Frames()};
  house.Pass(5 * 60'000);
  CHECK(noor.Frames() == frames[0]);
  CHECK(karin.Frames() == frames[1]);
  CHECK(house.relay.PingCount() >= 2 * 25);
  CHECK(noor.Attempts() == 1);
  CHECK(noor.Shows("Allt är sparat"));
}

TEST_CASE("at the door, without a link and with a wrong one nothing is drawn either") {
  House house;
  AppPage& door = house.Open(kNoor);
  Device device;
  AppPage nowhere({house.relay, device, {"ws://relay/ws", "http://relay/", ""}});
  AppPage wrong({house.relay, device, {"ws://relay/ws", "http://relay/", WrongFragment(house)}});
  while (wrong.Deliver()) {
  }
  nowhere.Draw();
  const int frames[] = {door.Frames(), nowhere.Frames(), wrong.Frames()};
  house.Pass(60'000);
  nowhere.Pass(60'000);
  wrong.Pass(60'000);
  CHECK(door.Frames() == frames[0]);
  CHECK(nowhere.Frames() == frames[1]);
  CHECK(wrong.Frames() == frames[2]);
}

TEST_CASE("the clock of the current item costs a frame or two a minute") {
  House house;
  AppPage& karin = house.Enter(kKarin);
  karin.Button("Nästa punkt").Press();
  house.Settle();
  const int before = karin.Frames();
  house.Pass(10'000);
  CHECK(karin.Frames() == before);
  house.Pass(10 * 60'000);
  CHECK(karin.Shows("nu · 10 av 8 min"));
  CHECK(karin.Frames() - before >= 10);
  CHECK(karin.Frames() - before <= 20);
}

TEST_CASE("waiting for a connection draws no more than its attempts") {
  House house;
  AppPage& noor = house.Enter(kNoor);
  noor.SetReachable(false);
  house.Settle();
  const int frames = noor.Frames();
  const int attempts = noor.Attempts();
  house.Pass(60'000);
  CHECK(noor.Frames() - frames <= 2 * (noor.Attempts() - attempts));
}

TEST_CASE("one letter costs its writer and its reader a few frames") {
  House house;
  AppPage& noor = house.Enter(kNoor);
  AppPage& karin = house.Enter(kKarin);
  noor.Field("Anteckningar: Hur får jag en dygnsrytm?").Type("a");
  house.Settle();
  const int frames[] = {noor.Frames(), karin.Frames()};
  noor.Field("Anteckningar: Hur får jag en dygnsrytm?").Type("b");
  house.Settle();
  CHECK(noor.Frames() - frames[0] <= 6);
  CHECK(karin.Frames() - frames[1] <= 4);
}

}  // namespace samsyn
