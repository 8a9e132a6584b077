#include "server/check.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "server/creation.h"
#include "server/limits.h"
#include "server/sqlite_schema.h"
#include "server/tls_context.h"

namespace samsyn {
namespace {

namespace fs = std::filesystem;
using Weight = Finding::Weight;

constexpr const char* kPage = "index.html";
constexpr std::uintmax_t kLittleSpace = std::uintmax_t{1} << 30;

class Findings {
 public:
  void Fine(std::string sentence) { all_.push_back({Weight::kFine, std::move(sentence)}); }
  void ThinkOf(std::string sentence) { all_.push_back({Weight::kThinkOf, std::move(sentence)}); }
  void Wrong(std::string sentence) { all_.push_back({Weight::kWrong, std::move(sentence)}); }
  std::vector<Finding> Take() { return std::move(all_); }

 private:
  std::vector<Finding> all_;
};

std::string Reason(int error) { return std::generic_category().message(error); }

// As listen() would, and then let go of; a relay that runs there already is what one expects at an update.
void CheckAddress(const Config& config, Findings& found) {
  sockaddr_in v4{};
  sockaddr_in6 v6{};
  const bool is_v4 = inet_pton(AF_INET, config.listen.c_str(), &v4.sin_addr) == 1;
  if (!is_v4 && inet_pton(AF_INET6, config.listen.c_str(), &v6.sin6_addr) != 1) {
    return found.Wrong("--listen " + config.listen + " is not an IP address (127.0.0.1, 0.0.0.0, ::)");
  }
  const int descriptor = socket(is_v4 ? AF_INET : AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return found.Wrong("no socket can be made: " + Reason(errno));
  const int yes = 1;
  setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  v4.sin_family = AF_INET;
  v4.sin_port = htons(config.port);
  v6.sin6_family = AF_INET6;
  v6.sin6_port = htons(config.port);
  const auto* address = is_v4 ? reinterpret_cast<const sockaddr*>(&v4) : reinterpret_cast<const sockaddr*>(&v6);
  const int bound = bind(descriptor, address, is_v4 ? sizeof v4 : sizeof v6);
  const int failure = errno;
  close(descriptor);
  const std::string place = config.listen + " port " + std::to_string(config.port);
  if (bound == 0) return found.Fine("it can listen at " + place);
  if (failure == EADDRINUSE) {
    return found.ThinkOf("somebody listens at " + place + " already; a relay that is running?");
  }
  if (failure == EACCES) {
    return found.Wrong(
        "ports below 1024 are for root: take another --port, or give AmbientCapabilities="
        "CAP_NET_BIND_SERVICE in the systemd unit");
  }
  found.Wrong("it cannot listen at " + place + ": " + Reason(failure));
}

void CheckEncryption(const Config& config, Findings& found) {
  if (!config.tls_certificate.empty()) {
    const Result<TlsContext> tls = LoadTlsContext(config.tls_certificate, config.tls_key);
    if (!tls) return found.Wrong(tls.GetError().message);
    if (!tls.Value().warning.empty()) return found.ThinkOf(tls.Value().warning);
    return found.Fine("the certificate and the key belong together");
  }
  const bool here_only = config.listen == "127.0.0.1" || config.listen == "::1";
  if (!here_only && config.trusted_proxies.empty()) {
    return found.ThinkOf(
        "no TLS, and listening beyond this machine: browsers need https, from --tls-cert and --tls-key "
        "or from a proxy named with --trusted-proxy");
  }
  if (here_only && config.trusted_proxies.empty()) {
    return found.ThinkOf(
        "if a proxy stands before the relay, name it with --trusted-proxy; else everybody behind it "
        "shares the limits of one address");
  }
  found.Fine("TLS is the proxy's");
}

void CheckData(const Config& config, Findings& found) {
  if (config.nats) return found.Fine("meetings are kept in NATS");
  std::error_code failure;
  const fs::path directory = fs::absolute(config.data, failure);
  if (!fs::exists(directory, failure)) {
    fs::path parent = directory;
    while (!parent.empty() && parent != parent.root_path() && !fs::exists(parent, failure)) {
      parent = parent.parent_path();
    }
    if (access(parent.c_str(), W_OK | X_OK) == 0) return found.Fine(directory.string() + " will be made");
    return found.Wrong(directory.string() + " is not there and cannot be made: " + Reason(errno));
  }
  if (!fs::is_directory(directory, failure)) return found.Wrong(directory.string() + " is not a directory");
  if (access(directory.c_str(), R_OK | W_OK | X_OK) != 0) {
    return found.Wrong(directory.string() + " cannot be read and written by this user: " + Reason(errno));
  }
  const fs::path database = directory / kJournalFile;
  if (fs::exists(database, failure) && access(database.c_str(), R_OK | W_OK) != 0) {
    return found.Wrong(database.string() + " cannot be read and written by this user: " + Reason(errno));
  }
  found.Fine(directory.string() +
             (fs::exists(database, failure) ? " holds a journal" : " is empty: a journal will be made"));
  const fs::space_info space = fs::space(directory, failure);
  if (!failure && space.available < kLittleSpace) {
    found.ThinkOf("only " + std::to_string(space.available >> 20) + " MB are free in " + directory.string());
  }
}

void CheckPages(const Config& config, Findings& found) {
  if (config.web.empty()) return found.ThinkOf("no --web: only WebSockets, no page");
  std::error_code failure;
  if (!fs::is_regular_file(config.web / kPage, failure)) {
    return found.Wrong((config.web / kPage).string() +
                       " is missing: --web is the directory that the build puts together");
  }
  found.Fine("the page is in " + config.web.string());
}

void CheckSecrets(const Config& config, Findings& found) {
  if (config.create == CreationPolicy::Who::kCode) {
    const Result<TokenHash> code = ReadSecretFile(config.create_code_file);
    code ? found.Fine("meetings are made with a code") : found.Wrong(code.GetError().message);
  } else if (config.create == CreationPolicy::Who::kEveryone) {
    found.ThinkOf("everybody who reaches the page may make meetings; --create code asks for a code");
  }
  if (!config.metrics_token_file.empty()) {
    const Result<TokenHash> token = ReadSecretFile(config.metrics_token_file);
    token ? found.Fine("/metrics is for those who have the token") : found.Wrong(token.GetError().message);
  }
  for (const fs::path& import : config.imports) {
    if (access(import.c_str(), R_OK) != 0) found.Wrong(import.string() + " cannot be read: " + Reason(errno));
  }
  if (config.contact.empty()) {
    found.ThinkOf("no --contact: the page about accessibility must say whom to turn to (DOS-lagen)");
  }
}

void CheckDescriptors(const Config& config, Findings& found) {
  rlimit descriptors{};
  if (getrlimit(RLIMIT_NOFILE, &descriptors) != 0 || descriptors.rlim_max == RLIM_INFINITY) return;
  if (descriptors.rlim_max >= config.limits.connections + kSpareDescriptors) return;
  found.ThinkOf("the system allows " + std::to_string(descriptors.rlim_max) + " open files, too few for " +
                std::to_string(config.limits.connections) + " connections (LimitNOFILE in systemd)");
}

}  // namespace

std::vector<Finding> CheckConfig(const Config& config) {
  Findings found;
  CheckAddress(config, found);
  CheckEncryption(config, found);
  CheckData(config, found);
  CheckPages(config, found);
  CheckSecrets(config, found);
  CheckDescriptors(config, found);
  return found.Take();
}

std::string Describe(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings) {
    text += finding.weight == Weight::kFine ? "ok     " : finding.weight == Weight::kThinkOf ? "note   " : "WRONG  ";
    text += finding.sentence + '\n';
  }
  return text;
}

bool WouldStart(const std::vector<Finding>& findings) {
  return std::none_of(findings.begin(), findings.end(),
                      [](const Finding& finding) { return finding.weight == Weight::kWrong; });
}

}  // namespace samsyn
