// The relay dies, or is stopped, while people write.
#include "tests/integration/test_room.h"
#include "tests/integration/writing.h"

namespace samsyn {
namespace {

using std::chrono::milliseconds;

// What those who were there were told is saved is all there, once, for somebody who was not: nobody else is let in yet.
void RequireSavedIsThere(TestRoom& room) {
  for (const auto& client : room.clients) client->HoldBack();
  TestClient& fresh = room.Join("observer");
  REQUIRE(room.Until([&] { return fresh.IsSettled(); }));
  CHECK(CountLostOrDoubled(fresh.Copy(), room.ledger.SavedMarks()) == 0);
  room.Crash(fresh);
  for (const auto& client : room.clients) client->GoOn();
}

void KillAndRestart(TestRoom& room) {
  room.relay.Kill();
  // What it had sent before still arrives, and is believed.
  REQUIRE(room.Until(
      [&] { return std::ranges::none_of(room.clients, [](const auto& client) { return client->IsOnline(); }); }));
  for (const auto& client : room.clients) client->HoldBack();
  room.relay.Start();
  RequireSavedIsThere(room);
}

void RequireEverythingArrives(TestRoom& room) {
  room.RequireAllTheSame();
  CHECK(room.ledger.SavedMarks() == room.ledger.Written());
  CHECK(CountLostOrDoubled(room.clients[0]->Copy(), room.ledger.Written()) == 0);
}

TEST_CASE("killed again and again while three type, the relay keeps what it acknowledged, once") {
  TestRoom room;
  UniqueKeys keys;
  SeededRandom random(4);
  room.Seed(4);
  for (const char* participant : {"chair", "individual", "secretary"}) room.Join(participant);
  REQUIRE(room.Until([&] { return room.clients[2]->IsSettled() && room.clients[1]->IsSettled(); }));
  std::size_t unsaved_at_kills = 0;
  std::size_t saved_at_last_kill = 0;
  for (int round = 0; round < 30; ++round) {
    INFO("round " << round);
    for (std::size_t steps = random.Between(5, 60); steps > 0; --steps) {
      for (const auto& client : room.clients) {
        if (random.Chance(70)) PressKey(*client, keys);
      }
      room.Step();
    }
    for (const auto& client : room.clients) unsaved_at_kills += client->Session().UnsavedCount();
    saved_at_last_kill = room.ledger.SavedMarks().size();
    KillAndRestart(room);
    // Offline, people go on.
    for (const auto& client : room.clients) PressKey(*client, keys);
  }
  RequireEverythingArrives(room);
  CHECK(unsaved_at_kills > 0);
  CHECK(saved_at_last_kill > room.ledger.Written().size() / 10);
  MESSAGE("30 kills, " << room.ledger.Written().size() << " keys, " << unsaved_at_kills << " times unsaved at a kill, "
                       << saved_at_last_kill << " saved before the last one");
}

TEST_CASE("killed in the middle of large pastes, the relay keeps what it acknowledged, whole and once") {
  TestRoom room;
  UniqueKeys keys;
  SeededRandom random(9);
  room.Seed(9);
  for (const char* participant : {"chair", "individual", "secretary"}) room.Join(participant);
  REQUIRE(room.Until([&] { return room.clients[2]->IsSettled() && room.clients[1]->IsSettled(); }));
  std::size_t unsaved_at_kills = 0;
  for (int round = 0; round < 15; ++round) {
    INFO("round " << round);
    for (const auto& client : room.clients) {
      for (int i = 0; i < 3; ++i) {
        Paste(*client, keys, random.Between(5'000, 40'000));
        client->SendEdits();
      }
    }
    room.GoOn(milliseconds(random.Below(20)));
    for (const auto& client : room.clients) unsaved_at_kills += client->Session().UnsavedCount();
    KillAndRestart(room);
  }
  RequireEverythingArrives(room);
  CHECK(unsaved_at_kills > 0);
  MESSAGE("15 kills, " << AllNotes(room.clients[0]->Copy()).size() << " bytes of minutes, " << unsaved_at_kills
                       << " updates unsaved when killed");
}

TEST_CASE(
    "asked to stop, the relay stores what it was sent, says goodbye and ends with 0; people go on when it is back") {
  TestRoom room;
  UniqueKeys keys;
  TestClient& chair = room.Join("chair");
  TestClient& noor = room.Join("individual");
  REQUIRE(room.Until([&] { return chair.IsSettled() && noor.IsSettled(); }));
  for (int i = 0; i < 30; ++i) {
    PressKey(chair, keys);
    PressKey(noor, keys);
    chair.SendEdits();
    noor.SendEdits();
  }
  room.GoOn(milliseconds(5));
  chair.HoldBack();
  noor.HoldBack();
  // The goodbye includes a closing handshake, so the clients have to go on meanwhile.
  room.relay.AskToStop();
  REQUIRE(room.Until([&] { return !room.relay.IsRunning(); }));
  CHECK(room.relay.ExitCode() == 0);
  REQUIRE(room.Until([&] { return !chair.IsOnline() && !noor.IsOnline(); }));
  for (TestClient* client : {&chair, &noor}) {
    REQUIRE(client->errors.size() == 1);
    CHECK(client->errors[0].code == ErrorCode::kUnavailable);
    CHECK_FALSE(client->ended);
  }
  room.relay.Start();
  RequireSavedIsThere(room);
  RequireEverythingArrives(room);
}

}  // namespace
}  // namespace samsyn
