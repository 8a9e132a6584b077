// libFuzzer: arbitrary bytes for everything that reads what others have written, but for updates and snapshots.
//
// What is read is written again as the same bytes; what opens was sealed as it is; and what comes out of a request's
// text leads nowhere else.
#include <algorithm>
#include <string>
#include <vector>

#include "client/state/presence.h"
#include "server/import.h"
#include "server/nats_bus.h"
#include "server/remote_address.h"
#include "server/static_files.h"
#include "server/stored_records.h"
#include "shared/wire/bundle.h"
#include "shared/wire/frames.h"
#include "tests/fuzz/require_fuzz.h"
#include "tests/fuzz/wire_script.h"
#include "tests/support/memory_journal.h"

namespace samsyn {
namespace {

template <typename Decoded>
void RequireSameBytes(const Decoded& decoded, ByteView bytes) {
  if (!decoded.Ok()) return;
  RequireFuzz(std::ranges::equal(Encode(decoded.Value()), bytes), "a frame is written as other bytes than it was read");
}

void TryBundle(ByteView bytes) {
  const Result<Bundle> bundle = DecodeBundle(bytes);
  if (!bundle.Ok()) return;
  RequireFuzz(std::ranges::equal(EncodeBundle(bundle.Value()), bytes), "a bundle is written as other bytes");
  MemoryStorage storage;
  MemoryJournal journal(storage);
  const Limits limits;
  const Result<Imported> imported = ImportMeeting(bundle.Value(), journal, limits, 1);
  RequireFuzz(imported.Ok() == !storage.meetings.empty(), "a meeting is imported by half");
  if (!imported.Ok()) return;
  const Result<StoredMeeting> found = journal.FindMeeting(bundle.Value().meeting);
  RequireFuzz(found.Ok() && found.Value().meeting.access == bundle.Value().access, "a meeting is imported as another");
  const Result<Imported> again = ImportMeeting(bundle.Value(), journal, limits, 1);
  RequireFuzz(again.Ok() && again.Value() == Imported::kExistedAlready, "a meeting is imported twice");
}

void TryInvitation(std::string_view text) {
  const Result<Invitation> invitation = ReadInvitation(text);
  if (!invitation.Ok()) return;
  const Result<Invitation> again = ReadInvitation(" https://samsyn.example/" + FragmentOf(invitation.Value()) + ".");
  RequireFuzz(again.Ok() && again.Value().meeting == invitation.Value().meeting &&
                  again.Value().secret == invitation.Value().secret,
              "a link is not read as it was written");
  RequireFuzz(DeriveLinkKeys(invitation.Value()).token.size() == 64, "a link without a token");
}

void TrySealed(ByteView bytes) {
  static const Bytes kHonest = HonestlySealed();
  const bool has_number = KeyNumberOf(bytes).Ok();
  const Result<Bytes> opened = Open(kWireSealedAs, kWireKey, bytes);
  RequireFuzz(has_number || !opened.Ok(), "something opens that has no key's number");
  RequireFuzz(opened.Ok() == std::ranges::equal(bytes, kHonest), "what was not sealed opens, or what was does not");
}

void TryWrappedKey(ByteView bytes) {
  static const Bytes kHonest[] = {HonestlyWrapped(true).key.wrapped, HonestlyWrapped(false).key.wrapped};
  const WrappedKey wrapped{DocumentKind::kPlan, kWireKeyNumber, {bytes.begin(), bytes.end()}};
  const bool has_sender = WrappedBy(wrapped).Ok();
  const Result<DocumentKey> key = Unwrap("noor", "anna", WireLink(), WireLink().box_public, wrapped);
  const bool is_honest = wrapped.wrapped == kHonest[0] || wrapped.wrapped == kHonest[1];
  RequireFuzz(has_sender || !key.Ok(), "a key opens that nobody has wrapped");
  RequireFuzz(key.Ok() == is_honest, "what was not wrapped opens, or what was does not");
}

void TryPresence(ByteView bytes) {
  const Result<Presence> presence = DecodePresence(bytes);
  if (!presence.Ok()) return;
  const Result<Presence> again = DecodePresence(EncodePresence(presence.Value()));
  RequireFuzz(again.Ok() && again.Value() == presence.Value(), "presence is not read as it was written");
}

std::vector<std::string> LinesOf(std::string_view text, std::size_t count) {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

void RequireHeadersOfOneLine(const HttpResponse& response) {
  for (const auto& [name, value] : response.headers) {
    RequireFuzz(std::ranges::none_of(value, [](char letter) { return static_cast<unsigned char>(letter) < 0x20; }),
                "a header of the answer has something that the request has put there");
  }
}

void TryHttp(std::string_view text) {
  const std::vector<std::string> lines = LinesOf(text, 4);
  const HttpRequest request{"GET", lines[0], lines[1], lines[2], lines[3], {}, {}, lines[3].size() % 2 == 1};
  const std::optional<HttpResponse> refused = RefuseWebSocket(request);
  if (refused) RequireHeadersOfOneLine(*refused);
  if (!refused) RequireFuzz(request.target.starts_with(kWebSocketPath), "a WebSocket somewhere else");
  RequireHeadersOfOneLine(PlainResponse(request, 404, "Nothing."));
  (void)Accepts(lines[3], Encoding::kBrotli);
  (void)Accepts(lines[3], Encoding::kGzip);
  const std::optional<std::string> path = PathInDirectory(request.target);
  if (!path) return;
  RequireFuzz(!path->empty() && path->front() != '/' && path->back() != '/', "a path that is no file's below");
  (void)HasContentHash(*path);
  for (std::size_t start = 0; start <= path->size();) {
    const std::size_t end = std::min(path->find('/', start), path->size());
    RequireFuzz(end > start && (*path)[start] != '.', "a path with an empty or a hidden part");
    start = end + 1;
  }
  RequireFuzz(std::ranges::none_of(*path, [](char c) { return c == '\\' || static_cast<unsigned char>(c) < 0x20; }),
              "a path with what no file's name has");
}

void TryAddresses(std::string_view text) {
  const std::vector<std::string> lines = LinesOf(text, 2);
  const IpAddress proxy = *ParseIpAddress("10.0.0.1");
  const std::optional<IpAddress> address = ParseIpAddress(lines[0]);
  if (address)
    RequireFuzz(ParseIpAddress(CountedAs(*address).substr(0, CountedAs(*address).find('/'))).has_value(),
                "an address is counted as something that is none");
  const TrustedProxies proxies({proxy});
  (void)proxies.OriginOf(proxy, lines[1]);
  const IpAddress stranger = *ParseIpAddress("192.0.2.9");
  RequireFuzz(proxies.OriginOf(stranger, lines[1]) == stranger, "somebody is believed who is no proxy");
}

void TryHexKey(std::string_view text) {
  const std::optional<KeyBytes> key = KeyFromHex(text);
  if (key) RequireFuzz(KeyFromHex(HexOf(*key)) == key, "a key is not read as it was written");
}

void TryStored(ByteView content) {
  const Bytes bytes = WithChecksum(content, kStoredAt);
  const Result<UpdateBatch> updates = DecodeUpdateBatch(bytes, kStoredAt);
  if (updates.Ok()) RequireFuzz(EncodeBatch(updates.Value().updates, kStoredAt) == bytes, "updates become others");
  const Result<LogBatch> log = DecodeLogBatch(bytes, kStoredAt);
  if (log.Ok()) RequireFuzz(EncodeBatch(log.Value(), kStoredAt) == bytes, "entries of a log become others");
  const Result<StoredRecord> record = DecodeRecord(bytes, kStoredAt);
  if (record.Ok()) RequireFuzz(EncodeRecord(record.Value(), kStoredAt) == bytes, "a meeting becomes another");
  RequireFuzz(updates.Ok() + log.Ok() + record.Ok() <= 1, "something is two things at once");
  RequireFuzz(!DecodeRecord(content, kStoredAt).Ok() && !DecodeRecord(bytes, "elsewhere").Ok(),
              "something is read that has no right checksum");
}

void TryBusMessage(ByteView bytes) {
  const Result<BusMessage> message = DecodeBusMessage(bytes);
  if (message.Ok())
    RequireFuzz(EncodeBusMessage(message.Value()) == Bytes(bytes.begin(), bytes.end()), "a message becomes another");
}

void Try(WireKind kind, ByteView bytes) {
  switch (kind) {
    case WireKind::kClientFrame:
      return RequireSameBytes(DecodeClientFrame(bytes), bytes);
    case WireKind::kServerFrame:
      return RequireSameBytes(DecodeServerFrame(bytes), bytes);
    case WireKind::kBundle:
      return TryBundle(bytes);
    case WireKind::kInvitation:
      return TryInvitation(AsText(bytes));
    case WireKind::kSealed:
      return TrySealed(bytes);
    case WireKind::kWrappedKey:
      return TryWrappedKey(bytes);
    case WireKind::kPresence:
      return TryPresence(bytes);
    case WireKind::kHttp:
      return TryHttp(AsText(bytes));
    case WireKind::kAddresses:
      return TryAddresses(AsText(bytes));
    case WireKind::kHexKey:
      return TryHexKey(AsText(bytes));
    case WireKind::kStored:
      return TryStored(bytes);
    case WireKind::kBusMessage:
      return TryBusMessage(bytes);
  }
}

}  // namespace
}  // namespace samsyn

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  // A copy of its own size, so that reading past its end is seen at once.
  const samsyn::Bytes rest(data + 1, data + size);
  samsyn::Try(static_cast<samsyn::WireKind>(data[0] % samsyn::kWireKinds), rest);
  return 0;
}
