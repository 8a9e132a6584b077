#include "shared/wire/refusal.h"

#include <array>

namespace samsyn {

std::string_view NameOf(Refusal refusal) {
  static constexpr std::array<std::string_view, kRefusalCount> kNames = {
      "none",   "unknown-link", "revoked", "replaced",      "expired",      "no-consent",
      "purged", "guessing",     "full",    "may-not-write", "may-not-read", "may-not-do"};
  return kNames[static_cast<std::size_t>(refusal)];
}

}  // namespace samsyn
