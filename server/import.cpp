#include "server/import.h"

#include <map>
#include <string>
#include <utility>

#include "server/append_rules.h"

namespace samsyn {

Result<Imported> ImportMeeting(const Bundle& bundle, Journal& journal, const Limits& limits) {
  const Result<StoredMeeting> existing = journal.FindMeeting(bundle.meeting);
  if (existing) return Imported::kExistedAlready;
  if (existing.GetError().code != ErrorCode::kNotFound) return existing.GetError();

  if (bundle.participants.size() > limits.participants_per_meeting) {
    return Error{ErrorCode::kTooMany,
                 "a meeting may have at most " + std::to_string(limits.participants_per_meeting) + " participants"};
  }
  JournalMeeting meeting;
  meeting.id = bundle.meeting;
  std::map<std::string, Role, std::less<>> roles;
  for (const BundleParticipant& participant : bundle.participants) {
    meeting.participants.push_back({participant.id, participant.role, HashToken(participant.token)});
    roles.emplace(participant.id, participant.role);
  }

  std::vector<JournalEntry> entries;
  std::uint64_t bytes = 0;
  for (const BundleUpdate& update : bundle.updates) {
    const auto at_this_update = [&](Error error) {
      error.message = "update " + std::to_string(entries.size() + 1) + " of the bundle: " + error.message;
      return error;
    };
    const auto role = roles.find(update.participant);
    if (role == roles.end()) return at_this_update({ErrorCode::kForbidden, "its participant is not in the bundle"});
    const Status allowed = CheckAppend(role->second, update.document, update.counter, update.payload.size(), limits);
    if (!allowed) return at_this_update(allowed.GetError());
    bytes += update.payload.size() + kUpdateOverheadBytes;
    if (bytes > limits.meeting_bytes) return at_this_update({ErrorCode::kTooMany, "the meeting is full"});
    entries.push_back(
        {bundle.meeting, update.document, update.participant, update.replica, update.counter, update.payload});
  }
  const Status created = journal.CreateMeeting(meeting, entries);
  if (!created) return created.GetError();
  return Imported::kNow;
}

}  // namespace samsyn
