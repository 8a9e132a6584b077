// Where the relay's log goes. Lines never hold what people write, names, secrets or meetings: connections are numbers.
#pragma once

#include <spdlog/logger.h>

#include <memory>

namespace samsyn {

enum class LogDetail { kQuiet, kNormal, kDebug };

// To standard output, a line at once.
[[nodiscard]] std::shared_ptr<spdlog::logger> MakeLog(LogDetail detail);
// To nowhere, for tests.
[[nodiscard]] std::shared_ptr<spdlog::logger> MakeSilentLog();

}  // namespace samsyn
