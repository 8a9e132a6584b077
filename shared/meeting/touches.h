// What an update did, in the words of a meeting: somebody wrote in an item, moved a question, said yes to a commitment.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "shared/meeting/meeting.h"

namespace samsyn {

enum class Thing : std::uint8_t {
  kItem,
  kCommitment,
  kNeed,
  kQuestion,
  kOption,
  kVoice,    // whatever else the person says
  kMeeting,  // its title, its people, its time and place
};

enum class Touch : std::uint8_t {
  kCame,
  kRemoved,
  kRestored,
  kWrote,
  kMoved,
  kChanged,  // a value of it: minutes, owner, state, …
  kWentTo,   // took the meeting to it
  kSaidYes,
  kTookYesBack,
  kApproved,   // said that it is right
  kCorrected,  // after the meeting was closed
};
inline constexpr int kTouchCount = 11;

struct Touched {
  Thing thing = Thing::kMeeting;
  OpId record;  // none for kVoice and kMeeting
  Touch how = Touch::kChanged;
  friend bool operator==(const Touched&, const Touched&) = default;
};

// Reads updates in their order.
class TouchReader {
 public:
  // `after` is the meeting when the update has been applied and `changes` what that changed. What passes with the
  // moment (hands, pauses, rounds) and what is told elsewhere (consent) is left out; the same may come twice.
  [[nodiscard]] std::vector<Touched> Read(const Meeting& after, DocumentKind document, const Update& update,
                                          const ChangeSet& changes);

 private:
  class One;
  std::map<OpId, OpId> accepted_;  // what each acceptance is about, as long as it stands
};

// The agenda item that something belongs to; none when there is none.
[[nodiscard]] OpId ItemOf(const Meeting& meeting, Thing thing, OpId record);

}  // namespace samsyn
