// One thing on the screen as a program, a screen reader or a test sees it.
//
// Roles are named after the HTML element or ARIA role the mirror makes of them. Rectangles are in CSS pixels and
// relative to the parent node's origin (for children of a scroll area: to the origin of its content), so that moving
// a card changes one node and not everything in it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace samsyn {

using NodeId = std::uint64_t;  // never 0
constexpr NodeId kNoNode = 0;

// The same parent and key give the same id in every frame and every run.
[[nodiscard]] NodeId MakeNodeId(NodeId parent, std::string_view key, std::uint64_t number = 0);

// What a node is. (Role alone is a participant's: shared/wire/roles.h.)
// The numbers are part of the format that web/mirror.js reads.
enum class NodeRole : std::uint8_t {
  kRoot = 0,
  kBanner = 1,         // header
  kNavigation = 2,     // nav
  kMain = 3,           // main
  kRegion = 4,         // section with a name
  kComplementary = 5,  // aside
  kContentInfo = 6,    // footer
  kGroup = 7,
  kScrollArea = 8,
  kHeading = 9,
  kText = 10,  // p
  kList = 11,
  kListItem = 12,
  kButton = 13,
  kLink = 14,  // value: address
  kTextField = 15,
  kSelect = 16,
  kCheckbox = 17,
  kTable = 18,
  kRow = 19,
  kColumnHeader = 20,
  kRowHeader = 21,
  kCell = 22,
  kImage = 23,
  kDialog = 24,
  kStatus = 25,  // text that is read out politely when it changes
  kAlert = 26,   // text that is read out at once when it appears
  kQuote = 27,
  kBox = 28,  // holds what belongs together, and is not read out
};

struct SemanticRect {
  float x = 0;
  float y = 0;
  float width = 0;
  float height = 0;
  friend bool operator==(const SemanticRect&, const SemanticRect&) = default;
};

// How the plain page shows a node (web/plain.css); the canvas has drawn it already. The numbers are part of the format
// that web/mirror.js reads.
enum class Look : std::uint8_t {
  kNone = 0,
  kMuted = 1,  // text
  kBold = 2,
  kAvatar = 3,   // an image that only repeats a name beside it
  kCard = 4,     // a container
  kNowCard = 5,  // of what the meeting is on
  kWarningCard = 6,
  kPrimary = 7,  // a button
  kOutline = 8,
  kBare = 9,
  kDanger = 10,
  kStep = 11,
  kStepDone = 12,
  kLarge = 13,
  kPillOk = 14,
  kPillTeal = 15,
  kPillWarning = 16,
  kPillStop = 17,
  kPillNeutral = 18,
};

enum class Tristate : std::uint8_t { kNone = 0, kFalse = 1, kTrue = 2 };

// How the mirror must set a text field's type so that its lines fall where our own layout puts them. CSS pixels.
struct FieldMetrics {
  float font_size = 0;
  float line_height = 0;
  float padding_x = 0;  // border included: the mirror's field has none
  float padding_y = 0;
  friend bool operator==(const FieldMetrics&, const FieldMetrics&) = default;
};

struct SemanticNode {
  NodeId id = kNoNode;
  NodeId parent = kNoNode;
  NodeRole role = NodeRole::kGroup;
  SemanticRect rect;

  std::string name;         // what it is called; for text and headings the text itself
  std::string description;  // more about it, read after the name
  // A link's address, a select's chosen option; a text field's text; a QR code's modules (QrValue in qr_code.h) or an
  // emoji.
  std::string value;
  std::string placeholder;
  std::string lang;                  // language of the text when it differs from the page's
  std::vector<std::string> options;  // a select's

  int level = 0;  // of a heading
  Tristate pressed = Tristate::kNone;
  Tristate checked = Tristate::kNone;
  Tristate expanded = Tristate::kNone;
  bool current = false;  // the page, step or item we are at
  bool disabled = false;
  bool invalid = false;
  bool read_only = false;
  bool multiline = false;
  bool ordered = false;  // of a list
  bool bold = false;     // type of a text field

  Look look = Look::kNone;
  FieldMetrics field;        // of a text field
  float content_height = 0;  // of a scroll area
  float corner_radius = 0;   // so that the focus ring follows the shape

  friend bool operator==(const SemanticNode&, const SemanticNode&) = default;
};

[[nodiscard]] bool IsFocusable(const SemanticNode& node);
[[nodiscard]] std::string_view RoleName(NodeRole role);

}  // namespace samsyn
