// Relays and NATS servers are killed while people write: what was said saved is there, once, whoever is asked.
//
// SAMSYN_KILL_RUNS=N makes the cluster's test do N seeded runs instead of a few, and SAMSYN_KILL_SEED=S begins with
// that seed: SAMSYN_KILL_RUNS=1000 ./samsyn test integration killed
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "server/nats_link.h"
#include "tests/integration/cluster_room.h"
#include "tests/integration/writing.h"

namespace samsyn {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

struct Totals {
  std::size_t runs = 0;
  std::size_t keys = 0;
  std::size_t relays_killed = 0;
  std::size_t servers_killed = 0;
  std::size_t leaders_killed = 0;
  std::size_t servers_frozen = 0;
  std::size_t quorums_lost = 0;
  std::size_t unsaved_at_faults = 0;
  std::size_t saved_before_last_fault = 0;
};

std::size_t NumberFrom(const char* variable, std::size_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : static_cast<std::size_t>(std::strtoull(text, nullptr, 10));
}

// Whoever leads the stream of updates now; nobody when none does.
std::optional<std::size_t> LeaderOf(const NatsServers& nats) {
  NatsSettings settings;
  settings.servers = nats.Urls();
  const Result<std::unique_ptr<NatsLink>> link = NatsLink::Connect(settings);
  if (!link) return std::nullopt;
  const Result<nlohmann::json> info = link.Value()->Ask("STREAM.INFO.SAMSYN", nlohmann::json::object());
  if (!info) return std::nullopt;
  const std::string name = info.Value().value("cluster", nlohmann::json::object()).value("leader", "");
  if (name.size() < 2) return std::nullopt;
  return static_cast<std::size_t>(std::stoul(name.substr(1)));
}

class KillRun {
 public:
  KillRun(NatsServers& nats, std::uint64_t seed, Totals& totals)
      : nats_(nats),
        random_(seed),
        totals_(totals),
        room_(nats, random_.Chance(70) ? 2 : 3, "rum " + std::to_string(seed)) {
    room_.Seed(seed);
    for (const char* participant : {"chair", "individual", "secretary"}) room_.Join(participant, AnyRelay());
  }

  void Go() {
    REQUIRE(room_.Until(
        [&] { return std::ranges::all_of(room_.clients, [](const auto& client) { return client->IsSettled(); }); }));
    for (std::size_t faults = random_.Between(1, 3); faults > 0; --faults) {
      Type(random_.Between(5, 60));
      for (const auto& client : room_.clients) totals_.unsaved_at_faults += client->Session().UnsavedCount();
      saved_before_ = room_.ledger.SavedMarks();
      Break();
      Type(random_.Between(5, 60));
      Mend();
    }
    RequireNothingLost();
    ++totals_.runs;
    totals_.keys += room_.ledger.Written().size();
    totals_.saved_before_last_fault += saved_before_.size();
  }

 private:
  std::size_t AnyRelay() { return random_.Below(room_.relays.size()); }

  void Type(std::size_t steps) {
    for (; steps > 0; --steps) {
      for (const auto& client : room_.clients) {
        if (random_.Chance(40)) PressKey(*client, keys_);
      }
      MoveTheHomeless();
      room_.Step();
    }
  }

  // As a proxy in front of the relays would.
  void MoveTheHomeless() {
    for (const auto& client : room_.clients) {
      const std::size_t relay = AnyRelay();
      if (!client->IsOnline() && room_.relays[relay]->IsRunning()) client->MoveTo(room_.relays[relay]->Url());
    }
  }

  void Break() {
    const std::size_t what = random_.Below(100);
    if (what < 40) {
      broken_relay_ = AnyRelay();
      room_.relays[*broken_relay_]->Kill();
      ++totals_.relays_killed;
    } else if (what < 60) {
      KillServer(random_.Below(nats_.Count()));
    } else if (what < 75) {
      const std::optional<std::size_t> leader = LeaderOf(nats_);
      KillServer(leader.value_or(0));
      if (leader) ++totals_.leaders_killed;
    } else if (what < 85) {
      frozen_ = random_.Below(nats_.Count());
      nats_.Freeze(*frozen_);
      ++totals_.servers_frozen;
    } else if (what < 95) {
      broken_relay_ = AnyRelay();
      room_.relays[*broken_relay_]->Kill();
      KillServer(random_.Below(nats_.Count()));
      ++totals_.relays_killed;
    } else {
      const std::size_t spared = random_.Below(nats_.Count());
      for (std::size_t i = 0; i < nats_.Count(); ++i) {
        if (i != spared || nats_.Count() == 1) KillServer(i);
      }
      ++totals_.quorums_lost;
    }
  }

  void KillServer(std::size_t index) {
    nats_.Kill(index);
    ++totals_.servers_killed;
  }

  void Mend() {
    for (std::size_t i = 0; i < nats_.Count(); ++i) {
      if (!nats_.IsRunning(i)) nats_.Start(i);
    }
    if (frozen_) nats_.Thaw(*frozen_);
    frozen_.reset();
    if (broken_relay_) room_.relays[*broken_relay_]->Start();
    broken_relay_.reset();
  }

  void RequireNothingLost() {
    const auto settled = [&] {
      MoveTheHomeless();
      return std::ranges::all_of(room_.clients, [](const auto& client) { return client->IsSettled(); });
    };
    {
      INFO(room_.Log());
      REQUIRE(room_.Until(settled));
    }
    room_.RequireAllTheSame();
    CHECK(room_.ledger.SavedMarks() == room_.ledger.Written());
    // Every relay, asked by somebody who knows nothing yet, after it has been started anew and knows nothing either.
    for (std::size_t i = 0; i < room_.relays.size(); ++i) {
      room_.relays[i]->Kill();
      room_.relays[i]->Start();
      TestClient& fresh = room_.Join("observer", i);
      REQUIRE(room_.Until([&] { return fresh.IsSettled(); }));
      CHECK(CountLostOrDoubled(fresh.Copy(), room_.ledger.Written()) == 0);
      CHECK(DescribeMeeting(fresh.Copy()) == DescribeMeeting(room_.clients[0]->Copy()));
      room_.Crash(fresh);
    }
  }

  NatsServers& nats_;
  SeededRandom random_;
  Totals& totals_;
  ClusterRoom room_;
  UniqueKeys keys_;
  std::set<std::string> saved_before_;
  std::optional<std::size_t> broken_relay_;
  std::optional<std::size_t> frozen_;
};

void RunKills(std::size_t servers, std::size_t runs, std::uint64_t first_seed) {
  NatsServers nats(servers);
  Totals totals;
  const auto begin = steady_clock::now();
  for (std::uint64_t seed = first_seed; seed < first_seed + runs; ++seed) {
    INFO("seed " << seed << " with " << servers << " servers");
    KillRun(nats, seed, totals).Go();
  }
  CHECK(totals.unsaved_at_faults > 0);
  CHECK(totals.saved_before_last_fault > 0);
  MESSAGE(totals.runs << " runs in "
                      << std::chrono::duration_cast<std::chrono::seconds>(steady_clock::now() - begin).count() << " s, "
                      << totals.keys << " keys, none lost, none twice; killed: " << totals.relays_killed << " relays, "
                      << totals.servers_killed << " servers, " << totals.leaders_killed << " of them leaders, "
                      << totals.servers_frozen << " frozen, " << totals.quorums_lost << " quorums lost; "
                      << totals.unsaved_at_faults << " updates unsaved at a fault");
}

TEST_CASE("relays and their only NATS server are killed while three write, and nothing acknowledged is lost") {
  RunKills(1, NumberFrom("SAMSYN_KILL_RUNS", 6), NumberFrom("SAMSYN_KILL_SEED", 1));
}

TEST_CASE("relays, servers and leaders of a NATS cluster are killed while three write, and nothing is lost") {
  RunKills(3, NumberFrom("SAMSYN_KILL_RUNS", 4), NumberFrom("SAMSYN_KILL_SEED", 1));
}

}  // namespace
}  // namespace samsyn
