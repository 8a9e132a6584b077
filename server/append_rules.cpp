#include "server/append_rules.h"

#include <string>

#include "server/journal.h"

namespace samsyn {
namespace {

std::string WhyNotWrite(const MeetingAccess& access, const AppendRequest& request) {
  if (access.Find(request.participant)->role == Role::kObserver) return "an observer reads and does not write";
  switch (request.document) {
    case DocumentKind::kVoice:
      return "only the person and their helper write in the document voice";
    case DocumentKind::kOutcome:
      return "only the chair and whoever is secretary now write in the document outcome";
    default:
      return "this participant may not write in the document " + std::string(NameOf(request.document));
  }
}

}  // namespace

std::optional<Denial> CheckAppend(const MeetingAccess& access, const AppendRequest& request, std::int64_t now,
                                  const Limits& limits) {
  if (const Refusal not_in = WhyNotIn(access, request.participant, now); not_in != Refusal::kNone) {
    return DenialFor(not_in);
  }
  if (!MayRead(access, request.participant, request.document, now)) {
    return Denial{ErrorCode::kForbidden, Refusal::kMayNotRead,
                  "this participant may not read the document " + std::string(NameOf(request.document)) +
                      ", and so not write in it"};
  }
  if (!MayWrite(access, request.participant, request.document, now)) {
    return Denial{ErrorCode::kForbidden, Refusal::kMayNotWrite, WhyNotWrite(access, request)};
  }
  if (request.payload_bytes > limits.update_bytes) {
    return Denial{ErrorCode::kTooLarge, Refusal::kNone,
                  "an update may have at most " + std::to_string(limits.update_bytes) + " bytes"};
  }
  if (request.counter == 0 || request.counter > kMaxCounter) {
    return Denial{ErrorCode::kOutOfRange, Refusal::kNone, "the counter of the update is outside its range"};
  }
  return std::nullopt;
}

}  // namespace samsyn
