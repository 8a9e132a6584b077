// The notes: writing, writing together, carets of others, undo.
#include <doctest/doctest.h>

#include "shared/base/utf8.h"
#include "tests/client/app/house.h"

namespace samsyn {
namespace {

constexpr const char* kNotes = "Anteckningar: Hur får jag en dygnsrytm?";
constexpr const char* kEmptyNotes = "Anteckningar: Vem pratar med Försäkringskassan?";
constexpr const char* kEmptyItem = "3b Vem pratar med Försäkringskassan?, väntar, Noors fråga, 8 min";

std::string NotesAtRelay(const House& house, std::size_t item) {
  const auto meeting = house.relay.Read();
  return meeting->Of(DocumentKind::kPlan).TextOf(Meeting::NotesOf(meeting->Agenda()[item].record));
}

}  // namespace

TEST_CASE("what somebody writes in the notes is at everybody's and at the relay") {
  House house;
  AppPage& petter = house.Enter(kPetter);
  AppPage& noor = house.Enter(kNoor);
  for (AppPage* page : {&petter, &noor}) page->Button(kEmptyItem).Press();
  petter.Field(kEmptyNotes).Type("Åsa ringer. 😀 e\u0301\n");
  petter.Field(kEmptyNotes).TypeAt(0, "”");
  house.Settle();
  CHECK(noor.Field(kEmptyNotes).Value() == "”Åsa ringer. 😀 e\u0301\n");
  CHECK(NotesAtRelay(house, 3) == "”Åsa ringer. 😀 e\u0301\n");
  CHECK(petter.Shows("Allt är sparat"));
}

TEST_CASE("two write in the same note at once, and both have all of it, the same") {
  House house;
  AppPage& petter = house.Enter(kPetter);
  AppPage& noor = house.Enter(kNoor);
  AppPage& late = house.Enter(kMaria);
  for (AppPage* page : {&petter, &noor}) page->Button(kEmptyItem).Press();
  const std::string left = "Petter: vi börjar klockan nio, åäö 😀";
  const std::string right = "Noor: jag vill sova till tio é";
  for (std::size_t i = 0; i < 40; ++i) {
    if (i < CodePointCount(left)) petter.Field(kEmptyNotes).Type(CodePointSlice(left, i, 1));
    if (i < CodePointCount(right)) noor.Field(kEmptyNotes).Type(CodePointSlice(right, i, 1));
    if (i % 7 == 3) petter.Deliver();
    if (i % 5 == 2) noor.Deliver();
  }
  house.Settle();
  const std::string text = petter.Field(kEmptyNotes).Value();
  CHECK(noor.Field(kEmptyNotes).Value() == text);
  CHECK(NotesAtRelay(house, 3) == text);
  CHECK(text.size() == left.size() + right.size());
  late.Button(kEmptyItem).Press();
  CHECK(late.Field(kEmptyNotes).Value() == text);
}

TEST_CASE("two who type at the ends of a note each have their words whole") {
  House house;
  AppPage& petter = house.Enter(kPetter);
  AppPage& noor = house.Enter(kNoor);
  const std::string before = petter.Field(kNotes).Value();
  for (const char* letter : {"F", "ö", "r", "s", "t", " "}) {
    const std::string now = petter.Field(kNotes).Value();
    const std::size_t own = now.size() - before.size() > 40 ? 0 : now.find(before);
    petter.Field(kNotes).TypeAt(Utf16Length(std::string_view(now).substr(0, own)), letter);
    noor.Field(kNotes).Type("x");
    house.Settle();
  }
  CHECK(petter.Field(kNotes).Value() == "Först " + before + "xxxxxx");
  CHECK(noor.Field(kNotes).Value() == "Först " + before + "xxxxxx");
}

TEST_CASE("the notes of a done item and of one not begun can be written too") {
  House house;
  AppPage& petter = house.Enter(kPetter);
  petter.Button("1 Inledning, klar, 8 min · Karin").Press();
  petter.Field("Anteckningar: Inledning").Type(" Klart.");
  house.Settle();
  CHECK(NotesAtRelay(house, 0).ends_with(" Klart."));
}

TEST_CASE("who writes for the group is said, and who may write") {
  House house;
  AppPage& noor = house.Enter(kNoor);
  CHECK(noor.Shows("Alla ser texten och kan ändra"));
  AppPage& petter = house.Enter(kPetter);
  CHECK(noor.Shows("Petter skriver för gruppen – alla kan ändra"));
  CHECK(petter.Shows("Petter skriver för gruppen – alla kan ändra"));
  house.Close(petter);
  CHECK(noor.Shows("Alla ser texten och kan ändra"));
}

TEST_CASE("the person's own words stand over the notes") {
  House house;
  AppPage& tove = house.Enter(kTove);
  CHECK(tove.Shows("”Hur ska jag få en dygnsrytm som fungerar?”"));
  CHECK(tove.Shows("Noors fråga"));
  AppPage& noor = house.Enter(kNoor, kPhone);
  CHECK(noor.Shows("Det här är din fråga."));
}

TEST_CASE("undo takes back one's own last writing, redo brings it again, and others' stays") {
  House house;
  AppPage& petter = house.Enter(kPetter);
  AppPage& noor = house.Enter(kNoor);
  for (AppPage* page : {&petter, &noor}) page->Button(kEmptyItem).Press();
  petter.Field(kEmptyNotes).Type("Petters ord");
  house.Settle();
  noor.Field(kEmptyNotes).TypeAt(0, "Noors ord, ");
  house.Settle();
  (void)petter.TakeAnnouncements();
  petter.Button("Ångra").Press();
  house.Settle();
  CHECK(petter.TakeAnnouncements() == std::vector<std::string>{"Ångrade din senaste ändring"});
  CHECK(noor.Field(kEmptyNotes).Value() == "Noors ord, ");
  petter.Button("Gör om").Press();
  house.Settle();
  CHECK(noor.Field(kEmptyNotes).Value() == "Noors ord, Petters ord");
  CHECK(petter.TakeAnnouncements() == std::vector<std::string>{"Gjorde om ändringen"});
  CHECK(petter.Field(kEmptyNotes).Value() == "Noors ord, Petters ord");
}

TEST_CASE("with nothing to undo the page says so") {
  House house;
  AppPage& petter = house.Enter(kPetter);
  (void)petter.TakeAnnouncements();
  petter.Button("Ångra").Press();
  CHECK(petter.TakeAnnouncements() == std::vector<std::string>{"Det finns inget mer att ångra"});
  CHECK(house.relay.StoredCount() == House().relay.StoredCount());
}

TEST_CASE("undo by key in the field is the same undo") {
  House house;
  AppPage& petter = house.Enter(kPetter);
  petter.Button(kEmptyItem).Press();
  petter.Field(kEmptyNotes).Type("ord");
  petter.Act(petter.Field(kEmptyNotes).Node().id, ActionKind::kUndo);
  CHECK(petter.Field(kEmptyNotes).Value().empty());
  petter.Act(petter.Field(kEmptyNotes).Node().id, ActionKind::kRedo);
  CHECK(petter.Field(kEmptyNotes).Value() == "ord");
}

TEST_CASE("only the individual's page calls a question theirs, and only on the phone's short form") {
  House house;
  AppPage& maria = house.Enter(kMaria, kPhone);
  CHECK(!maria.Shows("Det här är din fråga."));
  CHECK(maria.Shows("”Hur ska jag få en dygnsrytm som fungerar?”"));
}

}  // namespace samsyn
