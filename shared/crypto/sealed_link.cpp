#include "shared/crypto/sealed_link.h"

#include <algorithm>
#include <utility>

#include "shared/wire/limits.h"

namespace samsyn {

SealedLink::SealedLink(const Invitation& invitation, RandomSource& random, PublicKeys public_keys)
    : meeting_(invitation.meeting),
      link_(DeriveLinkKeys(invitation)),
      public_keys_(std::move(public_keys)),
      keyring_(invitation.meeting, random) {}

void SealedLink::Take(const std::string& participant, std::vector<WrappedKey> keys) {
  participant_ = participant;
  unopened_ = std::move(keys);
  std::erase_if(unopened_, [&](const WrappedKey& key) { return keyring_.Has(key.document, key.number); });
  for (int kind = 0; kind < kDocumentKindCount; ++kind) TryKeys(static_cast<DocumentKind>(kind));
}

void SealedLink::TryKeys(DocumentKind document) {
  std::erase_if(unopened_, [&](const WrappedKey& wrapped) {
    if (wrapped.document != document) return false;
    const Result<std::string> from = WrappedBy(wrapped);
    if (!from) return true;
    const std::optional<KeyBytes> sender = from.Value().empty() ? KeyBytes{} : public_keys_(from.Value());
    if (!sender) return false;
    const Result<DocumentKey> key = Unwrap(meeting_, participant_, link_, *sender, wrapped);
    if (!key) return false;
    keyring_.Add(key.Value());
    return true;
  });
}

bool SealedLink::Has(DocumentKind document) {
  TryKeys(document);
  return keyring_.Has(document);
}

Bytes SealedLink::SealUpdate(DocumentKind document, ReplicaId replica, std::uint64_t counter, ByteView payload) {
  TryKeys(document);
  return keyring_.Seal({{}, document, SealedKind::kUpdate, participant_, replica, counter}, payload);
}

Result<Bytes> SealedLink::OpenUpdate(DocumentKind document, const std::string& participant, ReplicaId replica,
                                     std::uint64_t counter, ByteView sealed) {
  const SealedAs as{{}, document, SealedKind::kUpdate, participant, replica, counter};
  Result<Bytes> opened = keyring_.Open(as, sealed);
  if (opened || opened.GetError().code != ErrorCode::kNotFound || unopened_.empty()) return opened;
  TryKeys(document);
  return keyring_.Open(as, sealed);
}

// The same content sealed once for each circle of readers; each opens the one it has the key of.
Bytes SealedLink::SealPresence(std::uint64_t connection, const std::vector<DocumentKind>& items, ByteView content) {
  ByteWriter out;
  std::vector<DocumentKind> circles = items;
  circles.push_back(DocumentKind::kPlan);
  for (const DocumentKind circle : circles) {
    if (!Has(circle)) continue;
    out.Byte(static_cast<std::uint8_t>(circle));
    out.Blob(keyring_.Seal({{}, circle, SealedKind::kPresence, participant_, connection, 0}, content));
  }
  return out.Take();
}

Result<Bytes> SealedLink::OpenPresence(std::uint64_t connection, const std::string& participant, ByteView sealed) {
  ByteReader in(sealed);
  while (!in.AtEnd()) {
    const auto circle = static_cast<DocumentKind>(in.Byte());
    const ByteView content = in.Blob(kMaxPresenceBytes);
    if (in.Failed() || static_cast<int>(circle) >= kDocumentKindCount) break;
    if (Has(circle)) return keyring_.Open({{}, circle, SealedKind::kPresence, participant, connection, 0}, content);
  }
  if (in.Failed()) return Error{ErrorCode::kMalformed, "malformed presence"};
  return Error{ErrorCode::kNotFound, "the key of this presence is not here"};
}

void SealedLink::Forget() {
  keyring_.Forget();
  unopened_.clear();
}

}  // namespace samsyn
