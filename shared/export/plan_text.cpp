#include "shared/export/plan_formats.h"

namespace samsyn {
namespace {

// Lines as they were written, and no sign that a record system would stumble on.
std::string Plain(const std::string& text) {
  std::string plain;
  for (const char letter : text) {
    if (letter == '\t') {
      plain += ' ';
    } else if (letter == '\n' || (static_cast<unsigned char>(letter) >= 0x20 && letter != 0x7F)) {
      plain += letter;
    }
  }
  return plain;
}

std::string Facts(const std::vector<PlanEntry>& entries) {
  std::string text;
  for (const PlanEntry& entry : entries) {
    text += Plain(entry.title) + ": ";
    for (const std::string& line : entry.lines) text += Plain(line) + "\n";
  }
  return text;
}

std::string Block(const PlanBlock& block) {
  std::string text;
  if (!block.heading.empty()) text += Plain(block.heading) + "\n";
  switch (block.kind) {
    case PlanBlock::Kind::kText:
      for (const std::string& line : block.lines) text += Plain(line) + "\n";
      break;
    case PlanBlock::Kind::kQuote:
      for (const std::string& line : block.lines) text += "”" + Plain(line) + "”\n";
      if (!block.by.empty()) text += "(" + Plain(block.by) + ")\n";
      break;
    case PlanBlock::Kind::kEntries:
      for (const PlanEntry& entry : block.entries) {
        text += "- " + Plain(entry.title) + "\n";
        for (const std::string& line : entry.lines) text += "  " + Plain(line) + "\n";
      }
      break;
    case PlanBlock::Kind::kFacts:
      text += Facts(block.entries);
      break;
    case PlanBlock::Kind::kTable:
      for (const auto& row : block.rows) {
        text += "- " + Plain(row.front().front()) + "\n";
        for (std::size_t i = 1; i < row.size(); ++i) {
          if (row[i].empty()) continue;
          text += "  " + Plain(block.columns[i]) + ": ";
          for (std::size_t k = 0; k < row[i].size(); ++k) text += (k == 0 ? "" : ", ") + Plain(row[i][k]);
          text += "\n";
        }
        for (std::size_t k = 1; k < row.front().size(); ++k) text += "  " + Plain(row.front()[k]) + "\n";
      }
      break;
  }
  return text + "\n";
}

}  // namespace

std::string PlanAsText(const PlanView& plan) {
  std::string text = Plain(plan.title) + "\n" + Plain(plan.subtitle) + "\n\n";
  for (const PlanSection& section : plan.sections) {
    text += Plain(section.heading) + "\n";
    for (const PlanBlock& block : section.blocks) text += Block(block);
  }
  while (text.size() > 1 && text[text.size() - 2] == '\n') text.pop_back();
  return text;
}

}  // namespace samsyn
