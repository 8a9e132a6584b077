// A whole document as bytes: what a newcomer loads instead of every update there ever was. README.md beside this file
// has the format.
#pragma once

#include <memory>

#include "shared/base/bytes.h"
#include "shared/base/result.h"
#include "shared/document/document.h"

namespace samsyn {

inline constexpr std::uint8_t kSnapshotFormat = 1;
// Bytes of a snapshot before compression; the bound on what a few hostile bytes may unpack to.
inline constexpr std::size_t kMaxSnapshotBytes = 64 * 1024 * 1024;

// Copies with the same state give the same bytes. Updates that wait for others are part of the state.
[[nodiscard]] Bytes SaveSnapshot(const Document& document);

// A document that goes on from there, as `replica`: a new one, or the one that saved and is gone. Errors: bytes that
// are no snapshot, or of a newer format.
[[nodiscard]] Result<std::unique_ptr<Document>> LoadSnapshot(ByteView bytes, ReplicaId replica);

}  // namespace samsyn
