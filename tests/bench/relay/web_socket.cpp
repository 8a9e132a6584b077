#include "tests/bench/relay/web_socket.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace samsyn::bench {
namespace {

constexpr std::size_t kReadBytes = 256 * 1024;
constexpr std::uint8_t kFinal = 0x80;
constexpr std::uint8_t kMasked = 0x80;
constexpr std::uint8_t kContinuation = 0;
constexpr std::uint8_t kBinary = 2;
constexpr std::uint8_t kClose = 8;
constexpr std::uint8_t kPing = 9;

void AppendHeader(Bytes& out, std::uint8_t opcode, std::size_t size) {
  out.push_back(kFinal | opcode);
  int length_bytes = 0;
  if (size < 126) {
    out.push_back(static_cast<std::uint8_t>(kMasked | size));
  } else if (size < 65536) {
    out.push_back(kMasked | 126);
    length_bytes = 2;
  } else {
    out.push_back(kMasked | 127);
    length_bytes = 8;
  }
  for (int i = length_bytes - 1; i >= 0; --i) out.push_back(static_cast<std::uint8_t>(size >> (8 * i)));
  out.insert(out.end(), 4, 0);
}

}  // namespace

void Fail(const std::string& what) {
  std::fprintf(stderr, "%s\n", what.c_str());
  std::exit(EXIT_FAILURE);
}

WebSocket::WebSocket(std::uint16_t port, const std::string& path) {
  descriptor_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor_ < 0) Fail(std::string("no socket: ") + std::strerror(errno));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    Fail(std::string("no connection: ") + std::strerror(errno));
  }
  const int on = 1;
  setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  fcntl(descriptor_, F_SETFL, O_NONBLOCK);
  const std::string request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
                              "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
  const ByteView bytes = AsBytes(request);
  waiting_.assign(bytes.begin(), bytes.end());
  Flush();
}

WebSocket::~WebSocket() { close(descriptor_); }

void WebSocket::Send(ByteView message) {
  AppendHeader(waiting_, kBinary, message.size());
  waiting_.insert(waiting_.end(), message.begin(), message.end());
}

bool WebSocket::Flush() {
  while (written_ < waiting_.size()) {
    const ssize_t count =
        send(descriptor_, waiting_.data() + written_, waiting_.size() - written_, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EAGAIN) return false;
    if (count < 0) Fail(std::string("the server has closed a connection: ") + std::strerror(errno));
    written_ += static_cast<std::size_t>(count);
  }
  waiting_.clear();
  written_ = 0;
  return true;
}

void WebSocket::Read(const OnMessage& on_message) {
  static std::array<std::uint8_t, kReadBytes> buffer;
  while (true) {
    const ssize_t count = recv(descriptor_, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EAGAIN) return;
    if (count <= 0) Fail("the server has closed a connection");
    const ByteView read(buffer.data(), static_cast<std::size_t>(count));
    if (received_.empty()) {
      const std::size_t used = Parse(read, on_message);
      received_.reserve(needed_);
      received_.assign(read.begin() + static_cast<std::ptrdiff_t>(used), read.end());
    } else {
      received_.insert(received_.end(), read.begin(), read.end());
      if (received_.size() >= needed_) {
        const std::size_t used = Parse(received_, on_message);
        received_.erase(received_.begin(), received_.begin() + static_cast<std::ptrdiff_t>(used));
        received_.reserve(needed_);
      }
    }
    if (read.size() < buffer.size()) return;
  }
}

std::size_t WebSocket::ParseAnswer(ByteView bytes) {
  const std::string_view text = AsText(bytes);
  const std::size_t end = text.find("\r\n\r\n");
  if (end == std::string_view::npos) return 0;
  if (text.substr(0, 12) != "HTTP/1.1 101") Fail("no WebSocket: " + std::string(text.substr(0, text.find('\r'))));
  is_open_ = true;
  return end + 4;
}

std::size_t WebSocket::Parse(ByteView bytes, const OnMessage& on_message) {
  std::size_t at = is_open_ ? 0 : ParseAnswer(bytes);
  needed_ = 0;
  while (is_open_ && bytes.size() - at >= 2) {
    const std::uint8_t first = bytes[at];
    std::size_t size = bytes[at + 1] & 0x7Fu;
    std::size_t header = 2;
    if (size >= 126) {
      header = size == 126 ? 4 : 10;
      if (bytes.size() - at < header) break;
      size = 0;
      for (std::size_t i = 2; i < header; ++i) size = (size << 8) | bytes[at + i];
    }
    needed_ = header + size;
    if (bytes.size() - at < needed_) break;
    needed_ = 0;
    const ByteView payload = bytes.subspan(at + header, size);
    at += header + size;
    const std::uint8_t opcode = first & 0x0Fu;
    if (opcode == kClose)
      Fail("the server says goodbye: " + std::string(AsText(payload.subspan(std::min<std::size_t>(2, size)))));
    if (opcode == kPing) {
      AppendHeader(waiting_, 10, size);
      waiting_.insert(waiting_.end(), payload.begin(), payload.end());
      Flush();
      continue;
    }
    if (opcode != kBinary && opcode != kContinuation) continue;
    if ((first & kFinal) != 0 && fragments_.empty()) {
      on_message(payload);
      continue;
    }
    fragments_.insert(fragments_.end(), payload.begin(), payload.end());
    if ((first & kFinal) == 0) continue;
    on_message(fragments_);
    fragments_.clear();
  }
  return at;
}

}  // namespace samsyn::bench
