// The network of the relay's fuzzer: it looks at every frame the relay sends, and knows from what is stored and from
// what each connection was told before whether it may be sent. It shares the rules (MayRead) with the relay and nothing
// else: who is told what and when is found out anew from the journal's own storage.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "server/clock.h"
#include "server/transport.h"
#include "shared/wire/frames.h"
#include "tests/fuzz/relay_script.h"
#include "tests/support/memory_journal.h"

namespace samsyn {

class ScriptClock final : public Clock {
 public:
  [[nodiscard]] std::chrono::milliseconds Now() const override { return now; }
  [[nodiscard]] std::int64_t UnixTime() const override { return unix_time; }
  std::chrono::milliseconds now{1'000'000};
  std::int64_t unix_time = kScriptBegins;
};

class RelayWatch final : public RelayTransport {
 public:
  // What one connection has said and was told.
  struct Peer {
    bool closed = false;  // by the relay
    bool ended = false;   // an Error frame or a Created frame was sent
    bool created = false;
    bool paused = false;
    std::size_t queued = 0;
    std::string meeting;
    TokenHash token_hash{};
    std::string participant;  // after Welcome
    std::uint64_t number = 0;
    std::optional<MeetingAccess> access;
    std::array<bool, kDocumentKindCount> following{};
    std::array<std::uint64_t, kDocumentKindCount> reached{};  // the last sequence number
    std::vector<AppendFrame> pending;                         // neither acknowledged nor refused
    std::set<std::tuple<DocumentKind, ReplicaId, std::uint64_t>> sent;
    std::set<std::uint64_t> unanswered;  // commands
  };

  RelayWatch(MemoryStorage& storage, const ScriptClock& clock) : storage_(storage), clock_(clock) {}

  void Send(std::string_view frame, const std::vector<ConnectionId>& receivers) override;
  void Close(ConnectionId connection, CloseCode code, std::string_view reason) override;
  void Ping(ConnectionId connection) override;
  void ResumeReading(ConnectionId connection) override;
  [[nodiscard]] std::size_t QueuedBytes(ConnectionId connection) const override;

  // --- What the connections do ---
  void Open(ConnectionId connection) { peers_[connection]; }
  void Forget(ConnectionId connection) { peers_.erase(connection); }
  [[nodiscard]] Peer& At(ConnectionId connection) { return peers_.at(connection); }
  [[nodiscard]] const std::map<ConnectionId, Peer>& Peers() const { return peers_; }
  void EverybodyReads() {
    for (auto& [id, peer] : peers_) peer.queued = 0;
  }
  // This connection's message is handled until it is 0.
  void SetSpeaker(ConnectionId connection) { speaker_ = connection; }
  void Follows(Peer& peer, const Subscription& subscription);

  // Everybody who is in may be in, as of the last turn.
  void CheckEverybody() const;
  // After a turn: everything sent is answered, and time has had its effect.
  void CheckTurn();
  // Nobody waits for anything.
  void CheckCaughtUp() const;

 private:
  using Document = std::size_t;

  void Take(Peer& peer, const WelcomeFrame& frame);
  void Take(Peer& peer, const AccessFrame& frame);
  void Take(Peer& peer, const UpdatesFrame& frame);
  void Take(Peer& peer, const AckFrame& frame);
  void Take(Peer& peer, const PresenceFromFrame& frame);
  void Take(Peer& peer, const LeftFrame& frame);
  void Take(Peer& peer, const RefusedFrame& frame);
  void Take(Peer& peer, const ErrorFrame& frame);
  void Take(Peer& peer, const PongFrame& frame);
  void Take(Peer& peer, const AnswerFrame& frame);
  void Take(Peer& peer, const LogFrame& frame);
  void Take(Peer& peer, const CreatedFrame& frame);

  [[nodiscard]] MemoryMeeting& MeetingOf(const Peer& peer) const;
  [[nodiscard]] bool MayHear(const MeetingAccess& access, const std::string& one, const std::string& other,
                             std::int64_t now) const;
  // Between what has reached this peer and this sequence number there is only what it sent itself.
  void CheckNoHole(const Peer& peer, Document document, std::uint64_t sequence) const;

  MemoryStorage& storage_;
  const ScriptClock& clock_;
  std::map<ConnectionId, Peer> peers_;
  ConnectionId speaker_ = 0;
  std::int64_t turned_at_ = kScriptBegins;  // the wall clock at the last turn
};

}  // namespace samsyn
