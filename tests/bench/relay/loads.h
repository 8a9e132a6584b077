// The loads. Each prints what it measured as lines of "name value".
#pragma once

#include <chrono>
#include <cstddef>

#include "tests/bench/relay/crowd.h"

namespace samsyn::bench {

struct Rooms {
  std::size_t first = 0;
  std::size_t count = 0;
};

// Everybody writes at their own moments, `per_second` times a second, whether the server keeps up or not. Latency is
// from when an edit was due until each of the others has it: what waits because the server does counts.
void RunOpenLoop(const ServerProcess& server, Protocol& protocol, Rooms rooms, double per_second,
                 std::chrono::milliseconds time);

// Everybody has so many edits under way, and writes the next one when the others have one of them (and the server has
// said that it is stored, where it does say so).
void RunClosedLoop(const ServerProcess& server, Protocol& protocol, Rooms rooms, std::size_t outstanding,
                   std::size_t edits, std::chrono::milliseconds time);

// So many connections that have joined and do nothing.
void RunIdle(const ServerProcess& server, Protocol& protocol, std::size_t first_room, std::size_t connections);

// Somebody comes into a room where somebody is, and has all of its text; so many times, one after the other. `writes`:
// the one who is there writes the text first.
void RunJoins(const ServerProcess& server, Protocol& protocol, std::size_t room, std::size_t joins, bool writes);

}  // namespace samsyn::bench
