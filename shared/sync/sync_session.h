// A client's side of the conversation with the relay, without the socket: what to send, what has arrived, what is
// saved.
//
// The owner connects a transport when WantsConnection says so, reports Opened/Closed, passes frames to Receive, sends
// what TakeOutgoing gives and handles TakeEvents. Updates stay in the outbox until the relay acknowledges them; after a
// lost connection they are sent again, and the relay knows the ones it has. Times are monotonic milliseconds.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "shared/base/random.h"
#include "shared/wire/frames.h"

namespace samsyn {

struct OutgoingUpdate {
  DocumentKind document = DocumentKind::kPlan;
  ReplicaId replica = 0;
  std::uint64_t counter = 0;
  Bytes payload;
};

// --- What the owner has to handle ---

struct WelcomedEvent {
  std::string participant;
  Role role = Role::kObserver;
  std::uint64_t connection = 0;
};
// Who may do what from now on, and this participant's keys. Comes after Welcomed, and again whenever it has changed.
struct AccessEvent {
  MeetingAccess access;
  std::vector<WrappedKey> keys;
  std::int64_t now = 0;  // the relay's clock: milliseconds since 1970 UTC
};
struct ReceivedEvent {
  DocumentKind document = DocumentKind::kPlan;
  std::vector<StoredUpdate> updates;
  std::uint64_t after = 0;  // with everything of others up to this, it is everything of others up to the last of them
};
// The document is as complete as the relay has it.
struct CaughtUpEvent {
  DocumentKind document = DocumentKind::kPlan;
};
// Durable at the relay: everything of the replica up to `counter`, which is stored as `sequence`.
struct AcknowledgedEvent {
  DocumentKind document = DocumentKind::kPlan;
  ReplicaId replica = 0;
  std::uint64_t counter = 0;
  std::uint64_t sequence = 0;               // 0: not said
  std::vector<OutgoingUpdate> stored = {};  // which these were, in order
};
// Never will be stored, nor will the replica's later updates to that document, which build on it; all of them have left
// the outbox and are given back here.
struct RefusedEvent {
  DocumentKind document = DocumentKind::kPlan;
  ReplicaId replica = 0;
  ErrorCode code = ErrorCode::kForbidden;
  Refusal reason = Refusal::kNone;
  std::string message;
  std::vector<OutgoingUpdate> given_back;
};
struct PresenceEvent {
  std::uint64_t connection = 0;
  std::string participant;
  Bytes payload;
};
struct LeftEvent {
  std::uint64_t connection = 0;
};
// A command is done, or is not: refused, or nobody knows because the connection was lost.
struct AnsweredEvent {
  std::uint64_t number = 0;
  bool done = false;
  Refusal reason = Refusal::kNone;
  std::string message;
};
struct LogReadEvent {
  std::vector<LogEntry> entries;
  bool caught_up = false;
};
// The relay will not have us: it makes no sense to try again by ourselves.
struct EndedEvent {
  ErrorCode code = ErrorCode::kForbidden;
  Refusal reason = Refusal::kNone;
  std::string message;
};
using SyncEvent = std::variant<WelcomedEvent, AccessEvent, AnsweredEvent, LogReadEvent, ReceivedEvent, CaughtUpEvent,
                               AcknowledgedEvent, RefusedEvent, PresenceEvent, LeftEvent, EndedEvent>;

class SyncSession {
 public:
  enum class State {
    kOffline,     // no connection; WantsConnection says when to try
    kConnecting,  // the transport connects, or Hello is not answered yet
    kOnline,
    kEnded,  // refused for good
  };

  SyncSession(std::string meeting, std::string token, RandomSource& random)
      : meeting_(std::move(meeting)), token_(std::move(token)), random_(random) {}

  [[nodiscard]] State GetState() const { return state_; }
  [[nodiscard]] std::size_t UnsavedCount() const { return outbox_.size(); }
  // What is not yet acknowledged, in order.
  [[nodiscard]] const std::deque<OutgoingUpdate>& Outbox() const { return outbox_; }

  // --- The transport ---

  [[nodiscard]] bool WantsConnection(std::int64_t now) const { return state_ == State::kOffline && now >= retry_at_; }
  void Connecting(std::int64_t now);
  void Opened(std::int64_t now);
  void Closed(std::int64_t now);
  void Receive(ByteView frame, std::int64_t now);
  // Call when NextTick comes: notices a dead connection and sends what was held back.
  void Tick(std::int64_t now);
  // When something is to be done next even if nothing happens.
  [[nodiscard]] std::int64_t NextTick() const;
  [[nodiscard]] std::vector<Bytes> TakeOutgoing() { return std::exchange(outgoing_, {}); }
  // The connection seems dead: the owner closes it and reports Closed.
  [[nodiscard]] bool WantsClose() const { return wants_close_; }
  // Try to connect now (the device says it is online again, the user pressed a button), also after Ended.
  void RetryNow();

  // --- The application ---

  // A replica's updates to a document come in growing order of counters.
  void Enqueue(OutgoingUpdate update, std::int64_t now);
  // Only the newest counts; not sent while offline.
  void SendPresence(Bytes payload);
  // Everything of the document up to `sequence` is here since an earlier visit. Before the first connection.
  void StartFrom(DocumentKind document, std::uint64_t sequence);
  // The document starts over empty: everything will be sent again after the next connection, which the owner makes by
  // closing this one. What still comes for it over this one is passed over.
  void ForgetReceived(DocumentKind document);
  // A document of which the last Access says that it may be read, and the one before did not.
  void Follow(DocumentKind document);
  // The number its AnsweredEvent will have. A command is not kept for later: without a connection the answer is that it
  // is not done.
  std::uint64_t SendCommand(Command command);
  [[nodiscard]] std::vector<SyncEvent> TakeEvents() { return std::exchange(events_, {}); }

 private:
  void Handle(const WelcomeFrame& frame, std::int64_t now);
  void Handle(UpdatesFrame frame, std::int64_t now);
  void Handle(const AckFrame& frame, std::int64_t now);
  void Handle(PresenceFromFrame frame, std::int64_t now);
  void Handle(const LeftFrame& frame, std::int64_t now);
  void Handle(const RefusedFrame& frame, std::int64_t now);
  void Handle(const ErrorFrame& frame, std::int64_t now);
  void Handle(const PongFrame& frame, std::int64_t now);
  void Handle(AccessFrame frame, std::int64_t now);
  void Handle(AnswerFrame frame, std::int64_t now);
  void Handle(LogFrame frame, std::int64_t now);
  void Handle(const CreatedFrame& frame, std::int64_t now);
  void SendMore(std::int64_t now);
  void Push(const ClientFrame& frame) { outgoing_.push_back(Encode(frame)); }

  std::string meeting_;
  std::string token_;
  RandomSource& random_;

  State state_ = State::kOffline;
  std::int64_t retry_at_ = 0;
  std::int64_t failures_ = 0;
  bool wants_close_ = false;
  std::int64_t last_heard_ = 0;
  bool ping_sent_ = false;

  std::deque<OutgoingUpdate> outbox_;  // unacknowledged, in order
  std::size_t sent_ = 0;               // how many from the front are on their way
  double budget_ = 0;                  // updates that may be sent now: see kUpdatesPerSecond
  std::int64_t budget_at_ = 0;

  std::vector<std::uint64_t> unanswered_;  // commands
  std::uint64_t last_command_ = 0;

  std::array<std::uint64_t, kDocumentKindCount> last_sequence_{};
  std::array<bool, kDocumentKindCount> passed_over_{};  // until it is followed again
  std::vector<Bytes> outgoing_;
  std::vector<SyncEvent> events_;
};

}  // namespace samsyn
