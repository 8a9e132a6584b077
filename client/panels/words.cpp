// Words that somebody asked about, explained for everybody and kept in the plan. Where Samsyn knows a word it suggests
// what to say of it.
#include "client/panels/panels.h"
#include "client/panels/shared_text.h"
#include "client/panels/value_field.h"
#include "client/strings/known_words.h"
#include "shared/base/utf8.h"
#include "shared/meeting/talk.h"

namespace samsyn {
namespace {

// True when it is taken into the meeting's own words.
bool DrawSuggestion(const Panel& panel, const KnownWord& known) {
  auto lines = panel.ui.Column({.gap = 6});
  {
    auto status = panel.ui.Status("suggestion");
    panel.ui.Text(panel.say(Str::kWordSuggestion, known.word), kMutedText);
    panel.ui.Text(known.meaning);
  }
  if (!panel.state.MayWrite(DocumentKind::kPlan)) return false;
  auto row = panel.ui.Wrap();
  const std::string name = panel.say(Str::kTakeSuggestionName, known.word);
  return panel.ui.Button("take", {.label = panel.say(Str::kTakeSuggestion), .name = name});
}

void DrawWord(const Panel& panel, const ExplainedWord& word) {
  auto item = panel.ui.ListItem(RecordKey("word", word.record), CardKind::kBare, {.gap = 4, .padding = Sides(0, 4)});
  {
    auto row = panel.ui.Row();
    panel.ui.Text(word.word, {.weight = Weight::kBold, .width = Fill()});
    const std::string remove = panel.say(Str::kRemoveWord, word.word);
    const bool may = word.asked_by == panel.state.me || panel.state.role == Role::kChair || word.meaning.empty();
    if (may && panel.state.MayWrite(DocumentKind::kPlan) &&
        panel.ui.Button("remove", {.label = {}, .name = remove, .kind = ButtonKind::kPlain, .icon = Icon::kClose})) {
      WantChange(panel, RemoveWord, word.record);
    }
  }
  if (word.meaning.empty() && !word.asked_by.empty()) {
    panel.ui.Text(panel.say(Str::kWordAsked, panel.state.FirstNameOf(word.asked_by), word.word), kMutedText);
  }
  const auto known = ExplanationOf(word.word, panel.say.GetLanguage());
  if (known && IsBlank(word.meaning) && DrawSuggestion(panel, *known)) {
    WantChange(panel, ExplainWord, word.record, std::string(known->meaning));
  }
  const std::string label = panel.say(Str::kWordMeaning, word.word);
  (void)SharedText(
      panel, "meaning", DocumentKind::kPlan, WordMeaning(word.record),
      {.label = label, .multiline = true, .placeholder = panel.say(Str::kWordPlaceholder), .max_code_points = 2000});
}

void KeepWord(const Panel& panel, const KnownWord& known) {
  panel.Want(intent::Change{[word = std::string(known.word), meaning = std::string(known.meaning),
                             item = panel.state.ShownItem()](Meeting& meeting, const Actor& me) {
    const Rule rule = AskForWord(meeting, me, word, item);
    if (rule != Rule::kNone) return rule;
    return ExplainWord(meeting, me, WordsOf(meeting).back().record, meaning);
  }});
}

}  // namespace

// The word that is asked about is this person's until it is asked, and what Samsyn says of it until it is taken.
void DrawAskWord(const Panel& panel) {
  if (!panel.state.asking_word) return;
  auto card = panel.ui.Card("ask word", CardKind::kNow);
  const DraftResult word =
      DraftField(panel, "word", {.label = panel.say(Str::kWhichWord), .multiline = false, .max_code_points = 100});
  const auto known = ExplanationOf(word.text, panel.say.GetLanguage());
  const bool taken = known && DrawSuggestion(panel, *known);
  if (taken) KeepWord(panel, *known);
  auto row = panel.ui.Wrap();
  const bool pressed = panel.ui.Button("ask", {.label = panel.say(Str::kAskForWord), .kind = ButtonKind::kPrimary});
  const bool asked = pressed || word.submitted;
  const bool cancelled = panel.ui.Button("cancel", {.label = panel.say(Str::kCancel)}) || word.dismissed;
  if (asked) WantChange(panel, AskForWord, word.text, panel.state.ShownItem());
  if (!cancelled && !taken && (!asked || IsBlank(word.text))) return;
  panel.Want(intent::AskWord{false});
  ForgetDraft(panel, "word");
}

void DrawWords(const Panel& panel) {
  const std::vector<ExplainedWord> words = WordsOf(*panel.state.meeting);
  if (words.empty()) return;
  auto card = panel.ui.Card("words");
  panel.ui.Heading(3, panel.say(Str::kWordsTitle));
  auto list = panel.ui.List("words", panel.say(Str::kWordsTitle), {.gap = 8});
  for (const ExplainedWord& word : words) DrawWord(panel, word);
}

void DrawGlossary(const Panel& panel) {
  auto card = panel.ui.Card("glossary");
  const std::string_view title = panel.say(Str::kGlossary);
  if (!Fold(panel, "glossary fold", title, title, Weight::kRegular)) return;
  panel.ui.Text(panel.say(Str::kGlossaryAbout), kMutedText);
  auto list = panel.ui.List("glossary", title, {.gap = 6});
  for (const KnownWord& known : KnownWords(panel.say.GetLanguage())) {
    auto item = panel.ui.ListItem(Key(known.word));
    panel.ui.Text({{std::string(known.word) + ": ", kBoldText}, {known.meaning}});
  }
}

}  // namespace samsyn
