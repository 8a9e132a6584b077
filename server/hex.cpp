#include "server/hex.h"

#include <sodium.h>

namespace samsyn {

std::string Hex(ByteView bytes) {
  std::string text(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
  text.pop_back();
  return text;
}

std::string RandomHex(std::size_t bytes) {
  Bytes random(bytes);
  randombytes_buf(random.data(), random.size());
  return Hex(random);
}

}  // namespace samsyn
