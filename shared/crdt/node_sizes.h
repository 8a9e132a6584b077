// How much one node of each structure holds. Small nodes (SAMSYN_SMALL_NODES, in the fuzzers) are slow, but make tall
// trees of short texts, so that short random sessions meet every way to split and merge.
#pragma once

#include <cstddef>
#include <cstdint>

namespace samsyn {

#ifdef SAMSYN_SMALL_NODES
inline constexpr std::uint32_t kTreeChildren = 4;
inline constexpr std::uint32_t kLeafSpans = 4;
inline constexpr std::uint32_t kLoadedSpans = 3;
inline constexpr std::size_t kChunkBytes = 16;
inline constexpr std::uint32_t kIndexBlockBits = 3;
#else
inline constexpr std::uint32_t kTreeChildren = 32;
inline constexpr std::uint32_t kLeafSpans = 32;
inline constexpr std::uint32_t kLoadedSpans = 24;    // when a copy is loaded its leaves are left with room for edits
inline constexpr std::size_t kChunkBytes = 2048;     // of text
inline constexpr std::uint32_t kIndexBlockBits = 8;  // at most 8
#endif

}  // namespace samsyn
