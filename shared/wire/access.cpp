#include "shared/wire/access.h"

#include <algorithm>
#include <utility>

#include "shared/wire/limits.h"

namespace samsyn {
namespace {

bool HasPassed(std::int64_t time, std::int64_t now) { return time != 0 && now >= time; }

bool IsHelper(const MeetingAccess& access, std::string_view participant) {
  return !access.helper.empty() && access.helper == participant;
}

}  // namespace

const ParticipantAccess* MeetingAccess::Find(std::string_view participant) const {
  const auto found = std::find_if(participants.begin(), participants.end(),
                                  [&](const ParticipantAccess& who) { return who.id == participant; });
  return found == participants.end() ? nullptr : &*found;
}

ParticipantAccess* MeetingAccess::Find(std::string_view participant) {
  return const_cast<ParticipantAccess*>(std::as_const(*this).Find(participant));
}

const ParticipantAccess* IndividualOf(const MeetingAccess& access) {
  const auto found = std::find_if(access.participants.begin(), access.participants.end(),
                                  [](const ParticipantAccess& who) { return who.role == Role::kIndividual; });
  return found == access.participants.end() ? nullptr : &*found;
}

bool ConsentIsMissing(const MeetingAccess& access, std::int64_t now) {
  return access.consent == Consent::kWithdrawn ||
         (access.consent == Consent::kGiven && HasPassed(access.consent_until, now));
}

Refusal WhyNotIn(const MeetingAccess& access, std::string_view participant, std::int64_t now) {
  if (HasPassed(access.purge_at, now)) return Refusal::kPurged;
  const ParticipantAccess* who = access.Find(participant);
  if (who == nullptr) return Refusal::kUnknownLink;
  if (who->revoked) return Refusal::kRevoked;
  if (HasPassed(who->expires_at, now)) return Refusal::kExpired;
  const bool stays = who->role == Role::kIndividual || who->role == Role::kChair || IsHelper(access, participant);
  return ConsentIsMissing(access, now) && !stays ? Refusal::kNoConsent : Refusal::kNone;
}

bool MayRead(const MeetingAccess& access, std::string_view participant, DocumentKind document, std::int64_t now) {
  if (WhyNotIn(access, participant, now) != Refusal::kNone) return false;
  const ParticipantAccess& who = *access.Find(participant);
  const bool is_individual = who.role == Role::kIndividual;
  if (ConsentIsMissing(access, now) && !is_individual && !IsHelper(access, participant)) return false;
  if (who.only_item) return document == *who.only_item;
  switch (document) {
    case DocumentKind::kAside:
      return is_individual || who.in_aside;
    case DocumentKind::kLinks:
      return is_individual || who.role == Role::kChair;
    default:
      return true;
  }
}

bool MayWrite(const MeetingAccess& access, std::string_view participant, DocumentKind document, std::int64_t now) {
  if (!MayRead(access, participant, document, now)) return false;
  const ParticipantAccess& who = *access.Find(participant);
  if (who.role == Role::kObserver) return false;
  switch (document) {
    case DocumentKind::kVoice:
      return who.role == Role::kIndividual || IsHelper(access, participant);
    case DocumentKind::kOutcome:
      return who.role == Role::kChair || access.secretary == participant;
    default:
      return true;
  }
}

bool MayInvite(const MeetingAccess& access, std::string_view participant, std::int64_t now) {
  return MayRead(access, participant, DocumentKind::kLinks, now);
}

std::int64_t NextChange(const MeetingAccess& access, std::int64_t now) {
  std::int64_t next = 0;
  const auto consider = [&](std::int64_t time) {
    if (time > now && (next == 0 || time < next)) next = time;
  };
  consider(access.purge_at);
  if (access.consent == Consent::kGiven) consider(access.consent_until);
  for (const ParticipantAccess& participant : access.participants) consider(participant.expires_at);
  return next;
}

void Write(ByteWriter& out, const MeetingAccess& access) {
  out.Varint(access.participants.size());
  for (const ParticipantAccess& participant : access.participants) {
    out.Text(participant.id);
    out.Byte(static_cast<std::uint8_t>(participant.role));
    out.Byte(static_cast<std::uint8_t>((participant.revoked ? 1 : 0) | (participant.in_aside ? 2 : 0)));
    out.Byte(participant.only_item ? static_cast<std::uint8_t>(*participant.only_item) : 0);
    out.SignedVarint(participant.expires_at);
  }
  out.Byte(static_cast<std::uint8_t>(access.consent));
  out.SignedVarint(access.consent_until);
  out.SignedVarint(access.consent_changed);
  out.Text(access.helper);
  out.Text(access.secretary);
  out.SignedVarint(access.purge_at);
}

MeetingAccess ReadMeetingAccess(ByteReader& in) {
  MeetingAccess access;
  const std::uint64_t count = in.VarintUpTo(kMaxParticipants);
  for (std::uint64_t i = 0; i < count && !in.Failed(); ++i) {
    ParticipantAccess participant;
    participant.id = in.Text(kMaxIdBytes);
    const std::uint8_t role = in.Byte();
    const std::uint8_t flags = in.Byte();
    const std::uint8_t only_item = in.Byte();
    if (role >= kRoleCount || flags > 3 || only_item >= kDocumentKindCount) in.Fail();
    if (only_item != 0 && !IsItem(static_cast<DocumentKind>(only_item))) in.Fail();
    participant.role = static_cast<Role>(role);
    participant.revoked = (flags & 1) != 0;
    participant.in_aside = (flags & 2) != 0;
    if (only_item != 0) participant.only_item = static_cast<DocumentKind>(only_item);
    participant.expires_at = in.SignedVarint();
    access.participants.push_back(std::move(participant));
  }
  const std::uint8_t consent = in.Byte();
  if (consent >= kConsentCount) in.Fail();
  access.consent = static_cast<Consent>(consent);
  access.consent_until = in.SignedVarint();
  access.consent_changed = in.SignedVarint();
  access.helper = in.Text(kMaxIdBytes);
  access.secretary = in.Text(kMaxIdBytes);
  access.purge_at = in.SignedVarint();
  return access;
}

void Write(ByteWriter& out, const WrappedKey& key) {
  out.Byte(static_cast<std::uint8_t>(key.document));
  out.Varint(key.number);
  out.Blob(key.wrapped);
}

WrappedKey ReadWrappedKey(ByteReader& in) {
  WrappedKey key;
  const std::uint8_t document = in.Byte();
  if (document >= kDocumentKindCount) in.Fail();
  key.document = static_cast<DocumentKind>(document);
  key.number = static_cast<std::uint32_t>(in.VarintUpTo(kMaxKeyNumber));
  if (key.number == 0) in.Fail();
  const ByteView wrapped = in.Blob(kMaxWrappedKeyBytes);
  key.wrapped.assign(wrapped.begin(), wrapped.end());
  return key;
}

void Write(ByteWriter& out, const KeyFor& key) {
  out.Text(key.participant);
  Write(out, key.key);
}

KeyFor ReadKeyFor(ByteReader& in) {
  KeyFor key;
  key.participant = in.Text(kMaxIdBytes);
  key.key = ReadWrappedKey(in);
  return key;
}

}  // namespace samsyn
