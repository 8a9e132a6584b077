// First inputs made of what people and relays really say to each other.
#include <string>
#include <vector>

#include "client/state/presence.h"
#include "server/nats_bus.h"
#include "server/stored_records.h"
#include "shared/wire/bundle.h"
#include "shared/wire/frames.h"
#include "tests/fuzz/corpus.h"
#include "tests/fuzz/relay_script.h"
#include "tests/fuzz/sync_script.h"
#include "tests/fuzz/wire_script.h"

namespace samsyn {
namespace {

std::uint8_t AnyByte(SeededRandom& random) { return static_cast<std::uint8_t>(random.Below(256)); }

// --- The decoders ---

std::vector<ClientFrame> ClientFrames() {
  std::vector<ClientFrame> frames = {
      HelloFrame{kProtocolVersion, "noor", TokenOf("anna", "noor", 0), {{DocumentKind::kPlan, 3}}},
      AppendFrame{DocumentKind::kVoice, 7, 300, {1, 2, 3}}, PresenceFrame{{1, 0}}, PingFrame{5},
      FollowFrame{{DocumentKind::kAside, 0}}};
  for (std::uint8_t kind = 0; kind < 10; ++kind) {
    const Step step{0, 0, kind, 7, static_cast<std::uint8_t>(kind == 7 ? 0 : 0xC1), 2};
    frames.push_back(CommandFrame{kind + 1u, CommandOf(step, kScriptBegins, "noor")});
  }
  frames.push_back(CreationOf({}, kScriptBegins));
  return frames;
}

std::vector<ServerFrame> ServerFrames() {
  const JournalMeeting meeting = ScriptMeeting("noor");
  return {WelcomeFrame{kProtocolVersion, "anna", Role::kChair, 4},
          AccessFrame{meeting.access, {{DocumentKind::kPlan, 1, {1, 2}}}, kScriptBegins},
          UpdatesFrame{DocumentKind::kPlan,
                       true,
                       {{1, "anna", 7, 1, {1, 2, 3}, kScriptBegins}, {2, "noor", 8, 1, {}, kScriptBegins + kDay}}},
          AckFrame{DocumentKind::kPlan, 7, 300, 2},
          PresenceFromFrame{4, "anna", {1, 0}},
          LeftFrame{4},
          RefusedFrame{DocumentKind::kPlan, 7, 2, ErrorCode::kForbidden, Refusal::kMayNotWrite, "no"},
          ErrorFrame{ErrorCode::kForbidden, Refusal::kNoConsent, "no"},
          AnswerFrame{3, true, Refusal::kNone, {}},
          LogFrame{{{1, kScriptBegins, LogEvent::kInvited, "anna", "ny", "observer"}}, true},
          PongFrame{5},
          CreatedFrame{}};
}

Bytes ExampleBundle() {
  const JournalMeeting meeting = ScriptMeeting("noor");
  return EncodeBundle({"noor",
                       meeting.access,
                       meeting.token_hashes,
                       {HonestlyWrapped(true)},
                       {{"noor", DocumentKind::kPlan, 7, 1, HonestlySealed()}}});
}

// As NATS keeps them; the checksums, which the fuzzer puts there itself, are the last eight bytes.
std::vector<Bytes> StoredMessages() {
  const std::vector<StoredUpdate> updates = {{5, "anna", 7, 1, {1, 2, 3}, kScriptBegins}, {6, "noor", 8, 1, {}, 0}};
  const LogBatch log{9, {{1, kScriptBegins, LogEvent::kInvited, "anna", "ny", "observer"}}};
  MeetingRecord record{3, ScriptMeeting("noor"), {{"anna", TokenHash{1}}}, "room", log};
  record.meeting.keys = {HonestlyWrapped(true)};
  std::vector<Bytes> messages = {EncodeBatch(updates, kStoredAt), EncodeBatch(log, kStoredAt),
                                 EncodeRecord(record, kStoredAt),
                                 EncodeRecord(Tombstone{4, kScriptBegins, "room"}, kStoredAt)};
  for (Bytes& message : messages) message.resize(message.size() - 8);
  return messages;
}

void WriteWireInputs(const std::filesystem::path& folder) {
  int number = 0;
  const auto write = [&](WireKind kind, ByteView bytes) {
    Bytes input = {static_cast<std::uint8_t>(kind)};
    input.insert(input.end(), bytes.begin(), bytes.end());
    WriteInput(folder / std::to_string(++number), input);
  };
  const auto write_text = [&](WireKind kind, std::string_view text) { write(kind, AsBytes(text)); };
  for (const ClientFrame& frame : ClientFrames()) write(WireKind::kClientFrame, Encode(frame));
  for (const ServerFrame& frame : ServerFrames()) write(WireKind::kServerFrame, Encode(frame));
  write(WireKind::kBundle, ExampleBundle());
  write_text(WireKind::kInvitation, " https://samsyn.example/" + FragmentOf(kWireInvitation) + ".\n");
  write(WireKind::kSealed, HonestlySealed());
  write(WireKind::kWrappedKey, HonestlyWrapped(true).key.wrapped);
  write(WireKind::kWrappedKey, HonestlyWrapped(false).key.wrapped);
  write(WireKind::kPresence, EncodePresence({true, WritingPlace{DocumentKind::kPlan, {{7, 2}, 1}, {}, {}}}));
  write_text(WireKind::kHttp, "/ws\nsamsyn.example:8080\nhttps://samsyn.example:8080\ngzip, br;q=0.5");
  write_text(WireKind::kHttp, "/fonts/a%20b.0123abcd.woff2?x#y\n[::1]\n\n*;q=0, br");
  write_text(WireKind::kAddresses, "[2001:db8::1%eth0]:443\n192.0.2.7, 10.0.0.1");
  write_text(WireKind::kAddresses, "192.0.2.7:80\n::ffff:192.0.2.7 , unknown, \"[::1]:9\"");
  write_text(WireKind::kHexKey, HexOf(kWireKey));
  for (const Bytes& message : StoredMessages()) write(WireKind::kStored, message);
  write(WireKind::kBusMessage, EncodeBusMessage({BusMessage::What::kPresence, 5, "noor", 7, "anna", {1, 0}, {}, 0}));
  write(WireKind::kBusMessage,
        EncodeBusMessage({BusMessage::What::kStored, 5, "noor", 0, {}, {}, DocumentKind::kAside, 300}));
}

// --- The relay ---

class Script {
 public:
  void Add(StepKind kind, std::uint8_t slot, std::uint8_t a = 0, std::uint8_t b = 0, std::uint8_t c = 0,
           std::uint8_t d = 0, bool then_turn = true) {
    const auto kind_byte = static_cast<std::uint8_t>(static_cast<unsigned>(kind) | (then_turn ? kThenTurn : 0u));
    for (const std::uint8_t byte : {kind_byte, slot, a, b, c, d}) out_.Byte(byte);
  }
  Bytes Take() { return out_.Take(); }

 private:
  ByteWriter out_;
};

// Some come, and then they write and decide.
Bytes Meeting(std::uint64_t seed) {
  SeededRandom random(seed);
  Script script;
  for (std::size_t slot = random.Below(3); slot < 6; ++slot) {
    script.Add(StepKind::kHello, static_cast<std::uint8_t>(slot + kSlots * slot), static_cast<std::uint8_t>(slot),
               random.Chance(10) ? 6 : 0, random.Chance(90) ? 0xFF : AnyByte(random), 0, random.Chance(80));
  }
  if (random.Chance(30)) {
    // The meeting that is not there, and somebody who then comes to it.
    script.Add(StepKind::kCreate, 6, 2, random.Chance(70) ? 0 : AnyByte(random),
               static_cast<std::uint8_t>(random.Below(2)), 1);
    script.Add(StepKind::kClose, 6);
    script.Add(StepKind::kHello, 6, AnyByte(random), 7, 0xFF);
  }
  const auto any_kind = [&] {
    if (random.Chance(35)) return StepKind::kAppend;
    if (random.Chance(45)) return StepKind::kCommand;
    return static_cast<StepKind>(random.Below(kStepKinds));
  };
  for (std::size_t steps = random.Between(5, 50); steps > 0; --steps) {
    const StepKind kind = any_kind();
    if (kind == StepKind::kRaw || (kind == StepKind::kFail && random.Chance(50))) continue;
    const auto slot = static_cast<std::uint8_t>(random.Below(6));
    const bool own_replica = kind == StepKind::kAppend && random.Chance(70);
    script.Add(kind, slot, AnyByte(random), own_replica ? 0 : AnyByte(random), AnyByte(random), AnyByte(random),
               random.Chance(60));
  }
  return script.Take();
}

// --- The client's session ---

Bytes Connection(std::uint64_t seed) {
  SeededRandom random(seed);
  ByteWriter out;
  const auto add = [&](SyncStep step, std::size_t detail) {
    out.Byte(static_cast<std::uint8_t>(step));
    out.Byte(static_cast<std::uint8_t>(detail));
  };
  const auto say = [&](const ServerFrame& frame) {
    const Bytes bytes = Encode(frame);
    if (bytes.size() > 255) return;
    add(SyncStep::kFrame, bytes.size());
    out.Raw(bytes);
  };
  std::size_t written = 0;
  for (std::size_t connections = random.Between(1, 4); connections > 0; --connections) {
    add(SyncStep::kDue, 0);
    add(SyncStep::kOpened, 0);
    if (random.Chance(95)) say(WelcomeFrame{kProtocolVersion, "anna", Role::kChair, 4});
    for (std::size_t steps = random.Below(20); steps > 0; --steps) {
      const auto step = static_cast<SyncStep>(random.Between(1, kSyncSteps - 1u));
      if (step == SyncStep::kClosed) {
        say(random.OneOf(ServerFrames()));
      } else {
        if (step == SyncStep::kEnqueue) ++written;
        add(step, step == SyncStep::kDue ? 0 : random.Below(130));
        if (step == SyncStep::kAck || step == SyncStep::kRefuse) {
          out.Byte(static_cast<std::uint8_t>(random.Below(written + 2)));
        }
      }
    }
    add(SyncStep::kClosed, 0);
  }
  return out.Take();
}

}  // namespace

void WriteRoomInputs(const std::filesystem::path& folder) {
  for (const char* name : {"wire", "session", "sync"}) std::filesystem::create_directories(folder / name);
  WriteWireInputs(folder / "wire");
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    WriteInput(folder / "session" / std::to_string(seed), Meeting(seed));
    WriteInput(folder / "sync" / std::to_string(seed), Connection(seed));
  }
}

}  // namespace samsyn
