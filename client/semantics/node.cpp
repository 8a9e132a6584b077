#include "client/semantics/node.h"

namespace samsyn {

NodeId MakeNodeId(NodeId parent, std::string_view key, std::uint64_t number) {
  // FNV-1a over the parts, then a final mix so that near keys give far ids.
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  auto add = [&hash](std::uint64_t byte) { hash = (hash ^ (byte & 0xFF)) * 0x100000001B3ULL; };
  for (int shift = 0; shift < 64; shift += 8) add(parent >> shift);
  for (char letter : key) add(static_cast<unsigned char>(letter));
  add(0xFF);  // no UTF-8 text contains it: "a" 1 and "a\1" stay apart
  for (int shift = 0; shift < 64; shift += 8) add(number >> shift);
  hash ^= hash >> 33;
  hash *= 0xFF51AFD7ED558CCDULL;
  hash ^= hash >> 33;
  return hash == kNoNode ? 1 : hash;
}

bool IsFocusable(const SemanticNode& node) {
  if (node.disabled) return false;
  switch (node.role) {
    case NodeRole::kButton:
    case NodeRole::kLink:
    case NodeRole::kTextField:
    case NodeRole::kSelect:
    case NodeRole::kCheckbox:
      return true;
    default:
      return false;
  }
}

std::string_view RoleName(NodeRole role) {
  switch (role) {
    case NodeRole::kRoot:
      return "root";
    case NodeRole::kBanner:
      return "banner";
    case NodeRole::kNavigation:
      return "navigation";
    case NodeRole::kMain:
      return "main";
    case NodeRole::kRegion:
      return "region";
    case NodeRole::kComplementary:
      return "complementary";
    case NodeRole::kContentInfo:
      return "contentinfo";
    case NodeRole::kGroup:
      return "group";
    case NodeRole::kScrollArea:
      return "scroll area";
    case NodeRole::kHeading:
      return "heading";
    case NodeRole::kText:
      return "text";
    case NodeRole::kList:
      return "list";
    case NodeRole::kListItem:
      return "list item";
    case NodeRole::kButton:
      return "button";
    case NodeRole::kLink:
      return "link";
    case NodeRole::kTextField:
      return "text field";
    case NodeRole::kSelect:
      return "select";
    case NodeRole::kCheckbox:
      return "checkbox";
    case NodeRole::kTable:
      return "table";
    case NodeRole::kRow:
      return "row";
    case NodeRole::kColumnHeader:
      return "column header";
    case NodeRole::kRowHeader:
      return "row header";
    case NodeRole::kCell:
      return "cell";
    case NodeRole::kImage:
      return "image";
    case NodeRole::kDialog:
      return "dialog";
    case NodeRole::kStatus:
      return "status";
    case NodeRole::kAlert:
      return "alert";
    case NodeRole::kQuote:
      return "quote";
    case NodeRole::kBox:
      return "box";
  }
  return "unknown";
}

}  // namespace samsyn
