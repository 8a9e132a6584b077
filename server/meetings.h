// The meetings somebody is connected to, loaded from the journal when the first one comes and let go of when the last
// one has left; the way in; and the commit that everything stored goes through.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/meeting.h"

namespace samsyn {

struct Admission {
  OpenMeeting* meeting = nullptr;  // lives at least until the member has left it
  Member member;
};

class Meetings {
 public:
  explicit Meetings(const RelayTools& tools) : tools_(tools) {}

  // kForbidden, with the same words, for a wrong secret and for a meeting that does not exist; kTooMany when it is
  // full; kUnavailable when the journal cannot be read.
  [[nodiscard]] Result<Admission> Admit(ConnectionId connection, std::string_view meeting, std::string_view token);
  void Leave(OpenMeeting& meeting, const Member& member);

  // As Room::Follow and Room::Queue; the room's turn comes in PumpReplays and Commit.
  void Follow(Room& room, ConnectionId connection, std::uint64_t after_sequence);
  [[nodiscard]] Status Queue(Room& room, const Member& from, AppendFrame frame);

  // Everything queued is stored in one durable step; then acknowledgements and updates go out. Returns the connections
  // whose updates could not be stored, which must be told to send again.
  [[nodiscard]] std::vector<ConnectionId> Commit();
  // As Room::PumpReplays, for all rooms.
  CatchingUp PumpReplays(std::vector<ConnectionId>& unreadable);
  // Forgets the meetings nobody is in; after Commit and PumpReplays.
  void LetGo();

  [[nodiscard]] std::size_t Count() const { return meetings_.size(); }

 private:
  RelayTools tools_;
  std::map<std::string, std::unique_ptr<OpenMeeting>, std::less<>> meetings_;
  std::vector<Room*> committing_;   // have something queued
  std::vector<Room*> catching_up_;  // have a follower that is behind
  std::vector<std::string> emptied_;
};

}  // namespace samsyn
