#include "client/net/web_socket_web.h"

#include <emscripten.h>

#include <utility>

// clang-format off
EM_JS(int, samsyn_socket_connect, (void* owner, const char* url, std::size_t size), {
  const sockets = samsynPage.sockets || (samsynPage.sockets = { next: 1, open: new Map() });
  const number = sockets.next++;
  const closed = (reason) => {
    if (!sockets.open.delete(number)) return;
    samsynPage.withText(reason, (block, length) => _samsyn_socket_closed(owner, number, block, length));
  };
  let socket;
  try {
    socket = new WebSocket(samsynPage.readText(url, size));
  } catch (error) {
    sockets.open.set(number, null);
    setTimeout(() => closed(String(error.message)), 0);
    return number;
  }
  socket.binaryType = "arraybuffer";
  sockets.open.set(number, socket);
  socket.onopen = () => { if (sockets.open.has(number)) _samsyn_socket_open(owner, number); };
  socket.onmessage = (event) => {
    if (!sockets.open.has(number) || !(event.data instanceof ArrayBuffer)) return;
    const bytes = new Uint8Array(event.data);
    const block = _malloc(Math.max(1, bytes.length));
    HEAPU8.set(bytes, block);
    _samsyn_socket_message(owner, number, block, bytes.length);
    _free(block);
  };
  socket.onclose = (event) => closed(event.reason || ("closed with code " + event.code));
  return number;
});
EM_JS(void, samsyn_socket_send, (int number, const std::uint8_t* bytes, std::size_t size), {
  const socket = samsynPage.sockets && samsynPage.sockets.open.get(number);
  if (socket && socket.readyState === 1) socket.send(HEAPU8.slice(bytes, bytes + size));
});
EM_JS(void, samsyn_socket_close, (int number), {
  const socket = samsynPage.sockets && samsynPage.sockets.open.get(number);
  if (socket) socket.close(1000);
});
EM_JS(void, samsyn_socket_drop, (int number), {
  const socket = samsynPage.sockets && samsynPage.sockets.open.get(number);
  if (samsynPage.sockets) samsynPage.sockets.open.delete(number);
  if (socket) socket.close(1000);
});
// clang-format on

extern "C" {

EMSCRIPTEN_KEEPALIVE void samsyn_socket_open(void* owner, int number) {
  static_cast<samsyn::WebSocketWeb*>(owner)->OnOpen(number);
}

EMSCRIPTEN_KEEPALIVE void samsyn_socket_message(void* owner, int number, const std::uint8_t* bytes, int size) {
  static_cast<samsyn::WebSocketWeb*>(owner)->OnMessage(number, {bytes, static_cast<std::size_t>(size)});
}

EMSCRIPTEN_KEEPALIVE void samsyn_socket_closed(void* owner, int number, const char* reason, int size) {
  static_cast<samsyn::WebSocketWeb*>(owner)->OnClosed(number, std::string(reason, static_cast<std::size_t>(size)));
}

}  // extern "C"

namespace samsyn {

WebSocketWeb::~WebSocketWeb() { samsyn_socket_drop(number_); }

void WebSocketWeb::Connect(const std::string& url, TransportListener& listener) {
  samsyn_socket_drop(number_);
  listener_ = &listener;
  open_ = false;
  number_ = samsyn_socket_connect(this, url.data(), url.size());
}

void WebSocketWeb::Send(ByteView message) {
  if (open_) samsyn_socket_send(number_, message.data(), message.size());
}

void WebSocketWeb::Close() { samsyn_socket_close(number_); }

void WebSocketWeb::OnOpen(int number) {
  if (number != number_) return;
  open_ = true;
  listener_->OnOpen();
}

void WebSocketWeb::OnMessage(int number, ByteView message) {
  if (number == number_) listener_->OnMessage(message);
}

void WebSocketWeb::OnClosed(int number, const std::string& reason) {
  if (number != number_) return;
  number_ = 0;
  open_ = false;
  listener_->OnClosed(reason);
}

}  // namespace samsyn
