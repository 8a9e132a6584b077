#include "shared/wire/roles.h"

#include <array>

namespace samsyn {
namespace {

constexpr std::array<std::string_view, kRoleCount> kRoleNames = {
    "individual", "chair",       "secretary",    "supporter", "relative",
    "guardian",   "interpreter", "professional", "invited",   "observer"};
constexpr std::array<std::string_view, kDocumentKindCount> kDocumentNames = {
    "plan", "voice", "outcome", "aside", "links", "item-1", "item-2", "item-3", "item-4"};

}  // namespace

std::string_view NameOf(Role role) { return kRoleNames[static_cast<std::size_t>(role)]; }

std::string_view NameOf(DocumentKind document) { return kDocumentNames[static_cast<std::size_t>(document)]; }

std::optional<Role> RoleFromName(std::string_view name) {
  for (std::size_t i = 0; i < kRoleNames.size(); ++i) {
    if (kRoleNames[i] == name) return static_cast<Role>(i);
  }
  return std::nullopt;
}

std::optional<DocumentKind> DocumentKindFromName(std::string_view name) {
  for (std::size_t i = 0; i < kDocumentNames.size(); ++i) {
    if (kDocumentNames[i] == name) return static_cast<DocumentKind>(i);
  }
  return std::nullopt;
}

}  // namespace samsyn
