// The page one comes to without a link: what is typed there, and which meetings this device remembers.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "shared/base/result.h"
#include "shared/export/meeting_file.h"
#include "shared/meeting/phases.h"
#include "shared/wire/refusal.h"

namespace samsyn {

struct RecentMeeting {
  std::string fragment;  // with its secret
  std::string title;
  friend bool operator==(const RecentMeeting&, const RecentMeeting&) = default;
};

struct NewMeeting {
  Template kind = Template::kAdult;
  bool mine = false;  // whoever makes it is the person it is for
  std::string person;
  std::string chair;
  std::string title;  // of the chair
  std::string organisation;
  std::string municipality;
  std::string region;
  std::string code;                              // where meetings are made with one
  std::shared_ptr<const MeetingFile> file = {};  // a kept meeting, or a template, to begin with
  std::string maker = {};                        // who of the kept meeting makes it: a participant
};

struct StartState {
  Needed needed = Needed::kUndecided;
  NewMeeting meeting;
  std::string pasted;  // a link
  bool pasted_wrong = false;
  bool creating = false;
  bool no_connection = false;          // nobody answered
  std::optional<Refusal> not_created;  // the relay said no
  // Why, where that does not say it: kTooLarge, a kept meeting that is more than the relay takes at once; kUnsupported,
  // the page and the relay are of different versions.
  std::optional<ErrorCode> not_created_code;
  std::optional<FileError> file_wrong;
  std::vector<RecentMeeting> recents;  // newest first
  bool remember = true;                // this meeting, on this device
};

}  // namespace samsyn
