#include "shared/wire/roles.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

namespace samsyn {
namespace {

TEST_CASE("every role and document has a name of its own and is found by it") {
  std::set<std::string_view> names;
  for (int i = 0; i < kRoleCount; ++i) {
    const Role role = static_cast<Role>(i);
    CHECK(names.insert(NameOf(role)).second);
    CHECK(RoleFromName(NameOf(role)) == role);
  }
  for (int i = 0; i < kDocumentKindCount; ++i) {
    const DocumentKind document = static_cast<DocumentKind>(i);
    CHECK(names.insert(NameOf(document)).second);
    CHECK(DocumentKindFromName(NameOf(document)) == document);
  }
  CHECK_FALSE(RoleFromName("Chair"));
  CHECK_FALSE(RoleFromName(""));
  CHECK_FALSE(DocumentKindFromName("asides"));
}

}  // namespace
}  // namespace samsyn
