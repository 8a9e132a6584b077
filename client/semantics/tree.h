// All nodes of one frame, in reading order (a parent before its children).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "client/semantics/node.h"

namespace samsyn {

class SemanticTree {
 public:
  // The parent must be there already, or kNoNode for the one root. The id must be new: two equal keys are a bug.
  void Add(SemanticNode node);
  void Clear();

  [[nodiscard]] bool IsEmpty() const { return nodes_.empty(); }
  [[nodiscard]] const std::vector<SemanticNode>& Nodes() const { return nodes_; }
  [[nodiscard]] const SemanticNode* Find(NodeId id) const;
  [[nodiscard]] SemanticNode* Find(NodeId id);
  [[nodiscard]] std::vector<NodeId> ChildrenOf(NodeId id) const;

  // By role and name, as people and tests look for things. The first in reading order; nullptr if there is none.
  [[nodiscard]] const SemanticNode* FindByRole(NodeRole role, std::string_view name) const;
  [[nodiscard]] std::vector<const SemanticNode*> AllByRole(NodeRole role) const;
  // Contains the text in a name somewhere.
  [[nodiscard]] bool HasText(std::string_view text) const;

  // In CSS pixels from the viewport's corner, as if nothing were scrolled.
  [[nodiscard]] SemanticRect AbsoluteRect(NodeId id) const;

  // Where the focus goes when `lost` is in this tree but not in `next`: the next focusable sibling that is left, else
  // the one before, else the same for the parent. kNoNode if nothing focusable is left.
  [[nodiscard]] NodeId FocusAfterLoss(NodeId lost, const SemanticTree& next) const;

  // For tests: one line a node, indented; what a screen reader is told of it.
  [[nodiscard]] std::string Describe() const;

 private:
  std::vector<SemanticNode> nodes_;
  std::unordered_map<NodeId, std::size_t> index_;
};

}  // namespace samsyn
