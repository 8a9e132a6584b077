#include "server/import.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "server/access_changes.h"
#include "server/append_rules.h"

namespace samsyn {
namespace {

Status CheckAccess(const Bundle& bundle, const Limits& limits) {
  const MeetingAccess& access = bundle.access;
  const std::size_t most = std::min(limits.participants_per_meeting, kMaxParticipants);
  if (access.participants.size() > most) {
    return Error{ErrorCode::kTooMany, "a meeting may have at most " + std::to_string(most) + " participants"};
  }
  if (bundle.token_hashes.size() != access.participants.size()) {
    return Error{ErrorCode::kMalformed, "each participant has one link"};
  }
  if (std::ranges::count(access.participants, Role::kIndividual, &ParticipantAccess::role) != 1) {
    return Error{ErrorCode::kForbidden, "a meeting is one person's: exactly one participant has the role individual"};
  }
  for (const std::string& somebody : {access.helper, access.secretary}) {
    if (!somebody.empty() && access.Find(somebody) == nullptr) {
      return Error{ErrorCode::kForbidden, "the helper and the secretary are participants"};
    }
  }
  std::map<std::string, std::size_t, std::less<>> counts;
  for (const KeyFor& key : bundle.keys) {
    if (!MayHoldKey(access, key.participant, key.key.document)) {
      return Error{ErrorCode::kForbidden, "a key for somebody who may not read the document"};
    }
    if (++counts[key.participant] > kMaxKeysPerParticipant) {
      return Error{ErrorCode::kTooMany,
                   "a participant may have at most " + std::to_string(kMaxKeysPerParticipant) + " keys"};
    }
  }
  return OkStatus();
}

}  // namespace

Result<Imported> ImportMeeting(const Bundle& bundle, Journal& journal, const Limits& limits, std::int64_t now) {
  const Result<StoredMeeting> existing = journal.FindMeeting(bundle.meeting);
  if (existing) return Imported::kExistedAlready;
  if (existing.GetError().code != ErrorCode::kNotFound) return existing.GetError();
  const Result<bool> purged = journal.WasPurged(bundle.meeting);
  if (!purged) return purged.GetError();
  if (purged.Value()) return Imported::kPurgedBefore;
  if (const Status right = CheckAccess(bundle, limits); !right) return right.GetError();

  std::vector<JournalEntry> entries;
  std::uint64_t bytes = 0;
  for (const BundleUpdate& update : bundle.updates) {
    const auto at_this_update = [&](Error error) {
      error.message = "update " + std::to_string(entries.size() + 1) + " of the bundle: " + error.message;
      return error;
    };
    const AppendRequest request{update.participant, update.document, update.counter, update.payload.size()};
    if (const std::optional<Denial> denial = CheckAppend(bundle.access, request, now, limits)) {
      return at_this_update({denial->code, denial->message});
    }
    bytes += update.payload.size() + kUpdateOverheadBytes;
    if (bytes > limits.meeting_bytes) return at_this_update({ErrorCode::kTooMany, "the meeting is full"});
    entries.push_back(
        {bundle.meeting, update.document, update.participant, update.replica, update.counter, update.payload, now});
  }
  const Status created =
      journal.CreateMeeting({bundle.meeting, bundle.access, bundle.token_hashes, bundle.keys, now}, entries);
  if (!created) return created.GetError();
  return Imported::kNow;
}

}  // namespace samsyn
