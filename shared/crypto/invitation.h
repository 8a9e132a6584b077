// A participant's link, and what follows from its secret.
//
// A link ends in "#meeting.secret". Browsers never send what comes after '#', so neither the relay nor a proxy sees it.
// From the secret, and from nothing else, come the token that opens the meeting at the relay (which stores a hash of it
// only) and the keys that open this participant's copies of the documents' keys. README.md beside this file tells how.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/random.h"
#include "shared/base/result.h"

namespace samsyn {

using KeyBytes = std::array<std::uint8_t, 32>;

struct Invitation {
  std::string meeting;
  std::string secret;  // 26 letters and digits: 130 bits
};

// A new secret. `random` gives bits nobody can guess.
[[nodiscard]] std::string MakeSecret(RandomSource& random);
// A name for a meeting or a participant: as hard to mistake, too short to be a secret.
[[nodiscard]] std::string MakeName(RandomSource& random);
[[nodiscard]] KeyBytes MakeKey(RandomSource& random);

// 64 hexadecimal digits, and back; nothing if it is something else.
[[nodiscard]] std::string HexOf(const KeyBytes& key);
[[nodiscard]] std::optional<KeyBytes> KeyFromHex(std::string_view hex);

// "#meeting.secret"
[[nodiscard]] std::string FragmentOf(const Invitation& invitation);
// Takes a fragment or a whole address, as people paste them: with spaces around it, a word in capitals, a dot after it.
// kNotFound: there is none in it; kMalformed: it is cut off or has been changed.
[[nodiscard]] Result<Invitation> ReadInvitation(std::string_view link);

struct LinkKeys {
  std::string token;      // 64 hexadecimal digits
  KeyBytes wrapping{};    // opens what the one who made the link has wrapped
  KeyBytes box_secret{};  // X25519: opens what other participants wrap later
  KeyBytes box_public{};  // stands in the plan, for them
};
[[nodiscard]] LinkKeys DeriveLinkKeys(const Invitation& invitation);

}  // namespace samsyn
