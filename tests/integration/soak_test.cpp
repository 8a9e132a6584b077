// Many meetings, one after the other, made, held, disturbed and deleted, for as long as SAMSYN_SOAK_MINUTES says
// (./samsyn soak). When nobody is left the relay must be as it was: the same memory, files and disk.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "shared/crypto/invitation.h"
#include "tests/integration/creating.h"
#include "tests/integration/writing.h"

namespace samsyn {
namespace {

namespace fs = std::filesystem;
using std::chrono::steady_clock;

constexpr int kMeetingsAtOnce = 8;
constexpr int kRoundsPerProcess = 12;  // then the relay is killed, and its memory begins anew
constexpr int kWarmUpRounds = 4;
constexpr const char* kPeople[] = {"chair", "individual", "secretary", "relative"};

struct Sample {
  std::size_t memory_kb = 0;
  std::size_t files = 0;
  std::uintmax_t disk_bytes = 0;
};

Sample Look(const RelayProcess& relay) {
  Sample sample;
  const fs::path process = "/proc/" + std::to_string(relay.Pid());
  std::ifstream status(process / "status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) sample.memory_kb = std::strtoul(line.c_str() + 6, nullptr, 10);
  }
  for ([[maybe_unused]] const auto& file : fs::directory_iterator(process / "fd")) ++sample.files;
  for (const auto& file : fs::recursive_directory_iterator(relay.DataDirectory())) {
    if (file.is_regular_file()) sample.disk_bytes += file.file_size();
  }
  return sample;
}

// One meeting with some people in it.
struct Held {
  std::string name;
  std::vector<std::unique_ptr<MemoryPendingStore>> devices;
  std::vector<std::unique_ptr<TestClient>> people;
  Ledger ledger;
  UniqueKeys keys;

  TestClient& Join(TestRoom& room, const char* who, std::uint64_t seed) {
    devices.push_back(std::make_unique<MemoryPendingStore>());
    people.push_back(std::make_unique<TestClient>(
        room.loop, TestClient::Link{room.relay.Url(), name, TestSecret(name, who)}, *devices.back(), ledger, seed));
    return *people.back();
  }
  void Step() {
    for (const auto& person : people) person->Step();
  }
  [[nodiscard]] bool IsSettled() const {
    return std::ranges::all_of(people, [](const auto& person) { return person->IsSettled(); });
  }
};

struct Totals {
  int meetings = 0;
  std::size_t keys = 0;
  int kills = 0;
  int lost_connections = 0;
};

void StepAll(std::vector<std::unique_ptr<Held>>& meetings) {
  for (const auto& meeting : meetings) meeting->Step();
}

void HoldSome(TestRoom& room, SeededRandom& random, Totals& totals) {
  std::vector<std::unique_ptr<Held>> meetings;
  for (int i = 0; i < kMeetingsAtOnce; ++i) {
    auto& meeting = *meetings.emplace_back(std::make_unique<Held>());
    meeting.name = MakeName(random);
    REQUIRE(CreateAt(room, NewMeeting(meeting.name)).kind == CreationOutcome::Kind::kDone);
    for (const char* who : kPeople) meeting.Join(room, who, random.Next());
  }
  const auto all_settled = [&] {
    StepAll(meetings);
    return std::ranges::all_of(meetings, [](const auto& meeting) { return meeting->IsSettled(); });
  };
  REQUIRE(room.Until(all_settled));
  for (int step = 0; step < 100; ++step) {
    for (const auto& meeting : meetings) {
      for (const auto& person : meeting->people) {
        if (random.Chance(40)) PressKey(*person, meeting->keys);
        if (!random.Chance(1)) continue;
        person->LoseConnection();
        ++totals.lost_connections;
      }
      if (random.Chance(2)) Paste(*meeting->people[0], meeting->keys, random.Between(1000, 40'000));
    }
    StepAll(meetings);
    room.GoOn(std::chrono::milliseconds(random.Below(4)));
  }
  REQUIRE(room.Until(all_settled));
  for (const auto& meeting : meetings) {
    totals.keys += meeting->ledger.Written().size();
    ++totals.meetings;
    CHECK(meeting->ledger.SavedMarks() == meeting->ledger.Written());
    REQUIRE(room.Until([&] {
      StepAll(meetings);
      return CountLostOrDoubled(meeting->people.back()->Copy(), meeting->ledger.Written()) == 0;
    }));
    TestClient& person = *meeting->people[1];
    person.Decide(PurgeCommand{});
    REQUIRE(room.Until([&] {
      StepAll(meetings);
      return std::ranges::all_of(meeting->people, [](const auto& left) { return left->ended.has_value(); });
    }));
  }
}

TEST_CASE("soak: meetings come and go, and the relay stays as it was" * doctest::skip()) {
  const char* minutes = std::getenv("SAMSYN_SOAK_MINUTES");
  const auto end =
      steady_clock::now() + std::chrono::seconds(static_cast<int>(60 * std::atof(minutes ? minutes : "1")));
  TestRoom room({"--create-per-hour", "1000000", "--log", "quiet"});
  SeededRandom random(17);
  Totals totals;
  Sample settled;
  Sample most;
  std::printf("%8s %8s %9s %10s %6s %9s\n", "minutes", "meetings", "keys", "memory KB", "files", "disk KB");
  const auto began = steady_clock::now();
  for (int round = 1; steady_clock::now() < end; ++round) {
    HoldSome(room, random, totals);
    // Until the relay has seen that everybody has left.
    room.GoOn(std::chrono::milliseconds(300));
    const Sample now = Look(room.relay);
    const int of_this_process = (round - 1) % kRoundsPerProcess + 1;
    if (of_this_process == kWarmUpRounds) settled = now;
    std::printf("%8.1f %8d %9zu %10zu %6zu %9ju\n",
                std::chrono::duration<double>(steady_clock::now() - began).count() / 60, totals.meetings, totals.keys,
                now.memory_kb, now.files, now.disk_bytes / 1024);
    std::fflush(stdout);
    if (of_this_process > kWarmUpRounds) {
      CAPTURE(round);
      CHECK(now.memory_kb < settled.memory_kb + settled.memory_kb / 5 + 4096);
      CHECK(now.files == settled.files);
      CHECK(now.disk_bytes < settled.disk_bytes + (1U << 20));
    }
    most = {std::max(most.memory_kb, now.memory_kb), std::max(most.files, now.files),
            std::max(most.disk_bytes, now.disk_bytes)};
    if (of_this_process == kRoundsPerProcess) {
      room.relay.Kill();
      room.relay.Start();
      ++totals.kills;
    }
  }
  std::printf("RESULT meetings=%d keys=%zu kills=%d lost_connections=%d memory_kb=%zu files=%zu disk_kb=%ju\n",
              totals.meetings, totals.keys, totals.kills, totals.lost_connections, most.memory_kb, most.files,
              most.disk_bytes / 1024);
}

}  // namespace
}  // namespace samsyn
