#include "server/denial.h"

namespace samsyn {
namespace {

std::string WordsFor(Refusal reason) {
  switch (reason) {
    case Refusal::kNone:
      return "this cannot be done";
    case Refusal::kUnknownLink:
      return "this link is not valid";
    case Refusal::kRevoked:
      return "this link was taken back";
    case Refusal::kReplaced:
      return "this link was replaced by a newer one";
    case Refusal::kExpired:
      return "the time of this link is over";
    case Refusal::kNoConsent:
      return "there is no consent to this meeting now";
    case Refusal::kPurged:
      return "this meeting is deleted";
    case Refusal::kGuessing:
      return "too many wrong links came from here";
    case Refusal::kFull:
      return "the meeting has as many connections as it may";
    case Refusal::kMayNotWrite:
      return "this participant may not write here";
    case Refusal::kMayNotRead:
      return "this participant may not read this";
    case Refusal::kMayNotDo:
      return "this participant may not decide this";
    case Refusal::kMayNotCreate:
      return "this relay does not let meetings be made this way";
    case Refusal::kWrongCode:
      return "this is not the code for making meetings";
    case Refusal::kTooManyCreated:
      return "too many meetings were made from here lately";
    case Refusal::kMeetingExists:
      return "there is such a meeting already";
  }
  return {};
}

}  // namespace

Denial DenialFor(Refusal reason) {
  const bool may_pass = reason == Refusal::kFull || reason == Refusal::kGuessing || reason == Refusal::kTooManyCreated;
  return {may_pass ? ErrorCode::kTooMany : ErrorCode::kForbidden, reason, WordsFor(reason)};
}

}  // namespace samsyn
