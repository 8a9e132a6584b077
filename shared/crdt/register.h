// Last-writer-wins: the order of concurrent changes to one value.
//
// A stamp is a Lamport time (one more than the largest seen by the writer) and the operation that wrote. The larger
// stamp wins everywhere, so every copy ends with the same value. Source: Lamport 1978.
#pragma once

#include <compare>
#include <cstdint>

#include "shared/base/ids.h"

namespace samsyn {

struct Stamp {
  std::uint64_t time = 0;
  OpId operation;
  friend auto operator<=>(const Stamp&, const Stamp&) = default;
};

template <typename T>
class Register {
 public:
  [[nodiscard]] const T& Get() const { return value_; }
  [[nodiscard]] const Stamp& WrittenAt() const { return stamp_; }
  // True if the value was newer than what was here and has replaced it.
  bool Set(Stamp stamp, T value) {
    if (!(stamp_ < stamp)) return false;
    stamp_ = stamp;
    value_ = std::move(value);
    return true;
  }

 private:
  T value_{};
  Stamp stamp_;
};

}  // namespace samsyn
