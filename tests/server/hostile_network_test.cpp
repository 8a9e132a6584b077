// What the network does to the transport before anybody has said who they are.
#include <doctest/doctest.h>

#include "tests/server/socket_relay.h"

namespace samsyn {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr const char* kSecurityHeaders[] = {"Content-Security-Policy: default-src 'self'; ",
                                            "Referrer-Policy: no-referrer\r\n",
                                            "X-Content-Type-Options: nosniff\r\n",
                                            "Cross-Origin-Opener-Policy: same-origin\r\n",
                                            "Cross-Origin-Embedder-Policy: require-corp\r\n",
                                            "Cross-Origin-Resource-Policy: same-origin\r\n",
                                            "Permissions-Policy: "};

TEST_CASE("every answer has the security headers, also what is not HTTP and what WebSocket++ refuses by itself") {
  const Wire wire = EitherWire();
  SocketRelay relay({}, wire);
  const std::string upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\n";
  const std::string key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
  const std::string page = relay.Connect()->Request("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  const std::size_t etag = page.find("ETag: ");
  REQUIRE(etag != std::string::npos);
  const std::string same = "If-None-Match: " + page.substr(etag + 6, page.find("\r\n", etag) - etag - 6) + "\r\n";
  struct Case {
    std::string status;
    std::string request;
  };
  const Case cases[] = {
      {"200", "GET / HTTP/1.1\r\nHost: h\r\n\r\n"},
      {"304", "GET / HTTP/1.1\r\nHost: h\r\n" + same + "\r\n"},
      {"404", "GET /nowhere HTTP/1.1\r\nHost: h\r\n\r\n"},
      {"405", "DELETE / HTTP/1.1\r\nHost: h\r\n\r\n"},
      {"413", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999\r\n\r\n"},
      {"431", "GET / HTTP/1.1\r\nHost: h\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n"},
      {"400", "nonsense\r\n\r\n"},
      {"403",
       "GET /ws HTTP/1.1\r\nHost: h\r\nOrigin: http://evil\r\nSec-WebSocket-Version: 13\r\n" + upgrade + key + "\r\n"},
      {"404", "GET /other HTTP/1.1\r\nHost: h\r\nSec-WebSocket-Version: 13\r\n" + upgrade + key + "\r\n"},
      {"400", "GET /ws HTTP/1.1\r\nHost: h\r\nSec-WebSocket-Version: 13\r\n" + upgrade + "\r\n"},
      {"400", "GET /ws HTTP/1.1\r\nHost: h\r\nSec-WebSocket-Version: 99\r\n" + upgrade + key + "\r\n"},
  };
  for (const Case& one : cases) {
    const std::string answer = relay.Connect()->Request(one.request);
    const std::string head = answer.substr(0, answer.find("\r\n\r\n") + 2);
    INFO(one.request.substr(0, 200) << " is answered with " << head);
    CHECK(head.find("HTTP/1.1 " + one.status + " ") == 0);
    for (const char* header : kSecurityHeaders) {
      CAPTURE(header);
      const std::size_t first = head.find("\r\n" + std::string(header));
      CHECK(first != std::string::npos);
      CHECK(head.find(header, first + 5) == std::string::npos);
    }
    CHECK((head.find("\r\nStrict-Transport-Security: max-age=") != std::string::npos) == (wire == Wire::kTls));
  }
}

TEST_CASE("what is not TLS, and TLS that stops half-way, ends at the handshake's time and counts until then") {
  Limits limits;
  limits.handshake = milliseconds(1000);
  limits.connections = 4;
  SocketRelay relay(limits, Wire::kTls);
  const auto anna = relay.Join("anna");
  // The first bytes of a ClientHello that announces 512 bytes, and nothing at all.
  std::vector<std::unique_ptr<RawClient>> half;
  for (int i = 0; i < 3; ++i) {
    half.push_back(std::make_unique<RawClient>(relay.Port()));
    if (i > 0) half.back()->SendRaw(std::string("\x16\x03\x01\x02\x00\x01\x00", 7));
  }
  RawClient fifth(relay.Port());
  CHECK(fifth.IsClosedWithin(milliseconds(500)));
  for (const auto& client : half) CHECK(client->IsClosedWithin(seconds(10)));
  RawClient plain(relay.Port());
  CHECK(plain.Request("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").find("HTTP/1.1") == std::string::npos);
  CHECK(relay.IsAlive());
  anna->Say(PingFrame{1});
  CHECK(anna->HearFrame<PongFrame>());
}

TEST_CASE("a peer that stays after its TLS has been ended, without a word, is closed all the same") {
  Limits limits;
  limits.handshake = milliseconds(200);
  limits.connections = 1;
  SocketRelay relay(limits, Wire::kTls);
  const auto silent = relay.Connect();  // TLS, and no request
  // Room again, although nobody has answered the goodbye.
  usleep(4'000'000);
  CHECK(relay.IsAlive());
  CHECK(silent->IsClosedWithin(seconds(5)));
}

TEST_CASE("TLS older than 1.2 is not spoken") {
  SocketRelay relay({}, Wire::kTls);
  RawClient old(relay.Port());
  // A ClientHello of TLS 1.1 with one suite, AES-128-CBC with SHA.
  std::string hello("\x16\x03\x02\x00\x2d\x01\x00\x00\x29\x03\x02", 11);
  hello += std::string(32, 'r') + std::string("\x00\x00\x02\x00\x2f\x01\x00", 7);
  old.SendRaw(hello);
  const std::string answer = old.ReadToEnd();
  REQUIRE(answer.size() == 7);
  CHECK(answer[0] == 0x15);  // an alert …
  CHECK(answer[6] == 70);    // … protocol_version
  CHECK(relay.IsAlive());
}

TEST_CASE("one address has its share of the connections, half-open ones included, and no more") {
  Limits limits;
  limits.connections_per_address = 3;
  SocketRelay relay(limits, EitherWire());
  const auto anna = relay.Join("anna");
  const auto request = relay.Connect();
  request->SendRaw("GET / HT");
  RawClient half(relay.Port());
  RawClient fourth(relay.Port());
  CHECK(fourth.IsClosedWithin(seconds(2)));
  CHECK(relay.IsAlive("127.0.0.2"));
  anna->Say(PingFrame{1});
  CHECK(anna->HearFrame<PongFrame>());
}

TEST_CASE("a finished download makes room at once") {
  Limits limits;
  limits.connections_per_address = 2;
  SocketRelay relay(limits, EitherWire());
  for (int i = 0; i < 20; ++i) {
    INFO("download " << i);
    CHECK(relay.Connect()->Request("GET / HTTP/1.1\r\nHost: h\r\n\r\n").size() > 300'000);
    usleep(50'000);
  }
}

TEST_CASE("behind a trusted proxy the people are counted, not the proxy") {
  Limits limits;
  limits.connections_per_address = 2;
  SocketRelay relay(limits, EitherWire(), {"127.0.0.1"});
  std::vector<std::unique_ptr<RawClient>> open;
  const auto connect = [&](const std::string& forwarded_for) -> RawClient& {
    open.push_back(relay.Connect());
    CHECK(open.back()->Upgrade("/ws", "X-Forwarded-For: " + forwarded_for + "\r\n").find(" 101 ") != std::string::npos);
    open.back()->Say(HelloFrame{kProtocolVersion, "noor", "noor of noor", {}});
    return *open.back();
  };
  // What stands before the last address is the visitor's own invention.
  CHECK(connect("192.0.2.1").HearFrame<WelcomeFrame>());
  CHECK(connect("198.51.100.9, 192.0.2.1").HearFrame<WelcomeFrame>());
  RawClient& third = connect("198.51.100.10, 192.0.2.1");
  const std::optional<ErrorFrame> error = third.HearFrame<ErrorFrame>();
  REQUIRE(error);
  CHECK(error->code == ErrorCode::kTooMany);
  CHECK(third.HearClose() == 1013);
  CHECK(connect("192.0.2.2").HearFrame<WelcomeFrame>());
  CHECK(connect("2001:db8::1").HearFrame<WelcomeFrame>());
  CHECK(connect("2001:db8::2").HearFrame<WelcomeFrame>());
  CHECK(connect("2001:db8::3").HearFrame<ErrorFrame>());
}

TEST_CASE("X-Forwarded-For of a stranger counts for nothing") {
  Limits limits;
  limits.wrong_links_per_address = 2;
  SocketRelay relay(limits, EitherWire(), {"192.0.2.99"});
  for (int i = 0; i < 3; ++i) {
    const auto guesser = relay.Connect();
    guesser->Upgrade("/ws", "X-Forwarded-For: 192.0.2." + std::to_string(i) + "\r\n");
    guesser->Say(HelloFrame{kProtocolVersion, "noor", "a guess", {}});
    const std::optional<ErrorFrame> error = guesser->HearFrame<ErrorFrame>();
    REQUIRE(error);
    CHECK(error->code == (i < 2 ? ErrorCode::kForbidden : ErrorCode::kTooMany));
    CHECK(guesser->HearClose() == (i < 2 ? 1008 : 1013));
  }
  CHECK(relay.IsAlive("127.0.0.2"));
}

}  // namespace
}  // namespace samsyn
