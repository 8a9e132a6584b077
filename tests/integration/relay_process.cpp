#include "tests/integration/relay_process.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <fstream>
#include <iterator>
#include <thread>
#include <utility>

namespace samsyn {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr seconds kPatience{60};

std::string ContentOf(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// Ends with this process, however that ends.
[[noreturn]] void BecomeRelay(const std::vector<std::string>& command, const char* log) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const int output = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  std::vector<char*> arguments;
  for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  execv(arguments[0], arguments.data());
  _exit(127);
}

}  // namespace

RelayProcess::RelayProcess(const std::vector<Bundle>& meetings, std::vector<std::string> arguments)
    : arguments_(std::move(arguments)) {
  for (const Bundle& meeting : meetings) {
    const std::filesystem::path path = directory_.Path() / (meeting.meeting + ".bundle");
    std::ofstream(path, std::ios::binary) << AsText(EncodeBundle(meeting));
    arguments_.insert(arguments_.end(), {"--import", path.string()});
  }
  Start();
}

void RelayProcess::Start() {
  REQUIRE(child_ == 0);
  const std::filesystem::path port_file = directory_.Path() / "port";
  std::filesystem::remove(port_file);
  std::vector<std::string> command = {SAMSYN_SERVER_PATH, "--port", std::to_string(port_), "--port-file",
                                      port_file.string()};
  if (std::ranges::find(arguments_, "--journal") == arguments_.end()) {
    command.insert(command.end(), {"--data", DataDirectory().string()});
  }
  command.insert(command.end(), arguments_.begin(), arguments_.end());
  const std::string log = (directory_.Path() / "log").string();
  child_ = fork();
  REQUIRE(child_ >= 0);
  if (child_ == 0) BecomeRelay(command, log.c_str());

  const auto end = steady_clock::now() + kPatience;
  while (!std::filesystem::exists(port_file)) {
    INFO(Log());
    REQUIRE(IsRunning());
    REQUIRE(steady_clock::now() < end);
    std::this_thread::sleep_for(milliseconds(2));
  }
  port_ = static_cast<std::uint16_t>(std::stoi(ContentOf(port_file)));
}

void RelayProcess::Kill() {
  if (child_ <= 0) return;
  kill(child_, SIGKILL);
  waitpid(std::exchange(child_, 0), nullptr, 0);
}

void RelayProcess::Signal(int signal) {
  REQUIRE(child_ > 0);
  kill(child_, signal);
}

void RelayProcess::AskToStop() { Signal(SIGTERM); }

int RelayProcess::Stop() {
  AskToStop();
  const bool ended = Reap(kPatience);
  INFO(Log());
  REQUIRE(ended);
  return exit_code_;
}

bool RelayProcess::IsRunning() { return child_ > 0 && !Reap(milliseconds(0)); }

bool RelayProcess::Reap(milliseconds time) {
  const auto end = steady_clock::now() + time;
  int status = 0;
  while (waitpid(child_, &status, WNOHANG) != child_) {
    if (steady_clock::now() >= end) return false;
    std::this_thread::sleep_for(milliseconds(2));
  }
  child_ = 0;
  exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
  return true;
}

std::string RelayProcess::Log() const { return ContentOf(directory_.Path() / "log"); }

}  // namespace samsyn
