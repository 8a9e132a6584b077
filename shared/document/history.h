// A document as it was at any time: its updates in the order in which the journal numbered them.
//
// Nothing is computed until somebody asks. Then the updates are applied again from the nearest snapshot before, and
// snapshots are kept along the way, so that looking back and forth costs little. Who wrote a part of the text is in the
// names of its characters (Document::CharactersIn).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "shared/base/bytes.h"
#include "shared/base/result.h"
#include "shared/document/document.h"

namespace samsyn {

class History {
 public:
  // `reader` is the replica of the documents that are handed out; nobody else's.
  explicit History(ReplicaId reader) : reader_(reader) {}

  // Begins with a snapshot that holds everything up to `sequence`, instead of with nothing. Before anything is added.
  [[nodiscard]] Status StartFrom(std::uint64_t sequence, Bytes snapshot);
  // Sequence numbers grow; gaps are other documents' updates. Error: one that does not.
  [[nodiscard]] Status Add(std::uint64_t sequence, Update update);

  [[nodiscard]] std::uint64_t First() const { return first_; }
  [[nodiscard]] std::uint64_t Last() const { return updates_.empty() ? first_ : updates_.back().sequence; }

  // The document when the journal had come to `sequence`, from First() on; past Last() it is as it is now. An update
  // that is malformed changes nothing, as it did then. Error: a time before First().
  [[nodiscard]] Result<std::unique_ptr<Document>> At(std::uint64_t sequence);

 private:
  struct Numbered {
    std::uint64_t sequence = 0;
    Update update;
  };

  ReplicaId reader_;
  std::uint64_t first_ = 0;
  std::vector<Numbered> updates_;
  std::map<std::uint64_t, Bytes> snapshots_;  // by the sequence number up to which each holds everything
};

}  // namespace samsyn
