// One connection to the relay, as the client sees it: binary messages in order, until it ends.
//
// Implementations: web_socket_web.cpp (the browser's WebSocket), native_socket_native.cpp (tests and tools). All calls
// and callbacks happen on the caller's thread; callbacks come from the event loop, never from inside a call.
#pragma once

#include <string>

#include "shared/base/bytes.h"

namespace samsyn {

class TransportListener {
 public:
  virtual ~TransportListener() = default;
  virtual void OnOpen() = 0;
  virtual void OnMessage(ByteView message) = 0;
  // The connection ended or could not be made. Comes once per Connect, also after Close.
  virtual void OnClosed(const std::string& reason) = 0;
};

class Transport {
 public:
  virtual ~Transport() = default;
  // Starts to connect; an earlier connection is dropped without a callback. `listener` must outlive the connection.
  virtual void Connect(const std::string& url, TransportListener& listener) = 0;
  // Ignored unless open.
  virtual void Send(ByteView message) = 0;
  virtual void Close() = 0;
};

}  // namespace samsyn
