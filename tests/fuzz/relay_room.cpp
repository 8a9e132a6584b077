#include "tests/fuzz/relay_room.h"

#include "server/log.h"
#include "tests/fuzz/require_fuzz.h"

namespace samsyn {
namespace {

// Small, so that a short script comes to the end of them.
Limits SmallLimits() {
  Limits limits;
  limits.frame_bytes = 2048;
  limits.update_bytes = 100;
  limits.meeting_bytes = 4000;
  limits.messages_per_second = 20;
  limits.message_burst = 40;
  limits.command_burst = 12;
  limits.participants_per_meeting = 8;
  limits.connections_per_meeting = 6;
  limits.connections = 7;
  limits.connections_per_address = 5;
  limits.wrong_links_per_address = 3;
  limits.wrong_links_per_meeting = 6;
  limits.created_per_hour = 2;
  limits.send_queue_bytes = 400;
  return limits;
}

const JournalMeeting& MeetingNumber(std::size_t number) {
  static const JournalMeeting kBoth[] = {ScriptMeeting(kMeetings[0]), ScriptMeeting(kMeetings[1])};
  return kBoth[number];
}

spdlog::logger& SilentLog() {
  static const std::shared_ptr<spdlog::logger> kLog = MakeSilentLog();
  return *kLog;
}

// What `actor` has brought about must have been theirs to decide.
void CheckDecision(const MeetingAccess& before, const MeetingAccess& after, const std::string& actor) {
  const ParticipantAccess& by = *before.Find(actor);
  const bool is_person = by.role == Role::kIndividual;
  const bool is_chair = by.role == Role::kChair;
  const bool is_helper = before.helper == actor;
  if (after.consent_changed != before.consent_changed || after.consent != before.consent) {
    RequireFuzz(is_person || is_helper, "somebody else has decided on the consent");
  }
  if (after.helper != before.helper && !after.helper.empty()) RequireFuzz(is_person, "the helper is not chosen");
  if (after.purge_at != before.purge_at) RequireFuzz(is_person || is_chair, "somebody else has decided the end");
  if (after.secretary != before.secretary && !after.secretary.empty()) {
    RequireFuzz(is_person || is_chair || before.secretary == actor, "somebody has taken the pen");
  }
  std::size_t persons = 0;
  for (const ParticipantAccess& one : after.participants) {
    const ParticipantAccess* earlier = before.Find(one.id);
    persons += one.role == Role::kIndividual ? 1 : 0;
    if (earlier == nullptr || one.revoked != earlier->revoked || one.role != earlier->role) {
      RequireFuzz(is_person || is_chair, "somebody else has invited or taken a link back");
      RequireFuzz(earlier == nullptr || one.id != actor || one.revoked, "somebody has changed their own role");
    }
    if (one.in_aside && (earlier == nullptr || !earlier->in_aside)) RequireFuzz(is_person, "the aside is not theirs");
  }
  RequireFuzz(persons == 1, "a meeting is one person's");
}

}  // namespace

RelayRoom::RelayRoom() : limits_(SmallLimits()) {
  for (const std::size_t number : {0u, 1u}) {
    RequireFuzz(journal_.CreateMeeting(MeetingNumber(number), {}).Ok(), "a meeting is not made");
  }
  StartRelay();
}

void RelayRoom::StartRelay() {
  const CreationPolicy with_code{CreationPolicy::Who::kCode, HashToken(kScriptCode)};
  relay_ = std::make_unique<Relay>(journal_, watch_, clock_, limits_, SilentLog(), with_code);
}

ConnectionId RelayRoom::Open(const std::string& address) {
  watch_.Open(++last_connection_);
  relay_->OnOpen(last_connection_, address);
  return last_connection_;
}

void RelayRoom::Close(ConnectionId connection) {
  relay_->OnClosed(connection);
  watch_.Forget(connection);
}

void RelayRoom::CloseAll() {
  while (!watch_.Peers().empty()) Close(watch_.Peers().begin()->first);
}

void RelayRoom::Say(ConnectionId connection, const Bytes& frame) {
  RelayWatch::Peer& peer = At(connection);
  if (peer.paused) return;
  watch_.SetSpeaker(connection);
  const Reading reading = relay_->OnMessage(connection, AsText(frame));
  watch_.SetSpeaker(0);
  peer.paused = reading == Reading::kPause;
}

void RelayRoom::Say(ConnectionId connection, const HelloFrame& frame) {
  RelayWatch::Peer& peer = At(connection);
  if (!Listens(connection)) return;
  const bool is_first = peer.participant.empty();
  if (is_first) {
    peer.meeting = frame.meeting;
    peer.token_hash = HashToken(frame.token);
  }
  Say(connection, Encode(frame));
  RequireFuzz(is_first || peer.ended, "Hello may be said twice");
  for (const Subscription& subscription : frame.subscriptions) watch_.Follows(peer, subscription);
}

void RelayRoom::Say(ConnectionId connection, const AppendFrame& frame) {
  RelayWatch::Peer& peer = At(connection);
  if (!Listens(connection)) return;
  if (!peer.participant.empty()) {
    peer.pending.push_back(frame);
    peer.sent.insert({frame.document, frame.replica, frame.counter});
  }
  Say(connection, Encode(frame));
}

void RelayRoom::Say(ConnectionId connection, const FollowFrame& frame) {
  if (!Listens(connection)) return;
  Say(connection, Encode(frame));
  watch_.Follows(At(connection), frame.subscription);
}

void RelayRoom::Say(ConnectionId connection, const CommandFrame& frame) {
  RelayWatch::Peer& peer = At(connection);
  if (!Listens(connection)) return;
  if (peer.participant.empty()) return Say(connection, Encode(frame));
  const MeetingAccess before = storage_.Find(peer.meeting)->stored.meeting.access;
  const std::size_t log_size = storage_.Find(peer.meeting)->log.size();
  peer.unanswered.insert(frame.number);
  Say(connection, Encode(frame));
  RequireFuzz(peer.ended || peer.unanswered.empty(), "a command is not answered at once");
  if (const MemoryMeeting* meeting = storage_.Find(peer.meeting)) {
    const MeetingAccess& after = meeting->stored.meeting.access;
    CheckDecision(before, after, peer.participant);
    RequireFuzz(after == before || meeting->log.size() > log_size, "the access log does not say what was decided");
  } else {
    const Role role = before.Find(peer.participant)->role;
    RequireFuzz(role == Role::kIndividual || role == Role::kChair, "somebody else has deleted the meeting");
  }
}

void RelayRoom::Say(ConnectionId connection, const CreateFrame& frame) {
  RelayWatch::Peer& peer = At(connection);
  if (!Listens(connection)) return;
  const Result<Bundle> bundle = DecodeBundle(frame.bundle);
  const std::string name = bundle.Ok() ? bundle.Value().meeting : std::string();
  const std::size_t count = storage_.meetings.size();
  const bool was_there = storage_.Find(name) != nullptr || storage_.purged.contains(name);
  const bool may = peer.participant.empty() && frame.code == kScriptCode && frame.version == kProtocolVersion;
  Say(connection, Encode(frame));
  RequireFuzz(peer.ended && peer.closed, "a connection goes on after a meeting was to be made");
  RequireFuzz(storage_.meetings.size() == count + (peer.created ? 1 : 0), "what is said is not what was made");
  if (!peer.created) return;
  RequireFuzz(may && bundle.Ok() && !was_there, "a meeting is made that may not be");
  const MemoryMeeting& made = *storage_.Find(name);
  const MeetingAccess& access = made.stored.meeting.access;
  RequireFuzz(access == bundle.Value().access && made.stored.meeting.token_hashes == bundle.Value().token_hashes,
              "another meeting is made than was sent");
  RequireFuzz(access.purge_at > Now() && access.purge_at - Now() <= kLongestRetention.count(),
              "a meeting is made that stays for longer than it may");
  RequireFuzz(made.log.size() == 1 && made.log[0].event == LogEvent::kCreated,
              "the access log does not say it is made");
}

void RelayRoom::Turn() {
  latest_ = std::max(latest_, clock_.unix_time);
  (void)relay_->OnTurn();
  watch_.CheckTurn();
}

void RelayRoom::Pass(std::int64_t time) {
  clock_.now += std::chrono::milliseconds(time);
  clock_.unix_time += time;
}

void RelayRoom::MoveWallClock(std::int64_t by) {
  clock_.unix_time += by;
  Turn();
}

void RelayRoom::Fail(bool writes, bool reads) {
  journal_.writes_fail = writes;
  journal_.reads_fail = reads;
}

void RelayRoom::Restart() {
  // What could not be written to the log is lost with the process.
  log_is_whole_ = log_is_whole_ && !journal_.writes_fail;
  latest_ = std::max(latest_, clock_.unix_time);
  relay_->OnStop();
  for (const auto& [connection, peer] : watch_.Peers()) RequireFuzz(peer.closed, "the relay stops and leaves one open");
  CloseAll();
  StartRelay();
}

void RelayRoom::End() {
  Fail(false, false);
  watch_.EverybodyReads();
  int turns = 0;
  while (relay_->OnTurn().count() == 0) RequireFuzz(++turns < 1000, "the relay never comes to rest");
  Turn();
  watch_.CheckCaughtUp();
  CloseAll();
  Pass(61 * kSecond);  // for what was to be deleted while the journal failed
  Turn();
  RequireFuzz(relay_->SessionCount() == 0, "a session outlives its connection");
  RequireFuzz(relay_->MeetingCount() == 0, "a meeting is open without anybody in it");
  CheckStored();
}

void RelayRoom::CheckStored() const {
  for (const auto& [id, meeting] : storage_.meetings) {
    const std::int64_t purge_at = meeting.stored.meeting.access.purge_at;
    RequireFuzz(purge_at > clock_.unix_time, "a meeting is kept for longer than it may be");
    // Of a meeting whose end had come before the clock was set back, nothing more is written down.
    if (!log_is_whole_ || purge_at <= latest_) continue;
    const auto joined = std::ranges::count(meeting.log, LogEvent::kJoined, &LogEntry::event);
    const auto left = std::ranges::count(meeting.log, LogEvent::kLeft, &LogEntry::event);
    RequireFuzz(joined == left, "the access log has not everybody who came and went");
  }
}

}  // namespace samsyn
