#include "server/access_changes.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "shared/crypto/token.h"

namespace samsyn {
namespace {

using Answer = std::optional<Denial>;  // nothing: done

constexpr std::size_t kMaxExportNameBytes = 32;

Denial MayNot(std::string message) { return {ErrorCode::kForbidden, Refusal::kMayNotDo, std::move(message)}; }
// Nothing people could do about it: their program has asked for something that cannot be.
Denial Wrong(std::string message) { return {ErrorCode::kOutOfRange, Refusal::kNone, std::move(message)}; }

bool IsActive(const ParticipantAccess& participant, std::int64_t now) {
  return !participant.revoked && (participant.expires_at == 0 || participant.expires_at > now);
}

// As it would be with consent and with no link's time over, for MayRead at the beginning of time.
MeetingAccess WithConsent(MeetingAccess access) {
  access.consent = Consent::kNotAsked;
  return access;
}
constexpr std::int64_t kBeforeAnyEnd = std::numeric_limits<std::int64_t>::min();

class Changes {
 public:
  Changes(const StoredMeeting& before, std::string_view actor, std::int64_t now, const Limits& limits)
      : before_(before), actor_(actor), now_(now), limits_(limits) {
    change_.access = before.meeting.access;
    change_.token_hashes = before.meeting.token_hashes;
  }

  Answer operator()(const InviteCommand& command);
  Answer operator()(const RevokeCommand& command);
  Answer operator()(const HandOverCommand& command);
  Answer operator()(const ConsentCommand& command);
  Answer operator()(const HelperCommand& command);
  Answer operator()(const AsideCommand& command);
  Answer operator()(const RetentionCommand& command);
  Answer operator()(const PurgeCommand&) { return PersonOrChair("delete the meeting"); }
  Answer operator()(const ExportedCommand& command);
  Answer operator()(const ReadLogCommand&) { return std::nullopt; }

  AccessChange Take() { return std::move(change_); }

 private:
  [[nodiscard]] const MeetingAccess& Before() const { return before_.meeting.access; }
  [[nodiscard]] const ParticipantAccess& Actor() const { return *Before().Find(actor_); }
  [[nodiscard]] bool ByIndividual() const { return Actor().role == Role::kIndividual; }

  Answer PersonOrChair(const std::string& what) const {
    if (ByIndividual() || Actor().role == Role::kChair) return std::nullopt;
    return MayNot("only the person and the chair " + what);
  }
  Answer CheckInvitation(const InviteCommand& command) const;
  Answer CheckLink(const InviteCommand& command) const;
  Answer GiveKeys(const std::vector<KeyFor>& keys);
  void TakeTasksFrom(const ParticipantAccess& participant);
  void LeaveAside(ParticipantAccess& participant);
  void Log(LogEvent event, std::string_view subject = {}, std::string_view detail = {}) {
    change_.entries.push_back({0, now_, event, std::string(actor_), std::string(subject), std::string(detail)});
  }

  const StoredMeeting& before_;
  std::string_view actor_;
  std::int64_t now_;
  const Limits& limits_;
  AccessChange change_;
};

// The person stays who they are whatever others decide: their link is changed by themselves only, nobody else becomes
// the person, and nobody raises themselves. A chair may make another chair: somebody has to be able to take over.
Answer Changes::CheckInvitation(const InviteCommand& command) const {
  if (!MayInvite(Before(), actor_, now_)) return MayNot("only the person and the chair invite, and with consent");
  const ParticipantAccess* there = Before().Find(command.participant);
  const bool for_oneself = command.participant == actor_;
  if (there != nullptr && there->role == Role::kIndividual && !for_oneself) {
    return MayNot("the person's own link is renewed by themselves only");
  }
  if (for_oneself && command.role != there->role) return MayNot("nobody changes their own role");
  if (command.role == Role::kIndividual && !for_oneself) return MayNot("there is one person whose meeting it is");
  if (command.only_item && (command.role == Role::kIndividual || command.role == Role::kChair)) {
    return Wrong("the person and the chair see everything that is shared");
  }
  if (command.expires_at != 0 && command.expires_at <= now_) return Wrong("the link's time would be over already");
  const std::size_t most = std::min(limits_.participants_per_meeting, kMaxParticipants);
  if (there == nullptr && Before().participants.size() >= most) {
    return Denial{ErrorCode::kTooMany, Refusal::kFull,
                  "a meeting may have at most " + std::to_string(most) + " participants"};
  }
  return CheckLink(command);
}

// A link belongs to one participant, and one that has stopped to work never works again. The same link as before is
// fine: then only the role or the time is changed.
Answer Changes::CheckLink(const InviteCommand& command) const {
  const Denial taken{ErrorCode::kConflict, Refusal::kNone, "this link was used before"};
  for (std::size_t i = 0; i < Before().participants.size(); ++i) {
    if (!SameHash(before_.meeting.token_hashes[i], command.token_hash)) continue;
    const ParticipantAccess& owner = Before().participants[i];
    if (owner.id != command.participant || owner.revoked) return taken;
  }
  for (const ReplacedLink& link : before_.replaced) {
    if (SameHash(link.token_hash, command.token_hash)) return taken;
  }
  return std::nullopt;
}

Answer Changes::operator()(const InviteCommand& command) {
  if (Answer no = CheckInvitation(command)) return no;
  MeetingAccess& access = change_.access;
  ParticipantAccess* participant = access.Find(command.participant);
  const bool is_new = participant == nullptr;
  if (is_new) {
    access.participants.emplace_back().id = command.participant;
    change_.token_hashes.push_back(command.token_hash);
    participant = &access.participants.back();
  }
  const auto index = static_cast<std::size_t>(participant - access.participants.data());
  const bool link_changes = !is_new && !SameHash(change_.token_hashes[index], command.token_hash);
  participant->role = command.role;
  participant->only_item = command.only_item;
  participant->expires_at = command.expires_at;
  participant->revoked = false;
  if (link_changes) {
    change_.token_hashes[index] = command.token_hash;
    change_.new_link = command.participant;
    Log(LogEvent::kLinkReplaced, command.participant, NameOf(command.role));
    // Whoever makes a link could use it. What the person has entrusted to somebody else, the aside and speaking for
    // them, does not come with a link that somebody else has made: the person says it anew.
    if (!ByIndividual()) {
      LeaveAside(*participant);
      if (access.helper == command.participant) {
        access.helper.clear();
        Log(LogEvent::kHelper);
      }
    }
  } else {
    Log(LogEvent::kInvited, command.participant, NameOf(command.role));
  }
  if (participant->only_item) LeaveAside(*participant);
  if (participant->role == Role::kObserver || participant->only_item) TakeTasksFrom(*participant);
  return GiveKeys(command.keys);
}

// The person may take back everybody's link, the only chair's too. A chair who is the only one may not go without
// another: the meeting would stand still whenever the person is not there.
Answer Changes::operator()(const RevokeCommand& command) {
  if (!MayInvite(Before(), actor_, now_)) return MayNot("only the person and the chair take links back");
  ParticipantAccess* participant = change_.access.Find(command.participant);
  if (participant == nullptr) return Wrong("there is no such participant");
  if (participant->role == Role::kIndividual) return MayNot("the person's link is not taken back");
  if (participant->revoked) return Wrong("the link was taken back before");
  if (command.participant == actor_) {
    const bool another = std::ranges::any_of(Before().participants, [&](const ParticipantAccess& other) {
      return other.role == Role::kChair && other.id != actor_ && IsActive(other, now_);
    });
    if (!another) return MayNot("the only chair stays until there is another");
  }
  participant->revoked = true;
  Log(LogEvent::kRevoked, command.participant);
  LeaveAside(*participant);
  TakeTasksFrom(*participant);
  return GiveKeys(command.keys);
}

Answer Changes::operator()(const HandOverCommand& command) {
  const bool has_pen = Before().secretary == actor_ && Actor().role != Role::kObserver;
  if (!ByIndividual() && Actor().role != Role::kChair && !has_pen) {
    return MayNot("only the chair, the person and the secretary hand the pen over");
  }
  const ParticipantAccess* participant = Before().Find(command.participant);
  if (participant == nullptr || !IsActive(*participant, now_)) return Wrong("there is no such participant");
  if (participant->role == Role::kObserver) return Wrong("an observer reads and does not write");
  if (participant->only_item) return Wrong("who sees one item only cannot write for all");
  if (change_.access.secretary == command.participant) return std::nullopt;
  change_.access.secretary = command.participant;
  Log(LogEvent::kSecretary, command.participant);
  return std::nullopt;
}

Answer Changes::operator()(const ConsentCommand& command) {
  if (!ByIndividual() && (Before().helper.empty() || Before().helper != actor_)) {
    return MayNot("only the person and their helper give and withdraw consent");
  }
  if (command.consent == Consent::kNotAsked) return Wrong("consent is given or withdrawn");
  const bool given = command.consent == Consent::kGiven;
  if (given && command.until != 0 && command.until <= now_) return Wrong("the consent's time would be over already");
  change_.access.consent = command.consent;
  change_.access.consent_until = given ? command.until : 0;
  change_.access.consent_changed = now_;
  Log(given ? LogEvent::kConsentGiven : LogEvent::kConsentWithdrawn);
  return std::nullopt;
}

Answer Changes::operator()(const HelperCommand& command) {
  if (!ByIndividual()) return MayNot("only the person chooses who helps them");
  if (!command.participant.empty()) {
    const ParticipantAccess* participant = Before().Find(command.participant);
    if (participant == nullptr || participant->revoked) return Wrong("there is no such participant");
    if (participant->role == Role::kIndividual) return Wrong("the person is not their own helper");
    if (participant->role == Role::kObserver) return Wrong("an observer reads and does not write");
    if (participant->only_item) return Wrong("who sees one item only cannot write for the person");
  }
  if (change_.access.helper == command.participant) return std::nullopt;
  change_.access.helper = command.participant;
  Log(LogEvent::kHelper, command.participant);
  return std::nullopt;
}

// Somebody who is in the aside may be let in once more: their link is another one and they need its keys.
Answer Changes::operator()(const AsideCommand& command) {
  if (!ByIndividual()) return MayNot("only the person chooses who is in the aside");
  ParticipantAccess* participant = change_.access.Find(command.participant);
  if (participant == nullptr || participant->revoked) return Wrong("there is no such participant");
  if (participant->role == Role::kIndividual) return Wrong("the aside is the person's own");
  if (participant->only_item) return Wrong("who sees one item only sees nothing else");
  if (!command.in) {
    LeaveAside(*participant);
  } else if (!participant->in_aside) {
    participant->in_aside = true;
    Log(LogEvent::kAsideIn, command.participant);
  }
  // Who comes back has the keys from before.
  std::vector<KeyFor> keys = command.keys;
  std::erase_if(keys, [&](const KeyFor& key) {
    return std::ranges::any_of(before_.meeting.keys, [&](const KeyFor& there) {
      return there.participant == key.participant && there.key.document == key.key.document &&
             there.key.number == key.key.number;
    });
  });
  return GiveKeys(keys);
}

Answer Changes::operator()(const RetentionCommand& command) {
  if (Answer no = PersonOrChair("decide how long the meeting is kept")) return no;
  if (command.purge_at <= now_) return Wrong("this day has passed");
  if (command.purge_at - now_ > kLongestRetention.count()) {
    return Wrong("a meeting is kept for at most " +
                 std::to_string(std::chrono::duration_cast<std::chrono::days>(kLongestRetention).count()) + " days");
  }
  change_.access.purge_at = command.purge_at;
  Log(LogEvent::kRetention, {}, std::to_string(command.purge_at));
  return std::nullopt;
}

// A name of a format and nothing else: the log must not become a place to write in.
Answer Changes::operator()(const ExportedCommand& command) {
  const bool is_name = !command.what.empty() && command.what.size() <= kMaxExportNameBytes &&
                       std::ranges::all_of(command.what, [](char letter) {
                         return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-';
                       });
  if (!is_name) return Wrong("this is not the name of a format");
  Log(LogEvent::kExported, {}, command.what);
  return std::nullopt;
}

void Changes::LeaveAside(ParticipantAccess& participant) {
  if (!participant.in_aside) return;
  participant.in_aside = false;
  Log(LogEvent::kAsideOut, participant.id);
}

void Changes::TakeTasksFrom(const ParticipantAccess& participant) {
  if (change_.access.secretary == participant.id) {
    change_.access.secretary.clear();
    Log(LogEvent::kSecretary);
  }
  if (change_.access.helper == participant.id) {
    change_.access.helper.clear();
    Log(LogEvent::kHelper);
  }
}

// A key is given by somebody who may read the document to somebody who may, after the change.
Answer Changes::GiveKeys(const std::vector<KeyFor>& keys) {
  using Name = std::tuple<std::string_view, DocumentKind, std::uint32_t>;
  std::set<Name> names;
  std::map<std::string_view, std::size_t> counts;
  for (const KeyFor& key : before_.meeting.keys) {
    if (key.participant == change_.new_link) continue;
    names.emplace(key.participant, key.key.document, key.key.number);
    ++counts[key.participant];
  }
  const MeetingAccess readers = WithConsent(change_.access);
  for (const KeyFor& key : keys) {
    if (!MayRead(Before(), actor_, key.key.document, now_)) {
      return MayNot("a key comes from somebody who may read the document");
    }
    if (!MayRead(readers, key.participant, key.key.document, kBeforeAnyEnd)) {
      return MayNot("a key is for somebody who may read the document");
    }
    if (!names.emplace(key.participant, key.key.document, key.key.number).second) {
      return Denial{ErrorCode::kConflict, Refusal::kNone, "the participant has a key with this number"};
    }
    if (++counts[key.participant] > kMaxKeysPerParticipant) {
      return Denial{ErrorCode::kTooMany, Refusal::kNone, "the participant has as many keys as they may"};
    }
  }
  change_.new_keys = keys;
  return std::nullopt;
}

}  // namespace

bool MayHoldKey(const MeetingAccess& access, std::string_view participant, DocumentKind document) {
  return MayRead(WithConsent(access), participant, document, kBeforeAnyEnd);
}

std::variant<AccessChange, Denial> ChangeAccess(const StoredMeeting& before, std::string_view actor,
                                                const Command& command, std::int64_t now, const Limits& limits) {
  const Refusal not_in = WhyNotIn(before.meeting.access, actor, now);
  if (not_in != Refusal::kNone) return DenialFor(not_in);
  Changes changes(before, actor, now, limits);
  if (const Answer no = std::visit(changes, command)) return *no;
  return changes.Take();
}

}  // namespace samsyn
