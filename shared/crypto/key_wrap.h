// A document's key, wrapped so that one participant can open it. The relay stores wrapped keys and hands each to its
// participant.
//
// Whoever makes a link wraps with the link's own key; whoever gives a key to somebody later wraps for that
// participant's public key, with their own secret one, so that the reader knows who gave it. In both ways what comes
// from somebody else, the relay included, does not open.
#pragma once

#include <string_view>

#include "shared/base/random.h"
#include "shared/base/result.h"
#include "shared/crypto/invitation.h"
#include "shared/wire/access.h"

namespace samsyn {

struct DocumentKey {
  DocumentKind document = DocumentKind::kPlan;
  std::uint32_t number = 0;  // 1, 2, …
  KeyBytes key{};
};

// With the key of a link that was just made, for the participant it is for.
[[nodiscard]] KeyFor WrapForLink(std::string_view meeting, std::string_view participant, const LinkKeys& link,
                                 const DocumentKey& key, RandomSource& random);

struct Sender {
  std::string_view participant;
  const LinkKeys& keys;
};
[[nodiscard]] KeyFor WrapForParticipant(std::string_view meeting, const Sender& sender, std::string_view participant,
                                        const KeyBytes& public_key, const DocumentKey& key, RandomSource& random);

// Who has wrapped it; empty: whoever made the link. kMalformed when it is no wrapped key.
[[nodiscard]] Result<std::string> WrappedBy(const WrappedKey& wrapped);
// `sender_public` is the key of WrappedBy's participant, and is not looked at when there is none. kForbidden: not
// wrapped by them, not for this participant, or not as this key.
[[nodiscard]] Result<DocumentKey> Unwrap(std::string_view meeting, std::string_view participant, const LinkKeys& link,
                                         const KeyBytes& sender_public, const WrappedKey& wrapped);

}  // namespace samsyn
