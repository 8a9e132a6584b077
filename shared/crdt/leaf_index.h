// Which leaf each element of a sequence is in, by its local number.
//
// Neighbours in time are mostly neighbours in place, so this is kept as runs: for every block of 256 elements the
// places where the leaf changes, four bytes each.
#pragma once

#include <cstdint>
#include <vector>

#include "shared/crdt/node_sizes.h"

namespace samsyn {

class LeafIndex {
 public:
  LeafIndex() = default;
  // From the leaf of each element.
  explicit LeafIndex(const std::vector<std::uint32_t>& leaf_of);

  // `leaf` is below 2^24. Elements are added in order, without gaps; `size` is how many there are then.
  void Set(std::uint32_t first, std::uint32_t count, std::uint32_t leaf, std::uint32_t size);
  [[nodiscard]] std::uint32_t Get(std::uint32_t local) const;
  // New elements from `first` on, in the leaf of the one before them, need not be told.
  [[nodiscard]] bool Holds(std::uint32_t first, std::uint32_t count) const {
    return first % kBlock != 0 && first % kBlock + count <= kBlock;
  }

 private:
  static constexpr std::uint32_t kBlockBits = kIndexBlockBits;
  static constexpr std::uint32_t kBlock = 1u << kBlockBits;
  // The offset in the block above the leaf from there on.
  using Run = std::uint32_t;
  using Block = std::vector<Run>;

  enum class RunsOn { kNothing, kOldRun };  // what stands after the elements that are set

  static Run MakeRun(std::uint32_t offset, std::uint32_t leaf) { return offset << 24 | leaf; }
  static std::uint32_t LeafOf(Run run) { return run & 0xFFFFFF; }
  static void SetInBlock(Block& block, std::uint32_t begin, std::uint32_t end, std::uint32_t leaf, RunsOn after);

  // The last run goes on into what is not there yet.
  std::vector<Block> blocks_;
};

}  // namespace samsyn
