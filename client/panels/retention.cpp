#include "client/panels/deciding.h"
#include "client/panels/panels.h"
#include "client/panels/written_date.h"

namespace samsyn {
namespace {

constexpr int kChoices[] = {30, 60, 90};  // days from today

void DrawMove(const Panel& panel) {
  panel.ui.Heading(3, panel.say(Str::kRetentionMove));
  {
    auto choices = panel.ui.Wrap();
    for (const int days : kChoices) {
      const Date day = std::chrono::sys_days{panel.state.Today()} + std::chrono::days{days};
      const std::string number = std::to_string(days);
      const std::string label = panel.say(Str::kRetentionInDays, number);
      const std::string name = panel.say(Str::kRetentionInDaysName, number, DayText(day, panel.state, panel.say));
      if (DecisionButton(panel, Key("days", static_cast<std::uint64_t>(days)), {.label = label, .name = name})) {
        panel.Want(intent::Decide{decision::SetPurge{panel.state.EndOf(day)}});
      }
    }
  }
  DrawDecisionDate(panel, "day", Str::kRetentionDay, DecisionDate::kPurge);
  auto row = panel.ui.Wrap();
  if (!DecisionButton(panel, "save", {.label = panel.say(Str::kRetentionSave)})) return;
  const DecidedDay day = TakeDecisionDate(panel, DecisionDate::kPurge, EmptyDate::kIsWrong);
  if (!day.valid) return;
  panel.Want(intent::Decide{decision::SetPurge{panel.state.EndOf(*day.day)}});
  panel.Want(intent::ChangeDecisionDate{DecisionDate::kPurge, {}});
}

void DrawPurge(const Panel& panel) {
  const Question question{Question::About::kPurge, {}};
  panel.ui.Divider();
  {
    auto row = panel.ui.Wrap();
    AskButton(panel, "purge", question,
              {.label = panel.say(Str::kPurgeNow), .kind = ButtonKind::kDanger, .icon = Icon::kTrash});
  }
  DrawQuestion(panel, question, {panel.say(Str::kAskPurge), panel.say(Str::kAskPurgeYes), decision::Purge{}});
}

}  // namespace

std::string RetentionInShort(const Panel& panel) {
  const std::int64_t at = panel.state.access.purge_at;
  if (at == 0) return std::string(panel.say(Str::kRetentionNoDay));
  return panel.say(Str::kRetentionShort, DaysLeftText(panel.state.LastDayBefore(at), panel.state, panel.say));
}

void DrawRetention(const Panel& panel) {
  if (const std::int64_t at = panel.state.access.purge_at; at == 0) {
    panel.ui.Text(panel.say(Str::kRetentionNoDay), kBoldText);
  } else {
    const Date day = panel.state.LastDayBefore(at);
    panel.ui.Text(
        panel.say(Str::kRetentionWhen, DaysLeftText(day, panel.state, panel.say), DayText(day, panel.state, panel.say)),
        kBoldText);
  }
  panel.ui.Text(panel.say(Str::kRetentionAbout), kMutedText);
  if (panel.state.role != Role::kIndividual && panel.state.role != Role::kChair) return;
  DrawMove(panel);
  DrawPurge(panel);
}

}  // namespace samsyn
