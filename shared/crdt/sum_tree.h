// Leaves in order, found by what they hold.
//
// A B+ tree in which every node knows the sums of what is below each child: a text of chunks is searched by characters
// and by UTF-16 units, an order of spans by visible elements. What a leaf holds is its owner's business; here it is a
// number, from 0 on, and some counts. Numbers of removed leaves are given again. Every call takes O(log leaves).
#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>
#include <vector>

#include "shared/crdt/node_sizes.h"

namespace samsyn {

inline constexpr std::uint32_t kNoLeaf = 0xFFFFFFFF;

template <std::size_t kKinds>
class SumTree {
 public:
  using Sums = std::array<std::uint32_t, kKinds>;
  struct Found {
    std::uint32_t leaf = kNoLeaf;
    Sums before{};  // of all leaves before this one
  };

  [[nodiscard]] const Sums& Total() const { return total_; }
  [[nodiscard]] bool IsEmpty() const { return leaf_count_ == 0; }

  // A new leaf with nothing in it, right after `before` (kNoLeaf: first of all).
  std::uint32_t InsertAfter(std::uint32_t before) {
    std::uint32_t leaf = free_leaf_;
    if (leaf == kNoLeaf) {
      leaf = static_cast<std::uint32_t>(links_.size());
      links_.emplace_back();
    } else {
      free_leaf_ = links_[leaf].node;
    }
    if (leaf_count_++ == 0) {
      root_ = NewNode();
      height_ = 0;
      InsertChild(root_, 0, leaf, 0);
    } else {
      const Link at = before == kNoLeaf ? links_[First()] : links_[before];
      InsertChild(at.node, before == kNoLeaf ? 0 : at.index + 1, leaf, 0);
    }
    return leaf;
  }

  void Remove(std::uint32_t leaf) {
    const Link link = links_[leaf];
    Add(leaf, Negative(nodes_[link.node].sums[link.index]));
    links_[leaf].node = free_leaf_;
    free_leaf_ = leaf;
    --leaf_count_;
    RemoveChild(link.node, link.index, 0);
  }

  // Changes what the leaf holds; less of something is more of it modulo 2^32.
  void Add(std::uint32_t leaf, const Sums& more) {
    Increase(total_, more);
    AddAbove(links_[leaf], more);
  }

  // The leaf with the `target`th (from 0) of a kind; past the end the last leaf. There must be leaves.
  [[nodiscard]] Found FindAt(std::size_t kind, std::uint32_t target) const {
    Found found;
    std::uint32_t child = root_;
    for (std::uint32_t level = 0; level <= height_; ++level) {
      const Node& node = nodes_[child];
      std::uint32_t i = 0;
      for (; i + 1 < node.count && target - found.before[kind] >= node.sums[i][kind]; ++i) {
        Increase(found.before, node.sums[i]);
      }
      child = node.children[i];
    }
    found.leaf = child;
    return found;
  }

  [[nodiscard]] Sums Before(std::uint32_t leaf) const {
    Sums before{};
    for (Link at = links_[leaf]; at.node != kNoNode; at = nodes_[at.node].link) {
      for (std::uint32_t i = 0; i < at.index; ++i) Increase(before, nodes_[at.node].sums[i]);
    }
    return before;
  }

  [[nodiscard]] bool Precedes(std::uint32_t leaf, std::uint32_t other) const {
    Link one = links_[leaf];
    Link two = links_[other];
    while (one.node != two.node) {
      one = nodes_[one.node].link;
      two = nodes_[two.node].link;
    }
    return one.index < two.index;
  }

  // Neighbours in order; kNoLeaf past the ends.
  [[nodiscard]] std::uint32_t First() const { return IsEmpty() ? kNoLeaf : FirstBelow(root_, height_); }
  [[nodiscard]] std::uint32_t Next(std::uint32_t leaf) const {
    Link at = links_[leaf];
    std::uint32_t level = 0;
    while (at.index + 1 == nodes_[at.node].count) {
      at = nodes_[at.node].link;
      if (at.node == kNoNode) return kNoLeaf;
      ++level;
    }
    const std::uint32_t child = nodes_[at.node].children[at.index + 1];
    return level == 0 ? child : FirstBelow(child, level - 1);
  }
  [[nodiscard]] std::uint32_t Previous(std::uint32_t leaf) const {
    Link at = links_[leaf];
    std::uint32_t level = 0;
    while (at.index == 0) {
      at = nodes_[at.node].link;
      if (at.node == kNoNode) return kNoLeaf;
      ++level;
    }
    std::uint32_t child = nodes_[at.node].children[at.index - 1];
    for (; level > 0; --level) child = nodes_[child].children[nodes_[child].count - 1];
    return child;
  }

 private:
  static constexpr std::uint32_t kNoNode = 0xFFFFFFFF;
  static constexpr std::uint32_t kChildren = kTreeChildren;
  struct Link {
    std::uint32_t node = kNoNode;  // of a removed leaf: the next removed one
    std::uint32_t index = 0;
  };
  struct Node {
    Link link;
    std::uint32_t count = 0;
    std::array<std::uint32_t, kChildren> children;  // leaves at level 0, else nodes
    std::array<Sums, kChildren> sums;
  };

  static void Increase(Sums& sums, const Sums& more) {
    for (std::size_t kind = 0; kind < kKinds; ++kind) sums[kind] += more[kind];
  }
  static Sums Negative(Sums sums) {
    for (std::uint32_t& sum : sums) sum = 0u - sum;
    return sums;
  }

  std::uint32_t NewNode() {
    if (free_node_ == kNoNode) {
      nodes_.emplace_back();
      return static_cast<std::uint32_t>(nodes_.size() - 1);
    }
    const std::uint32_t node = free_node_;
    free_node_ = nodes_[node].link.node;
    nodes_[node] = {};
    return node;
  }

  [[nodiscard]] std::uint32_t FirstBelow(std::uint32_t node, std::uint32_t level) const {
    for (; level > 0; --level) node = nodes_[node].children[0];
    return nodes_[node].children[0];
  }

  void LinkChildren(std::uint32_t number, std::uint32_t from, std::uint32_t level) {
    const Node& node = nodes_[number];
    for (std::uint32_t i = from; i < node.count; ++i) {
      (level == 0 ? links_[node.children[i]] : nodes_[node.children[i]].link) = {number, i};
    }
  }

  void AddAbove(Link at, const Sums& more) {
    for (; at.node != kNoNode; at = nodes_[at.node].link) Increase(nodes_[at.node].sums[at.index], more);
  }

  // The child has nothing below it yet, or its sums are added afterwards.
  void InsertChild(std::uint32_t number, std::uint32_t index, std::uint32_t child, std::uint32_t level) {
    if (nodes_[number].count == kChildren) {
      const std::uint32_t upper = SplitNode(number, index == kChildren, level);
      const std::uint32_t kept = nodes_[number].count;
      if (index > kept || kept == kChildren) {
        number = upper;
        index -= kept;
      }
    }
    Node& node = nodes_[number];
    std::copy_backward(node.children.begin() + index, node.children.begin() + node.count,
                       node.children.begin() + node.count + 1);
    std::copy_backward(node.sums.begin() + index, node.sums.begin() + node.count, node.sums.begin() + node.count + 1);
    ++node.count;
    node.children[index] = child;
    node.sums[index] = {};
    LinkChildren(number, index, level);
  }

  // Moves the later half of a full node's children to a new one; nothing when the new child comes last, so that a tree
  // built from left to right has full nodes.
  std::uint32_t SplitNode(std::uint32_t number, bool at_end, std::uint32_t level) {
    if (number == root_) {
      const std::uint32_t root = NewNode();
      root_ = root;
      ++height_;
      nodes_[root].count = 1;
      nodes_[root].children[0] = number;
      nodes_[root].sums[0] = total_;
      nodes_[number].link = {root, 0};
    }
    const std::uint32_t upper = NewNode();
    Node& lower_node = nodes_[number];
    Node& upper_node = nodes_[upper];
    const std::uint32_t kept = at_end ? kChildren : kChildren / 2;
    Sums moved{};
    for (std::uint32_t i = kept; i < kChildren; ++i) {
      upper_node.children[i - kept] = lower_node.children[i];
      upper_node.sums[i - kept] = lower_node.sums[i];
      Increase(moved, lower_node.sums[i]);
    }
    upper_node.count = kChildren - kept;
    lower_node.count = kept;
    LinkChildren(upper, 0, level);
    const Link link = lower_node.link;
    InsertChild(link.node, link.index + 1, upper, level + 1);
    AddAbove(nodes_[number].link, Negative(moved));
    AddAbove(nodes_[upper].link, moved);
    return upper;
  }

  void RemoveChild(std::uint32_t number, std::uint32_t index, std::uint32_t level) {
    Node& node = nodes_[number];
    std::copy(node.children.begin() + index + 1, node.children.begin() + node.count, node.children.begin() + index);
    std::copy(node.sums.begin() + index + 1, node.sums.begin() + node.count, node.sums.begin() + index);
    --node.count;
    LinkChildren(number, index, level);
    if (node.count > 0) return;
    const Link link = node.link;
    node.link.node = free_node_;
    free_node_ = number;
    if (number != root_) RemoveChild(link.node, link.index, level + 1);
  }

  std::vector<Node> nodes_;
  std::vector<Link> links_;  // by leaf
  Sums total_{};
  std::uint32_t root_ = 0;
  std::uint32_t height_ = 0;
  std::uint32_t leaf_count_ = 0;
  std::uint32_t free_leaf_ = kNoLeaf;
  std::uint32_t free_node_ = kNoNode;
};

}  // namespace samsyn
