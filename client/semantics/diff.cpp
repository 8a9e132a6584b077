#include "client/semantics/diff.h"

#include <unordered_map>
#include <unordered_set>

namespace samsyn {
namespace {

using Children = std::unordered_map<NodeId, std::vector<NodeId>>;

Children ChildrenByParent(const SemanticTree& tree) {
  Children children;
  for (const auto& node : tree.Nodes()) children[node.parent].push_back(node.id);
  return children;
}

bool SameButPlace(const SemanticNode& a, const SemanticNode& b) {
  SemanticNode moved = a;
  moved.parent = b.parent;
  moved.rect = b.rect;
  moved.content_height = b.content_height;
  if (b.role == NodeRole::kTextField) moved.value = b.value;  // reaches the field as commands, around the user's caret
  return moved == b;
}

bool SamePlace(const SemanticNode& a, const SemanticNode& b) {
  return a.rect == b.rect && a.content_height == b.content_height;
}

// Of children that were already here, those that may stay: the longest run in the same order, where pinned ones weigh
// more than all the others together.
std::unordered_set<NodeId> Staying(const std::vector<NodeId>& now, const std::unordered_map<NodeId, std::size_t>& was,
                                   const std::unordered_set<NodeId>& pinned) {
  std::vector<NodeId> kept;
  for (NodeId id : now) {
    if (was.contains(id)) kept.push_back(id);
  }
  std::vector<std::size_t> weight(kept.size(), 0);
  std::vector<std::size_t> previous(kept.size(), kept.size());
  std::size_t best = kept.size();
  for (std::size_t i = 0; i < kept.size(); ++i) {
    // The usual case, nothing moved, must not cost a square.
    const bool follows = i > 0 && was.at(kept[i - 1]) < was.at(kept[i]) && best == i - 1;
    if (follows) {
      previous[i] = i - 1;
      weight[i] = weight[i - 1];
    } else {
      for (std::size_t j = 0; j < i; ++j) {
        if (was.at(kept[j]) < was.at(kept[i]) && weight[j] > weight[i]) {
          weight[i] = weight[j];
          previous[i] = j;
        }
      }
    }
    weight[i] += pinned.contains(kept[i]) ? kept.size() + 1 : 1;
    if (best == kept.size() || weight[i] > weight[best]) best = i;
  }
  std::unordered_set<NodeId> staying;
  for (std::size_t at = best; at < kept.size(); at = previous[at]) staying.insert(kept[at]);
  return staying;
}

// In 64ths of a pixel, as browsers count.
void WriteLength(float length, ByteWriter& writer) {
  const float parts = length * 64.0F;
  writer.SignedVarint(static_cast<std::int64_t>(parts < 0 ? parts - 0.5F : parts + 0.5F));
}

void WritePlace(const SemanticNode& node, ByteWriter& writer) {
  WriteLength(node.rect.x, writer);
  WriteLength(node.rect.y, writer);
  WriteLength(node.rect.width, writer);
  WriteLength(node.rect.height, writer);
  WriteLength(node.content_height, writer);
}

void WriteContent(const SemanticNode& node, ByteWriter& writer) {
  writer.Text(node.name);
  writer.Text(node.description);
  writer.Text(node.value);
  writer.Text(node.placeholder);
  writer.Text(node.lang);
  writer.Varint(node.options.size());
  for (const auto& option : node.options) writer.Text(option);
  writer.Byte(static_cast<std::uint8_t>(node.level));
  writer.Byte(static_cast<std::uint8_t>(node.pressed));
  writer.Byte(static_cast<std::uint8_t>(node.checked));
  writer.Byte(static_cast<std::uint8_t>(node.expanded));
  const bool flags[] = {node.current,   node.disabled, node.invalid, node.read_only,
                        node.multiline, node.ordered,  node.bold};
  std::uint8_t bits = 0;
  for (std::size_t i = 0; i < std::size(flags); ++i) {
    if (flags[i]) bits = static_cast<std::uint8_t>(bits | (1U << i));
  }
  writer.Byte(bits);
  writer.Byte(static_cast<std::uint8_t>(node.look));
  WriteLength(node.field.font_size, writer);
  WriteLength(node.field.line_height, writer);
  WriteLength(node.field.padding_x, writer);
  WriteLength(node.field.padding_y, writer);
  WriteLength(node.corner_radius, writer);
}

}  // namespace

std::vector<DiffOperation> Diff(const SemanticTree& before, const SemanticTree& after, NodeId pinned) {
  std::vector<DiffOperation> operations;
  const Children old_children = ChildrenByParent(before);
  const Children new_children = ChildrenByParent(after);
  std::unordered_set<NodeId> pins;
  for (const SemanticNode* at = after.Find(pinned); at != nullptr; at = after.Find(at->parent)) pins.insert(at->id);

  std::unordered_map<NodeId, NodeId> previous_sibling;
  std::unordered_set<NodeId> staying;
  for (const auto& [parent, children] : new_children) {
    std::unordered_map<NodeId, std::size_t> was;
    if (auto old = old_children.find(parent); old != old_children.end()) {
      for (std::size_t i = 0; i < old->second.size(); ++i) was.emplace(old->second[i], i);
    }
    staying.merge(Staying(children, was, pins));
    NodeId last = kNoNode;
    for (NodeId child : children) {
      previous_sibling[child] = last;
      last = child;
    }
  }

  for (const auto& node : after.Nodes()) {
    const SemanticNode* old = before.Find(node.id);
    if (old == nullptr || old->role != node.role) {
      operations.push_back({DiffOperation::Kind::kInsert, previous_sibling[node.id], node});
      continue;
    }
    if (!staying.contains(node.id)) {
      SemanticNode place;
      place.id = node.id;
      place.parent = node.parent;
      operations.push_back({DiffOperation::Kind::kMove, previous_sibling[node.id], place});
    }
    if (!SameButPlace(*old, node)) {
      operations.push_back({DiffOperation::Kind::kUpdate, kNoNode, node});
    } else if (!SamePlace(*old, node)) {
      SemanticNode place;
      place.id = node.id;
      place.parent = node.parent;
      place.rect = node.rect;
      place.content_height = node.content_height;
      operations.push_back({DiffOperation::Kind::kRect, kNoNode, place});
    }
  }

  for (const auto& node : before.Nodes()) {
    if (after.Find(node.id) != nullptr) continue;
    if (before.Find(node.parent) != nullptr && after.Find(node.parent) == nullptr) continue;
    SemanticNode gone;
    gone.id = node.id;
    gone.parent = node.parent;
    operations.push_back({DiffOperation::Kind::kRemove, kNoNode, gone});
  }
  return operations;
}

void Encode(const DiffOperation& operation, ByteWriter& writer) {
  writer.Byte(static_cast<std::uint8_t>(operation.kind));
  writer.Fixed64(operation.node.id);
  switch (operation.kind) {
    case DiffOperation::Kind::kInsert:
      writer.Fixed64(operation.node.parent);
      writer.Fixed64(operation.after);
      writer.Byte(static_cast<std::uint8_t>(operation.node.role));
      WritePlace(operation.node, writer);
      WriteContent(operation.node, writer);
      break;
    case DiffOperation::Kind::kMove:
      writer.Fixed64(operation.node.parent);
      writer.Fixed64(operation.after);
      break;
    case DiffOperation::Kind::kUpdate:
      WritePlace(operation.node, writer);
      WriteContent(operation.node, writer);
      break;
    case DiffOperation::Kind::kRect:
      WritePlace(operation.node, writer);
      break;
    case DiffOperation::Kind::kRemove:
      break;
  }
}

}  // namespace samsyn
