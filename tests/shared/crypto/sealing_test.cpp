#include "shared/crypto/sealing.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "shared/wire/limits.h"
#include "tests/shared/wire/hostile_bytes.h"
#include "tests/support/seeded_random.h"

namespace samsyn {
namespace {

const std::string kText = "Nätterna är värst. Jag somnar vid fem. 🙂";

SealedAs AsNoorWrote() { return {"rum", DocumentKind::kPlan, SealedKind::kUpdate, "noor", 0xFFEE, 12}; }

struct Sealed {
  SeededRandom random{5};
  KeyBytes key = MakeKey(random);
  Bytes bytes = Seal(AsNoorWrote(), key, 3, AsBytes(kText), random);
};

TEST_CASE("what is sealed opens as what it was, and shows nothing of itself") {
  Sealed sealed;
  const Result<Bytes> opened = Open(AsNoorWrote(), sealed.key, sealed.bytes);
  REQUIRE(opened);
  CHECK(AsText(opened.Value()) == kText);
  CHECK(KeyNumberOf(sealed.bytes).Value() == 3);
  CHECK(sealed.bytes.size() <= kText.size() + kSealedOverheadBytes);
  CHECK(AsText(sealed.bytes).find("värst") == std::string_view::npos);
  CHECK(Open(AsNoorWrote(), sealed.key, Seal(AsNoorWrote(), sealed.key, 1, {}, sealed.random)).Value().empty());
}

TEST_CASE("it opens as nothing else: not in another meeting, document, kind or number, and from nobody else") {
  Sealed sealed;
  std::vector<SealedAs> others(6, AsNoorWrote());
  others[0].meeting = "annat";
  others[1].document = DocumentKind::kVoice;
  others[2].kind = SealedKind::kPresence;
  others[3].participant = "karin";
  others[4].replica = 0xFFEF;
  others[5].counter = 13;
  for (const SealedAs& other : others) {
    const Result<Bytes> opened = Open(other, sealed.key, sealed.bytes);
    REQUIRE_FALSE(opened);
    CHECK(opened.GetError().code == ErrorCode::kForbidden);
  }
  // Texts that stand beside each other must not be taken for other texts that read the same.
  const Bytes split =
      Seal({"ab", DocumentKind::kPlan, SealedKind::kUpdate, "c", 1, 1}, sealed.key, 1, {}, sealed.random);
  CHECK_FALSE(Open({"a", DocumentKind::kPlan, SealedKind::kUpdate, "bc", 1, 1}, sealed.key, split));
  KeyBytes wrong = sealed.key;
  wrong[31] ^= 1;
  CHECK_FALSE(Open(AsNoorWrote(), wrong, sealed.bytes));
}

TEST_CASE("every change of every byte is found, and hostile bytes are errors") {
  Sealed sealed;
  ForHostileVariantsOf(sealed.bytes, [&](const Bytes& bytes) {
    if (bytes == sealed.bytes) return;
    const Result<Bytes> opened = Open(AsNoorWrote(), sealed.key, bytes);
    REQUIRE_FALSE(opened);
    REQUIRE_FALSE(opened.GetError().message.empty());
  });
  Bytes newer = sealed.bytes;
  newer[0] = 2;
  CHECK(Open(AsNoorWrote(), sealed.key, newer).GetError().code == ErrorCode::kUnsupported);
}

TEST_CASE("the number of the key is authenticated") {
  Sealed sealed;
  Bytes changed = sealed.bytes;
  REQUIRE(changed[1] == 3);
  changed[1] = 4;
  CHECK_FALSE(Open(AsNoorWrote(), sealed.key, changed));
}

// 192 random bits: that two are ever the same is as likely as guessing the key.
TEST_CASE("every sealing has a nonce of its own, also of the same content") {
  Sealed sealed;
  std::set<Bytes> nonces;
  for (int i = 0; i < 20'000; ++i) {
    const Bytes bytes = Seal(AsNoorWrote(), sealed.key, 3, AsBytes(kText), sealed.random);
    nonces.insert(Bytes(bytes.begin() + 2, bytes.begin() + 26));
  }
  CHECK(nonces.size() == 20'000);
}

TEST_CASE("the nonce is all of it random: no byte stays the same") {
  Sealed sealed;
  std::array<std::set<std::uint8_t>, 24> seen;
  for (int i = 0; i < 500; ++i) {
    const Bytes bytes = Seal(AsNoorWrote(), sealed.key, 3, {}, sealed.random);
    for (std::size_t byte = 0; byte < seen.size(); ++byte) seen[byte].insert(bytes[2 + byte]);
  }
  for (const auto& values : seen) CHECK(values.size() > 150);
}

TEST_CASE("the format stays what it is: a format byte, the key's number, the nonce, the text and the tag") {
  SeededRandom random(77);
  const KeyBytes key = MakeKey(random);
  const Bytes bytes = Seal(AsNoorWrote(), key, 300, AsBytes("hej"), random);
  REQUIRE(bytes.size() == 1 + 2 + 24 + 3 + 16);
  CHECK(bytes[0] == 1);
  CHECK(bytes[1] == 0xAC);
  CHECK(bytes[2] == 0x02);
}

}  // namespace
}  // namespace samsyn
