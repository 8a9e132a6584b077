#include "shared/crypto/invitation.h"

#include <sodium.h>

#include <cassert>

#include "shared/base/bytes.h"
#include "shared/crypto/random_bytes.h"
#include "shared/wire/limits.h"

namespace samsyn {
namespace {

// Letters and digits that are not mistaken for one another when somebody reads a link aloud.
constexpr std::string_view kLetters = "abcdefghijkmnpqrstuvwxyz23456789";
static_assert(kLetters.size() == 32);
constexpr std::size_t kSecretLetters = 26;
constexpr std::size_t kNameLetters = 8;
constexpr std::size_t kLettersPerDraw = 12;  // of 5 bits each, out of 64

constexpr char kContext[crypto_kdf_CONTEXTBYTES + 1] = "samsynlk";
enum Subkey : std::uint64_t { kToken = 1, kWrapping = 2, kBox = 3 };

std::string RandomLetters(RandomSource& random, std::size_t length) {
  std::string name;
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < length; ++i) {
    if (i % kLettersPerDraw == 0) bits = random.Next();
    name.push_back(kLetters[bits & 31]);
    bits >>= 5;
  }
  return name;
}

char Lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

KeyBytes Derive(const KeyBytes& root, Subkey subkey) {
  KeyBytes key{};
  crypto_kdf_derive_from_key(key.data(), key.size(), subkey, kContext, root.data());
  return key;
}

}  // namespace

std::string MakeSecret(RandomSource& random) { return RandomLetters(random, kSecretLetters); }
std::string MakeName(RandomSource& random) { return RandomLetters(random, kNameLetters); }

KeyBytes MakeKey(RandomSource& random) { return RandomBytes<sizeof(KeyBytes)>(random); }

std::string HexOf(const KeyBytes& key) {
  std::string hex(2 * key.size() + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), key.data(), key.size());
  hex.pop_back();
  return hex;
}

std::optional<KeyBytes> KeyFromHex(std::string_view hex) {
  KeyBytes key{};
  std::size_t size = 0;
  if (hex.size() != 2 * key.size() ||
      sodium_hex2bin(key.data(), key.size(), hex.data(), hex.size(), nullptr, &size, nullptr) != 0 ||
      size != key.size()) {
    return std::nullopt;
  }
  return key;
}

std::string FragmentOf(const Invitation& invitation) { return '#' + invitation.meeting + '.' + invitation.secret; }

Result<Invitation> ReadInvitation(std::string_view link) {
  const std::size_t hash = link.find('#');
  if (hash == std::string_view::npos) return Error{ErrorCode::kNotFound, "there is no invitation in this address"};
  std::string fragment;
  for (const char letter : link.substr(hash + 1)) {
    if (letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n') continue;
    fragment.push_back(Lower(letter));
  }
  while (!fragment.empty() && std::string_view(".,;)>\"").find(fragment.back()) != std::string_view::npos) {
    fragment.pop_back();
  }
  if (fragment.empty()) return Error{ErrorCode::kNotFound, "there is no invitation in this address"};
  const std::size_t dot = fragment.find('.');
  const Error malformed{ErrorCode::kMalformed, "this link is not whole"};
  if (dot == std::string::npos) return malformed;
  Invitation invitation{fragment.substr(0, dot), fragment.substr(dot + 1)};
  const auto all_letters = [](const std::string& text) {
    return text.find_first_not_of(kLetters) == std::string::npos;
  };
  if (invitation.secret.size() != kSecretLetters || !all_letters(invitation.secret)) {
    return malformed;
  }
  if (invitation.meeting.empty() || invitation.meeting.size() > kMaxIdBytes || !all_letters(invitation.meeting)) {
    return malformed;
  }
  return invitation;
}

LinkKeys DeriveLinkKeys(const Invitation& invitation) {
  ByteWriter material;
  material.Text("samsyn link 1");
  material.Text(invitation.meeting);
  material.Text(invitation.secret);
  KeyBytes root{};
  crypto_generichash(root.data(), root.size(), material.View().data(), material.Size(), nullptr, 0);

  LinkKeys keys;
  keys.token = HexOf(Derive(root, kToken));
  keys.wrapping = Derive(root, kWrapping);
  keys.box_secret = Derive(root, kBox);
  // crypto_scalarmult_base would bring 30 kB of tables to the browser to do this once a little faster.
  static constexpr KeyBytes kBasePoint = {9};
  [[maybe_unused]] const int made =
      crypto_scalarmult(keys.box_public.data(), keys.box_secret.data(), kBasePoint.data());
  assert(made == 0);
  sodium_memzero(root.data(), root.size());
  return keys;
}

}  // namespace samsyn
