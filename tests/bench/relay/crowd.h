// The clients of one load, their sockets in one loop, and the server they all talk to.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <vector>

#include "tests/bench/relay/protocol.h"

namespace samsyn::bench {

using Time = std::chrono::steady_clock::time_point;
using std::chrono::steady_clock;

// Nothing a server answers takes longer, unless it never answers.
inline constexpr std::chrono::seconds kPatience{30};

struct ServerProcess {
  std::uint16_t port = 0;
  pid_t id = 0;
  // Of all its threads, in user and kernel mode.
  [[nodiscard]] double CpuSeconds() const;
  [[nodiscard]] std::size_t ResidentBytes() const;
};

class Crowd {
 public:
  // All outlive it.
  Crowd(const ServerProcess& server, Protocol& protocol, LoadListener& listener);
  ~Crowd();
  Crowd(const Crowd&) = delete;
  Crowd& operator=(const Crowd&) = delete;

  // Connects, and returns when they all have joined: kMembers to each of these rooms, or until there are `most`.
  void Join(std::size_t first_room, std::size_t rooms, std::size_t most = SIZE_MAX);
  Client& JoinOne(std::size_t room, std::size_t member);
  void Leave(Client& client);  // the last one that came

  // Handles what arrives, until then at most; returns after a while when something did.
  void Step(Time until);
  // False: it is not so after kPatience.
  [[nodiscard]] bool Until(const std::function<bool()>& so);
  // After the client was sent something.
  void Flush(Client& client);

  [[nodiscard]] std::deque<Client>& Clients() { return clients_; }

 private:
  Client& Open(std::size_t room, std::size_t member);
  void Handle(Client& client);
  void Watch(Client& client, int operation, bool writable);

  const ServerProcess& server_;
  Protocol& protocol_;
  LoadListener& listener_;
  int epoll_ = -1;
  std::deque<Client> clients_;  // in the order they came; addresses stay
};

}  // namespace samsyn::bench
