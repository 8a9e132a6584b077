#include "server/meeting.h"

#include <algorithm>
#include <utility>

namespace samsyn {

OpenMeeting::OpenMeeting(const RelayTools& tools, StoredMeeting stored)
    : tools_(tools),
      stored_(std::move(stored)),
      budget_(stored_.bytes, tools.limits.meeting_bytes),
      rooms_{Room(tools, stored_.meeting.id, DocumentKind::kPlan, stored_.last_sequence[0], budget_),
             Room(tools, stored_.meeting.id, DocumentKind::kVoice, stored_.last_sequence[1], budget_),
             Room(tools, stored_.meeting.id, DocumentKind::kOutcome, stored_.last_sequence[2], budget_)} {}

const JournalParticipant* OpenMeeting::FindParticipant(const TokenHash& token_hash) const {
  const JournalParticipant* found = nullptr;
  for (const JournalParticipant& participant : stored_.meeting.participants) {
    if (SameHash(participant.token_hash, token_hash)) found = &participant;
  }
  return found;
}

Result<Member> OpenMeeting::Join(ConnectionId connection, const JournalParticipant& participant) {
  if (connections_.size() >= tools_.limits.connections_per_meeting) {
    return Error{ErrorCode::kTooMany, "the meeting has as many connections as it may"};
  }
  connections_.push_back(connection);
  return Member{connection, participant.id, participant.role, next_number_++};
}

void OpenMeeting::Leave(const Member& member) {
  std::erase(connections_, member.connection);
  for (Room& room : rooms_) room.Unfollow(member.connection);
  SendToOthers(member.connection, LeftFrame{member.number});
}

void OpenMeeting::Present(const Member& from, Bytes payload) const {
  SendToOthers(from.connection, PresenceFromFrame{from.number, from.participant, std::move(payload)});
}

void OpenMeeting::SendToOthers(ConnectionId sender, const ServerFrame& frame) const {
  std::vector<ConnectionId> others;
  std::ranges::copy_if(connections_, std::back_inserter(others),
                       [&](ConnectionId connection) { return connection != sender; });
  if (!others.empty()) tools_.transport.Send(AsText(Encode(frame)), others);
}

}  // namespace samsyn
