// The JSON that exports are made of: members stand in the order they were put in.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace samsyn {

using Json = nlohmann::ordered_json;

// Bytes that are no UTF-8 become the replacement character instead of an exception.
[[nodiscard]] inline std::string JsonText(const Json& json) {
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

// "2026-11-24T12:00:00Z", of milliseconds since 1970 UTC.
[[nodiscard]] std::string IsoInstant(std::int64_t milliseconds);

}  // namespace samsyn
