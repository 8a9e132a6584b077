// The least of WordprocessingML that Word and LibreOffice show as headings, quotes, lists and tables with heading rows,
// on A4 with numbered pages.
#include <array>

#include "shared/export/markup.h"
#include "shared/export/plan_formats.h"
#include "shared/export/zip_file.h"

namespace samsyn {
namespace {

constexpr const char* kHead = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr const char* kNamespaces =
    " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
    " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

constexpr const char* kContentTypes =
    R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>
<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>
<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>
</Types>
)";
constexpr const char* kRelations =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
</Relationships>
)";
constexpr const char* kDocumentRelations =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/>
<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/>
</Relationships>
)";
constexpr const char* kNumbering =
    R"(<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
)";
constexpr const char* kFooter =
    R"(<w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:fldChar w:fldCharType="end"/></w:r><w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:t xml:space="preserve"> / </w:t></w:r><w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:instrText xml:space="preserve"> NUMPAGES </w:instrText></w:r><w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:fldChar w:fldCharType="end"/></w:r></w:p>
)";
// Sizes are half points, distances twentieths of a point.
constexpr const char* kStyles =
    R"(<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:spacing w:after="80" w:line="264" w:lineRule="auto"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:after="40"/></w:pPr><w:rPr><w:b/><w:sz w:val="40"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Subtitle"><w:name w:val="Subtitle"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:spacing w:after="160"/></w:pPr><w:rPr><w:sz w:val="26"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="320" w:after="80"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:color w:val="17524F"/><w:sz w:val="28"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="200" w:after="60"/><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/><w:sz w:val="23"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepLines/><w:pBdr><w:left w:val="single" w:sz="24" w:space="10" w:color="1F6F6B"/></w:pBdr><w:spacing w:before="60" w:after="100"/><w:ind w:left="284"/></w:pPr><w:rPr><w:sz w:val="25"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="ListBullet"><w:name w:val="List Bullet"/><w:basedOn w:val="Normal"/><w:pPr><w:keepLines/><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="table" w:styleId="PlanTable"><w:name w:val="Plan Table"/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="8AA0A3"/><w:bottom w:val="single" w:sz="4" w:space="0" w:color="8AA0A3"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="8AA0A3"/></w:tblBorders><w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="60" w:type="dxa"/><w:right w:w="140" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
)";

// XML 1.0 has no place for most signs below a space.
std::string Escaped(std::string_view text) {
  std::string escaped;
  for (const char letter : text) {
    if (static_cast<unsigned char>(letter) >= 0x20) AppendEscaped(escaped, letter);
  }
  // U+FFFE and U+FFFF are no characters of XML.
  for (const char* no_character : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
    for (std::size_t at = escaped.find(no_character); at != std::string::npos; at = escaped.find(no_character, at)) {
      escaped.erase(at, 3);
    }
  }
  return escaped;
}

enum class Weight : std::uint8_t { kRegular, kBold, kQuiet };

// Text with its line breaks.
std::string Run(const std::string& text, Weight weight = Weight::kRegular) {
  std::string run = "<w:r>";
  if (weight == Weight::kBold) run += "<w:rPr><w:b/></w:rPr>";
  if (weight == Weight::kQuiet) run += "<w:rPr><w:color w:val=\"44565A\"/></w:rPr>";
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (at > 0) run += "<w:br/>";
    run += "<w:t xml:space=\"preserve\">" + Escaped(std::string_view(text).substr(at, end - at)) + "</w:t>";
    at = end + 1;
  }
  return run + "</w:r>";
}

std::string Paragraph(const std::string& runs, const char* style = nullptr) {
  std::string paragraph = "<w:p>";
  if (style != nullptr) paragraph += std::string("<w:pPr><w:pStyle w:val=\"") + style + "\"/></w:pPr>";
  return paragraph + runs + "</w:p>\n";
}

std::string Facts(const std::vector<PlanEntry>& entries) {
  std::string xml;
  for (const PlanEntry& entry : entries) {
    std::string runs = Run(entry.title + ": ", Weight::kBold);
    for (const std::string& line : entry.lines) runs += Run(line);
    xml += Paragraph(runs);
  }
  return xml;
}

// A4 with margins of 20 mm leaves 9638 twentieths of a point; what a row is about gets the most, and a day fits on a
// line.
constexpr int kTextWidth = 9638;
constexpr std::array<int, 4> kFourColumns = {38, 20, 25, 17};  // percent
constexpr std::array<int, 3> kThreeColumns = {40, 27, 33};

std::string Cell(const std::string& content, int width) {
  return "<w:tc><w:tcPr><w:tcW w:w=\"" + std::to_string(width) + "\" w:type=\"dxa\"/></w:tcPr>" + content + "</w:tc>";
}

std::string Table(const PlanBlock& block) {
  const auto width = [&](std::size_t i) {
    const bool four = block.columns.size() == kFourColumns.size();
    return kTextWidth * (four ? kFourColumns[i] : kThreeColumns[i]) / 100;
  };
  std::string xml = "<w:tbl><w:tblPr><w:tblStyle w:val=\"PlanTable\"/><w:tblW w:w=\"" + std::to_string(kTextWidth) +
                    "\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>";
  for (std::size_t i = 0; i < block.columns.size(); ++i) {
    xml += "<w:gridCol w:w=\"" + std::to_string(width(i)) + "\"/>";
  }
  xml += "</w:tblGrid>\n<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>";
  for (std::size_t i = 0; i < block.columns.size(); ++i) {
    xml += Cell(Paragraph(Run(block.columns[i], Weight::kBold)), width(i));
  }
  xml += "</w:tr>\n";
  for (const auto& row : block.rows) {
    xml += "<w:tr><w:trPr><w:cantSplit/></w:trPr>";
    for (std::size_t i = 0; i < row.size(); ++i) {
      std::string content;
      for (std::size_t k = 0; k < row[i].size(); ++k) {
        content += Paragraph(Run(row[i][k], k == 0 ? Weight::kRegular : Weight::kQuiet));
      }
      if (content.empty()) content = Paragraph({});
      xml += Cell(content, width(i));
    }
    xml += "</w:tr>\n";
  }
  // Two tables that follow each other would become one.
  return xml + "</w:tbl>\n<w:p><w:pPr><w:spacing w:after=\"0\" w:line=\"160\" w:lineRule=\"exact\"/></w:pPr></w:p>\n";
}

std::string Block(const PlanBlock& block) {
  std::string xml;
  if (!block.heading.empty()) xml += Paragraph(Run(block.heading), "Heading2");
  switch (block.kind) {
    case PlanBlock::Kind::kText:
      for (const std::string& line : block.lines) xml += Paragraph(Run(line));
      break;
    case PlanBlock::Kind::kQuote:
      for (const std::string& line : block.lines) xml += Paragraph(Run("”" + line + "”"), "Quote");
      if (!block.by.empty()) xml += Paragraph(Run(block.by, Weight::kQuiet));
      break;
    case PlanBlock::Kind::kEntries:
      for (const PlanEntry& entry : block.entries) {
        std::string runs = Run(entry.title, Weight::kBold);
        for (const std::string& line : entry.lines) runs += "<w:r><w:br/></w:r>" + Run(line);
        xml += Paragraph(runs, "ListBullet");
      }
      break;
    case PlanBlock::Kind::kFacts:
      xml += Facts(block.entries);
      break;
    case PlanBlock::Kind::kTable:
      xml += Table(block);
      break;
  }
  return xml;
}

std::string Body(const PlanView& plan) {
  std::string xml = Paragraph(Run(plan.title), "Title") + Paragraph(Run(plan.subtitle), "Subtitle");
  for (const PlanSection& section : plan.sections) {
    xml += Paragraph(Run(section.heading), "Heading1");
    for (const PlanBlock& block : section.blocks) xml += Block(block);
  }
  return xml +
         "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId3\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>"
         "<w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\""
         " w:gutter=\"0\"/></w:sectPr>";
}

std::string Part(const std::string& tag, const std::string& content) {
  return kHead + ("<w:" + tag) + kNamespaces + ">\n" + content + "</w:" + tag + ">\n";
}

}  // namespace

std::string PlanAsDocx(const PlanView& plan) {
  const std::string defaults =
      "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:eastAsia=\"Calibri\""
      " w:cs=\"Calibri\"/><w:sz w:val=\"22\"/><w:lang w:val=\"" +
      Escaped(plan.language == "sv" ? "sv-SE" : "en-GB") +
      "\"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>\n";
  return ZipFile({{"[Content_Types].xml", std::string(kHead) + kContentTypes},
                  {"_rels/.rels", std::string(kHead) + kRelations},
                  {"word/document.xml", Part("document", "<w:body>\n" + Body(plan) + "</w:body>\n")},
                  {"word/_rels/document.xml.rels", std::string(kHead) + kDocumentRelations},
                  {"word/styles.xml", Part("styles", defaults + kStyles)},
                  {"word/numbering.xml", Part("numbering", kNumbering)},
                  {"word/footer1.xml", Part("ftr", kFooter)}});
}

}  // namespace samsyn
