// Four questions, if one wants: answered, taken back, and shown as they were said the next time. Never added up.
#include <doctest/doctest.h>

#include "tests/client/panels/plan_house.h"

namespace samsyn {
namespace {

std::int64_t Answer(const House& house, const char* who, Asked asked) {
  for (const Feedback& feedback : FeedbackOf(*house.relay.Read(), 0)) {
    if (feedback.writer == who) return feedback.answers[static_cast<std::size_t>(asked)];
  }
  return -1;
}

}  // namespace

// domain.md: "Four optional feedback questions (lyssnad, förstod, bestämma, trygg), shown first at the next meeting."
TEST_CASE("feedback is answered with one to five, and taken back with the same button") {
  House house;
  AppPage& noor = EnterSummary(house, kNoor);
  CHECK(noor.Shows("Fyra frågor. Du väljer själv om du svarar."));
  for (const char* question :
       {"Blev du lyssnad på?", "Förstod du?", "Fick du vara med och bestämma?", "Kändes det tryggt?"}) {
    for (int answer = 1; answer <= 5; ++answer) {
      CHECK(noor.Button(std::string(question) + " " + std::to_string(answer) + " av 5").Exists());
    }
  }
  noor.Button("Blev du lyssnad på? 5 av 5").Press();
  noor.Button("Kändes det tryggt? 2 av 5").Press();
  house.Settle();
  CHECK(noor.Button("Blev du lyssnad på? 5 av 5").Node().pressed == Tristate::kTrue);
  CHECK(Answer(house, kNoor, Asked::kListened) == 5);
  CHECK(Answer(house, kNoor, Asked::kSafe) == 2);
  CHECK(Answer(house, kNoor, Asked::kDecided) == 0);
  noor.Button("Kändes det tryggt? 2 av 5").Press();
  noor.Field("Vill du säga något mer?").Fill("Bra att jag såg vad han skrev.");
  noor.Field("Vill du säga något mer?").Leave();
  house.Settle();
  CHECK(Answer(house, kNoor, Asked::kSafe) == 0);
  CHECK(FeedbackOf(*house.relay.Read(), 0)[0].comment == "Bra att jag såg vad han skrev.");
}

TEST_CASE("feedback is one's own: the others' answers are not in one's buttons, and an observer has none") {
  House house;
  AppPage& noor = EnterSummary(house, kNoor);
  AppPage& maria = EnterSummary(house, kMaria);
  noor.Button("Förstod du? 4 av 5").Press();
  maria.Button("Förstod du? 1 av 5").Press();
  house.Settle();
  CHECK(maria.Button("Förstod du? 4 av 5").Node().pressed != Tristate::kTrue);
  CHECK(noor.Button("Förstod du? 1 av 5").Node().pressed != Tristate::kTrue);
  CHECK(Answer(house, kNoor, Asked::kUnderstood) == 4);
  CHECK(Answer(house, kMaria, Asked::kUnderstood) == 1);
}

// domain.md, "Trust, not control": no scores over people.
TEST_CASE("feedback comes first in the follow-up as it was said, with names and without sums") {
  House house;
  AppPage& noor = EnterSummary(house, kNoor);
  noor.Button("Blev du lyssnad på? 5 av 5").Press();
  noor.Field("Vill du säga något mer?").Fill("Bra att jag såg vad han skrev.");
  noor.Field("Vill du säga något mer?").Leave();
  AppPage& maria = EnterSummary(house, kMaria);
  maria.Button("Blev du lyssnad på? 2 av 5").Press();
  house.Settle();
  CloseMeeting(house);
  AppPage& karin = EnterFollowUp(house, kKarin);
  const std::string text = karin.TextUnder(NodeRole::kMain, "Uppföljning");
  const std::string said = karin.TextUnder(NodeRole::kList, "Det här sades förra gången");
  CHECK(said ==
        "Noor\nBlev du lyssnad på? 5 av 5\n”Bra att jag såg vad han skrev.”\nMaria\nBlev du lyssnad på? 2 av 5\n");
  CHECK(text.find("Det här sades förra gången") < text.find("Noors egna ord"));
  CHECK(text.find("Det här sades förra gången") < text.find("Det vi kom överens om"));
}

}  // namespace samsyn
