#include "shared/wire/bundle.h"

#include <set>
#include <string_view>
#include <utility>

#include "shared/wire/limits.h"

namespace samsyn {
namespace {

constexpr std::string_view kMagic = "samsyn bundle\n";

Error Malformed(std::string what) { return Error{ErrorCode::kMalformed, "malformed bundle: " + std::move(what)}; }

BundleParticipant ReadParticipant(ByteReader& in) {
  BundleParticipant participant;
  participant.id = in.Text(kMaxIdBytes);
  participant.role = static_cast<Role>(in.VarintUpTo(kRoleCount - 1));
  participant.token = in.Text(kMaxTokenBytes);
  if (participant.id.empty() || participant.token.empty()) in.Fail();
  return participant;
}

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
  out.Varint(bundle.participants.size());
  for (const BundleParticipant& participant : bundle.participants) {
    out.Text(participant.id);
    out.Varint(static_cast<std::uint64_t>(participant.role));
    out.Text(participant.token);
  }
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

  Bundle bundle;
  bundle.meeting = in.Text(kMaxIdBytes);
  if (in.Failed() || bundle.meeting.empty()) return Malformed("no meeting");

  std::set<std::string, std::less<>> ids;
  std::set<std::string, std::less<>> tokens;
  const std::uint64_t participant_count = in.VarintUpTo(kMaxBundleParticipants);
  for (std::uint64_t i = 0; i < participant_count; ++i) {
    BundleParticipant participant = ReadParticipant(in);
    if (in.Failed()) break;
    if (!ids.insert(participant.id).second) return Malformed("the same participant twice");
    if (!tokens.insert(participant.token).second) return Malformed("the same secret for two participants");
    bundle.participants.push_back(std::move(participant));
  }
  if (in.Failed()) return Malformed("participants");

  // The count is not trusted for reserving: only bytes that are there make an update.
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
