// What each client tells the others about itself, through the relay and never stored: is this person in the room, and
// where do they write. An Anchor keeps the place whatever others write meanwhile.
#pragma once

#include <optional>

#include "shared/base/bytes.h"
#include "shared/base/result.h"
#include "shared/crdt/text_sequence.h"
#include "shared/document/operation.h"
#include "shared/wire/roles.h"

namespace samsyn {

struct WritingPlace {
  DocumentKind document = DocumentKind::kPlan;
  FieldRef text;
  Anchor start;  // of the selection; equal to `end`: a caret
  Anchor end;    // where the caret is
  friend bool operator==(const WritingPlace&, const WritingPlace&) = default;
};

struct Presence {
  bool joined = false;  // past the join page
  std::optional<WritingPlace> place;
  friend bool operator==(const Presence&, const Presence&) = default;
};

[[nodiscard]] Bytes EncodePresence(const Presence& presence);
[[nodiscard]] Result<Presence> DecodePresence(ByteView bytes);

}  // namespace samsyn
