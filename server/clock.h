// Time, passed in so that tests decide what time it is: one that only moves forward, to measure with, and the one on
// the wall, for links, consent and deletions.
#pragma once

#include <chrono>
#include <cstdint>

namespace samsyn {

class Clock {
 public:
  virtual ~Clock() = default;
  // Since some fixed moment; never goes back.
  [[nodiscard]] virtual std::chrono::milliseconds Now() const = 0;
  // The same moment, for what takes less than a millisecond.
  [[nodiscard]] virtual std::chrono::microseconds Precisely() const { return Now(); }
  // Milliseconds since 1970 UTC; may be set back.
  [[nodiscard]] virtual std::int64_t UnixTime() const = 0;
};

class SteadyClock final : public Clock {
 public:
  [[nodiscard]] std::chrono::milliseconds Now() const override {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
  }
  [[nodiscard]] std::chrono::microseconds Precisely() const override {
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch());
  }
  [[nodiscard]] std::int64_t UnixTime() const override {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
  }
};

}  // namespace samsyn
