#include "tests/fuzz/relay_watch.h"

#include <algorithm>
#include <variant>

#include "tests/fuzz/require_fuzz.h"

namespace samsyn {

MemoryMeeting& RelayWatch::MeetingOf(const Peer& peer) const {
  MemoryMeeting* meeting = storage_.Find(peer.meeting);
  RequireFuzz(meeting != nullptr, "somebody is told of a meeting that is deleted");
  return *meeting;
}

void RelayWatch::Send(std::string_view frame, const std::vector<ConnectionId>& receivers) {
  RequireFuzz(frame.size() <= kMaxFrameBytes + 1024, "a frame is too large");
  Result<ServerFrame> decoded = DecodeServerFrame(AsBytes(frame));
  RequireFuzz(decoded.Ok(), "the relay sends what no client can read");
  for (const ConnectionId receiver : receivers) {
    const auto peer = peers_.find(receiver);
    RequireFuzz(peer != peers_.end(), "something is sent to a connection that is gone");
    RequireFuzz(!peer->second.closed && !peer->second.ended, "something is sent after the last frame");
    std::visit([&](const auto& kind) { Take(peer->second, kind); }, decoded.Value());
  }
}

void RelayWatch::Close(ConnectionId connection, CloseCode /*code*/, std::string_view /*reason*/) {
  Peer& peer = peers_.at(connection);
  RequireFuzz(peer.ended && !peer.closed, "a connection is closed twice, or without being told why");
  peer.closed = true;
}

void RelayWatch::Ping(ConnectionId connection) {
  RequireFuzz(!peers_.at(connection).closed, "a closed connection is pinged");
}

void RelayWatch::ResumeReading(ConnectionId connection) { peers_.at(connection).paused = false; }

std::size_t RelayWatch::QueuedBytes(ConnectionId connection) const { return peers_.at(connection).queued; }

void RelayWatch::Follows(Peer& peer, const Subscription& subscription) {
  const auto document = static_cast<Document>(subscription.document);
  if (peer.ended || peer.participant.empty() || peer.following[document]) return;
  const MemoryMeeting& meeting = MeetingOf(peer);
  if (!MayRead(meeting.stored.meeting.access, peer.participant, subscription.document, clock_.UnixTime())) return;
  peer.following[document] = true;
  const bool is_stored = subscription.after_sequence <= meeting.updates[document].size();
  peer.reached[document] = is_stored ? subscription.after_sequence : 0;
}

void RelayWatch::CheckEverybody() const {
  for (const auto& [id, peer] : peers_) {
    if (peer.ended || peer.participant.empty()) continue;
    const JournalMeeting& meeting = MeetingOf(peer).stored.meeting;
    RequireFuzz(WhyNotIn(meeting.access, peer.participant, turned_at_) == Refusal::kNone,
                "somebody is in the meeting who may not be");
    const auto index = meeting.access.Find(peer.participant) - meeting.access.participants.data();
    RequireFuzz(meeting.token_hashes[static_cast<std::size_t>(index)] == peer.token_hash,
                "somebody is in the meeting with a link that was replaced");
  }
}

void RelayWatch::CheckTurn() {
  turned_at_ = clock_.UnixTime();
  for (const auto& [id, peer] : peers_) {
    if (!peer.ended) RequireFuzz(peer.pending.empty(), "an update is neither acknowledged nor refused");
  }
  CheckEverybody();
}

void RelayWatch::CheckCaughtUp() const {
  for (const auto& [id, peer] : peers_) {
    if (peer.ended || peer.participant.empty()) continue;
    RequireFuzz(peer.unanswered.empty(), "a command is not answered");
    for (Document document = 0; document < peer.following.size(); ++document) {
      if (peer.following[document]) CheckNoHole(peer, document, MeetingOf(peer).updates[document].size() + 1);
    }
  }
}

void RelayWatch::CheckNoHole(const Peer& peer, Document document, std::uint64_t sequence) const {
  const std::vector<StoredUpdate>& stored = MeetingOf(peer).updates[document];
  for (std::uint64_t between = peer.reached[document] + 1; between < sequence; ++between) {
    const StoredUpdate& update = stored.at(static_cast<std::size_t>(between - 1));
    RequireFuzz(peer.sent.contains({static_cast<DocumentKind>(document), update.replica, update.counter}),
                "an update of somebody else is left out");
  }
}

void RelayWatch::Take(Peer& peer, const WelcomeFrame& frame) {
  const JournalMeeting& meeting = MeetingOf(peer).stored.meeting;
  const ParticipantAccess* participant = meeting.access.Find(frame.participant);
  RequireFuzz(peer.participant.empty() && participant != nullptr, "a Welcome out of place");
  const auto index = static_cast<std::size_t>(participant - meeting.access.participants.data());
  RequireFuzz(meeting.token_hashes[index] == peer.token_hash && frame.role == participant->role,
              "somebody is welcomed as somebody else");
  peer.participant = frame.participant;
  peer.number = frame.connection;
}

void RelayWatch::Take(Peer& peer, const AccessFrame& frame) {
  const JournalMeeting& meeting = MeetingOf(peer).stored.meeting;
  RequireFuzz(!peer.participant.empty(), "Access comes before Welcome");
  MeetingAccess told = meeting.access;
  // Who is in the aside is the person's to know, and theirs who are in it.
  const bool is_person = told.Find(peer.participant)->role == Role::kIndividual;
  for (ParticipantAccess& other : told.participants) {
    other.in_aside = other.in_aside && (is_person || other.id == peer.participant);
  }
  RequireFuzz(frame.access == told && frame.now == clock_.UnixTime(), "Access says what is not stored");
  std::vector<WrappedKey> keys;
  for (const KeyFor& key : meeting.keys) {
    if (key.participant == peer.participant) keys.push_back(key.key);
  }
  RequireFuzz(std::ranges::is_permutation(frame.keys, keys), "Access has other keys than those of its participant");
  peer.access = frame.access;
  for (Document document = 0; document < peer.following.size(); ++document) {
    const auto kind = static_cast<DocumentKind>(document);
    if (!MayRead(frame.access, peer.participant, kind, frame.now)) peer.following[document] = false;
  }
}

void RelayWatch::Take(Peer& peer, const UpdatesFrame& frame) {
  const auto document = static_cast<Document>(frame.document);
  const std::int64_t now = clock_.UnixTime();
  const MemoryMeeting& meeting = MeetingOf(peer);
  RequireFuzz(peer.access && MayRead(*peer.access, peer.participant, frame.document, now),
              "updates of a document go to somebody who may not read it, as they were told");
  RequireFuzz(MayRead(meeting.stored.meeting.access, peer.participant, frame.document, now),
              "updates of a document go to somebody who may not read it");
  RequireFuzz(peer.following[document], "updates of a document go to somebody who does not follow it");
  for (const StoredUpdate& update : frame.updates) {
    RequireFuzz(update.sequence > peer.reached[document] && update.sequence <= meeting.updates[document].size(),
                "an update comes twice, out of order or without being stored");
    CheckNoHole(peer, document, update.sequence);
    const StoredUpdate& stored = meeting.updates[document][static_cast<std::size_t>(update.sequence - 1)];
    RequireFuzz(stored.participant == update.participant && stored.replica == update.replica &&
                    stored.counter == update.counter && stored.payload == update.payload && stored.at == update.at,
                "an update is not the one that is stored");
    peer.reached[document] = update.sequence;
  }
  if (frame.caught_up) CheckNoHole(peer, document, meeting.updates[document].size() + 1);
}

void RelayWatch::Take(Peer& peer, const AckFrame& frame) {
  const MemoryMeeting& meeting = MeetingOf(peer);
  std::size_t acknowledged = 0;
  std::erase_if(peer.pending, [&](const AppendFrame& append) {
    if (append.document != frame.document || append.replica != frame.replica || append.counter > frame.counter) {
      return false;
    }
    const StoredUpdate* stored = meeting.Find(append.document, append.replica, append.counter);
    RequireFuzz(stored != nullptr && stored->payload == append.payload && stored->participant == peer.participant,
                "an acknowledged update is not stored");
    ++acknowledged;
    return true;
  });
  RequireFuzz(acknowledged > 0, "an acknowledgement of nothing");
}

void RelayWatch::Take(Peer& peer, const RefusedFrame& frame) {
  const auto is_it = [&](const AppendFrame& append) {
    return append.document == frame.document && append.replica == frame.replica && append.counter == frame.counter;
  };
  const MemoryMeeting& meeting = MeetingOf(peer);
  auto refused = peer.pending.end();
  for (auto append = peer.pending.begin(); append != peer.pending.end(); ++append) {
    if (!is_it(*append)) continue;
    // Refused at once: the last one. In a commit: one that is not stored, and not another with the same number.
    const StoredUpdate* stored = meeting.Find(frame.document, frame.replica, frame.counter);
    const bool is_stored = stored != nullptr && stored->payload == append->payload;
    if (refused == peer.pending.end() || speaker_ != 0 || !is_stored) refused = append;
  }
  RequireFuzz(refused != peer.pending.end(), "a refusal of nothing");
  peer.pending.erase(refused);
}

bool RelayWatch::MayHear(const MeetingAccess& access, const std::string& one, const std::string& other,
                         std::int64_t now) const {
  for (const DocumentKind place :
       {DocumentKind::kPlan, DocumentKind::kItem1, DocumentKind::kItem2, DocumentKind::kItem3, DocumentKind::kItem4}) {
    if (MayRead(access, one, place, now) && MayRead(access, other, place, now)) return true;
  }
  return false;
}

void RelayWatch::Take(Peer& peer, const PresenceFromFrame& frame) {
  const Peer& from = peers_.at(speaker_);
  RequireFuzz(&from != &peer && from.meeting == peer.meeting && !from.ended, "presence crosses meetings");
  RequireFuzz(frame.participant == from.participant && frame.connection == from.number, "presence of somebody else");
  // Time that has passed is noticed in the next turn.
  const MeetingAccess& access = MeetingOf(peer).stored.meeting.access;
  RequireFuzz(MayHear(access, frame.participant, peer.participant, clock_.UnixTime()) ||
                  MayHear(access, frame.participant, peer.participant, turned_at_),
              "presence reaches somebody who shares no place with whom it is of");
}

void RelayWatch::Take(Peer& peer, const LeftFrame& frame) {
  RequireFuzz(!peer.participant.empty() && frame.connection != peer.number, "somebody is told that they left");
}

void RelayWatch::Take(Peer& peer, const ErrorFrame& /*frame*/) { peer.ended = true; }

void RelayWatch::Take(Peer& /*peer*/, const PongFrame& /*frame*/) {}

void RelayWatch::Take(Peer& peer, const AnswerFrame& frame) {
  RequireFuzz(peer.unanswered.erase(frame.number) == 1, "an answer to nothing");
}

void RelayWatch::Take(Peer& peer, const LogFrame& frame) {
  const std::vector<LogEntry>& log = MeetingOf(peer).log;
  for (const LogEntry& entry : frame.entries) {
    RequireFuzz(entry.sequence >= 1 && entry.sequence <= log.size(), "the access log has what is not stored");
    RequireFuzz(log[static_cast<std::size_t>(entry.sequence - 1)] == entry, "the access log has something else");
  }
}

void RelayWatch::Take(Peer& peer, const CreatedFrame& /*frame*/) {
  RequireFuzz(peer.participant.empty(), "somebody who is in a meeting is told that they have made one");
  peer.ended = peer.created = true;
}

}  // namespace samsyn
