// One blocking socket to a port of this machine, plain or in TLS.
#pragma once

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace samsyn {

enum class Wire { kPlain, kTls };

class RawSocket {
 public:
  // From this address of the machine, all of 127.0.0.0/8 being its own.
  RawSocket(std::uint16_t port, Wire wire, const char* from) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    inet_pton(AF_INET, from, &address.sin_addr);
    REQUIRE(::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    if (wire == Wire::kTls) StartTls();
  }
  ~RawSocket() {
    tls_.reset();
    ::close(socket_);
  }
  RawSocket(const RawSocket&) = delete;
  RawSocket& operator=(const RawSocket&) = delete;

  // Bytes sent; 0 or less when the other side has closed.
  long Send(std::string_view bytes) {
    if (tls_) return SSL_write(tls_.get(), bytes.data(), static_cast<int>(bytes.size()));
    return ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  }

  enum class Got { kBytes, kNothing, kEnd };
  Got Receive(std::string& into, std::chrono::milliseconds time) {
    pollfd ready{socket_, POLLIN, 0};
    const bool has_some = tls_ && SSL_pending(tls_.get()) > 0;
    if (!has_some && ::poll(&ready, 1, static_cast<int>(time.count())) <= 0) return Got::kNothing;
    char bytes[16384];
    const long size = tls_ ? SSL_read(tls_.get(), bytes, sizeof bytes) : ::recv(socket_, bytes, sizeof bytes, 0);
    // What TLS says to itself is no byte of ours.
    if (size <= 0 && tls_ && SSL_get_error(tls_.get(), static_cast<int>(size)) == SSL_ERROR_WANT_READ) {
      return Got::kBytes;
    }
    if (size <= 0) return Got::kEnd;
    into.append(bytes, static_cast<std::size_t>(size));
    return Got::kBytes;
  }

  [[nodiscard]] int Descriptor() const { return socket_; }

 private:
  void StartTls() {
    std::signal(SIGPIPE, SIG_IGN);  // SSL_write has no MSG_NOSIGNAL
    const std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
    tls_.reset(SSL_new(context.get()));
    SSL_set_fd(tls_.get(), socket_);
    SSL_clear_mode(tls_.get(), SSL_MODE_AUTO_RETRY);
    SSL_connect(tls_.get());  // who is turned away finds out when they read
  }

  int socket_;
  std::unique_ptr<SSL, void (*)(SSL*)> tls_{nullptr, SSL_free};
};

}  // namespace samsyn
