#include "client/panels/panel.h"

namespace samsyn {

std::string RoleNameOf(Role role, const Strings& say) {
  switch (role) {
    case Role::kIndividual:
      return std::string(say(Str::kRoleIndividualOther));
    case Role::kChair:
      return std::string(say(Str::kRoleChair));
    case Role::kSecretary:
      return std::string(say(Str::kRoleSecretary));
    case Role::kSupporter:
      return std::string(say(Str::kRoleSupporter));
    case Role::kRelative:
      return std::string(say(Str::kRoleRelative));
    case Role::kGuardian:
      return std::string(say(Str::kRoleGuardian));
    case Role::kInterpreter:
      return std::string(say(Str::kRoleInterpreter));
    case Role::kProfessional:
      return std::string(say(Str::kRoleProfessional));
    case Role::kInvited:
      return std::string(say(Str::kRoleInvited));
    case Role::kObserver:
      return std::string(say(Str::kRoleObserver));
  }
  return {};
}

std::string WhenAndWhere(const MeetingInfo& info, const Strings& say) {
  std::string line = say.DayAndDate(info.date);
  if (!info.start.empty()) line += " " + say.TimeOfDay(info.start);
  if (!info.end.empty()) line += "–" + say.TimeOfDay(info.end);
  if (!info.place.empty()) line += " · " + info.place;
  return line;
}

std::string TitleOrUntitled(const std::string& title, const Strings& say) {
  return title.empty() ? std::string(say(Str::kUntitled)) : title;
}

}  // namespace samsyn
