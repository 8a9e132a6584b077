#include "tests/bench/relay/crowd.h"

#include <sys/epoll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>

namespace samsyn::bench {
namespace {

// So many are let in at once: a server that is asked by thousands in the same moment is not what is measured.
constexpr std::size_t kAtOnce = 64;

}  // namespace

double ServerProcess::CpuSeconds() const {
  std::ifstream file("/proc/" + std::to_string(id) + "/stat");
  std::string text;
  std::getline(file, text);
  const std::size_t name_end = text.rfind(')');
  if (!file || name_end == std::string::npos) Fail("the server has ended");
  unsigned long long user = 0;
  unsigned long long system = 0;
  const std::string fields = text.substr(name_end + 2);
  // NOLINTNEXTLINE(cert-err34-c): the kernel writes numbers
  std::sscanf(fields.c_str(), "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %llu %llu", &user, &system);
  return static_cast<double>(user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

std::size_t ServerProcess::ResidentBytes() const {
  std::ifstream file("/proc/" + std::to_string(id) + "/statm");
  std::size_t all = 0;
  std::size_t resident = 0;
  if (!(file >> all >> resident)) Fail("the server has ended");
  return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

Crowd::Crowd(const ServerProcess& server, Protocol& protocol, LoadListener& listener)
    : server_(server), protocol_(protocol), listener_(listener), epoll_(epoll_create1(EPOLL_CLOEXEC)) {
  if (epoll_ < 0) Fail("no epoll");
}

Crowd::~Crowd() { close(epoll_); }

void Crowd::Watch(Client& client, int operation, bool writable) {
  epoll_event event{};
  event.events = EPOLLIN | (writable ? static_cast<std::uint32_t>(EPOLLOUT) : 0U);
  event.data.ptr = &client;
  if (epoll_ctl(epoll_, operation, client.socket->Descriptor(), &event) != 0) Fail("epoll refuses a socket");
}

Client& Crowd::Open(std::size_t room, std::size_t member) {
  Client& client = clients_.emplace_back();
  client.room = room;
  client.member = member;
  client.socket = std::make_unique<WebSocket>(server_.port, protocol_.PathOf(room));
  Watch(client, EPOLL_CTL_ADD, false);
  return client;
}

void Crowd::Join(std::size_t first_room, std::size_t rooms, std::size_t most) {
  const std::size_t count = std::min(rooms * kMembers, most);
  for (std::size_t i = 0; i < count; ++i) {
    Open(first_room + i / kMembers, i % kMembers);
    if ((i + 1) % kAtOnce != 0 && i + 1 != count) continue;
    const bool joined = Until([&] {
      for (std::size_t back = 0; back < std::min(kAtOnce, clients_.size()); ++back) {
        if (!clients_[clients_.size() - 1 - back].has_joined) return false;
      }
      return true;
    });
    if (!joined) Fail("not everybody was let in");
  }
}

Client& Crowd::JoinOne(std::size_t room, std::size_t member) {
  Client& client = Open(room, member);
  while (!client.has_joined) Step(steady_clock::now() + kPatience);
  return client;
}

void Crowd::Leave(Client& client) {
  if (&client != &clients_.back()) Fail("somebody else came last");
  clients_.pop_back();
}

void Crowd::Flush(Client& client) {
  if (!client.socket->Flush()) Watch(client, EPOLL_CTL_MOD, true);
}

void Crowd::Handle(Client& client) {
  const bool was_open = client.socket->IsOpen();
  const auto receive = [&](ByteView message) {
    if (client.conversation) return protocol_.Receive(client, message, listener_);
    // A server may be the first to speak, in the same read as its answer.
    protocol_.Greet(client);
    protocol_.Receive(client, message, listener_);
  };
  client.socket->Read(receive);
  if (!was_open && client.socket->IsOpen() && !client.conversation) protocol_.Greet(client);
  Flush(client);
}

void Crowd::Step(Time until) {
  std::array<epoll_event, 256> events;
  const auto left = std::max(until - steady_clock::now(), steady_clock::duration::zero());
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left);
  const timespec wait{static_cast<time_t>(seconds.count()), static_cast<long>((left - seconds).count())};
  const int count = epoll_pwait2(epoll_, events.data(), static_cast<int>(events.size()), &wait, nullptr);
  if (count < 0 && errno != EINTR) Fail(std::string("epoll: ") + std::strerror(errno));
  for (int i = 0; i < count; ++i) {
    const epoll_event& event = events[static_cast<std::size_t>(i)];
    Client& client = *static_cast<Client*>(event.data.ptr);
    if ((event.events & EPOLLOUT) != 0 && client.socket->Flush()) Watch(client, EPOLL_CTL_MOD, false);
    if ((event.events & ~static_cast<std::uint32_t>(EPOLLOUT)) != 0) Handle(client);
  }
}

bool Crowd::Until(const std::function<bool()>& so) {
  const Time end = steady_clock::now() + kPatience;
  while (!so()) {
    if (steady_clock::now() > end) return false;
    Step(std::min(end, steady_clock::now() + std::chrono::milliseconds(100)));
  }
  return true;
}

}  // namespace samsyn::bench
