#include "server/replay_cache.h"

#include <string>

#include "tests/server/relay_bench.h"

namespace samsyn {
namespace {

std::vector<std::string> Numbers(int first, int last) {
  std::vector<std::string> numbers;
  for (int i = first; i <= last; ++i) numbers.push_back(std::to_string(i));
  return numbers;
}

// Numbered updates of a thousand bytes or so, from `first` on; their texts are in the answer.
std::vector<std::string> WriteMany(RelayBench& bench, ConnectionId from, int first, int last) {
  std::vector<std::string> texts;
  for (const std::string& number : Numbers(first, last)) {
    texts.push_back(number + std::string(1000, '.'));
    bench.Append(from, 1, static_cast<std::uint64_t>(std::stoi(number)), texts.back());
  }
  bench.Turn();
  return texts;
}

// Everything of the plan, as somebody new is sent it.
std::vector<std::string> ReadAnew(RelayBench& bench, std::uint64_t after = 0) {
  const ConnectionId reader = bench.Open();
  bench.Say(reader, HelloFrame{kProtocolVersion, "noor", "olle of noor", {{DocumentKind::kPlan, after}}});
  for (int i = 0; i < 20; ++i) bench.Turn();
  std::vector<std::string> texts;
  std::vector<bool> caught_up;
  for (const UpdatesFrame& frame : bench.Take<UpdatesFrame>(reader)) {
    caught_up.push_back(frame.caught_up);
    for (const StoredUpdate& update : frame.updates) texts.emplace_back(AsText(update.payload));
  }
  REQUIRE_FALSE(caught_up.empty());
  // The last one says so, and no other.
  for (std::size_t i = 0; i < caught_up.size(); ++i) CHECK(caught_up[i] == (i + 1 == caught_up.size()));
  bench.Vanish(reader);
  bench.Turn();
  return texts;
}

TEST_CASE("who comes second is sent the same without the journal being read") {
  RelayBench bench;
  const ConnectionId anna = bench.Join("anna");
  const std::vector<std::string> texts = WriteMany(bench, anna, 1, 700);
  CHECK(ReadAnew(bench) == texts);
  const int reads = bench.journal->reads;
  CHECK(reads > 1);
  CHECK(ReadAnew(bench) == texts);
  CHECK(bench.journal->reads == reads);
}

TEST_CASE("what is written after somebody has read is there for the next one, once and in order") {
  RelayBench bench;
  const ConnectionId anna = bench.Join("anna");
  std::vector<std::string> texts;
  for (int i = 0; i < 12; ++i) {
    const std::vector<std::string> more = WriteMany(bench, anna, 1 + 97 * i, 97 * (i + 1));
    texts.insert(texts.end(), more.begin(), more.end());
    CHECK(ReadAnew(bench) == texts);
    const std::size_t known = texts.size() / 3;
    CHECK(ReadAnew(bench, known) ==
          std::vector<std::string>(texts.begin() + static_cast<std::ptrdiff_t>(known), texts.end()));
  }
}

TEST_CASE("a cache that is too small for anything only costs time") {
  Limits limits;
  limits.replay_cache_bytes = 1;
  RelayBench bench(limits);
  const ConnectionId anna = bench.Join("anna");
  const std::vector<std::string> texts = WriteMany(bench, anna, 1, 700);
  CHECK(ReadAnew(bench) == texts);
  CHECK(ReadAnew(bench) == texts);
}

TEST_CASE("the cache keeps what was asked for last, within its bound, and forgets a room altogether") {
  RelayBench bench;
  ReplayCache replays(1000);
  Limits limits;
  const std::shared_ptr<spdlog::logger> log = MakeSilentLog();
  RelayCounters counters;
  const RelayTools tools{*bench.journal, bench.transport, limits, *log, bench.clock, counters, replays};
  StorageBudget budget(0, 1000);
  const std::string meeting = "noor";
  const Room gone(tools, meeting, DocumentKind::kVoice, 0, budget);
  {
    const Room room(tools, meeting, DocumentKind::kPlan, 0, budget);
    for (std::uint64_t after : {0, 10, 20, 30}) replays.Keep(room, after, {after + 10, true, Bytes(250)});
    REQUIRE(replays.Find(room, 0) != nullptr);
    CHECK(replays.Find(room, 0)->last == 10);
    CHECK(replays.Find(room, 5) == nullptr);
    CHECK(replays.Find(gone, 0) == nullptr);
    replays.Keep(gone, 0, {4, false, Bytes(100)});
    CHECK(replays.Find(room, 10) == nullptr);  // asked for longest ago
    CHECK(replays.Find(room, 0) != nullptr);
    CHECK(replays.Size() == 850);
    replays.Keep(gone, 0, {5, false, Bytes(120)});
    CHECK(replays.Find(gone, 0)->last == 5);
    CHECK(replays.Size() == 870);
    replays.Keep(gone, 0, {6, false, Bytes(1001)});
    CHECK(replays.Find(gone, 0) == nullptr);
    CHECK(replays.Size() == 750);
    replays.Keep(gone, 7, {8, false, Bytes(50)});
  }
  CHECK(replays.Size() == 50);
  CHECK(replays.Find(gone, 7) != nullptr);
}

}  // namespace
}  // namespace samsyn
