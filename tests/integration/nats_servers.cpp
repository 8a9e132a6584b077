#include "tests/integration/nats_servers.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <thread>
#include <utility>

namespace samsyn {
namespace {

sockaddr_in Loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

std::uint16_t FreePort() {
  const int socket_fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = Loopback(0);
  socklen_t size = sizeof address;
  REQUIRE(bind(socket_fd, reinterpret_cast<const sockaddr*>(&address), size) == 0);
  REQUIRE(getsockname(socket_fd, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  close(socket_fd);
  return ntohs(address.sin_port);
}

bool Answers(std::uint16_t port) {
  const int socket_fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = Loopback(port);
  const bool answers = connect(socket_fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  close(socket_fd);
  return answers;
}

[[noreturn]] void BecomeServer(const char* configuration, const char* log) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const int output = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  const char* named = std::getenv("SAMSYN_NATS_SERVER");
  const char* program = named != nullptr ? named : "nats-server";
  execlp(program, program, "-c", configuration, static_cast<char*>(nullptr));
  execl("/usr/sbin/nats-server", "nats-server", "-c", configuration, static_cast<char*>(nullptr));
  _exit(127);
}

}  // namespace

NatsServers::NatsServers(std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) servers_.push_back({FreePort(), FreePort(), 0});
  for (std::size_t i = 0; i < count; ++i) WriteConfiguration(i);
  for (std::size_t i = 0; i < count; ++i) Start(i);
}

NatsServers::~NatsServers() {
  for (std::size_t i = 0; i < servers_.size(); ++i) Kill(i);
}

void NatsServers::WriteConfiguration(std::size_t index) const {
  const std::string name = "n" + std::to_string(index);
  std::ofstream file(directory_.Path() / (name + ".conf"));
  file << "server_name: " << name << "\nlisten: 127.0.0.1:" << servers_[index].port << "\njetstream {\n  store_dir: \""
       << (directory_.Path() / name).string() << "\"\n  max_file: 4GB\n  max_mem: 256MB\n}\n";
  if (servers_.size() == 1) return;
  file << "cluster {\n  name: samsyn\n  listen: 127.0.0.1:" << servers_[index].route_port << "\n  routes: [";
  const char* comma = " ";
  for (const Server& server : servers_) {
    file << std::exchange(comma, ", ") << "nats://127.0.0.1:" << server.route_port;
  }
  file << " ]\n}\n";
}

void NatsServers::Start(std::size_t index) {
  Server& server = servers_[index];
  REQUIRE(server.child == 0);
  const std::string name = "n" + std::to_string(index);
  const std::string configuration = (directory_.Path() / (name + ".conf")).string();
  const std::string log = (directory_.Path() / (name + ".log")).string();
  server.child = fork();
  REQUIRE(server.child >= 0);
  if (server.child == 0) BecomeServer(configuration.c_str(), log.c_str());
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (!Answers(server.port)) {
    INFO(Log());
    REQUIRE_MESSAGE(waitpid(server.child, nullptr, WNOHANG) == 0, "nats-server ended; is it installed?");
    REQUIRE(std::chrono::steady_clock::now() < end);
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

void NatsServers::Kill(std::size_t index) {
  if (servers_[index].child <= 0) return;
  kill(servers_[index].child, SIGKILL);
  waitpid(std::exchange(servers_[index].child, 0), nullptr, 0);
}

void NatsServers::Freeze(std::size_t index) { kill(servers_[index].child, SIGSTOP); }
void NatsServers::Thaw(std::size_t index) { kill(servers_[index].child, SIGCONT); }

std::vector<std::string> NatsServers::Urls() const {
  std::vector<std::string> urls;
  for (const Server& server : servers_) urls.push_back("nats://127.0.0.1:" + std::to_string(server.port));
  return urls;
}

std::string NatsServers::Journal() const {
  std::string list;
  for (const std::string& url : Urls()) list += (list.empty() ? "" : ",") + url;
  return list;
}

std::string NatsServers::Log() const {
  std::string text;
  for (std::size_t i = 0; i < servers_.size(); ++i) {
    std::ifstream file(directory_.Path() / ("n" + std::to_string(i) + ".log"));
    text.append(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return text;
}

}  // namespace samsyn
