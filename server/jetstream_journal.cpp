#include "server/jetstream_journal.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>

#include "server/jetstream_store.h"

namespace samsyn {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// Until a cluster that has just been started has chosen its leaders.
constexpr milliseconds kOpenPatience{30'000};
constexpr milliseconds kOpenAgain{250};
// Earlier values of a key are erased as soon as they are replaced; those that could not be are found among these.
constexpr int kHistory = 64;
constexpr std::int64_t kDuplicateWindow = 120'000'000'000;  // nanoseconds
// Who says that they have seen more than there is makes this relay ask the servers so often.
constexpr int kTriesToHear = 2;

const std::vector<std::string>& Probes() {
  // Among what the feeds hear, and of no meeting.
  static const std::vector<std::string> kProbes = {"samsyn.u.probe.probe", "$KV.SAMSYN.m.probe"};
  return kProbes;
}

nlohmann::json StreamConfig(const char* name, std::vector<std::string> subjects, int replicas) {
  return {{"name", name},
          {"subjects", std::move(subjects)},
          {"retention", "limits"},
          {"storage", "file"},
          {"discard", "new"},
          {"max_consumers", -1},
          {"max_msgs", -1},
          {"max_bytes", -1},
          {"max_age", 0},
          {"max_msgs_per_subject", -1},
          {"max_msg_size", -1},
          {"num_replicas", replicas},
          {"duplicate_window", kDuplicateWindow},
          {"allow_rollup_hdrs", true},
          {"deny_delete", false},
          {"deny_purge", false}};
}

// One that exists may have been given other limits or replicas by whoever runs the servers.
Result<int> MakeStream(NatsLink& link, const nlohmann::json& config) {
  const std::string name = config.at("name");
  const Result<nlohmann::json> info = link.Ask("STREAM.INFO." + name, nlohmann::json::object());
  if (!info) {
    const Result<nlohmann::json> made = link.Ask("STREAM.CREATE." + name, config);
    if (!made) return made.GetError();
    return config.at("num_replicas").get<int>();
  }
  const nlohmann::json there = info.Value().value("config", nlohmann::json::object());
  for (const char* what : {"subjects", "retention", "storage", "max_age"}) {
    if (there.value(what, nlohmann::json()) == config.at(what)) continue;
    return Error{ErrorCode::kUnsupported, "the stream " + name + " that NATS has is not one of Samsyn's: " + what};
  }
  const nlohmann::json copies = there.value("num_replicas", nlohmann::json());
  return copies.is_number_integer() ? copies.get<int>() : 0;
}

// How many servers keep each update.
Result<int> MakeStreams(NatsLink& link, int replicas) {
  const Result<int> made = MakeStream(link, StreamConfig(kUpdatesStream, {"samsyn.u.*.*", "samsyn.probe"}, replicas));
  if (!made) return made;
  nlohmann::json bucket = StreamConfig(kMeetingsStream, {"$KV.SAMSYN.>"}, replicas);
  bucket["max_msgs_per_subject"] = kHistory;
  const Result<int> bucket_made = MakeStream(link, bucket);
  return bucket_made ? made : bucket_made;
}

}  // namespace

JetStreamJournal::JetStreamJournal(std::unique_ptr<Store> store) : store_(std::move(store)) {}
JetStreamJournal::~JetStreamJournal() = default;

Result<std::unique_ptr<JetStreamJournal>> JetStreamJournal::Open(const NatsSettings& settings) {
  const auto end = steady_clock::now() + kOpenPatience;
  for (;;) {
    Error failure;
    Result<std::unique_ptr<NatsLink>> link = NatsLink::Connect(settings);
    if (link) {
      const Result<int> made = MakeStreams(*link.Value(), settings.replicas);
      if (made) {
        auto store = std::make_unique<Store>(std::move(link.Value()));
        store->is_clustered = made.Value() != 1;
        Status started = store->updates_feed.Start();
        if (started) started = store->meetings_feed.Start();
        if (started) started = store->bus.Start();
        if (started) return std::unique_ptr<JetStreamJournal>(new JetStreamJournal(std::move(store)));
        failure = started.GetError();
      } else {
        failure = made.GetError();
      }
    } else {
      failure = link.GetError();
    }
    if (failure.code != ErrorCode::kUnavailable || steady_clock::now() > end) return failure;
    std::this_thread::sleep_for(kOpenAgain);
  }
}

void JetStreamJournal::WakeWith(std::function<void()> wake) { store_->WakeWith(std::move(wake)); }
RelayBus& JetStreamJournal::Bus() { return store_->bus; }

Status JetStreamJournal::CreateMeeting(const JournalMeeting& meeting, std::span<const JournalEntry> entries) {
  store_->Hear();
  return store_->Create(meeting, entries);
}

Result<StoredMeeting> JetStreamJournal::FindMeeting(std::string_view meeting) {
  store_->Hear();
  store_->ForgetUnused();
  const Result<CachedMeeting*> found = store_->Load(meeting);
  if (!found) return found.GetError();
  const CachedMeeting& cached = *found.Value();
  // Who asks is told now.
  store_->changed.erase(cached.Id());
  StoredMeeting stored;
  stored.meeting = cached.record.meeting;
  stored.replaced = cached.record.replaced;
  stored.bytes = cached.bytes;
  stored.expiry_logged = cached.expiry_logged;
  for (const LogEntry& entry : cached.record.waiting.entries) {
    if (entry.event == LogEvent::kConsentExpired) stored.expiry_logged = std::max(stored.expiry_logged, entry.at);
  }
  for (std::size_t i = 0; i < cached.documents.size(); ++i) {
    stored.last_sequence[i] = cached.documents[i].updates.size();
  }
  return stored;
}

Status JetStreamJournal::AppendLog(std::span<const JournalLogEntry> entries) {
  store_->Hear();
  if (store_->IsAway()) return store_->Away();
  std::vector<std::pair<CachedMeeting*, LogBatch>> batches;
  for (const JournalLogEntry& entry : entries) {
    const Result<CachedMeeting*> meeting = store_->Load(entry.meeting);
    if (!meeting && meeting.GetError().code == ErrorCode::kNotFound) continue;
    if (!meeting) return meeting.GetError();
    const auto batch = std::ranges::find(batches, meeting.Value(), [](const auto& known) { return known.first; });
    if (batch != batches.end()) {
      batch->second.entries.push_back(entry.entry);
      continue;
    }
    if (const Status logged = store_->LogWaiting(*meeting.Value()); !logged) return logged;
    batches.push_back({meeting.Value(), {RandomNumber(), {entry.entry}}});
  }
  return store_->AppendLogs(std::move(batches));
}

Result<std::vector<LogEntry>> JetStreamJournal::ReadLog(std::string_view meeting, std::uint64_t after,
                                                        std::size_t limit) {
  store_->Hear();
  const Result<CachedMeeting*> found = store_->Load(meeting);
  if (!found) return found.GetError();
  if (const Status logged = store_->LogWaiting(*found.Value()); !logged) return logged.GetError();
  const std::vector<LogEntry>& all = found.Value()->log.entries;
  std::vector<LogEntry> entries;
  for (std::size_t i = std::min<std::uint64_t>(after, all.size()); i < all.size() && entries.size() < limit; ++i) {
    entries.push_back(all[i]);
  }
  return entries;
}

Status JetStreamJournal::Purge(std::string_view meeting, std::int64_t at) { return store_->Purge(meeting, at); }

Result<bool> JetStreamJournal::WasPurged(std::string_view meeting) {
  if (store_->IsAway()) return store_->Away();
  const Result<std::optional<CurrentRecord>> current = store_->ReadRecord(MeetingKey(meeting));
  if (!current) return current.GetError();
  return current.Value() && std::holds_alternative<Tombstone>(current.Value()->record);
}

Result<std::vector<std::string>> JetStreamJournal::DuePurges(std::int64_t now) { return store_->DuePurges(now); }

Result<std::vector<AppendOutcome>> JetStreamJournal::Append(std::span<const JournalEntry> entries) {
  return store_->Append(entries);
}

Result<std::vector<StoredUpdate>> JetStreamJournal::Read(std::string_view meeting, DocumentKind document,
                                                         std::uint64_t after_sequence, ReadLimits limits) {
  const Result<CachedMeeting*> found = store_->Load(meeting);
  if (!found) return found.GetError();
  const std::vector<StoredUpdate>& all = found.Value()->Of(document).updates;
  std::vector<StoredUpdate> updates;
  std::size_t bytes = 0;
  for (std::size_t i = std::min<std::uint64_t>(after_sequence, all.size()); i < all.size(); ++i) {
    bytes += FrameBytes(all[i].payload.size(), all[i].participant.size());
    if (updates.size() == limits.updates || (bytes > limits.bytes && !updates.empty())) break;
    updates.push_back(all[i]);
  }
  return updates;
}

void JetStreamJournal::Keep(std::string_view meeting) {
  const auto found = store_->meetings.find(meeting);
  if (found != store_->meetings.end()) found->second->is_kept = true;
}

void JetStreamJournal::HearUpTo(std::string_view meeting, DocumentKind document, std::uint64_t sequence) {
  for (int tries = 0; tries < kTriesToHear; ++tries) {
    const Result<CachedMeeting*> found = store_->Load(meeting);
    if (!found || found.Value()->Of(document).updates.size() >= sequence) return;
    const std::string subject = DocumentSubject(found.Value()->record.room, document);
    store_->CatchUp(*found.Value(), subject, found.Value()->Of(document).last_place);
  }
}

void JetStreamJournal::LetGo(std::string_view meeting) {
  const auto found = store_->meetings.find(meeting);
  if (found == store_->meetings.end()) return;
  found->second->is_kept = false;
  if (found->second->is_purged) store_->Forget(*found->second);
}

std::vector<ForeignChange> JetStreamJournal::TakeForeign() {
  store_->link->Tick(Probes());
  store_->updates_feed.Expect(store_->link->PlaceOfProbe(0));
  store_->meetings_feed.Expect(store_->link->PlaceOfProbe(1));
  store_->updates_feed.Tick();
  store_->meetings_feed.Tick();
  store_->Hear();
  store_->FillGaps();
  std::vector<ForeignChange> changes;
  for (const std::string& meeting : std::exchange(store_->changed, {})) {
    changes.push_back({meeting, ForeignChange::What::kAccess, DocumentKind::kPlan});
  }
  for (const auto& [meeting, document] : std::exchange(store_->advanced, {})) {
    changes.push_back({meeting, ForeignChange::What::kUpdates, document});
  }
  return changes;
}

bool JetStreamJournal::IsAway() const { return store_->IsAway(); }

}  // namespace samsyn
