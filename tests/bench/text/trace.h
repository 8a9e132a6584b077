// A typing session to replay: edits, grouped in transactions, and the text they must end with.
//
// trace_file.mjs writes these files from JSON beforehand, so that reading one costs nothing to speak of and is never
// part of what is measured. Positions and counts are code points; nothing is outside Unicode's basic plane.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/result.h"

namespace samsyn::bench {

// At `position`, `deleted` characters go away and `inserted` comes instead.
struct Edit {
  std::uint32_t position = 0;
  std::uint32_t deleted = 0;
  std::string_view inserted;
};

// Edits of one replica, made when it had its own earlier transactions and `delivered` besides what it was told before.
struct Transaction {
  std::uint32_t replica = 0;
  std::span<const Edit> edits;
  std::span<const std::uint32_t> delivered;  // numbers of transactions, in an order in which they can be applied
};

class Trace {
 public:
  [[nodiscard]] static Result<Trace> Read(const std::string& path);

  Trace(Trace&&) = default;
  Trace& operator=(Trace&&) = default;
  Trace(const Trace&) = delete;  // the views would still point into the other one
  Trace& operator=(const Trace&) = delete;

  [[nodiscard]] std::span<const Edit> Edits() const { return edits_; }
  [[nodiscard]] std::span<const Transaction> Transactions() const { return transactions_; }
  [[nodiscard]] std::uint32_t ReplicaCount() const { return replica_count_; }
  [[nodiscard]] std::string_view EndText() const { return end_text_; }

 private:
  Trace() = default;
  [[nodiscard]] bool Parse();

  std::vector<char> file_;  // on the heap, where moving a Trace leaves it
  std::vector<std::uint32_t> delivered_;
  std::vector<Edit> edits_;
  std::vector<Transaction> transactions_;
  std::uint32_t replica_count_ = 0;
  std::string_view end_text_;
};

}  // namespace samsyn::bench
