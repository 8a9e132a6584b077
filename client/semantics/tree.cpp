#include "client/semantics/tree.h"

#include <algorithm>
#include <cassert>
#include <string>
#include <utility>

namespace samsyn {
namespace {

std::string OneLine(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

}  // namespace

void SemanticTree::Add(SemanticNode node) {
  assert(node.id != kNoNode);
  assert(!index_.contains(node.id) && "two nodes with the same key in one container");
  assert(node.parent == kNoNode ? nodes_.empty() : index_.contains(node.parent));
  index_.emplace(node.id, nodes_.size());
  nodes_.push_back(std::move(node));
}

void SemanticTree::Clear() {
  nodes_.clear();
  index_.clear();
}

const SemanticNode* SemanticTree::Find(NodeId id) const {
  auto found = index_.find(id);
  return found == index_.end() ? nullptr : &nodes_[found->second];
}

SemanticNode* SemanticTree::Find(NodeId id) {
  auto found = index_.find(id);
  return found == index_.end() ? nullptr : &nodes_[found->second];
}

std::vector<NodeId> SemanticTree::ChildrenOf(NodeId id) const {
  std::vector<NodeId> children;
  for (const auto& node : nodes_) {
    if (node.parent == id) children.push_back(node.id);
  }
  return children;
}

const SemanticNode* SemanticTree::FindByRole(NodeRole role, std::string_view name) const {
  for (const auto& node : nodes_) {
    if (node.role == role && node.name == name) return &node;
  }
  return nullptr;
}

std::vector<const SemanticNode*> SemanticTree::AllByRole(NodeRole role) const {
  std::vector<const SemanticNode*> found;
  for (const auto& node : nodes_) {
    if (node.role == role) found.push_back(&node);
  }
  return found;
}

bool SemanticTree::HasText(std::string_view text) const {
  return std::any_of(nodes_.begin(), nodes_.end(),
                     [text](const auto& node) { return node.name.find(text) != std::string::npos; });
}

SemanticRect SemanticTree::AbsoluteRect(NodeId id) const {
  const SemanticNode* node = Find(id);
  if (node == nullptr) return {};
  SemanticRect rect = node->rect;
  for (node = Find(node->parent); node != nullptr; node = Find(node->parent)) {
    rect.x += node->rect.x;
    rect.y += node->rect.y;
  }
  return rect;
}

NodeId SemanticTree::FocusAfterLoss(NodeId lost, const SemanticTree& next) const {
  for (const SemanticNode* at = Find(lost); at != nullptr && at->parent != kNoNode; at = Find(at->parent)) {
    // The focusable nodes under the parent, split at where `at` and its contents were. Nodes are in reading order, so
    // an ancestor's contents follow it directly.
    NodeId before = kNoNode;
    bool passed = false;
    for (const auto& node : nodes_) {
      bool inside = false;
      for (const SemanticNode* up = &node; up != nullptr; up = Find(up->parent)) {
        if (up->id == at->parent) inside = true;
      }
      if (node.id == at->id) passed = true;
      if (!inside || node.id == lost || !IsFocusable(node)) continue;
      const SemanticNode* left = next.Find(node.id);
      if (left == nullptr || !IsFocusable(*left)) continue;
      if (passed) return node.id;
      before = node.id;
    }
    if (before != kNoNode) return before;
  }
  for (const auto& node : next.nodes_) {
    if (IsFocusable(node)) return node.id;
  }
  return kNoNode;
}

std::string SemanticTree::Describe() const {
  std::string text;
  for (const auto& node : nodes_) {
    for (const SemanticNode* up = Find(node.parent); up != nullptr; up = Find(up->parent)) text += "  ";
    text += RoleName(node.role);
    text += " \"" + OneLine(node.name) + "\"";
    if (!node.value.empty()) text += " = \"" + OneLine(node.value) + "\"";
    if (node.disabled) text += " disabled";
    if (node.current) text += " current";
    if (node.role == NodeRole::kHeading) text += " level " + std::to_string(node.level);
    for (const auto& [state, name] :
         {std::pair(node.pressed, "pressed"), {node.checked, "checked"}, {node.expanded, "expanded"}}) {
      if (state != Tristate::kNone) text += std::string(state == Tristate::kTrue ? " " : " not ") + name;
    }
    if (node.invalid) text += " invalid";
    if (node.read_only) text += " read-only";
    text += '\n';
  }
  return text;
}

}  // namespace samsyn
