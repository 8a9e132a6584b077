#include "shared/crypto/keyring.h"

#include <sodium.h>

#include <cassert>

namespace samsyn {

std::vector<DocumentKey> Keyring::All(DocumentKind document) const {
  std::vector<DocumentKey> all;
  for (const auto& [number, key] : KeysOf(document)) all.push_back({document, number, key});
  return all;
}

DocumentKey Keyring::MakeNext(DocumentKind document) const {
  const Keys& keys = KeysOf(document);
  return {document, keys.empty() ? 1 : keys.rbegin()->first + 1, MakeKey(random_)};
}

void Keyring::Forget() {
  for (int kind = 0; kind < kDocumentKindCount; ++kind) Forget(static_cast<DocumentKind>(kind));
}

void Keyring::Forget(DocumentKind document) {
  for (auto& [number, key] : KeysOf(document)) sodium_memzero(key.data(), key.size());
  KeysOf(document).clear();
}

Bytes Keyring::Seal(SealedAs as, ByteView content) const {
  const Keys& keys = KeysOf(as.document);
  assert(!keys.empty());
  as.meeting = meeting_;
  return samsyn::Seal(as, keys.rbegin()->second, keys.rbegin()->first, content, random_);
}

Result<Bytes> Keyring::Open(SealedAs as, ByteView sealed) const {
  const Result<std::uint32_t> number = KeyNumberOf(sealed);
  if (!number) return number.GetError();
  const Keys& keys = KeysOf(as.document);
  const auto key = keys.find(number.Value());
  if (key == keys.end()) return Error{ErrorCode::kNotFound, "the key of this document is not here"};
  as.meeting = meeting_;
  return samsyn::Open(as, key->second, sealed);
}

}  // namespace samsyn
