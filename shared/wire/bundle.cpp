#include "shared/wire/bundle.h"

#include <set>
#include <string_view>
#include <utility>

#include "shared/wire/limits.h"

namespace samsyn {
namespace {

constexpr std::string_view kMagic = "samsyn bundle\n";

Error Malformed(std::string what) { return Error{ErrorCode::kMalformed, "malformed bundle: " + std::move(what)}; }

BundleUpdate ReadUpdate(ByteReader& in) {
  BundleUpdate update;
  update.participant = in.Text(kMaxIdBytes);
  update.document = static_cast<DocumentKind>(in.VarintUpTo(kDocumentKindCount - 1));
  update.replica = in.Fixed64();
  update.counter = in.Varint();
  const ByteView payload = in.Blob(kMaxUpdateBytes);
  update.payload.assign(payload.begin(), payload.end());
  if (update.counter == 0) in.Fail();
  return update;
}

}  // namespace

Bytes EncodeBundle(const Bundle& bundle) {
  ByteWriter out;
  out.Raw(AsBytes(kMagic));
  out.Varint(kBundleVersion);
  out.Text(bundle.meeting);
  Write(out, bundle.access);
  for (const TokenHash& hash : bundle.token_hashes) out.Raw(hash);
  out.Varint(bundle.keys.size());
  for (const KeyFor& key : bundle.keys) Write(out, key);
  out.Varint(bundle.updates.size());
  for (const BundleUpdate& update : bundle.updates) {
    out.Text(update.participant);
    out.Varint(static_cast<std::uint64_t>(update.document));
    out.Fixed64(update.replica);
    out.Varint(update.counter);
    out.Blob(update.payload);
  }
  return out.Take();
}

Result<Bundle> DecodeBundle(ByteView bytes) {
  ByteReader in(bytes);
  if (AsText(in.Raw(kMagic.size())) != kMagic) return Malformed("this is not a Samsyn bundle");
  const std::uint64_t version = in.Varint();
  if (!in.Failed() && version > kBundleVersion) {
    return Error{ErrorCode::kUnsupported, "the bundle was written by a newer version of Samsyn"};
  }
  if (in.Failed() || version == 0) return Malformed("no version");
  if (version < kBundleVersion) {
    return Error{ErrorCode::kUnsupported, "the bundle is from before meetings were sealed; make it again"};
  }

  Bundle bundle;
  bundle.meeting = in.Text(kMaxIdBytes);
  if (in.Failed() || bundle.meeting.empty()) return Malformed("no meeting");

  bundle.access = ReadMeetingAccess(in);
  std::set<std::string, std::less<>> ids;
  std::set<TokenHash> hashes;
  for (const ParticipantAccess& participant : bundle.access.participants) {
    const TokenHash hash = ReadTokenHash(in);
    if (in.Failed() || participant.id.empty()) break;
    if (!ids.insert(participant.id).second) return Malformed("the same participant twice");
    if (!hashes.insert(hash).second) return Malformed("the same link for two participants");
    bundle.token_hashes.push_back(hash);
  }
  if (in.Failed() || ids.size() != bundle.access.participants.size()) return Malformed("participants");

  // Counts are not trusted for reserving: only bytes that are there make a key or an update.
  const std::uint64_t key_count = in.Varint();
  for (std::uint64_t i = 0; i < key_count && !in.Failed(); ++i) {
    KeyFor key = ReadKeyFor(in);
    if (in.Failed()) break;
    if (!ids.contains(key.participant)) return Malformed("a key for somebody who is not a participant");
    bundle.keys.push_back(std::move(key));
  }
  if (in.Failed()) return Malformed("keys");

  const std::uint64_t update_count = in.Varint();
  for (std::uint64_t i = 0; i < update_count; ++i) {
    BundleUpdate update = ReadUpdate(in);
    if (in.Failed()) break;
    if (!ids.contains(update.participant)) return Malformed("an update by somebody who is not a participant");
    bundle.updates.push_back(std::move(update));
  }
  if (!in.Finished()) return Malformed("updates");
  return bundle;
}

}  // namespace samsyn
