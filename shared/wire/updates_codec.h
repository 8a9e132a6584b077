// The updates of one Updates frame, one after the other: most of what is sent to whoever opens a meeting.
//
// They were stored close to each other by few people, so each is written as what differs from those before it in the
// frame. An update is, as in base/bytes.h:
//
//   sequence     signed: what it is above one more than the last update's (0 before the first)
//   author       0: another one, and then participant (text) and replica (eight bytes); n: the nth named in this frame,
//                of which the first kNamedAuthors can be referred to
//   counter      signed: what it is above the author's last one (0 for another one)
//   at           signed: what it is above the last update's (0 before the first)
//   payload      a byte string
//
// There is one encoding of each frame; any other is malformed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "shared/base/bytes.h"
#include "shared/base/ids.h"
#include "shared/wire/frames.h"

namespace samsyn {

inline constexpr std::size_t kNamedAuthors = 127;

// What has gone before in the frame. One for each frame.
class UpdatesCodec {
 public:
  void Write(ByteWriter& out, const StoredUpdate& update);
  // Nothing of use when the reader has failed.
  [[nodiscard]] StoredUpdate Read(ByteReader& in);

 private:
  struct Author {
    std::string participant;
    ReplicaId replica = 0;
    std::uint64_t counter = 0;  // of the last update
  };
  [[nodiscard]] std::size_t Find(const StoredUpdate& update) const;
  void Remember(const StoredUpdate& update, std::size_t author);

  std::vector<Author> authors_;
  std::uint64_t sequence_ = 0;
  std::int64_t at_ = 0;
};

}  // namespace samsyn
