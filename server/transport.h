// The relay's view of its connections: who is there, what they said, and a way to answer. One thread calls everything.
//
// A transport calls its handler; the handler answers through the transport. Frames are opaque bytes in a string_view
// (this header is also read by a file compiled as C++17, which has no span).
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace samsyn {

// Never reused while the process lives.
using ConnectionId = std::uint64_t;

// WebSocket close codes (RFC 6455, 7.4.1).
enum class CloseCode : std::uint16_t {
  kNormal = 1000,
  kGoingAway = 1001,
  kUnsupportedData = 1003,
  kPolicyViolation = 1008,
  kInternalError = 1011,
  kTryAgainLater = 1013,
};

enum class Reading { kContinue, kPause };

class RelayTransport {
 public:
  virtual ~RelayTransport() = default;

  // One frame to any number of connections; those that are gone are skipped. A connection whose send queue passes its
  // limit is dropped.
  virtual void Send(std::string_view frame, const std::vector<ConnectionId>& receivers) = 0;
  // After what was already sent. The handler hears OnClosed when it has happened.
  virtual void Close(ConnectionId connection, CloseCode code, std::string_view reason) = 0;
  virtual void Ping(ConnectionId connection) = 0;
  // Undoes Reading::kPause. Called from OnTurn only.
  virtual void ResumeReading(ConnectionId connection) = 0;
  // Bytes sent that have not left for the network yet.
  [[nodiscard]] virtual std::size_t QueuedBytes(ConnectionId connection) const = 0;
};

class TransportHandler {
 public:
  virtual ~TransportHandler() = default;

  // `address` is what limits for one address are counted for (server/remote_address.h).
  virtual void OnOpen(ConnectionId connection, std::string_view address) = 0;
  [[nodiscard]] virtual Reading OnMessage(ConnectionId connection, std::string_view frame) = 0;
  // The answer to a Ping.
  virtual void OnPong(ConnectionId connection) = 0;
  // Exactly once for every OnOpen, and nothing about this connection after it.
  virtual void OnClosed(ConnectionId connection) = 0;
  // Everything that was waiting has been handed over: the moment to commit and to answer. Returns how long the next
  // turn may wait if nothing arrives.
  [[nodiscard]] virtual std::chrono::milliseconds OnTurn() = 0;
  // The process is asked to end: commit, say goodbye and close every connection.
  virtual void OnStop() = 0;
};

}  // namespace samsyn
