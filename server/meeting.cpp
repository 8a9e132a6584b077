#include "server/meeting.h"

#include <algorithm>
#include <utility>

#include "shared/crypto/token.h"

namespace samsyn {
namespace {

template <std::size_t... documents>
std::array<Room, kDocumentKindCount> MakeRooms(const RelayTools& tools, const StoredMeeting& stored,
                                               StorageBudget& budget, std::index_sequence<documents...>) {
  return {
      Room(tools, stored.meeting.id, static_cast<DocumentKind>(documents), stored.last_sequence[documents], budget)...};
}

// More members at other relays than any meeting may have at one.
constexpr std::size_t kMostRemote = 10'000;

DocumentSet PlacesOfPresence() {
  DocumentSet places;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto document = static_cast<DocumentKind>(i);
    places[i] = document == DocumentKind::kPlan || IsItem(document);
  }
  return places;
}

}  // namespace

DocumentSet ReadableBy(const MeetingAccess& access, std::string_view participant, std::int64_t now) {
  DocumentSet readable;
  for (std::size_t i = 0; i < readable.size(); ++i) {
    readable[i] = MayRead(access, participant, static_cast<DocumentKind>(i), now);
  }
  return readable;
}

bool HearEachOther(const DocumentSet& readable_by_one, const DocumentSet& readable_by_other) {
  static const DocumentSet kPlaces = PlacesOfPresence();
  return (readable_by_one & readable_by_other & kPlaces).any();
}

OpenMeeting::OpenMeeting(const RelayTools& tools, StoredMeeting stored)
    : tools_(tools),
      stored_(std::move(stored)),
      budget_(stored_.bytes, tools.limits.meeting_bytes),
      rooms_(MakeRooms(tools, stored_, budget_, std::make_index_sequence<kDocumentKindCount>())),
      looked_at_(tools.clock.UnixTime()),
      next_change_(NextChange(stored_.meeting.access, looked_at_)) {}

std::optional<OpenMeeting::Link> OpenMeeting::FindLink(const TokenHash& token_hash) const {
  const std::string* participant = nullptr;
  bool replaced = false;
  for (const ReplacedLink& link : stored_.replaced) {
    if (!SameHash(link.token_hash, token_hash)) continue;
    participant = &link.participant;
    replaced = true;
  }
  for (std::size_t i = 0; i < stored_.meeting.token_hashes.size(); ++i) {
    if (!SameHash(stored_.meeting.token_hashes[i], token_hash)) continue;
    participant = &Access().participants[i].id;
    replaced = false;
  }
  if (participant == nullptr) return std::nullopt;
  return Link{*participant, replaced};
}

Member OpenMeeting::Join(ConnectionId connection, std::string_view participant) {
  const std::uint64_t number = tools_.bus != nullptr ? tools_.bus->NewMemberNumber() : next_number_++;
  Member member{connection, std::string(participant), Access().Find(participant)->role, number};
  seats_.push_back({member, ReadableBy(Access(), participant, tools_.clock.UnixTime())});
  return member;
}

void OpenMeeting::Leave(const Member& member) {
  std::erase_if(seats_, [&](const Seat& seat) { return seat.member.connection == member.connection; });
  for (Room& room : rooms_) room.Leave(member.connection);
  std::vector<ConnectionId> others;
  for (const Seat& seat : seats_) others.push_back(seat.member.connection);
  Send(LeftFrame{member.number}, others);
  if (tools_.bus != nullptr) tools_.bus->TellLeft(Id(), member.number);
}

void OpenMeeting::Present(const Member& from, Bytes payload) const {
  const auto sender =
      std::ranges::find(seats_, from.connection, [](const Seat& seat) { return seat.member.connection; });
  std::vector<ConnectionId> others;
  for (const Seat& seat : seats_) {
    if (&seat == &*sender || !HearEachOther(seat.readable, sender->readable)) continue;
    others.push_back(seat.member.connection);
  }
  // The other relays judge who there hears of it.
  if (tools_.bus != nullptr) tools_.bus->Present(Id(), from.number, from.participant, payload);
  Send(PresenceFromFrame{from.number, from.participant, std::move(payload)}, others);
}

AccessFrame OpenMeeting::AccessFor(std::string_view participant) const {
  AccessFrame frame{Access(), {}, tools_.clock.UnixTime()};
  // Who is alone with whom is the person's business, and theirs who are with them.
  for (ParticipantAccess& other : frame.access.participants) {
    if (other.id != participant && Access().Find(participant)->role != Role::kIndividual) other.in_aside = false;
  }
  for (const KeyFor& key : stored_.meeting.keys) {
    if (key.participant == participant) frame.keys.push_back(key.key);
  }
  return frame;
}

std::vector<Expulsion> OpenMeeting::Apply(AccessChange change) {
  JournalMeeting& meeting = stored_.meeting;
  if (!change.new_link.empty()) {
    const std::size_t index = static_cast<std::size_t>(Access().Find(change.new_link) - Access().participants.data());
    stored_.replaced.push_back({change.new_link, meeting.token_hashes[index]});
    std::erase_if(meeting.keys, [&](const KeyFor& key) { return key.participant == change.new_link; });
    for (Seat& seat : seats_) seat.with_old_link = seat.with_old_link || seat.member.participant == change.new_link;
  }
  meeting.access = std::move(change.access);
  meeting.token_hashes = std::move(change.token_hashes);
  std::ranges::move(change.new_keys, std::back_inserter(meeting.keys));
  return Enforce();
}

std::vector<Expulsion> OpenMeeting::TakeOver(StoredMeeting stored) {
  const JournalMeeting& before = stored_.meeting;
  for (Seat& seat : seats_) {
    const std::size_t index =
        static_cast<std::size_t>(Access().Find(seat.member.participant) - Access().participants.data());
    const ParticipantAccess* now = stored.meeting.access.Find(seat.member.participant);
    // Participants are never fewer; if one were, their link would not work either.
    const bool has_same_link =
        now != nullptr &&
        stored.meeting.token_hashes[static_cast<std::size_t>(now - stored.meeting.access.participants.data())] ==
            before.token_hashes[index];
    seat.with_old_link = seat.with_old_link || !has_same_link;
  }
  stored_.meeting = std::move(stored.meeting);
  stored_.replaced = std::move(stored.replaced);
  stored_.expiry_logged = std::max(stored_.expiry_logged, stored.expiry_logged);
  return Enforce();
}

DocumentSet OpenMeeting::ReadableAt(const RemoteSeat& remote, std::int64_t now) const {
  if (purged_ || Access().Find(remote.participant) == nullptr ||
      WhyNotIn(Access(), remote.participant, now) != Refusal::kNone) {
    return {};
  }
  return ReadableBy(Access(), remote.participant, now);
}

void OpenMeeting::HearPresence(BusMessage message) {
  auto remote = std::ranges::find(remote_, message.member, &RemoteSeat::member);
  if (remote == remote_.end()) {
    if (remote_.size() >= kMostRemote) return;
    remote_.push_back({message.relay, message.member, message.participant, {}});
    remote = remote_.end() - 1;
    remote->readable = ReadableAt(*remote, tools_.clock.UnixTime());
  }
  // A number stays with whoever had it first.
  if (remote->participant != message.participant || remote->relay != message.relay) return;
  std::vector<ConnectionId> others;
  for (const Seat& seat : seats_) {
    if (HearEachOther(seat.readable, remote->readable)) others.push_back(seat.member.connection);
  }
  Send(PresenceFromFrame{message.member, std::move(message.participant), std::move(message.payload)}, others);
}

void OpenMeeting::HearLeft(std::uint64_t member) {
  if (std::erase_if(remote_, [&](const RemoteSeat& remote) { return remote.member == member; }) == 0) return;
  std::vector<ConnectionId> others;
  for (const Seat& seat : seats_) others.push_back(seat.member.connection);
  Send(LeftFrame{member}, others);
}

void OpenMeeting::HearRelayGone(std::uint64_t relay) {
  std::vector<std::uint64_t> gone;
  for (const RemoteSeat& remote : remote_) {
    if (remote.relay == relay) gone.push_back(remote.member);
  }
  for (const std::uint64_t member : gone) HearLeft(member);
}

// Whoever at another relay may be heard here no more has left; whether they may stay, their own relay says.
void OpenMeeting::EnforceRemote(const std::vector<Seat>& before, std::int64_t now) {
  for (RemoteSeat& remote : remote_) {
    const DocumentSet earlier = std::exchange(remote.readable, ReadableAt(remote, now));
    std::vector<ConnectionId> parted;
    for (std::size_t i = 0; i < seats_.size(); ++i) {
      if (WhyNotStay(seats_[i], now) != Refusal::kNone) continue;
      const bool heard = HearEachOther(before[i].readable, earlier);
      if (heard && !HearEachOther(seats_[i].readable, remote.readable)) parted.push_back(seats_[i].member.connection);
    }
    Send(LeftFrame{remote.member}, parted);
  }
}

bool OpenMeeting::TakeConsentExpiry(std::int64_t now) {
  const MeetingAccess& access = Access();
  if (access.consent != Consent::kGiven || !ConsentIsMissing(access, now)) return false;
  if (stored_.expiry_logged >= access.consent_until) return false;
  stored_.expiry_logged = now;
  return true;
}

std::vector<Expulsion> OpenMeeting::BePurged() {
  purged_ = true;
  for (Room& room : rooms_) room.DropQueued();
  return Enforce();
}

Refusal OpenMeeting::WhyNotStay(const Seat& seat, std::int64_t now) const {
  if (purged_) return Refusal::kPurged;
  if (seat.with_old_link) return Refusal::kReplaced;
  return WhyNotIn(Access(), seat.member.participant, now);
}

bool OpenMeeting::MayStay(const Member& member) const {
  const std::int64_t now = tools_.clock.UnixTime();
  return std::ranges::any_of(seats_, [&](const Seat& seat) {
    return seat.member.connection == member.connection && WhyNotStay(seat, now) == Refusal::kNone;
  });
}

std::vector<Expulsion> OpenMeeting::Enforce() {
  const std::int64_t now = tools_.clock.UnixTime();
  looked_at_ = now;
  next_change_ = purged_ ? 0 : NextChange(Access(), now);
  std::vector<Expulsion> expelled;
  const std::vector<Seat> before = seats_;
  for (Seat& seat : seats_) {
    const Refusal reason = WhyNotStay(seat, now);
    if (reason != Refusal::kNone) expelled.push_back({seat.member.connection, reason});
    seat.readable = reason == Refusal::kNone ? ReadableBy(Access(), seat.member.participant, now) : DocumentSet();
    for (std::size_t i = 0; i < rooms_.size(); ++i) {
      if (!seat.readable[i]) rooms_[i].Unfollow(seat.member.connection);
    }
    if (reason == Refusal::kNone) Send(AccessFor(seat.member.participant), {seat.member.connection});
  }
  for (std::size_t one = 0; one < seats_.size(); ++one) {
    for (std::size_t other = one + 1; other < seats_.size(); ++other) {
      const bool heard = HearEachOther(before[one].readable, before[other].readable);
      if (heard && !HearEachOther(seats_[one].readable, seats_[other].readable)) Part(seats_[one], seats_[other]);
    }
  }
  EnforceRemote(before, now);
  return expelled;
}

// Those who stay both, but not in the same place: to each other they have left. Whoever leaves altogether says so then.
void OpenMeeting::Part(const Seat& one, const Seat& other) const {
  const std::int64_t now = tools_.clock.UnixTime();
  if (WhyNotStay(one, now) != Refusal::kNone || WhyNotStay(other, now) != Refusal::kNone) return;
  Send(LeftFrame{one.member.number}, {other.member.connection});
  Send(LeftFrame{other.member.number}, {one.member.connection});
}

void OpenMeeting::Send(const ServerFrame& frame, const std::vector<ConnectionId>& receivers) const {
  if (!receivers.empty()) tools_.transport.Send(AsText(Encode(frame)), receivers);
}

}  // namespace samsyn
