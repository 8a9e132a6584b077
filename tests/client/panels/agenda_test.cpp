// The agenda: reading it, choosing, adding, editing, ordering, removing, and what each role may do with it.
#include <doctest/doctest.h>

#include "tests/client/app/house.h"

namespace samsyn {
namespace {

constexpr const char* kFirstQuestion = "3a Hur får jag en dygnsrytm?, nu, Noors fråga, nu · 10 min";
constexpr const char* kSummary = "4 Sammanfattning, väntar, 10 min · Karin";

// The agenda's rows, without how long they take and the rest.
std::string Agenda(const AppPage& page) {
  std::string rows;
  for (const std::string& name : page.Names(NodeRole::kButton)) {
    if (name.empty() || name[0] < '0' || name[0] > '9') continue;
    rows += name.substr(0, name.find(", ", name.find(", ") + 2)) + '\n';
  }
  return rows;
}

bool IsCurrent(AppPage& page, const char* name) { return page.Button(name).Node().current; }

}  // namespace

TEST_CASE("the agenda reads as numbers, titles, states, whose question it is, and minutes") {
  House house;
  AppPage& page = house.Enter(kTove);
  CHECK(page.Names(NodeRole::kNavigation) == std::vector<std::string>{"Steg", "Dagordning"});
  CHECK(Agenda(page) ==
        "1 Inledning, klar\n2 Så är det nu, klar\n3a Hur får jag en dygnsrytm?, nu\n"
        "3b Vem pratar med Försäkringskassan?, väntar\n3c Vem hjälper mig prova jobb med djur?, väntar\n"
        "4 Sammanfattning, väntar\n5 Avslutning, väntar\n");
  CHECK(page.Button("1 Inledning, klar, 8 min · Karin").Exists());
  CHECK(IsCurrent(page, kFirstQuestion));
  CHECK(!IsCurrent(page, kSummary));
  CHECK(page.Shows("60 min"));
  CHECK(page.Shows("sjukhusvistelsen 2024"));
  page.ChooseLanguage("English");
  CHECK(page.Button("3a Hur får jag en dygnsrytm?, now, Noor's question, now · 10 min").Exists());
}

TEST_CASE("choosing an item shows it; following shows the meeting's again") {
  House house;
  AppPage& page = house.Enter(kTove);
  page.Button(kSummary).Press();
  CHECK(page.Field("Anteckningar: Sammanfattning").Exists());
  CHECK(page.Shows("Mötet är på en annan punkt"));
  CHECK(!page.Button("Gå hit nu").Exists());  // Tove does not lead the meeting
  page.Button("Följ med till 3a").Press();
  CHECK(page.Field("Anteckningar: Hur får jag en dygnsrytm?").Exists());
  CHECK(!page.Shows("Mötet är på en annan punkt"));
  page.Button(kSummary).Press();
  page.Button(kFirstQuestion).Press();
  CHECK(page.Field("Anteckningar: Hur får jag en dygnsrytm?").Exists());
}

TEST_CASE("who reads another item stays there when the meeting goes on, and others follow") {
  House house;
  AppPage& karin = house.Enter(kKarin);
  AppPage& tove = house.Enter(kTove);
  AppPage& maria = house.Enter(kMaria);
  tove.Button(kSummary).Press();
  karin.Button("Nästa punkt").Press();
  house.Settle();
  CHECK(karin.Field("Anteckningar: Vem pratar med Försäkringskassan?").Exists());
  CHECK(maria.Field("Anteckningar: Vem pratar med Försäkringskassan?").Exists());
  CHECK(tove.Field("Anteckningar: Sammanfattning").Exists());
  tove.Button("Följ med till 3b").Press();
  CHECK(tove.Field("Anteckningar: Vem pratar med Försäkringskassan?").Exists());
  CHECK(Agenda(maria).find("3a Hur får jag en dygnsrytm?, klar\n3b Vem pratar med Försäkringskassan?, nu\n") !=
        std::string::npos);
}

TEST_CASE("that the meeting has gone on is announced to those who did not do it, where they are") {
  House house;
  AppPage& karin = house.Enter(kKarin);
  AppPage& tove = house.Enter(kTove);
  AppPage& door = house.Open(kMaria);
  for (AppPage* page : {&karin, &tove, &door}) (void)page->TakeAnnouncements();
  karin.Button("Nästa punkt").Press();
  house.Settle();
  CHECK(tove.TakeAnnouncements() == std::vector<std::string>{"Mötet är nu på 3b Vem pratar med Försäkringskassan?"});
  for (const std::string& said : karin.TakeAnnouncements()) CHECK(!said.starts_with("Mötet är nu på"));
  CHECK(door.TakeAnnouncements().empty());
  karin.Field("Anteckningar: Vem pratar med Försäkringskassan?").Type("x");
  house.Settle();
  CHECK(tove.TakeAnnouncements().empty());
}

TEST_CASE("those who lead go from item to item, to the end, and back") {
  House house;
  AppPage& karin = house.Enter(kKarin);
  for (const char* title :
       {"Vem pratar med Försäkringskassan?", "Vem hjälper mig prova jobb med djur?", "Sammanfattning", "Avslutning"}) {
    karin.Button("Nästa punkt").Press();
    CHECK(karin.Field(std::string("Anteckningar: ") + title).Exists());
  }
  CHECK(!karin.Button("Nästa punkt").Exists());
  house.Settle();
  karin.Button("1 Inledning, klar, 8 min · Karin").Press();
  karin.Button("Gå hit nu").Press();
  house.Settle();
  CHECK(Agenda(karin).starts_with("1 Inledning, nu\n2 Så är det nu, klar\n"));
  CHECK(house.relay.Read()->Agenda()[0].state == ItemState::kNow);
}

TEST_CASE("only those who lead go on: the person, the chair, the secretary") {
  House house;
  for (const auto& [who, leads] : {std::pair(kNoor, true), std::pair(kKarin, true), std::pair(kPetter, true),
                                   std::pair(kTove, false), std::pair(kMaria, false), std::pair(kOskar, false)}) {
    AppPage& page = house.Enter(who);
    CHECK(page.Button("Nästa punkt").Exists() == leads);
    page.Button(kSummary).Press();
    CHECK(page.Button("Gå hit nu").Exists() == leads);
    house.Close(page);
  }
}

TEST_CASE("a new item comes after the one that is shown, ready to be named, at everybody's") {
  House house;
  AppPage& tove = house.Enter(kTove);
  AppPage& karin = house.Enter(kKarin);
  tove.Button(kSummary).Press();
  tove.Button("Lägg till en punkt").Press();
  CHECK(tove.Field("Rubrik").Value() == "Ny punkt");
  tove.Field("Rubrik").Fill("Åkomst & ämnen 😀");
  house.Settle();
  CHECK(Agenda(karin).ends_with("4 Sammanfattning, väntar\n5 Åkomst & ämnen 😀, väntar\n6 Avslutning, väntar\n"));
  tove.Button("Klar med ändringen").Press();
  CHECK(!tove.Field("Rubrik").Exists());
  CHECK(tove.Field("Anteckningar: Åkomst & ämnen 😀").Exists());
}

TEST_CASE("an item without a title is called untitled, and can be found and named") {
  House house;
  AppPage& tove = house.Enter(kTove);
  tove.Button("Lägg till en punkt").Press();
  tove.Field("Rubrik").Fill("");
  CHECK(Agenda(tove).find("Utan rubrik, väntar\n") != std::string::npos);
  CheckPage(tove, kDesktop);
}

TEST_CASE("a title is one line of moderate length, and the page says when it is too long") {
  House house;
  AppPage& tove = house.Enter(kTove);
  tove.Button("Lägg till en punkt").Press();
  tove.Field("Rubrik").Fill("två\nrader");
  CHECK(tove.Field("Rubrik").Value() == "två rader");
  (void)tove.TakeAnnouncements();
  tove.Field("Rubrik").Fill(std::string(300, 'x'));
  CHECK(tove.Field("Rubrik").Value() == std::string(200, 'x'));
  CHECK(tove.TakeAnnouncements() == std::vector<std::string>{"Texten blev för lång. Det sista kom inte med."});
  CheckPage(tove, kDesktop);
}

TEST_CASE("minutes and state are chosen") {
  House house;
  AppPage& karin = house.Enter(kKarin);
  AppPage& noor = house.Enter(kNoor);
  karin.Button(kSummary).Press();
  karin.Button("Ändra punkten 4").Press();
  CHECK(karin.Choice("Minuter").Value() == "10 min");
  karin.Choice("Minuter").Choose("15 min");
  karin.Choice("Läge").Choose("klar");
  house.Settle();
  CHECK(noor.Button("4 Sammanfattning, klar, 15 min · Karin").Exists());
  CHECK(noor.Shows("65 min"));
  karin.Choice("Läge").Choose("nu");
  house.Settle();
  CHECK(IsCurrent(noor, "4 Sammanfattning, nu, nu · 0 av 15 min"));
  CHECK(Agenda(noor).find("3a Hur får jag en dygnsrytm?, klar") != std::string::npos);
  karin.Choice("Läge").Choose("väntar");
  house.Settle();
  CHECK(noor.Button("4 Sammanfattning, väntar, 15 min · Karin").Exists());
  CHECK(noor.Shows("Mötet har inte börjat."));
  CHECK(karin.Choice("Läge").Value() == "väntar");
}

TEST_CASE("how long the current item has taken is shown and counted on") {
  House house;
  AppPage& karin = house.Enter(kKarin);
  karin.Button("Nästa punkt").Press();
  CHECK(Agenda(karin).find("3b Vem pratar med Försäkringskassan?, nu") != std::string::npos);
  CHECK(karin.Shows("nu · 0 av 8 min"));
  house.Pass(61'000);
  CHECK(karin.Shows("nu · 1 av 8 min"));
  house.Pass(10 * 60'000);
  CHECK(karin.Shows("nu · 11 av 8 min"));
}

TEST_CASE("items are moved up and down, by buttons that say what they move") {
  House house;
  AppPage& karin = house.Enter(kKarin);
  AppPage& noor = house.Enter(kNoor);
  karin.Button(kSummary).Press();
  karin.Button("Ändra punkten 4").Press();
  (void)karin.TakeAnnouncements();
  karin.Button("Flytta ner: Sammanfattning").Press();
  CHECK(karin.TakeAnnouncements().front() == "Sammanfattning är nu nummer 5");
  house.Settle();
  CHECK(Agenda(noor).ends_with("4 Avslutning, väntar\n5 Sammanfattning, väntar\n"));
  CHECK(karin.Button("Flytta ner: Sammanfattning").IsDisabled());
  karin.Button("Flytta upp: Sammanfattning").Press();
  (void)karin.TakeAnnouncements();
  karin.Button("Flytta upp: Sammanfattning").Press();
  CHECK(karin.TakeAnnouncements().front() == "Sammanfattning är nu nummer 4");  // among the questions
  for (int i = 0; i < 4; ++i) karin.Button("Flytta upp: Sammanfattning").Press();
  CHECK(karin.Button("Flytta upp: Sammanfattning").IsDisabled());
  house.Settle();
  CHECK(Agenda(noor).starts_with("1 Sammanfattning, väntar\n2 Inledning, klar\n"));
  CHECK(karin.Field("Rubrik").Value() == "Sammanfattning");
}

TEST_CASE("two who move the same item at once have it once") {
  House house;
  AppPage& karin = house.Enter(kKarin);
  AppPage& petter = house.Enter(kPetter);
  for (AppPage* page : {&karin, &petter}) {
    page->Button(kSummary).Press();
    page->Button("Ändra punkten 4").Press();
  }
  karin.Button("Flytta ner: Sammanfattning").Press();
  petter.Button("Flytta upp: Sammanfattning").Press();
  house.Settle();
  CHECK(Agenda(karin) == Agenda(petter));
  CHECK(house.relay.Read()->Agenda().size() == 7);
}

TEST_CASE("a removed item goes away for everybody and can be taken back with its notes") {
  House house;
  AppPage& karin = house.Enter(kKarin);
  AppPage& noor = house.Enter(kNoor);
  karin.Button(kSummary).Press();
  karin.Field("Anteckningar: Sammanfattning").Type("Vi är överens.");
  karin.Button("Ändra punkten 4").Press();
  (void)karin.TakeAnnouncements();
  karin.Button("Ta bort: Sammanfattning").Press();
  CHECK(karin.TakeAnnouncements().front() == "Sammanfattning togs bort. Du kan ta tillbaka den längst ner.");
  CHECK(karin.Field("Anteckningar: Hur får jag en dygnsrytm?").Exists());
  house.Settle();
  CHECK(Agenda(noor).find("Sammanfattning") == std::string::npos);
  CheckPage(noor, kDesktop);
  noor.Button("Ta tillbaka: Sammanfattning").Press();
  house.Settle();
  CHECK(Agenda(karin).ends_with("4 Sammanfattning, väntar\n5 Avslutning, väntar\n"));
  karin.Button(kSummary).Press();
  CHECK(karin.Field("Anteckningar: Sammanfattning").Value() == "Vi är överens.");
}

TEST_CASE("an item that is removed while somebody writes in it keeps what they wrote") {
  House house;
  AppPage& karin = house.Enter(kKarin);
  AppPage& noor = house.Enter(kNoor);
  noor.Button(kSummary).Press();
  karin.Button(kSummary).Press();
  karin.Button("Ändra punkten 4").Press();
  noor.Field("Anteckningar: Sammanfattning").Type("Jag vill");
  karin.Button("Ta bort: Sammanfattning").Press();
  house.Settle();
  CHECK(!noor.Field("Anteckningar: Sammanfattning").Exists());
  noor.Button("Ta tillbaka: Sammanfattning").Press();
  noor.Button(kSummary).Press();
  CHECK(noor.Field("Anteckningar: Sammanfattning").Value() == "Jag vill");
}

TEST_CASE("only the person orders or removes their own questions") {
  House house;
  for (const auto& [who, may] : {std::pair(kNoor, true), std::pair(kKarin, false), std::pair(kTove, false)}) {
    AppPage& page = house.Enter(who);
    page.Button("Ändra punkten 3a").Press();
    // Who may not is told whose they are.
    page.Button("Flytta ner: Hur får jag en dygnsrytm?").Press();
    house.Settle();
    CHECK(page.Shows("Frågorna är Noors.") != may);
    CHECK((house.relay.Read()->Agenda()[3].title == "Hur får jag en dygnsrytm?") == may);
    if (may) page.Button("Flytta upp: Hur får jag en dygnsrytm?").Press();
    house.Settle();
    CHECK(page.Field("Rubrik").Exists());
    CHECK(page.Choice("Minuter").Exists());
    house.Close(page);
  }
}

TEST_CASE("an observer reads the agenda and changes nothing") {
  House house;
  house.relay.SetRole(kSamira, Role::kObserver);
  AppPage& page = house.Enter(kSamira);
  CHECK(Agenda(page).starts_with("1 Inledning, klar\n"));
  for (const std::string& name : page.Names(NodeRole::kButton)) {
    CAPTURE(name);
    CHECK(name.find("Ändra") == std::string::npos);
    CHECK(name.find("Lägg till") == std::string::npos);
    CHECK(name.find("Ta ") == std::string::npos);
    CHECK(name.find("Gör till") == std::string::npos);
    CHECK(name.find("Jag ") == std::string::npos);
    CHECK(name.find("Paus") == std::string::npos);
    CHECK(name.find("Ångra") == std::string::npos);
  }
  for (const SemanticNode* field : page.Tree().AllByRole(NodeRole::kTextField)) CHECK(field->read_only);
  CHECK(page.Shows("Du kan läsa men inte ändra"));
  page.Button(kSummary).Press();
  CHECK(page.Field("Anteckningar: Sammanfattning").Exists());
  CHECK(house.relay.StoredCount() == House().relay.StoredCount());
}

TEST_CASE("a meeting without an agenda says so and takes a first item") {
  Bundle empty = Demo().bundle;
  empty.updates.clear();
  House house(empty);
  AppPage& page = house.Enter(kKarin);
  CHECK(page.Shows("Dagordningen är tom."));
  CHECK(page.Shows("Mötet har inte börjat."));
  CheckPage(page, kDesktop);
  page.Button("Lägg till en punkt").Press();
  CHECK(page.Button("1 Ny punkt, väntar, 5 min").Exists());
  page.Button("Börja mötet").Press();
  CHECK(page.Button("1 Ny punkt, nu, nu · 0 av 5 min").Exists());
  CheckPage(page, kDesktop);
}

}  // namespace samsyn
