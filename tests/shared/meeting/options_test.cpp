// Shared decision making: everyone writes options, the person chooses.
#include "shared/meeting/options.h"

#include <doctest/doctest.h>

#include "shared/meeting/schema.h"
#include "tests/shared/meeting/actors.h"
#include "tests/shared/meeting/meeting_room.h"

namespace samsyn {
namespace {

class Weighing {
 public:
  Weighing() {
    item = room["karin"].AddAgendaItem("Sömn", 10, {});
    other = room["karin"].AddAgendaItem("Jobb", 10, {});
    room.Share();
  }
  OpId Add(const char* what) {
    REQUIRE(AddOption(room["tove"], Tove(), item, what) == Rule::kNone);
    room.Share();
    return OptionsOf(room["tove"], item).back().record;
  }
  std::vector<Option> Read() {
    room.Share();
    return OptionsOf(room["karin"], item);
  }

  MeetingRoom room{{"noor", "samira", "karin", "tove"}};
  OpId item;
  OpId other;
};

}  // namespace

TEST_CASE_FIXTURE(
    Weighing, "knowledge exchange: an option, good with it, hard with it, what matters to me, the person's choice") {
  const OpId option = Add("Boendestöd");
  Document& plan = room["tove"].Of(DocumentKind::kPlan);
  plan.InsertText(OptionGood(option), 0, "någon jag känner");
  plan.InsertText(OptionHard(option), 0, "nytt beslut");
  CHECK(Choose(room["noor"], Noor(), option, Choice::kWants) == Rule::kNone);
  CHECK(InsertIntoChoice(room["noor"], Noor(), option, schema::kChoiceMatters, "lugna mornar") == Rule::kNone);
  const std::vector<Option> read = Read();
  REQUIRE(read.size() == 1);
  CHECK(read[0].what == "Boendestöd");
  CHECK(read[0].good == "någon jag känner");
  CHECK(read[0].hard == "nytt beslut");
  CHECK(read[0].matters == "lugna mornar");
  CHECK(read[0].choice == Choice::kWants);
  CHECK(OptionsOf(room["karin"], other).empty());
}

TEST_CASE_FIXTURE(Weighing, "Shier's ladder: an option is chosen by the person or their helper, and by nobody else") {
  const OpId option = Add("Boendestöd");
  for (const Actor& somebody : {Karin(), Tove()}) {
    CHECK(Choose(room[somebody.id], somebody, option, Choice::kWants) == Rule::kPersonsOwn);
    CHECK(InsertIntoChoice(room[somebody.id], somebody, option, schema::kChoiceMatters, "x") == Rule::kPersonsOwn);
  }
  CHECK(Choose(room["tove"], Watcher(), option, Choice::kWants) == Rule::kReadsOnly);
  CHECK(Read()[0].choice == Choice::kNone);
  CHECK(Read()[0].chosen.IsNone());
  CHECK(Choose(room["samira"], Samira(), option, Choice::kLater) == Rule::kNone);
  CHECK(Read()[0].choice == Choice::kLater);
  CHECK(Choose(room["noor"], Noor(), option, Choice::kNo) == Rule::kNone);
  CHECK(Read()[0].choice == Choice::kNo);
  CHECK(Choose(room["noor"], Noor(), option, Choice::kNone) == Rule::kNone);
  CHECK(Read()[0].choice == Choice::kNone);
}

TEST_CASE_FIXTURE(Weighing, "knowledge exchange: one option alone asks for a because") {
  CHECK(!AsksForBecause({}));
  const OpId option = Add("Boendestöd");
  CHECK(!AsksForBecause(Read()));
  CHECK(Choose(room["noor"], Noor(), option, Choice::kLater) == Rule::kNone);
  CHECK(!AsksForBecause(Read()));
  CHECK(Choose(room["noor"], Noor(), option, Choice::kWants) == Rule::kNone);
  CHECK(AsksForBecause(Read()));
  SUBCASE("which may be given") {
    CHECK(InsertIntoChoice(room["noor"], Noor(), option, schema::kChoiceBecause, "  ") == Rule::kNone);
    CHECK(AsksForBecause(Read()));
    CHECK(InsertIntoChoice(room["noor"], Noor(), option, schema::kChoiceBecause, "Petter kommer") == Rule::kNone);
    CHECK(!AsksForBecause(Read()));
    CHECK(Read()[0].because == "Petter kommer  ");
  }
  SUBCASE("or a second option be written") {
    (void)Add("Träffpunkten");
    CHECK(!AsksForBecause(Read()));
  }
}

TEST_CASE_FIXTURE(Weighing, "a removed option comes back with what the person said about it") {
  const OpId option = Add("Boendestöd");
  CHECK(Choose(room["noor"], Noor(), option, Choice::kWants) == Rule::kNone);
  room.Share();
  CHECK(RemoveOption(room["tove"], Watcher(), option) == Rule::kReadsOnly);
  CHECK(RemoveOption(room["tove"], Tove(), option) == Rule::kNone);
  CHECK(Read().empty());
  REQUIRE(DeletedOptionsOf(room["karin"], item).size() == 1);
  CHECK(RestoreOption(room["karin"], Karin(), option) == Rule::kNone);
  CHECK(Read()[0].choice == Choice::kWants);
}

TEST_CASE_FIXTURE(Weighing, "observers write no options") {
  CHECK(AddOption(room["tove"], Watcher(), item, "x") == Rule::kReadsOnly);
  CHECK(Read().empty());
}

TEST_CASE_FIXTURE(Weighing, "the person and their helper who choose at once have one answer everywhere") {
  const OpId option = Add("Boendestöd");
  CHECK(Choose(room["noor"], Noor(), option, Choice::kWants) == Rule::kNone);
  CHECK(Choose(room["samira"], Samira(), option, Choice::kNo) == Rule::kNone);
  room.Share();
  (void)room.Everywhere([&](const Meeting& meeting) { return OptionsOf(meeting, item)[0].choice; });
}

TEST_CASE_FIXTURE(Weighing, "a choice that makes no sense reads as none") {
  const OpId option = Add("Boendestöd");
  CHECK(Choose(room["noor"], Noor(), option, Choice::kWants) == Rule::kNone);
  const OpId chosen = OptionsOf(room["noor"], item)[0].chosen;
  room["noor"].Of(DocumentKind::kVoice).Set({chosen, schema::kChoiceAnswer}, std::int64_t{77});
  CHECK(Read()[0].choice == Choice::kNone);
}

}  // namespace samsyn
