#include "server/nats_settings.h"

#include <doctest/doctest.h>

namespace samsyn {
namespace {

TEST_CASE("servers of NATS are named with or without their scheme, one or several") {
  const Result<std::vector<std::string>> servers = ParseNatsServers("nats://a:4222,b.example:4223,nats://[::1]:4222");
  REQUIRE(servers);
  CHECK(servers.Value() == std::vector<std::string>{"nats://a:4222", "nats://b.example:4223", "nats://[::1]:4222"});
  CHECK(ParseNatsServers("tls://a").Value() == std::vector<std::string>{"tls://a"});
}

TEST_CASE("what is no list of servers is refused, and so is a password on the command line") {
  for (const char* wrong :
       {"", "a:4222", "nats://", "nats://a,", "nats://a b", "nats://a,tls://b", "sqlite", "nats://a/x"}) {
    INFO(wrong);
    CHECK_FALSE(ParseNatsServers(wrong));
  }
  CHECK(ParseNatsServers("nats://user:secret@a:4222").GetError().message.find("--nats-login") != std::string::npos);
}

}  // namespace
}  // namespace samsyn
