// The plan as everybody sees it, what is missing, the person's yes, and closing.
#include <doctest/doctest.h>

#include "tests/client/panels/plan_house.h"

namespace samsyn {
namespace {

constexpr const char* kAnyway = "Avsluta ändå – skriv varför";

}  // namespace

// domain.md, "Who does what": commitment = who + what + when + body.
TEST_CASE("the summary reads as who does what, for everybody alike") {
  House house;
  for (const char* who : {kNoor, kMaria, kKarin, kOskar}) {
    AppPage& page = EnterSummary(house, who);
    const std::string text = Plan(page);
    for (const char* part :
         {"Mitt mål\n", "Vem gör vad\n", kDoctorTask, "Tove\n", "region\n", "4\u00A0dec\n", "Lovad\n", "Tas med hem\n",
          "från\u00A02\u00A0dec · senast\u00A026\u00A0jan\n", "Olösta frågor\n", "Avvikande mening\n"}) {
      CAPTURE(part);
      CHECK(Has(text, part));
    }
    CHECK(page.Tree().FindByRole(NodeRole::kTable, "Vem gör vad") != nullptr);
    CheckPage(page, kDesktop);
    page.Resize(kPhone);
    CHECK(page.Tree().FindByRole(NodeRole::kTable, "Vem gör vad") == nullptr);
    CHECK(Has(Plan(page), "Tove · region · senast\u00A04\u00A0dec\n"));
    CheckPage(page, kPhone);
    house.Close(page);
  }
}

// domain.md, "Medborgarfokus / Helhetssyn": the plan opens with the person's words; "Why a SIP" stands in the plan.
TEST_CASE("the summary opens with the person's words, then the goals, then why a SIP") {
  House house;
  AppPage& page = EnterSummary(house, kTove);
  const std::string text = Plan(page);
  const std::size_t words = text.find("Mina egna ord\n");
  const std::size_t goals = text.find("Mitt mål\n");
  const std::size_t why = text.find("Varför SIP?\n");
  REQUIRE(goals != std::string::npos);
  REQUIRE(why != std::string::npos);
  CHECK(words < goals);
  CHECK(goals < why);
  CHECK(why < text.find("Vem gör vad\n"));
  CHECK(page.Shows("”Jag är inte lat. Jag är trött.”"));
  CHECK(page.Shows("”Jag vill ha ett jobb med djur och en vardag som känns som min.”"));
  CHECK(page.Shows("Så märks det: Noor kryssar själv i kalendern · senast\u00A026\u00A0jan"));
  CHECK(page.Shows("så att jag slipper berätta allt flera gånger."));
}

// domain.md, "Law in four lines": only these four are ever called required.
TEST_CASE("the summary's checks say what the law asks for, and nothing else is required") {
  House house;
  AppPage& page = EnterSummary(house, kNoor);
  std::string text = page.TextUnder(NodeRole::kGroup, "Innan vi avslutar");
  std::size_t required = 0;
  for (std::size_t at = text.find("krävs enligt lag"); at != std::string::npos;
       at = text.find("krävs enligt lag", at + 1)) {
    ++required;
  }
  CHECK(required == 4);
  CHECK(Has(text, "Noor har inte sagt ”det stämmer” än\n"));
  AppPage& karin = EnterSummary(house, kKarin);
  karin.Choice("Vilken huvudman").Choose("kommun");
  karin.Choice("Vem håller ihop planen").Choose("Karin Öberg");
  karin.Field("Vilken dag").Fill("26 jan");
  karin.Field("Vilken dag").Leave();
  karin.Field("Från klockan").Fill("13");
  karin.Field("Från klockan").Leave();
  house.Settle();
  text = page.TextUnder(NodeRole::kGroup, "Innan vi avslutar");
  CHECK(Has(text, "Övergripande ansvar: Sjövalla kommun, Karin\n"));
  CHECK(Has(text, "Uppföljning: tis 26\u00A0jan 13.00\n"));
  CHECK(!page.Choice("Vilken huvudman").Exists());  // read by all, written by chair and secretary
  CHECK(FollowUpOf(*house.relay.Read()).date == "2027-01-26");
}

// domain.md, "Who does what": what is incomplete is listed before closing, in plain words.
TEST_CASE("the summary says in plain words what is missing, and leads whoever may change it there") {
  House house;
  AppPage& noor = EnterSummary(house, kNoor);
  CHECK(noor.Shows(std::string("Ingen gör: ") + kCallTask));
  CHECK(!noor.Button(std::string("Ingen gör: ") + kCallTask).Exists());
  AppPage& karin = EnterSummary(house, kKarin);
  karin.Button(std::string("Ingen gör: ") + kCallTask).Press();
  house.Settle();
  CHECK(karin.Field("Vad").Value() == kCallTask);
  karin.Choice("Vem").Choose("Maria Lindqvist");
  house.Settle();
  CHECK(noor.Shows(std::string("Maria har inte sagt ja till: ") + kCallTask));
}

TEST_CASE("the summary is edited by the chair where it stands, and on a phone in its tab") {
  House house;
  AppPage& karin = EnterSummary(house, kKarin);
  AppPage& maria = EnterSummary(house, kMaria);
  CHECK(!maria.Button(std::string("Ändra: ") + kDoctorTask).Exists());
  karin.Button(std::string("Ändra: ") + kDoctorTask).Press();
  CheckPage(karin, kDesktop);
  karin.Field("Vad").Type(" snart");
  house.Settle();
  CHECK(Has(Plan(maria), std::string(kDoctorTask) + " snart\n"));
  CHECK(Has(Plan(maria), "Ändrad sedan Tove sa ja\n"));
  karin.Button("Klar med ändringen").Press();
  karin.Resize(kPhone);
  karin.Button(std::string("Ändra: ") + kDoctorTask + " snart").Press();
  CHECK(karin.Field("Vad").Value() == std::string(kDoctorTask) + " snart");
  CHECK(karin.Tree().FindByRole(NodeRole::kMain, "Vem gör vad") != nullptr);
}

// domain.md, "Kunskap / Öppenhet": dissent stays, authorship is shown, explained words are kept.
TEST_CASE("the summary shows dissent with whose it is, and the minutes folded") {
  House house;
  AppPage& page = EnterSummary(house, kTove);
  CHECK(page.Shows("Ingen har skrivit en avvikande mening."));
  AppPage& maria = house.Enter(kMaria);
  maria.Button("Avvikande mening").Press();
  maria.Field("Min avvikande mening").Type("Två månader är länge.");
  maria.Button("Spara min mening").Press();
  house.Settle();
  CHECK(Has(Plan(page), "Maria: ”Två månader är länge.”\n"));
  const std::string fold = "Det vi skrev: 3a Hur får jag en dygnsrytm?";
  CHECK(!page.Shows("Noor väljer boendestöd"));
  page.Button(fold).Press();
  CHECK(page.Shows("Noor väljer boendestöd"));
  CHECK(page.Shows("Det svarar på Noors fråga"));
  CHECK(page.Shows("Noor valde själv"));
  CHECK(!page.Shows("Noors egna ord finns"));
  CheckPage(page, kDesktop);
  page.Button(fold).Press();
  CHECK(!page.Shows("Noor väljer boendestöd"));
}

// domain.md, "Shier's ladder": text changed or approved by the person, as a fact and never a grade.
TEST_CASE("the plan's approval is the person's, is seen by all, and falls when the plan changes") {
  House house;
  AppPage& noor = EnterSummary(house, kNoor);
  AppPage& karin = EnterSummary(house, kKarin);
  CHECK(!karin.Button("Noor godkänner planen").Exists());
  noor.Button("Noor godkänner planen").Press();
  house.Settle();
  CHECK(karin.Shows("Noor har sagt ”det stämmer”"));
  CHECK(karin.Shows("Noor godkände planen"));
  CHECK(!noor.Button("Noor godkänner planen").Exists());
  karin.Button(std::string("Ändra: ") + kDoctorTask).Press();
  karin.Field("Senast").Fill("11 dec");
  karin.Field("Senast").Leave();
  house.Settle();
  CHECK(karin.Shows("Planen är ändrad sedan Noor sa ja"));
  noor.Button("Noor godkänner planen som den är nu").Press();
  house.Settle();
  CHECK(karin.Shows("Noor har sagt ”det stämmer”"));
  noor.Button("Ångra godkännandet").Press();
  house.Settle();
  CHECK(karin.Shows("Noor har inte sagt ”det stämmer” än"));
}

// domain.md, "Follow-up planned …": closing lists what is missing; can always close with a reason.
TEST_CASE("closing with something missing asks why, and then everybody reads who closed it and why") {
  House house;
  AppPage& noor = EnterSummary(house, kNoor);
  CHECK(!noor.Button("Avsluta mötet").Exists());
  CHECK(noor.Shows("Mötesledaren eller sekreteraren avslutar mötet."));
  AppPage& petter = EnterSummary(house, kPetter);
  petter.Button("Avsluta mötet").Press();
  house.Settle();
  CHECK(petter.Shows("Skriv varför ni avslutar ändå"));
  CHECK(!IsClosed(*house.relay.Read()));
  petter.Field(kAnyway).Type("Noor är trött.");
  petter.Button("Avsluta mötet").Press();
  house.Settle();
  CHECK(ClosingOf(*house.relay.Read()).reason == "Noor är trött.");
  CHECK(noor.Shows("Mötet är avslutat"));
  CHECK(noor.Shows("Petter avslutade mötet"));
  CHECK(noor.Shows("”Noor är trött.”"));
  CHECK(!petter.Button(std::string("Ändra: ") + kDoctorTask).Exists());
  CHECK(!petter.Button("Avsluta mötet").Exists());
  CheckPage(noor, kDesktop);
}

TEST_CASE("closing with only the approval missing says so, and with nothing missing asks for nothing") {
  House house;
  AppPage& karin = EnterSummary(house, kKarin);
  AppPage& noor = EnterSummary(house, kNoor);
  for (const Commitment& commitment : house.relay.Read()->Commitments()) {
    if (commitment.what == kDoctorTask) continue;
    karin.Button("Ändra: " + commitment.what).Press();
    karin.Button("Ta bort: " + commitment.what).Press();
  }
  karin.Button(std::string("Ändra: ") + kDoctorTask).Press();
  karin.Choice("Mål").Choose("Jag är vaken före kl 9 minst tre dagar i veckan.");
  karin.Button("Klar med ändringen").Press();
  karin.Choice("Vilken huvudman").Choose("region");
  karin.Field("Vilken dag").Fill("26 jan");
  karin.Field("Vilken dag").Leave();
  house.Settle();
  CHECK(karin.Field("Avsluta utan godkännande – skriv varför").Exists());
  CHECK(!karin.Field(kAnyway).Exists());
  noor.Button("Noor godkänner planen").Press();
  house.Settle();
  CHECK(karin.Shows("Inget saknas."));
  CHECK(!karin.Field("Avsluta utan godkännande – skriv varför").Exists());
  karin.Button("Avsluta mötet").Press();
  house.Settle();
  CHECK(ClosingOf(*house.relay.Read()).by == kKarin);
  CHECK(ClosingOf(*house.relay.Read()).reason.empty());
  CHECK(noor.Shows("Noor godkände planen"));
}

TEST_CASE("after closing nobody's undo goes back behind it, the closer's neither") {
  House house;
  AppPage& karin = EnterSummary(house, kKarin);
  AppPage& petter = house.Enter(kPetter);
  petter.Field("Anteckningar: Hur får jag en dygnsrytm?").Type(" Mer.");
  house.Settle();
  karin.Field(kAnyway).Type("Tiden är slut");
  karin.Button("Avsluta mötet").Press();
  house.Settle();
  for (AppPage* page : {&karin, &petter}) {
    page->Act(kNoNode, ActionKind::kUndo);
    house.Settle();
    CHECK(IsClosed(*house.relay.Read()));
    bool stands = false;
    const auto meeting = house.relay.Read();
    for (const AgendaItem& item : meeting->Agenda()) {
      stands |= Has(meeting->Of(DocumentKind::kPlan).TextOf(Meeting::NotesOf(item.record)), " Mer.");
    }
    CHECK(stands);
  }
}

TEST_CASE("the summary is whole at every width and text size, open and closed") {
  for (const bool closed : {false, true}) {
    for (const Viewport& size : {kDesktop, kPhone, Viewport{1024, 700, 1}, Viewport{900, 600, 1.5F}}) {
      for (const char* percent : {"100", "150", "200"}) {
        House house;
        if (closed) CloseMeeting(house);
        house.DeviceOf(kKarin).settings["text_percent"] = percent;
        AppPage& page = EnterSummary(house, kKarin, size);
        CAPTURE(size.width);
        CAPTURE(percent);
        CheckPage(page, size);
        page.Button("Det vi skrev: 2 Så är det nu").Press();
        if (closed) page.Button(std::string("Rätta: ") + kDoctorTask).Press();
        CheckPage(page, size);
      }
    }
  }
}

TEST_CASE("the summary is all English in English") {
  House house;
  house.DeviceOf(kTove).settings["language"] = "en";
  AppPage& page = house.Open(kTove);
  page.Button("Enter the meeting").Press();
  page.Resize(kPhone);
  page.Button("More").Press();
  page.Button("Summary").Press();
  house.Settle();
  for (const char* text : {"My goal", "Who does what", "Before we close", "required by law", "This is missing"}) {
    CHECK(page.Shows(text));
  }
  CHECK(page.Shows(std::string("Nobody does: ") + kCallTask));
}

}  // namespace samsyn
