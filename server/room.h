// One document of a meeting while somebody is connected to it: what waits to be stored, who follows it, and how far
// each of them has come.
//
// A follower is either live (it has everything stored, and hears new updates as they are committed) or catching up (it
// is sent what the journal holds, a frame at a time, as fast as it reads). Both happen in the turn after the commit, so
// nothing is missed or sent twice in between.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "server/clock.h"
#include "server/journal.h"
#include "server/limits.h"
#include "server/relay_bus.h"
#include "server/relay_counters.h"
#include "server/replay_cache.h"
#include "server/transport.h"
#include "shared/base/result.h"
#include "shared/wire/frames.h"

namespace spdlog {
class logger;
}

namespace samsyn {

// What rooms, meetings and sessions work with; all of it outlives them.
struct RelayTools {
  Journal& journal;
  RelayTransport& transport;
  const Limits& limits;
  spdlog::logger& log;
  const Clock& clock;
  RelayCounters& counters;
  ReplayCache& replays;
  RelayBus* bus = nullptr;  // none: there is no other relay
};

// What a meeting may still store, shared by its rooms.
class StorageBudget {
 public:
  StorageBudget(std::uint64_t used, std::uint64_t limit) : used_(used), limit_(limit) {}
  [[nodiscard]] bool Take(std::uint64_t bytes) {
    if (bytes > limit_ || used_ > limit_ - bytes) return false;
    used_ += bytes;
    return true;
  }
  void GiveBack(std::uint64_t bytes) { used_ -= bytes; }
  // What another relay has stored: it may be more than the limit.
  void Count(std::uint64_t bytes) { used_ += bytes; }

 private:
  std::uint64_t used_;
  std::uint64_t limit_;
};

// Somebody in a meeting through one connection.
struct Member {
  ConnectionId connection = 0;
  std::string participant;
  Role role = Role::kObserver;  // when they came
  std::uint64_t number = 0;     // the connection's number within the meeting
};

enum class CatchingUp {
  kNobody,
  kReading,  // somebody can be sent more at once
  kWaiting,  // everybody who is behind has to read first
};

class Room {
 public:
  // The references outlive the room.
  Room(const RelayTools& tools, const std::string& meeting, DocumentKind document, std::uint64_t last_sequence,
       StorageBudget& budget);
  ~Room() { tools_.replays.Forget(*this); }
  Room(const Room&) = delete;
  Room& operator=(const Room&) = delete;

  // A follower that says it has more than is stored (the journal came back from an old backup) is sent everything.
  // Who follows already goes on as they are.
  void Follow(ConnectionId connection, std::uint64_t after_sequence);
  void Unfollow(ConnectionId connection);
  // Follows no more and is told nothing more; what they have queued is stored all the same.
  void Leave(ConnectionId connection);

  // Queues an update that may be stored (append_rules.h) for the next commit. kTooMany: the meeting is full.
  [[nodiscard]] Status Queue(const Member& from, AppendFrame frame);
  void DropQueued();
  [[nodiscard]] bool HasQueued() const { return !queued_.empty(); }
  // Nothing is queued, and no commit is under way with what was.
  [[nodiscard]] bool IsSettled() const { return queued_.empty() && settling_from_.empty(); }

  // One commit: the queued entries are taken, stored together with other rooms', and come back with their outcomes, or
  // are given up because the journal failed. GiveUp returns the connections that must send again.
  void TakeQueued(std::vector<JournalEntry>& batch);
  void Settle(std::span<JournalEntry> entries, std::span<const AppendOutcome> outcomes);
  [[nodiscard]] std::vector<ConnectionId> GiveUp(std::span<const JournalEntry> entries);

  // Another relay has stored something: live followers are told. An Error when the journal cannot be read now; then it
  // is to be called again.
  [[nodiscard]] Status HearOthers();

  // At most one frame for each follower that is behind. Those whose updates the journal could not read are followers no
  // more and are added to `unreadable`.
  CatchingUp PumpReplays(std::vector<ConnectionId>& unreadable);

 private:
  using Sender = std::optional<ConnectionId>;  // nobody: has left meanwhile

  static constexpr std::uint64_t kLive = ~std::uint64_t{0};
  struct Follower {
    ConnectionId connection = 0;
    std::uint64_t cursor = 0;  // has everything up to here; kLive: everything
    [[nodiscard]] bool IsLive() const { return cursor == kLive; }
  };
  struct Acknowledgement {
    ConnectionId connection = 0;
    AckFrame frame;
  };

  void Refuse(ConnectionId connection, const JournalEntry& entry, AppendResult result);
  void Acknowledge(std::vector<Acknowledgement>& acknowledgements, ConnectionId connection, const JournalEntry& entry,
                   std::uint64_t sequence) const;
  void Broadcast(const std::vector<StoredUpdate>& updates, const std::vector<Sender>& senders);
  void SendUpdates(std::span<const StoredUpdate* const> updates, const std::vector<ConnectionId>& receivers) const;
  // The next frame of what they have not got. False: the journal cannot read it.
  bool SendPiece(Follower& follower);
  [[nodiscard]] bool ReadPiece(std::uint64_t after, ReplayCache::Piece& piece) const;
  // Everything the journal holds after last_sequence_; `own` is who sent what of it, by sequence number.
  [[nodiscard]] Status BroadcastStored(const std::map<std::uint64_t, Sender>& own);

  const RelayTools& tools_;
  const std::string& meeting_;
  DocumentKind document_;
  std::uint64_t last_sequence_;
  StorageBudget& budget_;
  std::vector<Follower> followers_;
  std::vector<JournalEntry> queued_;
  std::vector<Sender> queued_from_;    // of queued_, one each
  std::vector<Sender> settling_from_;  // of the entries that were taken, one each
  std::size_t behind_ = 0;             // followers that are not live
};

}  // namespace samsyn
