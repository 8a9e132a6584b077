// The invitation: built from the preparation, approved by the person, sent by whoever leads, and a mail that says no
// more than it must.
#include <doctest/doctest.h>

#include "client/panels/panel.h"
#include "shared/meeting/letter.h"
#include "shared/meeting/voice.h"
#include "tests/client/panels/open_view.h"

namespace samsyn {
namespace {

AppPage& OpenInvitation(House& house, const char* who, const Viewport& size = kDesktop) {
  return EnterView(house, who, "Kallelse", size);
}

// Without an approval the demo may have.
Bundle NoVoice() {
  Bundle bundle = Demo().bundle;
  std::erase_if(bundle.updates, [](const auto& update) { return update.document == DocumentKind::kVoice; });
  return bundle;
}

constexpr const char* kNotApproved = "Noor behöver först säga ja till kallelsen";

}  // namespace

TEST_CASE("invitation shows the preparation: when, where, why, who with what mandate, questions, agenda and pace") {
  House house;
  AppPage& tove = OpenInvitation(house, kTove);
  CHECK(tove.Shows("tis 24\u00A0nov 13.00–14.00 · Träffpunkt Ankaret"));
  CHECK(tove.Shows("Varför SIP?"));
  CHECK(tove.Shows("Komma överens om vem som hjälper mig"));
  const std::string people = tove.TextUnder(NodeRole::kList, "Vilka är med");
  CHECK(people.find("Oskar Bergman\ninbjuden · handläggare · Försäkringskassan\n") != std::string::npos);
  CHECK(people.find("kan inte bestämma i dag: Behöver stämma av med specialist") != std::string::npos);
  CHECK(people.find("Samira Haddad") != std::string::npos);
  CHECK(tove.TextUnder(NodeRole::kList, "Vad vill Noor prata om?").find("1. Hur ska jag få en dygnsrytm") !=
        std::string::npos);
  CHECK(tove.TextUnder(NodeRole::kList, "Dagordning").find("3a Hur får jag en dygnsrytm? · 10 min\n") !=
        std::string::npos);
  CHECK(tove.Shows("sjukhusvistelsen 2024"));
  CheckPage(tove, kDesktop);
}

TEST_CASE("when and where are written by those who lead, and seen by all") {
  House house;
  AppPage& karin = OpenInvitation(house, kKarin);
  AppPage& tove = OpenInvitation(house, kTove);
  CHECK(!tove.Field("Plats").Exists());
  karin.Field("Plats").Fill("Biblioteket");
  karin.Field("Plats").Leave();
  karin.Field("Börjar").Fill("9");
  karin.Field("Börjar").Leave();
  karin.Field("Slutar").Fill("10.30");
  karin.Field("Slutar").Submit();
  karin.Field("Dag").Fill("1 dec");
  karin.Field("Dag").Leave();
  house.Settle();
  CHECK(tove.Shows("tis 1\u00A0dec 09.00–10.30 · Biblioteket"));
  AppPage& noor = OpenInvitation(house, kNoor);
  noor.Field("Varför SIP?").Fill("Jag vill slippa berätta allt igen.");
  noor.Field("Varför SIP?").Leave();
  house.Settle();
  CHECK(karin.Field("Varför SIP?").Value() == "Jag vill slippa berätta allt igen.");
  CHECK(house.relay.Read()->Info().place == "Biblioteket");
}

TEST_CASE("unclear reasons, uneven use: one sentence says why, and that it is missing is said") {
  Bundle empty = Demo().bundle;
  empty.updates.clear();
  House house(empty);
  AppPage& tove = OpenInvitation(house, kTove);
  CHECK(tove.Shows("Varför SIP?"));
  CHECK(tove.Shows("Inte bestämt än"));
  CHECK(tove.Shows("Ingen är inbjuden än."));
  CHECK(!tove.Button("Spara kalenderfil").Exists());
  CHECK(tove.Shows("Skriv en dag först"));
  CheckPage(tove, kDesktop);
}

TEST_CASE("invitation shows the preparation: the person approves before it is sent, and sees when it changed") {
  House house(NoVoice());
  AppPage& noor = OpenInvitation(house, kNoor);
  AppPage& karin = OpenInvitation(house, kKarin);
  CHECK(noor.Shows("Du har inte sagt ja än"));
  CHECK(!karin.Button("Jag säger ja till kallelsen").Exists());
  karin.Button("Markera som skickad").Press();
  CHECK(karin.Shows(kNotApproved));
  house.Settle();
  CHECK(LetterSentAt(*house.relay.Read()) == 0);
  karin.Button("Jag förstår").Press();

  noor.Button("Jag säger ja till kallelsen").Press();
  house.Settle();
  CHECK(noor.Shows("Du har sagt ja"));
  CHECK(karin.Shows("Noor har sagt ja"));
  CHECK(!noor.Button("Jag säger ja till kallelsen").Exists());

  karin.Field("Mer att säga i kallelsen").Type("Det finns kaffe.");
  house.Settle();
  CHECK(noor.Field("Mer att säga i kallelsen").Value() == "Det finns kaffe.");
  CHECK(noor.Shows("Ändrad sedan du sa ja"));
  CHECK(karin.Shows("Ändrad sedan Noor sa ja"));
  karin.Button("Markera som skickad").Press();
  CHECK(karin.Shows(kNotApproved));

  noor.Button("Jag säger ja till kallelsen").Press();
  house.Settle();
  karin.Button("Markera som skickad").Press();
  house.Settle();
  CHECK(noor.Shows("Skickad 24\u00A0nov"));
  CHECK(LetterSentAt(*house.relay.Read()) != 0);
  CHECK(karin.Button("Markera som skickad igen").Exists());
}

TEST_CASE("the person's helper says yes for them, under the person's name") {
  House house(NoVoice());
  house.relay.Access().helper = kSamira;
  AppPage& samira = OpenInvitation(house, kSamira);
  samira.Button("Noor säger ja till kallelsen").Press();
  house.Settle();
  CHECK(LetterApprovalOf(*house.relay.Read()) == LetterApproval::kApproved);
  CHECK(samira.Shows("Noor har sagt ja"));
  CHECK(!samira.Button("Markera som skickad").Exists());
}

TEST_CASE("invitation shows the preparation: mailed text carries no name, reason or question") {
  House house;
  AppPage& karin = OpenInvitation(house, kKarin);
  const std::string text = karin.Field("Text att mejla").Value();
  CHECK(text ==
        "Du är inbjuden till ett möte.\nTid: tis 24\u00A0nov 13.00–14.00\nPlats: Träffpunkt Ankaret\n"
        "Öppna din länk: (klistra in länken)");
  const std::unique_ptr<Meeting> meeting = house.relay.Read();
  for (const Participant& participant : meeting->Participants()) {
    CHECK(text.find(FirstName(participant.name)) == std::string::npos);
  }
  (void)karin.TakeAnnouncements();
  karin.Button("Kopiera texten").Press();
  CHECK(karin.Copied() == text);
  CHECK(karin.TakeAnnouncements() == std::vector<std::string>{"Texten är kopierad"});
}

TEST_CASE("the calendar file is saved with time and place alone") {
  House house;
  AppPage& tove = OpenInvitation(house, kTove);
  (void)tove.TakeAnnouncements();
  tove.Button("Spara kalenderfil").Press();
  REQUIRE(tove.SavedFiles().size() == 1);
  CHECK(tove.TakeAnnouncements() == std::vector<std::string>{"Filen är sparad"});
  const auto& file = tove.SavedFiles()[0];
  CHECK(file.name == "mote.ics");
  CHECK(file.type == "text/calendar;charset=utf-8");
  CHECK(file.content.find("DTSTART;TZID=Europe/Stockholm:20261124T130000\r\n") != std::string::npos);
  CHECK(file.content.find("SUMMARY:Möte\r\n") != std::string::npos);
  CHECK(file.content.find("LOCATION:Träffpunkt Ankaret\r\n") != std::string::npos);
  for (const char* secret : {"Noor", "SIP", "Karin", "dygnsrytm", "sömn", "#"}) {
    CHECK(file.content.find(secret) == std::string::npos);
  }
}

TEST_CASE("a calendar file saved later replaces the earlier one") {
  House house;
  AppPage& tove = OpenInvitation(house, kTove);
  tove.Button("Spara kalenderfil").Press();
  house.Pass(61'000);
  tove.Button("Spara kalenderfil").Press();
  REQUIRE(tove.SavedFiles().size() == 2);
  const auto line = [&](std::size_t file, const char* name) {
    const std::string& content = tove.SavedFiles()[file].content;
    const std::size_t at = content.find(std::string("\r\n") + name + ":");
    REQUIRE(at != std::string::npos);
    return content.substr(at + 2, content.find("\r\n", at + 2) - at - 2);
  };
  CHECK(line(0, "UID") == line(1, "UID"));
  CHECK(line(0, "SEQUENCE") < line(1, "SEQUENCE"));
}

TEST_CASE("invitation shows the preparation: the agenda is made from the person's questions, and completed") {
  House house;
  AppPage& noor = OpenInvitation(house, kNoor);
  AppPage& karin = OpenInvitation(house, kKarin);
  CHECK(!karin.Button("Lägg till frågorna som saknas").Exists());
  PressStep(noor, "Förbered");
  noor.Button("Lägg till en fråga").Press();
  noor.Field("Fråga 4").Type("Var träffar jag andra?");
  house.Settle();
  karin.Button("Lägg till frågorna som saknas").Press();
  house.Settle();
  CHECK(karin.TextUnder(NodeRole::kList, "Dagordning").find("3d Var träffar jag andra?") != std::string::npos);
  CHECK(!karin.Button("Lägg till frågorna som saknas").Exists());
  CHECK(house.relay.Read()->Agenda()[5].question == "Var träffar jag andra?");
}

TEST_CASE("an observer reads the invitation and changes nothing") {
  House house;
  house.relay.SetRole(kSamira, Role::kObserver);
  AppPage& page = OpenInvitation(house, kSamira);
  CHECK(!page.Button("Markera som skickad").Exists());
  for (const SemanticNode* field : page.Tree().AllByRole(NodeRole::kTextField)) CHECK(field->read_only);
}

TEST_CASE("the invitation is whole at every size, for who leads and who reads") {
  for (const Viewport& size : {kDesktop, kPhone, Viewport{360, 640, 2}, Viewport{1024, 700, 1}}) {
    for (const char* who : {kNoor, kKarin, kTove}) {
      House house;
      AppPage& page = OpenInvitation(house, who, size);
      CheckAtEveryTextSize(page, size, [] {});
    }
  }
}

}  // namespace samsyn
