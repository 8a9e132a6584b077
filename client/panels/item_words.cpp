// What the person says of what is written under an item, and in their own words.
#include "client/panels/panels.h"
#include "client/panels/shared_text.h"
#include "shared/meeting/talk.h"

namespace samsyn {
namespace {

void DrawApprovalState(const Panel& panel, Approval approval) {
  const std::string person = PersonsName(panel.state, panel.say);
  if (approval == Approval::kApproved) {
    const std::string text =
        panel.state.IsIndividual() ? std::string(panel.say(Str::kApprovedYou)) : panel.say(Str::kApproved, person);
    panel.ui.Pill(text, PillKind::kOk, Icon::kCheck);
  } else if (approval == Approval::kChanged) {
    panel.ui.Pill(panel.say(Str::kApprovedChanged, person), PillKind::kWarning);
  }
}

}  // namespace

void DrawApproval(const Panel& panel, const AgendaItem& item) {
  const std::string title = TitleOrUntitled(item.title, panel.say);
  const Approval approval = ApprovalOf(*panel.state.meeting, item.record);
  const bool speaks = panel.state.MayWrite(DocumentKind::kVoice);
  if (!speaks && approval == Approval::kNone) return;
  auto row = panel.ui.Wrap();
  DrawApprovalState(panel, approval);
  if (!speaks) return;
  if (approval == Approval::kApproved) {
    const std::string back = panel.say(Str::kNotRightAfterAllName, title);
    if (panel.ui.Button("take back", {.label = panel.say(Str::kNotRightAfterAll), .name = back})) {
      WantChange(panel, TakeApprovalBack, item.record);
    }
    return;
  }
  const std::string approve = panel.say(Str::kApproveName, title);
  const std::string change = panel.say(Str::kApproveNotName, title);
  if (panel.ui.Button("approve", {.label = panel.say(Str::kApprove), .name = approve, .kind = ButtonKind::kOutline})) {
    WantChange(panel, ApproveNotes, item.record);
  }
  if (panel.ui.Button("change", {.label = panel.say(Str::kApproveNot), .name = change})) {
    panel.ui.Focus("text");  // the notes, in the same container
  }
}

void DrawItemWords(const Panel& panel, const AgendaItem& item) {
  const ItemWords words = WordsUnder(*panel.state.meeting, item.record);
  const bool speaks = panel.state.MayWrite(DocumentKind::kVoice);
  if (!speaks && words.text.empty()) return;
  auto scope = panel.ui.KeyScope(RecordKey("words", item.record));
  const std::string heading = panel.state.IsIndividual()
                                  ? std::string(panel.say(Str::kAddOwnWords))
                                  : panel.say(Str::kPersonsWords, PersonsName(panel.state, panel.say));
  if (!speaks) {
    auto quote = panel.ui.Quote();
    panel.ui.Text("”" + words.text + "”", {.size = TextSize::kQuote});
    panel.ui.Text(heading, kMutedText);
    return;
  }
  auto card = panel.ui.Card("own words");
  panel.ui.Heading(3, heading);
  const std::string label = panel.say(Str::kOwnWordsOf, TitleOrUntitled(item.title, panel.say));
  (void)SharedTextToBe(panel, "text", DocumentKind::kVoice, ItemWordsText(words.record),
                       {.label = label, .multiline = true, .placeholder = panel.say(Str::kNotesPlaceholder)},
                       [record = item.record](Meeting& meeting, const Actor& me, const std::string& text) {
                         return WriteFirstWords(meeting, me, record, text);
                       });
}

}  // namespace samsyn
