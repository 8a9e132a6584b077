#include "client/strings/agenda_titles.h"

#include <array>

namespace samsyn {

std::vector<std::string> AgendaTitlesIn(const Strings& say, Template kind) {
  constexpr std::array<Str, kTemplateCount> kNow = {Str::kPartNow, Str::kPartNowChild, Str::kPartNowElderly,
                                                    Str::kPartNowDischarge, Str::kPartNowPsychiatry};
  std::vector<std::string> titles;
  for (const Str part :
       {Str::kPartOpening, kNow[static_cast<std::size_t>(kind)], Str::kPartNeeds, Str::kPartSummary, Str::kPartEnd}) {
    titles.emplace_back(say(part));
  }
  return titles;
}

}  // namespace samsyn
