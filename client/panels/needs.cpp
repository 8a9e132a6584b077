// Unresolved needs: what nobody could take, and who carries it on.
#include "shared/meeting/needs.h"

#include <algorithm>

#include "client/panels/panels.h"
#include "client/panels/plan_words.h"
#include "client/panels/shared_text.h"
#include "client/panels/value_field.h"

namespace samsyn {
namespace {

void DrawTried(const Panel& panel, const Need& need) {
  auto group = panel.ui.Group("tried", panel.say(Str::kNeedTried), {.gap = 4});
  panel.ui.Text(panel.say(Str::kNeedTried), {.size = TextSize::kMuted, .weight = Weight::kBold});
  auto wrap = panel.ui.Wrap();
  for (const Participant& who : panel.state.meeting->Participants()) {
    if (who.role == Role::kIndividual) continue;
    const bool tried = std::find(need.tried.begin(), need.tried.end(), who.id) != need.tried.end();
    if (const auto now =
            panel.ui.Checkbox(Key("tried", OpIdHash{}(who.record)), {.label = FirstName(who.name), .checked = tried})) {
      WantChange(panel, SetTried, need.record, who.id, *now);
    }
  }
}

void DrawEditor(const Panel& panel, const Need& need) {
  const auto text = [&](Key key, Str label, FieldRef field) {
    (void)SharedText(panel, key, DocumentKind::kOutcome, field,
                     {.label = panel.say(label), .multiline = true, .show_label = true, .max_code_points = 2000});
  };
  text("what", Str::kNeedWhat, NeedWhat(need.record));
  DrawTried(panel, need);
  text("reason", Str::kNeedReason, NeedReason(need.record));
  PersonChoice(panel, "carrier", {.label = panel.say(Str::kNeedCarrier), .chosen = need.carrier},
               Into(need.record, SetCarrier));
  text("next", Str::kNeedNext, NeedNext(need.record));
  ValueField(panel, "latest", {.label = panel.say(Str::kLatest), .stored = need.latest, .kind = ValueKind::kDate},
             Into(need.record, SetNeedLatest));
  auto buttons = panel.ui.Wrap();
  if (panel.ui.Button("done", {.label = panel.say(Str::kEditDone), .kind = ButtonKind::kOutline})) {
    panel.Want(intent::EditNeed{});
  }
  const std::string remove = panel.say(Str::kRemoveName, TitleOrUntitled(need.what, panel.say));
  if (panel.ui.Button(
          "remove",
          {.label = panel.say(Str::kRemove), .name = remove, .kind = ButtonKind::kDanger, .icon = Icon::kTrash})) {
    WantChange(panel, RemoveNeed, need.record);
    panel.Want(intent::EditNeed{});
  }
}

// "Karin för den vidare · Tar upp det med cheferna · senast 15 dec"
std::string NeedLine(const Panel& panel, const Need& need) {
  if (need.carrier.empty()) return std::string(panel.say(Str::kNeedNobodyCarries));
  std::string line = panel.say(Str::kNeedCarriedBy, panel.state.FirstNameOf(need.carrier));
  if (!need.next.empty()) line += " · " + need.next;
  if (!need.latest.empty()) {
    line += " · " + panel.say(Str::kLatestDate, panel.say.ShortDate(need.latest, panel.state.Today()));
  }
  return line;
}

void DrawNeed(const Panel& panel, const Need& need) {
  auto card = panel.ui.ListItem(RecordKey("need", need.record), CardKind::kDashedWarning, {.gap = 6});
  const std::string what = TitleOrUntitled(need.what, panel.say);
  const bool writes = panel.state.MayWrite(DocumentKind::kOutcome);
  const bool editing = writes && panel.state.edited_need == need.record;
  {
    auto head = panel.ui.Row({.align = Align::kStart});
    panel.ui.Heading(4, what, {.weight = Weight::kBold, .width = Fill()});
    const std::string edit = panel.say(Str::kEditCommitment, what);
    if (writes && panel.ui.Button("edit", {.label = panel.say(Str::kEdit),
                                           .name = edit,
                                           .kind = ButtonKind::kPlain,
                                           .expanded = editing ? Tristate::kTrue : Tristate::kFalse})) {
      panel.Want(intent::EditNeed{editing ? OpId{} : need.record});
    }
  }
  if (editing) return DrawEditor(panel, need);
  panel.ui.Text(NeedLine(panel, need), kMutedText);
  if (!need.reason.empty()) panel.ui.Text(need.reason, kMutedText);
}

void DrawRemovedNeeds(const Panel& panel) {
  if (!panel.state.MayWrite(DocumentKind::kOutcome)) return;
  for (const Need& need : DeletedNeedsOf(*panel.state.meeting)) {
    if (RestoreButton(panel, need.record, need.what)) {
      WantChange(panel, RestoreNeed, need.record);
    }
  }
}

}  // namespace

void DrawNeeds(const Panel& panel) {
  const std::vector<Need> needs = NeedsOf(*panel.state.meeting);
  const bool writes = panel.state.MayWrite(DocumentKind::kOutcome);
  if (!needs.empty()) {
    panel.ui.Heading(3, panel.say(Str::kNeeds));
    auto list = panel.ui.List("needs", panel.say(Str::kNeeds));
    for (const Need& need : needs) DrawNeed(panel, need);
  }
  if (writes &&
      panel.ui.Button(
          "add need",
          {.label = panel.say(Str::kAddNeed), .icon = Icon::kPlus, .width = Fill(), .label_align = Align::kStart})) {
    panel.Want(intent::AddNeed{panel.state.ShownItem()});
  }
  DrawRemovedNeeds(panel);
}

}  // namespace samsyn
