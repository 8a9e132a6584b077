// A relay on real sockets in a process of its own, with the example meeting and one page.
#pragma once

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "server/log.h"
#include "server/relay.h"
#include "server/sqlite_journal.h"
#include "server/static_files.h"
#include "server/tls_context.h"
#include "server/websocketpp_transport.h"
#include "tests/server/journal_contract.h"
#include "tests/server/raw_client.h"
#include "tests/server/temporary_directory.h"
#include "tests/server/test_certificate.h"

namespace samsyn {

class SocketRelay {
 public:
  explicit SocketRelay(const Limits& limits = {}, Wire wire = Wire::kPlain,
                       const std::vector<const char*>& trusted_proxies = {})
      : wire_(wire) {
    TransportSettings settings;
    settings.limits = limits;
    if (wire == Wire::kTls) {
      const CertificateFiles files = MakeCertificate(directory_.Path() / "tls");
      Result<TlsContext> tls = LoadTlsContext(files.certificate, files.key);
      REQUIRE(tls);
      settings.tls = tls.Value().context;
    }
    std::vector<IpAddress> proxies;
    for (const char* proxy : trusted_proxies) proxies.push_back(*ParseIpAddress(proxy));
    settings.trusted_proxies = TrustedProxies(std::move(proxies));
    std::ofstream(directory_.Path() / "index.html") << std::string(300'000, 'p');
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    child_ = fork();
    REQUIRE(child_ >= 0);
    if (child_ == 0) _exit(Serve(settings, ends[1]));
    close(ends[1]);
    REQUIRE(read(ends[0], &port_, sizeof port_) == sizeof port_);
    close(ends[0]);
  }
  ~SocketRelay() {
    if (child_ > 0) CHECK(Stop() == 0);
  }
  SocketRelay(const SocketRelay&) = delete;
  SocketRelay& operator=(const SocketRelay&) = delete;

  void AskToStop() { kill(child_, SIGTERM); }
  int Stop() {
    AskToStop();
    int status = 0;
    REQUIRE(waitpid(std::exchange(child_, 0), &status, 0) > 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
  }
  [[nodiscard]] std::uint16_t Port() const { return port_; }
  [[nodiscard]] const std::filesystem::path& Directory() const { return directory_.Path(); }

  std::unique_ptr<RawClient> Connect(const char* from = "127.0.0.1") {
    return std::make_unique<RawClient>(port_, wire_, from);
  }
  // In the meeting, with the answer to Hello behind it.
  std::unique_ptr<RawClient> Join(const std::string& participant, const char* from = "127.0.0.1") {
    auto client = Connect(from);
    REQUIRE(client->Upgrade() == "HTTP/1.1 101 Switching Protocols");
    client->Say(HelloFrame{kProtocolVersion, "noor", participant + " of noor", {{DocumentKind::kPlan, 0}}});
    REQUIRE(client->HearFrame<UpdatesFrame>());
    return client;
  }
  [[nodiscard]] bool IsAlive(const char* from = "127.0.0.1") {
    const std::unique_ptr<RawClient> client = Join("olle", from);
    client->Say(PingFrame{7});
    return client->HearFrame<PongFrame>().has_value();
  }

 private:
  int Serve(const TransportSettings& settings, int port_pipe) {
    Result<std::unique_ptr<SqliteJournal>> journal = SqliteJournal::Open(directory_.Path() / "journal");
    if (!journal || !journal.Value()->CreateMeeting(ExampleMeeting(), {})) return 1;
    Result<std::unique_ptr<StaticFiles>> files = StaticFiles::Open(directory_.Path());
    if (!files) return 2;
    const std::shared_ptr<spdlog::logger> log = MakeSilentLog();
    const std::unique_ptr<WebsocketppTransport> transport = WebsocketppTransport::Create(settings, *log);
    const SteadyClock clock;
    Relay relay(*journal.Value(), *transport, clock, settings.limits, *log);
    const Result<std::uint16_t> port = transport->Listen();
    if (!port || write(port_pipe, &port.Value(), sizeof port.Value()) != sizeof port.Value()) return 3;
    close(port_pipe);
    transport->Run(relay, *files.Value());
    return 0;
  }

  TemporaryDirectory directory_;
  Wire wire_;
  pid_t child_ = 0;
  std::uint16_t port_ = 0;
};

// Runs the test twice, over plain sockets and over TLS.
inline Wire EitherWire() {
  Wire wire = Wire::kPlain;
  SUBCASE("plain") { wire = Wire::kPlain; }
  SUBCASE("TLS") { wire = Wire::kTls; }
  return wire;
}

}  // namespace samsyn
