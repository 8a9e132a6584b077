// A client dies with words the relay has not acknowledged; the next page of the same device takes them up.
#include "tests/integration/test_room.h"
#include "tests/integration/writing.h"

namespace samsyn {
namespace {

using std::chrono::milliseconds;

void RequireEverythingOnce(TestRoom& room) {
  room.RequireAllTheSame();
  CHECK(room.ledger.SavedMarks() == room.ledger.Written());
  CHECK(CountLostOrDoubled(room.clients[0]->Copy(), room.ledger.Written()) == 0);
}

TEST_CASE("what was written offline before a crash arrives with the next page of that device") {
  TestRoom room;
  UniqueKeys keys;
  TestClient& chair = room.Join("chair");
  MemoryPendingStore& phone = room.NewDevice();
  TestClient& noor = room.Join("individual", phone);
  REQUIRE(room.Until([&] { return chair.IsSettled() && noor.IsSettled(); }));
  noor.HoldBack();
  noor.LoseConnection();
  for (int i = 0; i < 50; ++i) {
    PressKey(noor, keys);
    noor.SendEdits();
  }
  CHECK(phone.Kept().size() == 50);
  room.Crash(noor);
  TestClient& again = room.Join("individual", phone);
  RequireEverythingOnce(room);
  CHECK(again.refused.empty());
  CHECK(phone.Kept().empty());
  // And the new page writes on.
  PressKey(again, keys);
  RequireEverythingOnce(room);
}

TEST_CASE("what was saved, but not heard to be, is not doubled by the next page") {
  TestRoom room;
  UniqueKeys keys;
  TestClient& chair = room.Join("chair");
  MemoryPendingStore& phone = room.NewDevice();
  TestClient* noor = &room.Join("individual", phone);
  REQUIRE(room.Until([&] { return chair.IsSettled() && noor->IsSettled(); }));
  for (int i = 0; i < 20; ++i) {
    PressKey(*noor, keys);
    noor->SendEdits();
  }
  // The others go on, noor's process gets no more time: what the relay answers is never read.
  const std::string sent = AllNotes(noor->Copy());
  REQUIRE(CodePointCount(sent) == 20);
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (CodePointCount(AllNotes(chair.Copy())) < 20 && std::chrono::steady_clock::now() < end) {
    room.loop.RunOnce(milliseconds(2));  // the loop sends, but noor's own Step is not called
    chair.Step();
  }
  REQUIRE(AllNotes(chair.Copy()) == sent);
  REQUIRE(phone.Kept().size() == 20);
  room.Crash(*noor);
  noor = &room.Join("individual", phone);
  RequireEverythingOnce(room);
  CHECK(noor->refused.empty());
  CHECK(phone.Kept().empty());
}

TEST_CASE("pages crash again and again in the middle of sending, some with the relay, and nothing is lost or doubled") {
  TestRoom room;
  room.Seed(12);
  UniqueKeys keys;
  SeededRandom random(12);
  room.Join("chair");
  std::vector<MemoryPendingStore*> devices = {&room.NewDevice(), &room.NewDevice()};
  const std::vector<std::string> owners = {"individual", "secretary"};
  std::size_t taken_up = 0;
  for (int round = 0; round < 20; ++round) {
    INFO("round " << round);
    const std::size_t who = random.Below(2);
    TestClient& client = room.Join(owners[who], *devices[who]);
    // Sometimes the page dies before it is even connected, sometimes it writes before it is.
    for (std::size_t steps = random.Below(40); steps > 0; --steps) {
      if (!client.Copy().Agenda().empty() && random.Chance(60)) {
        if (random.Chance(10)) {
          Paste(client, keys, 20'000);
        } else {
          PressKey(client, keys);
        }
        client.SendEdits();
      }
      room.Step();
    }
    if (random.Chance(25)) {
      room.relay.Kill();
      room.relay.Start();
    }
    taken_up += devices[who]->Kept().size();
    room.Crash(client);
  }
  room.Join(owners[0], *devices[0]);
  room.Join(owners[1], *devices[1]);
  RequireEverythingOnce(room);
  CHECK(taken_up > 0);
  CHECK(devices[0]->Kept().empty());
  CHECK(devices[1]->Kept().empty());
  MESSAGE("20 crashes left " << taken_up << " updates to be taken up");
}

TEST_CASE("two pages of one device that both take up the same words store them once") {
  TestRoom room;
  UniqueKeys keys;
  MemoryPendingStore& laptop = room.NewDevice();
  TestClient& first = room.Join("secretary", laptop);
  REQUIRE(room.Until([&] { return first.IsSettled(); }));
  first.HoldBack();
  first.LoseConnection();
  for (int i = 0; i < 30; ++i) {
    PressKey(first, keys);
    first.SendEdits();
  }
  // The second page opens while the first one still is there with the same words.
  room.Join("secretary", laptop);
  first.GoOn();
  RequireEverythingOnce(room);
  CHECK(first.refused.empty());
  CHECK(laptop.Kept().empty());
}

}  // namespace
}  // namespace samsyn
