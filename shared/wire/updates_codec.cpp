#include "shared/wire/updates_codec.h"

#include <algorithm>

namespace samsyn {
namespace {

// Modulo 2^64, because what a hostile relay sends may overflow.
std::int64_t Difference(std::uint64_t from, std::uint64_t to) { return static_cast<std::int64_t>(to - from); }
std::uint64_t Sum(std::uint64_t from, std::int64_t difference) { return from + static_cast<std::uint64_t>(difference); }

}  // namespace

// As many as there are: nobody who was named.
std::size_t UpdatesCodec::Find(const StoredUpdate& update) const {
  const auto found = std::find_if(authors_.begin(), authors_.end(), [&](const Author& author) {
    return author.replica == update.replica && author.participant == update.participant;
  });
  return static_cast<std::size_t>(found - authors_.begin());
}

void UpdatesCodec::Remember(const StoredUpdate& update, std::size_t author) {
  sequence_ = update.sequence;
  at_ = update.at;
  if (author < authors_.size()) {
    authors_[author].counter = update.counter;
  } else if (authors_.size() < kNamedAuthors) {
    authors_.push_back({update.participant, update.replica, update.counter});
  }
}

void UpdatesCodec::Write(ByteWriter& out, const StoredUpdate& update) {
  const std::size_t author = Find(update);
  const bool was_named = author < authors_.size();
  out.SignedVarint(Difference(sequence_ + 1, update.sequence));
  out.Varint(was_named ? author + 1 : 0);
  if (!was_named) {
    out.Text(update.participant);
    out.Fixed64(update.replica);
  }
  out.SignedVarint(Difference(was_named ? authors_[author].counter : 0, update.counter));
  out.SignedVarint(Difference(static_cast<std::uint64_t>(at_), static_cast<std::uint64_t>(update.at)));
  out.Blob(update.payload);
  Remember(update, author);
}

StoredUpdate UpdatesCodec::Read(ByteReader& in) {
  StoredUpdate update;
  update.sequence = Sum(sequence_ + 1, in.SignedVarint());
  const auto named = static_cast<std::size_t>(in.VarintUpTo(authors_.size()));
  std::uint64_t counter = 0;
  if (named == 0) {
    update.participant = in.Text(kMaxIdBytes);
    update.replica = in.Fixed64();
    if (Find(update) < authors_.size()) in.Fail();
  } else {
    const Author& author = authors_[named - 1];
    update.participant = author.participant;
    update.replica = author.replica;
    counter = author.counter;
  }
  update.counter = Sum(counter, in.SignedVarint());
  update.at = static_cast<std::int64_t>(Sum(static_cast<std::uint64_t>(at_), in.SignedVarint()));
  const ByteView payload = in.Blob(kMaxUpdateBytes);
  update.payload.assign(payload.begin(), payload.end());
  Remember(update, named == 0 ? authors_.size() : named - 1);
  return update;
}

}  // namespace samsyn
