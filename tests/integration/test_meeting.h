// A small meeting with a participant of every role, and a way to compare copies of it.
#pragma once

#include <string>

#include "shared/meeting/meeting.h"
#include "shared/wire/bundle.h"

namespace samsyn {

inline constexpr std::size_t kTestAgendaItems = 3;

// The participants are called as their roles are; their secrets come from TestSecret. The chair has written the title
// and an agenda of kTestAgendaItems items.
[[nodiscard]] Bundle MakeTestMeeting(const std::string& name);
[[nodiscard]] std::string TestSecret(const std::string& meeting, const std::string& participant);
// What a client makes of it to say Hello with.
[[nodiscard]] std::string TestToken(const std::string& meeting, const std::string& participant);

// What people see of it, all of it: two copies are the same when their descriptions are. Checks the invariants, and
// that no update waits for another one.
[[nodiscard]] std::string DescribeMeeting(const Meeting& meeting);

// The text of all minutes.
[[nodiscard]] std::string AllNotes(const Meeting& meeting);

}  // namespace samsyn
