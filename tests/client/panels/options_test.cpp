// Options to choose from: written by everyone, weighed together, chosen by the person.
#include "shared/meeting/options.h"

#include <doctest/doctest.h>

#include "shared/meeting/schema.h"
#include "tests/client/panels/open_view.h"

namespace samsyn {
namespace {

AppPage& OpenOptions(House& house, const char* who, const Viewport& size = kDesktop) {
  return EnterView(house, who, "Prata om alternativ", size);
}

constexpr const char* kEdit = "Ändra alternativ: Hur får jag en dygnsrytm?";

// Without the options the demo may have.
Bundle NoOptions() { return Demo().bundle; }

OpId SleepItem(const House& house) { return house.relay.Read()->Agenda()[2].record; }

std::vector<Option> Read(const House& house) { return OptionsOf(*house.relay.Read(), SleepItem(house)); }

// Removes what is there, and leaves `page` editing.
void BeginAnew(House& house, AppPage& page) {
  page.Button(kEdit).Press();
  for (const Option& option : Read(house)) {
    page.Button("Ta bort: " + option.what).Press();
    house.Settle();
  }
  CHECK(Read(house).empty());
}

void Write(House& house, AppPage& page, const char* what) {
  const std::string number = std::to_string(Read(house).size() + 1);
  page.Button("Lägg till ett alternativ").Press();
  page.Field("Alternativ " + number).Type(what);
  house.Settle();
}

}  // namespace

TEST_CASE("knowledge exchange: a table of option, good with it, hard with it, what matters and the person's choice") {
  House house(NoOptions());
  AppPage& tove = OpenOptions(house, kTove);
  AppPage& noor = OpenOptions(house, kNoor);
  BeginAnew(house, tove);
  Write(house, tove, "Boendestöd på morgonen");
  tove.Field("Bra med det").Type("Någon jag känner");
  tove.Field("Svårt med det").Type("Kräver nytt beslut");
  house.Settle();
  Write(house, tove, "Träffpunkten kl 10");
  tove.Button("Klar med alternativen").Press();
  const std::vector<std::string> titles = tove.Names(NodeRole::kColumnHeader);
  REQUIRE(titles.size() >= 4);
  CHECK(std::vector<std::string>(titles.begin(), titles.begin() + 4) ==
        std::vector<std::string>{"Alternativ", "Bra med det", "Svårt med det", "Noor"});
  CHECK(noor.Names(NodeRole::kColumnHeader)[3] == "Du");
  const std::string table = tove.TextUnder(NodeRole::kTable, "Alternativ att välja mellan");
  CHECK(table.find("Boendestöd på morgonen\n") != std::string::npos);
  CHECK(table.find("Någon jag känner\n") != std::string::npos);
  CHECK(table.find("Kräver nytt beslut\n") != std::string::npos);
  CHECK(table.find("inte valt än\n") != std::string::npos);
  noor.Button("Vill ha: Boendestöd på morgonen").Press();
  noor.Button("Senare: Träffpunkten kl 10").Press();
  house.Settle();
  CHECK(noor.Button("Vill ha: Boendestöd på morgonen").Node().pressed == Tristate::kTrue);
  const std::string chosen = tove.TextUnder(NodeRole::kTable, "Alternativ att välja mellan");
  CHECK(chosen.find("vill ha\n") != std::string::npos);
  CHECK(chosen.find("senare\n") != std::string::npos);
  CheckPage(tove, kDesktop);
  CheckPage(noor, kDesktop);
}

TEST_CASE("knowledge exchange: what matters to me is written by the person and read by the others") {
  House house(NoOptions());
  AppPage& noor = OpenOptions(house, kNoor);
  AppPage& tove = OpenOptions(house, kTove);
  BeginAnew(house, noor);
  Write(house, noor, "Boendestöd");
  noor.Field("Det här är viktigt för mig").Type("Lugna mornar 😀");
  house.Settle();
  CHECK(noor.Field("Det här är viktigt för mig").Value() == "Lugna mornar 😀");
  CHECK(Read(house)[0].matters == "Lugna mornar 😀");
  CHECK(tove.Shows("”Lugna mornar 😀”"));
  tove.Button(kEdit).Press();
  CHECK(!tove.Field("Det här är viktigt för mig").Exists());
  CHECK(tove.Shows("Det här är viktigt för Noor"));
}

TEST_CASE("Shier's ladder: the option is chosen by the person, and others are told so") {
  House house(NoOptions());
  AppPage& karin = OpenOptions(house, kKarin);
  BeginAnew(house, karin);
  Write(house, karin, "Boendestöd");
  karin.Button("Vill ha: Boendestöd").Press();
  CHECK(karin.Shows("Det här är Noors egna ord. Bara Noor, och den som Noor har valt, skriver här."));
  house.Settle();
  CHECK(Read(house)[0].choice == Choice::kNone);
  karin.Button("Klar med alternativen").Press();
  CHECK(!karin.Button("Vill ha: Boendestöd").Exists());
}

TEST_CASE("Shier's ladder: the person's helper may choose for them") {
  House house(NoOptions());
  house.relay.Access().helper = kSamira;
  AppPage& samira = OpenOptions(house, kSamira);
  BeginAnew(house, samira);
  Write(house, samira, "Boendestöd");
  samira.Button("Vill ha: Boendestöd").Press();
  house.Settle();
  CHECK(Read(house)[0].choice == Choice::kWants);
}

TEST_CASE("knowledge exchange: one option alone asks for a because, and never blocks") {
  House house(NoOptions());
  AppPage& noor = OpenOptions(house, kNoor);
  AppPage& tove = OpenOptions(house, kTove);
  BeginAnew(house, noor);
  Write(house, noor, "Boendestöd");
  CHECK(!noor.Shows("Det finns bara ett alternativ."));
  noor.Button("Vill ha: Boendestöd").Press();
  house.Settle();
  CHECK(Read(house)[0].choice == Choice::kWants);
  CHECK(noor.Shows("Det finns bara ett alternativ. Skriv gärna varför"));
  CHECK(tove.Shows("Det finns bara ett alternativ. Fråga Noor varför"));
  noor.Field("Varför vill du ha det?").Type("Petter kommer");
  house.Settle();
  CHECK(!noor.Shows("Skriv gärna varför"));
  CHECK(tove.Shows("Noor vill ha det för att"));
  CHECK(tove.Shows("”Petter kommer”"));
  Write(house, noor, "Träffpunkten");
  CHECK(!noor.Field("Varför vill du ha det?").Exists());
}

TEST_CASE("a removed option can be taken back") {
  House house(NoOptions());
  AppPage& tove = OpenOptions(house, kTove);
  BeginAnew(house, tove);
  Write(house, tove, "Boendestöd");
  tove.Button("Ta bort: Boendestöd").Press();
  house.Settle();
  CHECK(Read(house).empty());
  tove.Button("Ta tillbaka: Boendestöd").Press();
  house.Settle();
  CHECK(Read(house)[0].what == "Boendestöd");
}

TEST_CASE("an observer reads the options and changes nothing") {
  House house(NoOptions());
  house.relay.SetRole(kSamira, Role::kObserver);
  AppPage& page = OpenOptions(house, kSamira);
  CHECK(page.Shows("Hur ska jag få en dygnsrytm som fungerar?"));
  CHECK(!page.Button(kEdit).Exists());
  CheckPage(page, kDesktop);
}

TEST_CASE("without an agenda the view makes one from the person's questions, in their order") {
  Bundle empty = Demo().bundle;
  empty.updates.clear();
  House house(empty);
  AppPage& noor = OpenOptions(house, kNoor);
  CHECK(noor.Shows("Gör först en dagordning av frågorna."));
  noor.Button("Gör en dagordning av frågorna").Press();
  house.Settle();
  CHECK(house.relay.Read()->Agenda().size() == 5);
  CHECK(house.relay.Read()->Agenda()[0].title == "Inledning");
  CHECK(!noor.Button("Gör en dagordning av frågorna").Exists());
  CHECK(noor.Shows("Lägg till frågor under Förbered."));
}

TEST_CASE("the options are whole at every size, read and edited, table and cards") {
  for (const Viewport& size : {kDesktop, kPhone, Viewport{360, 640, 2}, Viewport{1024, 700, 1}}) {
    for (const char* who : {kNoor, kTove}) {
      House house(NoOptions());
      AppPage& tove = OpenOptions(house, kPetter);
      BeginAnew(house, tove);
      Write(house, tove, "Boendestöd på morgonen, med någon som Noor känner sedan länge");
      Write(house, tove, "Träffpunkten");
      AppPage& page = OpenOptions(house, who, size);
      CheckAtEveryTextSize(page, size, [&] {
        page.Button(kEdit).Press();
        CheckPage(page, size);
        page.Button("Klar med alternativen").Press();
      });
    }
  }
}

}  // namespace samsyn
