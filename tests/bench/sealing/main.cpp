// How long sealing and opening take: the native and the wasm half of ./samsyn bench sealing. Prints "size seal open" in
// bytes and microseconds, a line a size; the medians of several rounds.
#include <sodium.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

#include "shared/crypto/sealed_link.h"

namespace {

using samsyn::Bytes;

// As many bits as the browser gives in one call, so that what is measured is not the test's generator.
class BenchRandom final : public samsyn::RandomSource {
 public:
  std::uint64_t Next() override { return engine_(); }

 private:
  std::mt19937_64 engine_{1};
};

double Microseconds(std::chrono::steady_clock::time_point since, std::size_t count) {
  const auto passed = std::chrono::steady_clock::now() - since;
  return std::chrono::duration<double, std::micro>(passed).count() / static_cast<double>(count);
}

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// A key press takes some 4 bytes, a sentence that is pasted some 100, a paste that is an update of its own 64 KB.
constexpr std::size_t kSizes[] = {4, 100, 1000, 64 * 1024};
constexpr int kRounds = 15;

}  // namespace

int main() {
  if (sodium_init() < 0) return EXIT_FAILURE;
  BenchRandom random;
  samsyn::SealedLink link({"kwmz4qaj", samsyn::MakeSecret(random)}, random,
                          [](const std::string&) { return std::nullopt; });
  link.Take("p1", {});
  link.Keys().Add(link.Keys().MakeNext(samsyn::DocumentKind::kPlan));
  for (const std::size_t size : kSizes) {
    const std::size_t count = size > 10'000 ? 200 : 5'000;
    const Bytes payload(size, 0x61);
    std::vector<double> seals;
    std::vector<double> opens;
    for (int round = 0; round < kRounds; ++round) {
      std::vector<Bytes> sealed;
      sealed.reserve(count);
      const auto sealing = std::chrono::steady_clock::now();
      for (std::size_t i = 0; i < count; ++i) {
        sealed.push_back(link.SealUpdate(samsyn::DocumentKind::kPlan, 7, i + 1, payload));
      }
      seals.push_back(Microseconds(sealing, count));
      const auto opening = std::chrono::steady_clock::now();
      for (std::size_t i = 0; i < count; ++i) {
        const auto opened = link.OpenUpdate(samsyn::DocumentKind::kPlan, "p1", 7, i + 1, sealed[i]);
        if (!opened || opened.Value() != payload) return EXIT_FAILURE;
      }
      opens.push_back(Microseconds(opening, count));
    }
    std::printf("%zu %.3f %.3f\n", size, Median(seals), Median(opens));
  }
  return EXIT_SUCCESS;
}
