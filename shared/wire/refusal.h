// Why somebody is not let in, or something is not done: what the client tells people in plain words.
#pragma once

#include <cstdint>
#include <string_view>

namespace samsyn {

// The numbers are the format of frames and access logs: never change or reuse one.
enum class Refusal : std::uint8_t {
  kNone,         // nothing people could do about it; the code tells the program
  kUnknownLink,  // no such meeting, or no such link in it
  kRevoked,      // the link was taken back
  kReplaced,     // the link was replaced by a newer one
  kExpired,      // the link's time is over
  kNoConsent,    // the person has withdrawn their consent, or its time is over
  kPurged,       // the meeting is deleted
  kGuessing,     // too many wrong links from here
  kFull,         // as many as may be are here already
  kMayNotWrite,  // this role does not write in this document
  kMayNotRead,
  kMayNotDo,        // this role does not decide this
  kMayNotCreate,    // nobody makes meetings here but those who run the relay
  kWrongCode,       // the code that one has to know to make meetings is another
  kTooManyCreated,  // as many meetings as may be have been made from here lately
  kMeetingExists,   // names are random: the same meeting was sent before, or somebody tries names
};
inline constexpr int kRefusalCount = 16;

[[nodiscard]] std::string_view NameOf(Refusal refusal);

}  // namespace samsyn
