// What the relays tell each other and nobody stores: who is in a meeting through another relay, and what they show; and
// how much is stored of a document, so that nobody goes without what a server has lost.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/bytes.h"
#include "shared/base/ids.h"

namespace samsyn {

struct BusMessage {
  enum class What {
    kPresence,   // of a member at another relay
    kLeft,       // so has the member
    kRelayGone,  // and everybody who was there with it; `meeting` is empty
    kStored,     // for the journal, which keeps it to itself
  };
  What what = What::kPresence;
  std::uint64_t relay = 0;
  std::string meeting;
  std::uint64_t member = 0;  // the connection's number within the meeting
  std::string participant;
  Bytes payload;
  DocumentKind document = DocumentKind::kPlan;  // of kStored, as the next
  std::uint64_t sequence = 0;                   // of its last update
};

class RelayBus {
 public:
  virtual ~RelayBus() = default;

  // Somebody is in the meeting here, or nobody is any more.
  virtual void Join(std::string_view meeting) = 0;
  virtual void Leave(std::string_view meeting) = 0;
  // To the other relays where somebody is in the meeting.
  virtual void Present(std::string_view meeting, std::uint64_t member, std::string_view participant,
                       ByteView payload) = 0;
  virtual void TellLeft(std::string_view meeting, std::uint64_t member) = 0;
  // A number that no member at any relay has. Below 2^53.
  [[nodiscard]] virtual std::uint64_t NewMemberNumber() = 0;
  // What came since the last time; called every turn, and at least once a second.
  [[nodiscard]] virtual std::vector<BusMessage> Take() = 0;
};

}  // namespace samsyn
