// The fewest changes that make one frame's tree of the last one's, for the mirror to repeat on its elements.
//
// Operations are applied in order. Insert and move put a node after its sibling `after` (kNoNode: first in
// `node.parent`). Removals come last and name only the topmost node of what goes away.
#pragma once

#include <cstdint>
#include <vector>

#include "client/semantics/node.h"
#include "client/semantics/tree.h"
#include "shared/base/bytes.h"

namespace samsyn {

struct DiffOperation {
  // The numbers are part of the format that web/mirror.js reads.
  enum class Kind : std::uint8_t { kInsert = 1, kMove = 2, kUpdate = 3, kRect = 4, kRemove = 5 };
  Kind kind = Kind::kInsert;
  NodeId after = kNoNode;
  SemanticNode node;  // kMove and kRemove: only id and parent matter; kRect: id, rect and content_height
};

// A node of `pinned` or above it stays where it is and others move around it: the focused element, as the browser
// would drop its focus and composition.
[[nodiscard]] std::vector<DiffOperation> Diff(const SemanticTree& before, const SemanticTree& after, NodeId pinned);

// The format that web/mirror.js reads.
void Encode(const DiffOperation& operation, ByteWriter& writer);

}  // namespace samsyn
