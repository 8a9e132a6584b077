// The relays' bus over plain NATS messages: "samsyn.p.<meeting's key>" for presence, "samsyn.relays" for signs of life.
// The format is in README.md. Times are of the steady clock.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "server/nats_link.h"
#include "server/relay_bus.h"

namespace samsyn {

[[nodiscard]] Bytes EncodeBusMessage(const BusMessage& message);
// kMalformed for what no relay sends.
[[nodiscard]] Result<BusMessage> DecodeBusMessage(ByteView bytes);

class NatsBus final : public RelayBus {
 public:
  // `link` outlives the bus; `wake` is called by a thread of libnats when there is something to take.
  NatsBus(NatsLink& link, std::function<void()> wake);
  ~NatsBus() override;

  [[nodiscard]] Status Start();

  void Join(std::string_view meeting) override;
  void Leave(std::string_view meeting) override;
  void Present(std::string_view meeting, std::uint64_t member, std::string_view participant, ByteView payload) override;
  void TellLeft(std::string_view meeting, std::uint64_t member) override;
  [[nodiscard]] std::uint64_t NewMemberNumber() override;
  [[nodiscard]] std::vector<BusMessage> Take() override;

  // For the journal: how much of a document is stored, and what Take has heard of it.
  void TellStored(std::string_view meeting, DocumentKind document, std::uint64_t sequence);
  [[nodiscard]] std::vector<BusMessage> TakeStored() { return std::exchange(stored_, {}); }

 private:
  using Time = std::chrono::steady_clock::time_point;
  struct State;

  [[nodiscard]] NatsSubscriptionHandle Subscribe(const std::string& subject);
  void Publish(const BusMessage& message);
  void SayAlive(Time now);

  NatsLink& link_;
  std::uint64_t relay_;  // this one's number; random
  std::shared_ptr<State> state_;
  NatsSubscriptionHandle signs_of_life_;
  std::map<std::string, NatsSubscriptionHandle, std::less<>> meetings_;
  std::vector<BusMessage> stored_;
  std::unordered_map<std::uint64_t, Time> others_;  // when each was heard last
  Time said_alive_{};
};

}  // namespace samsyn
