// What a kept plan contains, in its order, once for all the forms it is written in: HTML, Word, Markdown, plain text.
//
// It opens with the person's words. Dissent is in every one, also in an extract. What the person has asked not to talk
// about, how they want to be met, and the aside are nobody's plan and stand in none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "shared/export/plan_word.h"
#include "shared/meeting/meeting.h"

namespace samsyn {

struct PlanEntry {
  std::string title;
  std::vector<std::string> lines;
};

struct PlanBlock {
  enum class Kind : std::uint8_t {
    kText,     // lines: a paragraph each
    kQuote,    // lines: what the person said; by: who wrote it for them, or empty
    kEntries,  // entries
    kFacts,    // entries of one line each: what is told, and what it is
    kTable,    // columns, and in rows a list of lines for each; the first column says what the row is about
  };
  Kind kind = Kind::kText;
  std::string heading = {};
  std::vector<std::string> lines = {};
  std::string by = {};
  std::vector<PlanEntry> entries = {};
  std::vector<std::string> columns = {};
  std::vector<std::vector<std::vector<std::string>>> rows = {};
};

struct PlanSection {
  std::string heading;
  std::vector<PlanBlock> blocks;
};

struct PlanView {
  std::string language;
  std::string title;
  std::string subtitle;
  std::vector<PlanSection> sections;
};

struct PlanViewWish {
  std::int64_t now = 0;                                     // milliseconds since 1970 UTC
  std::int64_t to_local = 0;                                // what local time is ahead of that, milliseconds
  std::optional<ResponsibleBody> only_body = std::nullopt;  // an extract: what this body answers for
  std::string only_person = {};                             // an extract: what this participant does
};
[[nodiscard]] PlanView MakePlanView(const Meeting& meeting, const PlanWords& words, const PlanViewWish& wish);

// "Sjövalla kommun", or "kommunen" where the plan does not name it.
[[nodiscard]] std::string BodyNameIn(const Meeting& meeting, const PlanWords& words, ResponsibleBody body);

// One commitment, and one item's notes with the person's words, as text to paste.
[[nodiscard]] std::string CommitmentAsText(const Meeting& meeting, const PlanWords& words, OpId commitment);
[[nodiscard]] std::string NotesAsText(const Meeting& meeting, const PlanWords& words, OpId item);

}  // namespace samsyn
