// What changes a meeting while people are in it: commands, and time.
#include <spdlog/logger.h>

#include <algorithm>
#include <type_traits>
#include <utility>

#include "server/meetings.h"

namespace samsyn {
namespace {

// One answer's share of a long access log; who wants more asks again after the last entry.
constexpr int kLogFramesPerAnswer = 4;
// Of one command, while other relays change the same meeting.
constexpr int kMostTries = 8;

AnswerFrame Refused(std::uint64_t number, const Denial& denial) {
  return {number, false, denial.reason, denial.message};
}

AnswerFrame NotStored(std::uint64_t number) {
  return {number, false, Refusal::kNone, "the relay could not do this now, and nothing has changed; try again"};
}

// Who was let into the aside is for the person, and for those it is about.
bool MayReadEntry(const MeetingAccess& access, const Member& reader, const LogEntry& entry) {
  if (entry.event != LogEvent::kAsideIn && entry.event != LogEvent::kAsideOut) return true;
  return access.Find(reader.participant)->role == Role::kIndividual || entry.subject == reader.participant;
}

}  // namespace

void Meetings::Execute(OpenMeeting& meeting, const Member& from, const CommandFrame& frame) {
  // Another relay may have changed the meeting before it was heard of here: then it is decided again.
  for (int tries = 1; !TryToExecute(meeting, from, frame, tries == kMostTries); ++tries) {
    if (!meeting.MayStay(from)) return;  // and is told why when the connection is closed
  }
}

// False when it has to be decided again, unless it is the last time.
bool Meetings::TryToExecute(OpenMeeting& meeting, const Member& from, const CommandFrame& frame, bool is_last) {
  std::variant<AccessChange, Denial> answer =
      ChangeAccess(meeting.Stored(), from.participant, frame.command, tools_.clock.UnixTime(), tools_.limits);
  if (const auto* denial = std::get_if<Denial>(&answer)) {
    tools_.log.debug("connection {}: a command is refused: {}", from.connection, denial->message);
    tools_.counters.CountRefusal(denial->code, denial->reason);
    Send(from.connection, Refused(frame.number, *denial));
    return true;
  }
  auto& change = std::get<AccessChange>(answer);
  Status done = OkStatus();
  if (std::holds_alternative<PurgeCommand>(frame.command)) {
    done = Purge(meeting.Id());
  } else if (const auto* read = std::get_if<ReadLogCommand>(&frame.command)) {
    done = SendLog(meeting, from, read->after);
  } else {
    done = Save(meeting, change);
  }
  const bool is_gone = !done && done.GetError().code == ErrorCode::kNotFound;
  const bool may_be_outdated = !done && (is_gone || done.GetError().code == ErrorCode::kConflict);
  // With other relays a conflict is worth another try even when what they changed makes no difference.
  if (may_be_outdated && (TakeOver(meeting) || tools_.bus != nullptr) && !is_last) return false;
  if (!done) {
    tools_.log.error("a command is not done: {}", done.GetError().message);
    Send(from.connection, NotStored(frame.number));
    return true;
  }
  Send(from.connection, AnswerFrame{frame.number, true, Refusal::kNone, {}});
  if (std::holds_alternative<PurgeCommand>(frame.command)) {
    Expel(meeting.BePurged());
  } else if (change.access != meeting.Access() || change.token_hashes != meeting.Stored().meeting.token_hashes ||
             !change.new_keys.empty()) {
    Expel(meeting.Apply(std::move(change)));
  }
  return true;
}

// With what waits for the meeting's log already, so that the log tells things in the order they happened.
Status Meetings::Save(OpenMeeting& meeting, const AccessChange& change) {
  if (change.entries.empty() && change.new_keys.empty() && change.access == meeting.Access()) return OkStatus();
  std::vector<LogEntry> entries = access_log_.Take(meeting.Id());
  const std::size_t waiting = entries.size();
  std::ranges::copy(change.entries, std::back_inserter(entries));
  Status saved = tools_.journal.SaveAccess(meeting.Id(), change.access, change.token_hashes, change.new_keys, entries);
  if (!saved) {
    entries.resize(waiting);
    for (LogEntry& entry : entries) access_log_.Add(meeting.Id(), std::move(entry));
  }
  return saved;
}

Status Meetings::Purge(std::string_view meeting) {
  Status purged = tools_.journal.Purge(meeting, tools_.clock.UnixTime());
  if (purged) static_cast<void>(access_log_.Take(meeting));
  return purged;
}

Status Meetings::SendLog(const OpenMeeting& meeting, const Member& reader, std::uint64_t after) {
  access_log_.Flush();
  for (int i = 0; i < kLogFramesPerAnswer; ++i) {
    Result<std::vector<LogEntry>> entries = tools_.journal.ReadLog(meeting.Id(), after, kMaxLogEntriesPerFrame);
    if (!entries) return entries.GetError();
    if (!entries.Value().empty()) after = entries.Value().back().sequence;
    const bool caught_up = entries.Value().size() < kMaxLogEntriesPerFrame;
    std::erase_if(entries.Value(),
                  [&](const LogEntry& entry) { return !MayReadEntry(meeting.Access(), reader, entry); });
    Send(reader.connection, LogFrame{std::move(entries.Value()), caught_up});
    if (caught_up) break;
  }
  return OkStatus();
}

void Meetings::LogExpiry(OpenMeeting& meeting) {
  const std::int64_t now = tools_.clock.UnixTime();
  if (!meeting.TakeConsentExpiry(now)) return;
  access_log_.Add(meeting.Id(), {0, now, LogEvent::kConsentExpired, {}, {}, {}});
}

void Meetings::CheckTime() {
  const std::int64_t now = tools_.clock.UnixTime();
  for (auto& [id, meeting] : meetings_) {
    if (!meeting->IsTimeToLook(now)) continue;
    LogExpiry(*meeting);
    const std::int64_t purge_at = meeting->Access().purge_at;
    if (purge_at == 0 || now < purge_at) {
      Expel(meeting->Enforce());
      continue;
    }
    // Should this fail, PurgeDue tries again; nobody is let in meanwhile.
    const Status purged = Purge(id);
    if (!purged && purged.GetError().code != ErrorCode::kNotFound) {
      tools_.log.error("a meeting whose time is over is not deleted yet: {}", purged.GetError().message);
    }
    Expel(meeting->BePurged());
  }
}

void Meetings::PurgeDue() {
  const Result<std::vector<std::string>> due = tools_.journal.DuePurges(tools_.clock.UnixTime());
  if (!due) tools_.log.error("meetings whose time is over are not deleted yet: {}", due.GetError().message);
  if (!due) return;
  std::size_t deleted = 0;
  for (const std::string& id : due.Value()) {
    const Status purged = Purge(id);
    // Another relay may have been faster.
    const bool is_gone = purged || purged.GetError().code == ErrorCode::kNotFound;
    if (!is_gone) tools_.log.error("a meeting whose time is over is not deleted yet: {}", purged.GetError().message);
    if (!is_gone) continue;
    if (purged) ++deleted;
    const auto open = meetings_.find(id);
    if (open != meetings_.end() && !open->second->IsPurged()) Expel(open->second->BePurged());
  }
  if (deleted > 0) tools_.log.info("{} meetings are deleted: their time is over", deleted);
}

void Meetings::Expel(std::vector<Expulsion> expulsions) {
  std::ranges::move(expulsions, std::back_inserter(expelled_));
}

void Meetings::Send(ConnectionId receiver, const ServerFrame& frame) const {
  tools_.transport.Send(AsText(Encode(frame)), {receiver});
}

}  // namespace samsyn
