#include "server/append_rules.h"

#include <string>

#include "server/journal.h"

namespace samsyn {

Status CheckAppend(Role role, DocumentKind document, std::uint64_t counter, std::size_t payload_bytes,
                   const Limits& limits) {
  if (!MayWrite(role, document)) {
    return Error{ErrorCode::kForbidden, "the role " + std::string(NameOf(role)) + " may not write in the document " +
                                            std::string(NameOf(document))};
  }
  if (payload_bytes > limits.update_bytes) {
    return Error{ErrorCode::kTooLarge, "an update may have at most " + std::to_string(limits.update_bytes) + " bytes"};
  }
  if (counter == 0 || counter > kMaxCounter) {
    return Error{ErrorCode::kOutOfRange, "the counter of the update is outside its range"};
  }
  return OkStatus();
}

}  // namespace samsyn
