// Time that only moves forward, passed in so that tests decide what time it is.
#pragma once

#include <chrono>

namespace samsyn {

class Clock {
 public:
  virtual ~Clock() = default;
  // Since some fixed moment; never goes back.
  [[nodiscard]] virtual std::chrono::milliseconds Now() const = 0;
};

class SteadyClock final : public Clock {
 public:
  [[nodiscard]] std::chrono::milliseconds Now() const override {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
  }
};

}  // namespace samsyn
