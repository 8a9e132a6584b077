#include "server/meetings.h"

#include <spdlog/logger.h>

#include <algorithm>
#include <span>
#include <utility>

#include "server/append_rules.h"
#include "shared/crypto/token.h"

namespace samsyn {

std::variant<std::unique_ptr<OpenMeeting>, Denial> Meetings::Load(std::string_view meeting_id) {
  const auto unreadable = [&](const Error& error) {
    tools_.log.error("a meeting could not be read: {}", error.message);
    return Denial{ErrorCode::kUnavailable, Refusal::kNone, "the relay cannot read this meeting now"};
  };
  Result<StoredMeeting> stored = tools_.journal.FindMeeting(meeting_id);
  if (stored) return std::make_unique<OpenMeeting>(tools_, std::move(stored.Value()));
  if (stored.GetError().code != ErrorCode::kNotFound) return unreadable(stored.GetError());
  const Result<bool> purged = tools_.journal.WasPurged(meeting_id);
  if (!purged) return unreadable(purged.GetError());
  return DenialFor(purged.Value() ? Refusal::kPurged : Refusal::kUnknownLink);
}

std::variant<Admission, Denial> Meetings::Admit(ConnectionId connection, std::string_view meeting_id,
                                                std::string_view token) {
  if (tools_.journal.IsAway()) {
    return Denial{ErrorCode::kUnavailable, Refusal::kNone, "the relay can neither read nor store anything now"};
  }
  const TokenHash hash = HashToken(token);
  // A stranger who knows no secret must not make the relay keep meetings in memory.
  std::unique_ptr<OpenMeeting> loaded;
  auto found = meetings_.find(meeting_id);
  if (found == meetings_.end()) {
    std::variant<std::unique_ptr<OpenMeeting>, Denial> answer = Load(meeting_id);
    if (const auto* denial = std::get_if<Denial>(&answer)) return *denial;
    loaded = std::move(std::get<0>(answer));
  }
  OpenMeeting& meeting = loaded ? *loaded : *found->second;
  const std::int64_t now = tools_.clock.UnixTime();
  if (meeting.IsPurged()) return DenialFor(Refusal::kPurged);
  LogExpiry(meeting);
  const std::optional<OpenMeeting::Link> link = meeting.FindLink(hash);
  Refusal reason = Refusal::kUnknownLink;
  if (link) reason = link->replaced ? Refusal::kReplaced : WhyNotIn(meeting.Access(), link->participant, now);
  if (reason == Refusal::kNone && meeting.IsFull()) reason = Refusal::kFull;
  if (reason != Refusal::kNone) {
    access_log_.AddRefusal(meeting.Id(), link ? link->participant : std::string(), reason, now);
    return DenialFor(reason);
  }
  if (loaded) {
    meetings_.emplace(meeting.Id(), std::move(loaded));
    tools_.journal.Keep(meeting_id);
    if (tools_.bus != nullptr) tools_.bus->Join(meeting_id);
  }
  access_log_.Add(meeting.Id(), {0, now, LogEvent::kJoined, link->participant, {}, {}});
  return Admission{&meeting, meeting.Join(connection, link->participant)};
}

void Meetings::Leave(OpenMeeting& meeting, const Member& member) {
  meeting.Leave(member);
  if (!meeting.IsPurged()) {
    access_log_.Add(meeting.Id(), {0, tools_.clock.UnixTime(), LogEvent::kLeft, member.participant, {}, {}});
  }
  if (meeting.IsEmpty()) emptied_.push_back(meeting.Id());
}

void Meetings::Follow(OpenMeeting& meeting, const Member& member, const Subscription& subscription) {
  if (!MayRead(meeting.Access(), member.participant, subscription.document, tools_.clock.UnixTime())) return;
  Room& room = meeting.RoomOf(subscription.document);
  room.Follow(member.connection, subscription.after_sequence);
  if (std::ranges::find(catching_up_, &room) == catching_up_.end()) catching_up_.push_back(&room);
}

std::optional<Denial> Meetings::Queue(OpenMeeting& meeting, const Member& from, AppendFrame frame) {
  const AppendRequest request{from.participant, frame.document, frame.counter, frame.payload.size()};
  std::optional<Denial> denial = CheckAppend(meeting.Access(), request, tools_.clock.UnixTime(), tools_.limits);
  if (denial) return denial;
  Room& room = meeting.RoomOf(frame.document);
  const bool is_first = !room.HasQueued();
  const Status queued = room.Queue(from, std::move(frame));
  if (!queued) return Denial{queued.GetError().code, Refusal::kNone, queued.GetError().message};
  if (is_first) queued_.push_back(&room);
  return std::nullopt;
}

void Meetings::BeginCommit() {
  if (committing_ || queued_.empty()) return;
  Commit commit{std::exchange(queued_, {}), {}};
  std::vector<JournalEntry> batch;
  for (Room* room : commit.rooms) {
    room->TakeQueued(batch);
    commit.ends.push_back(batch.size());
  }
  if (batch.empty()) return;  // all of it was of meetings that are deleted now
  const std::int64_t now = tools_.clock.UnixTime();
  for (JournalEntry& entry : batch) entry.at = now;
  committing_ = std::move(commit);
  tools_.journal.BeginAppend(std::move(batch));
}

std::vector<ConnectionId> Meetings::Settle(Waiting waiting) {
  std::vector<ConnectionId> failed;
  std::optional<Appended> appended = tools_.journal.TakeAppended(waiting);
  if (!appended) return failed;
  const Commit commit = *std::exchange(committing_, std::nullopt);
  auto& [batch, outcomes] = *appended;
  if (!outcomes) tools_.log.error("{} updates are not stored: {}", batch.size(), outcomes.GetError().message);
  std::size_t start = 0;
  for (std::size_t i = 0; i < commit.rooms.size(); ++i) {
    const std::span<JournalEntry> entries = std::span(batch).subspan(start, commit.ends[i] - start);
    if (outcomes) {
      // In here, what others have stored meanwhile is told in its place.
      commit.rooms[i]->Settle(entries, std::span(outcomes.Value()).subspan(start, entries.size()));
    } else {
      std::ranges::copy(commit.rooms[i]->GiveUp(entries), std::back_inserter(failed));
    }
    start = commit.ends[i];
  }
  // What was told only now, so that it does not wait for the next turn.
  HearOthers();
  std::ranges::sort(failed);
  failed.erase(std::unique(failed.begin(), failed.end()), failed.end());
  return failed;
}

CatchingUp Meetings::PumpReplays(std::vector<ConnectionId>& unreadable) {
  CatchingUp answer = CatchingUp::kNobody;
  std::erase_if(catching_up_, [&](Room* room) {
    const CatchingUp one = room->PumpReplays(unreadable);
    if (one == CatchingUp::kReading || answer == CatchingUp::kNobody) answer = one;
    return one == CatchingUp::kNobody;
  });
  return answer;
}

void Meetings::LetGo() {
  std::erase_if(emptied_, [&](const std::string& id) {
    const auto found = meetings_.find(id);
    if (found == meetings_.end() || !found->second->IsEmpty()) return true;
    if (!found->second->IsSettled()) return false;
    tools_.journal.LetGo(id);
    if (tools_.bus != nullptr) tools_.bus->Leave(id);
    std::erase_if(foreign_, [&](const ForeignChange& change) { return change.meeting == id; });
    meetings_.erase(found);
    return true;
  });
}

}  // namespace samsyn
