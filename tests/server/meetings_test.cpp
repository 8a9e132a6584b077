#include "server/meetings.h"

#include "tests/server/relay_bench.h"

namespace samsyn {
namespace {

TEST_CASE("presence goes to everybody else in the meeting and is never stored") {
  RelayBench bench;
  REQUIRE(bench.journal->CreateMeeting(ExampleMeeting("other"), {}));
  const ConnectionId anna = bench.Join("anna");
  const ConnectionId noor = bench.Join("noor");
  const ConnectionId other = bench.Join("noor", 0, "other");
  bench.Say(anna, PresenceFrame{{1, 2, 3}});
  const std::vector<PresenceFromFrame> heard = bench.Take<PresenceFromFrame>(noor);
  REQUIRE(heard.size() == 1);
  CHECK(heard[0].connection == 1);
  CHECK(heard[0].participant == "anna");
  CHECK(heard[0].payload == Bytes{1, 2, 3});
  CHECK(bench.At(anna).frames.empty());
  CHECK(bench.At(other).frames.empty());
  bench.Turn();
  CHECK(bench.journal->commits == 0);
  const ConnectionId late = bench.Join("olle");
  CHECK(bench.Take<PresenceFromFrame>(late).empty());
}

TEST_CASE("who leaves is said to have left, once, by number") {
  RelayBench bench;
  const ConnectionId anna = bench.Join("anna");
  const ConnectionId noor = bench.Join("noor");
  bench.Vanish(noor);
  const std::vector<LeftFrame> left = bench.Take<LeftFrame>(anna);
  REQUIRE(left.size() == 1);
  CHECK(left[0].connection == 2);
  const ConnectionId again = bench.Open();
  bench.Say(again, HelloFrame{kProtocolVersion, "noor", "noor of noor", {}});
  const std::vector<WelcomeFrame> welcome = bench.Take<WelcomeFrame>(again);
  REQUIRE(welcome.size() == 1);
  CHECK(welcome[0].connection == 3);
}

TEST_CASE("one meeting's updates stay in it") {
  RelayBench bench;
  REQUIRE(bench.journal->CreateMeeting(ExampleMeeting("other"), {}));
  const ConnectionId here = bench.Join("anna");
  const ConnectionId there = bench.Join("anna", 0, "other");
  bench.Append(here, 1, 1, "här");
  bench.Append(there, 1, 1, "där");
  bench.Turn();
  CHECK(bench.journal->commits == 1);
  CHECK(bench.Take<AckFrame>(here).size() == 1);
  CHECK(bench.Take<AckFrame>(there).size() == 1);
  CHECK(bench.Take<UpdatesFrame>(here).empty());
  CHECK(AsText(ReadAll(*bench.journal, DocumentKind::kPlan, 0, "other")[0].payload) == "där");
}

TEST_CASE("a meeting's secret opens no other meeting") {
  RelayBench bench;
  REQUIRE(bench.journal->CreateMeeting(ExampleMeeting("other"), {}));
  const ConnectionId anna = bench.Open();
  bench.Say(anna, HelloFrame{kProtocolVersion, "other", "anna of noor", {}});
  CHECK(bench.Take<ErrorFrame>(anna).size() == 1);
}

TEST_CASE("a meeting has room for so many connections, and for a new one when one leaves") {
  Limits limits;
  limits.connections_per_meeting = 2;
  RelayBench bench(limits);
  bench.Join("anna");
  const ConnectionId noor = bench.Join("noor");
  const ConnectionId third = bench.Open();
  bench.Say(third, HelloFrame{kProtocolVersion, "noor", "olle of noor", {}});
  const std::vector<ErrorFrame> errors = bench.Take<ErrorFrame>(third);
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].code == ErrorCode::kTooMany);
  bench.Vanish(third);
  bench.Vanish(noor);
  bench.Join("olle");
}

TEST_CASE("a meeting nobody is in is let go of, and comes back as it was") {
  RelayBench bench;
  ConnectionId anna = bench.Join("anna");
  bench.Append(anna, 1, 1, "kvar");
  bench.Turn();
  bench.Vanish(anna);
  CHECK(bench.relay->MeetingCount() == 1);
  bench.Turn();
  CHECK(bench.relay->MeetingCount() == 0);
  anna = bench.Open();
  bench.Say(anna, HelloFrame{kProtocolVersion, "noor", "anna of noor", {{DocumentKind::kPlan, 0}}});
  bench.Turn();
  CHECK(bench.TakeTexts(anna) == std::vector<std::string>{"kvar"});
}

TEST_CASE("a meeting that is left and joined again in one turn stays") {
  RelayBench bench;
  const ConnectionId anna = bench.Join("anna");
  bench.Vanish(anna);
  const ConnectionId again = bench.Open();
  bench.Say(again, HelloFrame{kProtocolVersion, "noor", "anna of noor", {{DocumentKind::kPlan, 0}}});
  bench.Turn();
  CHECK(bench.relay->MeetingCount() == 1);
  bench.Append(again, 1, 1, "hej");
  bench.Turn();
  CHECK(bench.Take<AckFrame>(again).size() == 1);
}

}  // namespace
}  // namespace samsyn
