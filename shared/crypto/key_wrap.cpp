#include "shared/crypto/key_wrap.h"

#include <sodium.h>

#include <algorithm>

#include "shared/crypto/sealing.h"
#include "shared/wire/limits.h"

namespace samsyn {
namespace {

// From and to stand in the associated data, because a shared key is the same in both directions.
SealedAs As(std::string_view meeting, DocumentKind document, std::string_view from_and_to) {
  return {meeting, document, SealedKind::kDocumentKey, from_and_to, 0, 0};
}

std::string FromAndTo(std::string_view from, std::string_view to) {
  ByteWriter both;
  both.Text(from);
  both.Text(to);
  return std::string(AsText(both.View()));
}

KeyFor Wrap(std::string_view meeting, std::string_view from, std::string_view to, const KeyBytes& with,
            const DocumentKey& key, RandomSource& random) {
  ByteWriter out;
  out.Text(from);
  out.Raw(Seal(As(meeting, key.document, FromAndTo(from, to)), with, key.number, key.key, random));
  return {std::string(to), {key.document, key.number, out.Take()}};
}

// Nothing for a public key that is none.
std::optional<KeyBytes> SharedKey(const KeyBytes& public_key, const KeyBytes& secret_key) {
  KeyBytes shared{};
  if (crypto_box_curve25519xchacha20poly1305_beforenm(shared.data(), public_key.data(), secret_key.data()) != 0) {
    return std::nullopt;
  }
  return shared;
}

}  // namespace

KeyFor WrapForLink(std::string_view meeting, std::string_view participant, const LinkKeys& link, const DocumentKey& key,
                   RandomSource& random) {
  return Wrap(meeting, {}, participant, link.wrapping, key, random);
}

KeyFor WrapForParticipant(std::string_view meeting, const Sender& sender, std::string_view participant,
                          const KeyBytes& public_key, const DocumentKey& key, RandomSource& random) {
  // A key that is none gives a wrapped key nobody opens.
  const KeyBytes with = SharedKey(public_key, sender.keys.box_secret).value_or(MakeKey(random));
  return Wrap(meeting, sender.participant, participant, with, key, random);
}

Result<std::string> WrappedBy(const WrappedKey& wrapped) {
  ByteReader in(wrapped.wrapped);
  std::string from = in.Text(kMaxIdBytes);
  if (in.Failed()) return Error{ErrorCode::kMalformed, "these bytes are no wrapped key"};
  return from;
}

Result<DocumentKey> Unwrap(std::string_view meeting, std::string_view participant, const LinkKeys& link,
                           const KeyBytes& sender_public, const WrappedKey& wrapped) {
  ByteReader in(wrapped.wrapped);
  const std::string from = in.Text(kMaxIdBytes);
  const ByteView sealed = in.Raw(in.Remaining());
  if (in.Failed()) return Error{ErrorCode::kMalformed, "these bytes are no wrapped key"};
  const std::optional<KeyBytes> with = from.empty() ? link.wrapping : SharedKey(sender_public, link.box_secret);
  if (!with) return Error{ErrorCode::kForbidden, "the key of the one who wrapped this is none"};
  const Result<std::uint32_t> number = KeyNumberOf(sealed);
  if (!number) return number.GetError();
  if (number.Value() != wrapped.number) return Error{ErrorCode::kForbidden, "this key has another number"};
  const Result<Bytes> content = Open(As(meeting, wrapped.document, FromAndTo(from, participant)), *with, sealed);
  if (!content) return content.GetError();
  DocumentKey key{wrapped.document, wrapped.number, {}};
  if (content.Value().size() != key.key.size()) return Error{ErrorCode::kMalformed, "this is no key"};
  std::copy(content.Value().begin(), content.Value().end(), key.key.begin());
  return key;
}

}  // namespace samsyn
