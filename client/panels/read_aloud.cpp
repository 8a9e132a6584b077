#include "client/panels/read_aloud.h"

#include <algorithm>

#include "client/panels/plan_words.h"
#include "client/panels/voice_part.h"
#include "shared/base/utf8.h"
#include "shared/meeting/needs.h"
#include "shared/meeting/talk.h"
#include "shared/meeting/voice.h"

namespace samsyn {
namespace {

// Each part is a line, and ends so that the voice makes a pause.
class Script {
 public:
  void Add(std::string_view text) {
    while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) text.remove_suffix(1);
    if (IsBlank(text)) return;
    text_ += text;
    const bool ends = std::string_view(".:?!").find(text.back()) != std::string_view::npos;
    text_ += ends ? "\n" : ".\n";
  }
  // A heading, and what stands under it; nothing when nothing does.
  void AddPart(std::string_view heading, std::string_view text) {
    if (IsBlank(text)) return;
    Add(heading);
    Add(text);
  }
  [[nodiscard]] std::string Take() { return std::move(text_); }

 private:
  std::string text_;
};

// A point between two things is a pause to the eye and a word to some voices.
std::string WithCommas(std::string_view text) {
  constexpr std::string_view kPoint = " · ";
  std::string spoken;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(kPoint), text.size());
    if (!spoken.empty()) spoken += ", ";
    spoken += text.substr(0, end);
    text.remove_prefix(std::min(end + kPoint.size(), text.size()));
  }
  return spoken;
}

std::string CommitmentsAloud(const Panel& panel) {
  Script script;
  for (const Commitment& commitment : panel.state.meeting->Commitments()) {
    script.Add(TitleOrUntitled(commitment.what, panel.say));
    script.Add(WithCommas(WhoAndWhen(panel, commitment)));
  }
  return script.Take();
}

std::string NeedsAloud(const Panel& panel) {
  Script script;
  for (const Need& need : NeedsOf(*panel.state.meeting)) {
    script.Add(TitleOrUntitled(need.what, panel.say));
    script.Add(need.carrier.empty() ? std::string(panel.say(Str::kSummaryNobodyCarries))
                                    : panel.say(Str::kSummaryCarries, panel.state.FirstNameOf(need.carrier)));
    if (!IsBlank(need.next)) script.Add(panel.say(Str::kSummaryNeedNext, need.next));
  }
  return script.Take();
}

std::string DissentsAloud(const Panel& panel) {
  Script script;
  for (const Dissent& dissent : DissentsOf(*panel.state.meeting)) {
    script.Add(panel.state.FirstNameOf(dissent.writer) + ": " + dissent.text);
  }
  return script.Take();
}

std::string WordsAloud(const Panel& panel) {
  Script script;
  for (const ExplainedWord& word : WordsOf(*panel.state.meeting)) {
    if (!IsBlank(word.meaning)) script.Add(word.word + ": " + word.meaning);
  }
  return script.Take();
}

std::string GoalsAloud(const Panel& panel) {
  Script script;
  for (const Goal& goal : GoalsOf(*panel.state.meeting)) script.Add(goal.text);
  return script.Take();
}

}  // namespace

void DrawReadAloud(const Panel& panel, const std::function<std::string(const Panel&)>& text) {
  if (!panel.state.can_speak) return;
  auto row = panel.ui.Wrap();
  const bool reading = panel.state.reading_aloud;
  if (!panel.ui.Button("read aloud", {.label = panel.say(reading ? Str::kStopReading : Str::kReadAloud),
                                      .icon = reading ? Icon::kPause : Icon::kPlay})) {
    return;
  }
  if (reading) return panel.Want(intent::StopReading{});
  // What people write is in Swedish, so what stands around it is said in Swedish too: one voice reads all.
  const Strings swedish(panel.say.GetLanguage() == Language::kEnglish ? Language::kSwedish : panel.say.GetLanguage());
  panel.Want(intent::ReadAloud{text(Panel{panel.ui, panel.state, swedish, panel.intents})});
}

std::string ItemAloud(const Panel& panel, OpId item) {
  const Meeting& meeting = *panel.state.meeting;
  Script script;
  for (const AgendaItem& any : meeting.Agenda()) {
    if (any.record != item) continue;
    script.Add(TitleOrUntitled(any.title, panel.say));
    if (any.question && *any.question != any.title) {
      script.Add(panel.say(Str::kPersonsQuestion, PersonsName(panel.state, panel.say)) + ": " + *any.question);
    }
  }
  const std::string notes = meeting.Of(DocumentKind::kPlan).TextOf(Meeting::NotesOf(item));
  script.AddPart(panel.say(Str::kWhatIsWritten), notes);
  if (IsBlank(notes)) script.Add(panel.say(Str::kSummaryNoNotes));
  const ItemWords words = WordsUnder(meeting, item);
  script.AddPart(panel.say(Str::kPersonsWords, PersonsName(panel.state, panel.say)), words.text);
  return script.Take();
}

std::string SimpleAloud(const Panel& panel) {
  Script script;
  const OpId item = panel.state.ShownItem();
  if (!item.IsNone()) script.Add(ItemAloud(panel, item));
  script.AddPart(ToOrAbout(panel, Str::kDecidedForMe, Str::kDecidedForPerson), CommitmentsAloud(panel));
  return script.Take();
}

std::string PlanAloud(const Panel& panel) {
  const Meeting& meeting = *panel.state.meeting;
  Script script;
  script.Add(panel.say(Str::kViewSummary));
  script.AddPart(panel.say(Str::kSummaryOwnWords), TextOf(meeting, VoiceText::kOwnWords));
  script.AddPart(panel.say(Str::kSummaryGoals), GoalsAloud(panel));
  script.AddPart(panel.say(Str::kLetterWhy), meeting.Info().purpose);
  const std::string commitments = CommitmentsAloud(panel);
  script.Add(panel.say(Str::kOutcomes));
  script.Add(commitments.empty() ? panel.say(Str::kSummaryNoCommitments) : std::string_view(commitments));
  script.AddPart(panel.say(Str::kNeeds), NeedsAloud(panel));
  script.AddPart(panel.say(Str::kDissents), DissentsAloud(panel));
  script.AddPart(panel.say(Str::kSummaryWords), WordsAloud(panel));
  return script.Take();
}

std::string VoiceAloud(const Panel& panel) {
  const Meeting& meeting = *panel.state.meeting;
  Script script;
  const auto part = [&](Str to_them, Str about_them, const std::string& text) {
    script.AddPart(ToOrAbout(panel, to_them, about_them), text);
  };
  script.Add(ToOrAbout(panel, Str::kMyVoice, Str::kPersonsVoice));
  part(Str::kStrengths, Str::kStrengthsOther, TextOf(meeting, VoiceText::kStrengths));
  Script questions;
  for (const PersonsQuestion& question : QuestionsOf(meeting)) questions.Add(question.text);
  part(Str::kQuestions, Str::kQuestionsOther, questions.Take());
  part(Str::kOwnWords, Str::kOwnWordsOther, TextOf(meeting, VoiceText::kOwnWords));
  part(Str::kTry, Str::kTryOther, TextOf(meeting, VoiceText::kTry));
  part(Str::kGoals, Str::kGoalsOther, GoalsAloud(panel));
  Script pace;
  for (const std::string& line : PaceLines(panel)) pace.Add(line);
  part(Str::kMeetMe, Str::kMeetMeOther, pace.Take());
  part(Str::kAvoidAsk, Str::kAvoidAskOther, TextOf(meeting, VoiceText::kAvoid));
  part(Str::kScopeAsk, Str::kScopeAskOther, TextOf(meeting, VoiceText::kScope));
  return script.Take();
}

}  // namespace samsyn
