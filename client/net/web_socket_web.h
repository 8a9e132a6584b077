// The browser's WebSocket as Transport.
#pragma once

#include <string>

#include "client/net/transport.h"

namespace samsyn {

class WebSocketWeb : public Transport {
 public:
  WebSocketWeb() = default;
  ~WebSocketWeb() override;
  WebSocketWeb(const WebSocketWeb&) = delete;
  WebSocketWeb& operator=(const WebSocketWeb&) = delete;

  void Connect(const std::string& url, TransportListener& listener) override;
  void Send(ByteView message) override;
  void Close() override;

  // For the page's callbacks; `number` names the connection they belong to, as a dropped one may still call.
  void OnOpen(int number);
  void OnMessage(int number, ByteView message);
  void OnClosed(int number, const std::string& reason);

 private:
  TransportListener* listener_ = nullptr;
  int number_ = 0;  // 0: no connection
  bool open_ = false;
};

}  // namespace samsyn
