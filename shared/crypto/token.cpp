#include "shared/crypto/token.h"

#include <sodium.h>

#include "shared/base/bytes.h"

namespace samsyn {

TokenHash HashToken(std::string_view token) {
  TokenHash hash{};
  crypto_generichash(hash.data(), hash.size(), AsBytes(token).data(), token.size(), nullptr, 0);
  return hash;
}

bool SameHash(const TokenHash& a, const TokenHash& b) { return sodium_memcmp(a.data(), b.data(), a.size()) == 0; }

}  // namespace samsyn
