// Words that somebody asked about, explained for everybody and kept in the plan.
#include "client/panels/panels.h"
#include "client/panels/shared_text.h"
#include "client/panels/value_field.h"
#include "shared/base/utf8.h"
#include "shared/meeting/talk.h"

namespace samsyn {
namespace {

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
  const std::string label = panel.say(Str::kWordMeaning, word.word);
  (void)SharedText(
      panel, "meaning", DocumentKind::kPlan, WordMeaning(word.record),
      {.label = label, .multiline = true, .placeholder = panel.say(Str::kWordPlaceholder), .max_code_points = 2000});
}

}  // namespace

// The word that is asked about is this person's until it is asked.
void DrawAskWord(const Panel& panel) {
  if (!panel.state.asking_word) return;
  auto card = panel.ui.Card("ask word", CardKind::kNow);
  const DraftResult word =
      DraftField(panel, "word", {.label = panel.say(Str::kWhichWord), .multiline = false, .max_code_points = 100});
  auto row = panel.ui.Wrap();
  const bool pressed = panel.ui.Button("ask", {.label = panel.say(Str::kAskForWord), .kind = ButtonKind::kPrimary});
  const bool asked = pressed || word.submitted;
  const bool cancelled = panel.ui.Button("cancel", {.label = panel.say(Str::kCancel)}) || word.dismissed;
  if (asked) WantChange(panel, AskForWord, word.text, panel.state.ShownItem());
  if (!cancelled && (!asked || IsBlank(word.text))) return;
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

}  // namespace samsyn
