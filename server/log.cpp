#include "server/log.h"

#include <spdlog/sinks/null_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

namespace samsyn {

std::shared_ptr<spdlog::logger> MakeLog(LogDetail detail) {
  auto log = std::make_shared<spdlog::logger>("samsyn", std::make_shared<spdlog::sinks::stdout_sink_st>());
  log->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
  log->flush_on(spdlog::level::trace);
  switch (detail) {
    case LogDetail::kQuiet:
      log->set_level(spdlog::level::warn);
      break;
    case LogDetail::kNormal:
      log->set_level(spdlog::level::info);
      break;
    case LogDetail::kDebug:
      log->set_level(spdlog::level::debug);
      break;
  }
  return log;
}

std::shared_ptr<spdlog::logger> MakeSilentLog() {
  return std::make_shared<spdlog::logger>("silent", std::make_shared<spdlog::sinks::null_sink_st>());
}

}  // namespace samsyn
