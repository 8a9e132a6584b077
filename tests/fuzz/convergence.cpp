// samsyn_fuzz_convergence SESSIONS [FIRST_SEED]: as many random sessions as one likes, on all cores.
//
// Stops at the first that fails, with its seed.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <thread>
#include <vector>

#include "tests/simulation/convergence_session.h"

namespace samsyn {
namespace {

class Run {
 public:
  Run(std::uint64_t first, std::uint64_t count) : next_(first), end_(first + count), first_(first) {}

  // Gives the exit status.
  int OnAllCores() {
    const auto began = std::chrono::steady_clock::now();
    std::vector<std::thread> threads;
    for (unsigned i = std::max(1U, std::thread::hardware_concurrency()); i > 0; --i) {
      threads.emplace_back([this] { TakeSeeds(); });
    }
    for (std::thread& thread : threads) thread.join();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;

    std::printf("In %zu sessions there were\n%s", counts_.sessions, counts_.ToString().c_str());
    const std::string too_few = end_ - first_ >= 50 && !failed_ ? counts_.TooFew() : std::string();
    if (!too_few.empty()) std::printf("which is not what the sessions are for:\n%s", too_few.c_str());
    std::printf("RESULT sessions=%zu failed=%d seconds=%.0f\n", counts_.sessions, failed_ ? 1 : 0, took.count());
    return failed_ || !too_few.empty() ? 1 : 0;
  }

 private:
  void TakeSeeds() {
    while (!failed_) {
      const std::uint64_t seed = next_++;
      if (seed >= end_) return;
      try {
        const ConvergenceCounts counts = ConvergenceSession(seed).Run();
        const std::lock_guard lock(mutex_);
        counts_.Add(counts);
        if (counts_.sessions % 500 == 0) {
          std::printf("%zu sessions\n", counts_.sessions);
          std::fflush(stdout);
        }
      } catch (const ConvergenceFailure& failure) {
        const std::lock_guard lock(mutex_);
        failed_ = true;
        const auto number = static_cast<unsigned long long>(seed);
        std::printf("\nThe session of seed %llu fails: %s\n\n", number, failure.what());
        std::printf("To run that one alone: ./samsyn fuzz convergence 1 %llu\n\n", number);
      }
    }
  }

  std::atomic<std::uint64_t> next_;
  std::uint64_t end_;
  std::uint64_t first_;
  std::atomic<bool> failed_ = false;
  std::mutex mutex_;  // guards what follows, and the output
  ConvergenceCounts counts_;
};

}  // namespace
}  // namespace samsyn

int main(int argc, char** argv) {
  const auto number = [&](int index, std::uint64_t otherwise) -> std::uint64_t {
    return argc > index ? std::strtoull(argv[index], nullptr, 10) : otherwise;
  };
  const std::uint64_t sessions = number(1, 20000);
  const std::uint64_t first = number(2, 1);
  if (sessions == 0 || first == 0) {
    std::puts("samsyn_fuzz_convergence [SESSIONS] [FIRST_SEED], both from 1 on");
    return 2;
  }
  return samsyn::Run(first, sessions).OnAllCores();
}
