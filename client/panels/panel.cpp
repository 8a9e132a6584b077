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

std::string RoleNameNow(const Participant& participant, const AppState& state, const Strings& say) {
  const ParticipantAccess* access = state.access.Find(participant.id);
  const Role role = access != nullptr ? access->role : participant.role;
  const bool has_pen = !state.access.secretary.empty() && state.access.secretary == participant.id;
  if (role == Role::kSecretary) return std::string(say(has_pen ? Str::kRoleSecretary : Str::kRoleParticipant));
  return RoleNameOf(role, say) + (has_pen ? " · " + std::string(say(Str::kRoleSecretary)) : std::string());
}

std::string NameOf(const std::string& participant, const AppState& state, const Strings& say) {
  if (participant.empty()) return std::string(say(Str::kLogSomebody));
  if (const auto found = state.meeting->FindParticipant(participant); found && !found->name.empty()) return found->name;
  const ParticipantAccess* access = state.access.Find(participant);
  if (access != nullptr && !state.MayRead(DocumentKind::kPlan)) return RoleNameOf(access->role, say);
  return std::string(say(Str::kSomebodyGone));
}

std::optional<std::string> SelectParticipant(const Panel& panel, Key key, Str label, const std::string& chosen) {
  const std::vector<Participant> people = panel.state.meeting->Participants();
  std::vector<std::string> options = {std::string(panel.say(Str::kNobodyYet))};
  std::size_t which = 0;
  for (const Participant& participant : people) {
    if (participant.id == chosen) which = options.size();
    options.push_back(participant.name);
  }
  const auto choice =
      panel.ui.Select(key, {.label = panel.say(label), .options = options, .chosen = which, .show_label = true});
  if (!choice) return std::nullopt;
  return *choice == 0 ? std::string() : people[*choice - 1].id;
}

std::string PersonsName(const AppState& state, const Strings& say) {
  const std::string name = FirstName(state.Individual().name);
  return name.empty() ? std::string(say(Str::kRoleIndividualOther)) : name;
}

std::string DayText(Date day, const AppState& state, const Strings& say) {
  return say.ShortDate(StoredDate(day), state.Today());
}

std::string MomentText(std::int64_t at, const AppState& state, const Strings& say) {
  constexpr std::int64_t kMinute = 60'000;
  constexpr std::int64_t kMinutesADay = std::int64_t{24} * 60;
  const std::int64_t local = state.LocalOf(at);
  const std::int64_t minutes = (local / kMinute) % kMinutesADay;
  const auto two = [](std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return DayText(DayOf(local), state, say) + "\u00A0" + say.TimeOfDay(two(minutes / 60) + ":" + two(minutes % 60));
}

std::string DaysLeftText(Date day, const AppState& state, const Strings& say) {
  const int days = state.DaysUntil(day);
  if (days <= 0) return std::string(say(Str::kToday));
  if (days == 1) return std::string(say(Str::kTomorrow));
  return say(Str::kInDays, std::to_string(days));
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
