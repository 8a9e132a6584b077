// A network as bad as it may be: it loses, doubles, delays and overtakes, and at times parts do not reach each other.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "tests/support/seeded_random.h"

namespace samsyn {

template <typename Message>
class BadNetwork {
 public:
  struct Packet {
    std::size_t from = 0;
    std::size_t to = 0;
    Message message;
  };

  BadNetwork(SeededRandom& random, std::size_t members)
      : random_(random), group_of_(members, 0), loss_(static_cast<unsigned>(random.Below(50))) {}

  void Send(std::size_t from, std::size_t to, const Message& message) {
    if (IsCut(from, to) || (!healed_ && random_.Chance(loss_))) return;
    under_way_.push_back({from, to, message});
    if (!healed_ && random_.Chance(15)) under_way_.push_back({from, to, message});
  }

  [[nodiscard]] bool IsIdle() const { return under_way_.empty(); }

  // Any of those under way, however old.
  [[nodiscard]] Packet Deliver() {
    const std::size_t chosen = random_.Below(under_way_.size());
    std::swap(under_way_[chosen], under_way_.back());
    Packet packet = std::move(under_way_.back());
    under_way_.pop_back();
    return packet;
  }

  // Everybody ends up on one side of a cut; what was on its way across it is lost.
  void Partition() {
    for (std::size_t& group : group_of_) group = random_.Below(2);
    std::erase_if(under_way_, [&](const Packet& packet) { return IsCut(packet.from, packet.to); });
  }
  void Join() { group_of_.assign(group_of_.size(), 0); }
  // From now on everything arrives, though still in any order.
  void Heal() {
    Join();
    healed_ = true;
  }

 private:
  [[nodiscard]] bool IsCut(std::size_t from, std::size_t to) const { return group_of_[from] != group_of_[to]; }

  SeededRandom& random_;
  std::vector<Packet> under_way_;
  std::vector<std::size_t> group_of_;
  unsigned loss_ = 0;
  bool healed_ = false;
};

}  // namespace samsyn
