// Real nats-servers on loopback, alone or as a cluster: started, killed and started again on the same ports and data.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/server/temporary_directory.h"

namespace samsyn {

class NatsServers {
 public:
  // 1, or 3 that are a cluster. Returns when they answer.
  explicit NatsServers(std::size_t count);
  ~NatsServers();
  NatsServers(const NatsServers&) = delete;
  NatsServers& operator=(const NatsServers&) = delete;

  [[nodiscard]] std::size_t Count() const { return servers_.size(); }
  void Start(std::size_t index);
  // kill -9, and waits until it is gone.
  void Kill(std::size_t index);
  [[nodiscard]] bool IsRunning(std::size_t index) const { return servers_[index].child > 0; }
  // Stops its work without ending it, as a machine that hangs does; and lets it go on.
  void Freeze(std::size_t index);
  void Thaw(std::size_t index);

  // nats://127.0.0.1:…, of all of them; and with commas between them.
  [[nodiscard]] std::vector<std::string> Urls() const;
  [[nodiscard]] std::string Journal() const;
  [[nodiscard]] const std::filesystem::path& Directory() const { return directory_.Path(); }
  [[nodiscard]] std::string Log() const;

 private:
  struct Server {
    std::uint16_t port = 0;
    std::uint16_t route_port = 0;
    pid_t child = 0;
  };

  void WriteConfiguration(std::size_t index) const;

  TemporaryDirectory directory_;
  std::vector<Server> servers_;
};

}  // namespace samsyn
