// The transport of tests and tools: a real WebSocket over TCP, with TCP_NODELAY, in a NativeLoop.
#pragma once

#include "client/net/native_loop_native.h"
#include "client/net/transport.h"

namespace samsyn {

class NativeSocket final : public Transport, private NativeConnectionListener {
 public:
  // `loop` outlives the socket.
  explicit NativeSocket(NativeLoop& loop) : loop_(loop) {}
  ~NativeSocket() override { loop_.Drop(connection_); }
  NativeSocket(const NativeSocket&) = delete;
  NativeSocket& operator=(const NativeSocket&) = delete;

  void Connect(const std::string& url, TransportListener& listener) override;
  void Send(ByteView message) override;
  void Close() override;
  // The network is gone: no goodbye, and no callback.
  void Drop() { loop_.Drop(connection_); }

 private:
  void OnConnectionOpen() override;
  void OnConnectionMessage(std::string_view message) override;
  void OnConnectionClosed(const std::string& reason) override;

  NativeLoop& loop_;
  TransportListener* listener_ = nullptr;
  NativeLoop::Connection connection_ = 0;
};

}  // namespace samsyn
