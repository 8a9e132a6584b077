// libFuzzer: a client's session with a relay that says anything, at any time.
//
// What was written is in the outbox, in its order, until it is acknowledged or given back; whoever does what the
// session asks for, when it asks, comes to rest; and an honest relay can always have everything in the end.
#include <algorithm>
#include <deque>
#include <limits>
#include <set>

#include "shared/sync/sync_session.h"
#include "tests/fuzz/require_fuzz.h"
#include "tests/fuzz/sync_script.h"
#include "tests/support/seeded_random.h"

namespace samsyn {
namespace {

using State = SyncSession::State;
constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

bool Same(const OutgoingUpdate& one, const OutgoingUpdate& other) {
  return one.document == other.document && one.replica == other.replica && one.counter == other.counter &&
         one.payload == other.payload;
}

// The session, its owner (as client/app does it) and a transport.
class Client {
 public:
  explicit Client(ByteView script) : in_(script) {}

  void Run() {
    while (!in_.AtEnd()) {
      const auto step = static_cast<SyncStep>(in_.Byte() % kSyncSteps);
      const State before = session_.GetState();
      Take(step, in_.Byte());
      Check();
      const State after = session_.GetState();
      RequireFuzz(before != State::kEnded || after == State::kEnded || step == SyncStep::kRetry, "it comes back alone");
      RequireFuzz(after != State::kOnline || before == State::kOnline || before == State::kConnecting,
                  "online at once");
    }
    SaveEverything();
  }

 private:
  enum class Wire { kNone, kConnecting, kOpen };

  void Take(SyncStep step, std::uint8_t detail) {
    const DocumentKind document = ScriptDocument(detail);
    const ReplicaId replica = ScriptReplica(detail);
    switch (step) {
      case SyncStep::kFrame:
        return Receive(in_.Raw(std::min<std::size_t>(detail, in_.Remaining())));
      case SyncStep::kAck:
        return Receive(Encode(AckFrame{document, replica, in_.Byte(), detail}));
      case SyncStep::kRefuse:
        return Receive(Encode(RefusedFrame{document, replica, in_.Byte(), ErrorCode::kForbidden, Refusal::kNone, {}}));
      case SyncStep::kEnqueue:
        written_.push_back({document, replica, ++last_counter_, {detail}});
        return session_.Enqueue(written_.back(), now_);
      case SyncStep::kTime:
        now_ += detail < 128 ? detail : (detail - 127) * 1000;
        return;
      case SyncStep::kDue:
        if (session_.NextTick() != kNever) now_ = std::max(now_, session_.NextTick());
        return Tick();
      case SyncStep::kTick:
        return Tick();
      case SyncStep::kOpened:
        return Open();
      case SyncStep::kClosed:
        return Close();
      case SyncStep::kCommand:
        commands_.insert(session_.SendCommand(ReadLogCommand{detail}));
        return;
      case SyncStep::kRetry:
        session_.RetryNow();
        return Tick();
      case SyncStep::kOther:
        if (detail % 4 == 0) session_.Follow(document);
        if (detail % 4 == 1) session_.ForgetReceived(document);
        if (detail % 4 == 2) session_.SendPresence({detail});
        return;
    }
  }

  void Receive(ByteView frame) {
    if (wire_ != Wire::kOpen) return;
    session_.Receive(frame, now_);
    if (session_.WantsClose()) Close();
  }

  void Open() {
    if (wire_ != Wire::kConnecting) return;
    wire_ = Wire::kOpen;
    said_ = welcomes_ = 0;
    appended_.clear();
    session_.Opened(now_);
  }

  void Close() {
    if (wire_ == Wire::kNone) return;
    wire_ = Wire::kNone;
    session_.Closed(now_);
    HearAll();
    RequireFuzz(commands_.empty(), "a command is neither answered nor given up");
  }

  // Once it is called when it asked to be, it does not ask for the same again.
  void Tick() {
    session_.Tick(now_);
    if (session_.WantsClose()) {
      Close();
    } else if (session_.WantsConnection(now_)) {
      HearAll();
      session_.Connecting(now_);  // an earlier connection is dropped without a word
      wire_ = Wire::kConnecting;
    }
    RequireFuzz(session_.NextTick() > now_, "it wants to be called again at once, for ever");
  }

  void Check() {
    HearAll();
    const std::deque<OutgoingUpdate>& outbox = session_.Outbox();
    RequireFuzz(outbox.size() == written_.size(), "an update is lost, or there is one too many");
    RequireFuzz(std::ranges::equal(outbox, written_, Same), "updates change places");
    RequireFuzz(session_.GetState() != State::kOnline || wire_ == Wire::kOpen, "online without a connection");
    for (const Bytes& bytes : session_.TakeOutgoing()) Send(bytes);
  }

  // Hello comes first and alone; then each update once, unless the relay welcomes twice.
  void Send(const Bytes& bytes) {
    Result<ClientFrame> frame = DecodeClientFrame(bytes);
    RequireFuzz(frame.Ok() && wire_ == Wire::kOpen, "something is sent that cannot be read, or to nobody");
    RequireFuzz(std::holds_alternative<HelloFrame>(frame.Value()) == (said_++ == 0), "Hello comes first, and once");
    RequireFuzz(said_ == 1 || welcomes_ > 0, "something is sent before Welcome");
    const auto* append = std::get_if<AppendFrame>(&frame.Value());
    if (append == nullptr) return;
    RequireFuzz(appended_.insert(append->counter).second || welcomes_ > 1, "an update is sent twice");
    to_acknowledge_.push_back(*append);
  }

  void HearAll() {
    for (const SyncEvent& event : session_.TakeEvents()) std::visit([this](const auto& kind) { Hear(kind); }, event);
  }
  void Hear(const WelcomedEvent& /*event*/) { ++welcomes_; }
  void Hear(const AcknowledgedEvent& event) {
    std::erase_if(written_, [&](const OutgoingUpdate& update) {
      return update.document == event.document && update.replica == event.replica && update.counter <= event.counter;
    });
  }
  void Hear(const RefusedEvent& event) {
    RequireFuzz(!event.given_back.empty(), "nothing is given back");
    for (const OutgoingUpdate& back : event.given_back) {
      const auto found = std::ranges::find_if(written_, [&](const auto& update) { return Same(update, back); });
      RequireFuzz(found != written_.end() && back.document == event.document && back.replica == event.replica,
                  "what is given back was not waiting");
      written_.erase(found);
    }
  }
  void Hear(const AnsweredEvent& event) { RequireFuzz(commands_.erase(event.number) == 1, "an answer to nothing"); }
  template <typename Event>
  void Hear(const Event& /*event*/) {}

  // The relay is honest from here on.
  void SaveEverything() {
    Close();
    session_.RetryNow();
    to_acknowledge_.clear();
    for (int rounds = 0; session_.UnsavedCount() > 0; ++rounds) {
      RequireFuzz(rounds < 5000, "what was written is never saved");
      if (session_.NextTick() != kNever) now_ = std::max(now_, session_.NextTick());
      Tick();
      Check();
      if (wire_ == Wire::kConnecting) {
        Open();
        Check();
        Receive(Encode(WelcomeFrame{}));
        Check();
      }
      for (const AppendFrame& append : std::exchange(to_acknowledge_, {})) {
        Receive(Encode(AckFrame{append.document, append.replica, append.counter, 0}));
        Check();
      }
    }
  }

  ByteReader in_;
  SeededRandom random_{1};
  SyncSession session_{"noor", "token", random_};
  std::int64_t now_ = 1'000'000;
  Wire wire_ = Wire::kNone;
  std::uint64_t last_counter_ = 0;
  std::deque<OutgoingUpdate> written_;  // neither acknowledged nor given back
  std::set<std::uint64_t> commands_;    // not answered
  // Of this connection.
  std::size_t said_ = 0;
  int welcomes_ = 0;
  std::set<std::uint64_t> appended_;
  std::vector<AppendFrame> to_acknowledge_;
};

}  // namespace
}  // namespace samsyn

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  samsyn::Client({data, size}).Run();
  return 0;
}
