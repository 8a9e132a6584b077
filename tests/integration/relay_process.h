// The real relay in a process of its own: started, killed, stopped and started again on the same port and data.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "shared/wire/bundle.h"
#include "tests/server/temporary_directory.h"

namespace samsyn {

class RelayProcess {
 public:
  // Starts it with these meetings loaded; `arguments` are added to the command line, and again at every start.
  explicit RelayProcess(const std::vector<Bundle>& meetings, std::vector<std::string> arguments = {});
  ~RelayProcess() { Kill(); }
  RelayProcess(const RelayProcess&) = delete;
  RelayProcess& operator=(const RelayProcess&) = delete;

  // Returns when it listens.
  void Start();
  // kill -9, and waits until it is gone.
  void Kill();
  void Signal(int signal);
  // SIGTERM.
  void AskToStop();
  // SIGTERM, and waits: the exit code.
  [[nodiscard]] int Stop();
  [[nodiscard]] bool IsRunning();
  // Of the last one that ended by itself; 1000 and the number of the signal if one ended it.
  [[nodiscard]] int ExitCode() const { return exit_code_; }

  [[nodiscard]] pid_t Pid() const { return child_; }
  [[nodiscard]] std::uint16_t Port() const { return port_; }
  [[nodiscard]] std::string Url() const { return "ws://127.0.0.1:" + std::to_string(port_) + "/ws"; }
  // Its own; gone with this object.
  [[nodiscard]] const std::filesystem::path& Directory() const { return directory_.Path(); }
  [[nodiscard]] std::filesystem::path DataDirectory() const { return directory_.Path() / "data"; }
  // What it has said since the first start.
  [[nodiscard]] std::string Log() const;

 private:
  // Has it ended within that time?
  bool Reap(std::chrono::milliseconds time);

  TemporaryDirectory directory_;
  std::vector<std::string> arguments_;
  pid_t child_ = 0;
  int exit_code_ = -1;
  std::uint16_t port_ = 0;
};

}  // namespace samsyn
