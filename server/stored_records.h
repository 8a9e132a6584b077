// What the JetStream journal's messages hold, as bytes: batches of updates, batches of the access log, and meetings.
// README.md describes the format. Every message ends with a checksum over its bytes and over where it belongs, so that
// damage, and a message in a wrong place, are errors and never wrong content. Decoding never throws and never trusts.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/journal.h"
#include "shared/base/bytes.h"
#include "shared/base/result.h"

namespace samsyn {

// Updates of one document whose sequence numbers follow each other, as one relay stored them in one turn.
struct UpdateBatch {
  std::vector<StoredUpdate> updates;  // at least one
};

// Entries of one meeting's access log whose sequence numbers follow each other. `id` is random: entries that were
// stored with a change of access are copied into the log later, and this says that it has been done.
struct LogBatch {
  std::uint64_t id = 0;
  std::vector<LogEntry> entries;
};

// Everything about a meeting but its updates and its access log. `version` is 1, 2, 3 … : of two with the same, the one
// that was stored first counts, and the other was never decided.
struct MeetingRecord {
  std::uint64_t version = 1;
  JournalMeeting meeting;
  std::vector<ReplacedLink> replaced;
  std::string room;  // random; names the subjects that hold the meeting's documents
  LogBatch waiting;  // what the last change has to tell the access log; without sequence numbers
};

// A meeting that was deleted. `room`: what of it may still be stored; empty when nothing is.
struct Tombstone {
  std::uint64_t version = 1;
  std::int64_t at = 0;
  std::string room;
};

using StoredRecord = std::variant<MeetingRecord, Tombstone>;
[[nodiscard]] std::uint64_t VersionOf(const StoredRecord& record);

// What every message ends with is added to what it says.
[[nodiscard]] Bytes WithChecksum(ByteView content, std::string_view place);

// `place` is the subject the bytes are stored under.
[[nodiscard]] Bytes EncodeBatch(std::span<const StoredUpdate> updates, std::string_view place);
[[nodiscard]] Result<UpdateBatch> DecodeUpdateBatch(ByteView bytes, std::string_view place);
[[nodiscard]] Bytes EncodeBatch(const LogBatch& batch, std::string_view place);
[[nodiscard]] Result<LogBatch> DecodeLogBatch(ByteView bytes, std::string_view place);
[[nodiscard]] Bytes EncodeRecord(const StoredRecord& record, std::string_view place);
[[nodiscard]] Result<StoredRecord> DecodeRecord(ByteView bytes, std::string_view place);

}  // namespace samsyn
