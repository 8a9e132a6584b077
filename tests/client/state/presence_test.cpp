#include "client/state/presence.h"

#include <doctest/doctest.h>

#include "tests/support/seeded_random.h"

namespace samsyn {

TEST_CASE("presence says the same after the way over the wire") {
  const WritingPlace place{DocumentKind::kOutcome, {{7, 8}, 2}, {{9, 10}}, {{11, 12}}};
  const WritingPlace start{DocumentKind::kPlan, {{7, 8}, 2}, {}, {}};  // a caret before the first letter
  for (const Presence& presence : {Presence{}, Presence{true, {}}, Presence{true, place}, Presence{false, start}}) {
    const Result<Presence> decoded = DecodePresence(EncodePresence(presence));
    REQUIRE(decoded.Ok());
    CHECK(decoded.Value() == presence);
  }
}

TEST_CASE("presence that is cut short, too long or from another time is not taken") {
  const Bytes whole = EncodePresence({true, WritingPlace{DocumentKind::kVoice, {{7, 8}, 2}, {{9, 10}}, {}}});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CHECK(!DecodePresence(ByteView(whole).first(size)).Ok());
  }
  Bytes longer = whole;
  longer.push_back(0);
  CHECK(!DecodePresence(longer).Ok());
  Bytes newer = whole;
  newer[0] = 2;
  CHECK(!DecodePresence(newer).Ok());
}

TEST_CASE("any bytes are presence or an error, and what is taken names a document that exists") {
  for (const std::uint64_t seed : Seeds(300)) {
    INFO("seed ", seed);
    SeededRandom random(seed);
    for (int round = 0; round < 30; ++round) {
      Bytes bytes;
      for (std::size_t i = random.Below(40); i > 0; --i) bytes.push_back(static_cast<std::uint8_t>(random.Below(256)));
      if (!bytes.empty() && random.Chance(80)) bytes[0] = 1;
      if (bytes.size() > 2 && random.Chance(80)) bytes[1] = static_cast<std::uint8_t>(random.Below(4));
      const Result<Presence> presence = DecodePresence(bytes);
      if (!presence || !presence.Value().place) continue;
      CHECK(static_cast<int>(presence.Value().place->document) < kDocumentKindCount);
    }
  }
}

}  // namespace samsyn
