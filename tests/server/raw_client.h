// A WebSocket client that can also do everything wrong: one socket, frames made by hand.
#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "shared/wire/frames.h"
#include "tests/server/raw_socket.h"

namespace samsyn {

class RawClient {
 public:
  enum Opcode : std::uint8_t { kContinuation = 0, kText = 1, kBinary = 2, kClose = 8, kPing = 9, kPong = 10 };
  struct Message {
    Opcode opcode = kBinary;
    std::string payload;
  };

  explicit RawClient(std::uint16_t port, Wire wire = Wire::kPlain, const char* from = "127.0.0.1")
      : socket_(port, wire, from) {}

  // The system keeps little for a reader that does not read; by itself it may keep many megabytes.
  void KeepLittleUnread() {
    const int bytes = 65536;
    REQUIRE(setsockopt(socket_.Descriptor(), SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes) == 0);
  }

  // False when the other side has closed.
  bool SendRaw(std::string_view bytes) {
    while (!bytes.empty()) {
      const long sent = socket_.Send(bytes);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  // Everything until the other side closes, or what there is when the time is up.
  std::string ReadToEnd(std::chrono::milliseconds time = std::chrono::seconds(5)) {
    while (Fill(time)) continue;
    return std::exchange(buffer_, {});
  }

  std::string Request(const std::string& request) {
    SendRaw(request);
    return ReadToEnd();
  }

  // The status line of the answer to an upgrade; ready for frames if it is 101.
  std::string Upgrade(const std::string& path = "/ws", const std::string& extra_headers = "",
                      const std::string& version = "13") {
    SendRaw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: " + version + "\r\n" +
            extra_headers + "\r\n");
    std::size_t end = std::string::npos;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
      if (!Fill(std::chrono::seconds(5))) return buffer_.substr(0, buffer_.find("\r\n"));
    }
    const std::string head = buffer_.substr(0, end);
    buffer_.erase(0, end + 4);
    return head.substr(0, head.find("\r\n"));
  }

  static std::string FrameOf(Opcode opcode, std::string_view payload, bool last = true, bool masked = true) {
    std::string frame;
    frame.push_back(static_cast<char>((last ? 0x80 : 0) | opcode));
    const int mask_bit = masked ? 0x80 : 0;
    if (payload.size() < 126) {
      frame.push_back(static_cast<char>(mask_bit | static_cast<int>(payload.size())));
    } else if (payload.size() < 65536) {
      frame.push_back(static_cast<char>(mask_bit | 126));
      for (int shift = 8; shift >= 0; shift -= 8) frame.push_back(static_cast<char>(payload.size() >> shift));
    } else {
      frame.push_back(static_cast<char>(mask_bit | 127));
      for (int shift = 56; shift >= 0; shift -= 8) frame.push_back(static_cast<char>(payload.size() >> shift));
    }
    if (masked) frame.append(4, '\0');  // a mask of zeros changes nothing
    return frame.append(payload);
  }

  bool Say(const ClientFrame& frame) { return SendRaw(FrameOf(kBinary, AsText(Encode(frame)))); }

  // The next message; nothing when the connection is closed or the time is up.
  std::optional<Message> Hear(std::chrono::milliseconds time = std::chrono::seconds(5)) {
    while (true) {
      if (std::optional<Message> message = TakeMessage()) return message;
      if (!Fill(time)) return std::nullopt;
    }
  }
  // The next frame of one kind; others are skipped.
  template <typename Frame>
  std::optional<Frame> HearFrame(std::chrono::milliseconds time = std::chrono::seconds(5)) {
    while (std::optional<Message> message = Hear(time)) {
      if (message->opcode != kBinary) continue;
      Result<ServerFrame> frame = DecodeServerFrame(AsBytes(message->payload));
      REQUIRE(frame);
      if (auto* wanted = std::get_if<Frame>(&frame.Value())) return std::move(*wanted);
    }
    return std::nullopt;
  }
  // The close code; 0 when the connection ended without one.
  int HearClose(std::chrono::milliseconds time = std::chrono::seconds(5)) {
    while (const std::optional<Message> message = Hear(time)) {
      if (message->opcode != kClose || message->payload.size() < 2) continue;
      return static_cast<unsigned char>(message->payload[0]) * 256 + static_cast<unsigned char>(message->payload[1]);
    }
    return 0;
  }
  [[nodiscard]] bool IsClosedWithin(std::chrono::milliseconds time) {
    const auto end = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < end) {
      if (!Fill(std::chrono::milliseconds(20)) && closed_) return true;
    }
    return false;
  }

 private:
  bool Fill(std::chrono::milliseconds time) {
    const RawSocket::Got got = socket_.Receive(buffer_, time);
    closed_ = closed_ || got == RawSocket::Got::kEnd;
    return got == RawSocket::Got::kBytes;
  }

  std::optional<Message> TakeMessage() {
    if (buffer_.size() < 2) return std::nullopt;
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(buffer_[i]); };
    CHECK((at(1) & 0x80) == 0);
    std::size_t header = 2;
    std::uint64_t size = at(1) & 0x7Fu;
    const std::size_t extra = size == 126 ? 2 : size == 127 ? 8 : 0;
    header += extra;
    if (buffer_.size() < header) return std::nullopt;
    if (extra > 0) size = 0;
    for (std::size_t i = 0; i < extra; ++i) size = size * 256 + at(2 + i);
    if (buffer_.size() < header + size) return std::nullopt;
    Message message{static_cast<Opcode>(at(0) & 0x0F), buffer_.substr(header, size)};
    buffer_.erase(0, header + size);
    return message;
  }

  RawSocket socket_;
  std::string buffer_;
  bool closed_ = false;
};

}  // namespace samsyn
