#include "server/connection_counts.h"

#include <doctest/doctest.h>

#include <optional>

namespace samsyn {
namespace {

TEST_CASE("a place counts until it is gone, wherever it was moved to") {
  ConnectionCounts counts;
  ConnectionCounts::Place kept;
  {
    ConnectionCounts::Place anna = counts.Take("192.0.2.1");
    const ConnectionCounts::Place noor = counts.Take("192.0.2.1");
    const ConnectionCounts::Place nobody = counts.Take("");
    CHECK(counts.All() == 3);
    CHECK(counts.From("192.0.2.1") == 2);
    CHECK(counts.From("192.0.2.2") == 0);
    CHECK(counts.From("") == 0);
    kept = std::move(anna);
    CHECK(counts.All() == 3);
    CHECK(kept.Address() == "192.0.2.1");
  }
  CHECK(counts.All() == 1);
  CHECK(counts.From("192.0.2.1") == 1);
  kept = counts.Take("192.0.2.2");
  CHECK(counts.All() == 1);
  CHECK(counts.From("192.0.2.1") == 0);
}

TEST_CASE("a place may outlive what it was counted in") {
  auto counts = std::make_optional<ConnectionCounts>();
  const ConnectionCounts::Place place = counts->Take("192.0.2.1");
  counts.reset();
  CHECK(place.Address() == "192.0.2.1");
}

}  // namespace
}  // namespace samsyn
