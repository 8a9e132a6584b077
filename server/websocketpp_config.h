// WebSocket++ as the relay uses it, plain and with TLS. Included by websocketpp_transport.cpp only, compiled as C++17.
#pragma once

#include <chrono>
#include <string>
#include <websocketpp/concurrency/none.hpp>
#include <websocketpp/config/core.hpp>
#include <websocketpp/logger/stub.hpp>

#include "server/connection_counts.h"
#include "server/http.h"
#include "server/transport.h"
#include "server/websocketpp_socket.h"

namespace samsyn {

struct ConnectionExtras : websocketpp::connection_base {
  ConnectionId id = 0;            // 0 until the WebSocket is open
  ConnectionCounts::Place place;  // from accept on
  std::chrono::steady_clock::time_point accepted_at{};
};

// What WebSocket++ answers by itself, to requests that are none, has the headers every answer has, too.
template <bool kIsEncrypted>
struct HttpAnswer : websocketpp::http::parser::response {
  using ptr = websocketpp::lib::shared_ptr<HttpAnswer>;

  [[nodiscard]] std::string raw() const {
    std::string text = response::raw();
    // They say what a page may do, and WebSocket++ keeps what it has sent for as long as the connection lives.
    if (get_status_code() == websocketpp::http::status_code::switching_protocols) return text;
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
  // WebSocket++ keeps a buffer in every connection; what is read in larger pieces comes through it in small ones.
  static const std::size_t connection_read_buffer_size = 192;

  using security = Security;
  using transport_type = SocketEndpoint<type>;
};

}  // namespace samsyn
