#include "server/config.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace samsyn {
namespace {

std::variant<Config, Exit> Read(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "samsyn-server");
  return ReadCommandLine(static_cast<int>(arguments.size()), arguments.data());
}

TEST_CASE("nothing said means this machine only, and the limits of limits.h") {
  const std::variant<Config, Exit> read = Read({});
  REQUIRE(std::holds_alternative<Config>(read));
  const Config& config = std::get<Config>(read);
  CHECK(config.listen == "127.0.0.1");
  CHECK(config.port == 8080);
  CHECK(config.imports.empty());
  CHECK(config.limits.frame_bytes == Limits().frame_bytes);
  CHECK(config.limits.idle == Limits().idle);
  CHECK(config.create == CreationPolicy::Who::kEveryone);
  CHECK(config.create_code_file.empty());
}

TEST_CASE("whom to turn to is an e-mail address or a page, and nothing that is code elsewhere") {
  for (const char* good : {"hej@example.se", "sip.stod+1@sjovalla.example", "https://example.se/kontakt?a=1"}) {
    CAPTURE(good);
    const auto read = Read({"--contact", good});
    REQUIRE(std::holds_alternative<Config>(read));
    CHECK(std::get<Config>(read).contact == good);
  }
  const std::string long_one = std::string(200, 'a') + "@b.se";
  for (const char* bad :
       {"", "hej", "@b.se", "a@", "a@b@c", "a b@c.se", "http://example.se", "https://", "https:///x",
        "javascript:alert(1)@b.se", "https://a\"b", "<b>@c.se", "a@b.se\n", "mailto:a@b.se", long_one.c_str()}) {
    CAPTURE(bad);
    const auto read = Read({"--contact", bad});
    REQUIRE(std::holds_alternative<Exit>(read));
    CHECK(std::get<Exit>(read).code != 0);
  }
}

TEST_CASE("everything can be said") {
  const std::variant<Config, Exit> read = Read({"--listen",
                                                "::1",
                                                "--port",
                                                "0",
                                                "--port-file",
                                                "p",
                                                "--data",
                                                "d",
                                                "--web",
                                                "w",
                                                "--import",
                                                "a.bundle",
                                                "--import",
                                                "b.bundle",
                                                "--log",
                                                "quiet",
                                                "--tls-cert",
                                                "c.pem",
                                                "--tls-key",
                                                "k.pem",
                                                "--trusted-proxy",
                                                "10.0.0.1",
                                                "--trusted-proxy",
                                                "2001:db8::1",
                                                "--connections-per-address",
                                                "15",
                                                "--wrong-links-per-address",
                                                "16",
                                                "--wrong-links-per-meeting",
                                                "17",
                                                "--wrong-link-seconds-per-address",
                                                "18",
                                                "--wrong-link-seconds-per-meeting",
                                                "19",
                                                "--frame-bytes",
                                                "1000",
                                                "--update-bytes",
                                                "900",
                                                "--meeting-bytes",
                                                "5000000000",
                                                "--messages-per-second",
                                                "7",
                                                "--message-burst",
                                                "8",
                                                "--commands-per-second",
                                                "3",
                                                "--command-burst",
                                                "4",
                                                "--participants-per-meeting",
                                                "9",
                                                "--connections-per-meeting",
                                                "10",
                                                "--connections",
                                                "11",
                                                "--send-queue-bytes",
                                                "12",
                                                "--handshake-seconds",
                                                "0.5",
                                                "--idle-seconds",
                                                "13",
                                                "--download-seconds",
                                                "14"});
  REQUIRE(std::holds_alternative<Config>(read));
  const Config& config = std::get<Config>(read);
  CHECK(config.listen == "::1");
  CHECK(config.port == 0);
  CHECK(config.imports == std::vector<std::filesystem::path>{"a.bundle", "b.bundle"});
  CHECK(config.log == LogDetail::kQuiet);
  CHECK(config.limits.frame_bytes == 1000);
  CHECK(config.limits.update_bytes == 900);
  CHECK(config.limits.commands_per_second == 3);
  CHECK(config.limits.command_burst == 4);
  CHECK(config.limits.meeting_bytes == 5'000'000'000);
  CHECK(config.limits.messages_per_second == 7);
  CHECK(config.limits.message_burst == 8);
  CHECK(config.limits.participants_per_meeting == 9);
  CHECK(config.limits.connections_per_meeting == 10);
  CHECK(config.limits.connections == 11);
  CHECK(config.limits.send_queue_bytes == 12);
  CHECK(config.limits.handshake == std::chrono::milliseconds(500));
  CHECK(config.limits.idle == std::chrono::seconds(13));
  CHECK(config.limits.download == std::chrono::seconds(14));
  CHECK(config.tls_certificate == "c.pem");
  CHECK(config.tls_key == "k.pem");
  CHECK(config.trusted_proxies == std::vector<IpAddress>{*ParseIpAddress("10.0.0.1"), *ParseIpAddress("2001:db8::1")});
  CHECK(config.limits.connections_per_address == 15);
  CHECK(config.limits.wrong_links_per_address == 16);
  CHECK(config.limits.wrong_links_per_meeting == 17);
  CHECK(config.limits.wrong_link_refill_per_address == std::chrono::seconds(18));
  CHECK(config.limits.wrong_link_refill_per_meeting == std::chrono::seconds(19));
}

TEST_CASE("a certificate without its key, or a key without its certificate, is a mistake that names both") {
  for (const std::vector<const char*>& arguments :
       std::vector<std::vector<const char*>>{{"--tls-cert", "c.pem"}, {"--tls-key", "k.pem"}}) {
    const std::variant<Config, Exit> read = Read(arguments);
    REQUIRE(std::holds_alternative<Exit>(read));
    CHECK(std::get<Exit>(read).code != 0);
    CHECK(std::get<Exit>(read).text.find("--tls-cert") != std::string::npos);
    CHECK(std::get<Exit>(read).text.find("--tls-key") != std::string::npos);
  }
}

TEST_CASE("a mistake is named and the program does not start") {
  for (const std::vector<const char*>& arguments : std::vector<std::vector<const char*>>{{"--port", "65536"},
                                                                                         {"--port", "x"},
                                                                                         {"--nonsense"},
                                                                                         {"--frame-bytes", "0"},
                                                                                         {"--frame-bytes", "99999999"},
                                                                                         {"--idle-seconds", "-1"},
                                                                                         {"--log", "loud"},
                                                                                         {"--listen"},
                                                                                         {"--trusted-proxy", "proxy"},
                                                                                         {"extra"}}) {
    const std::variant<Config, Exit> read = Read(arguments);
    REQUIRE(std::holds_alternative<Exit>(read));
    CHECK(std::get<Exit>(read).code != 0);
    CHECK(std::get<Exit>(read).text.find(arguments.front()) != std::string::npos);
  }
}

TEST_CASE("help names every option with its default") {
  const std::variant<Config, Exit> read = Read({"--help"});
  REQUIRE(std::holds_alternative<Exit>(read));
  CHECK(std::get<Exit>(read).code == 0);
  for (const char* part : {"--import FILE", "--listen ADDRESS=127.0.0.1", "--frame-bytes N=262144",
                           "--handshake-seconds S=10", "--log HOW=normal"}) {
    CAPTURE(part);
    CHECK(std::get<Exit>(read).text.find(part) != std::string::npos);
  }
}

TEST_CASE("the journal is a directory or NATS servers, and what belongs to the one is not said of the other") {
  CHECK(std::get<Config>(Read({"--data", "d"})).data == "d");
  CHECK(std::get<Config>(Read({"--journal", "sqlite:/var/lib/samsyn"})).data == "/var/lib/samsyn");
  CHECK_FALSE(std::get<Config>(Read({"--journal", "sqlite:d"})).nats);
  const Config one = std::get<Config>(Read({"--journal", "nats://a:4222"}));
  REQUIRE(one.nats);
  CHECK(one.nats->servers == std::vector<std::string>{"nats://a:4222"});
  CHECK(one.nats->replicas == 1);
  const Config three = std::get<Config>(
      Read({"--journal", "tls://a,b,c", "--nats-login", "f", "--nats-ca", "g", "--nats-credentials", "h"}));
  REQUIRE(three.nats);
  CHECK(three.nats->servers.size() == 3);
  CHECK(three.nats->replicas == 3);
  CHECK(three.nats->login == "f");
  CHECK(three.nats->ca == "g");
  CHECK(three.nats->credentials == "h");
  CHECK(std::get<Config>(Read({"--journal", "nats://a,b", "--nats-replicas", "1"})).nats->replicas == 1);
  for (const std::vector<const char*>& wrong :
       std::vector<std::vector<const char*>>{{"--journal", "somewhere"},
                                             {"--journal", "sqlite:"},
                                             {"--journal", "nats://user:secret@a"},
                                             {"--journal", "nats://a", "--data", "d"},
                                             {"--journal", "nats://a", "--nats-replicas", "2"},
                                             {"--nats-login", "f"},
                                             {"--data", "d", "--nats-replicas", "3"}}) {
    const std::variant<Config, Exit> read = Read(wrong);
    REQUIRE(std::holds_alternative<Exit>(read));
    CHECK(std::get<Exit>(read).code != 0);
    CHECK(std::get<Exit>(read).text.find("secret@") == std::string::npos);
  }
}

TEST_CASE("who may make meetings is said in a word, and a code in a file") {
  using Who = CreationPolicy::Who;
  const auto who = [](const std::vector<const char*>& arguments) { return std::get<Config>(Read(arguments)).create; };
  CHECK(who({"--create", "everyone"}) == Who::kEveryone);
  CHECK(who({"--create", "nobody", "--create-per-hour", "3"}) == Who::kNobody);
  CHECK(who({"--create", "code", "--create-code-file", "f"}) == Who::kCode);
  CHECK(std::get<Config>(Read({"--create-per-hour", "3"})).limits.created_per_hour == 3);
  for (const std::vector<const char*>& wrong :
       std::vector<std::vector<const char*>>{{"--create", "code"},
                                             {"--create", "somebody"},
                                             {"--create-code-file", "f"},
                                             {"--create", "nobody", "--create-code-file", "f"},
                                             {"--create-per-hour", "0"}}) {
    const std::variant<Config, Exit> read = Read(wrong);
    REQUIRE(std::holds_alternative<Exit>(read));
    CHECK(std::get<Exit>(read).code != 0);
    CHECK(std::get<Exit>(read).text.find("--create") != std::string::npos);
  }
}

}  // namespace
}  // namespace samsyn
