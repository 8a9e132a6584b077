#include "server/append_rules.h"

#include <doctest/doctest.h>

#include "server/journal.h"

namespace samsyn {
namespace {

ErrorCode CodeOf(const Status& status) {
  REQUIRE_FALSE(status);
  CHECK_FALSE(status.GetError().message.empty());
  return status.GetError().code;
}

TEST_CASE("an append is allowed exactly where the role may write") {
  for (int role = 0; role < kRoleCount; ++role) {
    for (int document = 0; document < kDocumentKindCount; ++document) {
      const Status allowed = CheckAppend(static_cast<Role>(role), static_cast<DocumentKind>(document), 1, 10, {});
      CHECK(allowed.Ok() == MayWrite(static_cast<Role>(role), static_cast<DocumentKind>(document)));
      if (!allowed) CHECK(allowed.GetError().code == ErrorCode::kForbidden);
    }
  }
}

TEST_CASE("size and counter have their limits") {
  Limits limits;
  limits.update_bytes = 10;
  const auto check = [&](std::uint64_t counter, std::size_t bytes) {
    return CheckAppend(Role::kChair, DocumentKind::kPlan, counter, bytes, limits);
  };
  CHECK(check(1, 0));
  CHECK(check(kMaxCounter, 10));
  CHECK(CodeOf(check(1, 11)) == ErrorCode::kTooLarge);
  CHECK(CodeOf(check(0, 1)) == ErrorCode::kOutOfRange);
  CHECK(CodeOf(check(kMaxCounter + 1, 1)) == ErrorCode::kOutOfRange);
  CHECK(CodeOf(check(~std::uint64_t{0}, 1)) == ErrorCode::kOutOfRange);
}

}  // namespace
}  // namespace samsyn
