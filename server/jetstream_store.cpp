#include "server/jetstream_store.h"

#include <sodium.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <thread>
#include <tuple>

#include "server/hex.h"
#include "server/limits.h"
#include "shared/crypto/token.h"

namespace samsyn {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// Meetings that nobody is in and that were asked for lately.
constexpr std::size_t kUnusedInMemory = 64;
// What others have stored comes by itself in about a millisecond; after this long it is asked for.
constexpr milliseconds kHearFirst{50};
constexpr milliseconds kHearThen{20};
constexpr milliseconds kReadAgain{10};

constexpr std::string_view kLogName = "log";

}  // namespace

std::string MeetingKey(std::string_view id) { return Hex(HashToken(id)); }
std::string RecordSubject(std::string_view meeting_key) { return "$KV.SAMSYN.m." + std::string(meeting_key); }
std::string DocumentSubject(std::string_view room, DocumentKind document) {
  return "samsyn.u." + std::string(room) + "." + std::string(NameOf(document));
}
std::string LogSubject(std::string_view room) { return "samsyn.u." + std::string(room) + "." + std::string(kLogName); }

std::uint64_t RandomNumber() {
  std::uint64_t number = 0;
  randombytes_buf(&number, sizeof number);
  return number;
}

bool AddKeys(std::vector<KeyFor>& keys, std::span<const KeyFor> added) {
  const auto name_of = [](const KeyFor& key) { return std::tie(key.participant, key.key.document, key.key.number); };
  keys.insert(keys.end(), added.begin(), added.end());
  std::ranges::sort(keys, {}, name_of);
  return std::ranges::adjacent_find(keys, {}, name_of) == keys.end();
}

void CachedMeeting::Add(DocumentKind document, std::uint64_t place, std::vector<StoredUpdate> updates) {
  CachedDocument& cached = Of(document);
  cached.last_place = place;
  for (StoredUpdate& update : updates) {
    cached.replicas[update.replica].push_back({update.counter, update.sequence});
    owners.try_emplace(update.replica, update.participant);
    bytes += update.payload.size() + kUpdateOverheadBytes;
    cached.updates.push_back(std::move(update));
  }
}

void CachedMeeting::Add(std::uint64_t place, LogBatch batch) {
  log.last_place = place;
  log.batches.insert(batch.id);
  for (LogEntry& entry : batch.entries) {
    if (entry.event == LogEvent::kConsentExpired) expiry_logged = std::max(expiry_logged, entry.at);
    log.entries.push_back(std::move(entry));
  }
}

std::uint64_t CachedMeeting::PlaceOf(std::string_view name) const {
  for (std::size_t i = 0; i < documents.size(); ++i) {
    if (NameOf(static_cast<DocumentKind>(i)) == name) return documents[i].last_place;
  }
  return log.last_place;
}

std::uint64_t CachedMeeting::SequenceOf(std::string_view name) const {
  for (std::size_t i = 0; i < documents.size(); ++i) {
    if (NameOf(static_cast<DocumentKind>(i)) == name) return documents[i].updates.size();
  }
  return log.entries.size();
}

JetStreamJournal::Store::Store(std::unique_ptr<NatsLink> opened)
    : link(std::move(opened)),
      updates_feed(*link, {kUpdatesStream, "samsyn.u.*.*", 2, [this] { Wake(); }}),
      meetings_feed(*link, {kMeetingsStream, "$KV.SAMSYN.m.*", 3, [this] { Wake(); }}),
      bus(*link, [this] { Wake(); }) {}

void JetStreamJournal::Store::Wake() {
  const std::unique_lock lock(wake_mutex);
  if (wake) wake();
}

void JetStreamJournal::Store::WakeWith(std::function<void()> how) {
  const std::unique_lock lock(wake_mutex);
  wake = std::move(how);
}

Error JetStreamJournal::Store::Away() const {
  if (link->IsAway()) return link->Away();
  return {ErrorCode::kUnavailable, "NATS does not tell what other relays store"};
}

Result<CachedMeeting*> JetStreamJournal::Store::Find(std::string_view id) {
  if (IsAway()) return Away();
  const Error none{ErrorCode::kNotFound, "no such meeting"};
  if (const auto found = meetings.find(id); found != meetings.end()) {
    CachedMeeting& meeting = *found->second;
    meeting.used = ++uses;
    if (meeting.is_uncertain) {
      if (const Status known = Refresh(meeting); !known) return known.GetError();
    }
    if (meeting.is_purged) return none;
    return &meeting;
  }
  const std::string key = MeetingKey(id);
  // Before it is read, so that nothing is missed in between.
  meetings_feed.Watch(key);
  auto meeting = std::make_unique<CachedMeeting>();
  meeting->key = key;
  meeting->used = ++uses;
  const Status known = Refresh(*meeting);
  if (!known || meeting->is_purged || meeting->revision == 0 || meeting->Id() != id) {
    meetings_feed.Unwatch(key);
    return known ? none : known.GetError();
  }
  CachedMeeting* added = meeting.get();
  by_key.emplace(key, added);
  meetings.emplace(std::string(id), std::move(meeting));
  return added;
}

// Of several messages with the same version the first one counts: the others were written by who did not know of it.
// The leader is asked for one after the other. There are one or two, and a consumer that starts while messages are
// erased was seen to bring nats-server 2.9.10 to a stop.
Result<std::optional<CurrentRecord>> JetStreamJournal::Store::ReadRecord(const std::string& meeting_key,
                                                                         std::uint64_t from) {
  const std::string subject = RecordSubject(meeting_key);
  std::optional<CurrentRecord> current;
  std::vector<std::uint64_t> earlier;
  std::vector<std::uint64_t> outdated;
  while (true) {
    const Result<std::optional<NatsMessage>> message = link->Next(kMeetingsStream, subject, from);
    if (!message) return message.GetError();
    if (!message.Value()) break;
    const std::uint64_t place = message.Value()->place;
    from = place + 1;
    Result<StoredRecord> record = DecodeRecord(message.Value()->payload, subject);
    if (!record) return record.GetError();
    if (current && VersionOf(record.Value()) <= VersionOf(current->record)) {
      outdated.push_back(place);
    } else {
      if (current) earlier.push_back(current->place);
      current = CurrentRecord{std::move(record.Value()), place, 0, {}, {}};
    }
    current->last_place = place;
  }
  if (!current) return current;
  outdated.insert(outdated.end(), earlier.begin(), earlier.end());
  current->earlier = std::move(earlier);
  current->outdated = std::move(outdated);
  return current;
}

Status JetStreamJournal::Store::Refresh(CachedMeeting& meeting) {
  Result<std::optional<CurrentRecord>> current = ReadRecord(meeting.key, meeting.revision);
  if (!current) return current.GetError();
  if (!current.Value()) {
    meeting.is_purged = true;
    return OkStatus();
  }
  meeting.last_place = std::max(meeting.last_place, current.Value()->last_place);
  TakeRecord(meeting, std::move(current.Value()->record), current.Value()->place);
  meeting.is_uncertain = false;
  return OkStatus();
}

void JetStreamJournal::Store::TakeRecord(CachedMeeting& meeting, StoredRecord record, std::uint64_t place) {
  const bool is_new = meeting.revision == 0;
  if (!is_new && (meeting.is_purged || VersionOf(record) <= meeting.record.version)) return;
  meeting.revision = place;
  if (auto* content = std::get_if<MeetingRecord>(&record)) {
    meeting.record = std::move(*content);
  } else {
    meeting.is_purged = true;
    if (!is_new) rooms_to_wipe.insert(meeting.record.room);
  }
  if (!is_new && meeting.is_kept) changed.insert(meeting.Id());
}

Result<CachedMeeting*> JetStreamJournal::Store::Load(std::string_view id) {
  const Result<CachedMeeting*> found = Find(id);
  if (!found || found.Value()->is_loaded) return found;
  CachedMeeting& meeting = *found.Value();
  const std::string& room = meeting.record.room;
  updates_feed.Watch(room);
  by_room[room] = &meeting;
  if (const Status read = ReadRoom(meeting); !read) {
    // Half of it is worse than nothing.
    Forget(meeting);
    return read.GetError();
  }
  meeting.is_loaded = true;
  return &meeting;
}

// The leader says how much there is; what is read may come from a server that does not have all of it yet.
Status JetStreamJournal::Store::ReadRoom(CachedMeeting& meeting) {
  const std::string subjects = "samsyn.u." + meeting.record.room + ".*";
  std::uint64_t count = 0;
  if (is_clustered) {
    const Result<nlohmann::json> info =
        link->Ask(std::string("STREAM.INFO.") + kUpdatesStream, {{"subjects_filter", subjects}});
    if (!info) return info.GetError();
    const nlohmann::json state = info.Value().value("state", nlohmann::json::object());
    const nlohmann::json counts = state.value("subjects", nlohmann::json::object());
    for (const auto& [subject, messages] : counts.items()) {
      if (messages.is_number_unsigned()) count += messages.get<std::uint64_t>();
    }
  }
  const auto deadline = steady_clock::now() + kNatsPatience;
  while (true) {
    const Result<std::vector<NatsMessage>> messages = link->Read(kUpdatesStream, subjects, 0);
    if (!messages) return messages.GetError();
    Status taken = OkStatus();
    for (const NatsMessage& message : messages.Value()) {
      if (taken) taken = Take(meeting, message);
    }
    // Which server is asked is chosen by NATS, and not all of them have everything after they were killed.
    if (!taken && taken.GetError().code != ErrorCode::kOutOfRange) return taken;
    if (taken && messages.Value().size() >= count) return OkStatus();
    if (steady_clock::now() > deadline) {
      return taken ? Error{ErrorCode::kUnavailable, "NATS does not show what it has stored"} : taken.GetError();
    }
    std::this_thread::sleep_for(kReadAgain);
  }
}

Status JetStreamJournal::Store::HearPlace(CachedMeeting& meeting, const std::string& subject, std::uint64_t place) {
  const std::string_view name = SubjectPart(subject, 3);
  const auto deadline = steady_clock::now() + kNatsPatience;
  while (meeting.PlaceOf(name) < place) {
    if (steady_clock::now() > deadline) {
      return Error{ErrorCode::kUnavailable, "NATS does not show what it has stored"};
    }
    CatchUp(meeting, subject, meeting.PlaceOf(name));
  }
  return OkStatus();
}

Status JetStreamJournal::Store::ReadFrom(CachedMeeting& meeting, const std::string& subjects, std::uint64_t from) {
  const Result<std::vector<NatsMessage>> messages = link->Read(kUpdatesStream, subjects, from);
  if (!messages) return messages.GetError();
  for (const NatsMessage& message : messages.Value()) {
    if (const Status taken = Take(meeting, message); !taken) return taken;
  }
  return OkStatus();
}

// kOutOfRange: something between this and what is known was not heard.
Status JetStreamJournal::Store::Take(CachedMeeting& meeting, const NatsMessage& message) {
  const auto gap = [&](std::uint64_t number, std::uint64_t expected) {
    return Error{ErrorCode::kOutOfRange, "stored updates or log entries are missing: message " +
                                             std::to_string(message.place) + " of " + kUpdatesStream + " begins with " +
                                             std::to_string(number) + ", not " + std::to_string(expected)};
  };
  const std::string_view name = SubjectPart(message.subject, 3);
  if (name == kLogName) {
    if (message.place <= meeting.log.last_place) return OkStatus();
    Result<LogBatch> batch = DecodeLogBatch(message.payload, message.subject);
    if (!batch) return batch.GetError();
    std::uint64_t expected = meeting.log.entries.size();
    if (batch.Value().entries.front().sequence <= expected) {
      meeting.log.last_place = message.place;
      return OkStatus();
    }
    for (const LogEntry& entry : batch.Value().entries) {
      if (entry.sequence != ++expected) return gap(entry.sequence, expected);
    }
    meeting.Add(message.place, std::move(batch.Value()));
    return OkStatus();
  }
  for (int kind = 0; kind < kDocumentKindCount; ++kind) {
    const auto document = static_cast<DocumentKind>(kind);
    if (NameOf(document) != name) continue;
    if (message.place <= meeting.Of(document).last_place) return OkStatus();
    Result<UpdateBatch> batch = DecodeUpdateBatch(message.payload, message.subject);
    if (!batch) return batch.GetError();
    const std::uint64_t first = batch.Value().updates.front().sequence;
    const std::uint64_t expected = meeting.Of(document).updates.size() + 1;
    if (first < expected) {
      // Whoever wrote it did not know what had been stored before it. It does not count, and they write it again.
      meeting.Of(document).last_place = message.place;
      return OkStatus();
    }
    if (first != expected) return gap(first, expected);
    meeting.Add(document, message.place, std::move(batch.Value().updates));
    if (meeting.is_kept) advanced.emplace(meeting.Id(), document);
    return OkStatus();
  }
  return Error{ErrorCode::kUnsupported, "a document of a newer version of Samsyn"};
}

void JetStreamJournal::Store::Hear() {
  for (const NatsMessage& message : meetings_feed.Take()) HearRecord(message);
  for (const NatsMessage& message : updates_feed.Take()) HearUpdates(message);
}

void JetStreamJournal::Store::HearUpdates(const NatsMessage& message) {
  const auto found = by_room.find(std::string(SubjectPart(message.subject, 2)));
  if (found == by_room.end()) return;
  CachedMeeting& meeting = *found->second;
  if (!meeting.is_loaded || meeting.is_purged || Take(meeting, message)) return;
  // Something before it was missed, or what came is damaged: what is stored decides.
  const std::string_view name = SubjectPart(message.subject, 3);
  if (ReadFrom(meeting, message.subject, meeting.PlaceOf(name) + 1)) return;
  gaps.try_emplace(message.subject, Gap{meeting.SequenceOf(name) + 1, steady_clock::now()});
}

void JetStreamJournal::Store::HearRecord(const NatsMessage& message) {
  const auto found = by_key.find(std::string(SubjectPart(message.subject, 3)));
  if (found == by_key.end() || message.place <= found->second->last_place) return;
  CachedMeeting& meeting = *found->second;
  meeting.last_place = message.place;
  Result<StoredRecord> record = DecodeRecord(message.payload, message.subject);
  if (record && VersionOf(record.Value()) <= meeting.record.version + 1) {
    return TakeRecord(meeting, std::move(record.Value()), message.place);
  }
  // Something before it was missed, or it is damaged.
  meeting.is_uncertain = true;
  if (meeting.is_kept) changed.insert(meeting.Id());
}

void JetStreamJournal::Store::CatchUp(CachedMeeting& meeting, const std::string& subject, std::uint64_t known_place) {
  const auto is_heard = [&] { return meeting.PlaceOf(SubjectPart(subject, 3)) > known_place; };
  updates_feed.Wait(kHearFirst);
  Hear();
  if (is_heard()) return;
  static_cast<void>(ReadFrom(meeting, subject, known_place + 1));
  if (!is_heard()) updates_feed.Wait(kHearThen);
}

void JetStreamJournal::Store::Forget(CachedMeeting& meeting) {
  meetings_feed.Unwatch(meeting.key);
  updates_feed.Unwatch(meeting.record.room);
  by_key.erase(meeting.key);
  by_room.erase(meeting.record.room);
  meetings.erase(std::string(meeting.Id()));
}

void JetStreamJournal::Store::ForgetUnused() {
  std::vector<CachedMeeting*> unused;
  for (const auto& [id, meeting] : meetings) {
    if (!meeting->is_kept) unused.push_back(meeting.get());
  }
  if (unused.size() <= kUnusedInMemory) return;
  std::ranges::sort(unused, {}, [](const CachedMeeting* meeting) { return meeting->used; });
  for (std::size_t i = 0; i + kUnusedInMemory < unused.size(); ++i) Forget(*unused[i]);
}

}  // namespace samsyn
