// The person's questions, in their order: the core of the agenda. Who leads the meeting sees the same buttons, and is
// told whose order it is.
#include "client/panels/voice_part.h"
#include "shared/meeting/voice.h"

namespace samsyn {
namespace {

constexpr float kTight = 220;

void Move(const Panel& panel, const PersonsQuestion& question, std::size_t index) {
  WantChange(panel, MoveQuestion, question.record, index);
  if (!WritesVoice(panel)) return;
  panel.ui.Announce(panel.say(Str::kMovedTo, TitleOrUntitled(question.text, panel.say), std::to_string(index + 1)));
}

void DrawArranging(const Panel& panel, const std::vector<PersonsQuestion>& questions, std::size_t index) {
  const PersonsQuestion& question = questions[index];
  const std::string text = TitleOrUntitled(question.text, panel.say);
  const std::string up = panel.say(Str::kMoveUpName, text);
  const std::string down = panel.say(Str::kMoveDownName, text);
  const std::string remove = panel.say(Str::kRemoveName, text);
  auto buttons = panel.ui.IsNarrow() ? panel.ui.Wrap({.gap = 8, .justify = Justify::kEnd})
                                     : panel.ui.Row({.width = Fit(), .gap = 8});
  if (panel.ui.Button("up", {.label = {}, .name = up, .icon = Icon::kArrowUp, .disabled = index == 0})) {
    Move(panel, question, index - 1);
  }
  if (panel.ui.Button(
          "down", {.label = {}, .name = down, .icon = Icon::kArrowDown, .disabled = index + 1 == questions.size()})) {
    Move(panel, question, index + 1);
  }
  if (panel.ui.Button("remove", {.label = {}, .name = remove, .kind = ButtonKind::kDanger, .icon = Icon::kTrash})) {
    WantChange(panel, RemoveQuestion, question.record);
    if (WritesVoice(panel)) panel.ui.Announce(panel.say(Str::kRemovedAnnounce, text));
  }
}

void DrawQuestion(const Panel& panel, const std::vector<PersonsQuestion>& questions, std::size_t index) {
  const PersonsQuestion& question = questions[index];
  const std::string number = std::to_string(index + 1);
  const std::string label = panel.say(Str::kQuestionField, number);
  const bool arranges = WritesVoice(panel) || panel.state.Me().Leads();
  auto item = panel.ui.ListItem(RecordKey("question", question.record), CardKind::kBare, {.gap = 8});
  const auto draw_text = [&] {
    panel.ui.Text(number, {.weight = Weight::kBold, .width = Fit()});
    auto lines = panel.ui.Column({.width = Fill(), .gap = 4});
    PersonsText(panel, "text",
                {.text = QuestionText(question.record),
                 .label = label,
                 .placeholder = panel.say(Str::kQuestionHint),
                 .multiline = false,
                 .max_code_points = 500});
  };
  if (panel.ui.IsNarrow()) {
    {
      // Beside its number a field would be too narrow for large letters.
      auto row = panel.ui.Width() < kTight ? panel.ui.Column({.gap = 2}) : panel.ui.Row();
      draw_text();
    }
    if (arranges) DrawArranging(panel, questions, index);
  } else {
    auto row = panel.ui.Row();
    draw_text();
    if (arranges) DrawArranging(panel, questions, index);
  }
}

void DrawRemovedQuestions(const Panel& panel) {
  const std::vector<PersonsQuestion> removed = DeletedQuestionsOf(*panel.state.meeting);
  if (removed.empty() || !WritesVoice(panel)) return;
  panel.ui.Text(panel.say(Str::kRemoved), {.size = TextSize::kMuted, .weight = Weight::kBold, .tone = Tone::kSoft});
  for (const PersonsQuestion& question : removed) {
    if (RestoreButton(panel, question.record, question.text)) {
      WantChange(panel, RestoreQuestion, question.record);
    }
  }
}

}  // namespace

void DrawVoiceQuestions(const Panel& panel) {
  const std::vector<PersonsQuestion> questions = QuestionsOf(*panel.state.meeting);
  auto card = panel.ui.Card("questions", CardKind::kPlain, {}, {.gap = 12});
  auto scope = panel.ui.KeyScope("questions");
  const std::string heading = ToOrAbout(panel, Str::kQuestions, Str::kQuestionsOther);
  panel.ui.Heading(3, heading);
  panel.ui.Text(ToOrAbout(panel, Str::kQuestionsAbout, Str::kQuestionsAboutOther), kMutedText);
  if (questions.empty()) {
    panel.ui.Text(ToOrAbout(panel, Str::kQuestionsNone, Str::kQuestionsNoneOther));
  } else {
    auto list = panel.ui.List("list", heading);
    for (std::size_t index = 0; index < questions.size(); ++index) DrawQuestion(panel, questions, index);
  }
  if (WritesVoice(panel)) {
    auto row = panel.ui.Wrap();
    if (panel.ui.Button("add",
                        {.label = panel.say(Str::kAddQuestion), .kind = ButtonKind::kOutline, .icon = Icon::kPlus})) {
      WantChange(panel, AddQuestion, std::string());
    }
  }
  DrawRemovedQuestions(panel);
}

}  // namespace samsyn
