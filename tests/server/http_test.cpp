#include "server/http.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

namespace samsyn {
namespace {

std::string HeaderOf(const HttpResponse& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

HttpRequest Upgrade(const std::string& target, const std::string& host, const std::string& origin) {
  HttpRequest request;
  request.method = "GET";
  request.target = target;
  request.host = host;
  request.origin = origin;
  return request;
}

TEST_CASE("a WebSocket opens on its path, for the relay's own pages and for programs") {
  CHECK_FALSE(RefuseWebSocket(Upgrade("/ws", "localhost:8080", "http://localhost:8080")));
  CHECK_FALSE(RefuseWebSocket(Upgrade("/ws?x=1", "localhost:8080", "")));
  CHECK_FALSE(RefuseWebSocket(Upgrade("/ws", "sip.example.se", "https://SIP.example.se")));
  CHECK_FALSE(RefuseWebSocket(Upgrade("/ws", "[::1]:8080", "http://[::1]:8080")));
}

TEST_CASE("another site's page and another path are turned away") {
  for (const char* origin : {"http://evil.example", "http://localhost", "http://localhost:8081",
                             "http://localhost:8080.evil.example", "http://evil.example/localhost:8080", "null",
                             "localhost:8080", "http://localhost:8080@evil.example", "://", "http://"}) {
    const std::optional<HttpResponse> refusal = RefuseWebSocket(Upgrade("/ws", "localhost:8080", origin));
    REQUIRE(refusal);
    CHECK(refusal->status == 403);
  }
  for (const char* target : {"/", "/ws/", "/wss", "ws", "", "/index.html", "/ws%2f"}) {
    const std::optional<HttpResponse> refusal = RefuseWebSocket(Upgrade(target, "localhost", ""));
    REQUIRE(refusal);
    CHECK(refusal->status == 404);
  }
}

TEST_CASE("every answer says what a page may do") {
  const HttpResponse response = PlainResponse(Upgrade("/x", "sip.example.se", ""), 404, "Nothing here.");
  const std::string policy = HeaderOf(response, "Content-Security-Policy");
  for (const char* part : {"default-src 'self'", "script-src 'self' 'wasm-unsafe-eval'",
                           "connect-src 'self' ws://sip.example.se wss://sip.example.se;", "style-src 'self'",
                           "img-src 'self' data: blob:", "font-src 'self'", "frame-ancestors 'none'", "base-uri 'none'",
                           "form-action 'none'"}) {
    CHECK(policy.find(part) != std::string::npos);
  }
  CHECK(policy.find("unsafe-inline") == std::string::npos);
  CHECK(policy.find("'unsafe-eval'") == std::string::npos);
  CHECK(HeaderOf(response, "Referrer-Policy") == "no-referrer");
  CHECK(HeaderOf(response, "X-Content-Type-Options") == "nosniff");
  CHECK(HeaderOf(response, "Cross-Origin-Opener-Policy") == "same-origin");
  CHECK(HeaderOf(response, "Cross-Origin-Embedder-Policy") == "require-corp");
  CHECK(HeaderOf(response, "Cross-Origin-Resource-Policy") == "same-origin");
  for (const char* part : {"camera=()", "microphone=()", "geolocation=()", "display-capture=()", "payment=()"}) {
    CHECK(HeaderOf(response, "Permissions-Policy").find(part) != std::string::npos);
  }
}

TEST_CASE("over the relay's own TLS nothing goes back to plain, and only there") {
  HttpRequest request = Upgrade("/x", "sip.example.se", "");
  CHECK(HeaderOf(PlainResponse(request, 404, "x"), "Strict-Transport-Security").empty());
  request.is_encrypted = true;
  const HttpResponse response = PlainResponse(request, 404, "x");
  CHECK(HeaderOf(response, "Strict-Transport-Security") == "max-age=31536000");
  CHECK(HeaderOf(response, "Content-Security-Policy").find("connect-src 'self' wss://sip.example.se;") !=
        std::string::npos);
}

TEST_CASE("a hostile Host never gets into a header") {
  std::mt19937 random(5);
  for (int round = 0; round < 5000; ++round) {
    std::string host = "host";
    for (int i = 0; i < 8; ++i) host.push_back(static_cast<char>(random()));
    const std::string policy = HeaderOf(PlainResponse(Upgrade("/", host, ""), 404, "x"), "Content-Security-Policy");
    for (const char bad : {'\r', '\n', ',', '\0', '*', '"'}) REQUIRE(policy.find(bad) == std::string::npos);
  }
  for (const char* host : {"a; script-src *", "a b", "a\r\nX: y", "a,b", ""}) {
    const HttpResponse response = PlainResponse(Upgrade("/", host, ""), 404, "x");
    CHECK(HeaderOf(response, "Content-Security-Policy").find("connect-src 'self'; style-src") != std::string::npos);
  }
}

TEST_CASE("HEAD is answered without a body and with its length") {
  HttpRequest request = Upgrade("/", "h", "");
  const HttpResponse get = PlainResponse(request, 404, "Nothing.");
  request.method = "HEAD";
  const HttpResponse head = PlainResponse(request, 404, "Nothing.");
  REQUIRE(get.body);
  CHECK(get.content_length == get.body->size());
  CHECK_FALSE(head.body);
  CHECK(head.content_length == get.content_length);
}

}  // namespace
}  // namespace samsyn
