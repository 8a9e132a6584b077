// The real relay with a certificate of its own.
#include <cstdio>
#include <fstream>

#include "tests/integration/relay_process.h"
#include "tests/integration/test_meeting.h"
#include "tests/server/raw_client.h"
#include "tests/server/test_certificate.h"

namespace samsyn {
namespace {

std::vector<std::string> Arguments(const CertificateFiles& files) {
  return {"--tls-cert", files.certificate.string(), "--tls-key", files.key.string()};
}

TEST_CASE("trust: with certificate and key there is one meeting behind https and wss, and nothing behind http") {
  const TemporaryDirectory directory;
  std::vector<std::string> arguments = Arguments(MakeCertificate(directory.Path() / "tls"));
  std::filesystem::create_directory(directory.Path() / "site");
  std::ofstream(directory.Path() / "site" / "index.html") << "<!doctype html>";
  arguments.insert(arguments.end(), {"--web", (directory.Path() / "site").string()});
  RelayProcess relay({MakeTestMeeting("rum")}, arguments);
  CHECK(relay.Log().find("listening on https://127.0.0.1:" + std::to_string(relay.Port())) != std::string::npos);

  const std::string request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
  const std::string page = RawClient(relay.Port(), Wire::kTls).Request(request);
  CHECK(page.starts_with("HTTP/1.1 200 "));
  CHECK(page.ends_with("<!doctype html>"));
  CHECK(RawClient(relay.Port()).Request(request).find("HTTP/1.1") == std::string::npos);

  RawClient chair(relay.Port(), Wire::kTls);
  REQUIRE(chair.Upgrade("/ws", "Origin: https://localhost\r\n") == "HTTP/1.1 101 Switching Protocols");
  chair.Say(HelloFrame{kProtocolVersion, "rum", TestToken("rum", "chair"), {{DocumentKind::kPlan, 0}}});
  CHECK(chair.HearFrame<WelcomeFrame>(std::chrono::seconds(60)));
  CHECK(chair.HearFrame<UpdatesFrame>(std::chrono::seconds(60)));
  CHECK(relay.Stop() == 0);
}

TEST_CASE("trust: an expired certificate is told in the log, and the relay starts") {
  const TemporaryDirectory directory;
  const auto files = MakeCertificate(directory.Path(), std::chrono::hours(-2), std::chrono::hours(-1));
  RelayProcess relay({}, Arguments(files));
  CHECK(relay.Log().find("warning the certificate in " + files.certificate.string() + " has expired") !=
        std::string::npos);
}

TEST_CASE("trust: a key of another certificate stops the relay before it listens, with a sentence") {
  const TemporaryDirectory directory;
  CertificateFiles files = MakeCertificate(directory.Path() / "one");
  files.key = MakeCertificate(directory.Path() / "other").key;
  std::string command = std::string(SAMSYN_SERVER_PATH) + " --port 0 --data " + (directory.Path() / "data").string();
  for (const std::string& argument : Arguments(files)) command += " " + argument;
  FILE* output = popen(command.c_str(), "r");
  REQUIRE(output != nullptr);
  std::string said;
  for (int letter = std::fgetc(output); letter != EOF; letter = std::fgetc(output)) {
    said.push_back(static_cast<char>(letter));
  }
  CHECK(pclose(output) != 0);
  CAPTURE(said);
  CHECK(said.find(files.key.string() + " does not belong to the certificate in ") != std::string::npos);
  CHECK(said.find("listening") == std::string::npos);
}

}  // namespace
}  // namespace samsyn
