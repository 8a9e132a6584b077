#include "client/panels/fill_agenda.h"

#include <algorithm>

#include "shared/meeting/phases.h"
#include "shared/meeting/voice.h"

namespace samsyn {

bool AgendaLacks(const AppState& state) {
  const std::vector<AgendaItem> agenda = state.meeting->Agenda();
  const std::vector<PersonsQuestion> questions = QuestionsOf(*state.meeting);
  return agenda.empty() || std::any_of(questions.begin(), questions.end(), [&](const PersonsQuestion& question) {
           return std::none_of(agenda.begin(), agenda.end(),
                               [&](const AgendaItem& item) { return item.question_record == question.record; });
         });
}

void DrawFillAgenda(const Panel& panel, Key key) {
  if (!AgendaLacks(panel.state) || !panel.state.MayWrite(DocumentKind::kPlan)) return;
  const bool begins = panel.state.meeting->Agenda().empty();
  auto row = panel.ui.Wrap();
  if (!panel.ui.Button(key, {.label = panel.say(begins ? Str::kMakeAgenda : Str::kCompleteAgenda),
                             .kind = ButtonKind::kPrimary,
                             .icon = Icon::kPlus})) {
    return;
  }
  const std::vector<std::string> titles = AgendaTitles(TemplateOf(*panel.state.meeting), panel.say);
  WantChange(panel, FillAgenda, titles);
}

}  // namespace samsyn
