#include "server/session.h"

#include "tests/server/relay_bench.h"
#include "tests/shared/wire/hostile_bytes.h"

namespace samsyn {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

ErrorFrame TheError(RelayBench& bench, ConnectionId connection) {
  const std::vector<ErrorFrame> errors = bench.Take<ErrorFrame>(connection);
  REQUIRE(errors.size() == 1);
  CHECK(bench.At(connection).closed);
  CHECK(bench.At(connection).reason == errors[0].message);
  return errors[0];
}

HelloFrame HelloOf(const std::string& meeting, const std::string& token) {
  return {kProtocolVersion, meeting, token, {{DocumentKind::kPlan, 0}}};
}

TEST_CASE("a right link is welcomed with its participant, role and number") {
  RelayBench bench;
  const ConnectionId noor = bench.Open();
  bench.Say(noor, HelloOf("noor", "noor of noor"));
  const std::vector<WelcomeFrame> welcome = bench.Take<WelcomeFrame>(noor);
  REQUIRE(welcome.size() == 1);
  CHECK(welcome[0].participant == "noor");
  CHECK(welcome[0].role == Role::kIndividual);
  CHECK(welcome[0].connection == 1);
}

TEST_CASE("a wrong secret and a meeting that does not exist get the same answer") {
  RelayBench bench;
  for (const auto& [meeting, token] : std::vector<std::pair<std::string, std::string>>{
           {"noor", "noor of noo"}, {"noor", ""}, {"nowhere", "noor of noor"}, {"", ""}}) {
    const ConnectionId stranger = bench.Open();
    bench.Say(stranger, HelloOf(meeting, token));
    const ErrorFrame error = TheError(bench, stranger);
    CHECK(error.code == ErrorCode::kForbidden);
    CHECK(error.message == "this link is not valid");
    CHECK(error.reason == Refusal::kUnknownLink);
    CHECK(bench.relay->MeetingCount() == 0);
  }
}

TEST_CASE("an address that tried too many wrong links is told to wait before anything is looked up") {
  RelayBench bench;
  const auto hello = [&](const std::string& address, const std::string& token) {
    const ConnectionId connection = bench.Open(address);
    bench.Say(connection, HelloOf("noor", token));
    return connection;
  };
  for (std::size_t i = 0; i < bench.limits.wrong_links_per_address; ++i) {
    CHECK(TheError(bench, hello("192.0.2.66", "guess")).code == ErrorCode::kForbidden);
  }
  bench.journal->fails = true;
  const ConnectionId next = hello("192.0.2.66", "noor of noor");
  const ErrorFrame error = TheError(bench, next);
  CHECK(error.code == ErrorCode::kTooMany);
  CHECK(error.message == "too many wrong links came from here");
  CHECK(bench.At(next).code == CloseCode::kTryAgainLater);
  bench.journal->fails = false;
  CHECK(bench.Take<WelcomeFrame>(hello("192.0.2.1", "noor of noor")).size() == 1);
  bench.Pass(bench.limits.wrong_link_refill_per_address);
  CHECK(bench.Take<WelcomeFrame>(hello("192.0.2.66", "noor of noor")).size() == 1);
}

TEST_CASE("nobody can lock a meeting's participants out by guessing, or by failing disks") {
  RelayBench bench;
  for (int i = 0; i < 200; ++i) {
    const ConnectionId guesser = bench.Open("203.0.113." + std::to_string(i));
    bench.Say(guesser, HelloOf("noor", "guess"));
    CHECK(TheError(bench, guesser).code == ErrorCode::kForbidden);
  }
  const ConnectionId again = bench.Open("203.0.113.1");
  bench.Say(again, HelloOf("noor", "another guess"));
  CHECK(TheError(bench, again).code == ErrorCode::kTooMany);
  bench.Join("noor");
  bench.journal->fails = true;
  for (int i = 0; i < 200; ++i) {
    const ConnectionId olle = bench.Open("192.0.2.2");
    bench.Say(olle, HelloOf("elsewhere", "olle of elsewhere"));
    CHECK(TheError(bench, olle).code == ErrorCode::kUnavailable);
  }
}

TEST_CASE("Hello comes first, once, and in a version that is spoken") {
  RelayBench bench;
  const ConnectionId early = bench.Open();
  bench.Append(early, 1, 1, "hej");
  CHECK(TheError(bench, early).code == ErrorCode::kForbidden);
  const ConnectionId present = bench.Open();
  bench.Say(present, PresenceFrame{{1}});
  CHECK(TheError(bench, present).code == ErrorCode::kForbidden);
  const ConnectionId twice = bench.Join("anna");
  bench.Say(twice, HelloOf("noor", "anna of noor"));
  CHECK(TheError(bench, twice).code == ErrorCode::kMalformed);
  const ConnectionId newer = bench.Open();
  HelloFrame hello = HelloOf("noor", "anna of noor");
  hello.version = kProtocolVersion + 1;
  bench.Say(newer, hello);
  CHECK(TheError(bench, newer).code == ErrorCode::kUnsupported);
  const ConnectionId doubled = bench.Open();
  hello = HelloOf("noor", "anna of noor");
  hello.subscriptions.push_back({DocumentKind::kPlan, 5});
  bench.Say(doubled, hello);
  CHECK(TheError(bench, doubled).code == ErrorCode::kMalformed);
}

TEST_CASE("a relay that cannot read the meeting says that trying again may help") {
  RelayBench bench;
  bench.journal->fails = true;
  const ConnectionId anna = bench.Open();
  bench.Say(anna, HelloOf("noor", "anna of noor"));
  CHECK(TheError(bench, anna).code == ErrorCode::kUnavailable);
  CHECK(bench.At(anna).code == CloseCode::kTryAgainLater);
}

TEST_CASE("hostile bytes end their own connection and touch nobody else's") {
  RelayBench bench;
  const ConnectionId noor = bench.Join("noor");
  const ClientFrame frames[] = {AppendFrame{DocumentKind::kPlan, 99, 1, {1, 2, 3}},
                                PresenceFrame{{1}},
                                PingFrame{1},
                                FollowFrame{{DocumentKind::kPlan, 1}},
                                CommandFrame{1, RevokeCommand{"anna", {}}},
                                CreateFrame{kProtocolVersion, "kod", Bytes(40, 1)}};
  int ended = 0;
  for (const ClientFrame& frame : frames) {
    ForHostileVariantsOf(Encode(frame), [&](const Bytes& bytes) {
      const ConnectionId attacker = bench.Open();
      bench.Say(attacker, HelloOf("noor", "olle of noor"));
      bench.SayBytes(attacker, bytes);
      bench.SayBytes(attacker, bytes);
      if (bench.At(attacker).closed) {
        ++ended;
        REQUIRE(bench.Take<ErrorFrame>(attacker).size() == 1);
      }
      bench.Vanish(attacker);
      bench.transport.connections.erase(attacker);
    });
    bench.Turn();
    bench.transport.connections[noor].frames.clear();
  }
  CHECK(ended > 5000);
  CHECK(ReadAll(*bench.journal).empty());
  CHECK_FALSE(bench.At(noor).closed);
  const ConnectionId anna = bench.Join("anna");
  bench.Append(anna, 1, 1, "lugnt");
  bench.Turn();
  CHECK(bench.TakeTexts(noor) == std::vector<std::string>{"lugnt"});
  CHECK(bench.relay->SessionCount() == 2);
}

TEST_CASE("a frame over the relay's own limit ends the connection") {
  Limits limits;
  limits.frame_bytes = 1000;
  RelayBench bench(limits);
  const ConnectionId anna = bench.Join("anna");
  bench.Append(anna, 1, 1, std::string(1000, 'x'));
  CHECK(TheError(bench, anna).code == ErrorCode::kTooLarge);
}

TEST_CASE("who says nothing is closed after the handshake's time, not before") {
  RelayBench bench;
  const ConnectionId silent = bench.Open();
  bench.Pass(bench.limits.handshake);
  CHECK_FALSE(bench.At(silent).closed);
  bench.Pass(seconds(1));
  TheError(bench, silent);
}

TEST_CASE("pings before Hello do not stretch the handshake") {
  RelayBench bench;
  const ConnectionId stranger = bench.Open();
  for (int i = 0; i < 12; ++i) {
    bench.Say(stranger, PingFrame{1});
    bench.Pass(seconds(1));
    if (bench.At(stranger).closed) break;
  }
  TheError(bench, stranger);
}

TEST_CASE("a silent member is pinged once, and closed if nothing comes back") {
  RelayBench bench;
  const ConnectionId anna = bench.Join("anna");
  const ConnectionId noor = bench.Join("noor");
  bench.Pass(bench.limits.idle / 2 + seconds(1));
  bench.Pass(seconds(1));
  CHECK(bench.At(anna).pings == 1);
  CHECK(bench.At(noor).pings == 1);
  bench.relay->OnPong(noor);
  bench.Pass(bench.limits.idle / 2);
  TheError(bench, anna);
  CHECK_FALSE(bench.At(noor).closed);
  CHECK(bench.Take<LeftFrame>(noor).size() == 1);
}

TEST_CASE("an application's ping is answered with its number") {
  RelayBench bench;
  const ConnectionId anna = bench.Join("anna");
  bench.Say(anna, PingFrame{12345});
  const std::vector<PongFrame> pongs = bench.Take<PongFrame>(anna);
  REQUIRE(pongs.size() == 1);
  CHECK(pongs[0].number == 12345);
}

TEST_CASE("who sends faster than allowed is read slower and loses nothing") {
  Limits limits;
  limits.messages_per_second = 100;
  limits.message_burst = 50;
  RelayBench bench(limits);
  const ConnectionId noor = bench.Join("noor");
  const ConnectionId anna = bench.Join("anna");
  std::uint64_t sent = 0;
  Reading reading = Reading::kContinue;
  while (reading == Reading::kContinue && sent < 1000) {
    ++sent;
    reading = bench.Say(anna, AppendFrame{DocumentKind::kPlan, 1, sent, {1}});
  }
  CHECK(sent == 50);
  CHECK(bench.Turn() <= milliseconds(100));
  CHECK(bench.At(anna).resumed == 0);
  bench.Pass(milliseconds(50));
  CHECK(bench.At(anna).resumed == 0);
  bench.Pass(milliseconds(100));
  CHECK(bench.At(anna).resumed == 1);
  CHECK(bench.Say(anna, AppendFrame{DocumentKind::kPlan, 1, sent + 1, {1}}) == Reading::kContinue);
  bench.Turn();
  CHECK(ReadAll(*bench.journal).size() == sent + 1);
  CHECK_FALSE(bench.At(anna).closed);
  // Over a long time exactly the rate gets through, and the slowed one is not taken for dead.
  std::uint64_t messages = 0;
  for (milliseconds passed{0}; passed < seconds(100); passed += milliseconds(10)) {
    const int resumed_before = bench.At(anna).resumed;
    if (reading == Reading::kContinue) {
      reading = bench.Say(anna, PingFrame{1});
      ++messages;
    }
    bench.relay->OnPong(noor);
    bench.Pass(milliseconds(10));
    if (bench.At(anna).resumed > resumed_before) reading = Reading::kContinue;
    if (passed == milliseconds(0)) reading = Reading::kContinue;
  }
  CHECK(messages > 9'000);
  CHECK_FALSE(bench.At(anna).closed);
}

TEST_CASE("after the close nothing is heard any more") {
  RelayBench bench;
  const ConnectionId anna = bench.Join("anna");
  bench.SayBytes(anna, {0});
  TheError(bench, anna);
  bench.Append(anna, 1, 1, "för sent");
  bench.Turn();
  CHECK(ReadAll(*bench.journal).empty());
  bench.Vanish(anna);
  CHECK(bench.relay->SessionCount() == 0);
}

}  // namespace
}  // namespace samsyn
