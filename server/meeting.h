// One meeting while somebody is connected to it: its members, its three rooms, and what they show each other without
// storing it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/room.h"

namespace samsyn {

class OpenMeeting {
 public:
  OpenMeeting(const RelayTools& tools, StoredMeeting stored);
  OpenMeeting(const OpenMeeting&) = delete;
  OpenMeeting& operator=(const OpenMeeting&) = delete;

  // Whose link this is; every participant's hash is compared, so that the time taken says nothing.
  [[nodiscard]] const JournalParticipant* FindParticipant(const TokenHash& token_hash) const;

  // The new member; kTooMany when the meeting has as many connections as it may.
  [[nodiscard]] Result<Member> Join(ConnectionId connection, const JournalParticipant& participant);
  void Leave(const Member& member);
  [[nodiscard]] bool IsEmpty() const { return connections_.empty(); }

  // To everybody else.
  void Present(const Member& from, Bytes payload) const;

  [[nodiscard]] Room& RoomOf(DocumentKind document) { return rooms_[static_cast<std::size_t>(document)]; }
  [[nodiscard]] const std::string& Id() const { return stored_.meeting.id; }

 private:
  void SendToOthers(ConnectionId sender, const ServerFrame& frame) const;

  RelayTools tools_;
  StoredMeeting stored_;
  StorageBudget budget_;
  std::array<Room, kDocumentKindCount> rooms_;
  std::vector<ConnectionId> connections_;
  std::uint64_t next_number_ = 1;
};

}  // namespace samsyn
