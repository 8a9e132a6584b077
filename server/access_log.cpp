#include "server/access_log.h"

#include <spdlog/logger.h>

#include <algorithm>

namespace samsyn {
namespace {

constexpr std::int64_t kBetweenRefusals = 60'000;  // milliseconds
// When the disk is full for long.
constexpr std::size_t kMostWaiting = 10'000;

bool MayWait(LogEvent event) {
  return event == LogEvent::kJoined || event == LogEvent::kLeft || event == LogEvent::kRefused;
}

}  // namespace

void AccessLog::Add(std::string_view meeting, LogEntry entry) {
  if (waiting_.size() >= kMostWaiting) {
    log_.error("the access log cannot be written: an entry is lost");
    return;
  }
  waiting_.push_back({std::string(meeting), std::move(entry)});
}

void AccessLog::AddRefusal(std::string_view meeting, std::string_view participant, Refusal reason, std::int64_t now) {
  std::erase_if(refused_at_,
                [&](const auto& refused) { return now - refused.second >= kBetweenRefusals || now < refused.second; });
  if (!refused_at_.try_emplace({std::string(meeting), std::string(participant)}, now).second) return;
  Add(meeting, {0, now, LogEvent::kRefused, std::string(participant), {}, std::string(NameOf(reason))});
}

std::vector<LogEntry> AccessLog::Take(std::string_view meeting) {
  std::vector<LogEntry> taken;
  std::erase_if(waiting_, [&](JournalLogEntry& waiting) {
    if (waiting.meeting != meeting) return false;
    taken.push_back(std::move(waiting.entry));
    return true;
  });
  return taken;
}

void AccessLog::FlushDue(std::int64_t now) {
  const bool is_due = std::ranges::any_of(waiting_, [&](const JournalLogEntry& waiting) {
    const std::int64_t at = waiting.entry.at;
    return !MayWait(waiting.entry.event) || now - at >= kLongestWait || now < at;
  });
  if (is_due) Flush();
}

void AccessLog::Flush() {
  if (waiting_.empty()) return;
  const Status written = journal_.AppendLog(waiting_);
  if (written) {
    waiting_.clear();
  } else {
    log_.error("{} entries of access logs are not stored yet: {}", waiting_.size(), written.GetError().message);
  }
}

}  // namespace samsyn
