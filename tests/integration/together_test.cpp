// People write in one meeting at the same time, come late, and come back.
#include "tests/integration/test_room.h"
#include "tests/integration/writing.h"

namespace samsyn {
namespace {

using std::chrono::milliseconds;

constexpr auto kPlan = DocumentKind::kPlan;

void Join(TestRoom& room, const std::vector<std::string>& participants) {
  for (const std::string& participant : participants) room.Join(participant);
  REQUIRE(room.Until(
      [&] { return std::ranges::all_of(room.clients, [](const auto& client) { return client->IsSettled(); }); }));
}

TEST_CASE("two write in the same minutes at once and see the same, and so does a third who comes later") {
  TestRoom room;
  Join(room, {"chair", "individual"});
  TestClient& chair = *room.clients[0];
  TestClient& noor = *room.clients[1];
  const std::string said = "Jag orkar inte ringa själv, åäö 👩🏽\u200D🔧 e\u0301 och 𝄞. ";
  const std::string heard = "Vi hjälper dig att ringa på torsdag. ";
  for (std::size_t at = 0; at < 300; ++at) {
    const auto type = [&](TestClient& client, const std::string& text) {
      const FieldRef notes = NotesOfItem(client, 0);
      const std::string letter(CodePointSlice(text, at % CodePointCount(text), 1));
      client.Copy().Of(kPlan).InsertText(notes, client.Copy().Of(kPlan).TextSize(notes), letter);
      client.SendEdits();
    };
    type(chair, heard);
    type(noor, said);
    room.Step();
  }
  noor.Copy().SetDone(noor.Copy().Agenda()[1].record, true);
  chair.Copy().MoveItem(chair.Copy().Agenda()[2].record, 0);
  room.RequireAllTheSame();
  CHECK(CodePointCount(AllNotes(chair.Copy())) == 600);
  TestClient& late = room.Join("observer");
  room.RequireAllTheSame();
  CHECK(DescribeMeeting(late.Copy()) == DescribeMeeting(chair.Copy()));
  CHECK(late.Copy().Agenda()[0].title == "Punkt 3");
}

TEST_CASE("three documents are written by those who may, each its own numbers") {
  TestRoom room;
  Join(room, {"chair", "individual", "secretary"});
  room.clients[1]->Copy().AddQuestion("Vem hjälper mig?");
  room.clients[1]->Copy().SetAvoidTopics("sjukhuset");
  const OpId item = room.clients[0]->Copy().Agenda()[0].record;
  const OpId commitment = room.clients[0]->Copy().AddCommitment("Ringer Försäkringskassan", item);
  room.clients[0]->Copy().SetOwner(commitment, "secretary");
  room.RequireAllTheSame();
  room.clients[2]->Copy().Accept(commitment);
  room.clients[2]->Copy().RaiseHand("secretary");
  room.RequireAllTheSame();
  TestClient& late = room.Join("invited");
  room.RequireAllTheSame();
  REQUIRE(late.Copy().Commitments().size() == 1);
  CHECK(late.Copy().Commitments()[0].standing == Standing::kPromised);
  CHECK(late.Copy().AvoidTopics() == "sjukhuset");
}

TEST_CASE("who comes back is sent what is new since, and nothing else") {
  TestRoom room;
  UniqueKeys keys;
  Join(room, {"chair", "individual"});
  TestClient& chair = *room.clients[0];
  TestClient& noor = *room.clients[1];
  for (int i = 0; i < 40; ++i) {
    PressKey(chair, keys);
    chair.SendEdits();
  }
  room.RequireAllTheSame();
  const std::size_t before = noor.updates_received;
  const std::uint64_t sequence = noor.last_sequence[kPlan];

  noor.HoldBack();
  noor.LoseConnection();
  for (int i = 0; i < 25; ++i) {
    PressKey(chair, keys);
    chair.SendEdits();
  }
  REQUIRE(room.Until([&] { return chair.IsSettled(); }));
  CHECK(noor.updates_received == before);
  noor.GoOn();
  room.RequireAllTheSame();
  CHECK(noor.updates_received == before + 25);
  CHECK(noor.last_sequence[kPlan] == sequence + 25);

  // With nothing new, nothing comes.
  noor.LoseConnection();
  room.RequireAllTheSame();
  CHECK(noor.welcomes == 3);
  CHECK(noor.updates_received == before + 25);
}

TEST_CASE("eight write, erase and undo at once while connections fail, and agree in the end") {
  TestRoom room;
  room.Seed(8);
  Join(room, {"chair", "individual", "secretary", "supporter", "relative", "guardian", "interpreter", "professional"});
  SeededRandom random(77);
  for (int round = 0; round < 250; ++round) {
    TestClient& client = *room.clients[random.Below(room.clients.size())];
    Document& plan = client.Copy().Of(kPlan);
    const FieldRef notes = NotesOfItem(client, random.Below(kTestAgendaItems));
    const std::size_t size = plan.TextSize(notes);
    if (random.Chance(60)) {
      plan.InsertText(notes, random.Below(size + 1), RandomText(random, 12));
    } else if (random.Chance(50)) {
      plan.DeleteText(notes, random.Below(size + 1), random.Between(1, 6));
    } else if (random.Chance(40)) {
      (void)client.Copy().UndoOf(kPlan).Undo();
    } else if (random.Chance(50)) {
      client.Copy().MoveItem(client.Copy().Agenda()[random.Below(kTestAgendaItems)].record, random.Below(4));
    } else {
      client.LoseConnection();
    }
    client.Copy().UndoOf(kPlan).Collect();
    room.Step();
  }
  room.RequireAllTheSame();
  room.Join("observer");
  room.RequireAllTheSame();
}

}  // namespace
}  // namespace samsyn
