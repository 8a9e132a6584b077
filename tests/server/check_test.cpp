#include "server/check.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>
#include <string>

#include "tests/server/open_journal.h"
#include "tests/server/temporary_directory.h"
#include "tests/server/test_certificate.h"

namespace samsyn {
namespace {

// Everything as it should be.
struct Place {
  Place() {
    std::ofstream(directory.Path() / "index.html") << "<!doctype html>";
    std::ofstream(directory.Path() / "code") << "vår kod\n";
    config.port = 0;
    config.data = directory.Path() / "data";
    config.web = directory.Path();
    config.create = CreationPolicy::Who::kCode;
    config.create_code_file = directory.Path() / "code";
    config.contact = "hej@example.se";
    config.trusted_proxies = {*ParseIpAddress("127.0.0.1")};
    config.limits.connections = 10;
  }
  [[nodiscard]] std::string Said() const { return Describe(CheckConfig(config)); }
  [[nodiscard]] bool Says(const std::string& weight, const std::string& words) const {
    const std::string said = Said();
    CAPTURE(said);
    const std::size_t at = said.find(words);
    const bool found = at != std::string::npos && said.compare(said.rfind('\n', at) + 1, weight.size(), weight) == 0;
    CHECK(found);
    CHECK(WouldStart(CheckConfig(config)) == (said.find("WRONG") == std::string::npos));
    return found;
  }
  TemporaryDirectory directory;
  Config config;
};

TEST_CASE("where everything is right only that is said, and nothing is made") {
  const Place place;
  CHECK(place.Said().find("note") == std::string::npos);
  CHECK(place.Said().find("WRONG") == std::string::npos);
  CHECK(WouldStart(CheckConfig(place.config)));
  CHECK_FALSE(std::filesystem::exists(place.config.data));
}

TEST_CASE("what is wrong is said with what to do, and all of it at once") {
  Place place;
  place.config.web = place.directory.Path() / "nowhere";
  place.config.create_code_file = place.directory.Path() / "no code";
  place.config.listen = "localhost";
  std::ofstream(place.directory.Path() / "file") << "x";
  place.config.data = place.directory.Path() / "file";
  CHECK(place.Says("WRONG", "index.html is missing"));
  CHECK(place.Says("WRONG", "no code cannot be read"));
  CHECK(place.Says("WRONG", "--listen localhost is not an IP address"));
  CHECK(place.Says("WRONG", "file is not a directory"));
  place.config.data = place.directory.Path() / "file" / "below";
  CHECK(place.Says("WRONG", "cannot be made"));
}

TEST_CASE("what works and should be thought of is a note") {
  Place place;
  place.config.listen = "0.0.0.0";
  place.config.trusted_proxies.clear();
  place.config.create = CreationPolicy::Who::kEveryone;
  place.config.contact.clear();
  place.config.web.clear();
  CHECK(place.Says("note", "browsers need https"));
  CHECK(place.Says("note", "everybody who reaches the page may make meetings"));
  CHECK(place.Says("note", "no --contact"));
  CHECK(place.Says("note", "no --web"));
  CHECK(WouldStart(CheckConfig(place.config)));
}

TEST_CASE("a relay that runs there is seen, and not disturbed") {
  Place place;
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  REQUIRE(listen(listener, 1) == 0);
  socklen_t size = sizeof address;
  REQUIRE(getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  place.config.port = ntohs(address.sin_port);
  const auto journal = MustOpen(place.config.data);
  CHECK(place.Says("note", "a relay that is running?"));
  CHECK(place.Says("ok", "holds a journal"));
  close(listener);
}

TEST_CASE("a certificate that does not fit its key is wrong") {
  Place place;
  const CertificateFiles one = MakeCertificate(place.directory.Path() / "one");
  place.config.tls_certificate = one.certificate;
  place.config.tls_key = one.key;
  CHECK(place.Says("ok", "belong together"));
  place.config.tls_key = MakeCertificate(place.directory.Path() / "two").key;
  CHECK(place.Says("WRONG", "does not belong to the certificate"));
}

}  // namespace
}  // namespace samsyn
