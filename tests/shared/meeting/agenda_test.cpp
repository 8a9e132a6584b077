// The agenda: numbers, states, order, removal.
#include <doctest/doctest.h>

#include <algorithm>
#include <limits>

#include "shared/meeting/schema.h"
#include "tests/shared/meeting/meeting_room.h"

namespace samsyn {
namespace {

std::vector<std::string> Numbers(const Meeting& meeting) {
  std::vector<std::string> numbers;
  for (const AgendaItem& item : meeting.Agenda()) numbers.push_back(item.number);
  return numbers;
}

std::vector<std::string> Titles(const Meeting& meeting) {
  std::vector<std::string> titles;
  for (const AgendaItem& item : meeting.Agenda()) titles.push_back(item.title);
  return titles;
}

std::string States(const Meeting& meeting) {
  std::string states;
  for (const AgendaItem& item : meeting.Agenda()) {
    states += item.state == ItemState::kNow ? 'n' : item.state == ItemState::kDone ? 'd' : '-';
  }
  return states;
}

std::vector<OpId> AddItems(Meeting& meeting, std::initializer_list<const char*> titles) {
  std::vector<OpId> items;
  for (const char* title : titles) items.push_back(meeting.AddAgendaItem(title, 5, {}));
  return items;
}

using List = std::vector<std::string>;

}  // namespace

TEST_CASE("the person's questions share a number and are told apart by letters") {
  MeetingRoom room({"noor", "karin"});
  std::vector<OpId> questions;
  for (const char* text : {"Sömn?", "Pengar?", "Jobb?"}) questions.push_back(room["noor"].AddQuestion(text));
  room.Share();
  Meeting& karin = room["karin"];
  const auto items = AddItems(karin, {"Inledning", "Nu", "Sömn", "Pengar", "Jobb", "Sammanfattning"});
  for (std::size_t i = 0; i < 3; ++i) karin.SetQuestion(items[i + 2], questions[i]);
  room.Share();
  CHECK(room.Everywhere(Numbers) == List{"1", "2", "3a", "3b", "3c", "4"});
  CHECK(karin.Agenda()[3].question == "Pengar?");
  CHECK(!karin.Agenda()[0].question.has_value());

  SUBCASE("questions that are parted are numbered apart") {
    karin.MoveItem(items[3], 0);
    room.Share();
    CHECK(room.Everywhere(Numbers) == List{"1a", "2", "3", "4a", "4b", "5"});
  }
  SUBCASE("a question the person has removed stays an item, without its words") {
    room["noor"].Of(DocumentKind::kVoice).Delete(questions[0]);
    room.Share();
    CHECK(!karin.Agenda()[2].question.has_value());
    CHECK(karin.Agenda()[2].is_sub);
  }
}

TEST_CASE("more questions than letters are still items") {
  Meeting meeting(1);
  for (int i = 0; i < 30; ++i) meeting.SetQuestion(meeting.AddAgendaItem("?", 1, {}), meeting.AddQuestion("?"));
  CHECK(Numbers(meeting).front() == "1a");
  CHECK(Numbers(meeting)[25] == "1z");
  CHECK(Numbers(meeting).back() == "1z");
}

TEST_CASE("an item comes after the one it is added at, else last") {
  Meeting meeting(1);
  const auto items = AddItems(meeting, {"a", "b", "c"});
  meeting.AddAgendaItem("efter a", 5, items[0]);
  meeting.AddAgendaItem("sist", 5, OpId{77, 77});
  CHECK(Titles(meeting) == List{"a", "efter a", "b", "c", "sist"});
  meeting.Of(DocumentKind::kPlan).Delete(items[1]);
  meeting.AddAgendaItem("efter det borttagna", 5, items[1]);
  CHECK(Titles(meeting) == List{"a", "efter a", "c", "sist", "efter det borttagna"});
}

TEST_CASE("minutes stay within reason") {
  Meeting meeting(1);
  const OpId item = meeting.AddAgendaItem("a", -5, {});
  CHECK(meeting.Agenda()[0].minutes == 0);
  meeting.SetMinutes(item, 100'000);
  CHECK(meeting.Agenda()[0].minutes == 600);
  // Whoever writes past this program is read as this program would have written.
  meeting.Of(DocumentKind::kPlan).Set({item, schema::kItemMinutes}, std::numeric_limits<std::int64_t>::max());
  CHECK(meeting.Agenda()[0].minutes == 600);
}

TEST_CASE("the meeting goes from item to item; what it leaves is done") {
  Meeting meeting(1);
  const auto items = AddItems(meeting, {"a", "b", "c"});
  CHECK(States(meeting) == "---");
  CHECK(meeting.NextItem() == items[0]);
  meeting.GoTo(items[0], 1'000);
  CHECK(States(meeting) == "n--");
  CHECK(meeting.CurrentSince() == 1'000);
  CHECK(meeting.NextItem() == items[1]);
  meeting.GoTo(items[2], 2'000);
  CHECK(States(meeting) == "d-n");
  CHECK(meeting.NextItem().IsNone());

  SUBCASE("going where it is changes nothing, not even since when") {
    meeting.GoTo(items[2], 9'000);
    CHECK(meeting.CurrentSince() == 2'000);
    CHECK(States(meeting) == "d-n");
  }
  SUBCASE("going back takes the item up again") {
    meeting.GoTo(items[0], 3'000);
    CHECK(States(meeting) == "n-d");
  }
  SUBCASE("the current item that is done is not now any more, and the next is the first that is left") {
    meeting.SetDone(items[2], true);
    CHECK(States(meeting) == "d-d");
    CHECK(meeting.CurrentItem().IsNone());
    CHECK(meeting.NextItem() == items[1]);
  }
  SUBCASE("an item that was done by mistake waits again") {
    meeting.SetDone(items[0], false);
    CHECK(States(meeting) == "--n");
  }
  SUBCASE("the meeting can be nowhere") {
    meeting.GoTo({}, 4'000);
    CHECK(States(meeting) == "d-d");
    CHECK(meeting.CurrentItem().IsNone());
  }
  SUBCASE("a removed item is not now") {
    meeting.Of(DocumentKind::kPlan).Delete(items[2]);
    CHECK(meeting.CurrentItem().IsNone());
    CHECK(States(meeting) == "d-");
    CHECK(meeting.NextItem() == items[1]);
    meeting.Of(DocumentKind::kPlan).Restore(items[2]);
    CHECK(States(meeting) == "d-n");
  }
}

TEST_CASE("two who go to different items at once leave exactly one that is now") {
  MeetingRoom room({"karin", "petter"});
  const auto items = AddItems(room["karin"], {"a", "b", "c", "d"});
  room["karin"].GoTo(items[0], 1'000);
  room.Share();
  room["karin"].GoTo(items[1], 2'000);
  room["petter"].GoTo(items[2], 2'000);
  CHECK(States(room["karin"]) == "dn--");
  CHECK(States(room["petter"]) == "d-n-");
  room.Share();
  const std::string states = room.Everywhere(States);
  CHECK(std::count(states.begin(), states.end(), 'n') == 1);
  CHECK(states[0] == 'd');
  CHECK(states[3] == '-');
  CHECK(room.Everywhere([](const Meeting& meeting) { return meeting.NextItem(); }) != room["karin"].CurrentItem());
}

TEST_CASE("two who go on to the same item at once go on once") {
  MeetingRoom room({"karin", "petter"});
  const auto items = AddItems(room["karin"], {"a", "b", "c"});
  room["karin"].GoTo(items[0], 1'000);
  room.Share();
  for (const char* name : {"karin", "petter"}) room[name].GoTo(room[name].NextItem(), 2'000);
  room.Share();
  CHECK(room.Everywhere(States) == "dn-");
}

TEST_CASE("an item that one moves and another renames and a third removes is one item") {
  MeetingRoom room({"karin", "petter", "tove"});
  const auto items = AddItems(room["karin"], {"a", "b", "c"});
  room.Share();
  room["karin"].MoveItem(items[2], 0);
  room["petter"].Of(DocumentKind::kPlan).InsertText(Meeting::TitleOf(items[2]), 1, " och mer");
  room["tove"].Of(DocumentKind::kPlan).Delete(items[2]);
  room.Share();
  CHECK(room.Everywhere(Titles) == List{"a", "b"});
  room["petter"].Of(DocumentKind::kPlan).Restore(items[2]);
  room.Share();
  CHECK(room.Everywhere(Titles) == List{"c och mer", "a", "b"});
}

TEST_CASE("what is removed keeps its title and notes, also those written meanwhile") {
  MeetingRoom room({"karin", "petter"});
  const auto items = AddItems(room["karin"], {"a", "b"});
  room["karin"].Of(DocumentKind::kPlan).InsertText(Meeting::NotesOf(items[0]), 0, "Noor: ”Nätterna är värst.”");
  room.Share();
  room["karin"].Of(DocumentKind::kPlan).Delete(items[0]);
  room["petter"].Of(DocumentKind::kPlan).InsertText(Meeting::NotesOf(items[0]), 0, "Nu: ");
  room.Share();
  CHECK(room.Everywhere(Titles) == List{"b"});
  REQUIRE(room["petter"].DeletedAgenda().size() == 1);
  CHECK(room["petter"].DeletedAgenda()[0].title == "a");
  room["petter"].Of(DocumentKind::kPlan).Restore(items[0]);
  room.Share();
  CHECK(room.Everywhere(Titles) == List{"a", "b"});
  CHECK(room.Everywhere([&](const Meeting& meeting) {
    return meeting.Of(DocumentKind::kPlan).TextOf(Meeting::NotesOf(items[0]));
  }) == "Nu: Noor: ”Nätterna är värst.”");
  CHECK(room["karin"].DeletedAgenda().empty());
}

}  // namespace samsyn
