#include "client/state/presence.h"

namespace samsyn {
namespace {

constexpr std::uint8_t kFormat = 1;
constexpr std::uint8_t kJoined = 0x01;
constexpr std::uint8_t kHasPlace = 0x02;

void WriteId(ByteWriter& out, OpId id) {
  out.Varint(id.counter);
  if (!id.IsNone()) out.Fixed64(id.replica);
}

OpId ReadId(ByteReader& in) {
  OpId id;
  id.counter = in.Varint();
  if (!id.IsNone()) id.replica = in.Fixed64();
  return id;
}

}  // namespace

Bytes EncodePresence(const Presence& presence) {
  ByteWriter out;
  out.Byte(kFormat);
  out.Byte(static_cast<std::uint8_t>((presence.joined ? kJoined : 0) | (presence.place ? kHasPlace : 0)));
  if (presence.place) {
    out.Varint(static_cast<std::uint64_t>(presence.place->document));
    WriteId(out, presence.place->text.record);
    out.Varint(presence.place->text.field);
    WriteId(out, presence.place->start.after);
    WriteId(out, presence.place->end.after);
  }
  return out.Take();
}

Result<Presence> DecodePresence(ByteView bytes) {
  ByteReader in(bytes);
  if (in.Byte() != kFormat) return Error{ErrorCode::kUnsupported, "presence in an unknown format"};
  const std::uint8_t flags = in.Byte();
  Presence presence;
  presence.joined = (flags & kJoined) != 0;
  if ((flags & kHasPlace) != 0) {
    WritingPlace place;
    place.document = static_cast<DocumentKind>(in.VarintUpTo(kDocumentKindCount - 1));
    place.text.record = ReadId(in);
    place.text.field = static_cast<FieldNumber>(in.VarintUpTo(0xFFFF));
    place.start.after = ReadId(in);
    place.end.after = ReadId(in);
    presence.place = place;
  }
  if (!in.Finished()) return Error{ErrorCode::kMalformed, "malformed presence"};
  return presence;
}

}  // namespace samsyn
