// A relay in memory, for clients that are tested without sockets: it keeps updates in order, acknowledges, passes on,
// says who may do what and refuses by the rules of shared/wire/access.h, as the protocol says (shared/wire/README.md).
//
// What tests may turn: hold acknowledgements back, take nothing more, forget a link, change a role, cut a connection,
// refuse commands. Commands are done without asking who may do them: that is the real relay's, and tested there.
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

#include "shared/crypto/key_wrap.h"
#include "shared/crypto/keyring.h"
#include "shared/crypto/token.h"
#include "shared/meeting/meeting.h"
#include "shared/wire/bundle.h"
#include "shared/wire/frames.h"
#include "tests/support/seeded_random.h"

namespace samsyn {

class MemoryRelay {
 public:
  using Connection = std::uint64_t;
  struct Denied {
    ErrorCode code = ErrorCode::kForbidden;
    Refusal reason = Refusal::kNone;
  };

  // `secrets` of the links, by participant: for opening pages, and for reading what has been written.
  MemoryRelay(const Bundle& bundle, std::map<std::string, std::string> secrets, std::int64_t wall_clock)
      : now(wall_clock),
        meeting_(bundle.meeting),
        access_(bundle.access),
        token_hashes_(bundle.token_hashes),
        keys_(bundle.keys),
        secrets_(std::move(secrets)) {
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
    const bool was_in = !peer->second.participant.empty();
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
  void SetRole(const std::string& participant, Role role) {
    access_.Find(participant)->role = role;
    if (access_.secretary == participant) access_.secretary.clear();
  }
  // Nobody hears of it until it is told.
  void ForgetLink(const std::string& participant) { token_hashes_[IndexOf(participant)] = {}; }
  [[nodiscard]] MeetingAccess& Access() { return access_; }
  void TellAccess() {
    for (const auto& [connection, peer] : peers_) {
      if (!peer.participant.empty() && !peer.closing) SendAccess(connection);
    }
  }
  void EndAll(const std::string& participant, Refusal reason) {
    for (auto& [connection, peer] : peers_) {
      if (peer.participant == participant) End(connection, ErrorCode::kForbidden, reason);
    }
  }

  // As if somebody had sent it from elsewhere.
  void Decide(const Command& command) { DoAndTell(command); }
  // None: commands are done again.
  void RefuseCommands(std::optional<Refusal> reason) { command_refusal_ = reason; }
  // Commands wait until they are answered.
  void HoldCommands() { holding_commands_ = true; }
  void AnswerCommands() {
    holding_commands_ = false;
    for (auto& [connection, frame] : std::exchange(held_commands_, {})) Handle(connection, std::move(frame));
  }
  // None: meetings are made again, for nobody to visit.
  void RefuseCreation(std::optional<Denied> reason) { creation_refusal_ = reason; }
  [[nodiscard]] const std::vector<CreateFrame>& Created() const { return created_; }
  void Note(LogEntry entry) {
    entry.sequence = log_.size() + 1;
    log_.push_back(std::move(entry));
  }

  // Bytes that are no frame, to everybody.
  void SendGarbage(const Bytes& garbage) {
    for (auto& [connection, peer] : peers_) peer.outgoing.push_back(garbage);
  }
  // Stored without a question, as if a client of somebody else's making had sent it: sealed as it should be.
  void StoreAs(const std::string& participant, AppendFrame frame) {
    frame.payload = Everything().Seal(
        {{}, frame.document, SealedKind::kUpdate, participant, frame.replica, frame.counter}, frame.payload);
    StoreSealedAs(participant, std::move(frame));
  }
  void StoreSealedAs(const std::string& participant, AppendFrame frame) {
    const DocumentKind document = frame.document;
    const StoredUpdate stored = Store(participant, std::move(frame));
    Deliver(0, document, stored);
  }

  // --- What tests look at ---

  [[nodiscard]] const std::string& MeetingName() const { return meeting_; }
  [[nodiscard]] std::string SecretOf(const std::string& participant) const { return secrets_.at(participant); }
  [[nodiscard]] std::string FragmentOf(const std::string& participant) const {
    return samsyn::FragmentOf({meeting_, SecretOf(participant)});
  }
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
    const Keyring keyring = Everything();
    for (std::size_t kind = 0; kind < journals_.size(); ++kind) {
      for (const StoredUpdate& update : journals_[kind]) {
        meeting->NoteWriter(update.replica, update.participant);
        const auto document = static_cast<DocumentKind>(kind);
        Result<Bytes> payload = keyring.Open(
            {{}, document, SealedKind::kUpdate, update.participant, update.replica, update.counter}, update.payload);
        if (payload) (void)meeting->Of(document).Apply({update.replica, update.counter, std::move(payload.Value())});
      }
    }
    return meeting;
  }

  std::int64_t now;                                       // its clock: milliseconds since 1970 UTC
  std::vector<std::pair<std::string, Command>> commands;  // by participant, as they came

 private:
  struct Peer {
    std::string participant;  // empty before Hello
    std::deque<Bytes> outgoing;
    bool closing = false;
  };

  void Send(Connection connection, const ServerFrame& frame) {
    if (const auto peer = peers_.find(connection); peer != peers_.end()) peer->second.outgoing.push_back(Encode(frame));
  }
  void ToOthers(Connection sender, const ServerFrame& frame) {
    for (const auto& [connection, peer] : peers_) {
      if (connection != sender && !peer.participant.empty()) Send(connection, frame);
    }
  }
  void End(Connection connection, ErrorCode code, Refusal reason = Refusal::kNone) {
    Send(connection, ErrorFrame{code, reason, "no"});
    peers_[connection].closing = true;
  }
  [[nodiscard]] std::size_t IndexOf(const std::string& participant) {
    return static_cast<std::size_t>(access_.Find(participant) - access_.participants.data());
  }
  void SendAccess(Connection connection) {
    AccessFrame frame{access_, {}, now};
    for (const KeyFor& key : keys_) {
      if (key.participant == peers_[connection].participant) frame.keys.push_back(key.key);
    }
    Send(connection, frame);
  }
  // The keys of all documents, as the links open them.
  [[nodiscard]] Keyring Everything() const {
    static SeededRandom random(0xE7E4);
    Keyring keyring(meeting_, random);
    for (const KeyFor& key : keys_) {
      const auto secret = secrets_.find(key.participant);
      if (secret == secrets_.end()) continue;  // invited meanwhile
      const std::string by = WrappedBy(key.key).Value();
      const KeyBytes sender = by.empty() ? KeyBytes{} : DeriveLinkKeys({meeting_, SecretOf(by)}).box_public;
      const Result<DocumentKey> opened =
          Unwrap(meeting_, key.participant, DeriveLinkKeys({meeting_, secret->second}), sender, key.key);
      if (opened) keyring.Add(opened.Value());
    }
    return keyring;
  }

  void Handle(Connection connection, HelloFrame hello) {
    if (hello.version != kProtocolVersion) return End(connection, ErrorCode::kUnsupported);
    const auto found = std::ranges::find(token_hashes_, HashToken(hello.token));
    if (hello.meeting != meeting_ || found == token_hashes_.end()) {
      return End(connection, ErrorCode::kForbidden, Refusal::kUnknownLink);
    }
    const ParticipantAccess& who = access_.participants[static_cast<std::size_t>(found - token_hashes_.begin())];
    if (const Refusal reason = WhyNotIn(access_, who.id, now); reason != Refusal::kNone) {
      return End(connection, ErrorCode::kForbidden, reason);
    }
    peers_[connection].participant = who.id;
    Send(connection, WelcomeFrame{kProtocolVersion, who.id, who.role, connection});
    SendAccess(connection);
    for (const Subscription& wanted : hello.subscriptions) SendStored(connection, wanted);
  }
  void Handle(Connection connection, CreateFrame frame) {
    if (frame.version != kProtocolVersion) return End(connection, ErrorCode::kUnsupported);
    if (creation_refusal_) return End(connection, creation_refusal_->code, creation_refusal_->reason);
    created_.push_back(std::move(frame));
    Send(connection, CreatedFrame{});
    peers_[connection].closing = true;
  }
  void Handle(Connection connection, FollowFrame frame) { SendStored(connection, frame.subscription); }
  void SendStored(Connection connection, const Subscription& wanted) {
    if (!MayRead(access_, peers_[connection].participant, wanted.document, now)) return;
    UpdatesFrame frame{wanted.document, true, {}};
    for (const StoredUpdate& update : Journal(wanted.document)) {
      if (update.sequence > wanted.after_sequence) frame.updates.push_back(update);
    }
    Send(connection, frame);
  }
  void Handle(Connection connection, CommandFrame frame) {
    if (!IsOpen(connection)) return;
    if (holding_commands_) return held_commands_.emplace_back(connection, std::move(frame)), void();
    const std::string actor = peers_[connection].participant;
    commands.emplace_back(actor, frame.command);
    if (command_refusal_) return Send(connection, AnswerFrame{frame.number, false, *command_refusal_, "no"});
    if (const auto* read = std::get_if<ReadLogCommand>(&frame.command)) SendLog(connection, read->after);
    Send(connection, AnswerFrame{frame.number, true, Refusal::kNone, {}});
    DoAndTell(frame.command);
  }
  void DoAndTell(const Command& what) {
    const MeetingAccess before = access_;
    const std::size_t key_count = keys_.size();
    std::visit([&](const auto& command) { Do(command); }, what);
    if (access_ == before && keys_.size() == key_count) return;
    for (auto& [other, peer] : peers_) {
      if (peer.participant.empty()) continue;
      const Refusal reason = WhyNotIn(access_, peer.participant, now);
      if (reason != Refusal::kNone) End(other, ErrorCode::kForbidden, reason);
    }
    TellAccess();
  }
  // In shares, so that asking again is tried too.
  void SendLog(Connection connection, std::uint64_t after) {
    constexpr std::size_t kShare = 20;
    LogFrame frame;
    for (const LogEntry& entry : log_) {
      if (entry.sequence > after && frame.entries.size() < kShare) frame.entries.push_back(entry);
    }
    frame.caught_up = frame.entries.empty() || frame.entries.back().sequence == log_.size();
    Send(connection, frame);
  }
  void Do(const InviteCommand& command) {
    ParticipantAccess* who = access_.Find(command.participant);
    if (who == nullptr) {
      who = &access_.participants.emplace_back();
      who->id = command.participant;
      token_hashes_.push_back(command.token_hash);
    } else {
      token_hashes_[IndexOf(command.participant)] = command.token_hash;
      std::erase_if(keys_, [&](const KeyFor& key) { return key.participant == command.participant; });
      EndAll(command.participant, Refusal::kReplaced);
    }
    who->role = command.role;
    who->only_item = command.only_item;
    who->expires_at = command.expires_at;
    who->revoked = false;
    keys_.insert(keys_.end(), command.keys.begin(), command.keys.end());
  }
  void Do(const RevokeCommand& command) {
    access_.Find(command.participant)->revoked = true;
    keys_.insert(keys_.end(), command.keys.begin(), command.keys.end());
  }
  void Do(const HandOverCommand& command) { access_.secretary = command.participant; }
  void Do(const ConsentCommand& command) {
    access_.consent = command.consent;
    access_.consent_until = command.until;
    access_.consent_changed = now;
  }
  void Do(const HelperCommand& command) { access_.helper = command.participant; }
  void Do(const AsideCommand& command) {
    access_.Find(command.participant)->in_aside = command.in;
    keys_.insert(keys_.end(), command.keys.begin(), command.keys.end());
  }
  void Do(const RetentionCommand& command) { access_.purge_at = command.purge_at; }
  void Do(const PurgeCommand& /*command*/) { access_.purge_at = now; }
  void Do(const ExportedCommand& /*command*/) {}
  void Do(const ReadLogCommand& /*command*/) {}
  void Handle(Connection connection, AppendFrame frame) {
    if (peers_[connection].participant.empty()) return End(connection, ErrorCode::kForbidden);
    if (holding_) {
      held_.emplace_back(connection, std::move(frame));
    } else {
      Append(connection, std::move(frame));
    }
  }
  void Handle(Connection connection, PresenceFrame frame) {
    if (peers_[connection].participant.empty()) return End(connection, ErrorCode::kForbidden);
    ++presences_;
    ToOthers(connection, PresenceFromFrame{connection, peers_[connection].participant, std::move(frame.payload)});
  }
  void Handle(Connection connection, PingFrame frame) {
    ++pings_;
    Send(connection, PongFrame{frame.number});
  }

  void Append(Connection connection, AppendFrame frame) {
    const auto peer = peers_.find(connection);
    if (peer == peers_.end()) return;
    const std::string from = peer->second.participant;
    const auto refuse = [&](ErrorCode code) {
      Send(connection, RefusedFrame{frame.document, frame.replica, frame.counter, code, Refusal::kNone, "no"});
    };
    if (refusal_) return refuse(*refusal_);
    if (!MayWrite(access_, from, frame.document, now)) return refuse(ErrorCode::kForbidden);
    if (const auto owner = owners_.find(frame.replica); owner != owners_.end() && owner->second != from) {
      return refuse(ErrorCode::kForbidden);
    }
    const AckFrame ack{frame.document, frame.replica, frame.counter, 0};
    for (const StoredUpdate& stored : Journal(frame.document)) {
      if (stored.replica != frame.replica || stored.counter < frame.counter) continue;
      if (stored.counter == frame.counter) return Send(connection, ack);
      return refuse(ErrorCode::kConflict);
    }
    const DocumentKind document = frame.document;
    const StoredUpdate stored = Store(from, std::move(frame));
    Send(connection, AckFrame{document, stored.replica, stored.counter, stored.sequence});
    Deliver(connection, document, stored);
  }
  void Deliver(Connection sender, DocumentKind document, const StoredUpdate& stored) {
    for (const auto& [connection, peer] : peers_) {
      if (connection == sender || !MayRead(access_, peer.participant, document, now)) continue;
      Send(connection, UpdatesFrame{document, true, {stored}});
    }
  }
  StoredUpdate Store(const std::string& participant, AppendFrame frame) {
    auto& journal = journals_[static_cast<std::size_t>(frame.document)];
    owners_[frame.replica] = participant;
    journal.push_back({journal.size() + 1, participant, frame.replica, frame.counter, std::move(frame.payload), now});
    return journal.back();
  }

  std::string meeting_;
  MeetingAccess access_;
  std::vector<TokenHash> token_hashes_;
  std::vector<KeyFor> keys_;
  std::map<std::string, std::string> secrets_;
  std::array<std::vector<StoredUpdate>, kDocumentKindCount> journals_;
  std::map<ReplicaId, std::string> owners_;
  std::map<Connection, Peer> peers_;
  Connection last_connection_ = 0;
  int pings_ = 0;
  int presences_ = 0;
  bool holding_ = false;
  std::vector<std::pair<Connection, AppendFrame>> held_;
  std::optional<ErrorCode> refusal_;
  bool holding_commands_ = false;
  std::vector<std::pair<Connection, CommandFrame>> held_commands_;
  std::optional<Refusal> command_refusal_;
  std::optional<Denied> creation_refusal_;
  std::vector<CreateFrame> created_;
  std::vector<LogEntry> log_;
};

}  // namespace samsyn
