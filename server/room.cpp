#include "server/room.h"

#include <spdlog/logger.h>

#include <algorithm>
#include <cassert>
#include <utility>

namespace samsyn {
namespace {

// A follower that catches up has at most this share of its send queue filled with what it asked for.
constexpr std::size_t kReplayShareOfQueue = 4;

std::uint64_t CostOf(const JournalEntry& entry) { return entry.payload.size() + kUpdateOverheadBytes; }

Error Explain(AppendResult result) {
  switch (result) {
    case AppendResult::kForeignReplica:
      return {ErrorCode::kForbidden, "this replica belongs to another participant"};
    case AppendResult::kConflict:
      return {ErrorCode::kConflict, "another update is stored under this number"};
    case AppendResult::kOutOfOrder:
      return {ErrorCode::kConflict, "a later update of this replica was stored before this one"};
    case AppendResult::kStored:
    case AppendResult::kAlreadyStored:
      break;
  }
  assert(false && "not a refusal");
  return {};
}

}  // namespace

Room::Room(const RelayTools& tools, const std::string& meeting, DocumentKind document, std::uint64_t last_sequence,
           StorageBudget& budget)
    : tools_(tools), meeting_(meeting), document_(document), last_sequence_(last_sequence), budget_(budget) {}

void Room::Follow(ConnectionId connection, std::uint64_t after_sequence) {
  if (std::ranges::find(followers_, connection, &Follower::connection) != followers_.end()) return;
  if (after_sequence > last_sequence_ && tools_.bus != nullptr) {
    // They may have been told by another relay a moment ago.
    tools_.journal.HearUpTo(meeting_, document_, after_sequence);
    static_cast<void>(HearOthers());
  }
  const std::uint64_t cursor = after_sequence > last_sequence_ ? 0 : after_sequence;
  followers_.push_back({connection, cursor});
  ++behind_;
}

void Room::Unfollow(ConnectionId connection) {
  const auto found = std::ranges::find(followers_, connection, &Follower::connection);
  if (found == followers_.end()) return;
  if (!found->IsLive()) --behind_;
  followers_.erase(found);
}

void Room::Leave(ConnectionId connection) {
  Unfollow(connection);
  std::ranges::replace(queued_from_, Sender(connection), Sender());
  std::ranges::replace(settling_from_, Sender(connection), Sender());
}

Status Room::Queue(const Member& from, AppendFrame frame) {
  JournalEntry entry{meeting_, document_, from.participant, frame.replica, frame.counter, std::move(frame.payload)};
  if (!budget_.Take(CostOf(entry))) {
    return Error{ErrorCode::kTooMany,
                 "the meeting is full: it may hold at most " + std::to_string(tools_.limits.meeting_bytes) + " bytes"};
  }
  queued_.push_back(std::move(entry));
  queued_from_.push_back(from.connection);
  return OkStatus();
}

void Room::DropQueued() {
  for (const JournalEntry& entry : queued_) budget_.GiveBack(CostOf(entry));
  queued_.clear();
  queued_from_.clear();
}

void Room::TakeQueued(std::vector<JournalEntry>& batch) {
  assert(settling_from_.empty());
  std::ranges::move(queued_, std::back_inserter(batch));
  queued_.clear();
  settling_from_.swap(queued_from_);
}

void Room::Settle(std::span<JournalEntry> entries, std::span<const AppendOutcome> outcomes) {
  assert(entries.size() == settling_from_.size() && outcomes.size() == entries.size());
  std::vector<StoredUpdate> updates;
  std::vector<Sender> senders;
  std::vector<Acknowledgement> acknowledgements;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    JournalEntry& entry = entries[i];
    const Sender from = settling_from_[i];
    const AppendOutcome& outcome = outcomes[i];
    if (outcome.result != AppendResult::kStored) budget_.GiveBack(CostOf(entry));
    if (outcome.result != AppendResult::kStored && outcome.result != AppendResult::kAlreadyStored) {
      if (from) Refuse(*from, entry, outcome.result);
      continue;
    }
    if (from) Acknowledge(acknowledgements, *from, entry, outcome.sequence);
    if (outcome.result == AppendResult::kAlreadyStored) continue;
    updates.push_back({outcome.sequence, std::move(entry.participant), entry.replica, entry.counter,
                       std::move(entry.payload), entry.at});
    senders.push_back(from);
  }
  settling_from_.clear();
  for (const Acknowledgement& acknowledgement : acknowledgements) {
    tools_.transport.Send(AsText(Encode(ServerFrame(acknowledgement.frame))), {acknowledgement.connection});
  }
  if (updates.empty()) return;
  if (updates.back().sequence <= last_sequence_) return;  // told already, with what others stored
  if (updates.back().sequence == last_sequence_ + updates.size()) {
    last_sequence_ = updates.back().sequence;
    return Broadcast(updates, senders);
  }
  // Another relay has stored something in between.
  std::map<std::uint64_t, Sender> own;
  for (std::size_t i = 0; i < updates.size(); ++i) own.emplace(updates[i].sequence, senders[i]);
  // When it cannot be read now, the journal tells of it again.
  static_cast<void>(BroadcastStored(own));
}

Status Room::BroadcastStored(const std::map<std::uint64_t, Sender>& own) {
  for (;;) {
    Result<std::vector<StoredUpdate>> updates =
        tools_.journal.Read(meeting_, document_, last_sequence_, {kMaxUpdatesPerFrame, kMaxFrameBytes});
    if (!updates) return updates.GetError();
    if (updates.Value().empty()) return OkStatus();
    std::vector<Sender> senders;
    for (const StoredUpdate& update : updates.Value()) {
      const auto found = own.find(update.sequence);
      senders.push_back(found == own.end() ? Sender() : found->second);
      if (found == own.end()) budget_.Count(update.payload.size() + kUpdateOverheadBytes);
    }
    last_sequence_ = updates.Value().back().sequence;
    Broadcast(updates.Value(), senders);
  }
}

Status Room::HearOthers() { return BroadcastStored({}); }

std::vector<ConnectionId> Room::GiveUp(std::span<const JournalEntry> entries) {
  for (const JournalEntry& entry : entries) budget_.GiveBack(CostOf(entry));
  std::vector<ConnectionId> senders;
  for (const Sender& from : std::exchange(settling_from_, {})) {
    if (from) senders.push_back(*from);
  }
  return senders;
}

void Room::Refuse(ConnectionId connection, const JournalEntry& entry, AppendResult result) {
  const Error error = Explain(result);
  tools_.counters.CountRefusal(error.code, Refusal::kNone);
  const RefusedFrame frame{document_, entry.replica, entry.counter, error.code, Refusal::kNone, error.message};
  tools_.transport.Send(AsText(Encode(ServerFrame(frame))), {connection});
}

// One Ack covers everything of a replica up to its counter, so only the last one of each commit is sent.
void Room::Acknowledge(std::vector<Acknowledgement>& acknowledgements, ConnectionId connection,
                       const JournalEntry& entry, std::uint64_t sequence) const {
  const auto earlier = std::ranges::find_if(acknowledgements, [&](const Acknowledgement& other) {
    return other.connection == connection && other.frame.replica == entry.replica;
  });
  const AckFrame frame{document_, entry.replica, entry.counter, sequence};
  if (earlier == acknowledgements.end()) {
    acknowledgements.push_back({connection, frame});
  } else if (earlier->frame.counter < entry.counter) {
    earlier->frame = frame;
  }
}

// `senders` has one connection for each update. Those who sent something get a frame of their own, without it; all
// others share one.
void Room::Broadcast(const std::vector<StoredUpdate>& updates, const std::vector<Sender>& senders) {
  std::vector<const StoredUpdate*> chosen;
  std::vector<ConnectionId> listeners;
  for (const Follower& follower : followers_) {
    if (!follower.IsLive()) continue;
    if (std::ranges::find(senders, Sender(follower.connection)) == senders.end()) {
      listeners.push_back(follower.connection);
      continue;
    }
    chosen.clear();
    for (std::size_t i = 0; i < updates.size(); ++i) {
      if (senders[i] != follower.connection) chosen.push_back(&updates[i]);
    }
    SendUpdates(chosen, {follower.connection});
  }
  if (listeners.empty()) return;
  chosen.clear();
  for (const StoredUpdate& update : updates) chosen.push_back(&update);
  SendUpdates(chosen, listeners);
}

// In as few frames as the frame limit allows; only the last one says that nothing remains.
void Room::SendUpdates(std::span<const StoredUpdate* const> updates, const std::vector<ConnectionId>& receivers) const {
  while (!updates.empty()) {
    std::size_t count = 0;
    std::size_t bytes = 0;
    while (count < updates.size() && count < kMaxUpdatesPerFrame) {
      bytes += FrameBytes(updates[count]->payload.size(), updates[count]->participant.size());
      if (bytes > kMaxFrameBytes && count > 0) break;
      ++count;
    }
    const Bytes frame = EncodeUpdates(document_, count == updates.size(), updates.first(count));
    tools_.transport.Send(AsText(frame), receivers);
    updates = updates.subspan(count);
  }
}

CatchingUp Room::PumpReplays(std::vector<ConnectionId>& unreadable) {
  if (behind_ == 0) return CatchingUp::kNobody;
  CatchingUp answer = CatchingUp::kNobody;
  std::vector<ConnectionId> failed;
  for (Follower& follower : followers_) {
    if (follower.IsLive()) continue;
    if (tools_.transport.QueuedBytes(follower.connection) > tools_.limits.send_queue_bytes / kReplayShareOfQueue) {
      if (answer == CatchingUp::kNobody) answer = CatchingUp::kWaiting;
      continue;
    }
    if (!SendPiece(follower)) {
      failed.push_back(follower.connection);
    } else if (follower.IsLive()) {
      --behind_;
    } else {
      answer = CatchingUp::kReading;
    }
  }
  for (const ConnectionId connection : failed) Unfollow(connection);
  std::ranges::copy(failed, std::back_inserter(unreadable));
  return answer;
}

bool Room::SendPiece(Follower& follower) {
  if (follower.cursor == last_sequence_) {
    follower.cursor = kLive;
    tools_.transport.Send(AsText(Encode(ServerFrame(UpdatesFrame{document_, true, {}}))), {follower.connection});
    return true;
  }
  ReplayCache::Piece* piece = tools_.replays.Find(*this, follower.cursor);
  if (piece != nullptr && !piece->is_whole && piece->last != last_sequence_) piece = nullptr;
  ReplayCache::Piece read;
  if (piece == nullptr) {
    if (!ReadPiece(follower.cursor, read)) return false;
    piece = &read;
  }
  const bool caught_up = piece->last == last_sequence_;
  const std::uint64_t before = std::exchange(follower.cursor, caught_up ? kLive : piece->last);
  SetCaughtUp(piece->frame, caught_up);
  tools_.transport.Send(AsText(piece->frame), {follower.connection});
  if (piece == &read) tools_.replays.Keep(*this, before, std::move(read));
  return true;
}

bool Room::ReadPiece(std::uint64_t after, ReplayCache::Piece& piece) const {
  Result<std::vector<StoredUpdate>> updates =
      tools_.journal.Read(meeting_, document_, after, {kMaxUpdatesPerFrame, kMaxFrameBytes});
  if (!updates) {
    tools_.log.error("a document could not be read: {}", updates.GetError().message);
    return false;
  }
  // What another relay has stored since is passed on when it is heard of.
  while (!updates.Value().empty() && updates.Value().back().sequence > last_sequence_) updates.Value().pop_back();
  if (updates.Value().empty()) return false;
  piece.last = updates.Value().back().sequence;
  piece.is_whole = piece.last != last_sequence_;
  piece.frame = Encode(ServerFrame(UpdatesFrame{document_, false, std::move(updates.Value())}));
  return true;
}

}  // namespace samsyn
