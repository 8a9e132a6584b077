#include "server/relay.h"

#include "tests/server/relay_bench.h"

namespace samsyn {
namespace {

TEST_CASE("an idle relay asks for a turn a second and no more") {
  RelayBench bench;
  bench.Join("anna");
  bench.Pass(std::chrono::milliseconds(100));  // that she came is in the access log
  CHECK(bench.Turn() == std::chrono::seconds(1));
}

TEST_CASE("one connection too many is told and closed") {
  Limits limits;
  limits.connections = 2;
  RelayBench bench(limits);
  bench.Join("anna");
  bench.Join("noor");
  const ConnectionId third = bench.Open();
  REQUIRE(bench.Take<ErrorFrame>(third).size() == 1);
  CHECK(bench.At(third).code == CloseCode::kTryAgainLater);
  bench.Vanish(third);
  CHECK(bench.relay->SessionCount() == 2);
}

TEST_CASE("stopping stores what is queued, acknowledges it, and says goodbye to everybody") {
  RelayBench bench;
  const ConnectionId anna = bench.Join("anna");
  const ConnectionId noor = bench.Join("noor");
  const ConnectionId stranger = bench.Open();
  bench.Append(anna, 1, 1, "sista ordet");
  bench.relay->OnStop();
  CHECK(ReadAll(*bench.journal).size() == 1);
  CHECK(bench.Take<AckFrame>(anna).size() == 1);
  CHECK(bench.TakeTexts(noor) == std::vector<std::string>{"sista ordet"});
  for (const ConnectionId connection : {anna, noor, stranger}) {
    const std::vector<ErrorFrame> errors = bench.Take<ErrorFrame>(connection);
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].code == ErrorCode::kUnavailable);
    CHECK(bench.At(connection).code == CloseCode::kGoingAway);
  }
  const ConnectionId late = bench.Open();
  CHECK(bench.At(late).code == CloseCode::kGoingAway);
  for (const ConnectionId connection : {anna, noor, stranger, late}) bench.Vanish(connection);
  bench.Turn();
  CHECK(bench.relay->SessionCount() == 0);
  CHECK(bench.relay->MeetingCount() == 0);
}

TEST_CASE("events of connections that are gone change nothing") {
  RelayBench bench;
  bench.Vanish(77);
  bench.relay->OnPong(77);
  CHECK(bench.Say(77, PingFrame{1}) == Reading::kContinue);
  bench.Turn();
  CHECK(bench.relay->SessionCount() == 0);
}

TEST_CASE("a slowed connection that is closed meanwhile is forgotten") {
  Limits limits;
  limits.message_burst = 3;
  limits.messages_per_second = 1;
  RelayBench bench(limits);
  const ConnectionId anna = bench.Join("anna");
  while (bench.Say(anna, PingFrame{1}) == Reading::kContinue) continue;
  bench.Vanish(anna);
  bench.Pass(std::chrono::seconds(20));
  CHECK(bench.At(anna).resumed == 0);
}

TEST_CASE("one address has only so many connections, and gets new ones when old ones are gone") {
  Limits limits;
  limits.connections_per_address = 2;
  RelayBench bench(limits);
  const ConnectionId first = bench.Open("192.0.2.1");
  CHECK_FALSE(bench.At(first).closed);
  CHECK_FALSE(bench.At(bench.Open("192.0.2.1")).closed);
  const ConnectionId third = bench.Open("192.0.2.1");
  CHECK(bench.At(third).closed);
  CHECK(bench.At(third).code == CloseCode::kTryAgainLater);
  CHECK(bench.Take<ErrorFrame>(third).at(0).code == ErrorCode::kTooMany);
  CHECK_FALSE(bench.At(bench.Open("192.0.2.2")).closed);
  bench.Vanish(first);
  bench.Vanish(third);
  CHECK_FALSE(bench.At(bench.Open("192.0.2.1")).closed);
}

}  // namespace
}  // namespace samsyn
