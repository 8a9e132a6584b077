// Words that somebody asked about, explained for everybody and kept in the plan.
#include "client/panels/panels.h"
#include "client/panels/shared_text.h"
#include "client/widgets/text_change.h"
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
  const NodeId id = panel.ui.IdOf("word");
  const auto found = panel.state.typed.find(id);
  std::string word = found == panel.state.typed.end() ? std::string() : found->second.text;
  const TextFieldResult field = panel.ui.TextField(
      "word",
      {.label = panel.say(Str::kWhichWord), .text = word, .show_label = true, .max_code_points = 100, .width = Fill()});
  for (const TextSplice& splice : field.splices) word = TextChange(splice).ApplyTo(word);
  if (!field.splices.empty()) panel.Want(intent::Type{id, {word, false}});
  auto row = panel.ui.Wrap();
  const bool asked = panel.ui.Button("ask", {.label = panel.say(Str::kAskForWord), .kind = ButtonKind::kPrimary});
  const bool cancelled = panel.ui.Button("cancel", {.label = panel.say(Str::kCancel)}) || field.dismissed;
  if (asked || field.submitted) WantChange(panel, AskForWord, word, panel.state.ShownItem());
  if (cancelled || ((asked || field.submitted) && !word.empty())) {
    panel.Want(intent::AskWord{false});
    panel.Want(intent::Untype{id});
  }
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
