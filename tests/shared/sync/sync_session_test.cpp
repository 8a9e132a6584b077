#include "shared/sync/sync_session.h"

#include <doctest/doctest.h>

#include <limits>

#include "tests/support/seeded_random.h"

namespace samsyn {
namespace {

constexpr ReplicaId kReplica = 11;

OutgoingUpdate UpdateNumber(std::uint64_t counter, DocumentKind document = DocumentKind::kPlan) {
  return {document, kReplica, counter, {1, 2, 3}};
}

// A session, and the relay's end of its line.
struct Line {
  SeededRandom random{1};
  SyncSession session{"noor", "secret", random};
  std::int64_t now = 1'000;

  std::vector<ClientFrame> Sent() {
    std::vector<ClientFrame> frames;
    for (const Bytes& bytes : session.TakeOutgoing()) {
      Result<ClientFrame> frame = DecodeClientFrame(bytes);
      REQUIRE(frame.Ok());
      frames.push_back(std::move(frame.Value()));
    }
    return frames;
  }
  // The counters of the updates sent.
  std::vector<std::uint64_t> SentCounters() {
    std::vector<std::uint64_t> counters;
    for (const ClientFrame& frame : Sent()) {
      if (const auto* append = std::get_if<AppendFrame>(&frame)) counters.push_back(append->counter);
    }
    return counters;
  }
  HelloFrame Connect() {
    session.Connecting(now);
    session.Opened(now);
    const std::vector<ClientFrame> frames = Sent();
    REQUIRE(frames.size() == 1);
    REQUIRE(std::holds_alternative<HelloFrame>(frames[0]));
    return std::get<HelloFrame>(frames[0]);
  }
  void Receive(const ServerFrame& frame) { session.Receive(Encode(frame), now); }
  void GoOnline() {
    (void)Connect();
    Receive(WelcomeFrame{kProtocolVersion, "noor", Role::kIndividual, 1});
    (void)session.TakeEvents();
  }
  void Acknowledge(std::uint64_t counter, DocumentKind document = DocumentKind::kPlan) {
    Receive(AckFrame{document, kReplica, counter, counter});
  }
  template <typename Event>
  Event OnlyEvent() {
    const std::vector<SyncEvent> events = session.TakeEvents();
    REQUIRE(events.size() == 1);
    REQUIRE(std::holds_alternative<Event>(events[0]));
    return std::get<Event>(events[0]);
  }
};

}  // namespace

TEST_CASE("a session asks for a connection, says hello and is welcomed") {
  Line line;
  CHECK(line.session.GetState() == SyncSession::State::kOffline);
  CHECK(line.session.WantsConnection(line.now));
  const HelloFrame hello = line.Connect();
  CHECK(line.session.GetState() == SyncSession::State::kConnecting);
  CHECK_FALSE(line.session.WantsConnection(line.now));
  CHECK(hello.meeting == "noor");
  CHECK(hello.token == "secret");
  REQUIRE(hello.subscriptions.size() == static_cast<std::size_t>(kDocumentKindCount));
  for (const Subscription& wanted : hello.subscriptions) CHECK(wanted.after_sequence == 0);

  line.Receive(WelcomeFrame{kProtocolVersion, "noor", Role::kIndividual, 1});
  CHECK(line.session.GetState() == SyncSession::State::kOnline);
  const auto welcomed = line.OnlyEvent<WelcomedEvent>();
  CHECK(welcomed.participant == "noor");
  CHECK(welcomed.role == Role::kIndividual);
}

TEST_CASE("updates wait for the welcome, and then for their acknowledgement") {
  Line line;
  line.session.Enqueue(UpdateNumber(1), line.now);
  (void)line.Connect();
  line.session.Enqueue(UpdateNumber(4), line.now);
  CHECK(line.Sent().empty());
  line.Receive(WelcomeFrame{});
  line.session.Enqueue(UpdateNumber(9), line.now);
  CHECK(line.SentCounters() == std::vector<std::uint64_t>{1, 4, 9});
  CHECK(line.session.UnsavedCount() == 3);
  (void)line.session.TakeEvents();
  line.Acknowledge(4);  // covers what came before it
  CHECK(line.session.UnsavedCount() == 1);
  CHECK(line.OnlyEvent<AcknowledgedEvent>().counter == 4);
  line.Acknowledge(9);
  CHECK(line.session.UnsavedCount() == 0);
  CHECK(line.SentCounters().empty());
}

TEST_CASE("an acknowledgement is for one document and one replica") {
  Line line;
  line.GoOnline();
  line.session.Enqueue(UpdateNumber(1, DocumentKind::kPlan), line.now);
  line.session.Enqueue(UpdateNumber(2, DocumentKind::kVoice), line.now);
  line.Acknowledge(2, DocumentKind::kVoice);
  CHECK(line.session.UnsavedCount() == 1);
  line.Receive(AckFrame{DocumentKind::kPlan, kReplica + 1, 99, 5});
  CHECK(line.session.UnsavedCount() == 1);
  line.Acknowledge(1, DocumentKind::kPlan);
  CHECK(line.session.UnsavedCount() == 0);
}

TEST_CASE("what is not acknowledged when the connection breaks is sent again, in order") {
  Line line;
  line.GoOnline();
  for (const std::uint64_t counter : {1u, 2u, 3u}) line.session.Enqueue(UpdateNumber(counter), line.now);
  CHECK(line.SentCounters().size() == 3);
  line.Acknowledge(1);
  line.session.Closed(line.now);
  CHECK(line.session.GetState() == SyncSession::State::kOffline);
  CHECK(line.session.UnsavedCount() == 2);
  line.session.Enqueue(UpdateNumber(4), line.now);
  CHECK(line.Sent().empty());
  line.GoOnline();
  CHECK(line.SentCounters() == std::vector<std::uint64_t>{2, 3, 4});
}

TEST_CASE("frames of a broken connection are not sent over the next one") {
  Line line;
  line.GoOnline();
  line.session.Enqueue(UpdateNumber(1), line.now);
  line.session.Closed(line.now);
  CHECK(line.session.TakeOutgoing().empty());
}

TEST_CASE("a long backlog goes out steadily, with a bounded number under way") {
  Line line;
  for (std::uint64_t counter = 1; counter <= 500; ++counter) line.session.Enqueue(UpdateNumber(counter), line.now);
  line.GoOnline();
  std::uint64_t acknowledged = 0;
  std::uint64_t sent = 0;
  const std::int64_t start = line.now;
  while (line.now < start + 20'000) {
    for (std::vector<std::uint64_t> counters = line.SentCounters(); !counters.empty(); counters = line.SentCounters()) {
      for (const std::uint64_t counter : counters) CHECK(counter == ++sent);
      CHECK(sent - acknowledged <= 64);
      line.Acknowledge(acknowledged = sent);
    }
    // At most a second's worth at once, and then a hundred a second.
    CHECK(static_cast<std::int64_t>(sent) <= 100 + (line.now - start) / 10 + 1);
    if (sent == 500) break;
    CHECK(line.session.NextTick() <= line.now + 50);
    line.now = line.session.NextTick();
    line.session.Tick(line.now);
  }
  CHECK(sent == 500);
  CHECK(line.now - start < 6'000);
}

TEST_CASE("hello says what has come, so that only the rest is sent") {
  Line line;
  line.GoOnline();
  line.Receive(UpdatesFrame{DocumentKind::kPlan, false, {{1, "bo", 5, 1, {1}}, {2, "bo", 5, 2, {1}}}});
  CHECK(line.OnlyEvent<ReceivedEvent>().updates.size() == 2);
  line.Receive(UpdatesFrame{DocumentKind::kPlan, true, {{3, "bo", 5, 3, {1}}}});
  const std::vector<SyncEvent> events = line.session.TakeEvents();
  REQUIRE(events.size() == 2);
  CHECK(std::holds_alternative<CaughtUpEvent>(events[1]));
  line.Receive(UpdatesFrame{DocumentKind::kVoice, true, {}});
  CHECK(line.OnlyEvent<CaughtUpEvent>().document == DocumentKind::kVoice);
  // One's own update has number 7 here; 4 to 6 of others may still be on their way.
  line.session.Enqueue(UpdateNumber(1), line.now);
  line.Receive(AckFrame{DocumentKind::kPlan, kReplica, 1, 7});
  line.session.Closed(line.now);
  const auto after = [&](DocumentKind document) {
    const HelloFrame hello = line.Connect();
    for (const Subscription& wanted : hello.subscriptions) {
      if (wanted.document == document) return wanted.after_sequence;
    }
    FAIL("not subscribed");
    return std::uint64_t{0};
  };
  CHECK(after(DocumentKind::kPlan) == 3);
  CHECK(after(DocumentKind::kVoice) == 0);
  line.session.ForgetReceived(DocumentKind::kPlan);
  CHECK(after(DocumentKind::kPlan) == 0);
}

TEST_CASE("trying again takes longer each time, up to a few seconds, and not all at the same moment") {
  Line line;
  std::int64_t longest = 0;
  for (int attempt = 0; attempt < 20; ++attempt) {
    line.session.Connecting(line.now);
    line.session.Closed(line.now);
    CHECK_FALSE(line.session.WantsConnection(line.now));
    const std::int64_t wait = line.session.NextTick() - line.now;
    CHECK(wait >= 125);
    CHECK(wait <= 5'000);
    CHECK(line.session.WantsConnection(line.now + wait));
    longest = std::max(longest, wait);
    if (attempt == 0) CHECK(wait <= 250);
    line.now += wait;
  }
  CHECK(longest > 2'500);
  line.session.Connecting(line.now);
  line.session.Closed(line.now);
  line.session.RetryNow();
  CHECK(line.session.WantsConnection(line.now));
  line.GoOnline();
  line.session.Closed(line.now);
  CHECK(line.session.NextTick() - line.now <= 250);  // a connection that worked starts over
}

TEST_CASE("a quiet connection is pinged, and given up when no answer comes") {
  Line line;
  line.GoOnline();
  line.now = line.session.NextTick();
  line.session.Tick(line.now);
  std::vector<ClientFrame> frames = line.Sent();
  REQUIRE(frames.size() == 1);
  REQUIRE(std::holds_alternative<PingFrame>(frames[0]));
  line.session.Tick(line.now + 1);
  CHECK(line.Sent().empty());  // one is enough
  line.Receive(PongFrame{std::get<PingFrame>(frames[0]).number});
  CHECK_FALSE(line.session.WantsClose());

  line.now = line.session.NextTick();
  line.session.Tick(line.now);
  CHECK(line.Sent().size() == 1);
  line.now = line.session.NextTick();
  line.session.Tick(line.now);
  CHECK(line.session.WantsClose());
  line.session.Closed(line.now);
  CHECK_FALSE(line.session.WantsClose());
}

TEST_CASE("a connection that never opens is given up") {
  Line line;
  line.session.Connecting(line.now);
  line.session.Tick(line.session.NextTick() - 1);
  CHECK_FALSE(line.session.WantsClose());
  line.session.Tick(line.session.NextTick());
  CHECK(line.session.WantsClose());
}

TEST_CASE("what the relay refuses is given back with all that builds on it, and said once") {
  Line line;
  line.GoOnline();
  for (const std::uint64_t counter : {1u, 2u, 3u}) line.session.Enqueue(UpdateNumber(counter), line.now);
  line.session.Enqueue(UpdateNumber(1, DocumentKind::kVoice), line.now);
  CHECK(line.SentCounters().size() == 4);
  line.Receive(RefusedFrame{DocumentKind::kPlan, kReplica, 2, ErrorCode::kForbidden, Refusal::kMayNotWrite,
                            "only the chair writes here"});
  const auto refused = line.OnlyEvent<RefusedEvent>();
  CHECK(refused.code == ErrorCode::kForbidden);
  CHECK(refused.message == "only the chair writes here");
  REQUIRE(refused.given_back.size() == 2);
  CHECK(refused.given_back[0].counter == 2);
  CHECK(refused.given_back[1].counter == 3);
  CHECK(line.session.UnsavedCount() == 2);
  line.Receive(RefusedFrame{DocumentKind::kPlan, kReplica, 3, ErrorCode::kForbidden, Refusal::kMayNotWrite,
                            "only the chair writes here"});
  CHECK(line.session.TakeEvents().empty());
  line.session.Closed(line.now);
  line.GoOnline();
  CHECK(line.SentCounters() == std::vector<std::uint64_t>{1, 1});
}

TEST_CASE("an error that trying again cannot mend ends the session; another one does not") {
  for (const ErrorCode code : {ErrorCode::kForbidden, ErrorCode::kNotFound, ErrorCode::kUnsupported}) {
    Line line;
    (void)line.Connect();
    line.Receive(ErrorFrame{code, Refusal::kNone, "no"});
    CHECK(line.OnlyEvent<EndedEvent>().code == code);
    line.session.Closed(line.now);
    CHECK(line.session.GetState() == SyncSession::State::kEnded);
    CHECK_FALSE(line.session.WantsConnection(line.now + 1'000'000));
    CHECK(line.session.NextTick() == std::numeric_limits<std::int64_t>::max());
  }
  Line line;
  line.GoOnline();
  line.Receive(ErrorFrame{ErrorCode::kTooMany, Refusal::kNone, "too fast"});
  line.session.Closed(line.now);
  CHECK(line.session.GetState() == SyncSession::State::kOffline);
  CHECK(line.session.WantsConnection(line.session.NextTick()));
}

TEST_CASE("a relay that answers before it welcomes is sent nothing") {
  Line line;
  line.session.Enqueue(UpdateNumber(1), line.now);
  line.session.Enqueue(UpdateNumber(2), line.now);
  (void)line.Connect();
  line.now += 10'000;
  line.Acknowledge(1);
  line.Receive(RefusedFrame{DocumentKind::kPlan, kReplica, 9, ErrorCode::kForbidden, Refusal::kNone, {}});
  CHECK(line.Sent().empty());
  line.Receive(WelcomeFrame{kProtocolVersion, "noor", Role::kIndividual, 1});
  CHECK(line.SentCounters() == std::vector<std::uint64_t>{2});
}

TEST_CASE("a relay of another version ends the session in words") {
  Line line;
  (void)line.Connect();
  line.Receive(WelcomeFrame{kProtocolVersion + 1, "noor", Role::kChair, 1});
  CHECK(line.OnlyEvent<EndedEvent>().code == ErrorCode::kUnsupported);
  CHECK(line.session.WantsClose());
}

TEST_CASE("bytes that are no frame mean starting over, not falling over") {
  for (const std::uint64_t seed : Seeds(200)) {
    CAPTURE(seed);
    SeededRandom random(seed);
    Line line;
    line.GoOnline();
    line.session.Enqueue(UpdateNumber(1), line.now);
    Bytes noise(random.Below(40));
    for (std::uint8_t& byte : noise) byte = static_cast<std::uint8_t>(random.Next());
    line.session.Receive(noise, line.now);
    if (!DecodeServerFrame(noise)) {
      CHECK(line.session.WantsClose());
      CHECK(line.session.UnsavedCount() == 1);
    }
  }
}

TEST_CASE("presence is passed on while online and never kept") {
  Line line;
  line.session.SendPresence({1});
  line.GoOnline();
  CHECK(line.Sent().empty());
  line.session.SendPresence({2});
  const std::vector<ClientFrame> frames = line.Sent();
  REQUIRE(frames.size() == 1);
  CHECK(std::get<PresenceFrame>(frames[0]).payload == Bytes{2});
  line.Receive(PresenceFromFrame{4, "bo", {9}});
  CHECK(line.OnlyEvent<PresenceEvent>().participant == "bo");
  line.Receive(LeftFrame{4});
  CHECK(line.OnlyEvent<LeftEvent>().connection == 4);
}

}  // namespace samsyn
