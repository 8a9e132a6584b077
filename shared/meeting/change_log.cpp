#include "shared/meeting/change_log.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace samsyn {
namespace {

OpId NameOf(const Update& update) { return {update.replica, update.counter}; }

bool ComesBefore(const LoggedUpdate& a, const LoggedUpdate& b) {
  return std::tie(a.sequence, a.update.counter) < std::tie(b.sequence, b.update.counter);
}

}  // namespace

// What is known already may have been numbered and dated by an acknowledgement: the relay's own word is better. False:
// it has to be put elsewhere.
bool ChangeLog::Correct(Log& log, const LoggedUpdate& logged, std::uint64_t known) {
  LoggedUpdate place = logged;
  place.sequence = known;
  const auto found = std::lower_bound(log.stored.begin(), log.stored.end(), place, ComesBefore);
  if (found->sequence == logged.sequence && found->at == logged.at) return true;
  ++revision_;
  if (found->sequence == logged.sequence) {
    found->at = logged.at;
    return true;
  }
  log.stored.erase(found);
  return false;
}

void ChangeLog::Add(DocumentKind document, LoggedUpdate logged) {
  if (!IsLogged(document)) return;
  Log& log = Of(document);
  const OpId name = NameOf(logged.update);
  std::erase_if(log.on_their_way, [&](const LoggedUpdate& own) { return NameOf(own.update) == name; });
  const auto known = log.sequence_of.find(name);
  if (known != log.sequence_of.end() && Correct(log, logged, known->second)) return;
  log.sequence_of[name] = logged.sequence;
  const auto place = std::upper_bound(log.stored.begin(), log.stored.end(), logged, ComesBefore);
  if (place != log.stored.end()) ++revision_;
  log.stored.insert(place, std::move(logged));
}

void ChangeLog::AddOwn(DocumentKind document, const std::string& participant, Update update) {
  if (!IsLogged(document)) return;
  Log& log = Of(document);
  if (log.sequence_of.contains(NameOf(update))) return;
  log.on_their_way.push_back({0, participant, 0, std::move(update)});
}

void ChangeLog::Acknowledge(DocumentKind document, ReplicaId replica, std::uint64_t counter, std::uint64_t sequence,
                            std::int64_t at) {
  // Without a number it has no place yet; the relay sends it with one after the next connection.
  if (!IsLogged(document) || sequence == 0) return;
  std::vector<LoggedUpdate> still;
  for (LoggedUpdate& own : std::exchange(Of(document).on_their_way, {})) {
    if (own.update.replica != replica || own.update.counter > counter) {
      still.push_back(std::move(own));
      continue;
    }
    own.sequence = sequence;
    own.at = at;
    Add(document, std::move(own));
  }
  Of(document).on_their_way = std::move(still);
}

void ChangeLog::Clear() {
  logs_ = {};
  ++revision_;
}

const std::vector<LoggedUpdate>& ChangeLog::StoredIn(DocumentKind document) const {
  static const std::vector<LoggedUpdate> nothing;
  return IsLogged(document) ? logs_[static_cast<std::size_t>(document)].stored : nothing;
}

}  // namespace samsyn
