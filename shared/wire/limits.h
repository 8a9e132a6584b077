// The largest things the protocol carries. The relay's own settings may be stricter, never looser.
#pragma once

#include <cstddef>
#include <cstdint>

namespace samsyn {

inline constexpr std::size_t kMaxFrameBytes = 256 * 1024;
inline constexpr std::size_t kMaxUpdateBytes = 128 * 1024;  // one update's payload
inline constexpr std::size_t kMaxPresenceBytes = 4 * 1024;  // one presence payload
inline constexpr std::size_t kMaxUpdatesPerFrame = 4096;    // in one Updates frame
inline constexpr std::size_t kMaxIdBytes = 64;              // a meeting or participant id
inline constexpr std::size_t kMaxTokenBytes = 128;          // the secret of a link
inline constexpr std::size_t kMaxCodeBytes = 128;           // what is said to be let make a meeting
inline constexpr std::size_t kMaxParticipants = 200;        // in one meeting
inline constexpr std::size_t kMaxWrappedKeyBytes = 160;
inline constexpr std::size_t kMaxKeysPerCommand = 1000;
inline constexpr std::size_t kMaxKeysPerParticipant = 1000;
inline constexpr std::uint32_t kMaxKeyNumber = 1'000'000;
inline constexpr std::size_t kMaxLogEntriesPerFrame = 500;
inline constexpr std::size_t kMaxMessageBytes = 512;  // an error sentence

}  // namespace samsyn
