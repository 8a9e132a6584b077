#include "server/nats_settings.h"

#include <algorithm>

namespace samsyn {
namespace {

constexpr std::string_view kSchemes[] = {"nats://", "tls://"};

bool IsHost(std::string_view text) {
  constexpr std::string_view kOthers = ".-_:[]";
  return !text.empty() && std::ranges::all_of(text, [&](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
           kOthers.find(letter) != std::string_view::npos;
  });
}

}  // namespace

Result<std::vector<std::string>> ParseNatsServers(std::string_view text) {
  std::string_view scheme;
  std::vector<std::string> servers;
  while (true) {
    const std::size_t comma = text.find(',');
    std::string_view server = text.substr(0, comma);
    for (const std::string_view known : kSchemes) {
      if (!server.starts_with(known)) continue;
      if (!scheme.empty() && scheme != known) {
        return Error{ErrorCode::kMalformed, "all servers are nats:// or all are tls://"};
      }
      scheme = known;
      server.remove_prefix(known.size());
    }
    if (scheme.empty()) return Error{ErrorCode::kMalformed, "the servers begin with nats:// or tls://"};
    if (server.find('@') != std::string_view::npos) {
      return Error{ErrorCode::kMalformed, "user and password belong in a file: --nats-login"};
    }
    if (!IsHost(server)) return Error{ErrorCode::kMalformed, "'" + std::string(server) + "' is no host and port"};
    servers.push_back(std::string(scheme) + std::string(server));
    if (comma == std::string_view::npos) return servers;
    text.remove_prefix(comma + 1);
  }
}

}  // namespace samsyn
