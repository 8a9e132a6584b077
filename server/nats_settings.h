// Where NATS is, and how it is entered.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/result.h"

namespace samsyn {

struct NatsSettings {
  std::vector<std::string> servers;   // nats://host:port, or tls://host:port
  std::filesystem::path credentials;  // a .creds file; empty: none
  std::filesystem::path login;        // a file of two lines, user and password, or of one, a token; empty: none
  std::filesystem::path ca;           // for tls://, who signs the servers' certificates; empty: who the system trusts
  int replicas = 1;                   // how many servers keep each message: 1, 3 or 5
};

// "nats://host:port,host:port,…" or "tls://…": what is missing before a host is as for the first one. kMalformed for
// anything else; user and password are not said here, because everybody on the machine can read a command line.
[[nodiscard]] Result<std::vector<std::string>> ParseNatsServers(std::string_view text);

}  // namespace samsyn
