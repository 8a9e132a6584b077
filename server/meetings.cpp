#include "server/meetings.h"

#include <spdlog/logger.h>

#include <algorithm>
#include <span>
#include <utility>

namespace samsyn {

Result<Admission> Meetings::Admit(ConnectionId connection, std::string_view meeting_id, std::string_view token) {
  const Error not_valid{ErrorCode::kForbidden, "this link is not valid"};
  const TokenHash hash = HashToken(token);
  auto found = meetings_.find(meeting_id);
  if (found == meetings_.end()) {
    Result<StoredMeeting> stored = tools_.journal.FindMeeting(meeting_id);
    if (!stored && stored.GetError().code == ErrorCode::kNotFound) return not_valid;
    if (!stored) {
      tools_.log.error("a meeting could not be read: {}", stored.GetError().message);
      return Error{ErrorCode::kUnavailable, "the relay cannot read this meeting now"};
    }
    auto meeting = std::make_unique<OpenMeeting>(tools_, std::move(stored.Value()));
    // A stranger who knows no secret must not make the relay keep meetings in memory.
    if (meeting->FindParticipant(hash) == nullptr) return not_valid;
    found = meetings_.emplace(std::string(meeting_id), std::move(meeting)).first;
  }
  OpenMeeting& meeting = *found->second;
  const JournalParticipant* participant = meeting.FindParticipant(hash);
  if (participant == nullptr) return not_valid;
  Result<Member> member = meeting.Join(connection, *participant);
  if (!member) return member.GetError();
  return Admission{&meeting, std::move(member.Value())};
}

void Meetings::Leave(OpenMeeting& meeting, const Member& member) {
  meeting.Leave(member);
  if (meeting.IsEmpty()) emptied_.push_back(meeting.Id());
}

void Meetings::Follow(Room& room, ConnectionId connection, std::uint64_t after_sequence) {
  room.Follow(connection, after_sequence);
  if (std::ranges::find(catching_up_, &room) == catching_up_.end()) catching_up_.push_back(&room);
}

Status Meetings::Queue(Room& room, const Member& from, AppendFrame frame) {
  const bool is_first = !room.HasQueued();
  Status queued = room.Queue(from, std::move(frame));
  if (queued && is_first) committing_.push_back(&room);
  return queued;
}

std::vector<ConnectionId> Meetings::Commit() {
  std::vector<ConnectionId> failed;
  if (committing_.empty()) return failed;
  const std::vector<Room*> rooms = std::exchange(committing_, {});
  std::vector<JournalEntry> batch;
  std::vector<std::size_t> ends;
  for (Room* room : rooms) {
    room->TakeQueued(batch);
    ends.push_back(batch.size());
  }
  const Result<std::vector<AppendOutcome>> outcomes = tools_.journal.Append(batch);
  if (!outcomes) tools_.log.error("{} updates are not stored: {}", batch.size(), outcomes.GetError().message);
  std::size_t start = 0;
  for (std::size_t i = 0; i < rooms.size(); ++i) {
    const std::span<JournalEntry> entries = std::span(batch).subspan(start, ends[i] - start);
    if (outcomes) {
      rooms[i]->Settle(entries, std::span(outcomes.Value()).subspan(start, entries.size()));
    } else {
      std::ranges::copy(rooms[i]->GiveUp(entries), std::back_inserter(failed));
    }
    start = ends[i];
  }
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
  for (const std::string& id : std::exchange(emptied_, {})) {
    const auto found = meetings_.find(id);
    if (found != meetings_.end() && found->second->IsEmpty()) meetings_.erase(found);
  }
}

}  // namespace samsyn
