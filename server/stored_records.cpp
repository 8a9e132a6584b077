#include "server/stored_records.h"

#include <sodium.h>

#include <array>
#include <cstring>
#include <utility>

namespace samsyn {
namespace {

// The first byte of every message, and the second is its version.
enum class Kind : std::uint8_t { kUpdates = 'U', kLog = 'L', kMeeting = 'M', kTombstone = 'T' };
constexpr std::uint8_t kVersion = 1;

constexpr std::size_t kChecksumBytes = crypto_shorthash_BYTES;
constexpr std::size_t kMaxRoomBytes = 64;
// Nothing that is stored in one message has more of anything.
constexpr std::uint64_t kMostOfAnything = 1'000'000;

std::array<unsigned char, kChecksumBytes> ChecksumOf(ByteView bytes, std::string_view place) {
  static constexpr std::array<unsigned char, crypto_shorthash_KEYBYTES> kKey = {'s', 'a', 'm', 's', 'y', 'n'};
  ByteWriter all;
  all.Text(place);
  all.Raw(bytes);
  std::array<unsigned char, kChecksumBytes> hash{};
  crypto_shorthash(hash.data(), all.View().data(), all.Size(), kKey.data());
  return hash;
}

ByteWriter Begin(Kind kind) {
  ByteWriter out;
  out.Byte(static_cast<std::uint8_t>(kind));
  out.Byte(kVersion);
  return out;
}

Error Damaged(const char* what) { return {ErrorCode::kUnavailable, std::string("a stored ") + what + " is damaged"}; }

struct Opened {
  Kind kind = Kind::kUpdates;
  ByteReader in;
};

Result<Opened> Open(ByteView bytes, std::string_view place, const char* what) {
  if (bytes.size() < 2 + kChecksumBytes) return Damaged(what);
  const ByteView content = bytes.first(bytes.size() - kChecksumBytes);
  const auto checksum = ChecksumOf(content, place);
  if (std::memcmp(checksum.data(), bytes.data() + content.size(), kChecksumBytes) != 0) return Damaged(what);
  ByteReader in(content);
  const auto kind = static_cast<Kind>(in.Byte());
  if (in.Byte() != kVersion) {
    return Error{ErrorCode::kUnsupported, std::string("a stored ") + what + " is from a newer version of Samsyn"};
  }
  return Opened{kind, in};
}

// A count of things that take at least a byte each.
std::uint64_t ReadCount(ByteReader& in) {
  const std::uint64_t count = in.VarintUpTo(kMostOfAnything);
  if (count > in.Remaining()) in.Fail();
  return in.Failed() ? 0 : count;
}

void WriteLog(ByteWriter& out, const LogBatch& batch) {
  out.Fixed64(batch.id);
  out.Varint(batch.entries.size());
  for (const LogEntry& entry : batch.entries) Write(out, entry);
}

LogBatch ReadLog(ByteReader& in) {
  LogBatch batch;
  batch.id = in.Fixed64();
  for (std::uint64_t left = ReadCount(in); left > 0 && !in.Failed(); --left) batch.entries.push_back(ReadLogEntry(in));
  return batch;
}

Result<StoredRecord> ReadMeeting(ByteReader& in) {
  MeetingRecord record;
  record.version = in.VarintUpTo(kMaxCounter);
  JournalMeeting& meeting = record.meeting;
  meeting.id = in.Text(kMaxIdBytes);
  record.room = in.Text(kMaxRoomBytes);
  meeting.created = in.SignedVarint();
  meeting.access = ReadMeetingAccess(in);
  for (std::size_t i = 0; i < meeting.access.participants.size() && !in.Failed(); ++i) {
    meeting.token_hashes.push_back(ReadTokenHash(in));
  }
  for (std::uint64_t left = ReadCount(in); left > 0 && !in.Failed(); --left) {
    std::string participant = in.Text(kMaxIdBytes);
    record.replaced.push_back({std::move(participant), ReadTokenHash(in)});
  }
  for (std::uint64_t left = ReadCount(in); left > 0 && !in.Failed(); --left) meeting.keys.push_back(ReadKeyFor(in));
  record.waiting = ReadLog(in);
  if (!in.Finished()) return Damaged("meeting");
  return StoredRecord(std::move(record));
}

}  // namespace

Bytes WithChecksum(ByteView content, std::string_view place) {
  Bytes bytes(content.begin(), content.end());
  const auto checksum = ChecksumOf(content, place);
  bytes.insert(bytes.end(), checksum.begin(), checksum.end());
  return bytes;
}

std::uint64_t VersionOf(const StoredRecord& stored) {
  return std::visit([](const auto& record) { return record.version; }, stored);
}

Bytes EncodeBatch(std::span<const StoredUpdate> updates, std::string_view place) {
  ByteWriter out = Begin(Kind::kUpdates);
  out.Varint(updates.front().sequence);
  out.Varint(updates.size());
  for (const StoredUpdate& update : updates) {
    out.Text(update.participant);
    out.Fixed64(update.replica);
    out.Varint(update.counter);
    out.SignedVarint(update.at);
    out.Blob(update.payload);
  }
  return WithChecksum(out.View(), place);
}

Result<UpdateBatch> DecodeUpdateBatch(ByteView bytes, std::string_view place) {
  constexpr const char* kWhat = "update of a document";
  Result<Opened> opened = Open(bytes, place, kWhat);
  if (!opened) return opened.GetError();
  ByteReader& in = opened.Value().in;
  UpdateBatch batch;
  const std::uint64_t first = in.VarintUpTo(kMaxCounter);
  const std::uint64_t count = ReadCount(in);
  if (opened.Value().kind != Kind::kUpdates || first == 0 || count == 0) return Damaged(kWhat);
  for (std::uint64_t i = 0; i < count && !in.Failed(); ++i) {
    StoredUpdate update;
    update.sequence = first + i;
    update.participant = in.Text(kMaxIdBytes);
    update.replica = in.Fixed64();
    update.counter = in.VarintUpTo(kMaxCounter);
    update.at = in.SignedVarint();
    const ByteView payload = in.Blob(kMaxUpdateBytes);
    update.payload.assign(payload.begin(), payload.end());
    batch.updates.push_back(std::move(update));
  }
  if (!in.Finished()) return Damaged(kWhat);
  return batch;
}

Bytes EncodeBatch(const LogBatch& batch, std::string_view place) {
  ByteWriter out = Begin(Kind::kLog);
  WriteLog(out, batch);
  return WithChecksum(out.View(), place);
}

Result<LogBatch> DecodeLogBatch(ByteView bytes, std::string_view place) {
  constexpr const char* kWhat = "entry of the access log";
  Result<Opened> opened = Open(bytes, place, kWhat);
  if (!opened) return opened.GetError();
  LogBatch batch = ReadLog(opened.Value().in);
  if (opened.Value().kind != Kind::kLog || batch.entries.empty() || !opened.Value().in.Finished()) {
    return Damaged(kWhat);
  }
  return batch;
}

Bytes EncodeRecord(const StoredRecord& stored, std::string_view place) {
  if (const auto* tombstone = std::get_if<Tombstone>(&stored)) {
    ByteWriter out = Begin(Kind::kTombstone);
    out.Varint(tombstone->version);
    out.SignedVarint(tombstone->at);
    out.Text(tombstone->room);
    return WithChecksum(out.View(), place);
  }
  const auto& record = std::get<MeetingRecord>(stored);
  ByteWriter out = Begin(Kind::kMeeting);
  out.Varint(record.version);
  out.Text(record.meeting.id);
  out.Text(record.room);
  out.SignedVarint(record.meeting.created);
  Write(out, record.meeting.access);
  for (const TokenHash& hash : record.meeting.token_hashes) out.Raw(hash);
  out.Varint(record.replaced.size());
  for (const ReplacedLink& link : record.replaced) {
    out.Text(link.participant);
    out.Raw(link.token_hash);
  }
  out.Varint(record.meeting.keys.size());
  for (const KeyFor& key : record.meeting.keys) Write(out, key);
  WriteLog(out, record.waiting);
  return WithChecksum(out.View(), place);
}

Result<StoredRecord> DecodeRecord(ByteView bytes, std::string_view place) {
  Result<Opened> opened = Open(bytes, place, "meeting");
  if (!opened) return opened.GetError();
  ByteReader& in = opened.Value().in;
  if (opened.Value().kind == Kind::kMeeting) return ReadMeeting(in);
  Tombstone tombstone;
  tombstone.version = in.VarintUpTo(kMaxCounter);
  tombstone.at = in.SignedVarint();
  tombstone.room = in.Text(kMaxRoomBytes);
  if (opened.Value().kind != Kind::kTombstone || !in.Finished()) return Damaged("meeting");
  return StoredRecord(std::move(tombstone));
}

}  // namespace samsyn
