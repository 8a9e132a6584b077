// 200 random sessions of many copies, against the reference. `./samsyn fuzz convergence` runs 20,000.
//
// SAMSYN_SEED=n runs one session, SAMSYN_SEEDS=n that many.
#include <doctest/doctest.h>

#include "tests/simulation/convergence_session.h"
#include "tests/support/seeded_random.h"

namespace samsyn {

TEST_CASE("copies converge to what the reference says, whoever joins, parts, takes back or loses what") {
  ConvergenceCounts counts;
  const std::vector<std::uint64_t> seeds = Seeds(200);
  for (const std::uint64_t seed : seeds) {
    CAPTURE(seed);
    try {
      counts.Add(ConvergenceSession(seed).Run());
    } catch (const ConvergenceFailure& failure) {
      FAIL(failure.what());
    }
  }
  INFO("in all:\n" << counts.ToString());
  // Few sessions may happen to leave something out.
  if (seeds.size() >= 50) CHECK(counts.TooFew() == "");
}

}  // namespace samsyn
