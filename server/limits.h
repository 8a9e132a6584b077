// Everything the relay bounds, as named settings with their defaults. config.cpp gives each a command-line option.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "shared/wire/limits.h"

namespace samsyn {

struct Limits {
  std::size_t frame_bytes = kMaxFrameBytes;            // one frame from a client
  std::size_t update_bytes = kMaxUpdateBytes;          // one update's payload
  std::uint64_t meeting_bytes = 64u * 1024 * 1024;     // everything stored for one meeting
  std::size_t messages_per_second = 200;               // one connection, on average; more is slowed down
  std::size_t message_burst = 2000;                    // one connection, at once
  std::size_t commands_per_second = 2;                 // one connection, on average; each is a sync to disk
  std::size_t command_burst = 40;                      // one connection, at once
  std::size_t participants_per_meeting = 100;          // those whose link was taken back included
  std::size_t connections_per_meeting = 200;           // at the same time
  std::size_t connections = 10000;                     // at the same time, everybody, page loads included
  std::size_t connections_per_address = 500;           // of those; the staff of a municipality may share one address
  std::size_t wrong_links_per_address = 20;            // tried at once
  std::size_t wrong_links_per_meeting = 60;            // tried at once
  std::size_t created_per_hour = 20;                   // meetings, from one address
  std::size_t send_queue_bytes = 4u * 1024 * 1024;     // waiting for a reader before it is dropped
  std::size_t replay_cache_bytes = 32u * 1024 * 1024;  // what was sent to those who catch up, for the next ones
  std::chrono::milliseconds handshake{10'000};         // from the first byte to Hello
  std::chrono::milliseconds idle{60'000};              // without a sign of life; pinged after half of it
  std::chrono::milliseconds download{120'000};         // one file to one browser
  std::chrono::milliseconds wrong_link_refill_per_address{30'000};  // until one more may be tried
  std::chrono::milliseconds wrong_link_refill_per_meeting{10'000};  // until one more may be tried
};

// Descriptors the relay needs beside its connections.
inline constexpr std::size_t kSpareDescriptors = 64;

// Stored beside a payload's own bytes: an update counts as at least this much of meeting_bytes.
inline constexpr std::uint64_t kUpdateOverheadBytes = 64;

// A meeting is kept at most this long after somebody has said how long.
inline constexpr std::chrono::milliseconds kLongestRetention = std::chrono::hours(24 * 400);

}  // namespace samsyn
