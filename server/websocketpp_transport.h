// The transport over real sockets: HTTP and WebSockets on one port, in one thread. websocketpp_transport.cpp is the
// only file that knows WebSocket++ and asio.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/http.h"
#include "server/transport.h"
#include "shared/base/result.h"

namespace spdlog {
class logger;
}

namespace samsyn {

struct TransportSettings {
  std::string address;     // numeric, IPv4 or IPv6
  std::uint16_t port = 0;  // 0: any free one
  std::size_t frame_bytes = 0;
  std::size_t send_queue_bytes = 0;
  std::size_t connections = 0;
  std::chrono::milliseconds handshake{};
  std::chrono::milliseconds download{};
};

class WebsocketppTransport final : public RelayTransport {
 public:
  // `log` outlives the transport.
  WebsocketppTransport(const TransportSettings& settings, spdlog::logger& log);
  ~WebsocketppTransport() override;

  // Starts to accept and returns the port. kUnavailable when the address cannot be listened at.
  [[nodiscard]] Result<std::uint16_t> Listen();

  // Serves until SIGINT or SIGTERM, then says goodbye and returns when every connection is closed or has had its time.
  void Run(TransportHandler& handler, HttpHandler& http);

  void Send(std::string_view frame, const std::vector<ConnectionId>& receivers) override;
  void Close(ConnectionId connection, CloseCode code, std::string_view reason) override;
  void Ping(ConnectionId connection) override;
  void ResumeReading(ConnectionId connection) override;
  [[nodiscard]] std::size_t QueuedBytes(ConnectionId connection) const override;

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace samsyn
