// Where a SIP is, and the agenda that is made from the person's questions.
#include "shared/meeting/phases.h"

#include <doctest/doctest.h>

#include "shared/meeting/schema.h"
#include "shared/meeting/voice.h"
#include "tests/shared/meeting/actors.h"
#include "tests/shared/meeting/meeting_room.h"

namespace samsyn {
namespace {

const std::vector<std::string> kTitles = {"Inledning", "Nu", "Behov", "Sammanfattning", "Slut"};

std::string Agenda(const Meeting& meeting) {
  std::string all;
  for (const AgendaItem& item : meeting.Agenda()) {
    all += item.number + " " + item.title + " " + std::to_string(item.minutes) + "\n";
  }
  return all;
}

}  // namespace

TEST_CASE("going back is always allowed, and skipping never blocks") {
  Meeting meeting(1);
  CHECK(PhaseOf(meeting) == Phase::kPreparation);
  for (const Phase phase : {Phase::kMeeting, Phase::kExchange, Phase::kFollowUp, Phase::kPreparation}) {
    CHECK(SetPhase(meeting, Karin(), phase) == Rule::kNone);
    CHECK(PhaseOf(meeting) == phase);
  }
  CHECK(SetPhase(meeting, Tove(), Phase::kMeeting) == Rule::kLeadsMeeting);
  CHECK(SetPhase(meeting, Watcher(), Phase::kMeeting) == Rule::kReadsOnly);
  CHECK(SetPhase(meeting, Noor(), Phase::kInvitation) == Rule::kNone);
  meeting.Of(DocumentKind::kPlan).Set({{}, schema::kPlanPhase}, std::int64_t{99});
  CHECK(PhaseOf(meeting) == Phase::kPreparation);
}

TEST_CASE("unclear reasons, uneven use: a first step asks whether a SIP is needed, and may end in no") {
  Meeting meeting(1);
  CHECK(NeededOf(meeting) == Needed::kUndecided);
  CHECK(SetNeeded(meeting, Tove(), Needed::kNo) == Rule::kLeadsMeeting);
  CHECK(SetNeeded(meeting, Watcher(), Needed::kNo) == Rule::kReadsOnly);
  CHECK(SetNeeded(meeting, Karin(), Needed::kNo) == Rule::kNone);
  CHECK(NeededOf(meeting) == Needed::kNo);
  CHECK(SetNeeded(meeting, Noor(), Needed::kYes) == Rule::kNone);
  CHECK(NeededOf(meeting) == Needed::kYes);
}

TEST_CASE("templates and bodies are kept") {
  Meeting meeting(1);
  CHECK(TemplateOf(meeting) == Template::kAdult);
  SetTemplate(meeting, Template::kDischarge);
  SetBodies(meeting, "Sjövalla kommun", "Region Mellansjö");
  CHECK(TemplateOf(meeting) == Template::kDischarge);
  CHECK(MunicipalityOf(meeting) == "Sjövalla kommun");
  CHECK(RegionOf(meeting) == "Region Mellansjö");
}

TEST_CASE("invitation shows the preparation: needs are the agenda, inside five parts of uneven length") {
  Meeting meeting(1);
  SUBCASE("without questions the need stands alone and is the longest part") {
    CHECK(FillAgenda(meeting, Karin(), kTitles) == Rule::kNone);
    CHECK(Agenda(meeting) == "1 Inledning 8\n2 Nu 12\n3 Behov 25\n4 Sammanfattning 10\n5 Slut 5\n");
  }
  SUBCASE("the questions take its place, in the person's order") {
    for (const char* text : {"sömn", "pengar"}) CHECK(AddQuestion(meeting, Noor(), text) == Rule::kNone);
    CHECK(FillAgenda(meeting, Karin(), kTitles) == Rule::kNone);
    CHECK(Agenda(meeting) == "1 Inledning 8\n2 Nu 12\n3a sömn 12\n3b pengar 12\n4 Sammanfattning 10\n5 Slut 5\n");
    CHECK(meeting.Agenda()[2].question == "sömn");
  }
  SUBCASE("many questions get a few minutes each, however many there are") {
    for (int i = 0; i < 9; ++i) CHECK(AddQuestion(meeting, Noor(), "fråga") == Rule::kNone);
    CHECK(FillAgenda(meeting, Karin(), kTitles) == Rule::kNone);
    REQUIRE(meeting.Agenda().size() == 13);
    CHECK(meeting.Agenda()[2].minutes == 5);
  }
}

TEST_CASE("filling an agenda again adds only the questions that are missing, after the others") {
  Meeting meeting(1);
  CHECK(AddQuestion(meeting, Noor(), "sömn") == Rule::kNone);
  CHECK(FillAgenda(meeting, Tove(), kTitles) == Rule::kNone);
  const std::string once = Agenda(meeting);
  CHECK(FillAgenda(meeting, Karin(), kTitles) == Rule::kNone);
  CHECK(Agenda(meeting) == once);
  CHECK(AddQuestion(meeting, Noor(), "jobb") == Rule::kNone);
  CHECK(FillAgenda(meeting, Karin(), kTitles) == Rule::kNone);
  CHECK(Agenda(meeting).starts_with("1 Inledning 8\n2 Nu 12\n3a sömn 25\n3b jobb 12\n4 Sammanfattning"));
  CHECK(FillAgenda(meeting, Watcher(), kTitles) == Rule::kReadsOnly);
}

TEST_CASE("an agenda of somebody's own keeps its items when the questions are added") {
  Meeting meeting(1);
  (void)meeting.AddAgendaItem("Fika", 5, {});
  CHECK(AddQuestion(meeting, Noor(), "sömn") == Rule::kNone);
  CHECK(FillAgenda(meeting, Karin(), kTitles) == Rule::kNone);
  REQUIRE(meeting.Agenda().size() == 2);
  CHECK(meeting.Agenda()[0].title == "Fika");
  CHECK(meeting.Agenda()[1].title == "sömn");
}

TEST_CASE("clear agenda, reasonable length: a warning above sixty minutes or seven items") {
  const auto agenda = [](std::size_t items, std::int64_t minutes) {
    std::vector<AgendaItem> all(items);
    for (AgendaItem& item : all) item.minutes = minutes;
    return WarningsOf(all);
  };
  CHECK(!agenda(0, 0).too_long);
  CHECK(!agenda(6, 10).too_long);
  CHECK(agenda(6, 10).minutes == 60);
  CHECK(!agenda(7, 1).too_many);
  CHECK(agenda(8, 1).too_many);
  CHECK(!agenda(8, 1).too_long);
  CHECK(agenda(1, 61).too_long);
}

}  // namespace samsyn
