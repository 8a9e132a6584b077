// Makes a new meeting of a kept one: the same people and everything they wrote, with new links and keys.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "shared/base/random.h"
#include "shared/crypto/invitation.h"
#include "shared/export/meeting_file.h"
#include "shared/wire/bundle.h"

namespace samsyn {

struct TakenUp {
  Bundle bundle;
  std::vector<std::pair<FilePerson, Invitation>> links;  // of everybody, in the file's order
};

// The chair, or the person where there is none.
[[nodiscard]] std::string UsualMaker(const MeetingFile& file);
[[nodiscard]] std::vector<std::string> PossibleMakers(const MeetingFile& file);

// `maker` is one of the possible ones: they have everybody's link in the meeting's document of links. `now` and
// `purge_at` are milliseconds since 1970 UTC. The file is no template.
//
// A relay takes what those may write who have written it. What has been written by somebody who may not any longer (an
// earlier helper or secretary) is brought in by who may now: the person in voice, the chair else. Consent that was
// given holds on; one that was taken back, or is over, is asked for anew.
[[nodiscard]] TakenUp TakeUp(const MeetingFile& file, const std::string& maker, RandomSource& random, std::int64_t now,
                             std::int64_t purge_at);

}  // namespace samsyn
