// A copy that starts over must hear everything again, whatever was on its way at that moment.
#include <doctest/doctest.h>

#include "shared/sync/sync_session.h"
#include "tests/support/seeded_random.h"

namespace samsyn {
namespace {

constexpr auto kPlan = DocumentKind::kPlan;
constexpr auto kVoice = DocumentKind::kVoice;

struct Line {
  SeededRandom random{1};
  SyncSession session{"noor", "secret", random};

  // What Hello asks for, by document.
  std::vector<std::uint64_t> Connect() {
    session.Connecting(0);
    session.Opened(0);
    const std::vector<Bytes> frames = session.TakeOutgoing();
    REQUIRE(frames.size() == 1);
    const Result<ClientFrame> hello = DecodeClientFrame(frames[0]);
    REQUIRE(hello.Ok());
    std::vector<std::uint64_t> after;
    for (const auto& subscription : std::get<HelloFrame>(hello.Value()).subscriptions) {
      after.push_back(subscription.after_sequence);
    }
    Receive(WelcomeFrame{kProtocolVersion, "noor", Role::kIndividual, 1});
    (void)session.TakeEvents();
    return after;
  }
  void Receive(const ServerFrame& frame) { session.Receive(Encode(frame), 0); }
  void ReceiveUpdate(DocumentKind document, std::uint64_t sequence) {
    Receive(UpdatesFrame{document, true, {{sequence, "karin", 7, sequence, {1}}}});
  }
};

TEST_CASE("updates on their way when a document starts over are heard again after the next Hello, not skipped") {
  Line line;
  (void)line.Connect();
  line.ReceiveUpdate(kPlan, 1);
  line.ReceiveUpdate(kVoice, 1);
  (void)line.session.TakeEvents();
  line.session.ForgetReceived(kPlan);
  line.ReceiveUpdate(kPlan, 2);
  line.ReceiveUpdate(kVoice, 2);
  const std::vector<SyncEvent> events = line.session.TakeEvents();
  REQUIRE(events.size() == 2);
  REQUIRE(std::holds_alternative<ReceivedEvent>(events[0]));
  CHECK(std::get<ReceivedEvent>(events[0]).document == kVoice);
  line.session.Closed(0);
  std::vector<std::uint64_t> after(kDocumentKindCount, 0);
  after[static_cast<std::size_t>(kVoice)] = 2;
  CHECK(line.Connect() == after);
  line.ReceiveUpdate(kPlan, 1);
  CHECK(line.session.TakeEvents().size() == 2);
}

TEST_CASE("what an earlier visit left is not asked for again, and what comes says what it follows on") {
  Line line;
  line.session.StartFrom(kPlan, 7);
  std::vector<std::uint64_t> after(kDocumentKindCount, 0);
  after[static_cast<std::size_t>(kPlan)] = 7;
  CHECK(line.Connect() == after);
  line.ReceiveUpdate(kPlan, 9);
  line.ReceiveUpdate(kPlan, 10);
  const std::vector<SyncEvent> events = line.session.TakeEvents();
  REQUIRE(events.size() == 4);
  CHECK(std::get<ReceivedEvent>(events[0]).after == 7);
  CHECK(std::get<ReceivedEvent>(events[2]).after == 9);
}

TEST_CASE("an acknowledgement gives back what it says is stored, and nothing else") {
  Line line;
  (void)line.Connect();
  line.session.Enqueue({kPlan, 5, 1, {1}}, 0);
  line.session.Enqueue({kVoice, 5, 2, {2}}, 0);
  line.session.Enqueue({kPlan, 5, 3, {3}}, 0);
  line.session.Enqueue({kPlan, 5, 4, {4}}, 0);
  line.Receive(AckFrame{kPlan, 5, 3, 12});
  const std::vector<SyncEvent> events = line.session.TakeEvents();
  REQUIRE(events.size() == 1);
  const auto& saved = std::get<AcknowledgedEvent>(events[0]);
  CHECK(saved.sequence == 12);
  REQUIRE(saved.stored.size() == 2);
  CHECK(saved.stored[0].payload == Bytes{1});
  CHECK(saved.stored[1].payload == Bytes{3});
  CHECK(line.session.UnsavedCount() == 2);
}

TEST_CASE("once the relay has said no for good, nothing else it says counts") {
  Line line;
  (void)line.Connect();
  line.Receive(ErrorFrame{ErrorCode::kForbidden, Refusal::kNone, "this link is not valid"});
  line.Receive(WelcomeFrame{kProtocolVersion, "noor", Role::kIndividual, 1});
  line.ReceiveUpdate(kPlan, 1);
  line.session.Closed(0);
  CHECK(line.session.GetState() == SyncSession::State::kEnded);
  CHECK(line.session.TakeEvents().size() == 1);
  CHECK_FALSE(line.session.WantsConnection(1'000'000));
}

}  // namespace
}  // namespace samsyn
