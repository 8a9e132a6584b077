// What the person, the chair or a helper decides about the meeting itself: who is let in, who writes, whether there is
// consent, and when everything is deleted. client/app/decider makes commands for the relay of it.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "shared/base/ids.h"
#include "shared/wire/access.h"

namespace samsyn::decision {

struct Invite {
  std::string name;
  Role role = Role::kProfessional;
  OpId only_item = {};  // they see this agenda item and nothing else; none: the whole meeting
  std::string title = {};
  std::string organisation = {};
};
// The old link stops to work. The new one opens the whole meeting, or this item and nothing else.
struct NewLink {
  std::string participant;
  OpId only_item = {};
};
struct Revoke {
  std::string participant;
};
struct HandOver {  // the secretary's pen
  std::string participant;
};
struct SetConsent {
  Consent consent = Consent::kNotAsked;
  std::int64_t until = 0;  // milliseconds since 1970 UTC; 0: no end
};
struct SetHelper {
  std::string participant;  // empty: nobody
};
struct SetAside {
  std::string participant;
  bool in = false;
};
struct SetPurge {
  std::int64_t at = 0;  // milliseconds since 1970 UTC
};
struct Purge {};
struct ReadLog {};
// Something of the meeting was kept or copied.
struct Exported {
  std::string what;  // the name of the format
};

}  // namespace samsyn::decision

namespace samsyn {

using Decision = std::variant<decision::Invite, decision::NewLink, decision::Revoke, decision::HandOver,
                              decision::SetConsent, decision::SetHelper, decision::SetAside, decision::SetPurge,
                              decision::Purge, decision::ReadLog, decision::Exported>;

}  // namespace samsyn
