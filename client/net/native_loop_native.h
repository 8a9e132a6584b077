// The event loop of native tests and tools, and WebSockets in it. native_loop_native.cpp is the client's only file that
// knows WebSocket++ and asio; it is compiled as C++17, which has no span, so messages are string_views here.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace samsyn {

class NativeConnectionListener {
 public:
  virtual ~NativeConnectionListener() = default;
  virtual void OnConnectionOpen() = 0;
  virtual void OnConnectionMessage(std::string_view message) = 0;
  // The connection ended or could not be made. Comes once, unless it was dropped, and nothing comes after it.
  virtual void OnConnectionClosed(const std::string& reason) = 0;
};

// One thread calls everything. Listeners are called from RunFor, RunOnce and Poll, never from inside another call; they
// and the loop must outlive what is connected.
class NativeLoop {
 public:
  // Never 0, never reused.
  using Connection = std::uint64_t;

  NativeLoop();
  ~NativeLoop();

  // Handles what happens, all that time.
  void RunFor(std::chrono::milliseconds time);
  // Waits until something happens, but no longer than that, and handles it.
  void RunOnce(std::chrono::milliseconds longest);
  // Handles what has happened, without waiting.
  void Poll();

  [[nodiscard]] Connection Connect(const std::string& url, NativeConnectionListener& listener);
  // A binary message; ignored unless open.
  void Send(Connection connection, std::string_view message);
  // With a closing handshake, if the connection is open.
  void Close(Connection connection);
  // At once and without a word to anybody, as if the process had died.
  void Drop(Connection connection);

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace samsyn
