#include "shared/crypto/token.h"

#include <doctest/doctest.h>

#include <string>

namespace samsyn {
namespace {

TEST_CASE("a secret's hash is always the same and another secret's is another") {
  CHECK(SameHash(HashToken("hemlig"), HashToken("hemlig")));
  for (const char* other : {"", "Hemlig", "hemlig ", "hemli"})
    CHECK_FALSE(SameHash(HashToken("hemlig"), HashToken(other)));
  CHECK_FALSE(SameHash(HashToken(std::string("a\0b", 3)), HashToken("a")));
}

TEST_CASE("every single differing bit is seen") {
  const TokenHash hash = HashToken("hemlig");
  for (std::size_t bit = 0; bit < hash.size() * 8; ++bit) {
    TokenHash changed = hash;
    changed[bit / 8] = static_cast<std::uint8_t>(changed[bit / 8] ^ (1u << (bit % 8)));
    CHECK_FALSE(SameHash(hash, changed));
  }
}

}  // namespace
}  // namespace samsyn
