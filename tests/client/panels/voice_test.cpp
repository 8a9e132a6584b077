// Min röst: what the person writes, what the others read, and who is told what when they press.
#include "shared/meeting/voice.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "shared/meeting/schema.h"
#include "tests/client/panels/open_view.h"

namespace samsyn {
namespace {

constexpr const char* kFirst = "Hur ska jag få en dygnsrytm som fungerar?";
constexpr const char* kSecond = "Vem pratar med Försäkringskassan? Jag orkar inte göra det själv.";
constexpr const char* kThird = "Jag vill prova att jobba med djur. Vem hjälper mig?";

AppPage& OpenVoice(House& house, const char* who, const Viewport& size = kDesktop) {
  return EnterView(house, who, "Förbered", size);
}

std::string Questions(const House& house) {
  std::string all;
  for (const PersonsQuestion& question : QuestionsOf(*house.relay.Read())) all += question.text + "|";
  return all;
}

// Before meetings have questions, or anything else.
Bundle EmptyMeeting() {
  Bundle empty = Demo().bundle;
  std::erase_if(empty.updates, [](const auto& update) { return update.document == DocumentKind::kVoice; });
  return empty;
}

const std::string kOrderRule = "Frågorna är Noors. Bara Noor, och den som Noor har valt, ändrar ordningen";

}  // namespace

TEST_CASE("is the person in the centre: the person writes their voice, and others read it with the person's name") {
  House house(EmptyMeeting());
  AppPage& noor = OpenVoice(house, kNoor);
  CHECK(noor.Shows("Bara du och den du valt kan skriva här"));
  CHECK(noor.Shows("Vad vill du prata om?"));
  AppPage& tove = OpenVoice(house, kTove);
  CHECK(tove.Shows("Noors röst"));
  CHECK(tove.Shows("Bara Noor och den Noor valt kan skriva här"));
  CHECK(tove.Shows("Vad vill Noor prata om?"));
  CHECK(tove.Shows("Noor har inte skrivit någon fråga än."));
  CHECK(tove.Shows("Inget är skrivet än."));
  CHECK(!tove.Button("Lägg till en fråga").Exists());
  for (const SemanticNode* field : tove.Tree().AllByRole(NodeRole::kTextField)) CHECK(field->read_only);
  noor.Field("Med mina egna ord").Type("Jag orkar mer om morgonen är lugn.");
  house.Settle();
  CHECK(tove.Field("Med Noors egna ord").Value() == "Jag orkar mer om morgonen är lugn.");
  CHECK(tove.Field("Med Noors egna ord").Node().read_only);
  CheckPage(noor, kDesktop);
  CheckPage(tove, kDesktop);
}

TEST_CASE("preparation: strengths are asked before problems, and nothing is called required") {
  House house;
  AppPage& noor = OpenVoice(house, kNoor);
  const std::vector<std::string> headings = noor.Names(NodeRole::kHeading);
  const auto place = [&](const char* heading) {
    return std::find(headings.begin(), headings.end(), heading) - headings.begin();
  };
  CHECK(place("Vad fungerar bra redan?") < place("Vad vill du prata om?"));
  CHECK(place("Vad vill du prata om?") < place("Med mina egna ord"));
  CHECK(place("Vad vill du nå?") < place("Hur vill du bli bemött?"));
  CHECK(place("Vem vill du ha med?") < place("Vad ska vi inte prata om?"));
  CHECK(place("Vad ska vi inte prata om?") < static_cast<std::ptrdiff_t>(headings.size()));
  CHECK(noor.Tree().Describe().find("bligatorisk") == std::string::npos);
}

TEST_CASE("preparation: a short answer to what a SIP is can be unfolded") {
  House house;
  AppPage& noor = OpenVoice(house, kNoor);
  CHECK(!noor.Shows("SIP betyder samordnad individuell plan."));
  CHECK(noor.Button("Vad är SIP?").Node().expanded == Tristate::kFalse);
  noor.Button("Vad är SIP?").Press();
  CHECK(noor.Shows("SIP betyder samordnad individuell plan."));
  noor.Button("Vad är SIP?").Press();
  CHECK(!noor.Shows("SIP betyder samordnad individuell plan."));
}

TEST_CASE("is the person in the centre: questions are written, ordered, removed and taken back by the person") {
  House house;
  AppPage& noor = OpenVoice(house, kNoor);
  CHECK(noor.Field("Fråga 1").Value() == kFirst);
  (void)noor.TakeAnnouncements();
  noor.Button(std::string("Flytta upp: ") + kThird).Press();
  CHECK(noor.TakeAnnouncements().front() == std::string(kThird) + " är nu nummer 2");
  house.Settle();
  CHECK(Questions(house) == std::string(kFirst) + "|" + kThird + "|" + kSecond + "|");
  CHECK(house.relay.Read()->Agenda()[3].question == kThird);
  CHECK(noor.Button(std::string("Flytta upp: ") + kFirst).IsDisabled());
  CHECK(noor.Button(std::string("Flytta ner: ") + kSecond).IsDisabled());
  noor.Button(std::string("Ta bort: ") + kFirst).Press();
  house.Settle();
  CHECK(Questions(house) == std::string(kThird) + "|" + kSecond + "|");
  noor.Button(std::string("Ta tillbaka: ") + kFirst).Press();
  noor.Button("Lägg till en fråga").Press();
  noor.Field("Fråga 4").Type("Var kan jag träffa andra?");
  house.Settle();
  CHECK(Questions(house).ends_with("|Var kan jag träffa andra?|"));
  CheckPage(noor, kDesktop);
}

TEST_CASE("is the person in the centre: who leads the meeting is told that the order is the person's") {
  House house;
  AppPage& karin = OpenVoice(house, kKarin);
  const std::string before = Questions(house);
  SUBCASE("moved") { karin.Button(std::string("Flytta ner: ") + kFirst).Press(); }
  SUBCASE("removed") { karin.Button(std::string("Ta bort: ") + kFirst).Press(); }
  CHECK(karin.Shows(kOrderRule));
  CHECK(!karin.Shows("Borttaget"));
  house.Settle();
  CHECK(Questions(house) == before);
  CHECK(karin.Field("Fråga 1").Node().read_only);
  CHECK(!karin.Button("Lägg till en fråga").Exists());
  karin.Button("Jag förstår").Press();
  CHECK(!karin.Shows(kOrderRule));
}

TEST_CASE("who neither leads nor speaks for the person has no buttons for the order") {
  House house;
  AppPage& tove = OpenVoice(house, kTove);
  CHECK(!tove.Button(std::string("Flytta ner: ") + kFirst).Exists());
  CHECK(tove.Field("Fråga 1").Value() == kFirst);
}

TEST_CASE("the person's helper writes with them, and authorship is shown") {
  House house;
  house.relay.Access().helper = kSamira;
  AppPage& samira = OpenVoice(house, kSamira);
  AppPage& noor = OpenVoice(house, kNoor);
  AppPage& tove = OpenVoice(house, kTove);
  CHECK(samira.Shows("Noors röst"));
  samira.Field("Vad fungerar bra redan för Noor?").Fill("Noor lagar mat.");
  house.Settle();
  CHECK(noor.Field("Vad fungerar bra redan?").Value() == "Noor lagar mat.");
  for (AppPage* page : {&samira, &noor, &tove}) CHECK(page->Shows("Skrivet av Samira"));
  noor.Field("Vad fungerar bra redan?").Fill("Jag lagar mat.");
  house.Settle();
  samira.Button(std::string("Flytta ner: ") + kFirst).Press();
  house.Settle();
  CHECK(Questions(house).starts_with(kSecond));
  CHECK(!samira.Shows(kOrderRule));
}

TEST_CASE("preparation: how I want to be met, pace and breaks") {
  House house;
  AppPage& noor = OpenVoice(house, kNoor);
  AppPage& tove = OpenVoice(house, kTove);
  noor.Choice("Paus").Choose("När jag ber om det");
  house.Settle();
  CHECK(tove.Shows("Paus när Noor ber om det"));
  noor.Choice("Paus").Choose("Efter 20 minuter");
  if (noor.Box("Lugnt tempo").Node().checked == Tristate::kFalse) noor.Box("Lugnt tempo").Press();
  noor.Field("Tolk: vilket språk?").Fill("arabiska");
  noor.Field("Vad mer är bra att veta?").Fill("Säg vad som händer härnäst.");
  house.Settle();
  CHECK(tove.Shows("Paus efter 20 minuter"));
  CHECK(tove.Shows("Lugnt tempo"));
  CHECK(tove.Shows("Tolk: arabiska"));
  CHECK(tove.Field("Vad mer är bra att veta?").Value() == "Säg vad som händer härnäst.");
  CHECK(!tove.Box("Lugnt tempo").Exists());
  CHECK(!tove.Choice("Paus").Exists());
  CHECK(AdaptationsOf(*house.relay.Read()).break_after == 20);
}

TEST_CASE("supported employment: what do you want to try for real") {
  House house(EmptyMeeting());
  AppPage& noor = OpenVoice(house, kNoor);
  AppPage& tove = OpenVoice(house, kTove);
  noor.Field("Vad vill du prova på riktigt?").Type("Jobba med djur");
  house.Settle();
  CHECK(tove.Field("Vad vill Noor prova på riktigt?").Value() == "Jobba med djur");
}

TEST_CASE("goals have a measure, a day and a question, and others read them") {
  House house(EmptyMeeting());
  AppPage& noor = OpenVoice(house, kNoor);
  AppPage& tove = OpenVoice(house, kTove);
  noor.Button("Lägg till en fråga").Press();
  noor.Field("Fråga 1").Type("Hur ska jag sova?");
  noor.Button("Lägg till ett mål på kort sikt").Press();
  noor.Field("Mål på kort sikt 1").Type("Vaken på förmiddagen");
  noor.Field("Så märks det att målet är nått").Type("Fyra dagar i veckan");
  noor.Field("Senast (om du vill)").Fill("26 jan");
  noor.Field("Senast (om du vill)").Leave();
  noor.Choice("Hör till frågan").Choose("Hur ska jag sova?");
  house.Settle();
  const std::vector<Goal> goals = GoalsOf(*house.relay.Read());
  REQUIRE(goals.size() == 1);
  CHECK(goals[0].latest == "2027-01-26");
  CHECK(goals[0].term == GoalTerm::kShort);
  CHECK(tove.Field("Mål på kort sikt 1").Value() == "Vaken på förmiddagen");
  CHECK(tove.Shows("senast\u00A026\u00A0jan"));
  CHECK(tove.Shows("Hör till frågan: Hur ska jag sova?"));
  CheckPage(noor, kDesktop);
  CheckPage(tove, kDesktop);
  noor.Button("Ta bort: Mål på kort sikt 1").Press();
  house.Settle();
  CHECK(!tove.Field("Mål på kort sikt 1").Exists());
}

TEST_CASE("meeting: topics not to discuss are the person's to write, and the agenda shows them") {
  House house;
  AppPage& noor = OpenVoice(house, kNoor);
  noor.Field("Vad ska vi inte prata om?").Fill("pengar");
  house.Settle();
  CHECK(house.relay.Read()->AvoidTopics() == "pengar");
  AppPage& tove = house.Enter(kTove);
  CHECK(tove.Shows("pengar"));
}

TEST_CASE("the voice leads to the consent") {
  House house;
  AppPage& noor = OpenVoice(house, kNoor);
  noor.Field("Vad får ni prata med varandra om?").Fill("sömn och stöd");
  noor.Button("Öppna samtycket").Press();
  CHECK(noor.Button("Ta tillbaka samtycket").Exists());
  house.Settle();
  CHECK(TextOf(*house.relay.Read(), VoiceText::kScope) == "sömn och stöd");
}

TEST_CASE("the voice leads to the consent on a phone, too") {
  House house;
  AppPage& noor = OpenVoice(house, kNoor, kPhone);
  noor.Button("Öppna samtycket").Press();
  CHECK(noor.Button("Ta tillbaka samtycket").Exists());
}

TEST_CASE("on a phone the voice is a tab of its own in the meeting") {
  House house;
  AppPage& noor = house.Enter(kNoor, kPhone);
  noor.Button("Min röst").Press();
  CHECK(noor.Field("Fråga 1").Value() == kFirst);
  CheckPage(noor, kPhone);
  AppPage& karin = house.Enter(kKarin, kPhone);
  karin.Button("Noors röst").Press();
  CHECK(karin.Field("Fråga 1").Node().read_only);
  CheckPage(karin, kPhone);
}

TEST_CASE("the voice is whole at every size, for who writes and who reads") {
  for (const Viewport& size : {kDesktop, kPhone, Viewport{360, 640, 2}, Viewport{1024, 700, 1}}) {
    for (const char* who : {kNoor, kKarin}) {
      House house;
      AppPage& page = OpenVoice(house, who, size);
      AppPage& noor = OpenVoice(house, kNoor);
      noor.Button("Lägg till ett mål på lång sikt").Press();
      noor.Button("Lägg till någon som inte har en länk").Press();
      noor.Button("Ja: Oskar Bergman").Press();
      noor.Button("Nej tack: Tove Hallgren").Press();
      noor.Button(std::string("Ta bort: ") + kThird).Press();
      house.Settle();
      CheckAtEveryTextSize(page, size, [] {});
    }
  }
}

}  // namespace samsyn
