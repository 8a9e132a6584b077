// The keys one participant has, and sealing and opening with them. A document has several keys when somebody has left
// it: everything new is sealed with the one of the highest number, and old things open with theirs.
#pragma once

#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "shared/crypto/key_wrap.h"
#include "shared/crypto/sealing.h"

namespace samsyn {

class Keyring {
 public:
  // `random` outlives the keyring.
  Keyring(std::string meeting, RandomSource& random) : meeting_(std::move(meeting)), random_(random) {}

  // The same key again changes nothing.
  void Add(const DocumentKey& key) { KeysOf(key.document).emplace(key.number, key.key); }
  [[nodiscard]] bool Has(DocumentKind document) const { return !KeysOf(document).empty(); }
  [[nodiscard]] bool Has(DocumentKind document, std::uint32_t number) const {
    return KeysOf(document).contains(number);
  }
  // All of a document's, oldest first.
  [[nodiscard]] std::vector<DocumentKey> All(DocumentKind document) const;
  // A key for what is written from now on; not added.
  [[nodiscard]] DocumentKey MakeNext(DocumentKind document) const;
  // Nothing opens any more.
  void Forget();
  void Forget(DocumentKind document);

  // The document has a key. `as.meeting` is filled in here.
  [[nodiscard]] Bytes Seal(SealedAs as, ByteView content) const;
  // kNotFound: this participant does not have that key. Otherwise as samsyn::Open.
  [[nodiscard]] Result<Bytes> Open(SealedAs as, ByteView sealed) const;

 private:
  using Keys = std::map<std::uint32_t, KeyBytes>;
  [[nodiscard]] Keys& KeysOf(DocumentKind document) { return keys_[static_cast<std::size_t>(document)]; }
  [[nodiscard]] const Keys& KeysOf(DocumentKind document) const { return keys_[static_cast<std::size_t>(document)]; }

  std::string meeting_;
  RandomSource& random_;
  std::array<Keys, kDocumentKindCount> keys_;
};

}  // namespace samsyn
