#include "server/websocketpp_transport.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <fstream>
#include <random>

#include "tests/server/socket_relay.h"

namespace samsyn {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST_CASE("an update goes through real sockets and is acknowledged") {
  SocketRelay relay({}, EitherWire());
  const auto anna = relay.Join("anna");
  const auto noor = relay.Join("noor");
  anna->Say(AppendFrame{DocumentKind::kPlan, 1, 1, Bytes(70'000, 0xAB)});
  const std::optional<AckFrame> ack = anna->HearFrame<AckFrame>();
  REQUIRE(ack);
  CHECK(ack->sequence == 1);
  const std::optional<UpdatesFrame> updates = noor->HearFrame<UpdatesFrame>();
  REQUIRE(updates);
  REQUIRE(updates->updates.size() == 1);
  CHECK(updates->updates[0].payload == Bytes(70'000, 0xAB));
}

TEST_CASE("what leaves together arrives in order, whatever its size and whoever else is sent something") {
  SocketRelay relay({}, EitherWire());
  const auto anna = relay.Join("anna");
  const auto noor = relay.Join("noor");
  const auto olle = relay.Join("olle");
  const auto frame_of = [](const ClientFrame& frame) {
    return RawClient::FrameOf(RawClient::kBinary, AsText(Encode(frame)));
  };
  constexpr std::uint64_t kRounds = 60;
  for (std::uint64_t round = 1; round <= kRounds; ++round) {
    const std::size_t size = round % 7 == 0 ? 100'000 : round;
    anna->SendRaw(frame_of(PingFrame{2 * round}) +
                  frame_of(AppendFrame{DocumentKind::kPlan, 1, round, Bytes(size, static_cast<std::uint8_t>(round))}) +
                  RawClient::FrameOf(RawClient::kPing, std::to_string(round)) + frame_of(PingFrame{2 * round + 1}));
    olle->Say(PresenceFrame{Bytes(20, 1)});
  }
  std::uint64_t ponged = 1;
  std::uint64_t controls = 0;
  std::uint64_t acknowledged = 0;
  while (ponged < 2 * kRounds + 1 || controls < kRounds || acknowledged < kRounds) {
    const std::optional<RawClient::Message> message = anna->Hear();
    REQUIRE(message);
    if (message->opcode == RawClient::kPong) {
      REQUIRE(message->payload == std::to_string(++controls));
      continue;
    }
    const Result<ServerFrame> frame = DecodeServerFrame(AsBytes(message->payload));
    REQUIRE(frame);
    if (const auto* pong = std::get_if<PongFrame>(&frame.Value())) REQUIRE(pong->number == ++ponged);
    if (const auto* ack = std::get_if<AckFrame>(&frame.Value())) {
      REQUIRE(ack->counter > acknowledged);
      acknowledged = ack->counter;
    }
  }
  for (RawClient* reader : {noor.get(), olle.get()}) {
    for (std::uint64_t next = 1; next <= kRounds;) {
      const std::optional<UpdatesFrame> frame = reader->HearFrame<UpdatesFrame>();
      REQUIRE(frame);
      for (const StoredUpdate& update : frame->updates) {
        REQUIRE(update.sequence == next);
        REQUIRE(update.payload.size() == (next % 7 == 0 ? 100'000 : next));
        ++next;
      }
    }
  }
}

TEST_CASE("a message in fragments, and a Hello right behind the handshake, arrive whole") {
  SocketRelay relay({}, EitherWire());
  const auto anna = relay.Connect();
  const Bytes hello = Encode(ClientFrame(HelloFrame{kProtocolVersion, "noor", "anna of noor", {}}));
  const std::string text(AsText(hello));
  REQUIRE(anna->Upgrade() == "HTTP/1.1 101 Switching Protocols");
  anna->SendRaw(RawClient::FrameOf(RawClient::kBinary, text.substr(0, 3), false) +
                RawClient::FrameOf(RawClient::kPing, "between") +
                RawClient::FrameOf(RawClient::kContinuation, text.substr(3)));
  const std::optional<RawClient::Message> pong = anna->Hear();
  REQUIRE(pong);
  CHECK(pong->opcode == RawClient::kPong);
  CHECK(pong->payload == "between");
  CHECK(anna->HearFrame<WelcomeFrame>());
}

TEST_CASE("upgrades that may not be are answered in HTTP") {
  SocketRelay relay({}, EitherWire());
  CHECK(relay.Connect()->Upgrade("/other").find(" 404 ") != std::string::npos);
  CHECK(relay.Connect()->Upgrade("/ws", "Origin: http://evil.example\r\n").find(" 403 ") != std::string::npos);
  CHECK(relay.Connect()->Upgrade("/ws", "Origin: http://localhost\r\n").find(" 101 ") != std::string::npos);
  CHECK(relay.Connect()->Upgrade("/ws", "", "8").find(" 400 ") != std::string::npos);
  CHECK(relay.Connect()->Upgrade("/ws", "", "99").find(" 400 ") != std::string::npos);
  CHECK(relay.Connect()->Upgrade("/ws", "", "x").find(" 400 ") != std::string::npos);
  CHECK(relay.IsAlive());
}

TEST_CASE("text, too much, unmasked and reserved frames close their connection with the right code") {
  SocketRelay relay({}, EitherWire());
  const auto noor = relay.Join("noor");
  const auto code_after = [&](const std::string& bytes) {
    const auto client = relay.Join("anna");
    client->SendRaw(bytes);
    return client->HearClose();
  };
  CHECK(code_after(RawClient::FrameOf(RawClient::kText, "hej")) == 1003);
  CHECK(code_after(RawClient::FrameOf(RawClient::kBinary, std::string(kMaxFrameBytes + 1, 'x'))) == 1009);
  CHECK(code_after(RawClient::FrameOf(RawClient::kBinary, "x", true, false)) == 1002);
  CHECK(code_after(RawClient::FrameOf(static_cast<RawClient::Opcode>(5), "x")) == 1002);
  CHECK(code_after(RawClient::FrameOf(RawClient::kContinuation, "x")) == 1002);
  CHECK(code_after(RawClient::FrameOf(RawClient::kPing, std::string(126, 'x'))) == 1002);
  CHECK(code_after(RawClient::FrameOf(RawClient::kClose, "\x03\xE8")) == 1000);
  CHECK(code_after(RawClient::FrameOf(RawClient::kBinary, "\xFF\xFF")) == 1008);
  noor->Say(PingFrame{1});
  CHECK(noor->HearFrame<PongFrame>());
}

TEST_CASE("random bytes at every stage end one connection and nobody else's") {
  Limits limits;
  limits.handshake = milliseconds(500);
  SocketRelay relay(limits, EitherWire());
  const auto noor = relay.Join("noor");
  std::mt19937 random(21);
  const auto noise = [&](std::size_t size) {
    std::string bytes(size, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    return bytes;
  };
  for (int round = 0; round < 150; ++round) {
    const auto client = relay.Connect();
    switch (round % 4) {
      case 0:
        client->SendRaw(noise(random() % 3000));
        break;
      case 1:
        client->SendRaw("GET " + noise(random() % 40) + " HTTP/1.1\r\nHost: " + noise(8) + "\r\n" + noise(20) +
                        "\r\n\r\n");
        break;
      case 2:
        client->Upgrade("/ws", noise(5) + ": " + noise(10) + "\r\nSec-WebSocket-Extensions: " + noise(30) +
                                   "\r\nSec-WebSocket-Protocol: " + noise(30) + "\r\n");
        client->SendRaw(noise(200));
        break;
      default:
        client->Upgrade();
        client->SendRaw(noise(random() % 500));
    }
  }
  noor->Say(PingFrame{1});
  CHECK(noor->HearFrame<PongFrame>());
  CHECK(relay.IsAlive());
}

TEST_CASE("who sends too fast is read slower, and every message is answered") {
  Limits limits;
  limits.message_burst = 50;
  limits.messages_per_second = 1000;
  SocketRelay relay(limits, EitherWire());
  const auto anna = relay.Join("anna");
  constexpr std::uint64_t kCount = 1500;
  const auto start = std::chrono::steady_clock::now();
  std::string flood;
  for (std::uint64_t i = 1; i <= kCount; ++i) {
    flood += RawClient::FrameOf(RawClient::kBinary, AsText(Encode(ClientFrame(PingFrame{i}))));
  }
  anna->SendRaw(flood);
  for (std::uint64_t i = 1; i <= kCount; ++i) {
    const std::optional<PongFrame> pong = anna->HearFrame<PongFrame>();
    REQUIRE(pong);
    REQUIRE(pong->number == i);
  }
  CHECK(std::chrono::steady_clock::now() - start > seconds(1));
}

TEST_CASE("a reader that does not read is cut, and nobody else waits for it") {
  Limits limits;
  limits.send_queue_bytes = 300'000;
  limits.message_burst = 1'000'000;
  SocketRelay relay(limits, EitherWire());
  const auto sleeper = relay.Join("olle");
  const auto anna = relay.Join("anna");
  const auto noor = relay.Join("noor");
  const Bytes payload(100'000, 7);
  bool cut = false;
  for (std::uint64_t i = 1; i <= 300 && !cut; ++i) {
    anna->Say(AppendFrame{DocumentKind::kPlan, 1, i, payload});
    REQUIRE(anna->HearFrame<AckFrame>());
    const std::optional<UpdatesFrame> updates = noor->HearFrame<UpdatesFrame>();
    REQUIRE(updates);
    REQUIRE(updates->updates.back().sequence == i);
    cut = noor->HearFrame<LeftFrame>(milliseconds(1)).has_value();
  }
  CHECK(cut);
  CHECK(sleeper->IsClosedWithin(seconds(5)));
}

TEST_CASE("pages come over the same port and end with their connection") {
  SocketRelay relay({}, EitherWire());
  const std::string answer = relay.Connect()->Request("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  CHECK(answer.find("HTTP/1.1 200 OK\r\n") == 0);
  CHECK(answer.find("\r\nContent-Length: 300000\r\n") != std::string::npos);
  CHECK(answer.find("\r\nConnection: close\r\n") != std::string::npos);
  CHECK(answer.substr(answer.find("\r\n\r\n") + 4) == std::string(300'000, 'p'));
  const std::string head = relay.Connect()->Request("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  CHECK(head.find("\r\nContent-Length: 300000\r\n") != std::string::npos);
  CHECK(head.substr(head.find("\r\n\r\n") + 4).empty());
  CHECK(relay.Connect()->Request("GET /../x HTTP/1.1\r\nHost: localhost\r\n\r\n").find("HTTP/1.1 404") == 0);
  CHECK(relay.Connect()->Request("PUT / HTTP/1.1\r\nHost: localhost\r\n\r\n").find("HTTP/1.1 405") == 0);
  CHECK(
      relay.Connect()->Request("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999\r\n\r\n").find("HTTP/1.1 413") ==
      0);
  CHECK(relay.Connect()
            ->Request("GET / HTTP/1.1\r\nHost: h\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n")
            .find("HTTP/1.1 431") == 0);
}

TEST_CASE("a download longer than the handshake's time is not cut, one without end is") {
  Limits limits;
  limits.handshake = milliseconds(200);
  limits.download = milliseconds(1500);
  SocketRelay relay(limits, EitherWire());
  // More than the buffers on the way hold, so that the relay has to wait for the reader.
  constexpr std::size_t kBytes = 30'000'000;
  std::ofstream(relay.Directory() / "large.data") << std::string(kBytes, 'd');
  const std::string request = "GET /large.data HTTP/1.1\r\nHost: localhost\r\n\r\n";
  const auto slow = relay.Connect();
  slow->SendRaw(request);
  usleep(600'000);
  CHECK(slow->ReadToEnd().size() > kBytes);
  const auto endless = relay.Connect();
  endless->SendRaw(request);
  usleep(2'500'000);
  CHECK(endless->ReadToEnd().size() < kBytes);
  const auto half = relay.Connect();
  half->SendRaw("GET / HTTP/1.1\r\nHo");
  CHECK(half->IsClosedWithin(seconds(3)));
}

TEST_CASE("a WebSocket that never says Hello is closed") {
  Limits limits;
  limits.handshake = milliseconds(200);
  SocketRelay relay(limits, EitherWire());
  const auto silent = relay.Connect();
  silent->Upgrade();
  CHECK(silent->HearFrame<ErrorFrame>());
  CHECK(silent->IsClosedWithin(seconds(5)));
}

TEST_CASE("a client that answers pings stays, one that is dead is closed") {
  Limits limits;
  limits.idle = milliseconds(1500);
  SocketRelay relay(limits, EitherWire());
  const auto alive = relay.Join("anna");
  const auto dead = relay.Join("noor");
  const auto end = std::chrono::steady_clock::now() + seconds(4);
  bool heard_left = false;
  while (std::chrono::steady_clock::now() < end) {
    const std::optional<RawClient::Message> message = alive->Hear(milliseconds(200));
    if (!message) continue;
    REQUIRE(message->opcode != RawClient::kClose);
    if (message->opcode == RawClient::kPing) alive->SendRaw(RawClient::FrameOf(RawClient::kPong, message->payload));
    if (message->opcode != RawClient::kBinary) continue;
    const Result<ServerFrame> frame = DecodeServerFrame(AsBytes(message->payload));
    heard_left = heard_left || (frame && std::holds_alternative<LeftFrame>(frame.Value()));
  }
  CHECK(heard_left);
  alive->Say(PingFrame{1});
  CHECK(alive->HearFrame<PongFrame>());
}

TEST_CASE("connections over the limit are turned away, and there is room again afterwards") {
  Limits limits;
  limits.connections = 3;
  SocketRelay relay(limits, EitherWire());
  auto first = relay.Join("anna");
  auto second = relay.Join("noor");
  auto third = relay.Join("olle");
  const auto fourth = relay.Connect();
  CHECK(fourth->IsClosedWithin(seconds(2)));
  second->Say(PingFrame{1});
  CHECK(second->HearFrame<PongFrame>());
  third.reset();
  usleep(200'000);
  CHECK(relay.IsAlive());
}

TEST_CASE("asked to stop, the relay says goodbye and ends with 0") {
  SocketRelay relay({}, EitherWire());
  const auto anna = relay.Join("anna");
  const auto stranger = relay.Connect();
  stranger->Upgrade();
  anna->Say(AppendFrame{DocumentKind::kPlan, 1, 1, {1}});
  REQUIRE(anna->HearFrame<AckFrame>());
  relay.AskToStop();
  const std::optional<ErrorFrame> error = anna->HearFrame<ErrorFrame>();
  REQUIRE(error);
  CHECK(error->code == ErrorCode::kUnavailable);
  CHECK(anna->HearClose() == 1001);
  anna->SendRaw(RawClient::FrameOf(RawClient::kClose, "\x03\xE9"));
  CHECK(relay.Stop() == 0);
}

TEST_CASE("an address or port that cannot be had is an error") {
  const std::shared_ptr<spdlog::logger> log = MakeSilentLog();
  const TransportSettings settings;
  const std::unique_ptr<WebsocketppTransport> first = WebsocketppTransport::Create(settings, *log);
  const Result<std::uint16_t> port = first->Listen();
  REQUIRE(port);
  TransportSettings same = settings;
  same.port = port.Value();
  const Result<std::uint16_t> taken = WebsocketppTransport::Create(same, *log)->Listen();
  REQUIRE_FALSE(taken);
  CHECK(taken.GetError().message.find(std::to_string(port.Value())) != std::string::npos);
  TransportSettings nonsense = settings;
  nonsense.address = "not an address";
  CHECK_FALSE(WebsocketppTransport::Create(nonsense, *log)->Listen());
}

}  // namespace
}  // namespace samsyn
