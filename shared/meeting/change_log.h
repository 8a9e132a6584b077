// Every stored change of a meeting that this copy has, in the relay's order: what history is read from.
//
// Kept in memory and nowhere else, and thrown away together with the documents it tells of. Only what everybody in the
// room reads is kept: the aside and the links have no history.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "shared/document/document.h"
#include "shared/wire/roles.h"

namespace samsyn {

// Plan, voice and outcome: the first of DocumentKind.
inline constexpr std::size_t kLoggedDocumentCount = 3;
[[nodiscard]] constexpr bool IsLogged(DocumentKind document) {
  return static_cast<std::size_t>(document) < kLoggedDocumentCount;
}

struct LoggedUpdate {
  std::uint64_t sequence = 0;  // within the document
  std::string participant;     // as the relay knows them
  std::int64_t at = 0;         // by the relay's clock: milliseconds since 1970 UTC; 0: nobody knows
  Update update;
};

class ChangeLog {
 public:
  // What the relay has stored; in any order, any number of times.
  void Add(DocumentKind document, LoggedUpdate logged);
  // What is on its way. The relay does not send it back: it waits here until it is acknowledged, or replayed.
  void AddOwn(DocumentKind document, const std::string& participant, Update update);
  // Everything of the replica up to `counter` is stored, the last of it as `sequence`: the relay says one number for
  // all it stores at once, so they share it.
  void Acknowledge(DocumentKind document, ReplicaId replica, std::uint64_t counter, std::uint64_t sequence,
                   std::int64_t at);
  void Clear();

  // By sequence, and what shares one by counter. Empty for a document that is not logged.
  [[nodiscard]] const std::vector<LoggedUpdate>& StoredIn(DocumentKind document) const;
  // Changes whenever something else has changed than that more came last.
  [[nodiscard]] std::uint64_t Revision() const { return revision_; }

 private:
  struct Log {
    std::vector<LoggedUpdate> stored;
    std::map<OpId, std::uint64_t> sequence_of;  // by replica and first counter
    std::vector<LoggedUpdate> on_their_way;
  };
  [[nodiscard]] Log& Of(DocumentKind document) { return logs_[static_cast<std::size_t>(document)]; }
  [[nodiscard]] bool Correct(Log& log, const LoggedUpdate& logged, std::uint64_t known);

  std::array<Log, kLoggedDocumentCount> logs_;
  std::uint64_t revision_ = 0;
};

}  // namespace samsyn
