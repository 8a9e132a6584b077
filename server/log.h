// Where the relay's log goes. Lines never hold what people write, names, secrets or meetings: connections are numbers.
#pragma once

#include <spdlog/logger.h>

#include <memory>

namespace samsyn {

enum class LogDetail { kQuiet, kNormal, kDebug };
enum class LogFormat { kText, kJson };  // kJson: an object a line, with time, level and message

// To standard output, a line at once.
[[nodiscard]] std::shared_ptr<spdlog::logger> MakeLog(LogDetail detail, LogFormat format = LogFormat::kText);
// To nowhere, for tests.
[[nodiscard]] std::shared_ptr<spdlog::logger> MakeSilentLog();

}  // namespace samsyn
