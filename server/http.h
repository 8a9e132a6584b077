// What the relay answers to plain HTTP, and which WebSockets it lets in. (Also read by a file compiled as C++17.)
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace samsyn {

// Header values as they came; empty when the header is missing.
struct HttpRequest {
  std::string method;
  std::string target;  // as in the request line: path, query and all
  std::string host;
  std::string origin;
  std::string accept_encoding;
  std::string if_none_match;
  std::string authorization;
  bool is_encrypted = false;  // by the relay itself, not by a proxy before it
};

struct HttpResponse {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;  // without Content-Length
  std::shared_ptr<const std::string> body;                   // may be empty
  std::uint64_t content_length = 0;                          // of the body, or of what a HEAD asked about
};

// A target without its query.
[[nodiscard]] std::string_view PathOf(std::string_view target);
// Does it ask for what there is, and not for a change?
[[nodiscard]] bool Reads(const HttpRequest& request);

class HttpHandler {
 public:
  virtual ~HttpHandler() = default;
  [[nodiscard]] virtual HttpResponse Respond(const HttpRequest& request) = 0;
};

// The one path where a WebSocket may be opened.
inline constexpr std::string_view kWebSocketPath = "/ws";

// Why this request may not become a WebSocket: 404 elsewhere than kWebSocketPath, 403 when a page of another site asks
// (its Origin names another host than Host does). A request without Origin does not come from a page.
[[nodiscard]] std::optional<HttpResponse> RefuseWebSocket(const HttpRequest& request);

// An answer that is told now and kept by nobody, with the headers every answer has. A HEAD gets no body.
[[nodiscard]] HttpResponse FreshResponse(const HttpRequest& request, int status, std::string_view type,
                                         std::string content);
// The same with a sentence in plain text.
[[nodiscard]] HttpResponse PlainResponse(const HttpRequest& request, int status, std::string_view sentence);

// Content-Security-Policy and its relatives: nothing is loaded from elsewhere, nothing is embedded, no address leaks,
// no camera or microphone is asked for; and over the relay's own TLS, that there is no way back to plain HTTP.
void AddSecurityHeaders(const HttpRequest& request, HttpResponse& response);

}  // namespace samsyn
