// Copies of one text that write apart and learn of each other when the test says so.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/text_splice.h"
#include "shared/base/utf8.h"
#include "shared/crdt/text_sequence.h"

namespace samsyn {

class TextCopy {
 public:
  explicit TextCopy(ReplicaId replica) : replica_(replica) {}

  [[nodiscard]] const TextSequence& Text() const { return text_; }
  [[nodiscard]] std::string ToString() const { return text_.ToString(); }

  void Insert(std::size_t position, std::string_view inserted) {
    log_.push_back({text_.Insert(position, {replica_, next_}, inserted), std::string(inserted), {}});
    next_ += CodePointCount(inserted);
  }
  void InsertBefore(OpId next, std::string_view inserted) {
    log_.push_back({text_.InsertBefore(next, {replica_, next_}, inserted), std::string(inserted), {}});
    next_ += CodePointCount(inserted);
  }
  void Delete(std::size_t position, std::uint32_t count) {
    std::vector<IdRange> deleted;
    text_.Delete(position, count, deleted);
    log_.push_back({{}, {}, std::move(deleted)});
    ++next_;
  }
  // One key after another, as people write.
  void Type(std::size_t position, std::string_view typed) {
    for (std::size_t offset = 0; offset < typed.size(); ++position) {
      const std::size_t start = offset;
      (void)NextCodePoint(typed, offset);
      Insert(position, typed.substr(start, offset - start));
    }
  }
  // The same text, from its last character to its first: every one is put before what stands there.
  void TypeBackwards(std::size_t position, std::string_view typed) {
    for (std::size_t count = CodePointCount(typed); count > 0; --count) {
      Insert(position, CodePointSlice(typed, count - 1, 1));
    }
  }

  // What `other` wrote itself since the last time; both must know what it builds on.
  std::vector<TextSplice> LearnFrom(const TextCopy& other) {
    std::vector<TextSplice> splices;
    for (std::size_t& seen = seen_[other.replica_]; seen < other.log_.size(); ++seen) {
      const Edit& edit = other.log_[seen];
      if (!edit.inserted.empty()) {
        splices.push_back({text_.Integrate(edit.place, edit.inserted).value(), 0, edit.inserted});
      }
      std::vector<VisibleRange> hidden;
      for (const IdRange& range : edit.deleted) text_.Hide(range, hidden);
      for (const VisibleRange& part : hidden) splices.push_back({part.position, part.count, {}});
    }
    return splices;
  }

 private:
  struct Edit {
    Insertion place;
    std::string inserted;
    std::vector<IdRange> deleted;
  };

  ReplicaId replica_;
  std::uint64_t next_ = 1;
  TextSequence text_;
  std::vector<Edit> log_;
  std::map<ReplicaId, std::size_t> seen_;
};

// Everybody learns from everybody, each in an order of their own. For edits that build only on what all knew before.
inline void ExchangeAll(std::vector<TextCopy>& copies) {
  for (std::size_t i = 0; i < copies.size(); ++i) {
    for (std::size_t step = 1; step < copies.size(); ++step) {
      copies[i].LearnFrom(copies[(i + step) % copies.size()]);
    }
  }
}

}  // namespace samsyn
