#include "server/remote_address.h"

#include <doctest/doctest.h>

#include <random>

namespace samsyn {
namespace {

std::string Counted(std::string_view text) {
  const std::optional<IpAddress> address = ParseIpAddress(text);
  return address ? CountedAs(*address) : "none";
}

TEST_CASE("IPv4 counts by itself, IPv6 by its /64, and mapped IPv4 as IPv4") {
  CHECK(Counted("192.0.2.7") == "192.0.2.7");
  CHECK(Counted("::ffff:192.0.2.7") == "192.0.2.7");
  CHECK(Counted("2001:db8:1:2:3:4:5:6") == "2001:db8:1:2::/64");
  CHECK(Counted("2001:DB8:1:2::ffff") == "2001:db8:1:2::/64");
  CHECK(Counted("2001:db8:1:3::1") == "2001:db8:1:3::/64");
  CHECK(Counted("::1") == "::/64");
  CHECK(Counted("fe80::1%eth0") == "fe80::/64");
}

TEST_CASE("addresses are read as proxies write them, and nothing else is an address") {
  CHECK(Counted(" 192.0.2.7:443\t") == "192.0.2.7");
  CHECK(Counted("[2001:db8::1]:443") == "2001:db8::/64");
  CHECK(Counted("[2001:db8::1]") == "2001:db8::/64");
  for (const char* text : {"", " ", "unknown", "_hidden", "192.0.2", "192.0.2.256", "192.0.2.7 192.0.2.8", "[", "]",
                           "[]", ":", "::1::", "1", "localhost", "192.0.2.7,192.0.2.8"}) {
    CAPTURE(text);
    CHECK(Counted(text) == "none");
  }
  CHECK(Counted(std::string_view("192.0.2.7\0x", 11)) == "none");
  std::mt19937 random(3);
  for (int round = 0; round < 20'000; ++round) {
    std::string noise(random() % 24, '\0');
    for (char& letter : noise) letter = "0123456789abcdef.:[]%, \0x"[random() % 25];
    (void)Counted(noise);
  }
}

TEST_CASE("only what a trusted proxy says about a visitor is believed") {
  const IpAddress proxy = *ParseIpAddress("10.0.0.1");
  const IpAddress inner = *ParseIpAddress("::ffff:10.0.0.2");
  const IpAddress stranger = *ParseIpAddress("203.0.113.5");
  const TrustedProxies proxies({proxy, inner});
  const auto origin = [&](const IpAddress& peer, std::string_view forwarded_for) {
    return CountedAs(proxies.OriginOf(peer, forwarded_for));
  };
  CHECK(origin(stranger, "192.0.2.1") == "203.0.113.5");
  CHECK(origin(proxy, "192.0.2.1") == "192.0.2.1");
  CHECK(origin(proxy, "198.51.100.1, 192.0.2.1") == "192.0.2.1");
  CHECK(origin(proxy, "198.51.100.1,192.0.2.1 , 10.0.0.2") == "192.0.2.1");
  CHECK(origin(inner, "2001:db8::7, 10.0.0.1") == "2001:db8::/64");
  // Nobody is named: the proxy itself.
  CHECK(origin(proxy, "") == "10.0.0.1");
  CHECK(origin(proxy, ",") == "10.0.0.1");
  CHECK(origin(proxy, "192.0.2.1, unknown") == "10.0.0.1");
  CHECK(origin(proxy, "10.0.0.2, 10.0.0.1") == "10.0.0.2");
  CHECK(CountedAs(TrustedProxies().OriginOf(proxy, "192.0.2.1")) == "10.0.0.1");
}

}  // namespace
}  // namespace samsyn
