// What the five parts of an agenda are called in each kind of meeting.
#pragma once

#include <string>
#include <vector>

#include "client/strings/strings.h"
#include "shared/meeting/phases.h"

namespace samsyn {

[[nodiscard]] std::vector<std::string> AgendaTitlesIn(const Strings& say, Template kind);

}  // namespace samsyn
