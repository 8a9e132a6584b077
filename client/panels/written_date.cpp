#include "client/panels/written_date.h"

#include "client/widgets/text_change.h"
#include "shared/base/utf8.h"

namespace samsyn {
namespace {

// As the relay has it.
constexpr int kLongestRetentionDays = 400;

const DateDraft& DraftOf(const Panel& panel, DecisionDate which) {
  return which == DecisionDate::kPurge ? panel.state.purge_date : panel.state.consent_until;
}

Str WhatIsWrong(const Panel& panel, DecisionDate which) {
  const std::optional<Date> day = ParseWrittenDate(DraftOf(panel, which).text, panel.state.Today());
  if (!day) return Str::kDateWrong;
  return *day < panel.state.Today() ? Str::kDatePassed : Str::kRetentionTooFar;
}

}  // namespace

WrittenDateResult WrittenDate(const Panel& panel, Key key, const WrittenDateSpec& spec) {
  const std::string_view wrong = spec.wrong.empty() ? panel.say(Str::kDateWrong) : spec.wrong;
  const TextFieldResult field = panel.ui.TextField(key, {.label = spec.label,
                                                         .text = spec.text,
                                                         .show_label = true,
                                                         .invalid = spec.invalid,
                                                         .placeholder = panel.say(Str::kDateHint),
                                                         .description = spec.invalid ? wrong : std::string_view(),
                                                         .max_code_points = 30,
                                                         .width = Fill()});
  WrittenDateResult result;
  if (!field.splices.empty()) result.changed = Spliced(spec.text, field.splices);
  result.finished = field.focus_lost || field.submitted;
  return result;
}

void DrawDecisionDate(const Panel& panel, Key key, Str label, DecisionDate which) {
  const DateDraft& draft = DraftOf(panel, which);
  const std::string_view wrong = draft.invalid ? panel.say(WhatIsWrong(panel, which)) : std::string_view();
  const WrittenDateResult result = WrittenDate(
      panel, key, {.label = panel.say(label), .text = draft.text, .invalid = draft.invalid, .wrong = wrong});
  if (result.changed) panel.Want(intent::ChangeDecisionDate{which, {*result.changed, false}});
  if (draft.invalid) panel.ui.Text(wrong, {.size = TextSize::kMuted, .tone = Tone::kStop});
}

DecidedDay TakeDecisionDate(const Panel& panel, DecisionDate which, EmptyDate empty) {
  const std::string& text = DraftOf(panel, which).text;
  if (IsBlank(text) && empty == EmptyDate::kIsNoDate) return {true, {}};
  const std::optional<Date> day = ParseWrittenDate(text, panel.state.Today());
  const bool too_far = day && which == DecisionDate::kPurge && panel.state.DaysUntil(*day) >= kLongestRetentionDays;
  if (day && *day >= panel.state.Today() && !too_far) return {true, day};
  panel.Want(intent::ChangeDecisionDate{which, {text, true}});
  return {};
}

}  // namespace samsyn
