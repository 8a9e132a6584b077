#include "server/background_journal.h"

#include <doctest/doctest.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/server/relay_bench.h"

namespace samsyn {
namespace {

// A relay whose disk takes as long as the test wants.
class SlowDisk {
 public:
  SlowDisk() {
    bench.journal->before_append = [this] {
      std::unique_lock lock(mutex_);
      ++waiting_;
      changed_.notify_all();
      changed_.wait(lock, [this] { return allowed_ > 0; });
      --allowed_;
    };
    background.WakeWith([this] {
      const std::lock_guard lock(mutex_);
      ++over_;
      changed_.notify_all();
    });
    bench.RestartWith(background);
  }
  ~SlowDisk() {
    Allow(1000);  // whatever is still to be written
    bench.relay.reset();
  }

  void Allow(int commits) {
    const std::lock_guard lock(mutex_);
    allowed_ += commits;
    changed_.notify_all();
  }
  void AllowSoon() {
    helper_ = std::jthread([this] {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      Allow(1);
    });
  }
  // Their first words are on their way to the disk.
  void BeginToWrite(ConnectionId who) {
    bench.Append(who, 1, 1, "one");
    bench.Turn();
    AwaitBegun(1);
  }
  // The commit that is under way, and the one after it.
  void FinishBoth() {
    Allow(2);
    for (int over = 1; over <= 2; ++over) {
      AwaitOver(over);
      bench.Turn();
    }
  }
  // Until the disk has been asked for so many commits, or has done as many.
  void AwaitBegun(int commits) { Await(waiting_, commits); }
  void AwaitOver(int commits) { Await(over_, commits); }

 private:
  void Await(const int& count, int wanted) {
    std::unique_lock lock(mutex_);
    REQUIRE(changed_.wait_for(lock, std::chrono::seconds(60), [&] { return count >= wanted; }));
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  int allowed_ = 0;
  int waiting_ = 0;
  int over_ = 0;

 public:
  RelayBench bench;
  BackgroundJournal background{*bench.journal};

 private:
  std::jthread helper_;
};

std::vector<std::uint64_t> AckedBy(RelayBench& bench, ConnectionId connection) {
  std::vector<std::uint64_t> counters;
  for (const AckFrame& ack : bench.Take<AckFrame>(connection)) counters.push_back(ack.counter);
  return counters;
}

}  // namespace

TEST_CASE("while the disk is written the relay goes on, and says nothing of what is not on it") {
  SlowDisk disk;
  RelayBench& bench = disk.bench;
  const ConnectionId anna = bench.Join("anna");
  const ConnectionId noor = bench.Join("noor");
  disk.BeginToWrite(anna);
  bench.Append(anna, 1, 2, "two");
  bench.Append(noor, 2, 1, "three");
  bench.Say(noor, PresenceFrame{{7}});
  for (int turn = 0; turn < 3; ++turn) bench.Turn();
  CHECK(bench.Take<PresenceFromFrame>(anna).size() == 1);
  CHECK(AckedBy(bench, anna).empty());
  CHECK(bench.TakeTexts(noor).empty());
  CHECK(bench.journal->commits == 0);

  disk.Allow(1);
  disk.AwaitOver(1);
  bench.Turn();
  CHECK(AckedBy(bench, anna) == std::vector<std::uint64_t>{1});
  CHECK(bench.TakeTexts(noor) == std::vector<std::string>{"one"});

  disk.Allow(1);
  disk.AwaitOver(2);
  bench.Turn();
  CHECK(AckedBy(bench, anna) == std::vector<std::uint64_t>{2});
  CHECK(AckedBy(bench, noor) == std::vector<std::uint64_t>{1});
  CHECK(bench.TakeTexts(noor) == std::vector<std::string>{"two"});
  CHECK(bench.TakeTexts(anna) == std::vector<std::string>{"three"});
  CHECK(bench.journal->commits == 2);
}

TEST_CASE("who comes while the disk is written gets everything once, in order") {
  SlowDisk disk;
  RelayBench& bench = disk.bench;
  const ConnectionId anna = bench.Join("anna");
  disk.BeginToWrite(anna);
  const ConnectionId noor = bench.Greet("noor");
  bench.Append(anna, 1, 2, "two");
  bench.Turn();
  CHECK(bench.TakeTexts(noor).empty());
  disk.FinishBoth();
  CHECK(bench.TakeTexts(noor) == std::vector<std::string>{"one", "two"});
}

TEST_CASE("what somebody wrote who has gone meanwhile is stored, and their meeting is there for the next one") {
  SlowDisk disk;
  RelayBench& bench = disk.bench;
  const ConnectionId anna = bench.Join("anna");
  disk.BeginToWrite(anna);
  bench.Append(anna, 1, 2, "two");
  bench.Vanish(anna);
  bench.Turn();
  disk.FinishBoth();
  CHECK(bench.At(anna).frames.empty());
  const ConnectionId noor = bench.Greet("noor");
  bench.Turn();
  CHECK(bench.TakeTexts(noor) == std::vector<std::string>{"one", "two"});
}

TEST_CASE("a meeting that is deleted while the disk is written is gone, and nobody hears more of it") {
  SlowDisk disk;
  RelayBench& bench = disk.bench;
  const ConnectionId anna = bench.Join("anna");
  const ConnectionId noor = bench.Join("noor");
  bench.Append(noor, 2, 1, "one");
  bench.Turn();
  disk.AwaitBegun(1);
  bench.Append(noor, 2, 2, "two");
  disk.AllowSoon();
  bench.Say(anna, CommandFrame{1, PurgeCommand{}});
  bench.Turn();
  CHECK(bench.At(noor).closed);
  CHECK(AckedBy(bench, noor).empty());
  CHECK(bench.TakeTexts(anna).empty());
  CHECK(disk.background.FindMeeting("noor").GetError().code == ErrorCode::kNotFound);
}

TEST_CASE("when the disk fails behind the relay's back, those who wrote are told to send again") {
  SlowDisk disk;
  RelayBench& bench = disk.bench;
  const ConnectionId anna = bench.Join("anna");
  const ConnectionId noor = bench.Join("noor");
  bench.journal->fails = true;
  bench.Append(anna, 1, 1, "one");
  bench.Turn();
  disk.AwaitOver(1);
  bench.journal->fails = false;
  bench.Turn();
  CHECK(bench.At(anna).closed);
  CHECK(bench.At(anna).code == CloseCode::kTryAgainLater);
  CHECK_FALSE(bench.At(noor).closed);
  CHECK(bench.TakeTexts(noor).empty());
}

TEST_CASE("a relay that is stopped while the disk is written answers everything first") {
  SlowDisk disk;
  RelayBench& bench = disk.bench;
  const ConnectionId anna = bench.Join("anna");
  disk.BeginToWrite(anna);
  bench.Append(anna, 1, 2, "two");
  disk.Allow(2);
  bench.relay->OnStop();
  CHECK(AckedBy(bench, anna) == std::vector<std::uint64_t>{1, 2});
  CHECK(bench.At(anna).closed);
}

}  // namespace samsyn
