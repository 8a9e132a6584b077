// A new meeting on its way to the relay, and every way it may fail to arrive.
#include "client/app/meeting_creator.h"

#include <doctest/doctest.h>

#include <memory>
#include <vector>

#include "client/platform/platform_null.h"
#include "tests/client/app/house.h"
#include "tests/support/memory_transport.h"

namespace samsyn {
namespace {

using Kind = CreationOutcome::Kind;

struct Desk {
  void Create(const std::string& code = {}, const Bundle& bundle = Demo().bundle) {
    creator->Create("ws://relay/ws", code, bundle,
                    [this](const CreationOutcome& outcome) { outcomes.push_back(outcome); });
  }
  void Settle() {
    while (transport.Deliver()) {
    }
  }
  // There is one answer, and there will not be another.
  CreationOutcome TheOutcome() {
    Settle();
    platform.Advance(10 * MeetingCreator::kPatience);
    Settle();
    REQUIRE(outcomes.size() == 1);
    CHECK_FALSE(creator->IsBusy());
    const CreationOutcome outcome = outcomes[0];
    outcomes.clear();
    return outcome;
  }

  MemoryRelay relay{Demo().bundle, SecretsOf(Demo()), kMeetingDay};
  PlatformNull platform;
  MemoryTransport transport{relay};
  std::unique_ptr<MeetingCreator> creator = std::make_unique<MeetingCreator>(transport, platform);
  std::vector<CreationOutcome> outcomes;
};

TEST_CASE("a new meeting is sent with its code, and done when the relay says so") {
  Desk desk;
  desk.Create("vår kod");
  CHECK(desk.creator->IsBusy());
  CHECK(desk.outcomes.empty());
  desk.Settle();
  REQUIRE(desk.outcomes.size() == 1);
  CHECK(desk.TheOutcome().kind == Kind::kDone);
  REQUIRE(desk.relay.Created().size() == 1);
  CHECK(desk.relay.Created()[0].code == "vår kod");
  CHECK(desk.relay.Created()[0].bundle == EncodeBundle(Demo().bundle));
}

TEST_CASE("a refusal is given with its reason, and the next try may go well") {
  Desk desk;
  for (const Refusal reason : {Refusal::kWrongCode, Refusal::kMayNotCreate, Refusal::kMeetingExists}) {
    desk.relay.RefuseCreation(MemoryRelay::Denied{ErrorCode::kForbidden, reason});
    desk.Create("fel");
    const CreationOutcome outcome = desk.TheOutcome();
    CHECK(outcome.kind == Kind::kRefused);
    CHECK(outcome.reason == reason);
  }
  // Later may be too late for people: they are told.
  desk.relay.RefuseCreation(MemoryRelay::Denied{ErrorCode::kTooMany, Refusal::kTooManyCreated});
  desk.Create();
  CHECK(desk.TheOutcome().reason == Refusal::kTooManyCreated);
  desk.relay.RefuseCreation(MemoryRelay::Denied{ErrorCode::kMalformed, Refusal::kNone});
  desk.Create();
  CHECK(desk.TheOutcome().code == ErrorCode::kMalformed);
  desk.relay.RefuseCreation(std::nullopt);
  desk.Create();
  CHECK(desk.TheOutcome().kind == Kind::kDone);
}

TEST_CASE("nobody there, nobody who answers and nobody who can now are the same: no connection") {
  Desk desk;
  SUBCASE("unreachable") { desk.transport.SetReachable(false); }
  SUBCASE("silent") { desk.transport.SetSilent(true); }
  SUBCASE("stopping") { desk.relay.RefuseCreation(MemoryRelay::Denied{ErrorCode::kUnavailable, Refusal::kNone}); }
  desk.Create();
  CHECK(desk.TheOutcome().kind == Kind::kNoConnection);
}

TEST_CASE("who does not answer is waited for, and for no longer than that") {
  Desk desk;
  desk.transport.SetSilent(true);
  desk.Create();
  desk.platform.Advance(MeetingCreator::kPatience - 1);
  CHECK(desk.outcomes.empty());
  desk.platform.Advance(1);
  CHECK(desk.outcomes.size() == 1);
  // The time of an earlier try is not the next one's.
  desk.outcomes.clear();
  desk.Create();
  desk.platform.Advance(MeetingCreator::kPatience - 1);
  desk.Create();
  desk.platform.Advance(MeetingCreator::kPatience - 1);
  CHECK(desk.outcomes.empty());
  desk.transport.SetSilent(false);
  CHECK(desk.TheOutcome().kind == Kind::kDone);
}

TEST_CASE("something else than a relay is told apart from no connection") {
  Desk desk;
  desk.Create();
  Bytes message;
  SUBCASE("garbage") { message = {0xFF, 1, 2}; }
  SUBCASE("nothing") { message = {}; }
  SUBCASE("another frame") { message = Encode(ServerFrame(PongFrame{1})); }
  desk.creator->OnMessage(message);
  desk.creator->OnMessage(Encode(ServerFrame(CreatedFrame{})));
  const CreationOutcome outcome = desk.TheOutcome();
  CHECK(outcome.kind == Kind::kRefused);
  CHECK(outcome.code == ErrorCode::kUnsupported);
}

TEST_CASE("what no relay could take is not sent") {
  Desk desk;
  Bundle large = Demo().bundle;
  for (int i = 0; i < 3; ++i) large.updates.push_back({kNoor, DocumentKind::kPlan, 9, 1u + i, Bytes(100'000)});
  desk.Create({}, large);
  CHECK(desk.outcomes.empty());
  const CreationOutcome outcome = desk.TheOutcome();
  CHECK(outcome.kind == Kind::kRefused);
  CHECK(outcome.code == ErrorCode::kTooLarge);
  desk.Create(std::string(kMaxCodeBytes + 1, 'k'));
  CHECK(desk.TheOutcome().reason == Refusal::kWrongCode);
  CHECK(desk.transport.Attempts() == 0);
}

TEST_CASE("whoever is told may end it all, and time that passes then finds nobody") {
  Desk desk;
  desk.creator->Create("ws://relay/ws", {}, Demo().bundle,
                       [&](const CreationOutcome& outcome) { desk.outcomes.push_back(outcome); });
  desk.transport.SetReachable(false);
  desk.Settle();
  desk.creator = nullptr;
  desk.platform.Advance(10 * MeetingCreator::kPatience);
  CHECK(desk.outcomes.size() == 1);
}

}  // namespace
}  // namespace samsyn
