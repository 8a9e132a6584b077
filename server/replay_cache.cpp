#include "server/replay_cache.h"

#include <utility>

namespace samsyn {

ReplayCache::Piece* ReplayCache::Find(const Room& room, std::uint64_t after) {
  const auto found = places_.find({&room, after});
  if (found == places_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return &found->second->piece;
}

void ReplayCache::Keep(const Room& room, std::uint64_t after, Piece piece) {
  const Key key{&room, after};
  if (const auto found = places_.find(key); found != places_.end()) Drop(found);
  if (piece.frame.size() > limit_) return;
  bytes_ += piece.frame.size();
  entries_.push_front({key, std::move(piece)});
  places_.emplace(key, entries_.begin());
  while (bytes_ > limit_) Drop(places_.find(entries_.back().key));
}

void ReplayCache::Forget(const Room& room) {
  auto found = places_.lower_bound({&room, 0});
  while (found != places_.end() && found->first.room == &room) Drop(found++);
}

void ReplayCache::Drop(std::map<Key, Entries::iterator>::iterator found) {
  bytes_ -= found->second->piece.frame.size();
  entries_.erase(found->second);
  places_.erase(found);
}

}  // namespace samsyn
