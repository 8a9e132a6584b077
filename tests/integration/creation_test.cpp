// A meeting that is made from outside at the real relay, by whoever may.
#include <fstream>

#include "shared/crypto/invitation.h"
#include "tests/integration/creating.h"
#include "tests/integration/hostile_room.h"
#include "tests/integration/test_room.h"
#include "tests/integration/writing.h"
#include "tests/support/seeded_random.h"

namespace samsyn {
namespace {

using Kind = CreationOutcome::Kind;

std::string CodeFile(const TemporaryDirectory& directory, const std::string& code) {
  const std::filesystem::path file = directory.Path() / "code";
  std::ofstream(file) << code << '\n';
  return file.string();
}

TEST_CASE("a meeting is made at a relay that runs, and two write in it, also after the relay has crashed") {
  TestRoom room;
  SeededRandom random(11);
  const std::string name = MakeName(random);
  REQUIRE(CreateAt(room, NewMeeting(name)).kind == Kind::kDone);
  room.relay.Kill();
  room.relay.Start();

  MemoryPendingStore devices[2];
  Ledger ledger;
  TestClient chair(room.loop, {room.relay.Url(), name, TestSecret(name, "chair")}, devices[0], ledger, 1);
  TestClient noor(room.loop, {room.relay.Url(), name, TestSecret(name, "individual")}, devices[1], ledger, 2);
  const auto settled = [&] {
    chair.Step();
    noor.Step();
    return chair.IsSettled() && noor.IsSettled() && chair.Copy().Agenda().size() == kTestAgendaItems &&
           DescribeMeeting(chair.Copy()) == DescribeMeeting(noor.Copy());
  };
  REQUIRE(room.Until(settled));
  CHECK(chair.Copy().Agenda()[0].title == "Punkt 1");
  UniqueKeys keys;
  for (int i = 0; i < 20; ++i) {
    PressKey(chair, keys);
    PressKey(noor, keys);
    chair.Step();
    noor.Step();
  }
  REQUIRE(room.Until([&] { return settled() && CountLostOrDoubled(noor.Copy(), ledger.Written()) == 0; }));
  CHECK(ledger.SavedMarks() == ledger.Written());
  CHECK(CreateAt(room, NewMeeting(name)).reason == Refusal::kMeetingExists);
}

TEST_CASE("trust: where nobody may make meetings, nobody can") {
  TestRoom room({"--create", "nobody"});
  const CreationOutcome outcome = CreateAt(room, NewMeeting("ny"));
  CHECK(outcome.kind == Kind::kRefused);
  CHECK(outcome.reason == Refusal::kMayNotCreate);
}

TEST_CASE("trust: where a code is asked for, whoever has it makes meetings, and it stands in no log and no database") {
  TemporaryDirectory directory;
  TestRoom room({"--create", "code", "--create-code-file", CodeFile(directory, "vår hemliga kod")});
  CHECK(CreateAt(room, NewMeeting("ny")).reason == Refusal::kWrongCode);
  CHECK(CreateAt(room, NewMeeting("ny"), "vår hemliga kop").reason == Refusal::kWrongCode);
  CHECK(CreateAt(room, NewMeeting("ny"), "vår hemliga kod").kind == Kind::kDone);
  REQUIRE(room.relay.Stop() == 0);
  CHECK(room.relay.Log().find("hemliga") == std::string::npos);
  for (const auto& entry : std::filesystem::directory_iterator(room.relay.DataDirectory())) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    CHECK(content.find("hemliga") == std::string::npos);
  }
}

TEST_CASE("trust: meetings that are made without end, for ever, by halves or too often harm nobody else") {
  HostileRoom hostile({"--create-per-hour", "5"});
  const auto answer = [&](const ClientFrame& frame) {
    RawClient client(hostile.room.relay.Port());
    REQUIRE(client.Upgrade() == "HTTP/1.1 101 Switching Protocols");
    client.Say(frame);
    const std::optional<ErrorFrame> error = client.HearFrame<ErrorFrame>(std::chrono::seconds(60));
    REQUIRE(error);
    return *error;
  };
  CHECK(answer(CreateFrame{kProtocolVersion, {}, EncodeBundle(MakeTestMeeting("utan slut"))}).code ==
        ErrorCode::kOutOfRange);
  Bytes half = EncodeBundle(NewMeeting("halvt"));
  half.resize(half.size() / 2);
  CHECK(answer(CreateFrame{kProtocolVersion, {}, half}).code == ErrorCode::kMalformed);
  CHECK(answer(CreateFrame{kProtocolVersion, {}, EncodeBundle(NewMeeting("granne"))}).reason ==
        Refusal::kMeetingExists);
  Bundle of_two = NewMeeting("två personers");
  for (ParticipantAccess& participant : of_two.access.participants) participant.role = Role::kIndividual;
  CHECK(answer(CreateFrame{kProtocolVersion, {}, EncodeBundle(of_two)}).code == ErrorCode::kForbidden);
  CHECK(CreateAt(hostile.room, NewMeeting("nytt")).kind == Kind::kDone);
  CHECK(CreateAt(hostile.room, NewMeeting("ett till")).reason == Refusal::kTooManyCreated);
  hostile.neighbour.RequireWorks();
}

}  // namespace
}  // namespace samsyn
