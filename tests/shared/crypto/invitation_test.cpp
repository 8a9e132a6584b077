#include "shared/crypto/invitation.h"

#include <doctest/doctest.h>

#include <set>

#include "tests/support/seeded_random.h"

namespace samsyn {
namespace {

const Invitation kInvitation{"kwmz4qaj", "abcdefghijkmnpqrstuvwxyz23"};
const std::string kLink = "https://samsyn.example.se/#kwmz4qaj.abcdefghijkmnpqrstuvwxyz23";

TEST_CASE("a link reads as it was written, also as people paste it") {
  CHECK(FragmentOf(kInvitation) == "#kwmz4qaj.abcdefghijkmnpqrstuvwxyz23");
  for (const std::string& pasted :
       {kLink, FragmentOf(kInvitation), "  " + kLink + " \r\n", "<" + kLink + ">", kLink + ".", kLink + "),",
        std::string("HTTPS://SAMSYN.EXAMPLE.SE/#KWMZ4QAJ.ABCDEFGHIJKMNPQRSTUVWXYZ23"),
        std::string("https://samsyn.example.se/#kwmz4qaj.abcdefghijkm\n npqrstuvwxyz23")}) {
    CAPTURE(pasted);
    const Result<Invitation> read = ReadInvitation(pasted);
    REQUIRE(read);
    CHECK(read.Value().meeting == kInvitation.meeting);
    CHECK(read.Value().secret == kInvitation.secret);
  }
}

TEST_CASE("no link is told from one that is not whole") {
  for (const std::string& none :
       {std::string(), std::string("https://samsyn.example.se/"), std::string("#"), std::string("# \n")}) {
    REQUIRE_FALSE(ReadInvitation(none));
    CHECK(ReadInvitation(none).GetError().code == ErrorCode::kNotFound);
  }
  for (std::size_t size = kLink.find('#') + 2; size < kLink.size(); ++size) {
    REQUIRE_FALSE(ReadInvitation(kLink.substr(0, size)));
    CHECK(ReadInvitation(kLink.substr(0, size)).GetError().code == ErrorCode::kMalformed);
  }
  for (const std::string& bad :
       {kLink + "a", std::string("#.abcdefghijkmnpqrstuvwxyz23"), std::string("#möte.abcdefghijkmnpqrstuvwxyz23"),
        std::string("#kwmz4qaj.abcdefghijkmnpqrstuvwxyz2!"), std::string("#kwmz4qaj.abcdefghijklmnopqrstuvwx"),
        '#' + std::string(65, 'a') + ".abcdefghijkmnpqrstuvwxyz23", std::string("#a.b.c"), std::string(1'000'000, '#'),
        '#' + std::string(1'000'000, '\xFF')}) {
    const Result<Invitation> read = ReadInvitation(bad);
    CHECK_FALSE(read);
  }
}

TEST_CASE("random bytes after the hash never read as something that writes differently") {
  SeededRandom random(4);
  for (int i = 0; i < 20'000; ++i) {
    std::string fragment = FragmentOf(kInvitation);
    for (std::uint64_t changes = 1 + random.Below(4); changes > 0; --changes) {
      fragment[1 + random.Below(fragment.size() - 1)] = static_cast<char>(random.Next());
    }
    const Result<Invitation> read = ReadInvitation(fragment);
    if (!read) continue;
    const Result<Invitation> again = ReadInvitation(FragmentOf(read.Value()));
    REQUIRE(again);
    REQUIRE(again.Value().secret == read.Value().secret);
  }
}

TEST_CASE("from a secret always follow the same keys, from another one others, and in another meeting too") {
  const LinkKeys keys = DeriveLinkKeys(kInvitation);
  const LinkKeys again = DeriveLinkKeys(kInvitation);
  CHECK(keys.token == again.token);
  CHECK(keys.wrapping == again.wrapping);
  CHECK(keys.box_secret == again.box_secret);
  CHECK(keys.box_public == again.box_public);
  std::set<std::string> tokens{keys.token};
  for (const Invitation& other :
       {Invitation{"kwmz4qak", kInvitation.secret}, Invitation{kInvitation.meeting, "abcdefghijkmnpqrstuvwxyz24"},
        Invitation{"kwmz4qaja", "bcdefghijkmnpqrstuvwxyz23"}}) {
    const LinkKeys others = DeriveLinkKeys(other);
    CHECK(tokens.insert(others.token).second);
    CHECK(others.wrapping != keys.wrapping);
    CHECK(others.box_public != keys.box_public);
  }
  CHECK(keys.token.size() == 64);
  CHECK(keys.token.find(kInvitation.secret) == std::string::npos);
  CHECK(HexOf(keys.wrapping) != keys.token);
}

// Links that were handed out must open for ever. The first two were checked with another BLAKE2b: the root is that of
// the three texts with their lengths, a subkey is keyed with it, with its number as salt and the context as person.
TEST_CASE("the derivation stays what it is") {
  const LinkKeys keys = DeriveLinkKeys(kInvitation);
  CHECK(keys.token == "246cb1fef0f34633fe926ec8ec5f7d2f4eb9ddf0e7d1ec23850d415d1fb59903");
  CHECK(HexOf(keys.wrapping) == "76fee7131994fcc754e428f493019744e3ded2822fa05db76ccbd8446b7cdbcf");
  CHECK(HexOf(keys.box_public) == "00874de1bf35a4293e624b255b76bb7a0ba0f9a19f51067c42c674af6e62cc5d");
}

TEST_CASE("secrets are long, of letters that are not mistaken, and never the same") {
  SeededRandom random(9);
  std::set<std::string> secrets;
  std::set<char> letters;
  for (int i = 0; i < 5'000; ++i) {
    const std::string secret = MakeSecret(random);
    REQUIRE(secret.size() == 26);
    letters.insert(secret.begin(), secret.end());
    secrets.insert(secret);
    REQUIRE(ReadInvitation(FragmentOf({MakeName(random), secret})));
  }
  CHECK(secrets.size() == 5'000);
  CHECK(letters.size() == 32);
  for (const char confused : {'l', 'o', '0', '1'}) CHECK(letters.count(confused) == 0);
}

TEST_CASE("a key is written as hexadecimal digits and nothing else is read as one") {
  SeededRandom random(2);
  const KeyBytes key = MakeKey(random);
  CHECK(HexOf(key).size() == 64);
  CHECK(KeyFromHex(HexOf(key)) == key);
  CHECK_FALSE(KeyFromHex(""));
  CHECK_FALSE(KeyFromHex(HexOf(key).substr(1)));
  CHECK_FALSE(KeyFromHex(HexOf(key) + "00"));
  std::string wrong = HexOf(key);
  wrong[10] = 'x';
  CHECK_FALSE(KeyFromHex(wrong));
}

}  // namespace
}  // namespace samsyn
