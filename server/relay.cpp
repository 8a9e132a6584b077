#include "server/relay.h"

#include <spdlog/logger.h>

#include <algorithm>
#include <utility>

namespace samsyn {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kTimeCheck{1000};     // how often silence is looked for
constexpr milliseconds kPurgeCheck{60'000};  // how often meetings are looked for that are to be deleted
constexpr milliseconds kReadersCheck{5};     // while somebody who catches up reads slower than the relay could send
constexpr milliseconds kResumeCheck{50};     // while somebody is slowed down
constexpr milliseconds kAwayPatience{3000};  // until everybody is told that the journal is away

}  // namespace

Relay::Relay(Journal& journal, RelayTransport& transport, const Clock& clock, const Limits& limits, spdlog::logger& log,
             const CreationPolicy& creation, RelayBus* bus)
    : replays_(limits.replay_cache_bytes),
      tools_{journal, transport, limits, log, clock, counters_, replays_, bus},
      clock_(clock),
      meetings_(tools_),
      guesses_(limits),
      creation_(tools_, guesses_, creation),
      checked_time_(clock.Now()),
      checked_purges_(clock.Now()) {
  meetings_.PurgeDue();
}

void Relay::OnOpen(ConnectionId connection, std::string_view address) {
  ++counters_.connections_opened;
  ConnectionCounts::Place place = counts_.Take(std::string(address));
  const std::size_t from_there = counts_.From(place.Address());
  Session& session =
      sessions_
          .try_emplace(connection, connection, std::move(place), meetings_, guesses_, creation_, tools_, clock_.Now())
          .first->second;
  if (stopping_) {
    session.CloseWith({ErrorCode::kUnavailable, "the relay is stopping"}, CloseCode::kGoingAway);
  } else if (sessions_.size() > tools_.limits.connections) {
    session.CloseWith({ErrorCode::kTooMany, "the relay has as many connections as it may"}, CloseCode::kTryAgainLater);
  } else if (from_there > tools_.limits.connections_per_address) {
    // What comes through a proxy gets here; everybody else is turned away by the transport.
    session.CloseWith({ErrorCode::kTooMany, "there are as many connections from this address as there may be"},
                      CloseCode::kTryAgainLater);
  }
}

Reading Relay::OnMessage(ConnectionId connection, std::string_view frame) {
  const auto session = sessions_.find(connection);
  if (session == sessions_.end()) return Reading::kContinue;
  ++counters_.frames_received;
  counters_.bytes_received += frame.size();
  const Reading reading = session->second.Receive(frame, clock_.Now());
  CloseExpelled();
  if (reading == Reading::kPause) paused_.insert(connection);
  return reading;
}

void Relay::OnPong(ConnectionId connection) {
  const auto session = sessions_.find(connection);
  if (session != sessions_.end()) session->second.HearPong(clock_.Now());
}

void Relay::OnClosed(ConnectionId connection) {
  const auto session = sessions_.find(connection);
  if (session == sessions_.end()) return;
  session->second.Leave();
  sessions_.erase(session);
  paused_.erase(connection);
  tools_.log.debug("connection {} is gone", connection);
}

milliseconds Relay::OnTurn() {
  meetings_.HearOthers();
  CloseWhileAway();
  meetings_.CheckTime();
  if (clock_.Now() - checked_purges_ >= kPurgeCheck) {
    checked_purges_ = clock_.Now();
    meetings_.PurgeDue();
  }
  // Before the commit, so that nobody hears of what they may not read any more.
  CloseExpelled();
  Settle(Waiting::kNot);
  CatchingUp catching_up = CatchingUp::kNobody;
  bool log_waits = false;
  // While a commit is under way the journal would make everybody wait. Its end is a turn of its own.
  if (!meetings_.IsCommitting()) {
    catching_up = PumpReplays();
    log_waits = meetings_.FlushDueLog();
    meetings_.BeginCommit();
    Settle(Waiting::kNot);
  }
  meetings_.LetGo();

  const milliseconds now = clock_.Now();
  std::erase_if(paused_, [&](ConnectionId connection) {
    if (!sessions_.at(connection).MayReadOn(now)) return false;
    tools_.transport.ResumeReading(connection);
    return true;
  });
  if (now - checked_time_ >= kTimeCheck) {
    checked_time_ = now;
    for (auto& [connection, session] : sessions_) session.CheckTime(now);
  }

  if (catching_up == CatchingUp::kReading) return milliseconds(0);
  milliseconds wait = log_waits ? milliseconds(AccessLog::kLongestWait) : kTimeCheck;
  if (!paused_.empty()) wait = kResumeCheck;
  if (catching_up == CatchingUp::kWaiting) wait = kReadersCheck;
  return wait;
}

void Relay::OnStop() {
  stopping_ = true;
  // As in a turn: whoever may read no more since the last one does not get the last updates either.
  meetings_.CheckTime();
  CloseExpelled();
  Settle(Waiting::kUntilDone);
  meetings_.BeginCommit();
  Settle(Waiting::kUntilDone);
  for (auto& [connection, session] : sessions_) {
    session.CloseWith({ErrorCode::kUnavailable, "the relay is stopping"}, CloseCode::kGoingAway);
  }
  meetings_.FlushLog();
}

// Who stayed would be shown that all is well, though nothing is saved and nothing of the others arrives.
void Relay::CloseWhileAway() {
  if (!tools_.journal.IsAway()) {
    away_since_.reset();
    return;
  }
  if (!away_since_) away_since_ = clock_.Now();
  if (clock_.Now() - *away_since_ < kAwayPatience) return;
  for (auto& [connection, session] : sessions_) {
    session.CloseWith({ErrorCode::kUnavailable, "the relay can neither read nor store anything now"},
                      CloseCode::kTryAgainLater);
  }
}

void Relay::CloseExpelled() {
  for (const Expulsion& expulsion : meetings_.TakeExpelled()) {
    const auto session = sessions_.find(expulsion.connection);
    if (session != sessions_.end()) session->second.CloseWith(DenialFor(expulsion.reason));
  }
}

void Relay::Settle(Waiting waiting) {
  for (const ConnectionId connection : meetings_.Settle(waiting)) {
    CloseWith(connection, {ErrorCode::kUnavailable, "the relay could not save this; it must be sent again"},
              CloseCode::kTryAgainLater);
  }
}

CatchingUp Relay::PumpReplays() {
  std::vector<ConnectionId> unreadable;
  const CatchingUp answer = meetings_.PumpReplays(unreadable);
  for (const ConnectionId connection : unreadable) {
    CloseWith(connection, {ErrorCode::kUnavailable, "the relay cannot read this document now"},
              CloseCode::kInternalError);
  }
  return answer;
}

void Relay::CloseWith(ConnectionId connection, const Error& error, CloseCode code) {
  const auto session = sessions_.find(connection);
  if (session != sessions_.end()) session->second.CloseWith(error, code);
}

}  // namespace samsyn
