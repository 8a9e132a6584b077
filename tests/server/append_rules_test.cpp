#include "server/append_rules.h"

#include <doctest/doctest.h>

#include "server/journal.h"

namespace samsyn {
namespace {

MeetingAccess Access() {
  MeetingAccess access;
  for (int role = 0; role < kRoleCount; ++role) {
    const auto kind = static_cast<Role>(role);
    access.participants.push_back({std::string(NameOf(kind)), kind, false, false, std::nullopt, 0});
  }
  access.participants.push_back({"limited", Role::kProfessional, false, false, DocumentKind::kItem2, 0});
  access.participants.push_back({"gone", Role::kProfessional, true, false, std::nullopt, 0});
  access.helper = "supporter";
  access.secretary = "professional";
  return access;
}

TEST_CASE("an append is allowed exactly where the participant may write, and the reason is said") {
  const MeetingAccess access = Access();
  for (const ParticipantAccess& participant : access.participants) {
    for (int i = 0; i < kDocumentKindCount; ++i) {
      const auto document = static_cast<DocumentKind>(i);
      CAPTURE(participant.id);
      CAPTURE(NameOf(document));
      const std::optional<Denial> denial = CheckAppend(access, {participant.id, document, 1, 10}, 5, {});
      CHECK(denial.has_value() != MayWrite(access, participant.id, document, 5));
      if (!denial) continue;
      CHECK(denial->code == ErrorCode::kForbidden);
      CHECK_FALSE(denial->message.empty());
      if (participant.revoked) {
        CHECK(denial->reason == Refusal::kRevoked);
      } else {
        CHECK(denial->reason ==
              (MayRead(access, participant.id, document, 5) ? Refusal::kMayNotWrite : Refusal::kMayNotRead));
      }
    }
  }
  CHECK(CheckAppend(access, {"nobody", DocumentKind::kPlan, 1, 1}, 5, {})->reason == Refusal::kUnknownLink);
}

TEST_CASE("size and counter have their limits") {
  Limits limits;
  limits.update_bytes = 10;
  const MeetingAccess access = Access();
  const auto check = [&](std::uint64_t counter, std::size_t bytes) {
    return CheckAppend(access, {"chair", DocumentKind::kPlan, counter, bytes}, 5, limits);
  };
  CHECK_FALSE(check(1, 0));
  CHECK_FALSE(check(kMaxCounter, 10));
  CHECK(check(1, 11)->code == ErrorCode::kTooLarge);
  CHECK(check(0, 1)->code == ErrorCode::kOutOfRange);
  CHECK(check(kMaxCounter + 1, 1)->code == ErrorCode::kOutOfRange);
  CHECK(check(~std::uint64_t{0}, 1)->code == ErrorCode::kOutOfRange);
}

}  // namespace
}  // namespace samsyn
