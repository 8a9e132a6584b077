// What changes a meeting while people are in it: other relays.
#include <spdlog/logger.h>

#include <algorithm>
#include <utility>

#include "server/meetings.h"

namespace samsyn {

void Meetings::HearOthers() {
  std::ranges::move(tools_.journal.TakeForeign(), std::back_inserter(foreign_));
  for (ForeignChange& change : std::exchange(foreign_, {})) {
    const auto open = meetings_.find(change.meeting);
    if (open == meetings_.end() || open->second->IsPurged()) continue;
    if (change.what == ForeignChange::What::kAccess) {
      TakeOver(*open->second);
    } else if (!open->second->RoomOf(change.document).HearOthers()) {
      foreign_.push_back(std::move(change));
    }
  }
  HearBus();
}

bool Meetings::TakeOver(OpenMeeting& meeting) {
  Result<StoredMeeting> stored = tools_.journal.FindMeeting(meeting.Id());
  if (!stored && stored.GetError().code == ErrorCode::kNotFound) {
    Expel(meeting.BePurged());
    return true;
  }
  if (!stored) {
    tools_.log.error("a change of a meeting could not be read yet: {}", stored.GetError().message);
    foreign_.push_back({meeting.Id(), ForeignChange::What::kAccess, DocumentKind::kPlan});
    return false;
  }
  const JournalMeeting& before = meeting.Stored().meeting;
  const JournalMeeting& now = stored.Value().meeting;
  if (now.access == before.access && now.token_hashes == before.token_hashes && now.keys == before.keys) return false;
  Expel(meeting.TakeOver(std::move(stored.Value())));
  return true;
}

void Meetings::HearBus() {
  if (tools_.bus == nullptr) return;
  for (BusMessage& message : tools_.bus->Take()) {
    if (message.what == BusMessage::What::kRelayGone) {
      for (const auto& [id, meeting] : meetings_) meeting->HearRelayGone(message.relay);
      continue;
    }
    const auto open = meetings_.find(message.meeting);
    if (open == meetings_.end()) continue;
    if (message.what == BusMessage::What::kPresence) {
      open->second->HearPresence(std::move(message));
    } else {
      open->second->HearLeft(message.member);
    }
  }
}

}  // namespace samsyn
