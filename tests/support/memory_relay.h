// A relay in memory, for clients that are tested without sockets: it keeps updates in order, acknowledges, passes on,
// welcomes by role and refuses by the rules of shared/wire/roles.h, as the protocol says (shared/wire/README.md).
//
// What tests may turn: hold acknowledgements back, take nothing more, forget a link, change a role, cut a connection.
#pragma once

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "shared/meeting/meeting.h"
#include "shared/wire/bundle.h"
#include "shared/wire/frames.h"

namespace samsyn {

class MemoryRelay {
 public:
  using Connection = std::uint64_t;

  explicit MemoryRelay(const Bundle& bundle) : meeting_(bundle.meeting), participants_(bundle.participants) {
    for (const BundleUpdate& update : bundle.updates) {
      (void)Store(update.participant, {update.document, update.replica, update.counter, update.payload});
    }
  }

  // --- What a transport does ---

  [[nodiscard]] Connection Accept() {
    peers_[++last_connection_] = {};
    return last_connection_;
  }
  [[nodiscard]] bool IsOpen(Connection connection) const { return peers_.contains(connection); }
  [[nodiscard]] std::optional<Bytes> TakeMessage(Connection connection) {
    const auto peer = peers_.find(connection);
    if (peer == peers_.end() || peer->second.outgoing.empty()) return std::nullopt;
    Bytes message = std::move(peer->second.outgoing.front());
    peer->second.outgoing.pop_front();
    return message;
  }
  // The relay has said its last word on it and closes when that is read.
  [[nodiscard]] bool IsClosing(Connection connection) const {
    const auto peer = peers_.find(connection);
    return peer == peers_.end() || (peer->second.closing && peer->second.outgoing.empty());
  }
  void Drop(Connection connection) {
    const auto peer = peers_.find(connection);
    if (peer == peers_.end()) return;
    const bool was_in = peer->second.participant != nullptr;
    peers_.erase(peer);
    if (was_in) ToOthers(connection, LeftFrame{connection});
  }
  void Receive(Connection connection, ByteView bytes) {
    if (!IsOpen(connection) || peers_[connection].closing) return;
    Result<ClientFrame> frame = DecodeClientFrame(bytes);
    if (!frame) return End(connection, frame.GetError().code);
    std::visit([&](auto& content) { Handle(connection, std::move(content)); }, frame.Value());
  }

  // --- What tests turn ---

  void HoldAcknowledgements() { holding_ = true; }
  // What was held becomes durable, is acknowledged and passed on.
  void Commit() {
    holding_ = false;
    for (auto& [connection, frame] : std::exchange(held_, {})) Append(connection, std::move(frame));
  }
  // The process dies with what it held.
  void Crash() {
    held_.clear();
    holding_ = false;
    peers_.clear();
  }
  void RefuseEverything(std::optional<ErrorCode> code) { refusal_ = code; }
  void SetRole(const std::string& participant, Role role) { Find(participant)->role = role; }
  void RevokeLink(const std::string& participant) { Find(participant)->token += " no more"; }

  // Bytes that are no frame, to everybody.
  void SendGarbage(const Bytes& garbage) {
    for (auto& [connection, peer] : peers_) peer.outgoing.push_back(garbage);
  }
  // Stored without a question, as if a client of somebody else's making had sent it.
  void StoreAs(const std::string& participant, AppendFrame frame) {
    const DocumentKind document = frame.document;
    const StoredUpdate stored = Store(participant, std::move(frame));
    ToOthers(0, UpdatesFrame{document, true, {stored}});
  }

  // --- What tests look at ---

  [[nodiscard]] const std::string& MeetingName() const { return meeting_; }
  [[nodiscard]] std::string SecretOf(const std::string& participant) { return Find(participant)->token; }
  [[nodiscard]] const std::vector<StoredUpdate>& Journal(DocumentKind document) const {
    return journals_[static_cast<std::size_t>(document)];
  }
  [[nodiscard]] std::size_t StoredCount() const {
    std::size_t count = 0;
    for (const auto& journal : journals_) count += journal.size();
    return count;
  }
  [[nodiscard]] int PingCount() const { return pings_; }
  [[nodiscard]] int PresenceCount() const { return presences_; }
  // The meeting as somebody who comes now gets it.
  [[nodiscard]] std::unique_ptr<Meeting> Read() const {
    auto meeting = std::make_unique<Meeting>(0xFFFF'FFFF);
    for (std::size_t kind = 0; kind < journals_.size(); ++kind) {
      for (const StoredUpdate& update : journals_[kind]) {
        meeting->NoteWriter(update.replica, update.participant);
        (void)meeting->Of(static_cast<DocumentKind>(kind)).Apply({update.replica, update.counter, update.payload});
      }
    }
    return meeting;
  }

 private:
  struct Peer {
    BundleParticipant* participant = nullptr;  // null before Hello
    std::deque<Bytes> outgoing;
    bool closing = false;
  };

  void Send(Connection connection, const ServerFrame& frame) {
    if (const auto peer = peers_.find(connection); peer != peers_.end()) peer->second.outgoing.push_back(Encode(frame));
  }
  void ToOthers(Connection sender, const ServerFrame& frame) {
    for (const auto& [connection, peer] : peers_) {
      if (connection != sender && peer.participant != nullptr) Send(connection, frame);
    }
  }
  void End(Connection connection, ErrorCode code) {
    Send(connection, ErrorFrame{code, "no"});
    peers_[connection].closing = true;
  }
  [[nodiscard]] BundleParticipant* Find(const std::string& id) {
    return &*std::find_if(participants_.begin(), participants_.end(),
                          [&](const BundleParticipant& participant) { return participant.id == id; });
  }

  void Handle(Connection connection, HelloFrame hello) {
    if (hello.version != kProtocolVersion) return End(connection, ErrorCode::kUnsupported);
    const auto found =
        std::find_if(participants_.begin(), participants_.end(),
                     [&](const BundleParticipant& participant) { return participant.token == hello.token; });
    if (hello.meeting != meeting_ || found == participants_.end()) return End(connection, ErrorCode::kForbidden);
    peers_[connection].participant = &*found;
    Send(connection, WelcomeFrame{kProtocolVersion, found->id, found->role, connection});
    for (const HelloFrame::Subscription& wanted : hello.subscriptions) {
      UpdatesFrame frame{wanted.document, true, {}};
      for (const StoredUpdate& update : Journal(wanted.document)) {
        if (update.sequence > wanted.after_sequence) frame.updates.push_back(update);
      }
      Send(connection, frame);
    }
  }
  void Handle(Connection connection, AppendFrame frame) {
    if (peers_[connection].participant == nullptr) return End(connection, ErrorCode::kForbidden);
    if (holding_) {
      held_.emplace_back(connection, std::move(frame));
    } else {
      Append(connection, std::move(frame));
    }
  }
  void Handle(Connection connection, PresenceFrame frame) {
    if (peers_[connection].participant == nullptr) return End(connection, ErrorCode::kForbidden);
    ++presences_;
    ToOthers(connection, PresenceFromFrame{connection, peers_[connection].participant->id, std::move(frame.payload)});
  }
  void Handle(Connection connection, PingFrame frame) {
    ++pings_;
    Send(connection, PongFrame{frame.number});
  }

  void Append(Connection connection, AppendFrame frame) {
    const auto peer = peers_.find(connection);
    if (peer == peers_.end()) return;
    const BundleParticipant& from = *peer->second.participant;
    const auto refuse = [&](ErrorCode code) {
      Send(connection, RefusedFrame{frame.document, frame.replica, frame.counter, code, "no"});
    };
    if (refusal_) return refuse(*refusal_);
    if (!MayWrite(from.role, frame.document)) return refuse(ErrorCode::kForbidden);
    if (const auto owner = owners_.find(frame.replica); owner != owners_.end() && owner->second != from.id) {
      return refuse(ErrorCode::kForbidden);
    }
    const AckFrame ack{frame.document, frame.replica, frame.counter, 0};
    for (const StoredUpdate& stored : Journal(frame.document)) {
      if (stored.replica != frame.replica || stored.counter < frame.counter) continue;
      if (stored.counter == frame.counter) return Send(connection, ack);
      return refuse(ErrorCode::kConflict);
    }
    const DocumentKind document = frame.document;
    const StoredUpdate stored = Store(from.id, std::move(frame));
    Send(connection, AckFrame{document, stored.replica, stored.counter, stored.sequence});
    ToOthers(connection, UpdatesFrame{document, true, {stored}});
  }
  StoredUpdate Store(const std::string& participant, AppendFrame frame) {
    auto& journal = journals_[static_cast<std::size_t>(frame.document)];
    owners_[frame.replica] = participant;
    journal.push_back({journal.size() + 1, participant, frame.replica, frame.counter, std::move(frame.payload)});
    return journal.back();
  }

  std::string meeting_;
  std::vector<BundleParticipant> participants_;
  std::array<std::vector<StoredUpdate>, kDocumentKindCount> journals_;
  std::map<ReplicaId, std::string> owners_;
  std::map<Connection, Peer> peers_;
  Connection last_connection_ = 0;
  int pings_ = 0;
  int presences_ = 0;
  bool holding_ = false;
  std::vector<std::pair<Connection, AppendFrame>> held_;
  std::optional<ErrorCode> refusal_;
};

}  // namespace samsyn
