// Who may come in, and who may write what: asked of the real process, with frames made by hand.
#include "tests/integration/test_room.h"
#include "tests/integration/writing.h"
#include "tests/server/raw_client.h"

namespace samsyn {
namespace {

std::unique_ptr<RawClient> SayHello(const RelayProcess& relay, const std::string& meeting, const std::string& secret) {
  auto client = std::make_unique<RawClient>(relay.Port());
  REQUIRE(client->Upgrade() == "HTTP/1.1 101 Switching Protocols");
  client->Say(HelloFrame{kProtocolVersion, meeting, secret, {}});
  return client;
}

// The answer to an append: nothing if it was acknowledged.
std::optional<RefusedFrame> AnswerTo(RawClient& client, const AppendFrame& frame) {
  client.Say(frame);
  while (const std::optional<RawClient::Message> message = client.Hear(std::chrono::seconds(60))) {
    if (message->opcode != RawClient::kBinary) continue;
    const Result<ServerFrame> answer = DecodeServerFrame(AsBytes(message->payload));
    REQUIRE(answer);
    if (const auto* refused = std::get_if<RefusedFrame>(&answer.Value())) return *refused;
    if (std::holds_alternative<AckFrame>(answer.Value())) return std::nullopt;
  }
  FAIL("the connection ended without an answer");
  return std::nullopt;
}

TEST_CASE("trust: every role may write the documents that are its to write, and no other") {
  RelayProcess relay({MakeTestMeeting("rum")});
  // As people are told it, not as access.cpp says it.
  const auto may_write = [](Role role, DocumentKind document) {
    if (document == DocumentKind::kVoice || document == DocumentKind::kAside) return role == Role::kIndividual;
    if (document == DocumentKind::kLinks) return role == Role::kIndividual || role == Role::kChair;
    if (document == DocumentKind::kOutcome) return role == Role::kChair || role == Role::kSecretary;
    return role != Role::kObserver;
  };
  std::array<std::uint64_t, kDocumentKindCount> stored{};
  for (int i = 0; i < kRoleCount; ++i) {
    const auto role = static_cast<Role>(i);
    const auto client = SayHello(relay, "rum", TestToken("rum", std::string(NameOf(role))));
    const std::optional<WelcomeFrame> welcome = client->HearFrame<WelcomeFrame>();
    REQUIRE(welcome);
    CHECK(welcome->role == role);
    CHECK(welcome->participant == NameOf(role));
    for (int kind = 0; kind < kDocumentKindCount; ++kind) {
      const auto document = static_cast<DocumentKind>(kind);
      INFO(NameOf(role) << " writes " << NameOf(document));
      const ReplicaId replica = 1000 + static_cast<ReplicaId>(i);
      const std::optional<RefusedFrame> refused = AnswerTo(*client, {document, replica, 1, Bytes{1, 2, 3}});
      CHECK(refused.has_value() != may_write(role, document));
      if (!refused) {
        ++stored[static_cast<std::size_t>(kind)];
        continue;
      }
      CHECK(refused->code == ErrorCode::kForbidden);
      CHECK(refused->document == document);
      CHECK(refused->replica == replica);
      CHECK(refused->counter == 1);
      CHECK_FALSE(refused->message.empty());
      CHECK((refused->reason == Refusal::kMayNotWrite || refused->reason == Refusal::kMayNotRead));
    }
    // Refused or not, the conversation goes on.
    client->Say(PingFrame{7});
    CHECK(client->HearFrame<PongFrame>());
  }
  CHECK(stored == std::array<std::uint64_t, kDocumentKindCount>{9, 1, 2, 1, 2, 9, 9, 9, 9});
  // What was refused is not there for a reader either, nor after a restart.
  relay.Kill();
  relay.Start();
  RawClient reader(relay.Port());
  REQUIRE(reader.Upgrade() == "HTTP/1.1 101 Switching Protocols");
  reader.Say(HelloFrame{
      kProtocolVersion, "rum", TestToken("rum", "observer"), {{DocumentKind::kVoice, 0}, {DocumentKind::kOutcome, 0}}});
  std::map<DocumentKind, std::size_t> seen;
  for (int frames = 0; frames < 2; ++frames) {
    const std::optional<UpdatesFrame> updates = reader.HearFrame<UpdatesFrame>();
    REQUIRE(updates);
    seen[updates->document] = updates->updates.size();
  }
  CHECK(seen[DocumentKind::kVoice] == 1);
  CHECK(seen[DocumentKind::kOutcome] == 2);
}

TEST_CASE(
    "trust: a wrong secret, an unknown meeting and another meeting's secret are all told the same, and then nothing") {
  RelayProcess relay({MakeTestMeeting("rum"), MakeTestMeeting("annat")});
  const std::vector<std::pair<std::string, std::string>> wrong = {{"rum", "not the secret"},
                                                                  {"rum", ""},
                                                                  {"rum", TestToken("annat", "chair")},
                                                                  {"finns inte", TestToken("rum", "chair")},
                                                                  {"", TestToken("rum", "chair")}};
  std::set<std::string> answers;
  for (const auto& link : wrong) {
    INFO(link.first << " with " << link.second);
    const auto client = SayHello(relay, link.first, link.second);
    const std::optional<ErrorFrame> error = client->HearFrame<ErrorFrame>();
    REQUIRE(error);
    CHECK(error->code == ErrorCode::kForbidden);
    answers.insert(error->message);
    CHECK(client->HearClose() == 1008);
  }
  CHECK(answers.size() == 1);
  CHECK(SayHello(relay, "annat", TestToken("annat", "chair"))->HearFrame<WelcomeFrame>());
}

TEST_CASE("trust: without Hello nothing is stored or heard; a newer version is told so") {
  RelayProcess relay({MakeTestMeeting("rum")});
  for (const ClientFrame& frame :
       {ClientFrame(AppendFrame{DocumentKind::kPlan, 1, 1, {1}}), ClientFrame(PresenceFrame{{1}})}) {
    RawClient client(relay.Port());
    REQUIRE(client.Upgrade() == "HTTP/1.1 101 Switching Protocols");
    client.Say(frame);
    const std::optional<ErrorFrame> error = client.HearFrame<ErrorFrame>();
    REQUIRE(error);
    CHECK(error->code == ErrorCode::kForbidden);
  }
  RawClient newer(relay.Port());
  REQUIRE(newer.Upgrade() == "HTTP/1.1 101 Switching Protocols");
  newer.Say(HelloFrame{kProtocolVersion + 1, "rum", TestToken("rum", "chair"), {}});
  const std::optional<ErrorFrame> error = newer.HearFrame<ErrorFrame>();
  REQUIRE(error);
  CHECK(error->code == ErrorCode::kUnsupported);
}

TEST_CASE("trust: a client with a wrong link gives up instead of trying for ever, and its words stay on the device") {
  TestRoom room;
  MemoryPendingStore& device = room.NewDevice();
  device.Put({DocumentKind::kPlan, 9, 1, Bytes(80, 1)});  // from an earlier page
  Ledger ledger;
  room.clients.push_back(
      std::make_unique<TestClient>(room.loop, TestClient::Link{room.relay.Url(), "rum", "wrong"}, device, ledger, 5));
  TestClient& stranger = *room.clients.back();
  REQUIRE(room.Until([&] { return stranger.ended.has_value(); }));
  CHECK(stranger.ended->code == ErrorCode::kForbidden);
  room.GoOn(std::chrono::milliseconds(700));
  CHECK(stranger.Session().GetState() == SyncSession::State::kEnded);
  CHECK(device.Kept().size() == 1);
}

TEST_CASE("trust: somebody else's replica is refused, also after a restart, and its owner writes on") {
  RelayProcess relay({MakeTestMeeting("rum")});
  constexpr ReplicaId kReplica = 0xFEDCBA9876543210;
  {
    const auto chair = SayHello(relay, "rum", TestToken("rum", "chair"));
    CHECK_FALSE(AnswerTo(*chair, {DocumentKind::kPlan, kReplica, 1, {1}}));
  }
  for (int round = 0; round < 2; ++round) {
    const auto noor = SayHello(relay, "rum", TestToken("rum", "individual"));
    const std::optional<RefusedFrame> refused = AnswerTo(*noor, {DocumentKind::kPlan, kReplica, 2, {2}});
    REQUIRE(refused);
    CHECK(refused->code == ErrorCode::kForbidden);
    // Not even in a document the owner has not written with it.
    CHECK(AnswerTo(*noor, {DocumentKind::kVoice, kReplica, 1, {2}}));
    relay.Kill();
    relay.Start();
  }
  const auto chair = SayHello(relay, "rum", TestToken("rum", "chair"));
  CHECK_FALSE(AnswerTo(*chair, {DocumentKind::kPlan, kReplica, 2, {2}}));
  // Known already, the same and another one.
  CHECK_FALSE(AnswerTo(*chair, {DocumentKind::kPlan, kReplica, 2, {2}}));
  const std::optional<RefusedFrame> changed = AnswerTo(*chair, {DocumentKind::kPlan, kReplica, 2, {3}});
  REQUIRE(changed);
  CHECK(changed->code == ErrorCode::kConflict);
}

TEST_CASE("trust: who is refused starts over and has what everybody has, while the others write on") {
  TestRoom room;
  UniqueKeys keys;
  TestClient& chair = room.Join("chair");
  TestClient& noor = room.Join("individual");
  TestClient& aida = room.Join("professional");
  REQUIRE(room.Until([&] { return chair.IsSettled() && noor.IsSettled() && aida.IsSettled(); }));
  for (int round = 0; round < 8; ++round) {
    INFO("round " << round);
    // Not hers to write: shown by no control, but a client may have an error.
    aida.Copy().AddCommitment("Jag bestämmer", {});
    for (int i = 0; i < 20; ++i) {
      PressKey(chair, keys);
      PressKey(noor, keys);
      room.Step();
    }
  }
  REQUIRE(room.Until([&] { return !aida.refused.empty(); }));
  room.RequireAllTheSame();
  CHECK(aida.refused[0].code == ErrorCode::kForbidden);
  CHECK(aida.Copy().Commitments().empty());
  CHECK(chair.refused.empty());
  CHECK(chair.welcomes == 1);
  CHECK(noor.welcomes == 1);
  CHECK(CountLostOrDoubled(aida.Copy(), room.ledger.Written()) == 0);
  // And can write what is hers.
  PressKey(aida, keys);
  room.RequireAllTheSame();
  CHECK(CountLostOrDoubled(noor.Copy(), room.ledger.Written()) == 0);
}

}  // namespace
}  // namespace samsyn
