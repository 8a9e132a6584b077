#include "server/log.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>

namespace samsyn {
namespace {

// What goes to standard output meanwhile.
template <typename Task>
std::string Said(Task task) {
  std::FILE* file = std::tmpfile();
  REQUIRE(file != nullptr);
  std::fflush(stdout);
  const int before = dup(STDOUT_FILENO);
  dup2(fileno(file), STDOUT_FILENO);
  task();
  std::fflush(stdout);
  dup2(before, STDOUT_FILENO);
  close(before);
  std::rewind(file);
  std::string text;
  for (int letter = std::fgetc(file); letter != EOF; letter = std::fgetc(file)) {
    text.push_back(static_cast<char>(letter));
  }
  std::fclose(file);
  return text;
}

TEST_CASE("as JSON every line is one object, whatever is in the message") {
  const std::string text = Said([] {
    const auto log = MakeLog(LogDetail::kNormal, LogFormat::kJson);
    log->info("a \"quote\", a\nline and å");
    log->warn("broken \xff");
    log->debug("not shown");
  });
  const std::size_t end = text.find('\n');
  REQUIRE(end != std::string::npos);
  const auto first = nlohmann::json::parse(text.substr(0, end));
  CHECK(first["message"] == "a \"quote\", a\nline and å");
  CHECK(first["level"] == "info");
  const std::string time = first["time"];
  CHECK(time.size() == std::string("2026-11-24T13:00:00.000Z").size());
  CHECK(time.back() == 'Z');
  const auto second = nlohmann::json::parse(text.substr(end + 1));
  CHECK(second["level"] == "warning");
  CHECK(text.find('\n', end + 1) == text.size() - 1);
}

TEST_CASE("as text it is a line to read") {
  const std::string text = Said([] { MakeLog(LogDetail::kNormal)->info("hej"); });
  CHECK(text.ends_with(" info hej\n"));
}

}  // namespace
}  // namespace samsyn
