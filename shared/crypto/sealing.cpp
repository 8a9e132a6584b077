#include "shared/crypto/sealing.h"

#include <sodium.h>

#include <array>

#include "shared/crypto/random_bytes.h"
#include "shared/wire/limits.h"

namespace samsyn {
namespace {

constexpr std::uint8_t kFormat = 1;
constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(sizeof(KeyBytes) == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(kSealedOverheadBytes == 1 + 5 + kNonceBytes + kTagBytes);

Bytes AssociatedData(const SealedAs& as, std::uint32_t key_number) {
  ByteWriter data;
  data.Text("samsyn sealed");
  data.Byte(kFormat);
  data.Varint(key_number);
  data.Text(as.meeting);
  data.Byte(static_cast<std::uint8_t>(as.document));
  data.Byte(static_cast<std::uint8_t>(as.kind));
  data.Text(as.participant);
  data.Fixed64(as.replica);
  data.Varint(as.counter);
  return data.Take();
}

struct Parts {
  std::uint32_t key_number = 0;
  ByteView nonce;
  ByteView ciphertext;
};

Result<Parts> Take(ByteView sealed) {
  ByteReader in(sealed);
  const std::uint8_t format = in.Byte();
  if (!in.Failed() && format > kFormat) {
    return Error{ErrorCode::kUnsupported, "sealed by a newer version of Samsyn"};
  }
  Parts parts;
  parts.key_number = static_cast<std::uint32_t>(in.VarintUpTo(kMaxKeyNumber));
  parts.nonce = in.Raw(kNonceBytes);
  parts.ciphertext = in.Raw(in.Remaining());
  if (in.Failed() || format == 0 || parts.key_number == 0 || parts.ciphertext.size() < kTagBytes) {
    return Error{ErrorCode::kMalformed, "these bytes are not sealed"};
  }
  return parts;
}

}  // namespace

Bytes Seal(const SealedAs& as, const KeyBytes& key, std::uint32_t key_number, ByteView content, RandomSource& random) {
  ByteWriter out;
  out.Byte(kFormat);
  out.Varint(key_number);
  const std::array<std::uint8_t, kNonceBytes> nonce = RandomBytes<kNonceBytes>(random);
  out.Raw(nonce);
  Bytes sealed = out.Take();
  const std::size_t start = sealed.size();
  sealed.resize(start + content.size() + kTagBytes);
  const Bytes associated = AssociatedData(as, key_number);
  crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + start, nullptr, content.data(), content.size(),
                                             associated.data(), associated.size(), nullptr, nonce.data(), key.data());
  return sealed;
}

Result<std::uint32_t> KeyNumberOf(ByteView sealed) {
  const Result<Parts> parts = Take(sealed);
  if (!parts) return parts.GetError();
  return parts.Value().key_number;
}

Result<Bytes> Open(const SealedAs& as, const KeyBytes& key, ByteView sealed) {
  const Result<Parts> taken = Take(sealed);
  if (!taken) return taken.GetError();
  const Parts& parts = taken.Value();
  Bytes content(parts.ciphertext.size() - kTagBytes);
  const Bytes associated = AssociatedData(as, parts.key_number);
  const int opened = crypto_aead_xchacha20poly1305_ietf_decrypt(
      content.data(), nullptr, nullptr, parts.ciphertext.data(), parts.ciphertext.size(), associated.data(),
      associated.size(), parts.nonce.data(), key.data());
  if (opened != 0) return Error{ErrorCode::kForbidden, "this was not sealed for here, or was changed on the way"};
  return content;
}

}  // namespace samsyn
