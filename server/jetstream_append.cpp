// Storing updates and log entries: each document's are one message, stored on the condition that this relay has heard
// of the last one before it. Where it had not, it hears the rest and decides again.
#include <algorithm>

#include "server/jetstream_store.h"

namespace samsyn {
namespace {

using std::chrono::steady_clock;

// Of updates in one message, unless one alone is larger; NATS takes a megabyte where nothing else is said.
constexpr std::size_t kBatchBytes = 512 * 1024;
constexpr std::size_t kEntryOverhead = 96;  // of an update in a batch, at most
// After that many vain readings a server of a cluster is not believed that there is something else under a subject: one
// that was killed may remember another last message than the others have. The order of the stream decides anyway.
constexpr int kStuck = 3;

struct Job {
  CachedMeeting* meeting = nullptr;
  DocumentKind document = DocumentKind::kPlan;
  std::vector<std::size_t> entries;  // that are not decided for good
  std::size_t covered = 0;           // of them, by the batch that is under way
  std::vector<StoredUpdate> batch;
  int stuck = 0;  // how often in a row NATS has said that there is more, and nobody could read it
};

// What was stored is what the others hear under these numbers.
bool Counts(CachedMeeting& meeting, const Job& job) {
  const std::vector<StoredUpdate>& updates = meeting.Of(job.document).updates;
  return std::ranges::all_of(job.batch, [&](const StoredUpdate& own) {
    if (own.sequence > updates.size()) return false;
    const StoredUpdate& heard = updates[own.sequence - 1];
    return heard.replica == own.replica && heard.counter == own.counter && heard.participant == own.participant &&
           heard.payload == own.payload;
  });
}

}  // namespace

Decision Decide(CachedMeeting& meeting, const JournalEntry& entry, std::span<const StoredUpdate> batch,
                const std::unordered_map<ReplicaId, std::string>& new_owners) {
  const auto refuse = [](AppendResult result) { return Decision{{result, 0}, false}; };
  const auto compare = [&](const StoredUpdate& earlier) {
    if (earlier.payload != entry.payload) return refuse(AppendResult::kConflict);
    return Decision{{AppendResult::kAlreadyStored, earlier.sequence}, false};
  };
  const auto owner = meeting.owners.find(entry.replica);
  const auto new_owner = new_owners.find(entry.replica);
  const bool is_foreign = owner != meeting.owners.end()
                              ? owner->second != entry.participant
                              : new_owner != new_owners.end() && new_owner->second != entry.participant;
  if (is_foreign) return refuse(AppendResult::kForeignReplica);
  std::uint64_t last = 0;
  for (const StoredUpdate& earlier : batch) {
    if (earlier.replica != entry.replica) continue;
    if (earlier.counter == entry.counter) return compare(earlier);
    last = std::max(last, earlier.counter);
  }
  const CachedDocument& document = meeting.Of(entry.document);
  if (const auto replica = document.replicas.find(entry.replica); replica != document.replicas.end()) {
    const std::vector<CachedDocument::At>& known = replica->second;
    const auto at = std::ranges::lower_bound(known, entry.counter, {}, &CachedDocument::At::counter);
    if (at != known.end() && at->counter == entry.counter) return compare(document.updates[at->sequence - 1]);
    last = std::max(last, known.back().counter);
  }
  if (entry.counter <= last) return refuse(AppendResult::kOutOfOrder);
  return {{AppendResult::kStored, document.updates.size() + batch.size() + 1}, true};
}

Result<std::vector<AppendOutcome>> JetStreamJournal::Store::Append(std::span<const JournalEntry> entries) {
  Hear();
  if (IsAway()) return Away();
  std::vector<Job> jobs;
  std::map<std::pair<CachedMeeting*, DocumentKind>, std::size_t> job_of;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Result<CachedMeeting*> meeting = Load(entries[i].meeting);
    if (!meeting) return meeting.GetError();
    if (meeting.Value()->record.meeting.access.Find(entries[i].participant) == nullptr) {
      return Error{ErrorCode::kUnavailable, "an update by a participant who is not stored"};
    }
    const auto [job, is_new] = job_of.try_emplace({meeting.Value(), entries[i].document}, jobs.size());
    if (is_new) jobs.push_back({meeting.Value(), entries[i].document, {}, 0, {}});
    jobs[job->second].entries.push_back(i);
  }

  std::vector<AppendOutcome> outcomes(entries.size());
  std::set<std::pair<std::string, DocumentKind>> stored;
  const auto give_up = [&](Error error) {
    // Nobody is told that these are stored, but those who read the document have to hear of them.
    advanced.merge(stored);
    return error;
  };
  const auto deadline = steady_clock::now() + kNatsPatience;
  while (true) {
    std::map<CachedMeeting*, std::unordered_map<ReplicaId, std::string>> new_owners;
    std::vector<Publication> publications;
    std::erase_if(jobs, [&](Job& job) {
      job.batch.clear();
      job.covered = 0;
      std::size_t bytes = 0;
      for (const std::size_t i : job.entries) {
        const JournalEntry& entry = entries[i];
        auto& owners = new_owners[job.meeting];
        const Decision decision = Decide(*job.meeting, entry, job.batch, owners);
        if (decision.is_new) {
          bytes += entry.payload.size() + kEntryOverhead;
          if (bytes > kBatchBytes && !job.batch.empty()) break;
          job.batch.push_back(
              {decision.outcome.sequence, entry.participant, entry.replica, entry.counter, entry.payload, entry.at});
          owners.try_emplace(entry.replica, entry.participant);
        }
        outcomes[i] = decision.outcome;
        ++job.covered;
      }
      if (job.batch.empty()) return true;
      const std::string subject = DocumentSubject(job.meeting->record.room, job.document);
      publications.push_back({subject, EncodeBatch(job.batch, subject), job.meeting->Of(job.document).last_place});
      if (is_clustered && job.stuck >= kStuck) publications.back().expected_last.reset();
      return false;
    });
    if (jobs.empty()) return outcomes;

    const std::vector<PublicationOutcome> published = link->Publish(publications);
    bool unknown = false;
    std::vector<std::size_t> moved;
    for (std::size_t i = 0; i < jobs.size(); ++i) {
      Job& job = jobs[i];
      if (published[i].kind == PublicationOutcome::Kind::kStored) {
        if (!is_clustered) {
          job.meeting->Add(job.document, published[i].place, std::move(job.batch));
        } else if (!HearPlace(*job.meeting, publications[i].subject, published[i].place)) {
          unknown = true;
          continue;
        } else if (!Counts(*job.meeting, job)) {
          moved.push_back(i);
          continue;
        }
        stored.emplace(job.meeting->Id(), job.document);
        if (is_clustered) TellStored(*job.meeting, job.document);
        job.entries.erase(job.entries.begin(), job.entries.begin() + static_cast<std::ptrdiff_t>(job.covered));
      } else if (published[i].kind == PublicationOutcome::Kind::kMovedOn) {
        moved.push_back(i);
      } else {
        unknown = true;
      }
    }
    if (unknown) return give_up(link->IsAway() ? link->Away() : Error{ErrorCode::kUnavailable, "NATS is too slow"});
    if (!moved.empty() && steady_clock::now() > deadline) {
      const std::size_t first = moved.front();
      return give_up({ErrorCode::kUnavailable,
                      "other relays store faster than this one can hear: NATS has " +
                          std::to_string(published[first].place) + " under " + publications[first].subject +
                          ", known is " + std::to_string(jobs[first].meeting->Of(jobs[first].document).last_place)});
    }
    for (const std::size_t i : moved) {
      if (published[i].kind == PublicationOutcome::Kind::kStored) continue;
      const std::uint64_t known = jobs[i].meeting->Of(jobs[i].document).last_place;
      CatchUp(*jobs[i].meeting, publications[i].subject, known);
      jobs[i].stuck = jobs[i].meeting->Of(jobs[i].document).last_place == known ? jobs[i].stuck + 1 : 0;
    }
    std::erase_if(jobs, [](const Job& job) { return job.entries.empty(); });
    if (jobs.empty()) return outcomes;
  }
}

Status JetStreamJournal::Store::AppendLogs(std::vector<std::pair<CachedMeeting*, LogBatch>> batches) {
  const auto deadline = steady_clock::now() + kNatsPatience;
  int stuck = 0;
  while (true) {
    std::erase_if(batches, [](const auto& batch) {
      return batch.second.entries.empty() || batch.first->log.batches.contains(batch.second.id);
    });
    if (batches.empty()) return OkStatus();
    if (steady_clock::now() > deadline) {
      return Error{ErrorCode::kUnavailable, "other relays write the access log faster than this one can hear"};
    }
    // One message for each log at a time.
    std::set<CachedMeeting*> publishing;
    std::vector<std::size_t> chosen;
    std::vector<Publication> publications;
    for (std::size_t i = 0; i < batches.size(); ++i) {
      auto& [meeting, batch] = batches[i];
      if (!publishing.insert(meeting).second) continue;
      std::uint64_t sequence = meeting->log.entries.size();
      for (LogEntry& entry : batch.entries) entry.sequence = ++sequence;
      const std::string subject = LogSubject(meeting->record.room);
      chosen.push_back(i);
      publications.push_back({subject, EncodeBatch(batch, subject), meeting->log.last_place});
      if (is_clustered && stuck >= kStuck) publications.back().expected_last.reset();
    }
    const std::vector<PublicationOutcome> published = link->Publish(publications);
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      auto& [meeting, batch] = batches[chosen[i]];
      if (published[i].kind == PublicationOutcome::Kind::kUnknown) return link->Away();
      if (published[i].kind == PublicationOutcome::Kind::kStored && !is_clustered) {
        meeting->Add(published[i].place, batch);
      } else if (published[i].kind == PublicationOutcome::Kind::kStored) {
        if (const Status heard = HearPlace(*meeting, publications[i].subject, published[i].place); !heard) return heard;
      } else {
        const std::uint64_t known = meeting->log.last_place;
        CatchUp(*meeting, publications[i].subject, known);
        stuck = meeting->log.last_place == known ? stuck + 1 : 0;
      }
    }
  }
}

Status JetStreamJournal::Store::LogWaiting(CachedMeeting& meeting) {
  return AppendLogs({{&meeting, meeting.record.waiting}});
}

}  // namespace samsyn
