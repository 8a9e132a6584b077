// Whoever does something wrong is answered, slowed or cut; the relay and everybody else go on.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "tests/integration/hostile_room.h"

namespace samsyn {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

TEST_CASE(
    "trust: random bytes, truncated frames and frames with a changed byte end one connection with an error in words") {
  HostileRoom hostile;
  SeededRandom random(5);
  const std::vector<Bytes> honest = {
      Encode(ClientFrame(HelloFrame{kProtocolVersion, "rum", TestToken("rum", "chair"), {{DocumentKind::kPlan, 0}}})),
      Encode(ClientFrame(AppendFrame{DocumentKind::kPlan, 7, 1, Bytes(40, 9)})),
      Encode(ClientFrame(PresenceFrame{Bytes(20, 1)})), Encode(ClientFrame(PingFrame{77}))};
  std::size_t told = 0;
  for (int i = 0; i < 120; ++i) {
    INFO("attempt " << i);
    Bytes bytes = random.OneOf(honest);
    switch (random.Below(3)) {
      case 0:
        bytes.resize(random.Below(bytes.size()));
        break;
      case 1:
        bytes[random.Below(bytes.size())] = static_cast<std::uint8_t>(random.Next());
        break;
      default:
        bytes.assign(random.Below(300), 0);
        for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random.Next());
    }
    const bool malformed = !DecodeClientFrame(bytes).Ok();
    const auto client = hostile.Enter();
    client->SendRaw(RawClient::FrameOf(RawClient::kBinary, AsText(bytes)));
    client->Say(PingFrame{1});
    if (!malformed) continue;
    const std::optional<ErrorFrame> error = client->HearFrame<ErrorFrame>(seconds(60));
    REQUIRE(error);
    CHECK_FALSE(error->message.empty());
    CHECK(client->HearClose() == 1008);
    ++told;
  }
  CHECK(told > 40);
  hostile.neighbour.RequireWorks();
}

TEST_CASE("trust: frames, updates and presence over their limits are refused or closed, whatever length they claim") {
  constexpr std::size_t kUpdateBytes = 50'000;
  HostileRoom hostile({"--update-bytes", std::to_string(kUpdateBytes)});
  const std::string huge(kMaxFrameBytes + 1, 'x');
  CHECK([&] {
    const auto client = hostile.Enter();
    client->SendRaw(RawClient::FrameOf(RawClient::kBinary, huge));
    return client->HearClose(seconds(60));
  }() == 1009);
  CHECK([&] {  // a length of 2^62, and no byte of it
    const auto client = hostile.Enter();
    client->SendRaw(std::string("\x82\xFF\x40\0\0\0\0\0\0\0\0\0\0\0", 14));
    return client->HearClose(seconds(60));
  }() == 1009);
  CHECK([&] {  // small pieces that never end
    const auto client = hostile.Enter();
    client->SendRaw(RawClient::FrameOf(RawClient::kBinary, huge.substr(0, 60'000), false));
    for (int i = 0; i < 5; ++i) {
      client->SendRaw(RawClient::FrameOf(RawClient::kContinuation, huge.substr(0, 60'000), false));
    }
    return client->HearClose(seconds(60));
  }() == 1009);
  const auto talker = hostile.Enter();
  talker->Say(PresenceFrame{Bytes(kMaxPresenceBytes + 1, 1)});
  CHECK(talker->HearFrame<ErrorFrame>(seconds(60)));
  CHECK(talker->HearClose(seconds(60)) == 1008);
  // An update that is too large is refused alone; the connection goes on.
  const auto writer = hostile.Enter();
  writer->Say(AppendFrame{DocumentKind::kPlan, 3, 1, Bytes(kUpdateBytes + 1, 1)});
  const std::optional<RefusedFrame> refused = writer->HearFrame<RefusedFrame>(seconds(60));
  REQUIRE(refused);
  CHECK(refused->code == ErrorCode::kTooLarge);
  writer->Say(AppendFrame{DocumentKind::kPlan, 3, 1, Bytes(kUpdateBytes, 1)});
  CHECK(writer->HearFrame<AckFrame>(seconds(60)));
  hostile.neighbour.RequireWorks();
}

TEST_CASE("trust: a meeting that is full refuses what comes, keeps what it has, and leaves the others alone") {
  HostileRoom hostile({"--meeting-bytes", "400000"});
  const auto client = hostile.Enter();
  std::uint64_t counter = 1;
  std::optional<RefusedFrame> refused;
  while (!refused && counter < 10) {
    client->Say(AppendFrame{DocumentKind::kPlan, 3, counter++, Bytes(100'000, 1)});
    client->Say(PingFrame{counter});
    while (const std::optional<RawClient::Message> message = client->Hear(seconds(60))) {
      const Result<ServerFrame> frame = DecodeServerFrame(AsBytes(message->payload));
      REQUIRE(frame);
      if (const auto* answer = std::get_if<RefusedFrame>(&frame.Value())) refused = *answer;
      if (std::holds_alternative<PongFrame>(frame.Value())) break;
    }
  }
  REQUIRE(refused);
  CHECK(refused->code == ErrorCode::kTooMany);
  CHECK(refused->counter == 4);
  hostile.neighbour.RequireWorks();
  const auto reader = hostile.Enter("observer", {{DocumentKind::kPlan, 0}});
  std::uint64_t stored = 0;
  for (bool more = true; more;) {
    const std::optional<UpdatesFrame> updates = reader->HearFrame<UpdatesFrame>(seconds(60));
    REQUIRE(updates);
    for (const StoredUpdate& update : updates->updates) stored += update.replica == 3 ? 1 : 0;
    more = !updates->caught_up;
  }
  CHECK(stored == 3);
}

TEST_CASE("trust: 5 000 appends as fast as they can be sent are slowed down, all stored, and delay nobody") {
  HostileRoom hostile;
  constexpr std::uint64_t kAppends = 5'000;
  // A process of its own, because it blocks when the relay reads no more.
  const auto flood = hostile.Enter();
  const auto calm = std::chrono::duration_cast<milliseconds>(hostile.neighbour.MeasureLatency());
  const pid_t sender = fork();
  REQUIRE(sender >= 0);
  if (sender == 0) {
    for (std::uint64_t counter = 1; counter <= kAppends; ++counter) {
      if (!flood->Say(AppendFrame{DocumentKind::kPlan, 42, counter, Bytes(100, 7)})) _exit(1);
    }
    _exit(0);
  }
  const auto began = steady_clock::now();
  std::uint64_t acknowledged = 0;
  std::vector<milliseconds> latencies;
  while (acknowledged < kAppends && steady_clock::now() - began < seconds(120)) {
    latencies.push_back(std::chrono::duration_cast<milliseconds>(hostile.neighbour.MeasureLatency()));
    while (const std::optional<AckFrame> ack = flood->HearFrame<AckFrame>(milliseconds(1))) {
      CHECK(ack->counter > acknowledged);
      acknowledged = ack->counter;
    }
  }
  int status = -1;
  kill(sender, SIGKILL);
  waitpid(sender, &status, 0);
  CHECK(acknowledged == kAppends);
  const auto took = std::chrono::duration<double>(steady_clock::now() - began);
  // 2 000 at once and 200 a second after that.
  CHECK(took.count() > 10);
  std::ranges::sort(latencies);
  MESSAGE("the flood took " << took.count() << " s; the neighbours' latency: calm " << calm.count() << " ms, median "
                            << latencies[latencies.size() / 2].count() << " ms, worst " << latencies.back().count()
                            << " ms");
  CHECK(latencies.back() < seconds(20));
  hostile.neighbour.RequireWorks();
  const auto reader = hostile.Enter("observer", {{DocumentKind::kPlan, 0}});
  std::uint64_t of_flood = 0;
  for (bool more = true; more;) {
    const std::optional<UpdatesFrame> updates = reader->HearFrame<UpdatesFrame>(seconds(60));
    REQUIRE(updates);
    for (const StoredUpdate& update : updates->updates) {
      if (update.replica == 42) CHECK(update.counter == ++of_flood);
    }
    more = !updates->caught_up;
  }
  CHECK(of_flood == kAppends);
}

TEST_CASE("trust: handshakes that stop half-way are cut, and many of them keep nobody out") {
  HostileRoom hostile({"--handshake-seconds", "2"});
  std::vector<std::unique_ptr<RawClient>> half;
  for (int i = 0; i < 60; ++i) {
    half.push_back(std::make_unique<RawClient>(hostile.room.relay.Port()));
    if (i % 3 == 1) half.back()->SendRaw("GET /ws HTTP/1.1\r\nHost: local");
    if (i % 3 == 2) REQUIRE(half.back()->Upgrade() == "HTTP/1.1 101 Switching Protocols");
  }
  hostile.neighbour.RequireWorks();
  for (const auto& client : half) CHECK(client->IsClosedWithin(seconds(60)));
  hostile.neighbour.RequireWorks();
}

TEST_CASE("trust: who does not read what it asks for is cut; the others in the same meeting notice nothing") {
  HostileRoom hostile({"--send-queue-bytes", "300000"});
  TestRoom& room = hostile.room;
  UniqueKeys keys;
  TestClient& chair = room.Join("chair");
  TestClient& noor = room.Join("individual");
  REQUIRE(room.Until([&] { return chair.IsSettled() && noor.IsSettled(); }));
  const auto sleeper = hostile.Enter("observer", {{DocumentKind::kPlan, 0}});
  REQUIRE(sleeper->HearFrame<UpdatesFrame>());
  sleeper->KeepLittleUnread();
  sleeper->KeepLittleUnread();
  // More than the system's own buffers hold. Left says when it has been cut.
  for (int i = 0; i < 200 && noor.left.empty(); ++i) {
    Paste(chair, keys, 60'000);
    REQUIRE(room.Until([&] { return chair.IsSettled(); }));
  }
  CHECK(noor.left.size() == 1);
  CHECK(chair.welcomes == 1);
  CHECK(noor.welcomes == 1);
  room.RequireAllTheSame();
  hostile.neighbour.RequireWorks();
}

}  // namespace
}  // namespace samsyn
