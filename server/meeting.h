// One meeting while somebody is connected to it: who may do what, its members, its rooms, and what they show each other
// without storing it.
#pragma once

#include <algorithm>
#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/access_changes.h"
#include "server/room.h"

namespace samsyn {

// A connection that may not be in its meeting any more, and has left it when this is read.
struct Expulsion {
  ConnectionId connection = 0;
  Refusal reason = Refusal::kNone;
};

using DocumentSet = std::bitset<kDocumentKindCount>;

[[nodiscard]] DocumentSet ReadableBy(const MeetingAccess& access, std::string_view participant, std::int64_t now);
// Presence says where somebody is in the plan or in an item. Two people hear of each other when there is one of those
// that both may read: whoever sees one item only meets the others there, and not two who see one item each.
[[nodiscard]] bool HearEachOther(const DocumentSet& readable_by_one, const DocumentSet& readable_by_other);

class OpenMeeting {
 public:
  OpenMeeting(const RelayTools& tools, StoredMeeting stored);
  OpenMeeting(const OpenMeeting&) = delete;
  OpenMeeting& operator=(const OpenMeeting&) = delete;

  struct Link {
    std::string participant;
    bool replaced = false;
  };
  // Whose link this is; all hashes are compared, so that the time taken says nothing.
  [[nodiscard]] std::optional<Link> FindLink(const TokenHash& token_hash) const;

  [[nodiscard]] bool IsFull() const { return seats_.size() >= tools_.limits.connections_per_meeting; }
  [[nodiscard]] Member Join(ConnectionId connection, std::string_view participant);
  void Leave(const Member& member);
  // Nothing that is known of the meeting now speaks against it.
  [[nodiscard]] bool MayStay(const Member& member) const;
  [[nodiscard]] bool IsEmpty() const { return seats_.empty(); }
  [[nodiscard]] bool IsSettled() const { return std::ranges::all_of(rooms_, &Room::IsSettled); }

  // To everybody else who hears of them.
  void Present(const Member& from, Bytes payload) const;

  // Who may do what, with this participant's keys.
  [[nodiscard]] AccessFrame AccessFor(std::string_view participant) const;
  // Another relay has changed it: what the journal has is taken over, as Apply does.
  [[nodiscard]] std::vector<Expulsion> TakeOver(StoredMeeting stored);

  // Members at other relays.
  void HearPresence(BusMessage message);
  void HearLeft(std::uint64_t member);
  void HearRelayGone(std::uint64_t relay);

  // What a command has changed and the journal has stored: everybody who may stay is told. The others are returned.
  [[nodiscard]] std::vector<Expulsion> Apply(AccessChange change);

  // The clock has passed NextChange, or was set back, so that what had passed lies ahead again.
  [[nodiscard]] bool IsTimeToLook(std::int64_t now) const {
    return now < looked_at_ || (next_change_ != 0 && now >= next_change_);
  }
  // Everything that follows from what may be read now: who has to leave, which documents are followed no more, whose
  // presence is over for whom. Everybody else is told.
  [[nodiscard]] std::vector<Expulsion> Enforce();
  // The consent's time is over, and the access log does not say so yet; it does from now on.
  [[nodiscard]] bool TakeConsentExpiry(std::int64_t now);

  // The journal has it no more: what is queued is dropped, and nobody may be in.
  [[nodiscard]] std::vector<Expulsion> BePurged();
  [[nodiscard]] bool IsPurged() const { return purged_; }

  [[nodiscard]] Room& RoomOf(DocumentKind document) { return rooms_[static_cast<std::size_t>(document)]; }
  [[nodiscard]] const std::string& Id() const { return stored_.meeting.id; }
  [[nodiscard]] const MeetingAccess& Access() const { return stored_.meeting.access; }
  [[nodiscard]] const StoredMeeting& Stored() const { return stored_; }

 private:
  struct Seat {
    Member member;
    DocumentSet readable;  // when it was looked at last
    bool with_old_link = false;
  };

  // Somebody at another relay who has shown something.
  struct RemoteSeat {
    std::uint64_t relay = 0;
    std::uint64_t member = 0;
    std::string participant;
    DocumentSet readable;
  };

  [[nodiscard]] DocumentSet ReadableAt(const RemoteSeat& remote, std::int64_t now) const;
  void EnforceRemote(const std::vector<Seat>& before, std::int64_t now);
  [[nodiscard]] Refusal WhyNotStay(const Seat& seat, std::int64_t now) const;
  void Part(const Seat& one, const Seat& other) const;
  void Send(const ServerFrame& frame, const std::vector<ConnectionId>& receivers) const;

  const RelayTools& tools_;
  StoredMeeting stored_;
  StorageBudget budget_;
  std::array<Room, kDocumentKindCount> rooms_;
  std::vector<Seat> seats_;
  std::vector<RemoteSeat> remote_;
  std::uint64_t next_number_ = 1;
  std::int64_t looked_at_ = 0;
  std::int64_t next_change_ = 0;  // after looked_at_
  bool purged_ = false;
};

}  // namespace samsyn
