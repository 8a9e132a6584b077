// Several relays on the same NATS servers, and clients at any of them: the test says what is done, and to whom.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tests/integration/nats_servers.h"
#include "tests/integration/relay_process.h"
#include "tests/integration/test_client.h"
#include "tests/integration/test_meeting.h"

namespace samsyn {

class ClusterRoom {
 public:
  // `nats` outlives the room. The relays know the test meeting `name`.
  ClusterRoom(NatsServers& servers, std::size_t relay_count, std::string name = "rum")
      : nats(servers), name_(std::move(name)) {
    for (std::size_t i = 0; i < relay_count; ++i) {
      relays.push_back(std::make_unique<RelayProcess>(std::vector<Bundle>{MakeTestMeeting(name_)},
                                                      std::vector<std::string>{"--journal", nats.Journal()}));
    }
  }

  TestClient& Join(const std::string& participant, std::size_t relay) {
    const TestClient::Link link{relays[relay]->Url(), name_, TestSecret(name_, participant)};
    devices_.push_back(std::make_unique<MemoryPendingStore>());
    clients.push_back(std::make_unique<TestClient>(loop, link, *devices_.back(), ledger, ++seed_));
    return *clients.back();
  }
  void Crash(TestClient& client) {
    std::erase_if(clients, [&](const auto& other) { return other.get() == &client; });
  }

  void Step() {
    loop.RunOnce(std::chrono::milliseconds(2));
    for (const auto& client : clients) client->Step();
  }
  void GoOn(std::chrono::milliseconds time) {
    const auto end = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < end) Step();
  }
  // False when that takes far too long.
  [[nodiscard]] bool Until(const std::function<bool()>& so, std::chrono::seconds patience = std::chrono::seconds(180)) {
    const auto end = std::chrono::steady_clock::now() + patience;
    while (!so()) {
      if (std::chrono::steady_clock::now() > end) return false;
      Step();
    }
    return true;
  }
  // Everybody has everything, and it is the same.
  void RequireAllTheSame() {
    INFO(Log());
    REQUIRE(Until([&] {
      return std::ranges::all_of(clients, [](const auto& client) { return client->IsSettled(); }) && HaveSameVersions();
    }));
    for (const auto& client : clients) REQUIRE(DescribeMeeting(client->Copy()) == DescribeMeeting(clients[0]->Copy()));
  }
  [[nodiscard]] std::string Log() const {
    std::string text;
    for (const auto& relay : relays) text += "--- a relay\n" + relay->Log();
    return text;
  }
  void Seed(std::uint64_t seed) { seed_ = seed * 1000; }

  NatsServers& nats;
  NativeLoop loop;
  Ledger ledger;
  std::vector<std::unique_ptr<RelayProcess>> relays;

 private:
  std::string name_;
  std::vector<std::unique_ptr<MemoryPendingStore>> devices_;
  std::uint64_t seed_ = 0;

 public:
  std::vector<std::unique_ptr<TestClient>> clients;  // gone first: they use the rest

 private:
  [[nodiscard]] bool HaveSameVersions() {
    for (const auto& client : clients) {
      if (Known(*client) != Known(*clients[0])) return false;
    }
    return true;
  }
  // Of the plan, which everybody may read.
  static std::map<ReplicaId, std::uint64_t> Known(TestClient& client) {
    std::map<ReplicaId, std::uint64_t> known;
    for (const auto& [replica, next] : client.Copy().Of(DocumentKind::kPlan).Version()) {
      if (next > 1) known.emplace(replica, next);
    }
    return known;
  }
};

}  // namespace samsyn
