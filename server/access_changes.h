// What a command does to a meeting, and whether this participant may give it. Pure: the meeting before, the command and
// the time are given, what would be afterwards comes back; storing it and telling everybody is Meetings' work.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/denial.h"
#include "server/journal.h"
#include "server/limits.h"

namespace samsyn {

struct AccessChange {
  MeetingAccess access;
  std::vector<TokenHash> token_hashes;  // one for each of access.participants
  std::vector<KeyFor> new_keys;
  std::vector<LogEntry> entries;
  std::string new_link;  // the participant whose earlier link and keys are no longer good; empty: nobody's
};

// For Purge and ReadLog, which change nothing here, only whether they may be given.
[[nodiscard]] std::variant<AccessChange, Denial> ChangeAccess(const StoredMeeting& before, std::string_view actor,
                                                              const Command& command, std::int64_t now,
                                                              const Limits& limits);

// May be given a key of this document: may read it, now or when consent or the link's time is renewed.
[[nodiscard]] bool MayHoldKey(const MeetingAccess& access, std::string_view participant, DocumentKind document);

}  // namespace samsyn
