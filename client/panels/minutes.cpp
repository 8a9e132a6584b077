#include <algorithm>

#include "client/panels/item_picture.h"
#include "client/panels/panels.h"
#include "client/panels/read_aloud.h"
#include "client/panels/shared_text.h"
#include "shared/base/utf8.h"
#include "shared/meeting/options.h"
#include "shared/meeting/talk.h"

namespace samsyn {
namespace {

bool LeadsMeeting(const AppState& state) {
  return state.role == Role::kChair || state.role == Role::kIndividual || state.access.secretary == state.me;
}

void DrawNext(const Panel& panel) {
  const OpId next = panel.state.meeting->NextItem();
  if (next.IsNone() || !LeadsMeeting(panel.state)) return;
  const bool started = !panel.state.meeting->CurrentItem().IsNone();
  if (panel.ui.Button("next", {.label = panel.say(started ? Str::kNextItem : Str::kStartMeeting),
                               .icon_after = Icon::kArrowRight})) {
    panel.Want(intent::GoTo{next});
    panel.Want(intent::ChooseItem{});
  }
}

void DrawEdit(const Panel& panel, const AgendaItem& item) {
  if (!panel.state.MayWrite(DocumentKind::kPlan)) return;
  const bool editing = panel.state.edited_item == item.record;
  const std::string name = panel.say(Str::kEditItem, item.number);
  if (panel.ui.Button("edit", {.label = panel.say(Str::kEdit),
                               .name = name,
                               .kind = ButtonKind::kPlain,
                               .expanded = editing ? Tristate::kTrue : Tristate::kFalse})) {
    panel.Want(intent::EditItem{editing ? OpId{} : item.record});
  }
}

void DrawHead(const Panel& panel, const AgendaItem& item) {
  const std::string title = TitleOrUntitled(item.title, panel.say);
  if (panel.ui.IsNarrow()) {
    auto head = panel.ui.Row({.align = Align::kStart});
    DrawItemPicture(panel, item);
    panel.ui.Heading(2, title, {.size = TextSize::kDisplay, .weight = Weight::kBold, .width = Fill()});
    return DrawEdit(panel, item);
  }
  auto head = panel.ui.Row();
  DrawItemPicture(panel, item);
  panel.ui.Heading(2, item.number + " · " + title,
                   {.size = TextSize::kLarge, .weight = Weight::kBold, .width = Fill()});
  DrawEdit(panel, item);
  if (item.state == ItemState::kNow || panel.state.meeting->CurrentItem().IsNone()) DrawNext(panel);
}

// Somebody reads another item than the one the meeting is on.
void DrawElsewhere(const Panel& panel, const AgendaItem& item, const std::vector<AgendaItem>& agenda) {
  const OpId current = panel.state.meeting->CurrentItem();
  const auto now = std::find_if(agenda.begin(), agenda.end(),
                                [&](const AgendaItem& candidate) { return candidate.record == current; });
  if (item.state == ItemState::kNow || now == agenda.end()) return;
  auto card = panel.ui.Card("elsewhere", CardKind::kNow);
  auto row = panel.ui.Wrap({.align = Align::kCenter});
  panel.ui.Text(panel.say(Str::kViewing), {.width = Fit()});
  if (panel.ui.Button("follow", {.label = panel.say(Str::kFollow, now->number), .icon_after = Icon::kArrowRight})) {
    panel.Want(intent::ChooseItem{});
  }
  if (LeadsMeeting(panel.state) && panel.ui.Button("go here", {.label = panel.say(Str::kGoToItem)})) {
    panel.Want(intent::GoTo{item.record});
    panel.Want(intent::ChooseItem{});
  }
}

void DrawQuestion(const Panel& panel, const AgendaItem& item) {
  if (!item.question) return;
  auto quote = panel.ui.Quote();
  if (panel.state.role == Role::kIndividual && panel.ui.IsNarrow()) {
    panel.ui.Text(panel.say(Str::kYourQuestion));
    return;
  }
  panel.ui.Text("”" + *item.question + "”", {.size = TextSize::kQuote});
  panel.ui.Text(panel.say(Str::kPersonsQuestion, FirstName(panel.state.Individual().name)), kMutedText);
}

std::string WhoWrites(const Panel& panel, const AgendaItem& item) {
  const std::string guests = item.shared ? panel.state.GuestsOf(*item.shared) : std::string();
  if (!guests.empty()) return panel.say(Str::kGuestDoesNotSee, guests);
  if (!panel.state.MayWrite(DocumentKind::kPlan)) return std::string(panel.say(Str::kReadOnlyNotes));
  const std::string& secretary = panel.state.access.secretary;
  if (!secretary.empty() && panel.state.IsHere(secretary)) {
    return panel.say(Str::kWritesForGroup, panel.state.FirstNameOf(secretary));
  }
  return std::string(panel.say(Str::kEveryoneWrites));
}

// What is selected in the notes, to begin a commitment with.
std::string SelectedText(const Panel& panel, FieldRef notes) {
  const auto& writing = panel.state.writing ? panel.state.writing : panel.state.last_writing;
  if (!writing || writing->text != notes) return {};
  const Document& plan = panel.state.meeting->Of(DocumentKind::kPlan);
  const auto [start, end] = std::minmax({plan.PositionOf(notes, writing->start), plan.PositionOf(notes, writing->end)});
  const std::string text = plan.TextOf(notes);
  std::string selected(CodePointSlice(text, start, end - start));
  std::replace(selected.begin(), selected.end(), '\n', ' ');
  return selected;
}

// Who has written what stands there, in the order they come in it.
void DrawAuthors(const Panel& panel, const AgendaItem& item) {
  const Document& plan = panel.state.meeting->Of(DocumentKind::kPlan);
  const FieldRef notes = Meeting::NotesOf(item.record);
  std::vector<std::string> names;
  for (const IdRange& characters : plan.CharactersIn(notes, 0, plan.TextSize(notes))) {
    const std::string writer = panel.state.meeting->WriterOf(characters.first.replica);
    const std::string name = writer.empty() ? std::string() : panel.state.FirstNameOf(writer);
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  if (names.empty()) return;
  const std::string all = NamesText(names, panel.say);
  auto row = panel.ui.Wrap({.align = Align::kCenter});
  panel.ui.Text(panel.say(Str::kWrittenBy, all), {.size = TextSize::kMuted, .tone = Tone::kSoft, .width = Fit()});
  const std::string history = panel.say(Str::kSeeHistoryName, TitleOrUntitled(item.title, panel.say));
  if (panel.ui.Button("history", {.label = panel.say(Str::kSeeHistory), .name = history, .kind = ButtonKind::kPlain})) {
    panel.Want(intent::ShowHistory{item.record});
  }
}

void DrawNotes(const Panel& panel, const AgendaItem& item) {
  auto card = panel.ui.Card("notes");
  const bool narrow = panel.ui.IsNarrow();
  {
    auto head = panel.ui.Row({.justify = Justify::kBetween});
    panel.ui.Heading(3, panel.say(narrow ? Str::kWhatIsWritten : Str::kNotes));
    if (!narrow) panel.ui.Text(WhoWrites(panel, item), {.size = TextSize::kMuted, .tone = Tone::kSoft, .width = Fit()});
  }
  const std::string label = panel.say(Str::kNotesOf, TitleOrUntitled(item.title, panel.say));
  auto scope = panel.ui.KeyScope(RecordKey("notes", item.record));
  (void)SharedText(panel, "text", DocumentKind::kPlan, Meeting::NotesOf(item.record),
                   {.label = label,
                    .multiline = true,
                    .placeholder = panel.say(Str::kNotesPlaceholder),
                    .min_height = 150,
                    .size = narrow ? TextSize::kLarge : TextSize::kBody});
  DrawApproval(panel, item);
  DrawAuthors(panel, item);
  if (item.unknown) panel.ui.Pill(panel.say(Str::kIsUnknown), PillKind::kTeal);
  DrawCorrections(panel, item.record, TitleOrUntitled(item.title, panel.say));
}

// Somebody is invited to this item only: what is written here they see, too.
void DrawShared(const Panel& panel, const AgendaItem& item) {
  if (!item.shared) return;
  auto scope = panel.ui.KeyScope(RecordKey("shared", item.record));
  DrawSharedNotes(panel, *item.shared, item.title);
}

void DrawTalkActions(const Panel& panel, const AgendaItem& item) {
  if (panel.ui.Button("word", {.label = panel.say(Str::kExplainWord)})) panel.Want(intent::AskWord{true});
  if (panel.ui.Button("dissent", {.label = panel.say(Str::kWriteDissent)})) {
    panel.Want(intent::EditDissent{kNewDissent});
  }
  const bool options = HasOptions(panel, item.record);
  if (!options && panel.ui.Button("options", {.label = panel.say(Str::kViewOptions)})) {
    WantChange(panel, AddOption, item.record, std::string());
    panel.Want(intent::ShowView{View::kOptions});
  }
  const std::string unknown = panel.say(Str::kUnknownYetName, TitleOrUntitled(item.title, panel.say));
  if (panel.ui.Button("unknown", {.label = panel.say(Str::kUnknownYet),
                                  .name = unknown,
                                  .pressed = item.unknown ? Tristate::kTrue : Tristate::kFalse})) {
    WantChange(panel, SetUnknown, item.record, !item.unknown);
  }
  if (CurrentGoRound(*panel.state.meeting).record.IsNone() &&
      panel.ui.Button("round", {.label = panel.say(Str::kGoRound)})) {
    WantChange(panel, StartGoRound, item.record);
  }
}

void DrawActions(const Panel& panel, const AgendaItem& item) {
  if (!panel.state.MayWrite(DocumentKind::kPlan)) return;
  auto row = panel.ui.Wrap();
  if (panel.state.MayWrite(DocumentKind::kOutcome) &&
      panel.ui.Button("commitment",
                      {.label = panel.say(Str::kMakeCommitment), .kind = ButtonKind::kPrimary, .icon = Icon::kPlus})) {
    panel.Want(intent::AddCommitment{SelectedText(panel, Meeting::NotesOf(item.record)), item.record});
    panel.Want(intent::ShowTab{Tab::kOutcomes});
  }
  DrawTalkActions(panel, item);
  if (panel.ui.Button("undo", {.label = panel.say(Str::kUndo), .icon = Icon::kUndo})) panel.Want(intent::Undo{});
  if (panel.ui.Button("redo", {.label = panel.say(Str::kRedo), .icon = Icon::kRedo})) panel.Want(intent::Redo{});
  if (panel.ui.IsNarrow() && item.state == ItemState::kNow) DrawNext(panel);
}

}  // namespace

std::string WhereWeAre(const Panel& panel, const AgendaItem& item, const std::vector<AgendaItem>& agenda) {
  const auto part = [](const AgendaItem& any) { return std::to_string(std::stoi(any.number)); };
  return panel.say(Str::kWhereWeAre, part(item), part(agenda.back()));
}

void DrawMinutes(const Panel& panel) {
  const std::vector<AgendaItem> agenda = panel.state.meeting->Agenda();
  const OpId shown = panel.state.ShownItem();
  const auto found =
      std::find_if(agenda.begin(), agenda.end(), [&](const AgendaItem& item) { return item.record == shown; });
  if (found == agenda.end()) {
    DrawLastFeedback(panel);
    panel.ui.Heading(2, panel.say(Str::kNotes));
    auto card = panel.ui.Card("nothing");
    panel.ui.Text(panel.say(Str::kNothingChosen));
    auto row = panel.ui.Row();
    DrawNext(panel);
    return;
  }
  if (panel.ui.IsNarrow()) panel.ui.Text(WhereWeAre(panel, *found, agenda), kMutedText);
  DrawHead(panel, *found);
  if (panel.state.edited_item == found->record) DrawItemEditor(panel, *found);
  DrawElsewhere(panel, *found, agenda);
  DrawQuestion(panel, *found);
  DrawReadAloud(panel, [item = found->record](const Panel& spoken) { return ItemAloud(spoken, item); });
  DrawGoRound(panel);
  DrawNotes(panel, *found);
  DrawShared(panel, *found);
  DrawItemWords(panel, *found);
  DrawOptions(panel, found->record);
  DrawAskWord(panel);
  DrawNewDissent(panel);
  DrawActions(panel, *found);
  DrawWords(panel);
  DrawGlossary(panel);
}

}  // namespace samsyn
