#include "client/panels/panels.h"
#include "client/panels/value_field.h"
#include "shared/meeting/records.h"
#include "shared/meeting/summary.h"

namespace samsyn {
namespace {

constexpr std::int64_t kMostAnswer = 5;
constexpr std::size_t kLongestComment = 500;

Str QuestionText(Asked asked) {
  switch (asked) {
    case Asked::kListened:
      return Str::kFeedbackListened;
    case Asked::kUnderstood:
      return Str::kFeedbackUnderstood;
    case Asked::kDecided:
      return Str::kFeedbackDecided;
    case Asked::kSafe:
      return Str::kFeedbackSafe;
  }
  return Str::kFeedbackListened;
}

std::string AnswerText(const Panel& panel, Asked asked, std::int64_t answer) {
  return panel.say(Str::kFeedbackAnswer, panel.say(QuestionText(asked)), std::to_string(answer));
}

void DrawQuestion(const Panel& panel, Asked asked, std::int64_t now) {
  auto group =
      panel.ui.Group(Key("question", static_cast<std::uint64_t>(asked)), panel.say(QuestionText(asked)), {.gap = 4});
  panel.ui.Text(panel.say(QuestionText(asked)));
  auto row = panel.ui.Wrap({.gap = 6});
  for (std::int64_t answer = 1; answer <= kMostAnswer; ++answer) {
    const std::string label = std::to_string(answer);
    const std::string name = AnswerText(panel, asked, answer);
    if (panel.ui.Button(
            Key("answer", static_cast<std::uint64_t>(answer)),
            {.label = label, .name = name, .pressed = answer == now ? Tristate::kTrue : Tristate::kFalse})) {
      WantChange(panel, AnswerFeedback, asked, answer == now ? std::int64_t{0} : answer);
    }
  }
}

// As it was said, one by one: never added up.
void DrawSaid(const Panel& panel, const Feedback& feedback) {
  auto item = panel.ui.ListItem(RecordKey("said", feedback.record), CardKind::kBare, {.gap = 2});
  panel.ui.Text(panel.state.FirstNameOf(feedback.writer), kBoldText);
  for (int i = 0; i < kAskedCount; ++i) {
    const std::int64_t answer = feedback.answers[static_cast<std::size_t>(i)];
    if (answer != 0) panel.ui.Text(AnswerText(panel, static_cast<Asked>(i), answer));
  }
  if (!IsBlank(feedback.comment)) panel.ui.Text("”" + feedback.comment + "”");
}

}  // namespace

void DrawFeedback(const Panel& panel) {
  if (!panel.state.MayWrite(DocumentKind::kPlan)) return;
  const Feedback own = OwnFeedback(*panel.state.meeting, panel.state.Me());
  auto card = panel.ui.Card("feedback", CardKind::kPlain, panel.say(Str::kFeedback), {.gap = 12});
  {
    auto head = panel.ui.Column({.gap = 2});
    panel.ui.Heading(3, panel.say(Str::kFeedback));
    panel.ui.Text(panel.say(Str::kFeedbackAbout), kMutedText);
    panel.ui.Text(panel.say(Str::kFeedbackScale), kMutedText);
  }
  for (int i = 0; i < kAskedCount; ++i) {
    DrawQuestion(panel, static_cast<Asked>(i), own.answers[static_cast<std::size_t>(i)]);
  }
  ValueField(panel, "comment",
             {.label = panel.say(Str::kFeedbackComment), .stored = own.comment, .max_code_points = kLongestComment},
             CommentFeedback);
  panel.ui.Text(panel.say(Str::kFeedbackSeen), kMutedText);
}

void DrawLastFeedback(const Panel& panel) {
  const Meeting& meeting = *panel.state.meeting;
  // The follow-up looks back on its meeting also before anything has been followed up.
  const std::int64_t follow_up = meeting.Round() * 2 + 1;
  const std::vector<Feedback> last =
      panel.state.view == View::kFollowUp ? FeedbackBefore(meeting, follow_up) : LastFeedback(meeting);
  if (last.empty()) return;
  auto card = panel.ui.Card("last feedback", CardKind::kPlain, panel.say(Str::kFeedbackLast));
  panel.ui.Heading(3, panel.say(Str::kFeedbackLast));
  auto list = panel.ui.List("said", panel.say(Str::kFeedbackLast), {.gap = 12});
  for (const Feedback& feedback : last) DrawSaid(panel, feedback);
}

}  // namespace samsyn
