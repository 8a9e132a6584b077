// A meeting with somebody hostile in it, and the neighbours, who must not notice anything.
#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "tests/integration/test_room.h"
#include "tests/integration/writing.h"
#include "tests/server/raw_client.h"

namespace samsyn {

// In another meeting of the same relay.
class Neighbour {
 public:
  explicit Neighbour(TestRoom& room)
      : room_(room),
        chair_(room.loop, {room.relay.Url(), "granne", TestSecret("granne", "chair")}, devices_[0], ledger_, 71),
        noor_(room.loop, {room.relay.Url(), "granne", TestSecret("granne", "individual")}, devices_[1], ledger_, 72) {
    RequireWorks();
  }
  void Step() {
    chair_.Step();
    noor_.Step();
  }
  // What the one writes reaches the other, on the connection it has had from the start.
  void RequireWorks() {
    const auto everything = [&] {
      Step();
      return chair_.IsSettled() && noor_.IsSettled() && chair_.Copy().Agenda().size() == kTestAgendaItems &&
             AllNotes(chair_.Copy()) == AllNotes(noor_.Copy());
    };
    REQUIRE(room_.Until(everything));
    PressKey(chair_, keys_);
    Step();
    REQUIRE(room_.Until(everything));
    CHECK(CountLostOrDoubled(noor_.Copy(), ledger_.Written()) == 0);
    CHECK(chair_.welcomes == 1);
    CHECK(noor_.welcomes == 1);
  }
  // From a key of the one to the text of the other.
  std::chrono::microseconds MeasureLatency() {
    const auto began = std::chrono::steady_clock::now();
    const std::size_t before = noor_.updates_received;
    PressKey(chair_, keys_);
    REQUIRE(room_.Until([&] {
      Step();
      return noor_.updates_received > before;
    }));
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - began);
  }

 private:
  TestRoom& room_;
  UniqueKeys keys_;
  Ledger ledger_;
  MemoryPendingStore devices_[2];
  TestClient chair_;
  TestClient noor_;
};

struct HostileRoom {
  explicit HostileRoom(const std::vector<std::string>& arguments = {}) : room(arguments, {MakeTestMeeting("granne")}) {}
  // A hostile participant has a valid link, too.
  std::unique_ptr<RawClient> Enter(const std::string& participant = "invited",
                                   const std::vector<Subscription>& subscriptions = {}) {
    auto client = std::make_unique<RawClient>(room.relay.Port());
    REQUIRE(client->Upgrade() == "HTTP/1.1 101 Switching Protocols");
    client->Say(HelloFrame{kProtocolVersion, "rum", TestToken("rum", participant), subscriptions});
    REQUIRE(client->HearFrame<WelcomeFrame>(std::chrono::seconds(60)));
    return client;
  }
  TestRoom room;
  Neighbour neighbour{room};
};

}  // namespace samsyn
