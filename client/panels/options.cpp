// Shared decision making: what there is to choose from under an item, what is good and hard with each, and what the
// person says. Everyone writes options; the person chooses, in their own time.
#include "shared/meeting/options.h"

#include <algorithm>
#include <array>

#include "client/panels/fill_agenda.h"
#include "client/panels/option_editor.h"
#include "client/panels/panels.h"
#include "shared/meeting/records.h"

namespace samsyn {
namespace {

std::string Quoted(const std::string& text) { return "”" + text + "”"; }

// What the person has said about an option.
void DrawChosen(const Panel& panel, const Option& option) {
  if (panel.state.SpeaksForIndividual()) {
    DrawChoiceButtons(panel, option);
  } else {
    switch (option.choice) {
      case Choice::kWants:
        panel.ui.Pill(panel.say(Str::kChoiceWants), PillKind::kOk, Icon::kCheck);
        break;
      case Choice::kLater:
        panel.ui.Pill(panel.say(Str::kChoiceLater), PillKind::kTeal);
        break;
      case Choice::kNo:
        panel.ui.Pill(panel.say(Str::kChoiceNo), PillKind::kNeutral, Icon::kClose);
        break;
      case Choice::kNone:
        panel.ui.Text(panel.say(Str::kChoiceNone), kMutedText);
        break;
    }
  }
  if (!IsBlank(option.matters)) panel.ui.Text(Quoted(option.matters), kMutedText);
}

// In the meeting the table stands between two columns, and who chooses has buttons in it.
bool HasRoomForTable(const Panel& panel) {
  constexpr float kBetweenColumns = 1300;
  if (panel.ui.IsNarrow()) return false;
  const bool squeezed = panel.state.view == View::kMeeting && panel.ui.Width() < kBetweenColumns;
  return !squeezed || !panel.state.MayWrite(DocumentKind::kVoice);
}

std::string PersonsColumn(const Panel& panel) {
  return panel.state.IsIndividual() ? std::string(panel.say(Str::kChoiceYou)) : PersonsName(panel.state, panel.say);
}

void DrawTable(const Panel& panel, const std::vector<Option>& options) {
  const std::string person = PersonsColumn(panel);
  const std::array<Column, 4> columns = {Column{panel.say(Str::kOption)}, Column{panel.say(Str::kOptionGood)},
                                         Column{panel.say(Str::kOptionHard)}, Column{person}};
  auto table = panel.ui.Table("table", panel.say(Str::kOptions), columns);
  constexpr TextStyle kCell{.size = TextSize::kButton};
  for (const Option& option : options) {
    auto row = panel.ui.TableRow(RecordKey("row", option.record));
    {
      auto cell = panel.ui.Cell();
      panel.ui.Text(TitleOrUntitled(option.what, panel.say), {.size = TextSize::kButton, .weight = Weight::kBold});
    }
    {
      auto cell = panel.ui.Cell();
      panel.ui.Text(option.good, kCell);
    }
    {
      auto cell = panel.ui.Cell();
      panel.ui.Text(option.hard, kCell);
    }
    auto cell = panel.ui.Cell();
    DrawChosen(panel, option);
  }
}

void DrawLine(const Panel& panel, Str label, const std::string& text) {
  if (IsBlank(text)) return;
  const std::string start = std::string(panel.say(label)) + ": ";
  panel.ui.Text({{start, kMutedText}, {text, {}}});
}

// The same on a narrow screen.
void DrawCards(const Panel& panel, const std::vector<Option>& options) {
  auto list = panel.ui.List("cards", panel.say(Str::kOptions));
  for (const Option& option : options) {
    auto item = panel.ui.ListItem(RecordKey("card", option.record), CardKind::kPlain, {.gap = 6});
    panel.ui.Text(TitleOrUntitled(option.what, panel.say), kBoldText);
    DrawLine(panel, Str::kOptionGood, option.good);
    DrawLine(panel, Str::kOptionHard, option.hard);
    const std::string person = PersonsColumn(panel) + ":";
    panel.ui.Text(person, kMutedText);
    DrawChosen(panel, option);
  }
}

void DrawHead(const Panel& panel, OpId item, bool editing) {
  const std::vector<AgendaItem> agenda = panel.state.meeting->Agenda();
  const auto found = std::find_if(agenda.begin(), agenda.end(), [&](const auto& any) { return any.record == item; });
  const std::string title = TitleOrUntitled(found == agenda.end() ? std::string() : found->title, panel.say);
  auto head = panel.ui.Row();
  panel.ui.Heading(3, panel.say(Str::kOptions), {.weight = Weight::kBold, .width = Fill()});
  if (!panel.state.MayWrite(DocumentKind::kPlan)) return;
  const std::string name = panel.say(Str::kEditOptionsName, title);
  if (panel.ui.Button("edit", {.label = panel.say(editing ? Str::kOptionsDone : Str::kEditOptions),
                               .name = editing ? panel.say(Str::kOptionsDone) : std::string_view(name),
                               .kind = ButtonKind::kPlain,
                               .expanded = editing ? Tristate::kTrue : Tristate::kFalse})) {
    panel.Want(intent::EditOptions{editing ? OpId{} : item});
  }
}

std::vector<AgendaItem> ItemsToWeigh(const Panel& panel) {
  std::vector<AgendaItem> items = panel.state.meeting->Agenda();
  std::erase_if(items, [&](const AgendaItem& item) { return !item.question && !HasOptions(panel, item.record); });
  return items;
}

void DrawNothingYet(const Panel& panel) {
  auto card = panel.ui.Card("nothing");
  if (!panel.state.meeting->Agenda().empty()) return panel.ui.Text(panel.say(Str::kOptionsNoneAtAll));
  const bool writes = panel.state.MayWrite(DocumentKind::kPlan);
  panel.ui.Text(panel.say(writes ? Str::kOptionsNoItems : Str::kOptionsNoItemsReader));
}

}  // namespace

bool HasOptions(const Panel& panel, OpId item) { return !OptionsOf(*panel.state.meeting, item).empty(); }

void DrawOptions(const Panel& panel, OpId item) {
  const std::vector<Option> options = OptionsOf(*panel.state.meeting, item);
  const bool writes = panel.state.MayWrite(DocumentKind::kPlan);
  const bool editing = writes && panel.state.edited_options == item;
  auto scope = panel.ui.KeyScope(RecordKey("options", item));
  auto card = panel.ui.Card("options");
  DrawHead(panel, item, editing);
  if (editing) return DrawOptionEditors(panel, item, options);
  if (options.empty()) {
    panel.ui.Text(panel.say(writes ? Str::kOptionsNone : Str::kOptionsNoneReader), kMutedText);
  } else if (!HasRoomForTable(panel)) {
    DrawCards(panel, options);
  } else {
    DrawTable(panel, options);
  }
  DrawBecause(panel, options);
}

void DrawOptionsView(const Panel& panel) {
  panel.ui.Heading(2, panel.say(Str::kViewOptions), {.size = TextSize::kTitle, .weight = Weight::kBold});
  panel.ui.Text(panel.state.IsIndividual() ? std::string(panel.say(Str::kOptionsAboutYou))
                                           : panel.say(Str::kOptionsAbout, PersonsName(panel.state, panel.say)),
                kMutedText);
  const std::vector<AgendaItem> items = ItemsToWeigh(panel);
  for (const AgendaItem& item : items) {
    const std::string title = item.question ? *item.question : item.title;
    panel.ui.Heading(2, TitleOrUntitled(title, panel.say), {.size = TextSize::kLarge, .weight = Weight::kBold});
    if (item.question && item.title != *item.question) panel.ui.Text(item.number + " · " + item.title, kMutedText);
    DrawOptions(panel, item.record);
  }
  if (items.empty()) DrawNothingYet(panel);
  DrawFillAgenda(panel, "fill agenda");
}

}  // namespace samsyn
