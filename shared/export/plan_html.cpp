#include "shared/export/markup.h"
#include "shared/export/plan_formats.h"

namespace samsyn {
namespace {

constexpr const char* kStyle = R"(
:root { color-scheme: light; }
body { font: 1.0625rem/1.5 "Atkinson Hyperlegible", Verdana, Arial, sans-serif; color: #1d2b2f; background: #fff;
  max-width: 46rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0; }
h2 { font-size: 1.35rem; margin: 1.75rem 0 .5rem; padding-top: .6rem; border-top: 2px solid #1f6f6b; }
h3 { font-size: 1.0625rem; margin: 1.25rem 0 .35rem; }
.what { font-size: 1.15rem; margin: .25rem 0 1rem; }
p { margin: .35rem 0; white-space: pre-line; }
blockquote { margin: .5rem 0; padding: .35rem 0 .35rem 1rem; border-left: 4px solid #1f6f6b; font-size: 1.15rem; }
blockquote footer, .more { color: #44565a; font-size: .94em; }
dl { display: grid; grid-template-columns: minmax(9rem, max-content) 1fr; gap: .25rem 1rem; margin: .5rem 0; }
dt { font-weight: 700; }
dd { margin: 0; white-space: pre-line; }
ul { padding-left: 1.25rem; margin: .35rem 0; }
li { margin: .5rem 0; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem .4rem 0; border-bottom: 1px solid #8aa0a3;
  font-weight: 400; }
thead th, .name { font-weight: 700; }
td, th { overflow-wrap: break-word; }
.of-4 { table-layout: fixed; }
.of-4 th:first-child { width: 39%; }
.of-4 th:nth-child(2) { width: 20%; }
.of-4 th:nth-child(3) { width: 24%; }
@media (max-width: 36rem) {
  dl { display: block; }
  thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  tr, td, tbody th, .of-4 th:first-child { display: block; width: auto; border: 0; padding: .1rem 0; }
  tr { border-bottom: 1px solid #8aa0a3; padding: .5rem 0; }
}
@page { size: A4; margin: 18mm 18mm 20mm; @bottom-right { content: counter(page) " / " counter(pages); font: 9pt sans-serif; } }
@media print {
  body { font-size: 11pt; margin: 0; padding: 0; max-width: none; }
  h2, h3 { break-after: avoid; }
  tr, li, blockquote { break-inside: avoid; }
}
)";

// Signs that steer a terminal have no place in a page.
std::string Escaped(const std::string& text) {
  std::string escaped;
  for (const char letter : text) {
    const bool has_place = static_cast<unsigned char>(letter) >= 0x20 || letter == '\n' || letter == '\t';
    if (has_place) AppendEscaped(escaped, letter);
  }
  return escaped;
}

std::string Element(const std::string& tag, const std::string& content) {
  return "<" + tag + ">" + content + "</" + tag.substr(0, tag.find(' ')) + ">\n";
}

std::string Facts(const std::vector<PlanEntry>& entries) {
  std::string html = "<dl>\n";
  for (const PlanEntry& entry : entries) {
    html += Element("dt", Escaped(entry.title));
    for (const std::string& line : entry.lines) html += Element("dd", Escaped(line));
  }
  return html + "</dl>\n";
}

std::string Lines(const std::vector<std::string>& lines) {
  std::string html;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    html += Element(i == 0 ? "p" : "p class=\"more\"", Escaped(lines[i]));
  }
  return html;
}

std::string Table(const PlanBlock& block) {
  const std::string columns = std::to_string(block.columns.size());
  std::string html = "<table class=\"of-" + columns + "\">\n<thead><tr>\n";
  for (const std::string& column : block.columns) html += Element("th scope=\"col\"", Escaped(column));
  html += "</tr></thead>\n<tbody>\n";
  for (const auto& row : block.rows) {
    html += "<tr>\n";
    for (std::size_t i = 0; i < row.size(); ++i) {
      html += Element(i == 0 ? "th scope=\"row\"" : "td", Lines(row[i]));
    }
    html += "</tr>\n";
  }
  return html + "</tbody>\n</table>\n";
}

std::string Block(const PlanBlock& block) {
  std::string html;
  if (!block.heading.empty()) html += Element("h3", Escaped(block.heading));
  switch (block.kind) {
    case PlanBlock::Kind::kText:
      for (const std::string& line : block.lines) html += Element("p", Escaped(line));
      break;
    case PlanBlock::Kind::kQuote: {
      std::string quote;
      for (const std::string& line : block.lines) quote += Element("p", "”" + Escaped(line) + "”");
      if (!block.by.empty()) quote += Element("footer", Escaped(block.by));
      html += Element("blockquote", quote);
      break;
    }
    case PlanBlock::Kind::kEntries: {
      std::string list;
      for (const PlanEntry& entry : block.entries) {
        std::string item = Element("p class=\"name\"", Escaped(entry.title));
        for (const std::string& line : entry.lines) item += Element("p", Escaped(line));
        list += Element("li", item);
      }
      html += Element("ul", list);
      break;
    }
    case PlanBlock::Kind::kFacts:
      html += Facts(block.entries);
      break;
    case PlanBlock::Kind::kTable:
      html += Table(block);
      break;
  }
  return html;
}

}  // namespace

std::string PlanAsHtml(const PlanView& plan) {
  std::string html =
      "<!doctype html>\n<html lang=\"" + Escaped(plan.language) + "\">\n<head>\n<meta charset=\"utf-8\">\n";
  html += "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n";
  html += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  html += Element("title", Escaped(plan.title + " – " + plan.subtitle));
  html += Element("style", kStyle);
  html += "</head>\n<body>\n<main>\n";
  html += Element("h1", Escaped(plan.title));
  html += Element("p class=\"what\"", Escaped(plan.subtitle));
  for (const PlanSection& section : plan.sections) {
    html += Element("h2", Escaped(section.heading));
    for (const PlanBlock& block : section.blocks) html += Block(block);
  }
  return html + "</main>\n</body>\n</html>\n";
}

}  // namespace samsyn
