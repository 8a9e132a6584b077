// The transport over real sockets: HTTP and WebSockets on one port, in one thread, plain or with TLS.
// websocketpp_transport.cpp and its websocketpp_config.h are the only files that know WebSocket++ and asio.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "server/http.h"
#include "server/limits.h"
#include "server/remote_address.h"
#include "server/transport.h"
#include "shared/base/result.h"

struct ssl_ctx_st;  // OpenSSL's SSL_CTX

namespace spdlog {
class logger;
}

namespace samsyn {

struct TransportSettings {
  std::string address = "127.0.0.1";  // numeric, IPv4 or IPv6
  std::uint16_t port = 0;             // 0: any free one
  std::shared_ptr<ssl_ctx_st> tls;    // null: no TLS
  // Asked at SIGHUP, where there is TLS: what new connections speak it with from now on; null: as before.
  std::function<std::shared_ptr<ssl_ctx_st>()> renewed_tls;
  TrustedProxies trusted_proxies;
  Limits limits;
};

class WebsocketppTransport : public RelayTransport {
 public:
  // `log` outlives the transport.
  [[nodiscard]] static std::unique_ptr<WebsocketppTransport> Create(const TransportSettings& settings,
                                                                    spdlog::logger& log);

  // Starts to accept and returns the port. kUnavailable when the address cannot be listened at.
  [[nodiscard]] virtual Result<std::uint16_t> Listen() = 0;

  // The next turn comes at once; may be called by any thread while the transport lives.
  virtual void Wake() = 0;

  // Serves until SIGINT or SIGTERM, then says goodbye and returns when every connection is closed or has had its time.
  virtual void Run(TransportHandler& handler, HttpHandler& http) = 0;
};

}  // namespace samsyn
