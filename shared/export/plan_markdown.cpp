#include <cctype>

#include "shared/export/plan_formats.h"

namespace samsyn {
namespace {

// What somebody wrote, as words and nothing else: every sign that means something in CommonMark is escaped.
std::string Escaped(const std::string& text, const std::string& next_line) {
  std::string escaped;
  bool at_start = true;
  bool number = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char letter = text[i];
    if (letter == '\n') {
      // A line of its own, but no new paragraph: an empty one would end a list or a quote.
      if (!at_start && text.find_first_not_of(" \t\r\n", i) != std::string::npos) escaped += "\\\n" + next_line;
      at_start = true;
      number = false;
      continue;
    }
    if (letter == '\r' || (at_start && (letter == ' ' || letter == '\t'))) continue;
    const bool marks = std::string_view("\\`*_{}[]<>#|~&=").find(letter) != std::string_view::npos;
    const bool lists = (at_start && (letter == '-' || letter == '+')) || (number && (letter == '.' || letter == ')'));
    if (marks || lists) escaped += '\\';
    const bool prints = static_cast<unsigned char>(letter) >= 0x20 && letter != 0x7F;
    escaped += prints ? letter : ' ';
    number = (at_start || number) && std::isdigit(static_cast<unsigned char>(letter)) != 0;
    at_start = false;
  }
  return escaped;
}

std::string Line(const std::string& text) { return Escaped(text, ""); }
std::string InList(const std::string& text) { return Escaped(text, "  "); }

// Spaces inside would keep the stars from meaning anything.
std::string Strong(const std::string& text) {
  const std::string escaped = InList(text);
  const std::size_t end = escaped.find_last_not_of(" \t");
  return end == std::string::npos ? escaped : "**" + escaped.substr(0, end + 1) + "**";
}

std::string Facts(const std::vector<PlanEntry>& entries) {
  std::string text;
  for (const PlanEntry& entry : entries) {
    text += "- " + Strong(entry.title) + ": ";
    for (const std::string& line : entry.lines) text += InList(line);
    text += "\n";
  }
  return text + "\n";
}

std::string Block(const PlanBlock& block) {
  std::string text;
  if (!block.heading.empty()) text += "### " + Line(block.heading) + "\n\n";
  switch (block.kind) {
    case PlanBlock::Kind::kText:
      for (const std::string& line : block.lines) text += Line(line) + "\n\n";
      break;
    case PlanBlock::Kind::kQuote:
      for (const std::string& line : block.lines) text += "> ”" + Escaped(line, "> ") + "”\n";
      if (!block.by.empty()) text += ">\n> (" + Line(block.by) + ")\n";
      text += "\n";
      break;
    case PlanBlock::Kind::kEntries:
      for (const PlanEntry& entry : block.entries) {
        text += "- " + Strong(entry.title);
        for (const std::string& line : entry.lines) text += "\\\n  " + InList(line);
        text += "\n";
      }
      text += "\n";
      break;
    case PlanBlock::Kind::kFacts:
      text += Facts(block.entries);
      break;
    case PlanBlock::Kind::kTable:
      for (const auto& row : block.rows) {
        text += "- " + Strong(row.front().front());
        for (std::size_t i = 1; i < row.size(); ++i) {
          if (row[i].empty()) continue;
          text += "\\\n  " + InList(block.columns[i]) + ": ";
          for (std::size_t k = 0; k < row[i].size(); ++k) text += (k == 0 ? "" : ", ") + InList(row[i][k]);
        }
        for (std::size_t k = 1; k < row.front().size(); ++k) text += "\\\n  " + InList(row.front()[k]);
        text += "\n";
      }
      text += "\n";
      break;
  }
  return text;
}

}  // namespace

std::string PlanAsMarkdown(const PlanView& plan) {
  std::string text = "# " + Line(plan.title) + "\n\n" + Line(plan.subtitle) + "\n\n";
  for (const PlanSection& section : plan.sections) {
    text += "## " + Line(section.heading) + "\n\n";
    for (const PlanBlock& block : section.blocks) text += Block(block);
  }
  return text;
}

}  // namespace samsyn
