// libFuzzer: anything at all said to the relay, in any order and at any time, while its disk fails now and then.
//
// The relay is the real one; relay_watch.h looks at what it answers, and here is what may be decided by whom.
#include <algorithm>
#include <memory>

#include "server/log.h"
#include "server/relay.h"
#include "tests/fuzz/relay_script.h"
#include "tests/fuzz/relay_watch.h"
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
  limits.send_queue_bytes = 400;
  return limits;
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

class Conversation {
 public:
  explicit Conversation(ByteView script) : in_(script) {
    for (const char* id : {kMeetings[0], kMeetings[1]}) {
      RequireFuzz(journal_.CreateMeeting(MeetingTemplate(id), {}).Ok(), "a meeting is not made");
    }
    StartRelay();
  }

  void Run() {
    while (in_.Remaining() >= kStepBytes) {
      Step step;
      for (std::uint8_t* byte : {&step.kind, &step.slot, &step.a, &step.b, &step.c, &step.d}) *byte = in_.Byte();
      Take(step);
      if ((step.kind & kThenTurn) != 0) Turn();
      watch_.CheckEverybody();
    }
    End();
  }

 private:
  static const JournalMeeting& MeetingTemplate(const std::string& id) {
    static const JournalMeeting kNoor = ScriptMeeting(kMeetings[0]);
    static const JournalMeeting kOther = ScriptMeeting(kMeetings[1]);
    return id == kMeetings[0] ? kNoor : kOther;
  }

  void StartRelay() { relay_ = std::make_unique<Relay>(journal_, watch_, clock_, limits_, *log_); }

  void Turn() {
    latest_ = std::max(latest_, clock_.unix_time);
    (void)relay_->OnTurn();
    watch_.CheckTurn();
  }

  void Take(const Step& step) {
    ConnectionId& slot = slots_[step.slot % kSlots];
    const auto kind = static_cast<StepKind>((step.kind & ~kThenTurn) % kStepKinds);
    if (kind == StepKind::kHello && slot == 0) Open(slot, step.slot);
    switch (kind) {
      case StepKind::kTime:
        clock_.now += std::chrono::milliseconds(kTimes[step.a % kTimes.size()]);
        clock_.unix_time += kTimes[step.a % kTimes.size()];
        return;
      case StepKind::kWallClock:
        // Set back or forward, seldom; in between the relay has a turn.
        clock_.unix_time += (step.b & 1) != 0 ? kTimes[step.a % kTimes.size()] : -kTimes[step.a % kTimes.size()];
        return Turn();
      case StepKind::kFail:
        journal_.writes_fail = (step.a & 1) != 0;
        journal_.reads_fail = (step.a & 2) != 0;
        return;
      case StepKind::kRestart:
        return Restart();
      default:
        if (slot == 0) {
          if (kind == StepKind::kRaw) (void)in_.Raw(std::min<std::size_t>(step.a, in_.Remaining()));
          return;
        }
        return Speak(kind, step, slot);
    }
  }

  void Open(ConnectionId& slot, std::uint8_t address) {
    slot = ++last_connection_;
    watch_.Open(slot);
    relay_->OnOpen(slot, "192.0.2." + std::to_string(address / kSlots % 3));
  }

  void Speak(StepKind kind, const Step& step, ConnectionId& slot) {
    RelayWatch::Peer& peer = watch_.At(slot);
    switch (kind) {
      case StepKind::kHello:
        return SayHello(step, slot, peer);
      case StepKind::kAppend:
        return SayAppend(step, slot, peer);
      case StepKind::kPresence:
        return Say(slot, Encode(PresenceFrame{{step.a, step.b}}));
      case StepKind::kFollow: {
        const Subscription subscription{DocumentOf(step.a), step.b};
        Say(slot, Encode(FollowFrame{subscription}));
        return watch_.Follows(peer, subscription);
      }
      case StepKind::kCommand:
        return SayCommand(step, slot, peer);
      case StepKind::kRaw: {
        const ByteView raw = in_.Raw(std::min<std::size_t>(step.a, in_.Remaining()));
        // What would be understood has steps of its own, so that it is known what was said.
        if (!DecodeClientFrame(raw).Ok() || raw.size() > limits_.frame_bytes) Say(slot, {raw.begin(), raw.end()});
        return;
      }
      case StepKind::kClose:
        return Close(slot);
      case StepKind::kSlow:
        peer.queued = step.a;
        return;
      case StepKind::kPong:
        return relay_->OnPong(slot);
      default:
        return Say(slot, Encode(PingFrame{step.a}));
    }
  }

  // A transport does not read on where the relay has asked it not to.
  void Say(ConnectionId slot, const Bytes& frame) {
    RelayWatch::Peer& peer = watch_.At(slot);
    if (peer.paused) return;
    watch_.SetSpeaker(slot);
    const Reading reading = relay_->OnMessage(slot, AsText(frame));
    watch_.SetSpeaker(0);
    peer.paused = reading == Reading::kPause;
  }

  void SayHello(const Step& step, ConnectionId slot, RelayWatch::Peer& peer) {
    HelloFrame hello;
    hello.meeting = MeetingNameOf(step.b);
    hello.token = TokenOf(PersonOf(step.a), hello.meeting, step.b / 8u % 4);
    for (std::uint8_t i = 0; i < kDocumentKindCount; ++i) {
      if ((step.c >> std::min<int>(i, 7) & 1) != 0) hello.subscriptions.push_back({DocumentOf(i), step.d});
    }
    const bool is_first = peer.participant.empty() && !peer.ended && !peer.paused;
    if (is_first) {
      peer.meeting = hello.meeting;
      peer.token_hash = HashToken(hello.token);
    }
    Say(slot, Encode(hello));
    if (!is_first || peer.ended) return;
    for (const Subscription& subscription : hello.subscriptions) watch_.Follows(peer, subscription);
  }

  void SayAppend(const Step& step, ConnectionId slot, RelayWatch::Peer& peer) {
    if (peer.paused || peer.ended) return;
    AppendFrame append;
    append.document = DocumentOf(step.a);
    // Mostly one's own replica; otherwise one that others use too.
    append.replica = step.b % 4 == 0 ? 1000 + slot : step.b % 4u;
    std::uint64_t& last = last_counter_[{append.document, append.replica}];
    append.counter = step.c < 0xC0 ? last + 1 : step.c < 0xE0 ? last : step.c & 0x1Fu;
    if (step.c == 0xFF) append.counter = ~std::uint64_t{0};
    if (step.c < 0xC0) last = append.counter;
    append.payload.assign(step.d < 0xF0 ? step.d % 64u : limits_.update_bytes + 1,
                          static_cast<std::uint8_t>(append.counter));
    if (!peer.participant.empty()) {
      peer.pending.push_back(append);
      peer.sent.insert({append.document, append.replica, append.counter});
    }
    Say(slot, Encode(append));
  }

  void SayCommand(const Step& step, ConnectionId slot, RelayWatch::Peer& peer) {
    if (peer.paused || peer.ended) return;
    const CommandFrame frame{++last_command_, CommandOf(step, clock_.unix_time, peer.meeting)};
    if (peer.participant.empty()) return Say(slot, Encode(frame));
    const MeetingAccess before = storage_.Find(peer.meeting)->stored.meeting.access;
    const std::size_t log_size = storage_.Find(peer.meeting)->log.size();
    peer.unanswered.insert(frame.number);
    Say(slot, Encode(frame));
    RequireFuzz(peer.ended || peer.unanswered.empty(), "a command is not answered at once");
    if (const MemoryMeeting* meeting = storage_.Find(peer.meeting)) {
      CheckDecision(before, meeting->stored.meeting.access, peer.participant);
      RequireFuzz(meeting->stored.meeting.access == before || meeting->log.size() > log_size,
                  "something was decided and the access log does not say so");
    } else {
      const Role role = before.Find(peer.participant)->role;
      RequireFuzz(role == Role::kIndividual || role == Role::kChair, "somebody else has deleted the meeting");
    }
  }

  void Close(ConnectionId& slot) {
    const ConnectionId gone = slot;
    slot = 0;
    relay_->OnClosed(gone);
    watch_.Forget(gone);
  }

  void CloseAll() {
    for (ConnectionId& slot : slots_) {
      if (slot != 0) Close(slot);
    }
  }

  void Restart() {
    // What could not be written to the log is lost with the process.
    log_is_whole_ = log_is_whole_ && !journal_.writes_fail;
    relay_->OnStop();
    for (const auto& [connection, peer] : watch_.Peers()) {
      RequireFuzz(peer.closed, "the relay has stopped and somebody is still connected");
    }
    CloseAll();
    StartRelay();
  }

  void End() {
    journal_.writes_fail = journal_.reads_fail = false;
    watch_.EverybodyReads();
    latest_ = std::max(latest_, clock_.unix_time);
    int turns = 0;
    while (relay_->OnTurn().count() == 0) RequireFuzz(++turns < 1000, "the relay never comes to rest");
    watch_.CheckTurn();
    watch_.CheckCaughtUp();
    CloseAll();
    clock_.now += std::chrono::milliseconds(61 * kSecond);  // for what was to be deleted while the journal failed
    (void)relay_->OnTurn();
    RequireFuzz(relay_->SessionCount() == 0, "a session outlives its connection");
    RequireFuzz(relay_->MeetingCount() == 0, "a meeting is open without anybody in it");
    for (const auto& [id, meeting] : storage_.meetings) {
      const std::int64_t purge_at = meeting.stored.meeting.access.purge_at;
      RequireFuzz(purge_at > clock_.unix_time, "a meeting is kept for longer than it may be");
      // Of a meeting whose end had come before the clock was set back, nothing more is written down.
      if (purge_at <= latest_) continue;
      const auto joined = std::ranges::count(meeting.log, LogEvent::kJoined, &LogEntry::event);
      const auto left = std::ranges::count(meeting.log, LogEvent::kLeft, &LogEntry::event);
      if (log_is_whole_) RequireFuzz(joined == left, "the access log has not everybody who came and went");
    }
  }

  ByteReader in_;
  ScriptClock clock_;
  MemoryStorage storage_;
  MemoryJournal journal_{storage_};
  RelayWatch watch_{storage_, clock_};
  const Limits limits_ = SmallLimits();
  std::shared_ptr<spdlog::logger> log_ = SilentLog();
  std::unique_ptr<Relay> relay_;
  std::array<ConnectionId, kSlots> slots_{};
  ConnectionId last_connection_ = 0;
  std::map<std::pair<DocumentKind, ReplicaId>, std::uint64_t> last_counter_;
  std::uint64_t last_command_ = 0;
  bool log_is_whole_ = true;
  std::int64_t latest_ = kScriptBegins;  // the wall clock ever said

  static std::shared_ptr<spdlog::logger> SilentLog() {
    static const std::shared_ptr<spdlog::logger> kLog = MakeSilentLog();
    return kLog;
  }
};

}  // namespace
}  // namespace samsyn

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  samsyn::Conversation({data, size}).Run();
  return 0;
}
