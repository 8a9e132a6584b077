// libFuzzer: anything at all said to the relay, in any order and at any time, while its disk fails now and then.
//
// The relay is the real one. relay_watch.h looks at what it answers, relay_room.h at what it lets be decided; here the
// bytes become what people say and do.
#include <map>
#include <string>

#include "tests/fuzz/relay_room.h"
#include "tests/fuzz/relay_script.h"

namespace samsyn {
namespace {

class Conversation {
 public:
  explicit Conversation(ByteView script) : in_(script) {}

  void Run() {
    while (in_.Remaining() >= kStepBytes) {
      Step step;
      for (std::uint8_t* byte : {&step.kind, &step.slot, &step.a, &step.b, &step.c, &step.d}) *byte = in_.Byte();
      Take(step);
      if ((step.kind & kThenTurn) != 0) room_.Turn();
      room_.CheckEverybody();
    }
    room_.End();
  }

 private:
  void Take(const Step& step) {
    const auto kind = static_cast<StepKind>((step.kind & ~kThenTurn) % kStepKinds);
    const std::int64_t time = kTimes[step.a % kTimes.size()];
    switch (kind) {
      case StepKind::kTime:
        return room_.Pass(time);
      case StepKind::kWallClock:
        return room_.MoveWallClock((step.b & 1) != 0 ? time : -time);
      case StepKind::kFail:
        return room_.Fail((step.a & 1) != 0, (step.a & 2) != 0);
      case StepKind::kRestart:
        slots_.fill(0);
        return room_.Restart();
      case StepKind::kRaw:
        return SayRaw(step);
      default:
        break;
    }
    ConnectionId& slot = SlotOf(step);
    if (slot == 0 && kind != StepKind::kHello && kind != StepKind::kCreate) return;
    if (slot == 0) slot = room_.Open("192.0.2." + std::to_string(step.slot / kSlots % 3));
    Speak(kind, step, slot);
  }

  void Speak(StepKind kind, const Step& step, ConnectionId& slot) {
    switch (kind) {
      case StepKind::kHello:
        return SayHello(step, slot);
      case StepKind::kAppend:
        return SayAppend(step, slot);
      case StepKind::kPresence:
        return room_.Say(slot, Encode(PresenceFrame{{step.a, step.b}}));
      case StepKind::kFollow:
        return room_.Say(slot, FollowFrame{{DocumentOf(step.a), step.b}});
      case StepKind::kCommand:
        return room_.Say(slot, CommandFrame{++last_command_, CommandOf(step, room_.Now(), room_.At(slot).meeting)});
      case StepKind::kCreate:
        return room_.Say(slot, CreationOf(step, room_.Now()));
      case StepKind::kClose:
        return room_.Close(std::exchange(slot, 0));
      case StepKind::kSlow:
        room_.At(slot).queued = step.a;
        return;
      case StepKind::kPong:
        return room_.HearPong(slot);
      default:
        return room_.Say(slot, Encode(PingFrame{step.a}));
    }
  }

  void SayHello(const Step& step, ConnectionId connection) {
    HelloFrame hello;
    hello.meeting = MeetingNameOf(step.b);
    hello.token = TokenOf(PersonOf(step.a), hello.meeting, step.b / 8u % 4);
    for (std::uint8_t i = 0; i < kDocumentKindCount; ++i) {
      if ((step.c >> std::min<int>(i, 7) & 1) != 0) hello.subscriptions.push_back({DocumentOf(i), step.d});
    }
    room_.Say(connection, hello);
  }

  void SayAppend(const Step& step, ConnectionId connection) {
    AppendFrame append;
    append.document = DocumentOf(step.a);
    // One's own replica, or one that others use too.
    append.replica = step.b % 4 == 0 ? 1000 + connection : step.b % 4u;
    // Mostly the next number, sometimes the last one again, or any.
    std::uint64_t& last = last_counter_[{append.document, append.replica}];
    append.counter = step.c < 0xC0 ? ++last : step.c < 0xE0 ? last : step.c & 0x1Fu;
    if (step.c == 0xFF) append.counter = ~std::uint64_t{0};
    const std::size_t size = step.d < 0xF0 ? step.d % 64u : room_.GetLimits().update_bytes + 1;
    append.payload.assign(size, static_cast<std::uint8_t>(append.counter));
    room_.Say(connection, append);
  }

  // What would be understood has steps of its own, so that it is known what was said.
  void SayRaw(const Step& step) {
    const ByteView raw = in_.Raw(std::min<std::size_t>(step.a, in_.Remaining()));
    if (SlotOf(step) != 0 && !DecodeClientFrame(raw).Ok()) room_.Say(SlotOf(step), Bytes(raw.begin(), raw.end()));
  }

  [[nodiscard]] ConnectionId& SlotOf(const Step& step) { return slots_[step.slot % kSlots]; }

  ByteReader in_;
  RelayRoom room_;
  std::array<ConnectionId, kSlots> slots_{};
  std::map<std::pair<DocumentKind, ReplicaId>, std::uint64_t> last_counter_;
  std::uint64_t last_command_ = 0;
};

}  // namespace
}  // namespace samsyn

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  samsyn::Conversation({data, size}).Run();
  return 0;
}
