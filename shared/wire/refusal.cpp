#include "shared/wire/refusal.h"

#include <array>

namespace samsyn {

std::string_view NameOf(Refusal refusal) {
  static constexpr std::array<std::string_view, kRefusalCount> kNames = {
      "none",           "unknown-link",  "revoked",          "replaced",
      "expired",        "no-consent",    "purged",           "guessing",
      "full",           "may-not-write", "may-not-read",     "may-not-do",
      "may-not-create", "wrong-code",    "too-many-created", "meeting-exists"};
  return kNames[static_cast<std::size_t>(refusal)];
}

}  // namespace samsyn
