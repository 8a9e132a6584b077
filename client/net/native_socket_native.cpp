#include "client/net/native_socket_native.h"

namespace samsyn {

void NativeSocket::Connect(const std::string& url, TransportListener& listener) {
  loop_.Drop(connection_);
  listener_ = &listener;
  connection_ = loop_.Connect(url, *this);
}

void NativeSocket::Send(ByteView message) { loop_.Send(connection_, AsText(message)); }

void NativeSocket::Close() { loop_.Close(connection_); }

void NativeSocket::OnConnectionOpen() { listener_->OnOpen(); }

void NativeSocket::OnConnectionMessage(std::string_view message) { listener_->OnMessage(AsBytes(message)); }

void NativeSocket::OnConnectionClosed(const std::string& reason) { listener_->OnClosed(reason); }

}  // namespace samsyn
