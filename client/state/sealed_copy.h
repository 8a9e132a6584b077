// A copy of a meeting that is read with a link, as programs without a page read it.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "shared/crypto/sealed_link.h"
#include "shared/meeting/meeting.h"

namespace samsyn {

// A participant's public key as the plan says it, whoever wrote it there: for those who wrap no keys themselves.
[[nodiscard]] inline std::optional<KeyBytes> BoxKeyIn(const Meeting& copy, const std::string& participant) {
  const std::optional<Participant> found = copy.FindParticipant(participant);
  return found ? KeyFromHex(found->box_key) : std::nullopt;
}

// Takes a StoredUpdate or a BundleUpdate into the copy. False when it does not open with this link, or is malformed.
template <typename SealedUpdate>
[[nodiscard]] bool TakeSealed(Meeting& copy, SealedLink& link, DocumentKind document, const SealedUpdate& update) {
  copy.NoteWriter(update.replica, update.participant);
  Result<Bytes> payload = link.OpenUpdate(document, update.participant, update.replica, update.counter, update.payload);
  return payload && copy.Of(document).Apply({update.replica, update.counter, std::move(payload.Value())}).Ok();
}

}  // namespace samsyn
