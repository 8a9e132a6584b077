// What people do while they talk, each on their own page.
#include <doctest/doctest.h>

#include "tests/client/app/house.h"

namespace samsyn {
namespace {

constexpr const char* kNotes = "Anteckningar: Hur får jag en dygnsrytm?";

}  // namespace

TEST_CASE("I control what is discussed and written: Noor says that the text is right, and everybody sees it") {
  House house;
  AppPage& noor = house.Enter(kNoor);
  AppPage& petter = house.Enter(kPetter);
  CHECK_FALSE(petter.Button("Det här stämmer: Hur får jag en dygnsrytm?").Exists());
  noor.Button("Det här stämmer: Hur får jag en dygnsrytm?").Press();
  house.Settle();
  CHECK(petter.Shows("Noor har sagt att det stämmer"));
  petter.Field(kNotes).Type(" Till.");
  house.Settle();
  CHECK(noor.Shows("Ändrat sedan Noor sa att det stämmer"));
  noor.Button("Ändra det som står om Hur får jag en dygnsrytm?").Press();
  noor.Draw();
  CHECK(noor.Focused() == noor.Field(kNotes).Node().id);
}

TEST_CASE("the person's own words stand under the item for everybody") {
  House house;
  AppPage& noor = house.Enter(kNoor, kPhone);
  AppPage& maria = house.Enter(kMaria);
  noor.Field("Egna ord: Hur får jag en dygnsrytm?").Type("Jag är trött.");
  house.Settle();
  CHECK(noor.Field("Egna ord: Hur får jag en dygnsrytm?").Value() == "Jag är trött.");
  CHECK(maria.Shows("”Jag är trött.”"));
  CHECK(maria.Shows("Noors egna ord"));
  CHECK_FALSE(maria.Field("Egna ord: Hur får jag en dygnsrytm?").Exists());
  CheckPage(noor, kPhone);
  CheckPage(maria, kDesktop);
}

TEST_CASE("the minutes say who has written them") {
  House house;
  AppPage& tove = house.Enter(kTove);
  CHECK(tove.Shows("Skrivet av Petter"));
  tove.Field(kNotes).Type(" Medicinen ses över.");
  house.Settle();
  CHECK(tove.Shows("Skrivet av Petter och Tove"));
}

TEST_CASE("\"Förklara ordet\" is for everyone, and what is explained is kept") {
  House house;
  AppPage& noor = house.Enter(kNoor, kPhone);
  AppPage& tove = house.Enter(kTove);
  noor.Button("Förklara").Press();
  noor.Button("Be om en förklaring").Press();
  CHECK(noor.Shows("Skriv något först."));
  noor.Button("Jag förstår").Press();
  noor.Field("Vilket ord ska förklaras?").Type("SIP");
  noor.Button("Be om en förklaring").Press();
  house.Settle();
  CHECK_FALSE(noor.Field("Vilket ord ska förklaras?").Exists());
  CHECK(tove.Shows("Noor undrar vad SIP betyder."));
  tove.Field("Vad SIP betyder").Type("En plan som ni gör tillsammans.");
  house.Settle();
  CHECK(noor.Field("Vad SIP betyder").Value() == "En plan som ni gör tillsammans.");
  CheckPage(noor, kPhone);
  CheckPage(tove, kDesktop);
}

TEST_CASE("Samsyn suggests what to say of a word it knows, and one press takes that into the meeting") {
  House house;
  AppPage& noor = house.Enter(kNoor, kPhone);
  AppPage& tove = house.Enter(kTove);
  noor.Button("Förklara").Press();
  noor.Field("Vilket ord ska förklaras?").Type("Mandatet");
  // It is read at once, before anybody is asked.
  CHECK(noor.Shows("Samsyns förklaring av mandat"));
  CHECK(noor.Shows("Det du får bestämma själv."));
  CheckPage(noor, kPhone);
  noor.Button("Be om en förklaring").Press();
  house.Settle();
  CHECK(tove.Shows("Noor undrar vad Mandatet betyder."));
  CHECK(tove.Shows("Samsyns förklaring av mandat"));
  CheckPage(tove, kDesktop);
  tove.Button("Ta med förklaringen av mandat i mötet").Press();
  house.Settle();
  CHECK(noor.Field("Vad Mandatet betyder").Value().starts_with("Det du får bestämma själv."));
  CHECK_FALSE(noor.Shows("Samsyns förklaring av mandat"));
  CHECK_FALSE(tove.Shows("Samsyns förklaring av mandat"));
}

TEST_CASE("what somebody has written of a word stands, and a word Samsyn does not know is asked as ever") {
  House house;
  AppPage& noor = house.Enter(kNoor);
  AppPage& tove = house.Enter(kTove);
  noor.Button("Förklara ett ord").Press();
  noor.Field("Vilket ord ska förklaras?").Type("Kvastbrev");
  CHECK_FALSE(noor.Shows("Samsyns förklaring"));
  noor.Field("Vilket ord ska förklaras?").Fill("remiss");
  noor.Button("Be om en förklaring").Press();
  house.Settle();
  tove.Field("Vad remiss betyder").Type("Jag skriver till mottagningen.");
  house.Settle();
  CHECK_FALSE(noor.Shows("Samsyns förklaring av remiss"));
  CHECK(noor.Field("Vad remiss betyder").Value() == "Jag skriver till mottagningen.");
}

TEST_CASE("a word and Samsyn's explanation can be kept without asking anybody") {
  House house;
  AppPage& noor = house.Enter(kNoor);
  AppPage& tove = house.Enter(kTove);
  noor.Button("Förklara ett ord").Press();
  noor.Field("Vilket ord ska förklaras?").Type("vad är LSS?");
  noor.Button("Ta med förklaringen av LSS i mötet").Press();
  house.Settle();
  CHECK_FALSE(noor.Field("Vilket ord ska förklaras?").Exists());
  CHECK(tove.Field("Vad LSS betyder").Value().starts_with("En lag om stöd"));
  CHECK_FALSE(tove.Shows("undrar vad LSS betyder"));
}

TEST_CASE("the word list can be read by anybody, folded until then") {
  House house;
  AppPage& noor = house.Enter(kNoor, kPhone);
  CHECK_FALSE(noor.Shows("boendestöd: "));
  noor.Button("Ordlista").Press();
  CHECK(noor.Shows("boendestöd: "));
  CHECK(noor.Shows("överenskommelse: "));
  CheckPage(noor, kPhone);
}

TEST_CASE("in a round everybody who is here has one turn, the person first") {
  House house;
  AppPage& noor = house.Enter(kNoor);
  AppPage& karin = house.Enter(kKarin);
  AppPage& maria = house.Enter(kMaria, kPhone);
  maria.Button("Runda").Press();
  house.Settle();
  CHECK(noor.Shows("Nu är det din tur"));
  CHECK(karin.Shows("Nu är det Noors tur"));
  maria.Button("Noor har sagt sitt").Press();
  CHECK(maria.Shows("I rundan säger var och en själv när de har pratat klart."));
  noor.Button("Noor har sagt sitt").Press();
  house.Settle();
  CheckPage(maria, kPhone);
  karin.Button("Maria står över").Press();
  karin.Button("Karin har sagt sitt").Press();
  house.Settle();
  CHECK(noor.Shows("Alla har fått säga sitt"));
  CHECK_FALSE(maria.Button("Avsluta rundan").Exists());
  karin.Button("Avsluta rundan").Press();
  house.Settle();
  CHECK_FALSE(noor.Shows("Alla har fått säga sitt"));
}

TEST_CASE("dissent is its writer's alone: the secretary is told so, and it stands") {
  House house;
  AppPage& maria = house.Enter(kMaria);
  AppPage& petter = house.Enter(kPetter);
  maria.Button("Avvikande mening").Press();
  maria.Field("Min avvikande mening").Type("Två månader är länge.");
  maria.Button("Spara min mening").Press();
  house.Settle();
  CHECK(petter.Shows("”Två månader är länge.”"));
  petter.Button("Ta bort: avvikande mening av Maria").Press();
  CHECK(petter.Shows("En avvikande mening kan bara ändras eller tas bort av den som har skrivit den."));
  petter.Button("Ändra: avvikande mening av Maria").Press();
  CHECK_FALSE(petter.Field("Min avvikande mening").Exists());
  maria.Button("Ändra: avvikande mening av Maria").Press();
  maria.Field("Min avvikande mening").Fill("Tre månader är länge.");
  maria.Button("Spara min mening").Press();
  house.Settle();
  CHECK(petter.Shows("”Tre månader är länge.”"));
  CheckPage(petter, kDesktop);
  maria.Button("Ta bort: avvikande mening av Maria").Press();
  house.Settle();
  CHECK_FALSE(petter.Shows("”Tre månader är länge.”"));
}

TEST_CASE("a need nobody takes goes to the unresolved needs, with who carries it on") {
  House house;
  AppPage& karin = house.Enter(kKarin);
  AppPage& noor = house.Enter(kNoor);
  const std::string need = "Någon att ringa på kvällar när det blir för mycket";
  karin.Button("Gör till olöst fråga: " + need).Press();
  house.Settle();
  CHECK(noor.Shows("Olösta frågor"));
  CHECK(noor.Shows("Ingen för den vidare än"));
  karin.Button("Ändra: " + need).Press();
  karin.Choice("Vem för den vidare?").Choose("Karin Öberg");
  karin.Field("Nästa steg").Type("Tar upp det med cheferna");
  karin.Box("Petter").Press();
  karin.Field("Senast").Fill("15 dec");
  karin.Field("Senast").Leave();
  CheckPage(karin, kDesktop);
  karin.Button("Klar med ändringen").Press();
  house.Settle();
  CHECK(noor.Shows("Karin för den vidare · Tar upp det med cheferna · senast\u00A015\u00A0dec"));
}

TEST_CASE("the chair who moves one of the person's questions is told whose they are") {
  House house;
  AppPage& karin = house.Enter(kKarin);
  AppPage& noor = house.Enter(kNoor);
  karin.Button("Ändra punkten 3a").Press();
  karin.Button("Flytta ner: Hur får jag en dygnsrytm?").Press();
  CHECK(karin.Shows("Frågorna är Noors."));
  karin.Button("Jag förstår").Press();
  karin.Button("Ta bort: Hur får jag en dygnsrytm?").Press();
  CHECK(karin.Shows("Frågorna är Noors."));
  CHECK(house.relay.Read()->Agenda()[2].title == "Hur får jag en dygnsrytm?");
  noor.Button("Ändra punkten 3a").Press();
  noor.Button("Flytta ner: Hur får jag en dygnsrytm?").Press();
  house.Settle();
  CHECK(house.relay.Read()->Agenda()[3].title == "Hur får jag en dygnsrytm?");
}

TEST_CASE("clear agenda, reasonable length: more than an hour or seven items is said, and nothing is cut off") {
  House house;
  AppPage& karin = house.Enter(kKarin);
  CHECK_FALSE(karin.Shows("Mer än en timme är långt."));
  karin.Button("Lägg till en punkt").Press();
  CHECK(karin.Shows("Mer än en timme är långt."));
  CHECK(karin.Shows("Mer än sju punkter är många."));
  CheckPage(karin, kDesktop);
  CHECK(karin.Shows("10 min"));
  karin.Box("Dölj tiden").Press();
  CHECK_FALSE(karin.Shows("10 min"));
}

TEST_CASE("the item on the screen follows the meeting, unless one does not want that, or is writing") {
  House house;
  AppPage& karin = house.Enter(kKarin);
  AppPage& maria = house.Enter(kMaria);
  AppPage& tove = house.Enter(kTove);
  AppPage& petter = house.Enter(kPetter);
  tove.Box("Följ med i mötet").Press();
  petter.Field(kNotes).Type("Skriver");
  karin.Button("Nästa punkt").Press();
  house.Settle();
  CHECK(maria.Field("Anteckningar: Vem pratar med Försäkringskassan?").Exists());
  CHECK(tove.Field(kNotes).Exists());
  CHECK(petter.Field(kNotes).Exists());
  CHECK(petter.Shows("Mötet är på en annan punkt"));
}

TEST_CASE("each states their own mandate, and everybody sees it") {
  House house;
  AppPage& oskar = house.Enter(kOskar);
  AppPage& noor = house.Enter(kNoor);
  for (AppPage* page : {&oskar, &noor}) {
    for (const std::string& name : page->Names(NodeRole::kButton)) {
      if (name.starts_with("Visa deltagare")) {
        page->Button(name).Press();
        break;
      }
    }
  }
  CHECK_FALSE(noor.Choice("Vad får du bestämma i dag?").Exists());
  oskar.Choice("Vad får du bestämma i dag?").Choose("Delvis");
  house.Settle();
  CHECK(noor.Shows("kan bestämma delvis: Behöver stämma av med specialist"));
  CheckPage(oskar, kDesktop);
}

TEST_CASE("the simple view is the same meeting with fewer things, and anyone can choose it") {
  House house;
  AppPage& karin = house.Enter(kKarin);
  AppPage& noor = house.Enter(kNoor, kPhone);
  noor.Button("Mer").Press();
  noor.Button("Enkel vy").Press();
  CHECK(noor.Shows("Vi är på punkt 3 av 5"));
  CHECK(noor.Shows("Det här är din fråga."));
  CHECK(noor.Shows("Mitt möte"));
  for (const char* name : {"Jag vill säga något", "Paus", "Förklara"}) CHECK(noor.Button(name).Exists());
  CHECK(noor.Shows("Det här är bestämt"));
  CHECK(noor.Shows("Lovad – Tove har sagt ja"));
  CHECK_FALSE(noor.Button("Gör till överenskommelse").Exists());
  noor.Field(kNotes).Type(" Hej.");
  house.Settle();
  CHECK(karin.Field(kNotes).Value().ends_with(" Hej."));
  CheckPage(noor, kPhone);
  karin.Button("Enkel vy").Press();
  CHECK_FALSE(karin.Button("Lägg till en punkt").Exists());
  CheckPage(karin, kDesktop);
  karin.Button("Full vy").Press();
  CHECK(karin.Button("Lägg till en punkt").Exists());
}

TEST_CASE("a newcomer adds a question, finds what was decided and pauses, each within two presses") {
  House house;
  AppPage& phone = house.Enter(kNoor, kPhone);
  phone.Button("Min röst").Press();
  CHECK(phone.Button("Lägg till en fråga").Exists());
  phone.Button("Vem gör vad").Press();
  CHECK(phone.Shows("Lovad – Tove har sagt ja"));
  phone.Button("Nu").Press();
  CHECK(phone.Button("Paus").Exists());
  AppPage& wide = house.Enter(kNoor);
  CHECK(wide.Shows("Lovad – Tove har sagt ja"));
  CHECK(wide.Button("Paus").Exists());
}

TEST_CASE("the timeline has all commitments in order of time, with what they wait for") {
  House house;
  AppPage& leila = house.Enter("p8", kPhone);
  leila.Button("Vem gör vad").Press();
  leila.Button("Tidslinje").Press();
  const std::string text = leila.TextUnder(NodeRole::kList, "Tidslinje");
  const auto at = [&](const char* what) { return text.find(what); };
  CHECK(at("Utreder och fattar beslut") < at("Kommer hem till Noor"));
  CHECK(at("Kommer hem till Noor") < at("Bokar läkartid"));
  CHECK(at("Efter Aida: Utreder och fattar beslut") != std::string::npos);
  CheckPage(leila, kPhone);
  leila.Button("Tillbaka till mötet").Press();
  CHECK(leila.Button("Vem gör vad").Exists());
}

}  // namespace samsyn
