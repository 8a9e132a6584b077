#include "server/websocketpp_transport.h"

#include <spdlog/logger.h>

#include <asio/signal_set.hpp>
#include <asio/steady_timer.hpp>
#include <csignal>
#include <exception>
#include <functional>
#include <unordered_map>
#include <utility>
#include <websocketpp/concurrency/none.hpp>
#include <websocketpp/config/asio_no_tls.hpp>
#include <websocketpp/logger/stub.hpp>
#include <websocketpp/server.hpp>

namespace samsyn {
namespace {

using std::chrono::milliseconds;

// How much is handled before the turn ends even though more is waiting, so that a flood delays nobody's commit.
constexpr int kEventsPerTurn = 1024;
// How long a connection may take to answer a close before it is cut.
constexpr milliseconds kCloseHandshake{2000};
// A page load sends a request without a body.
constexpr std::size_t kMaxHttpBodyBytes = 1024;
// WebSocket++ keeps a read buffer in every connection; 2 KB reads as fast as its own 16 KB.
constexpr std::size_t kReadBufferBytes = 2048;

struct ConnectionExtras : websocketpp::connection_base {
  ConnectionId id = 0;             // 0 until the WebSocket is open
  std::shared_ptr<char> presence;  // one reference for each connection that exists
};

struct ServerConfig : websocketpp::config::asio {
  using type = ServerConfig;
  using base = websocketpp::config::asio;
  using concurrency_type = websocketpp::concurrency::none;
  using request_type = base::request_type;
  using response_type = base::response_type;
  using message_type = base::message_type;
  using con_msg_manager_type = base::con_msg_manager_type;
  using endpoint_msg_manager_type = base::endpoint_msg_manager_type;
  using alog_type = websocketpp::log::stub;
  using elog_type = websocketpp::log::stub;
  using rng_type = base::rng_type;
  using connection_base = ConnectionExtras;
  static const bool enable_multithreading = false;
  static const std::size_t connection_read_buffer_size = kReadBufferBytes;

  struct transport_config : base::transport_config {
    using concurrency_type = type::concurrency_type;
    using alog_type = type::alog_type;
    using elog_type = type::elog_type;
    using request_type = type::request_type;
    using response_type = type::response_type;
    using socket_type = websocketpp::transport::asio::basic_socket::endpoint;
    static const bool enable_multithreading = false;
  };
  using transport_type = websocketpp::transport::asio::endpoint<transport_config>;
};

using Server = websocketpp::server<ServerConfig>;
using Handle = websocketpp::connection_hdl;
namespace frame_format = websocketpp::frame;

HttpRequest RequestOf(const Server::connection_ptr& connection) {
  HttpRequest request;
  request.method = connection->get_request().get_method();
  request.target = connection->get_request().get_uri();
  request.host = connection->get_request_header("Host");
  request.origin = connection->get_request_header("Origin");
  request.accept_encoding = connection->get_request_header("Accept-Encoding");
  request.if_none_match = connection->get_request_header("If-None-Match");
  return request;
}

void Fill(const Server::connection_ptr& connection, const HttpResponse& response) {
  connection->set_status(static_cast<websocketpp::http::status_code::value>(response.status));
  for (const auto& [name, value] : response.headers) connection->replace_header(name, value);
  connection->replace_header("Connection", "close");
  if (response.body) connection->set_body(*response.body);
  if (response.status != 304) connection->replace_header("Content-Length", std::to_string(response.content_length));
}

}  // namespace

class WebsocketppTransport::Implementation {
 public:
  Implementation(const TransportSettings& settings, spdlog::logger& log)
      : settings_(settings), log_(log), signals_(context_), wake_(context_) {
    server_.init_asio(&context_);
    server_.set_reuse_addr(true);
    server_.set_user_agent("");
    server_.set_max_message_size(settings_.frame_bytes);
    server_.set_max_http_body_size(kMaxHttpBodyBytes);
    server_.set_open_handshake_timeout(static_cast<long>(settings_.handshake.count()));
    server_.set_close_handshake_timeout(static_cast<long>(kCloseHandshake.count()));
    server_.set_tcp_pre_init_handler([this](const Handle& handle) { CountIn(handle); });
    server_.set_http_handler([this](const Handle& handle) { AnswerHttp(handle); });
    server_.set_validate_handler([this](const Handle& handle) { return MayOpen(handle); });
    server_.set_open_handler([this](const Handle& handle) { Open(handle); });
    server_.set_close_handler([this](const Handle& handle) { Closed(handle); });
    server_.set_pong_handler([this](const Handle& handle, const std::string&) {
      if (const auto connection = Find(handle)) handler_->OnPong(connection->id);
    });
    server_.set_message_handler(
        [this](const Handle& handle, const Server::message_ptr& message) { Message(handle, message); });
  }

  Result<std::uint16_t> Listen() {
    asio::error_code failure;
    const asio::ip::address address = asio::ip::make_address(settings_.address, failure);
    if (failure) return Error{ErrorCode::kUnavailable, settings_.address + " is not an IP address"};
    websocketpp::lib::error_code listen_failure;
    server_.listen(asio::ip::tcp::endpoint(address, settings_.port), listen_failure);
    if (!listen_failure) server_.start_accept(listen_failure);
    if (listen_failure) {
      return Error{ErrorCode::kUnavailable, "cannot listen at " + settings_.address + " port " +
                                                std::to_string(settings_.port) + ": " + listen_failure.message()};
    }
    return server_.get_local_endpoint(failure).port();
  }

  void Run(TransportHandler& handler, HttpHandler& http) {
    handler_ = &handler;
    http_ = &http;
    signals_.add(SIGINT);
    signals_.add(SIGTERM);
    signals_.async_wait([this](const asio::error_code& failure, int) {
      if (!failure) Stop();
    });
    while (!stopping_ || (!open_.empty() && std::chrono::steady_clock::now() < stop_deadline_)) {
      try {
        context_.run_one();
        for (int i = 0; i < kEventsPerTurn && context_.poll_one() > 0; ++i) continue;
      } catch (const std::exception& exception) {
        // The event's connection dies with its handler; all others go on.
        log_.error("a connection failed: {}", exception.what());
      }
      WakeWithin(handler.OnTurn());
      CutSlow();
    }
  }

  void Send(std::string_view frame, const std::vector<ConnectionId>& receivers) {
    Server::message_ptr message;
    for (const ConnectionId id : receivers) {
      const auto found = open_.find(id);
      if (found == open_.end()) continue;
      if (!message) message = Prepare(frame);
      found->second->send(message);
      if (found->second->get_buffered_amount() > settings_.send_queue_bytes) slow_.push_back(id);
    }
  }

  void Close(ConnectionId id, CloseCode code, std::string_view reason) {
    const auto found = open_.find(id);
    if (found == open_.end()) return;
    websocketpp::lib::error_code failure;
    found->second->close(static_cast<websocketpp::close::status::value>(code), std::string(reason), failure);
  }

  void Ping(ConnectionId id) {
    const auto found = open_.find(id);
    if (found == open_.end()) return;
    websocketpp::lib::error_code failure;
    found->second->ping("", failure);
  }

  // Directly, and only outside the connection's own read event: resume_reading() posts, and a read that is still under
  // way would then share its buffer with a second one.
  void ResumeReading(ConnectionId id) {
    const auto found = open_.find(id);
    if (found != open_.end()) found->second->handle_resume_reading();
  }

  [[nodiscard]] std::size_t QueuedBytes(ConnectionId id) const {
    const auto found = open_.find(id);
    return found == open_.end() ? 0 : found->second->get_buffered_amount();
  }

 private:
  Server::connection_ptr Find(const Handle& handle) {
    websocketpp::lib::error_code failure;
    Server::connection_ptr connection = server_.get_con_from_hdl(handle, failure);
    return connection && connection->id != 0 ? connection : nullptr;
  }

  void CountIn(const Handle& handle) {
    const Server::connection_ptr connection = server_.get_con_from_hdl(handle);
    connection->presence = presence_;
    if (static_cast<std::size_t>(presence_.use_count()) - 1 <= settings_.connections) return;
    log_.warn("a connection is turned away: there are {} already", settings_.connections);
    asio::error_code ignored;
    connection->get_raw_socket().close(ignored);
  }

  void AnswerHttp(const Handle& handle) {
    const Server::connection_ptr connection = server_.get_con_from_hdl(handle);
    Fill(connection, http_->Respond(RequestOf(connection)));
    // Deferring ends the handshake's time limit, which is too short for a download; this one takes its place.
    connection->defer_http_response();
    const std::weak_ptr<Server::connection_type> waiting = connection;
    connection->set_timer(static_cast<long>(settings_.download.count()),
                          [waiting](const websocketpp::lib::error_code& failure) {
                            const auto late = waiting.lock();
                            if (!failure && late) late->terminate(failure);
                          });
    websocketpp::lib::error_code failure;
    connection->send_http_response(failure);
  }

  bool MayOpen(const Handle& handle) {
    const Server::connection_ptr connection = server_.get_con_from_hdl(handle);
    const HttpRequest request = RequestOf(connection);
    std::optional<HttpResponse> refusal = RefuseWebSocket(request);
    if (!refusal && connection->get_request_header("Sec-WebSocket-Version") != "13") {
      refusal = PlainResponse(request, 400, "Only version 13 of WebSocket is spoken here.");
    }
    if (refusal) Fill(connection, *refusal);
    return !refusal;
  }

  void Open(const Handle& handle) {
    const Server::connection_ptr connection = server_.get_con_from_hdl(handle);
    // Here and not in the socket's init handler, which runs before there is a socket to set it on.
    asio::error_code ignored;
    connection->get_raw_socket().set_option(asio::ip::tcp::no_delay(true), ignored);
    connection->id = next_id_++;
    open_.emplace(connection->id, connection);
    handler_->OnOpen(connection->id);
  }

  void Closed(const Handle& handle) {
    const Server::connection_ptr connection = Find(handle);
    if (!connection || open_.erase(connection->id) == 0) return;
    handler_->OnClosed(connection->id);
  }

  void Message(const Handle& handle, const Server::message_ptr& message) {
    const Server::connection_ptr connection = Find(handle);
    if (!connection) return;
    if (message->get_opcode() != frame_format::opcode::binary) {
      Close(connection->id, CloseCode::kUnsupportedData, "frames are binary messages");
      return;
    }
    const Reading reading = handler_->OnMessage(connection->id, message->get_payload());
    // Directly: pause_reading() posts, and would come after the next read has begun.
    if (reading == Reading::kPause) connection->handle_pause_reading();
  }

  // One message for every receiver: what a server sends is not masked, so all get the same bytes.
  Server::message_ptr Prepare(std::string_view frame) {
    const frame_format::basic_header header(frame_format::opcode::binary, frame.size(), true, false);
    const frame_format::extended_header extended(frame.size());
    Server::message_ptr message = messages_->get_message(frame_format::opcode::binary, frame.size());
    message->append_payload(frame.data(), frame.size());
    message->set_header(frame_format::prepare_header(header, extended));
    message->set_prepared(true);
    return message;
  }

  void CutSlow() {
    // Closing one tells others, which may fill their queues.
    while (!slow_.empty()) {
      for (const ConnectionId id : std::exchange(slow_, {})) {
        const auto found = open_.find(id);
        if (found == open_.end()) continue;
        log_.info("connection {} reads too slowly and is cut", id);
        const Server::connection_ptr connection = found->second;
        connection->terminate(websocketpp::error::make_error_code(websocketpp::error::send_queue_full));
      }
    }
  }

  void WakeWithin(milliseconds wait) {
    const auto now = std::chrono::steady_clock::now();
    const auto when = now + wait;
    if (wake_at_ > now && wake_at_ <= when) return;
    wake_at_ = when;
    wake_.expires_at(when);
    wake_.async_wait([](const asio::error_code&) {});
  }

  void Stop() {
    log_.info("stopping: {} connections are told", open_.size());
    stopping_ = true;
    stop_deadline_ = std::chrono::steady_clock::now() + kCloseHandshake + milliseconds(500);
    websocketpp::lib::error_code ignored;
    server_.stop_listening(ignored);
    handler_->OnStop();
  }

  TransportSettings settings_;
  spdlog::logger& log_;
  asio::io_context context_{1};
  asio::signal_set signals_;
  asio::steady_timer wake_;
  std::chrono::steady_clock::time_point wake_at_{};
  std::shared_ptr<char> presence_ = std::make_shared<char>();
  Server server_;
  std::shared_ptr<ServerConfig::con_msg_manager_type> messages_ =
      std::make_shared<ServerConfig::con_msg_manager_type>();
  std::unordered_map<ConnectionId, Server::connection_ptr> open_;
  std::vector<ConnectionId> slow_;
  ConnectionId next_id_ = 1;
  TransportHandler* handler_ = nullptr;
  HttpHandler* http_ = nullptr;
  bool stopping_ = false;
  std::chrono::steady_clock::time_point stop_deadline_{};
};

WebsocketppTransport::WebsocketppTransport(const TransportSettings& settings, spdlog::logger& log)
    : implementation_(std::make_unique<Implementation>(settings, log)) {}
WebsocketppTransport::~WebsocketppTransport() = default;

Result<std::uint16_t> WebsocketppTransport::Listen() { return implementation_->Listen(); }
void WebsocketppTransport::Run(TransportHandler& handler, HttpHandler& http) { implementation_->Run(handler, http); }
void WebsocketppTransport::Send(std::string_view frame, const std::vector<ConnectionId>& receivers) {
  implementation_->Send(frame, receivers);
}
void WebsocketppTransport::Close(ConnectionId connection, CloseCode code, std::string_view reason) {
  implementation_->Close(connection, code, reason);
}
void WebsocketppTransport::Ping(ConnectionId connection) { implementation_->Ping(connection); }
void WebsocketppTransport::ResumeReading(ConnectionId connection) { implementation_->ResumeReading(connection); }
std::size_t WebsocketppTransport::QueuedBytes(ConnectionId connection) const {
  return implementation_->QueuedBytes(connection);
}

}  // namespace samsyn
