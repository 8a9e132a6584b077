// A relay, the loop, and the clients of a test: the test says what is done, the room keeps everything going.
#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tests/integration/relay_process.h"
#include "tests/integration/test_client.h"
#include "tests/integration/test_meeting.h"

namespace samsyn {

class TestRoom {
 public:
  // With the test meeting "rum", and others if they are wanted.
  explicit TestRoom(std::vector<std::string> arguments = {}, const std::vector<Bundle>& more = {})
      : relay(Meetings(more), std::move(arguments)) {}

  // A device of this participant of "rum" opens their link. `kept` is what it kept from before.
  TestClient& Join(const std::string& participant, MemoryPendingStore& kept) {
    const TestClient::Link link{relay.Url(), "rum", TestSecret("rum", participant)};
    clients.push_back(std::make_unique<TestClient>(loop, link, kept, ledger, ++seed_));
    return *clients.back();
  }
  TestClient& Join(const std::string& participant) { return Join(participant, NewDevice()); }
  MemoryPendingStore& NewDevice() {
    devices_.push_back(std::make_unique<MemoryPendingStore>());
    return *devices_.back();
  }
  // Its process ends without a word.
  void Crash(TestClient& client) {
    std::erase_if(clients, [&](const auto& other) { return other.get() == &client; });
  }

  // Everything that happens in about that time.
  void GoOn(std::chrono::milliseconds time) {
    const auto end = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < end) Step();
  }
  // Goes on until it is so. False when that takes far too long.
  [[nodiscard]] bool Until(const std::function<bool()>& so, std::chrono::seconds patience = std::chrono::seconds(120)) {
    const auto end = std::chrono::steady_clock::now() + patience;
    while (!so()) {
      if (std::chrono::steady_clock::now() > end) return false;
      Step();
    }
    return true;
  }
  // Everybody has everything, and it is the same.
  void RequireAllTheSame() {
    INFO(relay.Log());
    REQUIRE(Until([&] {
      for (const auto& client : clients) {
        if (!client->IsSettled()) return false;
      }
      return clients.empty() || HaveSameVersions();
    }));
    for (const auto& client : clients) REQUIRE(DescribeMeeting(client->Copy()) == DescribeMeeting(clients[0]->Copy()));
  }
  void Step() {
    loop.RunOnce(std::chrono::milliseconds(2));
    for (const auto& client : clients) client->Step();
  }
  void Seed(std::uint64_t seed) { seed_ = seed * 1000; }

  NativeLoop loop;
  RelayProcess relay;
  Ledger ledger;

 private:
  std::vector<std::unique_ptr<MemoryPendingStore>> devices_;
  std::uint64_t seed_ = 0;

 public:
  std::vector<std::unique_ptr<TestClient>> clients;  // gone first: they use the rest

 private:
  static std::vector<Bundle> Meetings(std::vector<Bundle> more) {
    more.push_back(MakeTestMeeting("rum"));
    return more;
  }
  [[nodiscard]] bool HaveSameVersions() {
    for (const auto& client : clients) {
      for (int kind = 0; kind < kDocumentKindCount; ++kind) {
        const auto document = static_cast<DocumentKind>(kind);
        if (!client->MayRead(document) || !clients[0]->MayRead(document)) continue;
        if (Known(*client, document) != Known(*clients[0], document)) return false;
      }
    }
    return true;
  }
  static std::map<ReplicaId, std::uint64_t> Known(TestClient& client, DocumentKind document) {
    std::map<ReplicaId, std::uint64_t> known;
    for (const auto& [replica, next] : client.Copy().Of(document).Version()) {
      if (next > 1) known.emplace(replica, next);
    }
    return known;
  }
};

}  // namespace samsyn
