// Brings a new meeting to a relay, and waits for the answer.
#pragma once

#include <string>

#include "shared/base/result.h"
#include "shared/wire/bundle.h"

namespace samsyn {

// `url` as in visit.h; `code` where the relay asks for one. Errors: what the relay said.
[[nodiscard]] Status BringToRelay(const std::string& url, const std::string& code, const Bundle& bundle);

}  // namespace samsyn
