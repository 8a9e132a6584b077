// Meetings in the key-value bucket: who may do what, links and keys, in one value that is replaced as a whole, on the
// condition that it is the one that was known.
#include <algorithm>

#include "server/hex.h"
#include "server/jetstream_store.h"
#include "server/limits.h"

namespace samsyn {
namespace {

// Beside the value itself, in a message.
constexpr std::size_t kMessageOverhead = 1024;
// Of updates in one message that is part of a new meeting.
constexpr std::size_t kLogBatchBytes = 256 * 1024;

// What is stored of them all, or the first that contradicts another one.
Result<CachedMeeting> Rehearse(const JournalMeeting& meeting, std::span<const JournalEntry> entries) {
  CachedMeeting rehearsed;
  rehearsed.record.meeting = meeting;
  rehearsed.record.meeting.keys.clear();
  if (!AddKeys(rehearsed.record.meeting.keys, meeting.keys)) {
    return Error{ErrorCode::kConflict, "a participant or a key that is there twice"};
  }
  for (const JournalEntry& entry : entries) {
    if (meeting.access.Find(entry.participant) == nullptr) {
      return Error{ErrorCode::kConflict, "an update by a participant who is not in the meeting"};
    }
    const Decision decision = Decide(rehearsed, entry, {}, {});
    if (!decision.is_new) {
      return Error{ErrorCode::kConflict, "an update that contradicts an earlier one (replica " +
                                             std::to_string(entry.replica) + ", counter " +
                                             std::to_string(entry.counter) + ")"};
    }
    rehearsed.Add(
        entry.document, 0,
        {{decision.outcome.sequence, entry.participant, entry.replica, entry.counter, entry.payload, entry.at}});
  }
  return rehearsed;
}

}  // namespace

Status JetStreamJournal::Store::PutRecord(CachedMeeting& meeting, StoredRecord record) {
  const std::uint64_t version = meeting.revision == 0 ? 1 : meeting.record.version + 1;
  std::visit([&](auto& content) { content.version = version; }, record);
  const std::string subject = RecordSubject(meeting.key);
  Publication publication{subject, EncodeRecord(record, subject), meeting.last_place};
  if (publication.payload.size() + kMessageOverhead > link->MaxPayload()) {
    return Error{ErrorCode::kTooLarge,
                 "a meeting's participants, links and keys are more than NATS takes in one "
                 "message; give its servers a larger max_payload"};
  }
  const PublicationOutcome outcome = link->Publish(std::span(&publication, 1))[0];
  const Error other{ErrorCode::kConflict, "another relay has changed the meeting"};
  if (outcome.kind == PublicationOutcome::Kind::kUnknown) {
    meeting.is_uncertain = true;
    return link->Away();
  }
  if (outcome.kind == PublicationOutcome::Kind::kMovedOn) {
    if (const Status known = Refresh(meeting); !known) return known;
    return other;
  }
  Result<std::optional<CurrentRecord>> current = ReadRecord(meeting.key, meeting.revision);
  if (!current || !current.Value() || VersionOf(current.Value()->record) < version) {
    // A leader that has just begun may not show yet what was stored.
    meeting.is_uncertain = true;
    return current ? Error{ErrorCode::kUnavailable, "NATS does not show what it has stored"} : current.GetError();
  }
  const std::uint64_t last_place = current.Value()->last_place;
  const bool counts = current.Value()->place == outcome.place ||
                      std::ranges::find(current.Value()->earlier, outcome.place) != current.Value()->earlier.end();
  if (!counts) {
    // Somebody else's was stored first.
    static_cast<void>(link->Erase(kMeetingsStream, std::span(&outcome.place, 1)));
    meeting.last_place = std::max(meeting.last_place, last_place);
    TakeRecord(meeting, std::move(current.Value()->record), current.Value()->place);
    return other;
  }
  // What is replaced has old links and keys. When this fails, it is gone with the meeting.
  static_cast<void>(link->Erase(kMeetingsStream, current.Value()->outdated));
  meeting.last_place = last_place;
  meeting.revision = outcome.place;
  if (auto* content = std::get_if<MeetingRecord>(&record)) {
    meeting.record = std::move(*content);
  } else {
    meeting.is_purged = true;
  }
  // A later one may be there already, decided on this one.
  if (current.Value()->place != outcome.place) {
    TakeRecord(meeting, std::move(current.Value()->record), current.Value()->place);
  }
  return OkStatus();
}

// The meeting is there when its record is: what was stored of it before that, nobody can find.
Status JetStreamJournal::Store::Create(const JournalMeeting& meeting, std::span<const JournalEntry> entries) {
  if (IsAway()) return Away();
  const Result<CachedMeeting*> existing = Find(meeting.id);
  if (existing) return Error{ErrorCode::kConflict, "the meeting exists already"};
  if (existing.GetError().code != ErrorCode::kNotFound) return existing.GetError();
  Result<CachedMeeting> rehearsed = Rehearse(meeting, entries);
  if (!rehearsed) return rehearsed.GetError();
  MeetingRecord record = rehearsed.Value().record;
  record.room = RandomHex(16);
  record.waiting = {RandomNumber(), {{0, meeting.created, LogEvent::kCreated, {}, {}, {}}}};
  const std::string key = MeetingKey(meeting.id);
  if (const Status due = PutDue(key, meeting.access.purge_at); !due) return due;
  for (int kind = 0; kind < kDocumentKindCount; ++kind) {
    const auto document = static_cast<DocumentKind>(kind);
    const std::string subject = DocumentSubject(record.room, document);
    std::span<const StoredUpdate> rest = rehearsed.Value().Of(document).updates;
    std::uint64_t last = 0;
    while (!rest.empty()) {
      std::size_t count = 0;
      for (std::size_t bytes = 0; count < rest.size(); ++count) {
        bytes += rest[count].payload.size() + kUpdateOverheadBytes;
        if (bytes > kLogBatchBytes && count > 0) break;
      }
      const Publication publication{subject, EncodeBatch(rest.first(count), subject), last};
      const PublicationOutcome outcome = link->Publish(std::span(&publication, 1))[0];
      if (outcome.kind != PublicationOutcome::Kind::kStored) return link->Away();
      last = outcome.place;
      rest = rest.subspan(count);
    }
  }
  CachedMeeting made;
  made.key = key;
  made.record.meeting.id = meeting.id;
  const Status put = PutRecord(made, std::move(record));
  if (!put && put.GetError().code == ErrorCode::kConflict) {
    return Error{ErrorCode::kConflict, "the meeting exists already, or is deleted for good"};
  }
  if (!put) return put;
  // If this fails the record still has it, and whoever reads the log puts it there first.
  if (const Result<CachedMeeting*> loaded = Load(meeting.id)) static_cast<void>(LogWaiting(*loaded.Value()));
  return OkStatus();
}

Status JetStreamJournal::SaveAccess(std::string_view meeting, const MeetingAccess& access,
                                    std::span<const TokenHash> token_hashes, std::span<const KeyFor> new_keys,
                                    std::span<const LogEntry> entries) {
  store_->Hear();
  const Result<CachedMeeting*> found = store_->Load(meeting);
  if (!found) return found.GetError();
  CachedMeeting& cached = *found.Value();
  if (const Status logged = store_->LogWaiting(cached); !logged) return logged;
  // The journal knows of it and the relay does not: it has decided on what was before.
  if (store_->changed.contains(cached.Id())) {
    return Error{ErrorCode::kConflict, "another relay has changed the meeting"};
  }
  MeetingRecord record = cached.record;
  JournalMeeting& kept = record.meeting;
  for (std::size_t i = 0; i < kept.token_hashes.size(); ++i) {
    const std::string& participant = kept.access.participants[i].id;
    if (kept.token_hashes[i] == token_hashes[i]) continue;
    record.replaced.push_back({participant, kept.token_hashes[i]});
    std::erase_if(kept.keys, [&](const KeyFor& key) { return key.participant == participant; });
  }
  if (!AddKeys(kept.keys, new_keys)) return Error{ErrorCode::kConflict, "a key that is stored already"};
  if (access.purge_at != kept.access.purge_at) {
    if (const Status due = store_->PutDue(cached.key, access.purge_at); !due) return due;
  }
  kept.access = access;
  kept.token_hashes.assign(token_hashes.begin(), token_hashes.end());
  record.waiting = {RandomNumber(), {entries.begin(), entries.end()}};
  if (Status put = store_->PutRecord(cached, std::move(record)); !put) return put;
  static_cast<void>(store_->LogWaiting(cached));
  return OkStatus();
}

}  // namespace samsyn
