// What the command line says.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "server/creation.h"
#include "server/limits.h"
#include "server/log.h"
#include "server/nats_settings.h"
#include "server/remote_address.h"

namespace samsyn {

// What the program is to do.
enum class Task { kServe, kCheck, kBackUp, kRestore };

struct Config {
  Task task = Task::kServe;
  std::filesystem::path backup;  // for kBackUp and kRestore
  std::string listen = "127.0.0.1";
  std::uint16_t port = 8080;
  std::filesystem::path port_file;      // empty: none
  std::filesystem::path data = "data";  // of the SQLite journal
  std::optional<NatsSettings> nats;     // instead of it
  std::filesystem::path web;            // empty: no pages, only WebSockets
  std::vector<std::filesystem::path> imports;
  CreationPolicy::Who create = CreationPolicy::Who::kEveryone;
  std::filesystem::path create_code_file;  // for kCode, and only then
  std::filesystem::path tls_certificate;   // with tls_key: TLS without a proxy; both or neither
  std::filesystem::path tls_key;
  std::vector<IpAddress> trusted_proxies;
  std::filesystem::path metrics_token_file;  // empty: no /metrics
  std::string contact;                       // an e-mail address or a page; empty: none
  LogDetail log = LogDetail::kNormal;
  LogFormat log_format = LogFormat::kText;
  Limits limits;
};

// The program should end now: --help, or a mistake that `text` explains.
struct Exit {
  int code = 0;
  std::string text;
};

[[nodiscard]] std::variant<Config, Exit> ReadCommandLine(int argc, const char* const* argv);

}  // namespace samsyn
