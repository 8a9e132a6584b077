#include "shared/sync/sync_session.h"

#include <algorithm>
#include <limits>

namespace samsyn {
namespace {

constexpr std::int64_t kQuietBeforePing = 8'000;
constexpr std::int64_t kQuietBeforeDead = 16'000;
constexpr std::int64_t kConnectTimeout = 10'000;
constexpr std::int64_t kFirstRetry = 250;
constexpr std::int64_t kLongestRetry = 5'000;

// A long backlog is sent steadily, well under what the relay allows one connection; see server/limits.h.
constexpr double kUpdatesPerSecond = 100;
constexpr double kUpdateBurst = 100;
constexpr std::size_t kMostOnTheirWay = 64;
constexpr std::int64_t kPace = 50;

bool IsFinal(ErrorCode code) {
  switch (code) {
    case ErrorCode::kForbidden:
    case ErrorCode::kNotFound:
    case ErrorCode::kUnsupported:
      return true;
    default:
      return false;
  }
}

}  // namespace

void SyncSession::Connecting(std::int64_t now) {
  state_ = State::kConnecting;
  wants_close_ = false;
  last_heard_ = now;
  outgoing_.clear();
}

void SyncSession::Opened(std::int64_t now) {
  last_heard_ = now;
  HelloFrame hello;
  hello.meeting = meeting_;
  hello.token = token_;
  for (int i = 0; i < kDocumentKindCount; ++i) {
    hello.subscriptions.push_back({static_cast<DocumentKind>(i), last_sequence_[static_cast<std::size_t>(i)]});
  }
  passed_over_.fill(false);
  Push(hello);
}

void SyncSession::Closed(std::int64_t now) {
  sent_ = 0;
  wants_close_ = false;
  outgoing_.clear();
  for (const std::uint64_t number : std::exchange(unanswered_, {})) {
    events_.push_back(AnsweredEvent{number, false, Refusal::kNone, "the connection was lost"});
  }
  if (state_ == State::kEnded) return;
  state_ = State::kOffline;
  const std::int64_t wait = std::min(kLongestRetry, kFirstRetry << std::min<std::int64_t>(failures_, 10));
  ++failures_;
  // Half of the wait is random, so that a restarted relay does not meet everybody at once.
  retry_at_ = now + wait / 2 + static_cast<std::int64_t>(random_.Next() % static_cast<std::uint64_t>(wait / 2 + 1));
}

void SyncSession::Receive(ByteView bytes, std::int64_t now) {
  if (state_ == State::kEnded) return;
  last_heard_ = now;
  ping_sent_ = false;
  Result<ServerFrame> frame = DecodeServerFrame(bytes);
  if (!frame) {
    wants_close_ = true;  // whatever this relay speaks, starting over is the only way to know where we are
    return;
  }
  std::visit([&](auto& content) { Handle(std::move(content), now); }, frame.Value());
}

void SyncSession::Tick(std::int64_t now) {
  if (state_ == State::kConnecting && now - last_heard_ >= kConnectTimeout) wants_close_ = true;
  if (state_ != State::kOnline) return;
  if (now - last_heard_ >= kQuietBeforeDead) {
    wants_close_ = true;
  } else if (now - last_heard_ >= kQuietBeforePing && !ping_sent_) {
    ping_sent_ = true;
    Push(PingFrame{static_cast<std::uint64_t>(now)});
  }
  SendMore(now);
}

std::int64_t SyncSession::NextTick() const {
  switch (state_) {
    case State::kOffline:
      return retry_at_;
    case State::kConnecting:
      return last_heard_ + kConnectTimeout;
    case State::kOnline: {
      const std::int64_t quiet = last_heard_ + (ping_sent_ ? kQuietBeforeDead : kQuietBeforePing);
      const bool held_back = sent_ < outbox_.size() && sent_ < kMostOnTheirWay;
      return held_back ? std::min(quiet, budget_at_ + kPace) : quiet;
    }
    case State::kEnded:
      break;
  }
  return std::numeric_limits<std::int64_t>::max();
}

void SyncSession::Enqueue(OutgoingUpdate update, std::int64_t now) {
  outbox_.push_back(std::move(update));
  SendMore(now);
}

void SyncSession::SendMore(std::int64_t now) {
  if (state_ != State::kOnline) return;  // a relay that answers before it welcomes gets nothing
  budget_ = std::min(kUpdateBurst, budget_ + static_cast<double>(now - budget_at_) * kUpdatesPerSecond / 1000.0);
  budget_at_ = now;
  while (sent_ < outbox_.size() && sent_ < kMostOnTheirWay && budget_ >= 1.0) {
    const OutgoingUpdate& update = outbox_[sent_++];
    budget_ -= 1.0;
    Push(AppendFrame{update.document, update.replica, update.counter, update.payload});
  }
}

void SyncSession::StartFrom(DocumentKind document, std::uint64_t sequence) {
  last_sequence_[static_cast<std::size_t>(document)] = sequence;
}

void SyncSession::ForgetReceived(DocumentKind document) {
  last_sequence_[static_cast<std::size_t>(document)] = 0;
  passed_over_[static_cast<std::size_t>(document)] = true;
}

void SyncSession::RetryNow() {
  retry_at_ = 0;
  if (state_ == State::kEnded) state_ = State::kOffline;
}

void SyncSession::Follow(DocumentKind document) {
  passed_over_[static_cast<std::size_t>(document)] = false;
  if (state_ == State::kOnline) {
    Push(FollowFrame{{document, last_sequence_[static_cast<std::size_t>(document)]}});
  }
}

std::uint64_t SyncSession::SendCommand(Command command) {
  const std::uint64_t number = ++last_command_;
  if (state_ == State::kOnline) {
    unanswered_.push_back(number);
    Push(CommandFrame{number, std::move(command)});
  } else {
    events_.push_back(AnsweredEvent{number, false, Refusal::kNone, "there is no connection"});
  }
  return number;
}

void SyncSession::SendPresence(Bytes payload) {
  if (state_ == State::kOnline) Push(PresenceFrame{std::move(payload)});
}

void SyncSession::Handle(const WelcomeFrame& frame, std::int64_t now) {
  if (frame.version != kProtocolVersion) {
    state_ = State::kEnded;
    wants_close_ = true;
    events_.push_back(EndedEvent{ErrorCode::kUnsupported, Refusal::kNone, "the relay speaks another version"});
    return;
  }
  state_ = State::kOnline;
  failures_ = 0;
  sent_ = 0;
  budget_ = kUpdateBurst;
  budget_at_ = now;
  events_.push_back(WelcomedEvent{frame.participant, frame.role, frame.connection});
  SendMore(now);
}

void SyncSession::Handle(UpdatesFrame frame, std::int64_t /*now*/) {
  // Only others' updates move this on: they come in order, and everything before them has come. An acknowledgement may
  // overtake somebody else's earlier update.
  if (passed_over_[static_cast<std::size_t>(frame.document)]) return;
  std::uint64_t& last = last_sequence_[static_cast<std::size_t>(frame.document)];
  if (!frame.updates.empty()) {
    const std::uint64_t after = last;
    last = std::max(last, frame.updates.back().sequence);
    events_.push_back(ReceivedEvent{frame.document, std::move(frame.updates), after});
  }
  if (frame.caught_up) events_.push_back(CaughtUpEvent{frame.document});
}

void SyncSession::Handle(const AckFrame& frame, std::int64_t now) {
  AcknowledgedEvent event{frame.document, frame.replica, frame.counter, frame.sequence};
  std::size_t kept = 0;
  std::size_t kept_sent = 0;
  for (std::size_t i = 0; i < outbox_.size(); ++i) {
    OutgoingUpdate& update = outbox_[i];
    const bool saved =
        update.document == frame.document && update.replica == frame.replica && update.counter <= frame.counter;
    if (saved) {
      event.stored.push_back(std::move(update));
      continue;
    }
    if (i < sent_) ++kept_sent;
    if (kept != i) outbox_[kept] = std::move(outbox_[i]);
    ++kept;
  }
  outbox_.resize(kept);
  sent_ = kept_sent;
  events_.push_back(std::move(event));
  SendMore(now);
}

void SyncSession::Handle(PresenceFromFrame frame, std::int64_t /*now*/) {
  events_.push_back(PresenceEvent{frame.connection, std::move(frame.participant), std::move(frame.payload)});
}

void SyncSession::Handle(const LeftFrame& frame, std::int64_t /*now*/) {
  events_.push_back(LeftEvent{frame.connection});
}

void SyncSession::Handle(const RefusedFrame& frame, std::int64_t now) {
  RefusedEvent refused{frame.document, frame.replica, frame.code, frame.reason, frame.message, {}};
  std::deque<OutgoingUpdate> kept;
  std::size_t kept_sent = 0;
  for (std::size_t i = 0; i < outbox_.size(); ++i) {
    OutgoingUpdate& update = outbox_[i];
    if (update.document == frame.document && update.replica == frame.replica && update.counter >= frame.counter) {
      refused.given_back.push_back(std::move(update));
    } else {
      if (i < sent_) ++kept_sent;
      kept.push_back(std::move(update));
    }
  }
  // Later updates of the same replica are answered with refusals of their own; the first one tells everything.
  const bool is_news = !refused.given_back.empty();
  outbox_ = std::move(kept);
  sent_ = kept_sent;
  if (is_news) events_.push_back(std::move(refused));
  SendMore(now);
}

void SyncSession::Handle(const ErrorFrame& frame, std::int64_t /*now*/) {
  if (!IsFinal(frame.code)) return;  // the relay closes now, and we try again
  state_ = State::kEnded;
  events_.push_back(EndedEvent{frame.code, frame.reason, frame.message});
}

void SyncSession::Handle(const PongFrame& /*frame*/, std::int64_t /*now*/) {}

void SyncSession::Handle(AccessFrame frame, std::int64_t /*now*/) {
  events_.push_back(AccessEvent{std::move(frame.access), std::move(frame.keys), frame.now});
}

void SyncSession::Handle(AnswerFrame frame, std::int64_t /*now*/) {
  if (std::erase(unanswered_, frame.number) == 0) return;
  events_.push_back(AnsweredEvent{frame.number, frame.done, frame.reason, std::move(frame.message)});
}

void SyncSession::Handle(LogFrame frame, std::int64_t /*now*/) {
  events_.push_back(LogReadEvent{std::move(frame.entries), frame.caught_up});
}

// Whoever is in a meeting has asked for none.
void SyncSession::Handle(const CreatedFrame& /*frame*/, std::int64_t /*now*/) {}

}  // namespace samsyn
