// What a relay has not heard: servers of a cluster that were killed may lack, somewhere in the middle or at the end,
// what the others have, and do not say so. Relays tell each other how much there is of a document, and whoever has less
// reads until NATS asks a server that has it.
#include <algorithm>

#include "server/jetstream_store.h"

namespace samsyn {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kTryGapsAgain{200};
// What nobody can find so long, nobody has.
constexpr milliseconds kGapPatience{60'000};
constexpr milliseconds kTellAgainAfter{3000};

}  // namespace

void JetStreamJournal::Store::TellStored(CachedMeeting& meeting, DocumentKind document) {
  bus.TellStored(meeting.Id(), document, meeting.Of(document).updates.size());
  tell_again[{meeting.Id(), document}] = steady_clock::now() + kTellAgainAfter;
}

void JetStreamJournal::Store::FillGaps() {
  const auto now = steady_clock::now();
  for (const BusMessage& told : bus.TakeStored()) {
    const auto found = meetings.find(told.meeting);
    if (found == meetings.end() || !found->second->is_loaded) continue;
    if (found->second->Of(told.document).updates.size() >= told.sequence) continue;
    Gap& gap = gaps.try_emplace(DocumentSubject(found->second->record.room, told.document), Gap{0, now}).first->second;
    gap.sequence = std::max(gap.sequence, told.sequence);
  }
  std::erase_if(tell_again, [&](const auto& tell) {
    const auto& [which, when] = tell;
    if (when > now) return false;
    const auto found = meetings.find(which.first);
    if (found == meetings.end() || !found->second->is_loaded) return true;
    bus.TellStored(which.first, which.second, found->second->Of(which.second).updates.size());
    return true;
  });
  if (gaps.empty() || IsAway() || now - tried_gaps < kTryGapsAgain) return;
  tried_gaps = now;
  std::erase_if(gaps, [&](const auto& known) {
    const auto& [subject, gap] = known;
    const auto found = by_room.find(std::string(SubjectPart(subject, 2)));
    if (found == by_room.end() || !found->second->is_loaded || found->second->is_purged) return true;
    CachedMeeting& meeting = *found->second;
    const std::string_view name = SubjectPart(subject, 3);
    if (meeting.SequenceOf(name) >= gap.sequence || now - gap.since > kGapPatience) return true;
    // The feed is about to bring it.
    if (now - gap.since < kTryGapsAgain) return false;
    static_cast<void>(ReadFrom(meeting, subject, meeting.PlaceOf(name) + 1));
    return meeting.SequenceOf(name) >= gap.sequence;
  });
}

}  // namespace samsyn
