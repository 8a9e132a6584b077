// What the load generator says to a server and understands of its answers, for each of the protocols it speaks. Rooms
// have kMembers members; a client is a member of a room through one connection.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "shared/base/bytes.h"
#include "tests/bench/relay/web_socket.h"

namespace samsyn::bench {

inline constexpr std::size_t kMembers = 6;

// What a protocol holds of one client.
struct Conversation {
  virtual ~Conversation() = default;
};

struct Client {
  std::size_t room = 0;    // its number in the server, not in the load
  std::size_t member = 0;  // 0 … kMembers - 1
  std::unique_ptr<WebSocket> socket;
  std::unique_ptr<Conversation> conversation;
  bool has_joined = false;  // has everything the room had
};

// Who wrote it (room * kMembers + member) and which of theirs it is, from 0 on.
struct Edit {
  std::size_t author = 0;
  std::size_t number = 0;
};

class LoadListener {
 public:
  virtual ~LoadListener() = default;
  virtual void Delivered(Client& to, Edit edit) = 0;
  // Everything of the client's own up to this one is stored.
  virtual void Acknowledged(Client& from, std::size_t number) = 0;
};

class Protocol {
 public:
  virtual ~Protocol() = default;
  [[nodiscard]] virtual std::string PathOf(std::size_t room) const = 0;
  // The connection is open: the first words.
  virtual void Greet(Client& client) = 0;
  virtual void Receive(Client& client, ByteView message, LoadListener& listener) = 0;
  // Makes so many edits of a client that has joined, before any clock runs.
  virtual void Prepare(Client& client, std::size_t edits) = 0;
  virtual void SendEdit(Client& client, std::size_t number) = 0;
  // Does the server say when an edit is stored? Then it counts as done when it is.
  [[nodiscard]] virtual bool Acknowledges() const = 0;
  // Updates in what a client was sent before it had joined.
  [[nodiscard]] virtual std::size_t CaughtUpWith(const Client& client) const = 0;
};

}  // namespace samsyn::bench
