#include "client/net/native_socket_native.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace samsyn {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class Listener final : public TransportListener {
 public:
  void OnOpen() override { heard.emplace_back("open"); }
  void OnMessage(ByteView message) override { heard.emplace_back(AsText(message)); }
  void OnClosed(const std::string& reason) override {
    CHECK_FALSE(reason.empty());
    heard.emplace_back("closed");
  }
  std::vector<std::string> heard;
};

// A port of this machine where somebody listens and never says anything; connections are accepted by the system.
class SilentPort {
 public:
  SilentPort() : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(::bind(socket_, reinterpret_cast<const sockaddr*>(&address), size) == 0);
    REQUIRE(::listen(socket_, 16) == 0);
    REQUIRE(::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port_ = ntohs(address.sin_port);
  }
  ~SilentPort() { ::close(socket_); }
  SilentPort(const SilentPort&) = delete;
  SilentPort& operator=(const SilentPort&) = delete;

  [[nodiscard]] std::string Url() const { return "ws://127.0.0.1:" + std::to_string(port_) + "/ws"; }
  // The next connection, answered with these bytes and closed.
  void Answer(const std::string& bytes) const {
    const int connection = ::accept(socket_, nullptr, nullptr);
    REQUIRE(connection >= 0);
    CHECK(::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size()));
    ::close(connection);
  }

 private:
  int socket_;
  std::uint16_t port_ = 0;
};

bool Until(NativeLoop& loop, const std::function<bool()>& so) {
  const auto end = std::chrono::steady_clock::now() + seconds(30);
  while (!so()) {
    if (std::chrono::steady_clock::now() > end) return false;
    loop.RunOnce(milliseconds(5));
  }
  return true;
}

const std::vector<std::string> kClosedOnce = {"closed"};

TEST_CASE("what cannot be connected to is reported closed once, from the loop") {
  NativeLoop loop;
  std::string nobody;
  { nobody = SilentPort().Url(); }  // and gone again
  for (const std::string& url : {nobody, std::string("no address at all"), std::string("wss://127.0.0.1:1/ws")}) {
    INFO(url);
    NativeSocket socket(loop);
    Listener listener;
    socket.Connect(url, listener);
    CHECK(listener.heard.empty());
    REQUIRE(Until(loop, [&] { return !listener.heard.empty(); }));
    loop.RunFor(milliseconds(20));
    CHECK(listener.heard == kClosedOnce);
  }
}

TEST_CASE("closing while it connects is reported once, from the loop; messages before it is open are not sent") {
  NativeLoop loop;
  const SilentPort port;
  NativeSocket socket(loop);
  Listener listener;
  socket.Connect(port.Url(), listener);
  socket.Send(AsBytes("too early"));
  loop.RunFor(milliseconds(20));
  CHECK(listener.heard.empty());
  socket.Close();
  socket.Close();
  CHECK(listener.heard.empty());
  REQUIRE(Until(loop, [&] { return !listener.heard.empty(); }));
  socket.Close();
  loop.RunFor(milliseconds(20));
  CHECK(listener.heard == kClosedOnce);
}

TEST_CASE("an earlier connection is dropped without a callback") {
  NativeLoop loop;
  const SilentPort first;
  const SilentPort second;
  NativeSocket socket(loop);
  Listener of_first;
  Listener of_second;
  socket.Connect(first.Url(), of_first);
  loop.RunFor(milliseconds(20));
  socket.Connect(second.Url(), of_second);
  socket.Close();
  REQUIRE(Until(loop, [&] { return !of_second.heard.empty(); }));
  CHECK(of_first.heard.empty());
  CHECK(of_second.heard == kClosedOnce);
}

TEST_CASE("after a drop, and after the socket's end, nothing is called any more") {
  NativeLoop loop;
  const SilentPort port;
  Listener listener;
  {
    NativeSocket dropped(loop);
    dropped.Connect(port.Url(), listener);
    dropped.Drop();
    NativeSocket gone(loop);
    gone.Connect(port.Url(), listener);
    loop.RunFor(milliseconds(20));
  }
  loop.RunFor(milliseconds(20));
  CHECK(listener.heard.empty());
}

TEST_CASE("an answer that is no WebSocket's is a connection that could not be made") {
  NativeLoop loop;
  const SilentPort port;
  for (const char* answer : {"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "nonsense\r\n\r\n", ""}) {
    INFO(answer);
    NativeSocket socket(loop);
    Listener listener;
    socket.Connect(port.Url(), listener);
    loop.RunFor(milliseconds(20));
    port.Answer(answer);
    REQUIRE(Until(loop, [&] { return !listener.heard.empty(); }));
    CHECK(listener.heard == kClosedOnce);
  }
}

}  // namespace
}  // namespace samsyn
