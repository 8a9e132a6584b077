// Sealing: XChaCha20-Poly1305 over one update or one presence, with everything that says what it is as associated data.
//
// A sealed thing opens only as what it was sealed as: in this meeting, this document, as this kind, from this
// participant, with this number. A relay that passes it off as something else gives the reader an error. Format and
// nonces: README.md.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "shared/base/bytes.h"
#include "shared/base/random.h"
#include "shared/base/result.h"
#include "shared/crypto/invitation.h"
#include "shared/wire/roles.h"

namespace samsyn {

// The numbers are part of what is authenticated: never change or reuse one.
enum class SealedKind : std::uint8_t {
  kUpdate = 1,
  kSnapshot = 2,  // not in use: the relay has updates only
  kPresence = 3,
  kDocumentKey = 4,
};

// What a sealed thing is.
struct SealedAs {
  std::string_view meeting;
  DocumentKind document = DocumentKind::kPlan;
  SealedKind kind = SealedKind::kUpdate;
  std::string_view participant;  // who sealed it
  std::uint64_t replica = 0;     // of an update; the connection's number, of presence
  std::uint64_t counter = 0;     // of an update
};

// How many bytes a sealed thing has beside its content, at most.
inline constexpr std::size_t kSealedOverheadBytes = 1 + 5 + 24 + 16;

// `key_number` tells the reader which of the document's keys it is.
[[nodiscard]] Bytes Seal(const SealedAs& as, const KeyBytes& key, std::uint32_t key_number, ByteView content,
                         RandomSource& random);
// kMalformed: these bytes are nothing sealed; kUnsupported: sealed by a newer version.
[[nodiscard]] Result<std::uint32_t> KeyNumberOf(ByteView sealed);
// kForbidden: sealed with another key or as something else, or changed on the way. Otherwise as KeyNumberOf.
[[nodiscard]] Result<Bytes> Open(const SealedAs& as, const KeyBytes& key, ByteView sealed);

}  // namespace samsyn
