#include "client/app/kept_meeting.h"

#include <algorithm>
#include <tuple>
#include <utility>
#include <variant>

namespace samsyn {
namespace {

constexpr std::uint8_t kFormat = 1;

Error Damaged(const char* what) { return {ErrorCode::kMalformed, std::string("kept ") + what + " cannot be read"}; }

Result<KeptAccess> DecodeAccess(ByteView record) {
  ByteReader in(record);
  if (in.Byte() != kFormat || in.Varint() != kProtocolVersion) return Error{ErrorCode::kUnsupported, "another version"};
  KeptAccess access;
  access.participant = in.Text(kMaxIdBytes);
  access.heard_at = in.SignedVarint();
  Result<ServerFrame> frame = DecodeServerFrame(in.Raw(in.Remaining()));
  if (in.Failed() || !frame || !std::holds_alternative<AccessFrame>(frame.Value())) return Damaged("access");
  access.frame = std::move(std::get<AccessFrame>(frame.Value()));
  return access;
}

bool ComesBefore(const StoredUpdate& a, const StoredUpdate& b) {
  return std::tie(a.sequence, a.counter) < std::tie(b.sequence, b.counter);
}

}  // namespace

Bytes EncodeKept(const KeptAccess& access) {
  ByteWriter out;
  out.Byte(kFormat);
  out.Varint(kProtocolVersion);
  out.Text(access.participant);
  out.SignedVarint(access.heard_at);
  out.Raw(Encode(ServerFrame(access.frame)));
  return out.Take();
}

Bytes EncodeKept(DocumentKind document, const StoredUpdate& update) {
  return Encode(ServerFrame(UpdatesFrame{document, false, {update}}));
}

Result<KeptMeeting> DecodeKept(const KeptRecords& records) {
  Result<KeptAccess> access = DecodeAccess(records.access);
  if (!access) return access.GetError();
  KeptMeeting meeting;
  meeting.access = std::move(access.Value());
  meeting.sequences = records.sequences;
  for (const Bytes& record : records.updates) {
    Result<ServerFrame> frame = DecodeServerFrame(record);
    if (!frame) return Damaged("update");
    auto* updates = std::get_if<UpdatesFrame>(&frame.Value());
    if (updates == nullptr || updates->updates.size() != 1) return Damaged("update");
    meeting.updates[static_cast<std::size_t>(updates->document)].push_back(std::move(updates->updates.front()));
  }
  for (std::size_t kind = 0; kind < meeting.updates.size(); ++kind) {
    // Every one of them is kept; more may be, of what was written here.
    if (meeting.updates[kind].size() < meeting.sequences[kind]) return Damaged("document");
    std::sort(meeting.updates[kind].begin(), meeting.updates[kind].end(), ComesBefore);
  }
  return meeting;
}

}  // namespace samsyn
