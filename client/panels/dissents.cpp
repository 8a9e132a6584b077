// Dissent: anyone writes one, and nobody else can change or delete it.
#include "client/panels/panels.h"
#include "client/panels/value_field.h"
#include "shared/base/utf8.h"
#include "shared/meeting/needs.h"

namespace samsyn {
namespace {

// A field for one's own opinion: a new one, or one that is changed. What is typed is one's own until it is saved.
void DrawEditor(const Panel& panel, OpId dissent, const std::string& before) {
  panel.ui.Text(panel.say(Str::kDissentAbout), kMutedText);
  const std::string text =
      DraftField(panel, "text", {.label = panel.say(Str::kDissentLabel), .before = before, .max_code_points = 4000})
          .text;
  auto row = panel.ui.Wrap();
  const bool saved = panel.ui.Button("save", {.label = panel.say(Str::kSaveDissent), .kind = ButtonKind::kPrimary});
  const bool cancelled = panel.ui.Button("cancel", {.label = panel.say(Str::kCancel)});
  if (saved && dissent == kNewDissent) WantChange(panel, WriteDissent, text, panel.state.ShownItem());
  if (saved && dissent != kNewDissent) WantChange(panel, ChangeDissent, dissent, text);
  if (cancelled || (saved && !IsBlank(text))) {
    panel.Want(intent::EditDissent{});
    ForgetDraft(panel, "text");
  }
}

void DrawDissent(const Panel& panel, const Dissent& dissent) {
  auto item = panel.ui.ListItem(RecordKey("dissent", dissent.record), CardKind::kPlain, {.gap = 6});
  const std::string who = panel.state.FirstNameOf(dissent.writer);
  if (panel.state.edited_dissent == dissent.record) return DrawEditor(panel, dissent.record, dissent.text);
  panel.ui.Text({{who + ": ", kBoldText}, {"”" + dissent.text + "”", {}}});
  if (!panel.state.MayWrite(DocumentKind::kPlan)) return;
  auto row = panel.ui.Wrap();
  const std::string edit = panel.say(Str::kEditDissentName, who);
  const std::string remove = panel.say(Str::kRemoveDissentName, who);
  // Who may not is told why, and that nobody may.
  if (panel.ui.Button("edit", {.label = panel.say(Str::kEdit), .name = edit, .kind = ButtonKind::kPlain})) {
    if (dissent.writer == panel.state.me) {
      panel.Want(intent::EditDissent{dissent.record});
    } else {
      WantChange(panel, ChangeDissent, dissent.record, dissent.text);
    }
  }
  if (panel.ui.Button("remove", {.label = panel.say(Str::kRemove), .name = remove, .kind = ButtonKind::kPlain})) {
    WantChange(panel, RemoveDissent, dissent.record);
  }
}

}  // namespace

void DrawNewDissent(const Panel& panel) {
  if (panel.state.edited_dissent != kNewDissent) return;
  auto card = panel.ui.Card("new dissent", CardKind::kNow);
  DrawEditor(panel, kNewDissent, {});
}

void DrawDissents(const Panel& panel) {
  const std::vector<Dissent> dissents = DissentsOf(*panel.state.meeting);
  if (dissents.empty()) return;
  panel.ui.Heading(3, panel.say(Str::kDissents));
  auto list = panel.ui.List("dissents", panel.say(Str::kDissents));
  for (const Dissent& dissent : dissents) DrawDissent(panel, dissent);
}

}  // namespace samsyn
