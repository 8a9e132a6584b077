// What would go wrong, or should be thought of, if the relay were started with this configuration. Nothing is changed,
// and a relay that is running with the same configuration is not disturbed.
#pragma once

#include <string>
#include <vector>

#include "server/config.h"

namespace samsyn {

struct Finding {
  enum class Weight { kFine, kThinkOf, kWrong };
  Weight weight = Weight::kFine;
  std::string sentence;
};

[[nodiscard]] std::vector<Finding> CheckConfig(const Config& config);
// One line for each, and whether the relay would start.
[[nodiscard]] std::string Describe(const std::vector<Finding>& findings);
[[nodiscard]] bool WouldStart(const std::vector<Finding>& findings);

}  // namespace samsyn
