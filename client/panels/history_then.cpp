// The meeting as it was, to be read, and its texts to be brought back.
#include <algorithm>

#include "client/panels/history.h"
#include "shared/meeting/summary.h"

namespace samsyn {
namespace {

struct OldText {
  DocumentKind document = DocumentKind::kPlan;
  FieldRef text;
  Key key;
  Str label = Str::kBringBackText;
  Str name = Str::kBringBackTextName;
};

bool IsSame(const Panel& panel, const Meeting& then, DocumentKind document, FieldRef text) {
  return panel.state.meeting->Of(document).TextOf(text) == then.Of(document).TextOf(text);
}

// Also when the meeting is closed: then the rule says what to do instead.
bool MayBringBack(const Panel& panel, DocumentKind document, FieldRef text) {
  if (panel.state.meeting->Of(document).IsDeleted(text.record)) return false;
  const Rule rule = MayEditText(*panel.state.meeting, panel.state.Me(), document, text);
  return rule == Rule::kNone || rule == Rule::kClosed;
}

void DrawBringBack(const Panel& panel, const Meeting& then, const OldText& old, const std::string& title) {
  if (IsSame(panel, then, old.document, old.text) || !MayBringBack(panel, old.document, old.text)) return;
  const std::string name = panel.say(old.name, title);
  if (panel.ui.Button(old.key, {.label = panel.say(old.label), .name = name, .icon = Icon::kUndo})) {
    panel.Want(intent::BringBackText{old.document, old.text});
  }
}

void DrawOldItem(const Panel& panel, const Meeting& then, const AgendaItem& item) {
  const std::string title = TitleOrUntitled(item.title, panel.say);
  auto card = panel.ui.Card(RecordKey("item", item.record), CardKind::kPlain, title);
  panel.ui.Heading(3, ItemName(item, panel.say), kBoldText);
  const FieldRef notes = Meeting::NotesOf(item.record);
  const std::string text = then.Of(DocumentKind::kPlan).TextOf(notes);
  if (text.empty()) {
    panel.ui.Text(panel.say(Str::kNothingWrittenThen), kMutedText);
  } else {
    panel.ui.Text(text);
  }
  if (IsSame(panel, then, DocumentKind::kPlan, notes) && !text.empty()) {
    panel.ui.Text(panel.say(Str::kSameNow), kMutedText);
  }
  auto row = panel.ui.Wrap();
  DrawBringBack(panel, then, {DocumentKind::kPlan, notes, "text"}, title);
  DrawBringBack(
      panel, then,
      {DocumentKind::kPlan, Meeting::TitleOf(item.record), "title", Str::kBringBackTitle, Str::kBringBackTitleName},
      title);
  const bool gone = panel.state.meeting->Of(DocumentKind::kPlan).IsDeleted(item.record);
  const std::string restore = panel.say(Str::kRestoreName, title);
  if (gone && panel.state.MayWrite(DocumentKind::kPlan) &&
      panel.ui.Button("restore", {.label = restore, .icon = Icon::kUndo})) {
    panel.Want(intent::RestoreItem{item.record});
  }
}

// "Tove · senast 4 dec", as it was then.
std::string OldWhoAndWhen(const Panel& panel, const Commitment& commitment) {
  std::string line =
      commitment.owner.empty() ? std::string(panel.say(Str::kNobodyYet)) : WriterName(panel, commitment.owner);
  if (!commitment.latest.empty()) {
    line += " · " + panel.say(Str::kLatestDate, panel.say.ShortDate(commitment.latest, panel.state.Today()));
  }
  return line;
}

void DrawOldCommitment(const Panel& panel, const Meeting& then, const Commitment& commitment) {
  const std::string what = TitleOrUntitled(commitment.what, panel.say);
  auto item = panel.ui.ListItem(RecordKey("commitment", commitment.record), CardKind::kPlain, {.gap = 6});
  panel.ui.Heading(4, what, kBoldText);
  panel.ui.Text(OldWhoAndWhen(panel, commitment), kMutedText);
  auto row = panel.ui.Wrap();
  DrawBringBack(panel, then, {DocumentKind::kOutcome, Meeting::WhatOf(commitment.record), "text"}, what);
  const bool gone = panel.state.meeting->Of(DocumentKind::kOutcome).IsDeleted(commitment.record);
  const std::string restore = panel.say(Str::kRestoreName, what);
  if (gone && panel.state.MayWrite(DocumentKind::kOutcome) &&
      panel.ui.Button("restore", {.label = restore, .icon = Icon::kUndo})) {
    panel.Want(intent::RestoreCommitment{commitment.record});
  }
}

void DrawWhen(const Panel& panel) {
  auto card = panel.ui.Card("when", CardKind::kNow);
  const std::string when = TimeText(panel, panel.state.back.at, panel.state.back.at);
  panel.ui.Text(panel.say(Str::kAsItWas, WriterName(panel, panel.state.back.participant), when), kBoldText);
  panel.ui.Text(panel.say(Str::kAsItWasAbout), kMutedText);
  auto row = panel.ui.Wrap();
  if (panel.ui.Button("now", {.label = panel.say(Str::kBackToNow), .kind = ButtonKind::kPrimary})) {
    panel.Want(intent::ShowAsItIs{});
  }
}

}  // namespace

void DrawAsItWas(const Panel& panel, const Meeting& then) {
  DrawWhen(panel);
  const OpId item = panel.state.back.item;
  bool any = false;
  for (const AgendaItem& old : then.Agenda()) {
    if (!item.IsNone() && old.record != item) continue;
    DrawOldItem(panel, then, old);
    any = true;
  }
  if (!any) {
    auto card = panel.ui.Card("nothing");
    panel.ui.Text(panel.say(Str::kNotThereThen));
  }
  std::vector<Commitment> commitments = then.Commitments();
  std::erase_if(commitments, [&](const Commitment& any_one) { return !item.IsNone() && any_one.item != item; });
  if (commitments.empty()) return;
  panel.ui.Heading(3, panel.say(Str::kOutcomes));
  auto list = panel.ui.List("commitments", panel.say(Str::kOutcomes));
  for (const Commitment& commitment : commitments) DrawOldCommitment(panel, then, commitment);
}

}  // namespace samsyn
