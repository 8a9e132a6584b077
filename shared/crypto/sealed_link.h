// One participant's end of a sealed meeting: the keys that follow from their link, and sealing and opening what they
// write and read. The client and the native tools have one each.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "shared/base/ids.h"
#include "shared/crypto/keyring.h"

namespace samsyn {

class SealedLink {
 public:
  // The public key of a participant, as the plan says; nothing when it does not say, or somebody said it who may not.
  using PublicKeys = std::function<std::optional<KeyBytes>(const std::string& participant)>;

  // `random` and what `public_keys` uses outlive it.
  SealedLink(const Invitation& invitation, RandomSource& random, PublicKeys public_keys);

  [[nodiscard]] const LinkKeys& Link() const { return link_; }
  [[nodiscard]] const Keyring& Keys() const { return keyring_; }
  [[nodiscard]] Keyring& Keys() { return keyring_; }
  [[nodiscard]] const std::string& MeetingId() const { return meeting_; }

  // What the relay said: who this is, and the keys it keeps for them. A key that does not open yet, because the plan
  // does not say yet who wrapped it, is tried again when something is sealed with it.
  void Take(const std::string& participant, std::vector<WrappedKey> keys);
  // Can what is written in it be sealed?
  [[nodiscard]] bool Has(DocumentKind document);

  // As of this participant; the document has a key.
  [[nodiscard]] Bytes SealUpdate(DocumentKind document, ReplicaId replica, std::uint64_t counter, ByteView payload);
  // Errors: as Keyring::Open.
  [[nodiscard]] Result<Bytes> OpenUpdate(DocumentKind document, const std::string& participant, ReplicaId replica,
                                         std::uint64_t counter, ByteView sealed);

  // Presence, for those who read the plan and for those who read only one of `items`. `connection` is the sender's.
  [[nodiscard]] Bytes SealPresence(std::uint64_t connection, const std::vector<DocumentKind>& items, ByteView content);
  [[nodiscard]] Result<Bytes> OpenPresence(std::uint64_t connection, const std::string& participant, ByteView sealed);

  // Nothing opens any more: consent was withdrawn, or the link was taken back.
  void Forget();

 private:
  void TryKeys(DocumentKind document);

  std::string meeting_;
  LinkKeys link_;
  PublicKeys public_keys_;
  std::string participant_;
  Keyring keyring_;
  std::vector<WrappedKey> unopened_;
};

}  // namespace samsyn
