// Every field that a meeting's documents have, with the name it has in a kept file (README.md beside this). What is not
// here does not leave the room: the links, the aside, and the keys of people's links.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "shared/document/operation.h"
#include "shared/wire/roles.h"

namespace samsyn {

enum class FieldType : std::uint8_t {
  kText,     // a shared text
  kString,   // a value: what somebody wrote, a date, a participant's id
  kInteger,  // a value; moments are milliseconds since 1970 UTC
  kFlag,
  kName,    // a value out of a few, stored as its number: FileField::names
  kRecord,  // a value: a record of FileField::target
  kAgreed,  // a value: an agenda item, a commitment or a need, whichever document it stands in
};

struct FileField {
  FieldNumber number = 0;
  std::string_view name;
  FieldType type = FieldType::kString;
  std::span<const std::string_view> names = {};
  DocumentKind target = DocumentKind::kPlan;  // of kRecord
};

struct FileList {
  FieldNumber number = 0;  // of the root
  std::string_view name;
  std::uint32_t kind = 0;  // of its records
  std::span<const FileField> fields;
};

struct FileDocumentLayout {
  std::span<const FileField> fields;  // of the root
  std::span<const FileList> lists;
  // Texts of the root that there is one of for each round, numbered from here on.
  std::optional<FieldNumber> per_round;
  std::string_view per_round_name;
};

// Those that are kept, in the order of the file.
inline constexpr std::array<DocumentKind, 7> kKeptDocuments = {
    DocumentKind::kPlan,  DocumentKind::kVoice, DocumentKind::kOutcome, DocumentKind::kItem1,
    DocumentKind::kItem2, DocumentKind::kItem3, DocumentKind::kItem4};

[[nodiscard]] const FileDocumentLayout& LayoutOf(DocumentKind document);

// Every record has this one.
inline constexpr FileField kDeletedInFile{kDeletedField, "deleted", FieldType::kFlag};

inline constexpr std::string_view kConsentNames[] = {"not_asked", "given", "withdrawn"};
inline constexpr std::string_view kMandateNames[] = {"unstated", "yes", "partly", "no"};
inline constexpr std::string_view kBodyNames[] = {"unstated", "municipality", "region", "other", "own", "relative"};
inline constexpr std::string_view kCommitmentStateNames[] = {"proposed", "taken_home", "done",
                                                             "not_done", "ongoing",    "no_use"};
inline constexpr std::string_view kNeedStateNames[] = {"open", "remains", "solved"};
inline constexpr std::string_view kPhaseNames[] = {"preparation", "exchange", "invitation", "meeting", "follow_up"};
inline constexpr std::string_view kTemplateNames[] = {"adult", "child", "elderly", "discharge", "psychiatry"};
inline constexpr std::string_view kNeededNames[] = {"undecided", "yes", "no"};
inline constexpr std::string_view kGoalTermNames[] = {"long", "short"};
inline constexpr std::string_view kAnswerNames[] = {"unanswered", "yes", "no"};
inline constexpr std::string_view kChoiceNames[] = {"none", "wants", "later", "no"};
inline constexpr std::string_view kRoleNames[] = {"individual", "chair",       "secretary",    "supporter", "relative",
                                                  "guardian",   "interpreter", "professional", "invited",   "observer"};

}  // namespace samsyn
