#include "server/http.h"

#include <algorithm>
#include <cctype>

namespace samsyn {
namespace {

// Everything a browser may offer to a page and a meeting does not need.
constexpr const char* kPermissionsPolicy =
    "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), "
    "encrypted-media=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), "
    "microphone=(), midi=(), payment=(), publickey-credentials-get=(), serial=(), usb=(), xr-spatial-tracking=()";
// For a year, on this host only: others below it are not the relay's to decide about.
constexpr const char* kOnlyEncrypted = "max-age=31536000";

bool SameLetter(char a, char b) {
  return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
}

bool SameText(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), SameLetter);
}

// Host goes into a header of the answer, so it may only have what a host and a port are written with.
bool IsPlainAuthority(std::string_view host) {
  return !host.empty() && host.size() <= 255 && std::all_of(host.begin(), host.end(), [](char letter) {
    return std::isalnum(static_cast<unsigned char>(letter)) != 0 ||
           std::string_view(".-:[]_").find(letter) != std::string_view::npos;
  });
}

}  // namespace

std::string_view PathOf(std::string_view target) { return target.substr(0, target.find_first_of("?#")); }

bool Reads(const HttpRequest& request) { return request.method == "GET" || request.method == "HEAD"; }

void AddSecurityHeaders(const HttpRequest& request, HttpResponse& response) {
  // 'self' includes the page's own WebSocket in newer browsers only, so its addresses are named as well.
  std::string connect = "'self'";
  if (IsPlainAuthority(request.host)) {
    if (!request.is_encrypted) connect += " ws://" + request.host;
    connect += " wss://" + request.host;
  }
  response.headers.emplace_back(
      "Content-Security-Policy",
      "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src " + connect +
          "; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; object-src 'none'; frame-ancestors 'none'; "
          "base-uri 'none'; form-action 'none'");
  response.headers.emplace_back("Referrer-Policy", "no-referrer");
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  response.headers.emplace_back("Cross-Origin-Embedder-Policy", "require-corp");
  response.headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  response.headers.emplace_back("Permissions-Policy", kPermissionsPolicy);
  if (request.is_encrypted) response.headers.emplace_back("Strict-Transport-Security", kOnlyEncrypted);
}

HttpResponse FreshResponse(const HttpRequest& request, int status, std::string_view type, std::string content) {
  HttpResponse response;
  response.status = status;
  response.headers.emplace_back("Content-Type", type);
  response.headers.emplace_back("Cache-Control", "no-store");
  AddSecurityHeaders(request, response);
  response.content_length = content.size();
  if (request.method != "HEAD") response.body = std::make_shared<const std::string>(std::move(content));
  return response;
}

HttpResponse PlainResponse(const HttpRequest& request, int status, std::string_view sentence) {
  return FreshResponse(request, status, "text/plain; charset=utf-8", std::string(sentence) + "\n");
}

std::optional<HttpResponse> RefuseWebSocket(const HttpRequest& request) {
  if (PathOf(request.target) != kWebSocketPath) return PlainResponse(request, 404, "There is no WebSocket here.");
  if (request.origin.empty()) return std::nullopt;
  const std::size_t scheme_end = request.origin.find("://");
  const bool same_host = scheme_end != std::string::npos &&
                         SameText(std::string_view(request.origin).substr(scheme_end + 3), request.host);
  if (!same_host) return PlainResponse(request, 403, "A page of another site may not connect here.");
  return std::nullopt;
}

}  // namespace samsyn
