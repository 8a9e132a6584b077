// The visible characters of a text: UTF-8 in chunks of some kilobytes, each with a gap where it was last edited, found
// through a tree by code points and by UTF-16 units.
//
// Positions are code points unless a name says otherwise. Callers keep them inside the text and pass valid UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shared/crdt/node_sizes.h"
#include "shared/crdt/sum_tree.h"

namespace samsyn {

class TextBuffer {
 public:
  [[nodiscard]] std::size_t CodePoints() const {
    return tree_.Total()[kPoints] + (current_ == kNoLeaf ? 0u : chunks_[current_].points - counted_.points);
  }

  void Insert(std::size_t position, std::string_view text);
  void Erase(std::size_t position, std::size_t count);
  [[nodiscard]] std::string Slice(std::size_t position, std::size_t count) const;
  [[nodiscard]] std::string ToString() const { return Slice(0, CodePoints()); }

  [[nodiscard]] std::size_t ToUtf16(std::size_t position) const;
  // A unit inside a surrogate pair gives the code point it belongs to; past the end gives the end.
  [[nodiscard]] std::size_t FromUtf16(std::size_t units) const;

 private:
  // What the tree counts.
  static constexpr std::size_t kPoints = 0;
  static constexpr std::size_t kUnits = 1;
  struct Measure {
    std::uint32_t points = 0;
    std::uint32_t pairs = 0;  // code points that are two UTF-16 units
  };
  struct Chunk {
    std::string bytes;  // [0, gap) and [gap_end, size) are text
    std::size_t gap = 0;
    std::size_t gap_end = 0;
    std::uint32_t points_before_gap = 0;
    std::uint32_t points = 0;
    std::uint32_t pairs = 0;

    [[nodiscard]] std::string_view Front() const { return std::string_view(bytes).substr(0, gap); }
    [[nodiscard]] std::string_view Back() const { return std::string_view(bytes).substr(gap_end); }
    [[nodiscard]] std::size_t TextBytes() const { return bytes.size() - (gap_end - gap); }
    void MoveGap(std::uint32_t point);
    void Append(std::string& out, std::uint32_t point, std::uint32_t count) const;
  };

  [[nodiscard]] static Measure MeasureOf(std::string_view text);
  void InsertPiece(std::size_t position, std::string_view piece);
  // Makes the chunk that holds the character before `position` (or the first one) the current one.
  void Find(std::size_t position) const;
  void Enter(std::uint32_t number, std::size_t start) const;
  void TellTree() const;
  std::uint32_t AddChunk(std::uint32_t before);
  void Split(std::uint32_t number);

  mutable SumTree<2> tree_;
  std::vector<Chunk> chunks_;  // by leaf of the tree
  // The chunk last looked at, and the position at which it begins. The tree learns of what changes in it when somebody
  // asks the tree; `counted_` is what it knows.
  mutable std::uint32_t current_ = kNoLeaf;
  mutable std::size_t current_start_ = 0;
  mutable Measure counted_;
};

}  // namespace samsyn
