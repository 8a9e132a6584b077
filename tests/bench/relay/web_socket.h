// One WebSocket of the load generator: as little as a client can do, so that the server is what is measured. Nothing
// blocks once it is connected; what is sent waits until Flush.
//
// Messages are masked with the key zero, which leaves them as they are: the server undoes it all the same.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

#include "shared/base/bytes.h"

namespace samsyn::bench {

class WebSocket {
 public:
  using OnMessage = std::function<void(ByteView)>;

  // Connects to this machine and asks to become a WebSocket at the path. A failure ends the program: there is nothing
  // to measure then.
  WebSocket(std::uint16_t port, const std::string& path);
  ~WebSocket();
  WebSocket(const WebSocket&) = delete;
  WebSocket& operator=(const WebSocket&) = delete;

  [[nodiscard]] int Descriptor() const { return descriptor_; }
  [[nodiscard]] bool IsOpen() const { return is_open_; }

  void Send(ByteView message);
  // False: the rest has to wait until the socket can be written.
  bool Flush();

  // What has arrived, message by message, in order. The first time it also finds the server's answer to the request.
  void Read(const OnMessage& on_message);

 private:
  // How much of it was whole messages.
  std::size_t Parse(ByteView bytes, const OnMessage& on_message);
  std::size_t ParseAnswer(ByteView bytes);

  int descriptor_ = -1;
  bool is_open_ = false;
  Bytes received_;          // the beginning of a message
  std::size_t needed_ = 0;  // bytes of the whole message, as far as its beginning tells
  Bytes fragments_;
  Bytes waiting_;
  std::size_t written_ = 0;  // of waiting_
};

// Says it and ends the program.
[[noreturn]] void Fail(const std::string& what);

}  // namespace samsyn::bench
