// The same meeting with fewer things: where we are, what was written, the person's words, what is decided, and three
// large buttons. Anyone can choose it.
#include <algorithm>
#include <string>

#include "client/panels/item_picture.h"
#include "client/panels/panels.h"
#include "client/panels/read_aloud.h"
#include "client/panels/shared_text.h"
#include "shared/meeting/commitments.h"

namespace samsyn {
namespace {

constexpr float kSimpleWidth = 640;

void DrawWhere(const Panel& panel, const AgendaItem& item, const std::vector<AgendaItem>& agenda) {
  panel.ui.Text(WhereWeAre(panel, item, agenda), kMutedText);
  {
    auto head = panel.ui.Row({.align = Align::kStart});
    DrawItemPicture(panel, item);
    panel.ui.Heading(2, TitleOrUntitled(item.title, panel.say),
                     {.size = TextSize::kDisplay, .weight = Weight::kBold, .width = Fill()});
  }
  if (!item.question) return;
  auto quote = panel.ui.Quote();
  panel.ui.Text(panel.state.IsIndividual() ? std::string(panel.say(Str::kYourQuestion))
                                           : panel.say(Str::kPersonsQuestion, PersonsName(panel.state, panel.say)));
}

void DrawWritten(const Panel& panel, const AgendaItem& item) {
  auto card = panel.ui.Card("written");
  panel.ui.Heading(3, panel.say(Str::kWhatIsWritten));
  const std::string label = panel.say(Str::kNotesOf, TitleOrUntitled(item.title, panel.say));
  auto scope = panel.ui.KeyScope(RecordKey("notes", item.record));
  (void)SharedText(
      panel, "text", DocumentKind::kPlan, Meeting::NotesOf(item.record),
      {.label = label, .multiline = true, .placeholder = panel.say(Str::kVoiceNothing), .size = TextSize::kLarge});
  DrawApproval(panel, item);
}

// What was decided, for the person, with the yes that is theirs to say.
void DrawDecided(const Panel& panel) {
  const std::vector<Commitment> commitments = panel.state.meeting->Commitments();
  if (commitments.empty()) return;
  auto card = panel.ui.Card("decided");
  const std::string heading = panel.state.IsIndividual()
                                  ? std::string(panel.say(Str::kDecidedForMe))
                                  : panel.say(Str::kDecidedForPerson, PersonsName(panel.state, panel.say));
  panel.ui.Heading(3, heading);
  auto list = panel.ui.List("decided", heading, {.gap = 10});
  for (const Commitment& commitment : commitments) {
    auto item = panel.ui.ListItem(RecordKey("decided", commitment.record), CardKind::kBare, {.gap = 4});
    panel.ui.Text(TitleOrUntitled(commitment.what, panel.say), kBoldText);
    DrawWhoAndStanding(panel, commitment);
  }
}

}  // namespace

void DrawSimple(const Panel& panel) {
  auto column = panel.ui.Column({.gap = 14, .max_width = kSimpleWidth});
  const std::vector<AgendaItem> agenda = panel.state.meeting->Agenda();
  const OpId shown = panel.state.ShownItem();
  const auto found =
      std::find_if(agenda.begin(), agenda.end(), [&](const AgendaItem& item) { return item.record == shown; });
  if (found == agenda.end()) {
    auto card = panel.ui.Card("nothing");
    panel.ui.Text(panel.say(Str::kNothingChosen));
  } else {
    DrawWhere(panel, *found, agenda);
    DrawReadAloud(panel, SimpleAloud);
    DrawGoRound(panel);
    DrawWritten(panel, *found);
    DrawItemWords(panel, *found);
  }
  DrawAskWord(panel);
  DrawSpeaking(panel);
  DrawHands(panel);
  DrawDecided(panel);
}

}  // namespace samsyn
