// What waits to be written into the meetings' access logs: everything of one turn in one commit. What the journal could
// not take stays and is tried again.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/journal.h"
#include "shared/wire/refusal.h"

namespace spdlog {
class logger;
}

namespace samsyn {

class AccessLog {
 public:
  // Both outlive it.
  AccessLog(Journal& journal, spdlog::logger& log) : journal_(journal), log_(log) {}

  void Add(std::string_view meeting, LogEntry entry);
  // One a minute for each participant, and one for all strangers: who knocks again and again must not fill the disk.
  void AddRefusal(std::string_view meeting, std::string_view participant, Refusal reason, std::int64_t now);

  // Of one meeting: for a commit of its own, or because it is deleted.
  [[nodiscard]] std::vector<LogEntry> Take(std::string_view meeting);
  void Flush();
  // At the end of a turn: as Flush, unless all there is are people who came, left or were refused within kLongestWait.
  // A sync to disk makes everybody wait, and after a restart everybody comes at once.
  void FlushDue(std::int64_t now);
  [[nodiscard]] bool IsWaiting() const { return !waiting_.empty(); }

  static constexpr std::int64_t kLongestWait = 100;  // milliseconds

 private:
  using Knock = std::pair<std::string, std::string>;  // meeting and participant

  Journal& journal_;
  spdlog::logger& log_;
  std::vector<JournalLogEntry> waiting_;
  std::map<Knock, std::int64_t> refused_at_;  // in the last minute
};

}  // namespace samsyn
