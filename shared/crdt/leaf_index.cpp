#include "shared/crdt/leaf_index.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace samsyn {

LeafIndex::LeafIndex(const std::vector<std::uint32_t>& leaf_of) : blocks_((leaf_of.size() + kBlock - 1) >> kBlockBits) {
  const auto size = static_cast<std::uint32_t>(leaf_of.size());
  Block runs;
  for (std::uint32_t start = 0; start < size; start += kBlock) {
    runs.clear();
    const std::uint32_t end = std::min(size, start + kBlock);
    for (std::uint32_t local = start; local < end; ++local) {
      if (local == start || leaf_of[local] != leaf_of[local - 1]) {
        runs.push_back(MakeRun(local - start, leaf_of[local]));
      }
    }
    blocks_[start >> kBlockBits] = runs;
  }
}

std::uint32_t LeafIndex::Get(std::uint32_t local) const {
  assert(local >> kBlockBits < blocks_.size());
  const Block& block = blocks_[local >> kBlockBits];
  const auto after = std::upper_bound(block.begin(), block.end(), MakeRun(local % kBlock, 0xFFFFFF));
  return LeafOf(*(after - 1));
}

void LeafIndex::Set(std::uint32_t first, std::uint32_t count, std::uint32_t leaf, std::uint32_t size) {
  assert(leaf <= 0xFFFFFF);
  const std::uint32_t end = first + count;
  blocks_.resize(std::max<std::size_t>(blocks_.size(), (end + kBlock - 1) >> kBlockBits));
  while (first < end) {
    const std::uint32_t start = first & ~(kBlock - 1);
    const std::uint32_t stop = std::min(end, start + kBlock);
    SetInBlock(blocks_[first >> kBlockBits], first - start, stop - start, leaf,
               stop < size ? RunsOn::kOldRun : RunsOn::kNothing);
    first = stop;
  }
}

void LeafIndex::SetInBlock(Block& block, std::uint32_t begin, std::uint32_t end, std::uint32_t leaf, RunsOn after) {
  const auto first = std::lower_bound(block.begin(), block.end(), MakeRun(begin, 0));
  auto last = end == kBlock ? block.end() : std::lower_bound(first, block.end(), MakeRun(end, 0));
  std::array<Run, 2> fresh{};
  std::size_t count = 0;
  if (first == block.begin() || LeafOf(*(first - 1)) != leaf) fresh[count++] = MakeRun(begin, leaf);
  if (last != block.end() && *last == MakeRun(end, leaf)) {
    ++last;
  } else if (after == RunsOn::kOldRun && end < kBlock && (last == block.end() || *last >> 24 != end)) {
    const std::uint32_t rest = LeafOf(*(last - 1));
    if (rest != leaf) fresh[count++] = MakeRun(end, rest);
  }
  const auto old = static_cast<std::size_t>(last - first);
  const std::size_t kept = std::min(old, count);
  const auto place = std::copy_n(fresh.begin(), kept, first);
  if (old > count) {
    block.erase(place, last);
  } else {
    block.insert(place, fresh.begin() + static_cast<std::ptrdiff_t>(kept),
                 fresh.begin() + static_cast<std::ptrdiff_t>(count));
  }
}

}  // namespace samsyn
