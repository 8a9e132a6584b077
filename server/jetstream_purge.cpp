// Deleting a meeting so that its bytes are gone from the servers' files too: a tombstone takes its place first, so that
// nobody finds it any more; then every message of it is overwritten where it is stored. A tombstone remembers the room
// until that is done, and any relay does it when the one that began it cannot.
//
// What is to be deleted when is found by keys of its own, d.<day>.<meeting>: a relay looks at one day's, and not at all
// meetings. They are only hints: the meeting's record decides.
#include <algorithm>
#include <charconv>

#include "server/jetstream_store.h"

namespace samsyn {
namespace {

constexpr std::int64_t kDay = std::int64_t{24} * 3600 * 1000;
constexpr const char* kDueSubjects = "$KV.SAMSYN.d.";

// Day 0 is looked at always.
std::int64_t DayOf(std::int64_t time) { return std::max<std::int64_t>(time, 0) / kDay; }

std::string DueSubject(std::int64_t day, const std::string& meeting_key) {
  return kDueSubjects + std::to_string(day) + "." + meeting_key;
}

}  // namespace

Status JetStreamJournal::Store::PutDue(const std::string& meeting_key, std::int64_t purge_at) {
  const Publication publication{DueSubject(DayOf(purge_at), meeting_key), {}, std::nullopt};
  if (link->Publish(std::span(&publication, 1))[0].kind != PublicationOutcome::Kind::kStored) return link->Away();
  return OkStatus();
}

Status JetStreamJournal::Store::EraseAll(const std::string& stream, const std::string& subjects, std::uint64_t except) {
  const Result<std::vector<NatsMessage>> messages = link->Read(stream, subjects, 0);
  if (!messages) return messages.GetError();
  std::vector<std::uint64_t> places;
  for (const NatsMessage& message : messages.Value()) {
    if (message.place != except) places.push_back(message.place);
  }
  return link->Erase(stream, places);
}

Status JetStreamJournal::Store::Purge(std::string_view id, std::int64_t at) {
  Hear();
  const Result<CachedMeeting*> found = Find(id);
  if (!found) return found.GetError();
  CachedMeeting& meeting = *found.Value();
  if (const Status due = PutDue(meeting.key, 0); !due) return due;
  const std::string key = meeting.key;
  const std::string room = meeting.record.room;
  if (const Status put = PutRecord(meeting, Tombstone{0, at, room}); !put) {
    if (meeting.is_purged) return Error{ErrorCode::kNotFound, "no such meeting"};
    return put;
  }
  const Tombstone tombstone{meeting.record.version + 1, at, room};
  Forget(meeting);
  // The meeting is gone for everybody. When the rest fails, DuePurges tries again and says so.
  static_cast<void>(Wipe(key, tombstone));
  return OkStatus();
}

Status JetStreamJournal::Store::Wipe(const std::string& meeting_key, const Tombstone& tombstone) {
  const std::string subject = RecordSubject(meeting_key);
  if (const Status erased = EraseAll(kUpdatesStream, "samsyn.u." + tombstone.room + ".*"); !erased) return erased;
  const Publication publication{subject, EncodeRecord(Tombstone{tombstone.version + 1, tombstone.at, {}}, subject),
                                std::nullopt};
  const PublicationOutcome outcome = link->Publish(std::span(&publication, 1))[0];
  if (outcome.kind != PublicationOutcome::Kind::kStored) return link->Away();
  const Result<std::optional<CurrentRecord>> current = ReadRecord(meeting_key);
  if (!current) return current.GetError();
  // Another relay may do the same; what counts then is as good.
  if (current.Value()) {
    if (const Status erased = link->Erase(kMeetingsStream, current.Value()->outdated); !erased) return erased;
  }
  return EraseAll(kMeetingsStream, kDueSubjects + std::string("*.") + meeting_key);
}

Status JetStreamJournal::Store::LookAt(const std::string& due_subject, std::int64_t now,
                                       std::vector<std::string>& due) {
  const std::string key(SubjectPart(due_subject, 4));
  const Result<std::optional<CurrentRecord>> stored = ReadRecord(key);
  if (!stored) return stored.GetError();
  if (!stored.Value()) return EraseAll(kMeetingsStream, due_subject);
  if (const auto* tombstone = std::get_if<Tombstone>(&stored.Value()->record)) {
    if (!tombstone->room.empty()) return Wipe(key, *tombstone);
    return EraseAll(kMeetingsStream, due_subject);
  }
  const JournalMeeting& meeting = std::get<MeetingRecord>(stored.Value()->record).meeting;
  const std::int64_t purge_at = meeting.access.purge_at;
  if (purge_at != 0 && purge_at <= now) {
    if (std::ranges::find(due, meeting.id) == due.end()) due.push_back(meeting.id);
    return OkStatus();
  }
  // On day 0 it may be a meeting that somebody is deleting at this moment.
  std::int64_t day = 0;
  const std::string_view text = SubjectPart(due_subject, 3);
  std::from_chars(text.data(), text.data() + text.size(), day);
  if (day == 0 || day == DayOf(purge_at)) return OkStatus();
  return EraseAll(kMeetingsStream, due_subject);
}

Result<std::vector<std::string>> JetStreamJournal::Store::DuePurges(std::int64_t now) {
  if (IsAway()) return Away();
  Hear();
  const std::int64_t today = DayOf(now);
  std::vector<std::string> days = {"0"};
  // At the start, and after the clock was changed, it may be any day.
  if (looked_for_due == 0 || today < looked_for_due || today > looked_for_due + 1) {
    days = {"*"};
  } else {
    for (std::int64_t day = std::max<std::int64_t>(looked_for_due, 1); day <= today; ++day) {
      days.push_back(std::to_string(day));
    }
  }
  std::vector<std::string> due;
  Status looked = OkStatus();
  for (const std::string& day : days) {
    const Result<std::vector<NatsMessage>> keys =
        link->Read(kMeetingsStream, kDueSubjects + day + ".*", 0, NatsLink::Which::kLastOfEach);
    if (!keys) return keys.GetError();
    for (const NatsMessage& key : keys.Value()) {
      std::int64_t when = 0;
      const std::string_view text = SubjectPart(key.subject, 3);
      std::from_chars(text.data(), text.data() + text.size(), when);
      if (when > today) continue;
      // One that is damaged must not keep the others.
      if (Status one = LookAt(key.subject, now, due); !one) looked = one;
    }
  }
  for (const std::string& room : std::exchange(rooms_to_wipe, {})) {
    const Status erased = EraseAll(kUpdatesStream, "samsyn.u." + room + ".*");
    if (erased) continue;
    rooms_to_wipe.insert(room);
    looked = erased;
  }
  if (!looked && due.empty()) return looked.GetError();
  looked_for_due = today;
  return due;
}

}  // namespace samsyn
