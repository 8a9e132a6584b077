// The plan as it stands: drawn up from what was agreed, with nothing added. It opens with the person's words.
#include "shared/meeting/summary.h"

#include <algorithm>

#include "client/panels/keep_copy.h"
#include "client/panels/panels.h"
#include "client/panels/plan_words.h"
#include "client/panels/read_aloud.h"
#include "shared/meeting/records.h"
#include "shared/meeting/talk.h"
#include "shared/meeting/voice.h"

namespace samsyn {
namespace {

constexpr float kSideWidth = 400;
constexpr float kSideShare = 0.34F;

void DrawOwnWords(const Panel& panel) {
  if (IsBlank(TextOf(*panel.state.meeting, VoiceText::kOwnWords))) return;
  auto card = panel.ui.Card("own words", CardKind::kPlain, panel.say(Str::kSummaryOwnWords));
  panel.ui.Heading(3, panel.say(Str::kSummaryOwnWords));
  DrawPersonsText(panel, FieldOf(VoiceText::kOwnWords));
}

void DrawShortGoal(const Panel& panel, const Goal& goal) {
  auto item = panel.ui.ListItem(RecordKey("goal", goal.record), CardKind::kBare, {.gap = 2});
  panel.ui.Text(goal.text, kBoldText);
  std::string line;
  if (!IsBlank(goal.measure)) line = panel.say(Str::kSummaryMeasure, goal.measure);
  if (!goal.latest.empty()) {
    line += (line.empty() ? "" : " · ") +
            panel.say(Str::kLatestDate, panel.say.ShortDate(goal.latest, panel.state.Today()));
  }
  if (!line.empty()) panel.ui.Text(line, kMutedText);
  const std::string writer =
      WrittenBySomebodyElse(*panel.state.meeting, GoalText(goal.record), panel.state.Individual().id);
  if (!writer.empty()) panel.ui.Text(panel.say(Str::kWrittenBy, panel.state.FirstNameOf(writer)), kMutedText);
}

void DrawGoals(const Panel& panel) {
  auto card = panel.ui.Card("goals", CardKind::kPlain, panel.say(Str::kSummaryGoals));
  panel.ui.Heading(3, panel.say(Str::kSummaryGoals));
  std::vector<Goal> short_term;
  bool any = false;
  for (const Goal& goal : GoalsOf(*panel.state.meeting)) {
    if (IsBlank(goal.text)) continue;
    any = true;
    if (goal.term == GoalTerm::kShort) {
      short_term.push_back(goal);
    } else {
      DrawPersonsText(panel, GoalText(goal.record));
    }
  }
  if (!any) panel.ui.Text(panel.say(Str::kSummaryNoGoals), kMutedText);
  if (short_term.empty()) return;
  panel.ui.Text(panel.say(Str::kSummaryShortGoals), kMutedText);
  auto list = panel.ui.List("short goals", panel.say(Str::kSummaryShortGoals), {.gap = 8});
  for (const Goal& goal : short_term) DrawShortGoal(panel, goal);
}

void DrawWhySip(const Panel& panel) {
  const std::string purpose = panel.state.meeting->Info().purpose;
  if (IsBlank(purpose)) return;
  auto card = panel.ui.Card("why", CardKind::kPlain, panel.say(Str::kLetterWhy), {.gap = 4});
  panel.ui.Heading(3, panel.say(Str::kLetterWhy));
  panel.ui.Text(purpose);
}

void DrawExplained(const Panel& panel) {
  std::vector<ExplainedWord> words = WordsOf(*panel.state.meeting);
  std::erase_if(words, [](const ExplainedWord& word) { return IsBlank(word.meaning); });
  if (words.empty()) return;
  auto card = panel.ui.Card("words", CardKind::kPlain, panel.say(Str::kSummaryWords));
  panel.ui.Heading(3, panel.say(Str::kSummaryWords));
  auto list = panel.ui.List("list", panel.say(Str::kSummaryWords), {.gap = 6});
  for (const ExplainedWord& word : words) {
    auto item = panel.ui.ListItem(RecordKey("word", word.record));
    panel.ui.Text({{word.word + ": ", kBoldText}, {word.meaning}});
  }
}

// What the levels of the ladder rest on: what is there is said, what is not there is not.
void DrawEvidence(const Panel& panel, OpId item) {
  const Evidence evidence = EvidenceOf(*panel.state.meeting, item, panel.state.Individual().id);
  const std::string name = PersonsName(panel.state, panel.say);
  const auto fact = [&](bool there, Str text) {
    if (!there) return;
    auto row = panel.ui.Row({.gap = 6, .align = Align::kStart});
    panel.ui.Picture(Icon::kDot, Tone::kSoft);
    panel.ui.Text(panel.say(text, name), {.size = TextSize::kMuted, .tone = Tone::kSoft, .width = Fill()});
  };
  auto column = panel.ui.Column({.gap = 2});
  fact(evidence.question, Str::kSummaryFactQuestion);
  fact(evidence.own_words, Str::kSummaryFactWords);
  fact(evidence.chosen, Str::kSummaryFactChosen);
  fact(evidence.approved, Str::kSummaryFactApproved);
  fact(evidence.adapted, Str::kSummaryFactAdapted);
}

void DrawNotesOf(const Panel& panel, const AgendaItem& item) {
  const Meeting& meeting = *panel.state.meeting;
  const std::string notes = meeting.Of(DocumentKind::kPlan).TextOf(Meeting::NotesOf(item.record));
  if (IsBlank(notes)) {
    panel.ui.Text(panel.say(Str::kSummaryNoNotes), kMutedText);
  } else {
    panel.ui.Text(notes);
  }
  if (item.shared && panel.state.MayRead(*item.shared)) {
    const std::string shared = meeting.Of(*item.shared).TextOf(Meeting::SharedNotes());
    const std::string guests = panel.state.GuestsOf(*item.shared);
    if (!IsBlank(shared)) {
      panel.ui.Text({{panel.say(Str::kSharedWith, guests) + ": ", kMutedText}, {shared}});
    }
  }
  if (item.unknown) {
    auto row = panel.ui.Wrap();
    panel.ui.Pill(panel.say(Str::kUnknownYet), PillKind::kNeutral);
  }
  const ItemWords words = WordsUnder(meeting, item.record);
  if (!words.record.IsNone()) DrawPersonsText(panel, ItemWordsText(words.record));
  DrawEvidence(panel, item.record);
  DrawCorrections(panel, item.record, TitleOrUntitled(item.title, panel.say));
  DrawCopyNotes(panel, item);
}

void DrawFold(const Panel& panel, const AgendaItem& item) {
  const std::string title = item.number + " " + TitleOrUntitled(item.title, panel.say);
  const std::string name = panel.say(Str::kSummaryNotesFold, title);
  auto entry = panel.ui.ListItem(RecordKey("notes", item.record), CardKind::kBare, {.gap = 8});
  if (Fold(panel, "fold", title, name, Weight::kRegular)) DrawNotesOf(panel, item);
}

void DrawNotes(const Panel& panel) {
  const std::vector<AgendaItem> agenda = panel.state.meeting->Agenda();
  if (agenda.empty()) return;
  auto card = panel.ui.Card("notes", CardKind::kPlain, panel.say(Str::kSummaryNotes));
  panel.ui.Heading(3, panel.say(Str::kSummaryNotes));
  auto list = panel.ui.List("items", panel.say(Str::kSummaryNotes), {.gap = 2});
  for (const AgendaItem& item : agenda) DrawFold(panel, item);
}

void DrawPlan(const Panel& panel) {
  DrawOwnWords(panel);
  DrawGoals(panel);
  DrawWhySip(panel);
  DrawWhoDoesWhat(panel);
  DrawPlanNeeds(panel);
  DrawPlanDissents(panel);
  DrawExplained(panel);
  DrawNotes(panel);
}

}  // namespace

void DrawSummary(const Panel& panel) {
  panel.ui.Heading(2, panel.say(Str::kViewSummary));
  {
    auto row = panel.ui.Wrap();
    DrawReadAloud(panel, PlanAloud);
    if (panel.ui.Button("print", {.label = panel.say(Str::kPrint)})) panel.Want(intent::PrintPage{});
  }
  DrawClosed(panel);
  if (panel.ui.IsNarrow()) {
    DrawPlan(panel);
    DrawClosing(panel);
    return DrawKeepCopy(panel);
  }
  auto columns = panel.ui.Row({.gap = 18, .align = Align::kStart});
  {
    auto plan = panel.ui.Column({.width = Fill(), .gap = 12});
    DrawPlan(panel);
    DrawKeepCopy(panel);
  }
  auto side = panel.ui.Column({.width = Px(std::min(kSideWidth, panel.ui.Width() * kSideShare)), .gap = 12});
  DrawClosing(panel);
}

}  // namespace samsyn
