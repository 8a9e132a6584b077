#include "server/websocketpp_transport.h"

#include <openssl/ssl.h>
#include <spdlog/logger.h>

#include <algorithm>
#include <asio/signal_set.hpp>
#include <asio/ssl/context.hpp>
#include <csignal>
#include <exception>
#include <functional>
#include <unordered_map>
#include <utility>
#include <websocketpp/server.hpp>

#include "server/websocketpp_config.h"

namespace samsyn {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// How much is handled before the turn ends even though more is waiting, so that a flood delays nobody's commit.
constexpr int kEventsPerTurn = 1024;
// How long a connection may take to answer a close before it is cut.
constexpr milliseconds kCloseHandshake{2000};
// A page load sends a request without a body.
constexpr std::size_t kMaxHttpBodyBytes = 1024;
// How often the log says that connections are turned away, however many there are.
constexpr milliseconds kTurnedAwayLog{1000};
// Until it is tried again to let somebody in, when the system had no room for them.
constexpr milliseconds kAcceptAgain{100};

using Handle = websocketpp::connection_hdl;
namespace frame_format = websocketpp::frame;

template <typename Security>
class SocketServer final : public WebsocketppTransport {
  using Config = ServerConfig<Security>;
  using Server = websocketpp::server<Config>;
  using ConnectionPtr = typename Server::connection_ptr;
  using MessagePtr = typename Server::message_ptr;

 public:
  SocketServer(const TransportSettings& settings, spdlog::logger& log)
      : settings_(settings),
        log_(log),
        signals_(context_),
        hangups_(context_),
        wake_(context_),
        acceptor_(context_),
        again_(context_) {
    server_.Use(share_);
    server_.set_user_agent("");
    server_.set_max_message_size(settings_.limits.frame_bytes);
    server_.set_max_http_body_size(kMaxHttpBodyBytes);
    server_.set_open_handshake_timeout(static_cast<long>(settings_.limits.handshake.count()));
    server_.set_close_handshake_timeout(static_cast<long>(kCloseHandshake.count()));
    server_.set_http_handler([this](const Handle& handle) { AnswerHttp(handle); });
    server_.set_validate_handler([this](const Handle& handle) { return MayOpen(handle); });
    server_.set_open_handler([this](const Handle& handle) { Open(handle); });
    server_.set_close_handler([this](const Handle& handle) { Closed(handle); });
    server_.set_pong_handler([this](const Handle& handle, const std::string&) {
      if (const auto connection = Find(handle)) handler_->OnPong(connection->id);
    });
    server_.set_message_handler([this](const Handle& handle, const MessagePtr& message) { Message(handle, message); });
    if constexpr (Security::kIsEncrypted) {
      UseTls(settings_.tls);
    }
  }

  Result<std::uint16_t> Listen() override {
    asio::error_code failure;
    const asio::ip::address address = asio::ip::make_address(settings_.address, failure);
    if (failure) return Error{ErrorCode::kUnavailable, settings_.address + " is not an IP address"};
    const asio::ip::tcp::endpoint endpoint(address, settings_.port);
    acceptor_.open(endpoint.protocol(), failure);
    if (!failure) acceptor_.set_option(asio::ip::tcp::acceptor::reuse_address(true), failure);
    if (!failure) acceptor_.bind(endpoint, failure);
    if (!failure) acceptor_.listen(asio::socket_base::max_listen_connections, failure);
    if (failure) {
      return Error{ErrorCode::kUnavailable, "cannot listen at " + settings_.address + " port " +
                                                std::to_string(settings_.port) + ": " + failure.message()};
    }
    Accept();
    return acceptor_.local_endpoint(failure).port();
  }

  void Run(TransportHandler& handler, HttpHandler& http) override {
    handler_ = &handler;
    http_ = &http;
    signals_.add(SIGINT);
    signals_.add(SIGTERM);
    signals_.async_wait([this](const asio::error_code& failure, int) {
      if (!failure) Stop();
    });
    WatchHangup();
    while (!stopping_ || (!open_.empty() && steady_clock::now() < stop_deadline_)) {
      try {
        context_.run_one();
        for (int i = 0; i < kEventsPerTurn && context_.poll_one() > 0; ++i) continue;
      } catch (const std::exception& exception) {
        // The event's connection dies with its handler; all others go on.
        log_.error("a connection failed: {}", exception.what());
      }
      WakeWithin(handler.OnTurn());
      CutSlow();
      share_.Flush();
    }
  }

  // The same bytes to everybody: what a server sends is not masked. They leave at the end of the turn, with all that
  // the receiver is sent until then.
  void Wake() override {
    asio::post(context_, [] {});
  }

  void Send(std::string_view frame, const std::vector<ConnectionId>& receivers) override {
    const frame_format::basic_header header(frame_format::opcode::binary, frame.size(), true, false);
    const std::string prepared = frame_format::prepare_header(header, frame_format::extended_header(frame.size()));
    for (const ConnectionId id : receivers) {
      const auto found = open_.find(id);
      if (found == open_.end() || found->second->get_state() != websocketpp::session::state::open) continue;
      found->second->Append(prepared, frame);
      if (found->second->QueuedBytes() > settings_.limits.send_queue_bytes) slow_.push_back(id);
    }
  }

  void Close(ConnectionId id, CloseCode code, std::string_view reason) override {
    const auto found = open_.find(id);
    if (found == open_.end()) return;
    websocketpp::lib::error_code failure;
    found->second->close(static_cast<websocketpp::close::status::value>(code), std::string(reason), failure);
  }

  void Ping(ConnectionId id) override {
    const auto found = open_.find(id);
    if (found == open_.end()) return;
    websocketpp::lib::error_code failure;
    found->second->ping("", failure);
  }

  // Directly, and only outside the connection's own read event: resume_reading() posts, and a read that is still under
  // way would then share its buffer with a second one.
  void ResumeReading(ConnectionId id) override {
    const auto found = open_.find(id);
    if (found != open_.end()) found->second->handle_resume_reading();
  }

  [[nodiscard]] std::size_t QueuedBytes(ConnectionId id) const override {
    const auto found = open_.find(id);
    return found == open_.end() ? 0 : found->second->QueuedBytes();
  }

 private:
  void UseTls(const std::shared_ptr<ssl_ctx_st>& tls) {
    SSL_CTX_up_ref(tls.get());  // for asio's context, which gives it back
    tls_ = std::make_shared<asio::ssl::context>(tls.get());
  }

  // Without TLS there is nothing to read anew, and the signal must not end the process.
  void WatchHangup() {
    hangups_.add(SIGHUP);
    hangups_.async_wait([this](const asio::error_code& failure, int) {
      if (failure) return;
      if constexpr (Security::kIsEncrypted) {
        const std::shared_ptr<ssl_ctx_st> renewed = settings_.renewed_tls ? settings_.renewed_tls() : nullptr;
        if (renewed) UseTls(renewed);
      }
      WatchHangup();
    });
  }

  ConnectionPtr Find(const Handle& handle) {
    websocketpp::lib::error_code failure;
    ConnectionPtr connection = server_.get_con_from_hdl(handle, failure);
    return connection && connection->id != 0 ? connection : nullptr;
  }

  static std::optional<IpAddress> PeerOf(const ConnectionPtr& connection) {
    asio::error_code failure;
    const asio::ip::tcp::endpoint peer = connection->Socket().remote_endpoint(failure);
    if (failure) return std::nullopt;
    return ParseIpAddress(peer.address().to_string());
  }

  void Accept() {
    acceptor_.async_accept([this](const asio::error_code& failure, asio::ip::tcp::socket socket) {
      if (!acceptor_.is_open()) return;
      if (failure) {
        again_.expires_after(kAcceptAgain);
        again_.async_wait([this](const asio::error_code& ended) {
          if (!ended && acceptor_.is_open()) Accept();
        });
        return;
      }
      Accepted(std::move(socket));
      Accept();
    });
  }

  // Before the first byte, so that half a handshake counts, too.
  void Accepted(asio::ip::tcp::socket socket) {
    const ConnectionPtr connection = server_.get_connection();
    if constexpr (Security::kIsEncrypted) {
      connection->Attach(std::move(socket), *tls_);
    } else {
      connection->Attach(std::move(socket));
    }
    const std::optional<IpAddress> peer = PeerOf(connection);
    // Through a proxy come many; the relay counts them when it knows who they are.
    const bool is_proxy = peer && settings_.trusted_proxies.Contains(*peer);
    connection->place = counts_.Take(peer && !is_proxy ? CountedAs(*peer) : "");
    if (!peer || counts_.All() > settings_.limits.connections ||
        counts_.From(connection->place.Address()) > settings_.limits.connections_per_address) {
      return TellTurnedAway();
    }
    if constexpr (Security::kIsEncrypted) {
      connection->accepted_at = steady_clock::now();
      connection->LimitTo(settings_.limits.handshake);
      connection->Encrypt(
          [this, weak = std::weak_ptr<typename Server::connection_type>(connection)](const asio::error_code& failure) {
            const ConnectionPtr encrypted = weak.lock();
            if (!failure && encrypted) Encrypted(encrypted);
          });
    } else {
      connection->start();
    }
  }

  // Their connection ends with this: nobody holds it.
  void TellTurnedAway() {
    ++turned_away_;
    const auto now = steady_clock::now();
    if (now - told_turned_away_ < kTurnedAwayLog) return;
    told_turned_away_ = now;
    log_.warn("{} connections are turned away: there are {} already, or too many from one address",
              std::exchange(turned_away_, 0), counts_.All());
  }

  // The time for the handshake is for TLS and HTTP together.
  void Encrypted(const ConnectionPtr& connection) {
    connection->EndLimit();
    const auto taken = std::chrono::duration_cast<milliseconds>(steady_clock::now() - connection->accepted_at);
    const auto left = std::max(settings_.limits.handshake - taken, milliseconds(1));
    connection->set_open_handshake_timeout(static_cast<long>(left.count()));
    connection->start();
  }

  static HttpRequest RequestOf(const ConnectionPtr& connection) {
    HttpRequest request;
    request.method = connection->get_request().get_method();
    request.target = connection->get_request().get_uri();
    request.host = connection->get_request_header("Host");
    request.origin = connection->get_request_header("Origin");
    request.accept_encoding = connection->get_request_header("Accept-Encoding");
    request.if_none_match = connection->get_request_header("If-None-Match");
    request.authorization = connection->get_request_header("Authorization");
    request.is_encrypted = Security::kIsEncrypted;
    return request;
  }

  static void Fill(const ConnectionPtr& connection, const HttpResponse& response) {
    connection->set_status(static_cast<websocketpp::http::status_code::value>(response.status));
    for (const auto& [name, value] : response.headers) connection->replace_header(name, value);
    connection->replace_header("Connection", "close");
    if (response.body) connection->set_body(*response.body);
    if (response.status != 304) connection->replace_header("Content-Length", std::to_string(response.content_length));
  }

  void AnswerHttp(const Handle& handle) {
    const ConnectionPtr connection = server_.get_con_from_hdl(handle);
    Fill(connection, http_->Respond(RequestOf(connection)));
    // Deferring ends the handshake's time limit, which is too short for a download; this one takes its place.
    connection->defer_http_response();
    connection->LimitTo(settings_.limits.download);
    websocketpp::lib::error_code failure;
    connection->send_http_response(failure);
  }

  bool MayOpen(const Handle& handle) {
    const ConnectionPtr connection = server_.get_con_from_hdl(handle);
    const HttpRequest request = RequestOf(connection);
    std::optional<HttpResponse> refusal = RefuseWebSocket(request);
    if (!refusal && connection->get_request_header("Sec-WebSocket-Version") != "13") {
      refusal = PlainResponse(request, 400, "Only version 13 of WebSocket is spoken here.");
    }
    if (refusal) Fill(connection, *refusal);
    return !refusal;
  }

  void Open(const Handle& handle) {
    const ConnectionPtr connection = server_.get_con_from_hdl(handle);
    connection->id = next_id_++;
    open_.emplace(connection->id, connection);
    std::string address = connection->place.Address();
    if (const std::optional<IpAddress> peer = address.empty() ? PeerOf(connection) : std::nullopt) {
      const std::string& named = connection->get_request_header("X-Forwarded-For");
      const IpAddress origin = settings_.trusted_proxies.OriginOf(*peer, named);
      if (settings_.trusted_proxies.Contains(origin) && !std::exchange(told_silent_proxy_, true)) {
        log_.warn("a trusted proxy sends no X-Forwarded-For: everybody behind it shares the limits of one address");
      }
      address = CountedAs(origin);
    }
    ForgetHandshake(connection);
    handler_->OnOpen(connection->id, address);
  }

  // WebSocket++ would keep the request and the answer for as long as the connection lives, and needs neither. It lets
  // nobody change them, but they are no constants.
  static void ForgetHandshake(const ConnectionPtr& connection) {
    const_cast<typename Config::request_type&>(connection->get_request()) = {};
    const_cast<typename Config::response_type&>(connection->get_response()) = {};
    connection->set_uri({});
  }

  void Closed(const Handle& handle) {
    const ConnectionPtr connection = Find(handle);
    if (!connection || open_.erase(connection->id) == 0) return;
    handler_->OnClosed(connection->id);
  }

  void Message(const Handle& handle, const MessagePtr& message) {
    const ConnectionPtr connection = Find(handle);
    if (!connection) return;
    if (message->get_opcode() != frame_format::opcode::binary) {
      Close(connection->id, CloseCode::kUnsupportedData, "frames are binary messages");
      return;
    }
    const Reading reading = handler_->OnMessage(connection->id, message->get_payload());
    // Directly: pause_reading() posts, and would come after the next read has begun.
    if (reading == Reading::kPause) connection->handle_pause_reading();
  }

  void CutSlow() {
    // Closing one tells others, which may fill their queues.
    while (!slow_.empty()) {
      for (const ConnectionId id : std::exchange(slow_, {})) {
        const auto found = open_.find(id);
        if (found == open_.end()) continue;
        log_.info("connection {} reads too slowly and is cut", id);
        const ConnectionPtr connection = found->second;
        connection->Cut(websocketpp::error::make_error_code(websocketpp::error::send_queue_full));
      }
    }
  }

  void WakeWithin(milliseconds wait) {
    // Setting a timer costs more than a turn does.
    if (wait == milliseconds(0)) return Wake();
    const auto now = steady_clock::now();
    const auto when = now + wait;
    if (wake_at_ > now && wake_at_ <= when) return;
    wake_at_ = when;
    wake_.expires_at(when);
    wake_.async_wait([](const asio::error_code&) {});
  }

  void Stop() {
    log_.info("stopping: {} connections are told", open_.size());
    stopping_ = true;
    stop_deadline_ = steady_clock::now() + kCloseHandshake + milliseconds(500);
    asio::error_code ignored;
    acceptor_.close(ignored);
    handler_->OnStop();
  }

  TransportSettings settings_;
  spdlog::logger& log_;
  asio::io_context context_{1};
  asio::signal_set signals_;
  asio::signal_set hangups_;
  std::shared_ptr<asio::ssl::context> tls_;  // what new connections speak
  asio::steady_timer wake_;
  steady_clock::time_point wake_at_{};
  asio::ip::tcp::acceptor acceptor_;
  asio::steady_timer again_;
  SocketShare<Config> share_{context_};
  ConnectionCounts counts_;
  std::size_t turned_away_ = 0;  // since the log was told
  steady_clock::time_point told_turned_away_{};
  bool told_silent_proxy_ = false;
  Server server_;
  std::unordered_map<ConnectionId, ConnectionPtr> open_;
  std::vector<ConnectionId> slow_;
  ConnectionId next_id_ = 1;
  TransportHandler* handler_ = nullptr;
  HttpHandler* http_ = nullptr;
  bool stopping_ = false;
  steady_clock::time_point stop_deadline_{};
};

}  // namespace

std::unique_ptr<WebsocketppTransport> WebsocketppTransport::Create(const TransportSettings& settings,
                                                                   spdlog::logger& log) {
  if (settings.tls) return std::make_unique<SocketServer<TlsSecurity>>(settings, log);
  return std::make_unique<SocketServer<PlainSecurity>>(settings, log);
}

}  // namespace samsyn
