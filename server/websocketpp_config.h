// WebSocket++ as the relay uses it, plain and with TLS. Included by websocketpp_transport.cpp only, compiled as C++17.
#pragma once

#include <asio/steady_timer.hpp>
#include <optional>
#include <string>
#include <websocketpp/concurrency/none.hpp>
#include <websocketpp/config/asio.hpp>
#include <websocketpp/logger/stub.hpp>

#include "server/connection_counts.h"
#include "server/http.h"
#include "server/transport.h"

namespace samsyn {

struct ConnectionExtras : websocketpp::connection_base {
  ConnectionId id = 0;                       // 0 until the WebSocket is open
  ConnectionCounts::Place place;             // from accept on
  std::optional<asio::steady_timer> cut_at;  // for what WebSocket++ has no time limit of its own
  std::chrono::steady_clock::time_point accepted_at{};
};

// What WebSocket++ answers by itself, to requests that are none, has the headers every answer has, too.
template <bool kIsEncrypted>
struct HttpAnswer : websocketpp::http::parser::response {
  using ptr = websocketpp::lib::shared_ptr<HttpAnswer>;

  [[nodiscard]] std::string raw() const {
    std::string text = response::raw();
    if (!get_header("Content-Security-Policy").empty()) return text;
    HttpRequest unknown;
    unknown.is_encrypted = kIsEncrypted;
    HttpResponse headers;
    AddSecurityHeaders(unknown, headers);
    std::string lines;
    for (const auto& [name, value] : headers.headers) lines.append(name).append(": ").append(value).append("\r\n");
    return text.insert(text.find("\r\n") + 2, lines);
  }
};

// WebSocket++ only cancels what a socket waits for when its time is up. TLS would then go on with its next step, and
// wait for ever for a peer that says nothing; on a closed socket every step fails.
struct TlsSocket : websocketpp::transport::asio::tls_socket::connection {
  using ptr = websocketpp::lib::shared_ptr<TlsSocket>;

 protected:
  asio::error_code cancel_socket() {
    asio::error_code failure;
    get_raw_socket().close(failure);
    return failure;
  }
};

struct TlsSocketEndpoint : websocketpp::transport::asio::tls_socket::endpoint {
  using socket_con_type = TlsSocket;
  using socket_con_ptr = TlsSocket::ptr;
};

struct PlainSecurity {
  static constexpr bool kIsEncrypted = false;
  using Endpoint = websocketpp::transport::asio::basic_socket::endpoint;
};

struct TlsSecurity {
  static constexpr bool kIsEncrypted = true;
  using Endpoint = TlsSocketEndpoint;
};

template <typename Security>
struct ServerConfig : websocketpp::config::core {
  using type = ServerConfig;
  using base = websocketpp::config::core;
  using concurrency_type = websocketpp::concurrency::none;
  using request_type = base::request_type;
  using response_type = HttpAnswer<Security::kIsEncrypted>;
  using message_type = base::message_type;
  using con_msg_manager_type = base::con_msg_manager_type;
  using endpoint_msg_manager_type = base::endpoint_msg_manager_type;
  using alog_type = websocketpp::log::stub;
  using elog_type = websocketpp::log::stub;
  using rng_type = base::rng_type;
  using connection_base = ConnectionExtras;
  static const bool enable_multithreading = false;
  // WebSocket++ keeps a read buffer in every connection; 2 KB reads as fast as its own 16 KB.
  static const std::size_t connection_read_buffer_size = 2048;

  struct transport_config : base::transport_config {
    using concurrency_type = type::concurrency_type;
    using alog_type = type::alog_type;
    using elog_type = type::elog_type;
    using request_type = type::request_type;
    using response_type = type::response_type;
    using socket_type = typename Security::Endpoint;
    static const bool enable_multithreading = false;
    static const long timeout_socket_post_init = 0;    // cut_at, which knows the setting
    static const long timeout_socket_shutdown = 2000;  // a peer that does not say goodbye in TLS
  };
  using transport_type = websocketpp::transport::asio::endpoint<transport_config>;
};

}  // namespace samsyn
