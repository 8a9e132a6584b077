// A no: what the program is told, what people are told, and a sentence for logs.
#pragma once

#include <string>

#include "shared/base/result.h"
#include "shared/wire/refusal.h"

namespace samsyn {

struct Denial {
  ErrorCode code = ErrorCode::kForbidden;
  Refusal reason = Refusal::kNone;
  std::string message;
};

// Always in the same words, so that they say no more than the reason does.
[[nodiscard]] Denial DenialFor(Refusal reason);

}  // namespace samsyn
