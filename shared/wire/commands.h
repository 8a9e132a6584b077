// What people decide about a meeting, as the relay has to know it: who is invited, who writes, whether there is
// consent, and when everything is deleted. Each command is answered once; what it changed reaches everybody as an
// Access frame.
#pragma once

#include <array>
#include <string>
#include <variant>
#include <vector>

#include "shared/base/result.h"
#include "shared/wire/access.h"

namespace samsyn {

using TokenHash = std::array<std::uint8_t, 32>;

// A new participant or, for one who is there, a new link: the old one stops to work, a revoked one is welcome again.
// By the person and the chair; the person's own link only by themselves.
struct InviteCommand {
  std::string participant;
  Role role = Role::kObserver;
  std::optional<DocumentKind> only_item;
  std::int64_t expires_at = 0;
  TokenHash token_hash{};
  std::vector<KeyFor> keys;
};
// Takes a link back. `keys` are the documents' new keys for those who stay.
struct RevokeCommand {
  std::string participant;
  std::vector<KeyFor> keys;
};
// The secretary's pen goes to this participant. By the chair, the person and the secretary.
struct HandOverCommand {
  std::string participant;
};
// By the person and their helper.
struct ConsentCommand {
  Consent consent = Consent::kNotAsked;
  std::int64_t until = 0;
};
// Who writes in voice for the person; empty: nobody. By the person.
struct HelperCommand {
  std::string participant;
};
// Lets a participant into the aside or out of it. By the person.
struct AsideCommand {
  std::string participant;
  bool in = false;
  std::vector<KeyFor> keys;
};
// When everything is deleted. By the person and the chair.
struct RetentionCommand {
  std::int64_t purge_at = 0;
};
// Everything is deleted now. By the person and the chair.
struct PurgeCommand {};
// Something was exported; only the access log hears of it.
struct ExportedCommand {
  std::string what;  // "markdown", "json", …
};
// Asks for the access log after this entry.
struct ReadLogCommand {
  std::uint64_t after = 0;
};

using Command = std::variant<InviteCommand, RevokeCommand, HandOverCommand, ConsentCommand, HelperCommand, AsideCommand,
                             RetentionCommand, PurgeCommand, ExportedCommand, ReadLogCommand>;

// The access log: what happened, never what was written. The numbers are the format: never change or reuse one.
enum class LogEvent : std::uint8_t {
  kCreated,
  kJoined,
  kLeft,
  kRefused,  // detail: the Refusal's name
  kInvited,  // detail: the role's name
  kLinkReplaced,
  kRevoked,
  kSecretary,
  kConsentGiven,
  kConsentWithdrawn,
  kConsentExpired,
  kHelper,
  kAsideIn,
  kAsideOut,
  kRetention,  // detail: the day, in milliseconds since 1970 UTC
  kExported,   // detail: what
};
inline constexpr int kLogEventCount = 16;

struct LogEntry {
  std::uint64_t sequence = 0;  // 1, 2, 3, … within the meeting
  std::int64_t at = 0;         // milliseconds since 1970 UTC
  LogEvent event = LogEvent::kCreated;
  std::string actor;    // a participant; empty: nobody known
  std::string subject;  // a participant; empty: nobody else
  std::string detail;
  friend bool operator==(const LogEntry&, const LogEntry&) = default;
};

void Write(ByteWriter& out, const Command& command);
[[nodiscard]] Command ReadCommand(ByteReader& in);
[[nodiscard]] TokenHash ReadTokenHash(ByteReader& in);
void Write(ByteWriter& out, const LogEntry& entry);
[[nodiscard]] LogEntry ReadLogEntry(ByteReader& in);

}  // namespace samsyn
