// What the decoders' fuzzer and the maker of its first inputs agree on: the first byte says what the rest is read as.
#pragma once

#include <cstdint>

#include "shared/crypto/key_wrap.h"
#include "shared/crypto/sealing.h"
#include "tests/support/seeded_random.h"

namespace samsyn {

enum class WireKind : std::uint8_t {
  kClientFrame,
  kServerFrame,
  kBundle,
  kInvitation,
  kSealed,
  kWrappedKey,
  kPresence,
  kHttp,       // lines: target, host, origin, encodings
  kAddresses,  // lines: an address, X-Forwarded-For
  kHexKey,
  kStored,  // in NATS, without its checksum
  kBusMessage,
};
inline constexpr std::uint8_t kWireKinds = 12;
inline constexpr const char* kStoredAt = "samsyn.u.room.plan";

// What was sealed and wrapped honestly: the fuzzer may break it, and whatever opens must be exactly this.
inline const Invitation kWireInvitation{"noor", "abcdefghijkmnpqrstuvwxyz23"};
inline constexpr SealedAs kWireSealedAs{"noor", DocumentKind::kPlan, SealedKind::kUpdate, "anna", 7, 1};
inline constexpr KeyBytes kWireKey{1, 2, 3};
inline constexpr std::uint32_t kWireKeyNumber = 2;

[[nodiscard]] inline Bytes HonestlySealed() {
  SeededRandom random(1);
  return Seal(kWireSealedAs, kWireKey, kWireKeyNumber, AsBytes("hej"), random);
}
[[nodiscard]] inline const LinkKeys& WireLink() {
  static const LinkKeys kLink = DeriveLinkKeys(kWireInvitation);
  return kLink;
}
// By whoever made the link, and by another participant (who has the same link here).
[[nodiscard]] inline KeyFor HonestlyWrapped(bool for_link) {
  SeededRandom random(2);
  const DocumentKey key{DocumentKind::kPlan, kWireKeyNumber, kWireKey};
  if (for_link) return WrapForLink("noor", "anna", WireLink(), key, random);
  return WrapForParticipant("noor", {"noor", WireLink()}, "anna", WireLink().box_public, key, random);
}

}  // namespace samsyn
