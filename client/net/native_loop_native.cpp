#include "client/net/native_loop_native.h"

#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <unordered_map>
#include <utility>
#include <websocketpp/client.hpp>
#include <websocketpp/concurrency/none.hpp>
#include <websocketpp/config/asio_no_tls_client.hpp>
#include <websocketpp/logger/stub.hpp>

namespace samsyn {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

struct ConnectionExtras : websocketpp::connection_base {
  NativeLoop::Connection number = 0;
};

struct ClientConfig : websocketpp::config::asio_client {
  using type = ClientConfig;
  using base = websocketpp::config::asio_client;
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

using Client = websocketpp::client<ClientConfig>;
using Handle = websocketpp::connection_hdl;

void Cut(const Client::connection_ptr& connection) {
  asio::error_code ignored;
  if (connection) connection->get_raw_socket().close(ignored);
}

}  // namespace

class NativeLoop::Implementation {
 public:
  Implementation() : work_(asio::make_work_guard(context_)) {
    client_.init_asio(&context_);
    client_.set_open_handler([this](const Handle& handle) { Opened(client_.get_con_from_hdl(handle)); });
    client_.set_message_handler([this](const Handle& handle, const Client::message_ptr& message) {
      const auto found = entries_.find(client_.get_con_from_hdl(handle)->number);
      if (found != entries_.end()) found->second.listener->OnConnectionMessage(message->get_payload());
    });
    client_.set_fail_handler([this](const Handle& handle) {
      const Client::connection_ptr connection = client_.get_con_from_hdl(handle);
      Closed(connection->number, connection->get_ec().message());
    });
    client_.set_close_handler([this](const Handle& handle) {
      const Client::connection_ptr connection = client_.get_con_from_hdl(handle);
      const std::string& reason = connection->get_remote_close_reason();
      Closed(connection->number,
             reason.empty() ? "closed with code " + std::to_string(connection->get_remote_close_code()) : reason);
    });
  }

  ~Implementation() {
    for (const auto& [number, entry] : entries_) Cut(entry.connection);
  }

  void RunOnce(milliseconds longest) {
    if (context_.run_one_for(longest) > 0) context_.poll();
  }

  void Poll() { context_.poll(); }

  Connection Connect(const std::string& url, NativeConnectionListener& listener) {
    const Connection number = next_++;
    websocketpp::lib::error_code failure;
    const Client::connection_ptr connection = client_.get_connection(url, failure);
    entries_.emplace(number, Entry{connection, &listener, false});
    if (failure) {
      asio::post(context_, [this, number, failure] { Closed(number, failure.message()); });
    } else {
      connection->number = number;
      client_.connect(connection);
    }
    return number;
  }

  void Send(Connection number, std::string_view message) {
    const auto found = entries_.find(number);
    if (found == entries_.end() || !found->second.open) return;
    // The only failures are those of a connection that is about to be reported as closed.
    (void)found->second.connection->send(message.data(), message.size(), websocketpp::frame::opcode::binary);
  }

  void Close(Connection number) {
    const auto found = entries_.find(number);
    if (found == entries_.end()) return;
    if (found->second.open) {
      websocketpp::lib::error_code ignored;
      found->second.connection->close(websocketpp::close::status::normal, "", ignored);
    } else {
      Cut(found->second.connection);
      asio::post(context_, [this, number] { Closed(number, "closed before it was open"); });
    }
  }

  void Drop(Connection number) {
    const auto found = entries_.find(number);
    if (found == entries_.end()) return;
    Cut(found->second.connection);
    entries_.erase(found);
  }

 private:
  struct Entry {
    Client::connection_ptr connection;
    NativeConnectionListener* listener = nullptr;
    bool open = false;
  };

  void Opened(const Client::connection_ptr& connection) {
    const auto found = entries_.find(connection->number);
    // Closed or dropped while the address was looked up, when there was no socket to cut.
    if (found == entries_.end()) return Cut(connection);
    asio::error_code ignored;
    connection->get_raw_socket().set_option(asio::ip::tcp::no_delay(true), ignored);
    found->second.open = true;
    found->second.listener->OnConnectionOpen();
  }

  void Closed(Connection number, const std::string& reason) {
    const auto found = entries_.find(number);
    if (found == entries_.end()) return;
    NativeConnectionListener* listener = found->second.listener;
    entries_.erase(found);
    listener->OnConnectionClosed(reason);
  }

  asio::io_context context_{1};
  asio::executor_work_guard<asio::io_context::executor_type> work_;
  Client client_;
  std::unordered_map<Connection, Entry> entries_;
  Connection next_ = 1;
};

NativeLoop::NativeLoop() : implementation_(std::make_unique<Implementation>()) {}
NativeLoop::~NativeLoop() = default;

void NativeLoop::RunFor(milliseconds time) {
  const auto end = steady_clock::now() + time;
  for (auto now = steady_clock::now(); now < end; now = steady_clock::now()) {
    implementation_->RunOnce(std::chrono::ceil<milliseconds>(end - now));
  }
}
void NativeLoop::RunOnce(milliseconds longest) { implementation_->RunOnce(longest); }
void NativeLoop::Poll() { implementation_->Poll(); }

NativeLoop::Connection NativeLoop::Connect(const std::string& url, NativeConnectionListener& listener) {
  return implementation_->Connect(url, listener);
}
void NativeLoop::Send(Connection connection, std::string_view message) { implementation_->Send(connection, message); }
void NativeLoop::Close(Connection connection) { implementation_->Close(connection); }
void NativeLoop::Drop(Connection connection) { implementation_->Drop(connection); }

}  // namespace samsyn
