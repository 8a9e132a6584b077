// One meeting through two relays: what is written, shown and decided at one reaches those at the other.
#include "tests/integration/cluster_room.h"
#include "tests/integration/writing.h"

namespace samsyn {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

bool Present(const TestClient& client, const std::string& participant) {
  return std::ranges::any_of(client.present, [&](const auto& one) { return one.second.participant == participant; });
}

TEST_CASE("two relays serve one meeting: what is written at one arrives at the other, live and once") {
  NatsServers nats(1);
  ClusterRoom room(nats, 2);
  UniqueKeys keys;
  TestClient& chair = room.Join("chair", 0);
  TestClient& noor = room.Join("individual", 1);
  TestClient& secretary = room.Join("secretary", 1);
  REQUIRE(room.Until([&] { return chair.IsSettled() && noor.IsSettled() && secretary.IsSettled(); }));
  for (int round = 0; round < 200; ++round) {
    for (const auto& client : room.clients) {
      if (client->Random().Chance(60)) PressKey(*client, keys);
    }
    room.Step();
  }
  room.RequireAllTheSame();
  CHECK(room.ledger.SavedMarks() == room.ledger.Written());
  CHECK(CountLostOrDoubled(chair.Copy(), room.ledger.Written()) == 0);
  // Nobody was sent away, and nothing was read again: it was all heard live.
  for (const auto& client : room.clients) CHECK(client->welcomes == 1);

  std::vector<double> took;
  for (int i = 0; i < 30; ++i) {
    const std::size_t before = noor.updates_received;
    PressKey(chair, keys);
    chair.SendEdits();
    const auto begin = steady_clock::now();
    REQUIRE(room.Until([&] { return noor.updates_received > before; }));
    took.push_back(std::chrono::duration<double, std::milli>(steady_clock::now() - begin).count());
  }
  std::ranges::sort(took);
  MESSAGE("from one relay's client to the other's: median " << took[took.size() / 2] << " ms, largest " << took.back());
}

TEST_CASE("presence reaches the other relay's people, and whoever leaves has left there too") {
  NatsServers nats(1);
  ClusterRoom room(nats, 2);
  TestClient& chair = room.Join("chair", 0);
  TestClient& noor = room.Join("individual", 1);
  REQUIRE(room.Until([&] { return chair.IsSettled() && noor.IsSettled(); }));
  chair.SendPresence(AsBytes("here"));
  noor.SendPresence(AsBytes("and here"));
  REQUIRE(room.Until([&] { return Present(chair, "individual") && Present(noor, "chair"); }));

  SUBCASE("they say goodbye") {
    room.Crash(chair);
    REQUIRE(room.Until([&] { return !Present(noor, "chair"); }));
    CHECK(noor.left.size() == 1);
  }
  SUBCASE("their relay dies") {
    room.relays[0]->Kill();
    chair.HoldBack();
    REQUIRE(room.Until([&] { return !Present(noor, "chair"); }));
    CHECK(noor.IsOnline());
  }
}

TEST_CASE("what is decided at one relay holds at the other at once") {
  NatsServers nats(1);
  ClusterRoom room(nats, 2);
  TestClient& chair = room.Join("chair", 0);
  TestClient& noor = room.Join("individual", 1);
  TestClient& observer = room.Join("observer", 1);
  REQUIRE(room.Until([&] { return chair.IsSettled() && noor.IsSettled() && observer.IsSettled(); }));

  SUBCASE("a link is taken back") {
    const std::uint64_t number = chair.Decide(RevokeCommand{"observer", {}});
    REQUIRE(room.Until([&] { return observer.ended.has_value() && chair.answers.contains(number); }));
    CHECK(chair.answers[number].done);
    CHECK(observer.ended->reason == Refusal::kRevoked);
    CHECK(noor.Access().Find("observer")->revoked);
    CHECK(noor.welcomes == 1);
  }
  SUBCASE("both decide at the same moment, again and again") {
    std::vector<std::pair<TestClient*, std::uint64_t>> commands;
    for (int i = 0; i < 15; ++i) {
      commands.emplace_back(&chair, chair.Decide(HandOverCommand{i % 2 == 0 ? "secretary" : "chair"}));
      commands.emplace_back(&noor, noor.Decide(HelperCommand{i % 2 == 0 ? "supporter" : "relative"}));
      room.Step();
    }
    REQUIRE(room.Until([&] {
      return std::ranges::all_of(commands, [](const auto& one) { return one.first->answers.contains(one.second); });
    }));
    for (const auto& [client, number] : commands) CHECK(client->answers[number].done);
    REQUIRE(room.Until([&] {
      return chair.Access() == noor.Access() && chair.Access().secretary == "secretary" &&
             chair.Access().helper == "supporter";
    }));
  }
  SUBCASE("the meeting is deleted") {
    const std::uint64_t number = chair.Decide(PurgeCommand{});
    REQUIRE(room.Until([&] { return observer.ended && noor.ended && chair.answers.contains(number); }));
    CHECK(noor.ended->reason == Refusal::kPurged);
    CHECK(chair.answers[number].done);
  }
}

TEST_CASE("whoever moves to the other relay is sent nothing again, and what they had not saved is saved once") {
  NatsServers nats(1);
  ClusterRoom room(nats, 2);
  UniqueKeys keys;
  TestClient& chair = room.Join("chair", 0);
  TestClient& noor = room.Join("individual", 1);
  REQUIRE(room.Until([&] { return chair.IsSettled() && noor.IsSettled(); }));
  for (int round = 0; round < 20; ++round) {
    for (int i = 0; i < 5; ++i) {
      PressKey(chair, keys);
      PressKey(noor, keys);
      room.Step();
    }
    chair.MoveTo(room.relays[static_cast<std::size_t>(round + 1) % 2]->Url());
    chair.LoseConnection();
  }
  room.RequireAllTheSame();
  CHECK(room.ledger.SavedMarks() == room.ledger.Written());
  CHECK(CountLostOrDoubled(noor.Copy(), room.ledger.Written()) == 0);
}

TEST_CASE("while NATS is away everybody is told so, and it goes on by itself when it is back") {
  NatsServers nats(1);
  ClusterRoom room(nats, 2);
  UniqueKeys keys;
  TestClient& chair = room.Join("chair", 0);
  TestClient& noor = room.Join("individual", 1);
  REQUIRE(room.Until([&] { return chair.IsSettled() && noor.IsSettled(); }));
  nats.Kill(0);
  PressKey(chair, keys);
  // Also whoever does nothing.
  REQUIRE(room.Until([&] { return !chair.IsOnline() && !noor.IsOnline(); }));
  PressKey(noor, keys);
  room.GoOn(milliseconds(500));
  CHECK(room.ledger.SavedMarks().empty());
  nats.Start(0);
  room.RequireAllTheSame();
  CHECK(room.ledger.SavedMarks().size() == 2);
  CHECK(CountLostOrDoubled(noor.Copy(), room.ledger.Written()) == 0);
}

}  // namespace
}  // namespace samsyn
