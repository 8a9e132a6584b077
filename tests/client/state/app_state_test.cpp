#include "client/state/app_state.h"

#include <doctest/doctest.h>

namespace samsyn {
namespace {

AppState WithPeople() {
  AppState state;
  state.meeting = std::make_unique<Meeting>(1);
  state.meeting->AddParticipant({{}, "p1", "Noor Lindqvist", Role::kIndividual, "", "", Mandate::kUnstated, ""});
  state.meeting->AddParticipant({{}, "p4", "Karin Öberg", Role::kChair, "", "", Mandate::kYes, ""});
  state.me = "p4";
  return state;
}

}  // namespace

TEST_CASE("names are shortened by whole letters") {
  CHECK(FirstName("Noor Lindqvist") == "Noor");
  CHECK(FirstName("Noor") == "Noor");
  CHECK(FirstName("").empty());
  CHECK(Initials("Noor Lindqvist") == "NL");
  CHECK(Initials("Åsa Ödman") == "ÅÖ");
  CHECK(Initials("Anna Karin Maria Berg") == "AB");
  CHECK(Initials("Noor") == "N");
  CHECK(Initials("").empty());
}

TEST_CASE("who is here is told once, however many pages they have") {
  AppState state = WithPeople();
  CHECK(state.Here().empty());
  state.stage = Stage::kInTheRoom;
  CHECK(state.IsHere("p4"));
  state.peers[1] = {"p1", {false, {}}};  // at the door
  CHECK(!state.IsHere("p1"));
  state.peers[2] = {"p1", {true, {}}};
  state.peers[3] = {"p1", {true, {}}};
  state.peers[4] = {"p4", {true, {}}};
  state.peers[5] = {"somebody the plan does not know", {true, {}}};
  REQUIRE(state.Here().size() == 2);
  CHECK(state.Here()[0].id == "p1");
  CHECK(state.Here()[1].id == "p4");
}

TEST_CASE("people are called by their first name, and by their number while the name is unknown") {
  const AppState state = WithPeople();
  CHECK(state.FirstNameOf("p4") == "Karin");
  CHECK(state.FirstNameOf("p77") == "p77");
  CHECK(state.Individual().name == "Noor Lindqvist");
  CHECK(state.IndexOf("p4") == 1);
  CHECK(state.IndexOf("p77") == 2);
}

TEST_CASE("the item shown is the chosen one while it is there, else the meeting's") {
  AppState state = WithPeople();
  CHECK(state.ShownItem().IsNone());
  const OpId first = state.meeting->AddAgendaItem("a", 5, {});
  const OpId second = state.meeting->AddAgendaItem("b", 5, {});
  CHECK(state.ShownItem().IsNone());
  state.meeting->GoTo(first, 1);
  CHECK(state.ShownItem() == first);
  state.chosen_item = second;
  CHECK(state.ShownItem() == second);
  state.meeting->Of(DocumentKind::kPlan).Delete(second);
  CHECK(state.ShownItem() == first);
  state.chosen_item = {99, 99};
  CHECK(state.ShownItem() == first);
}

}  // namespace samsyn
