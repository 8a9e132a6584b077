#include "shared/base/utf8.h"
#include "shared/export/plan_reader.h"
#include "shared/meeting/talk.h"
#include "shared/meeting/voice.h"

namespace samsyn {

std::vector<PlanBlock> PlanReader::NotesOf(const AgendaItem& item) const {
  std::vector<PlanBlock> blocks;
  PlanBlock text{.kind = PlanBlock::Kind::kText, .heading = item.number + ". " + TitleOr(item.title)};
  const std::string notes = meeting.Of(DocumentKind::kPlan).TextOf(Meeting::NotesOf(item.record));
  text.lines.push_back(IsBlank(notes) ? say(PlanWord::kNothing) : notes);
  if (item.shared) {
    const std::string shared = meeting.Of(*item.shared).TextOf(Meeting::SharedNotes());
    if (!IsBlank(shared)) text.lines.push_back(shared);
  }
  if (item.unknown) text.lines.push_back(say(PlanWord::kUnknownYet));
  if (ApprovalOf(meeting, item.record) == Approval::kApproved) {
    text.lines.push_back(say(PlanWord::kNotesApproved, Person()));
  }
  AddCorrections(item.record, text.lines);
  blocks.push_back(std::move(text));
  const ItemWords words = WordsUnder(meeting, item.record);
  if (!IsBlank(words.text)) {
    const std::string writer = WrittenBySomebodyElse(meeting, ItemWordsText(words.record), PersonId());
    blocks.push_back({.kind = PlanBlock::Kind::kQuote,
                      .heading = {},
                      .lines = {words.text},
                      .by = writer.empty() ? std::string() : say(PlanWord::kWrittenFor, NameOf(writer))});
  }
  return blocks;
}

std::string NotesAsText(const Meeting& meeting, const PlanWords& words, OpId item) {
  const PlanReader read{meeting, words};
  std::string text;
  for (const AgendaItem& any : meeting.Agenda()) {
    if (any.record != item) continue;
    for (const PlanBlock& block : read.NotesOf(any)) {
      if (!block.heading.empty()) text += block.heading + "\n";
      if (block.kind == PlanBlock::Kind::kQuote) text += words(PlanWord::kOwnWordsHere) + ":\n";
      for (const std::string& line : block.lines) text += line + "\n";
      if (!block.by.empty()) text += "(" + block.by + ")\n";
    }
  }
  return text;
}

}  // namespace samsyn
