// What the person wants to reach, in the long and in the short term.
#include "client/panels/value_field.h"
#include "client/panels/voice_part.h"
#include "shared/meeting/voice.h"

namespace samsyn {
namespace {

void DrawLatest(const Panel& panel, const Goal& goal) {
  if (!WritesVoice(panel)) {
    if (goal.latest.empty()) return;
    return panel.ui.Text(panel.say(Str::kLatestDate, panel.say.ShortDate(goal.latest, panel.state.Today())),
                         kMutedText);
  }
  ValueField(panel, "latest", {.label = panel.say(Str::kGoalLatest), .stored = goal.latest, .kind = ValueKind::kDate},
             Into(goal.record, SetGoalLatest));
}

void DrawBelongsTo(const Panel& panel, const Goal& goal) {
  const std::vector<PersonsQuestion> questions = QuestionsOf(*panel.state.meeting);
  std::vector<std::string> options = {std::string(panel.say(Str::kGoalNoQuestion))};
  std::size_t chosen = 0;
  for (const PersonsQuestion& question : questions) {
    if (question.record == goal.question) chosen = options.size();
    options.push_back(TitleOrUntitled(question.text, panel.say));
  }
  if (!WritesVoice(panel)) {
    if (chosen == 0) return;
    return panel.ui.Text(std::string(panel.say(Str::kGoalQuestion)) + ": " + options[chosen], kMutedText);
  }
  if (const auto choice = panel.ui.Select("question", {.label = panel.say(Str::kGoalQuestion),
                                                       .options = options,
                                                       .chosen = chosen,
                                                       .show_label = true,
                                                       .width = Fill()})) {
    WantChange(panel, SetGoalQuestion, goal.record, *choice == 0 ? OpId{} : questions[*choice - 1].record);
  }
}

void DrawFacts(const Panel& panel, const Goal& goal) {
  if (panel.ui.IsNarrow() || !WritesVoice(panel)) {
    DrawLatest(panel, goal);
    return DrawBelongsTo(panel, goal);
  }
  auto row = panel.ui.Row({.align = Align::kStart});
  DrawLatest(panel, goal);
  DrawBelongsTo(panel, goal);
}

void DrawGoal(const Panel& panel, const Goal& goal, const std::string& name) {
  auto item = panel.ui.ListItem(RecordKey("goal", goal.record), CardKind::kPlain, {.gap = 8});
  PersonsText(panel, "text", {.text = GoalText(goal.record), .label = name, .show_label = true});
  PersonsText(panel, "measure",
              {.text = GoalMeasure(goal.record),
               .label = panel.say(Str::kGoalMeasure),
               .placeholder = panel.say(Str::kGoalMeasureHint),
               .show_label = true});
  DrawFacts(panel, goal);
  if (!WritesVoice(panel)) return;
  auto row = panel.ui.Wrap();
  const std::string remove = panel.say(Str::kRemoveName, name);
  if (panel.ui.Button(
          "remove",
          {.label = panel.say(Str::kRemove), .name = remove, .kind = ButtonKind::kDanger, .icon = Icon::kTrash})) {
    WantChange(panel, RemoveGoal, goal.record);
  }
}

void DrawTerm(const Panel& panel, GoalTerm term) {
  const bool is_long = term == GoalTerm::kLong;
  std::vector<Goal> goals = GoalsOf(*panel.state.meeting);
  std::erase_if(goals, [&](const Goal& goal) { return goal.term != term; });
  const std::string_view title = panel.say(is_long ? Str::kGoalsLong : Str::kGoalsShort);
  auto scope = panel.ui.KeyScope(is_long ? "long" : "short");
  panel.ui.Heading(4, title);
  if (goals.empty()) {
    if (!WritesVoice(panel)) panel.ui.Text(panel.say(Str::kVoiceNothing), kMutedText);
  } else {
    auto list = panel.ui.List("list", title);
    for (std::size_t index = 0; index < goals.size(); ++index) {
      DrawGoal(panel, goals[index], panel.say(is_long ? Str::kGoalLong : Str::kGoalShort, std::to_string(index + 1)));
    }
  }
  if (!WritesVoice(panel)) return;
  auto row = panel.ui.Wrap();
  if (panel.ui.Button("add", {.label = panel.say(is_long ? Str::kAddGoalLong : Str::kAddGoalShort),
                              .kind = ButtonKind::kOutline,
                              .icon = Icon::kPlus})) {
    WantChange(panel, AddGoal, term);
  }
}

}  // namespace

void DrawVoiceGoals(const Panel& panel) {
  auto card = panel.ui.Card("goals", CardKind::kPlain, {}, {.gap = 12});
  auto scope = panel.ui.KeyScope("goals");
  panel.ui.Heading(3, ToOrAbout(panel, Str::kGoals, Str::kGoalsOther));
  if (WritesVoice(panel)) panel.ui.Text(panel.say(Str::kGoalsAbout), kMutedText);
  DrawTerm(panel, GoalTerm::kLong);
  DrawTerm(panel, GoalTerm::kShort);
}

}  // namespace samsyn
