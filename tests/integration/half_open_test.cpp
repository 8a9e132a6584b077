// Connections that are opened and never finished: what they cost everybody else.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>

#include "tests/integration/hostile_room.h"

namespace samsyn {
namespace {

using std::chrono::microseconds;
using std::chrono::seconds;

constexpr const char* kAttacker = "127.0.0.2";
constexpr rlim_t kMostConnections = 10'000;
constexpr rlim_t kOtherDescriptors = 200;

std::size_t AsManyAsAllowed() {
  rlimit descriptors{};
  REQUIRE(getrlimit(RLIMIT_NOFILE, &descriptors) == 0);
  descriptors.rlim_cur = descriptors.rlim_max;
  REQUIRE(setrlimit(RLIMIT_NOFILE, &descriptors) == 0);
  return std::min(kMostConnections, descriptors.rlim_cur - kOtherDescriptors);
}

// Every second one is silent, every second one stops in the middle of its upgrade. Opened as fast as it goes, told to
// `ready`, and held until this process is ended.
[[noreturn]] void OpenAndHold(std::uint16_t port, std::size_t count, int ready) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const std::string half = "GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgra";
  for (std::size_t i = 0; i < count; ++i) {
    const int attempt = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    inet_pton(AF_INET, kAttacker, &address.sin_addr);
    if (bind(attempt, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) _exit(1);
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(attempt, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) _exit(2);
    if (i % 2 == 1) (void)send(attempt, half.data(), half.size(), MSG_NOSIGNAL);
  }
  if (write(ready, "x", 1) != 1) _exit(3);
  while (true) pause();
}

std::string Describe(std::vector<microseconds> latencies) {
  std::ranges::sort(latencies);
  const auto at = [&](std::size_t percent) {
    const microseconds latency = latencies[(latencies.size() - 1) * percent / 100];
    return std::to_string(std::chrono::duration<double, std::milli>(latency).count()).substr(0, 5) + " ms";
  };
  return std::to_string(latencies.size()) + " keys, median " + at(50) + ", 95th percentile " + at(95) + ", worst " +
         at(100);
}

TEST_CASE("trust: thousands of half-open handshakes from one address are turned away, and the neighbours write on") {
  HostileRoom hostile;
  const std::size_t count = AsManyAsAllowed();
  std::vector<microseconds> calm;
  // The first keys are stored faster than all that follow.
  for (int i = 0; i < 300; ++i) (void)hostile.neighbour.MeasureLatency();
  for (int i = 0; i < 100; ++i) calm.push_back(hostile.neighbour.MeasureLatency());

  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t attacker = fork();
  REQUIRE(attacker >= 0);
  if (attacker == 0) OpenAndHold(hostile.room.relay.Port(), count, ends[1]);
  close(ends[1]);
  std::vector<microseconds> opening;
  pollfd ready{ends[0], POLLIN, 0};
  while (poll(&ready, 1, 0) == 0) opening.push_back(hostile.neighbour.MeasureLatency());
  char byte = 0;
  REQUIRE(read(ends[0], &byte, 1) == 1);
  close(ends[0]);
  std::vector<microseconds> held;
  for (int i = 0; i < 100; ++i) held.push_back(hostile.neighbour.MeasureLatency());

  // The attacker has no place left; everybody else has.
  RawClient again(hostile.room.relay.Port(), Wire::kPlain, kAttacker);
  CHECK(again.IsClosedWithin(seconds(60)));
  CHECK(hostile.Enter());
  CHECK(hostile.room.relay.Log().find("turned away") != std::string::npos);
  kill(attacker, SIGKILL);
  waitpid(attacker, nullptr, 0);
  MESSAGE("the neighbours' latency with " << count << " half-open connections\n  calm: " << Describe(calm)
                                          << "\n  while they were opened: " << Describe(opening)
                                          << "\n  while they were held: " << Describe(held));
  hostile.neighbour.RequireWorks();
}

}  // namespace
}  // namespace samsyn
