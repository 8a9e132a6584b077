// What those who catch up are sent, encoded once: when a class of twenty opens the same meeting, its updates are read
// from the journal for the first of them only. Bounded; what was not asked for the longest goes first.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <list>
#include <map>

#include "shared/base/bytes.h"

namespace samsyn {

class Room;

class ReplayCache {
 public:
  struct Piece {
    std::uint64_t last = 0;  // the sequence number of its last update
    bool is_whole = false;   // as much as fits a frame: it stays as it is, whatever comes after it
    Bytes frame;             // an Updates frame
  };

  explicit ReplayCache(std::size_t bytes) : limit_(bytes) {}

  // What comes after this sequence number. Valid until the next call; null: not here.
  [[nodiscard]] Piece* Find(const Room& room, std::uint64_t after);
  // Replaces what was there. A piece larger than the cache is not kept.
  void Keep(const Room& room, std::uint64_t after, Piece piece);
  void Forget(const Room& room);

  [[nodiscard]] std::size_t Size() const { return bytes_; }

 private:
  struct Key {
    const Room* room = nullptr;
    std::uint64_t after = 0;
    friend auto operator<=>(const Key&, const Key&) = default;
  };
  struct Entry {
    Key key;
    Piece piece;
  };
  using Entries = std::list<Entry>;

  void Drop(std::map<Key, Entries::iterator>::iterator found);

  std::size_t limit_;
  std::size_t bytes_ = 0;
  Entries entries_;  // the one that was asked for last comes first
  std::map<Key, Entries::iterator> places_;
};

}  // namespace samsyn
