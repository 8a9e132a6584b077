// Reads JSON that somebody else may have made: within limits, without exceptions, with what is wrong and where.
#pragma once

#include <string_view>
#include <variant>

#include "shared/export/json.h"
#include "shared/export/meeting_file.h"

namespace samsyn {

struct JsonLimits {
  std::size_t bytes = kMaxMeetingFileBytes;
  std::size_t depth = 12;
  std::size_t values = 400'000;
  std::size_t string_bytes = 1024 * 1024;
};
[[nodiscard]] std::variant<Json, FileError> ReadJson(std::string_view text, const JsonLimits& limits);

// A step of a JSON pointer (RFC 6901).
[[nodiscard]] std::string PointerStep(std::string_view name);

}  // namespace samsyn
