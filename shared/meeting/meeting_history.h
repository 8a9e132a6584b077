// Who changed what and when, and the meeting as it was: read from the change log, when somebody asks.
//
// What somebody does without five minutes' pause is one visit. A visit says what it touched and how, never how much.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "shared/document/history.h"
#include "shared/meeting/change_log.h"
#include "shared/meeting/touches.h"

namespace samsyn {

// A time in the meeting: how far each logged document had come, by sequence.
using Moment = std::array<std::uint64_t, kLoggedDocumentCount>;

using Touches = std::bitset<kTouchCount>;

// What a visit did with one thing.
struct VisitPart {
  Thing thing = Thing::kMeeting;
  OpId record;
  Touches how;
  std::int64_t from = 0;  // milliseconds since 1970 UTC; 0: nobody knows
  std::int64_t to = 0;
  Moment after{};  // when the last of it was done

  [[nodiscard]] bool Has(Touch touch) const { return how[static_cast<std::size_t>(touch)]; }
};

struct Visit {
  std::size_t number = 0;  // in the order they began
  std::string participant;
  std::int64_t from = 0;
  std::int64_t to = 0;
  Moment after{};
  std::vector<VisitPart> parts;  // in the order they were touched first
};

struct Removal {
  std::string participant;
  std::int64_t at = 0;
};

class MeetingHistory {
 public:
  // A pause as long as this one ends a visit.
  static constexpr std::int64_t kPause = std::int64_t{5} * 60 * 1000;

  // What has come to the log since the last time; everything again when it did not only come last.
  void Read(const ChangeLog& log);
  void Clear();

  // Newest first. Of an item: the part of each visit that touched it or what belongs to it. None: of everything.
  [[nodiscard]] std::vector<Visit> VisitsTo(OpId item) const;
  // Who took it away last.
  [[nodiscard]] std::optional<Removal> RemovalOf(OpId record) const;

  // The whole meeting as it was, to be read. Null: this copy cannot tell.
  [[nodiscard]] std::unique_ptr<Meeting> At(const Moment& moment);

 private:
  // Replicas are random, so this is nobody's.
  static constexpr ReplicaId kReader = 1;
  struct Past {
    History history{kReader};
    std::vector<std::uint64_t> sequences;  // of what is in it, one each
  };

  void Take(DocumentKind document, const LoggedUpdate& logged);
  [[nodiscard]] Visit& VisitOf(const std::string& participant, std::int64_t at);
  [[nodiscard]] VisitPart& PartOf(Visit& visit, const Touched& touched, std::int64_t at) const;

  std::optional<std::uint64_t> revision_;  // of the log
  std::array<Past, kLoggedDocumentCount> pasts_;
  std::map<ReplicaId, std::string> writers_;
  // As far as it is read.
  std::unique_ptr<Meeting> meeting_ = std::make_unique<Meeting>(kReader);
  Moment now_{};
  TouchReader reader_;
  std::vector<Visit> visits_;
  std::map<std::string, std::size_t> last_visit_;  // by participant
};

}  // namespace samsyn
