// The machine of a relay misbehaves while people write: the disk is full or slow, the clock jumps. What was said saved
// is saved, nothing is there twice, and it goes on by itself when the machine is well.
#include <sys/resource.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "tests/integration/test_room.h"
#include "tests/integration/writing.h"

namespace samsyn {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// What tests/faulty_machine makes of the relay that is started while this exists.
class FaultyMachine {
 public:
  FaultyMachine() : path_(directory_.Path() / "faults") {
    Set(milliseconds(0), 0);
    setenv("SAMSYN_FAULTS", path_.c_str(), 1);
    setenv("LD_PRELOAD", SAMSYN_FAULTY_MACHINE_PATH, 1);
  }
  ~FaultyMachine() {
    unsetenv("LD_PRELOAD");
    unsetenv("SAMSYN_FAULTS");
  }
  FaultyMachine(const FaultyMachine&) = delete;
  FaultyMachine& operator=(const FaultyMachine&) = delete;

  void Set(milliseconds sync, std::int64_t clock_seconds) {
    const std::array<std::int64_t, 2> faults = {sync.count(), clock_seconds};
    // In place: the relay has the file mapped.
    std::fstream file(path_, std::ios::in | std::ios::out | std::ios::binary);
    if (!file) file.open(path_, std::ios::out | std::ios::binary);
    file.write(reinterpret_cast<const char*>(faults.data()), sizeof faults);
  }

 private:
  TemporaryDirectory directory_;
  std::filesystem::path path_;
};

void Type(TestRoom& room, UniqueKeys& keys, int steps) {
  for (; steps > 0; --steps) {
    for (const auto& client : room.clients) {
      if (client->Random().Chance(50)) PressKey(*client, keys);
    }
    room.Step();
  }
}

void RequireEverythingArrives(TestRoom& room) {
  room.RequireAllTheSame();
  CHECK(room.ledger.SavedMarks() == room.ledger.Written());
  TestClient& fresh = room.Join("observer");
  REQUIRE(room.Until([&] { return fresh.IsSettled(); }));
  CHECK(CountLostOrDoubled(fresh.Copy(), room.ledger.Written()) == 0);
}

TEST_CASE("on a slow disk people wait for what is saved, and nothing is lost, also when the relay is killed then") {
  FaultyMachine machine;
  TestRoom room;
  UniqueKeys keys;
  for (const char* participant : {"chair", "individual", "secretary"}) room.Join(participant);
  REQUIRE(room.Until([&] { return room.clients[2]->IsSettled() && room.clients[1]->IsSettled(); }));
  machine.Set(milliseconds(300), 0);
  const auto begin = steady_clock::now();
  const std::size_t before = room.ledger.SavedMarks().size();
  PressKey(*room.clients[0], keys);
  REQUIRE(room.Until([&] { return room.ledger.SavedMarks().size() > before; }));
  CHECK(steady_clock::now() - begin >= milliseconds(300));
  for (int round = 0; round < 4; ++round) {
    Type(room, keys, 60);
    room.relay.Kill();
    room.relay.Start();
  }
  Type(room, keys, 60);
  machine.Set(milliseconds(0), 0);
  RequireEverythingArrives(room);
}

TEST_CASE("the relay's clock jumps by more than a year, forth and back, and nothing that was written is lost") {
  FaultyMachine machine;
  TestRoom room;
  UniqueKeys keys;
  for (const char* participant : {"chair", "individual", "secretary"}) room.Join(participant);
  REQUIRE(room.Until([&] { return room.clients[2]->IsSettled() && room.clients[1]->IsSettled(); }));
  constexpr std::int64_t kFarAway = std::int64_t{500} * 24 * 3600;
  for (const std::int64_t ahead : {kFarAway, -kFarAway, std::int64_t{0}, kFarAway}) {
    machine.Set(milliseconds(0), ahead);
    Type(room, keys, 60);
    room.relay.Kill();
    room.relay.Start();
    Type(room, keys, 30);
  }
  RequireEverythingArrives(room);
  CHECK_FALSE(room.clients[0]->ended);
  // It did jump: the lines of the log begin with the year.
  std::set<std::string> years;
  std::istringstream log(room.relay.Log());
  for (std::string line; std::getline(log, line);) years.insert(line.substr(0, 4));
  CHECK(years.size() >= 3);
}

TEST_CASE(
    "while the disk is full nothing is called saved, people are told, and all of it is saved when there is room") {
  TestRoom room;
  UniqueKeys keys;
  TestClient& chair = room.Join("chair");
  TestClient& noor = room.Join("individual");
  REQUIRE(room.Until([&] { return chair.IsSettled() && noor.IsSettled(); }));
  Type(room, keys, 30);
  REQUIRE(room.Until([&] { return chair.IsSettled() && noor.IsSettled(); }));
  const std::size_t saved = room.ledger.SavedMarks().size();

  // No file of the relay may grow: its writes fail as they do when the disk is full.
  rlimit before{};
  const rlimit full{1, RLIM_INFINITY};
  REQUIRE(prlimit(room.relay.Pid(), RLIMIT_FSIZE, &full, &before) == 0);
  chair.errors.clear();
  PressKey(chair, keys);
  REQUIRE(room.Until([&] { return !chair.errors.empty(); }));
  CHECK(chair.errors[0].code == ErrorCode::kUnavailable);
  Type(room, keys, 50);
  room.GoOn(milliseconds(500));
  CHECK(room.ledger.SavedMarks().size() == saved);
  CHECK(room.relay.IsRunning());

  REQUIRE(prlimit(room.relay.Pid(), RLIMIT_FSIZE, &before, nullptr) == 0);
  RequireEverythingArrives(room);
}

}  // namespace
}  // namespace samsyn
