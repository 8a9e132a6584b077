// The real relay as an administrator meets it: copies while it runs, a renewed certificate, its figures.
#include <csignal>
#include <cstdio>
#include <fstream>
#include <thread>

#include "tests/integration/relay_process.h"
#include "tests/integration/test_client.h"
#include "tests/integration/test_meeting.h"
#include "tests/server/raw_client.h"
#include "tests/server/test_certificate.h"

namespace samsyn {
namespace {

namespace fs = std::filesystem;

struct Ran {
  int code = 0;
  std::string said;
};

Ran Run(const std::string& arguments) {
  FILE* output = popen((std::string(SAMSYN_SERVER_PATH) + " " + arguments + " 2>&1").c_str(), "r");
  REQUIRE(output != nullptr);
  Ran ran;
  for (int letter = std::fgetc(output); letter != EOF; letter = std::fgetc(output)) {
    ran.said.push_back(static_cast<char>(letter));
  }
  ran.code = pclose(output);
  return ran;
}

TEST_CASE("operations: a copy of a running relay's journal is put back on an empty machine, and the same links work") {
  RelayProcess relay({MakeTestMeeting("rum")});
  RawClient chair(relay.Port());
  REQUIRE(chair.Upgrade() == "HTTP/1.1 101 Switching Protocols");
  chair.Say(HelloFrame{kProtocolVersion, "rum", TestToken("rum", "chair"), {{DocumentKind::kPlan, 0}}});
  REQUIRE(chair.HearFrame<UpdatesFrame>());
  chair.Say(AppendFrame{DocumentKind::kPlan, 77, 1, Bytes(500, 'z')});
  REQUIRE(chair.HearFrame<AckFrame>());

  const fs::path copy = relay.Directory() / "copy.db";
  const Ran backup = Run("--data " + relay.DataDirectory().string() + " --backup " + copy.string());
  CAPTURE(backup.said);
  CHECK(backup.code == 0);
  CHECK(Run("--data " + relay.DataDirectory().string() + " --backup " + copy.string()).code != 0);
  chair.Say(PingFrame{7});
  CHECK(chair.HearFrame<PongFrame>());

  RelayProcess other({});
  REQUIRE(other.Stop() == 0);
  const fs::path second = other.DataDirectory();
  fs::remove_all(second);
  const Ran restore = Run("--restore " + copy.string() + " --data " + second.string());
  CAPTURE(restore.said);
  CHECK(restore.code == 0);
  CHECK(Run("--restore " + copy.string() + " --data " + second.string()).code != 0);
  other.Start();
  RawClient again(other.Port());
  REQUIRE(again.Upgrade() == "HTTP/1.1 101 Switching Protocols");
  again.Say(HelloFrame{kProtocolVersion, "rum", TestToken("rum", "chair"), {{DocumentKind::kPlan, 0}}});
  REQUIRE(again.HearFrame<WelcomeFrame>());
  const auto updates = again.HearFrame<UpdatesFrame>();
  REQUIRE(updates);
  REQUIRE_FALSE(updates->updates.empty());
  CHECK(updates->updates.back().payload == Bytes(500, 'z'));
  CHECK(other.Stop() == 0);
  CHECK(relay.Stop() == 0);

  // Without a relay it is made directly.
  const Ran offline = Run("--data " + second.string() + " --backup " + (relay.Directory() / "offline.db").string());
  CAPTURE(offline.said);
  CHECK(offline.code == 0);
}

TEST_CASE("operations: SIGHUP reads a renewed certificate, and nobody is disturbed") {
  const TemporaryDirectory directory;
  const CertificateFiles files =
      MakeCertificate(directory.Path() / "tls", std::chrono::hours(-2), std::chrono::hours(-1));
  RelayProcess relay({MakeTestMeeting("rum")},
                     {"--tls-cert", files.certificate.string(), "--tls-key", files.key.string()});
  CHECK(relay.Log().find("has expired") != std::string::npos);
  RawClient chair(relay.Port(), Wire::kTls);
  REQUIRE(chair.Upgrade() == "HTTP/1.1 101 Switching Protocols");
  chair.Say(HelloFrame{kProtocolVersion, "rum", TestToken("rum", "chair"), {{DocumentKind::kPlan, 0}}});
  REQUIRE(chair.HearFrame<UpdatesFrame>());

  const auto says = [&](const std::string& words) {
    for (int i = 0; i < 600 && relay.Log().find(words) == std::string::npos; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return relay.Log().find(words) != std::string::npos;
  };
  std::ofstream(files.key, std::ios::trunc) << "half a file";
  relay.Signal(SIGHUP);
  CHECK(says("the certificate stays as it is"));
  MakeCertificate(directory.Path() / "tls");
  relay.Signal(SIGHUP);
  CHECK(says("the certificate is read anew"));

  chair.Say(PingFrame{7});
  CHECK(chair.HearFrame<PongFrame>());
  RawClient other(relay.Port(), Wire::kTls);
  CHECK(other.Upgrade() == "HTTP/1.1 101 Switching Protocols");
  CHECK(relay.Stop() == 0);
}

TEST_CASE("operations: figures with the token, and a plain relay is not ended by SIGHUP") {
  const TemporaryDirectory directory;
  std::ofstream(directory.Path() / "token") << "hemligt\n";
  RelayProcess relay({MakeTestMeeting("rum")}, {"--metrics-token-file", (directory.Path() / "token").string()});
  relay.Signal(SIGHUP);
  const auto get = [&](const std::string& target, const std::string& header = {}) {
    return RawClient(relay.Port()).Request("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n");
  };
  CHECK(get("/healthz").starts_with("HTTP/1.1 200 "));
  CHECK(get("/readyz").starts_with("HTTP/1.1 200 "));
  CHECK(get("/metrics").starts_with("HTTP/1.1 401 "));
  const std::string figures = get("/metrics", "Authorization: Bearer hemligt\r\n");
  CHECK(figures.starts_with("HTTP/1.1 200 "));
  CHECK(figures.find("samsyn_commit_seconds_bucket{le=\"+Inf\"}") != std::string::npos);
  CHECK(relay.Stop() == 0);
}

}  // namespace
}  // namespace samsyn
