// The meetings somebody is connected to, loaded from the journal when the first one comes and let go of when the last
// one has left; the way in; the commit that everything stored goes through; and what commands and time change.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "server/access_log.h"
#include "server/meeting.h"

namespace samsyn {

struct Admission {
  OpenMeeting* meeting = nullptr;  // lives at least until the member has left it
  Member member;
};

class Meetings {
 public:
  explicit Meetings(const RelayTools& tools) : tools_(tools), access_log_(tools.journal, tools.log) {}

  // kForbidden and a reason people understand; the same one for a wrong secret and for a meeting that does not exist.
  // kTooMany when the meeting is full, kUnavailable when the journal cannot be read.
  [[nodiscard]] std::variant<Admission, Denial> Admit(ConnectionId connection, std::string_view meeting,
                                                      std::string_view token);
  void Leave(OpenMeeting& meeting, const Member& member);

  // As Room::Follow, for a document this member may read; others are passed over. The room's turn comes in PumpReplays.
  void Follow(OpenMeeting& meeting, const Member& member, const Subscription& subscription);
  // Queues for the next Commit, or says why it will never be stored.
  [[nodiscard]] std::optional<Denial> Queue(OpenMeeting& meeting, const Member& from, AppendFrame frame);
  // Does it durably, answers, and tells everybody. Who may not stay is in TakeExpelled.
  void Execute(OpenMeeting& meeting, const Member& from, const CommandFrame& frame);

  // What other relays have stored, and who is there with them. Before a commit, and after it.
  void HearOthers();

  // Links, consents and meetings whose time is over, in the meetings that are open.
  void CheckTime();
  // Deletes every meeting whose time has come, also where nobody is.
  void PurgeDue();
  // Those who may not be in any longer, to be told and closed at once.
  [[nodiscard]] std::vector<Expulsion> TakeExpelled() { return std::exchange(expelled_, {}); }

  // Everything queued is stored in one durable step, unless such a step is under way.
  void BeginCommit();
  [[nodiscard]] bool IsCommitting() const { return committing_.has_value(); }
  // When the step is over, acknowledgements and updates go out. Returns the connections whose updates could not be
  // stored, which must be told to send again.
  [[nodiscard]] std::vector<ConnectionId> Settle(Waiting waiting);
  void FlushLog() {
    if (!tools_.journal.IsAway()) access_log_.Flush();
  }
  // True when something of it waits for a later turn.
  [[nodiscard]] bool FlushDueLog() {
    if (!tools_.journal.IsAway()) access_log_.FlushDue(tools_.clock.UnixTime());
    return access_log_.IsWaiting();
  }
  // As Room::PumpReplays, for all rooms.
  CatchingUp PumpReplays(std::vector<ConnectionId>& unreadable);
  // Forgets the meetings nobody is in, once what they wrote is settled.
  void LetGo();

  [[nodiscard]] std::size_t Count() const { return meetings_.size(); }

 private:
  // Whose entries are being stored, and where each room's end among them.
  struct Commit {
    std::vector<Room*> rooms;
    std::vector<std::size_t> ends;
  };
  using OpenMeetings = std::map<std::string, std::unique_ptr<OpenMeeting>, std::less<>>;

  [[nodiscard]] std::variant<std::unique_ptr<OpenMeeting>, Denial> Load(std::string_view meeting);
  void LogExpiry(OpenMeeting& meeting);
  [[nodiscard]] bool TryToExecute(OpenMeeting& meeting, const Member& from, const CommandFrame& frame, bool is_last);
  [[nodiscard]] Status Save(OpenMeeting& meeting, const AccessChange& change);
  [[nodiscard]] Status Purge(std::string_view meeting);
  [[nodiscard]] Status SendLog(const OpenMeeting& meeting, const Member& reader, std::uint64_t after);
  // What the journal has of it now. False when it has not changed.
  bool TakeOver(OpenMeeting& meeting);
  void HearBus();
  void Expel(std::vector<Expulsion> expulsions);
  void Send(ConnectionId receiver, const ServerFrame& frame) const;

  RelayTools tools_;
  AccessLog access_log_;
  OpenMeetings meetings_;
  std::vector<Room*> queued_;  // have something queued
  std::optional<Commit> committing_;
  std::vector<Room*> catching_up_;      // have a follower that is behind
  std::vector<ForeignChange> foreign_;  // that could not be read yet
  std::vector<std::string> emptied_;
  std::vector<Expulsion> expelled_;
};

}  // namespace samsyn
