// Who may read and write which document of a meeting at this moment: the state the relay keeps and every client sees.
//
// The relay asks before every append and every delivery, the client to decide what to show; both ask here, so that they
// never disagree. Times are milliseconds since 1970 UTC; 0 means never.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/bytes.h"
#include "shared/wire/refusal.h"
#include "shared/wire/roles.h"

namespace samsyn {

enum class Consent : std::uint8_t {
  kNotAsked,
  kGiven,
  kWithdrawn,
};
inline constexpr int kConsentCount = 3;

struct ParticipantAccess {
  std::string id;
  Role role = Role::kObserver;
  bool revoked = false;
  bool in_aside = false;                                 // the person has let them into the aside
  std::optional<DocumentKind> only_item = std::nullopt;  // may see this item and nothing else
  std::int64_t expires_at = 0;                           // the link's
  friend bool operator==(const ParticipantAccess&, const ParticipantAccess&) = default;
};

struct MeetingAccess {
  std::vector<ParticipantAccess> participants;
  Consent consent = Consent::kNotAsked;
  std::int64_t consent_until = 0;
  std::int64_t consent_changed = 0;
  std::string helper;         // a participant who writes in voice for the person; empty: nobody
  std::string secretary;      // a participant; empty: nobody
  std::int64_t purge_at = 0;  // when everything is deleted

  [[nodiscard]] const ParticipantAccess* Find(std::string_view participant) const;
  [[nodiscard]] ParticipantAccess* Find(std::string_view participant);
  friend bool operator==(const MeetingAccess&, const MeetingAccess&) = default;
};

// The person whose plan it is; nullptr when there is none.
[[nodiscard]] const ParticipantAccess* IndividualOf(const MeetingAccess& access);

// Withdrawn, or given until a time that has passed. Not asked yet does not stop the preparation.
[[nodiscard]] bool ConsentIsMissing(const MeetingAccess& access, std::int64_t now);

// Why this participant may not be connected at all; kNone: they may. Without consent the person, their helper and the
// chair stay, the chair without any document.
[[nodiscard]] Refusal WhyNotIn(const MeetingAccess& access, std::string_view participant, std::int64_t now);

[[nodiscard]] bool MayRead(const MeetingAccess& access, std::string_view participant, DocumentKind document,
                           std::int64_t now);
[[nodiscard]] bool MayWrite(const MeetingAccess& access, std::string_view participant, DocumentKind document,
                            std::int64_t now);
// Invites and revokes: the person and the chair.
[[nodiscard]] bool MayInvite(const MeetingAccess& access, std::string_view participant, std::int64_t now);

// When any of the answers above changes by itself next; 0: never.
[[nodiscard]] std::int64_t NextChange(const MeetingAccess& access, std::int64_t now);

// A document's key that only one participant's link can open: shared/crypto/key_wrap.h. The relay stores it and hands
// it to that participant.
struct WrappedKey {
  DocumentKind document = DocumentKind::kPlan;
  std::uint32_t number = 0;  // 1, 2, …: a document gets a new key when somebody may read it no longer
  Bytes wrapped;
  friend bool operator==(const WrappedKey&, const WrappedKey&) = default;
};
struct KeyFor {
  std::string participant;
  WrappedKey key;
  friend bool operator==(const KeyFor&, const KeyFor&) = default;
};

void Write(ByteWriter& out, const MeetingAccess& access);
void Write(ByteWriter& out, const WrappedKey& key);
void Write(ByteWriter& out, const KeyFor& key);
[[nodiscard]] MeetingAccess ReadMeetingAccess(ByteReader& in);
[[nodiscard]] WrappedKey ReadWrappedKey(ByteReader& in);
[[nodiscard]] KeyFor ReadKeyFor(ByteReader& in);

}  // namespace samsyn
