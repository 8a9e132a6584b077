// The whole relay without sockets, files or threads: sessions and meetings behind the events of a transport. One turn
// is everything that had arrived: it is handled, committed together, and then answered.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "server/clock.h"
#include "server/connection_counts.h"
#include "server/creation.h"
#include "server/guess_limiter.h"
#include "server/meetings.h"
#include "server/session.h"
#include "server/transport.h"

namespace samsyn {

class Relay final : public TransportHandler {
 public:
  // All references outlive the relay.
  Relay(Journal& journal, RelayTransport& transport, const Clock& clock, const Limits& limits, spdlog::logger& log,
        const CreationPolicy& creation = {}, RelayBus* bus = nullptr);

  void OnOpen(ConnectionId connection, std::string_view address) override;
  [[nodiscard]] Reading OnMessage(ConnectionId connection, std::string_view frame) override;
  void OnPong(ConnectionId connection) override;
  void OnClosed(ConnectionId connection) override;
  [[nodiscard]] std::chrono::milliseconds OnTurn() override;
  void OnStop() override;

  [[nodiscard]] std::size_t SessionCount() const { return sessions_.size(); }
  [[nodiscard]] std::size_t MeetingCount() const { return meetings_.Count(); }
  [[nodiscard]] const RelayCounters& Counters() const { return counters_; }
  [[nodiscard]] bool IsStopping() const { return stopping_; }

 private:
  void Settle(Waiting waiting);
  void CloseExpelled();
  void CloseWhileAway();
  CatchingUp PumpReplays();
  void CloseWith(ConnectionId connection, const Error& error, CloseCode code);

  RelayCounters counters_;
  ReplayCache replays_;
  RelayTools tools_;
  const Clock& clock_;
  Meetings meetings_;
  ConnectionCounts counts_;
  GuessLimiter guesses_;
  MeetingCreation creation_;
  std::unordered_map<ConnectionId, Session> sessions_;
  std::unordered_set<ConnectionId> paused_;
  std::chrono::milliseconds checked_time_;
  std::chrono::milliseconds checked_purges_;
  std::optional<std::chrono::milliseconds> away_since_;
  bool stopping_ = false;
};

}  // namespace samsyn
