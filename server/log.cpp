#include "server/log.h"

#include <fmt/chrono.h>
#include <spdlog/sinks/null_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

namespace samsyn {
namespace {

// spdlog's patterns do not escape.
class JsonFormatter final : public spdlog::formatter {
 public:
  void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& out) override {
    const auto at = std::chrono::duration_cast<std::chrono::milliseconds>(message.time.time_since_epoch()).count();
    const std::time_t seconds = at / 1000;
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    const nlohmann::ordered_json line = {
        {"time", fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", utc, at % 1000)},
        {"level", std::string(spdlog::level::to_string_view(message.level).data())},
        {"message", std::string(message.payload.data(), message.payload.size())},
    };
    const std::string text = line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
    std::copy(text.begin(), text.end(), std::back_inserter(out));
  }
  [[nodiscard]] std::unique_ptr<spdlog::formatter> clone() const override { return std::make_unique<JsonFormatter>(); }
};

}  // namespace

std::shared_ptr<spdlog::logger> MakeLog(LogDetail detail, LogFormat format) {
  auto log = std::make_shared<spdlog::logger>("samsyn", std::make_shared<spdlog::sinks::stdout_sink_st>());
  if (format == LogFormat::kJson) {
    log->set_formatter(std::make_unique<JsonFormatter>());
  } else {
    log->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
  }
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
