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

bool Fold(const Panel& panel, Key key, std::string_view title, std::string_view name, Weight when_closed) {
  const NodeId id = panel.ui.IdOf(key);
  const bool open = panel.state.unfolded.contains(id);
  auto fold = panel.ui.Pressable(
      key,
      {.name = name, .expanded = open ? Tristate::kTrue : Tristate::kFalse, .layout = {.justify = Justify::kCenter}});
  auto row = panel.ui.Row();
  panel.ui.Text(title, {.weight = open ? Weight::kBold : when_closed, .width = Fill()});
  panel.ui.Picture(open ? Icon::kArrowUp : Icon::kChevronDown, Tone::kSoft);
  if (fold.pressed) panel.Want(intent::Unfold{id, !open});
  return open;
}

bool RestoreButton(const Panel& panel, OpId record, const std::string& title) {
  auto scope = panel.ui.KeyScope(RecordKey("removed", record));
  const std::string label = panel.say(Str::kRestoreName, TitleOrUntitled(title, panel.say));
  return panel.ui.Button(
      "restore",
      {.label = label, .kind = ButtonKind::kPlain, .icon = Icon::kUndo, .width = Fill(), .label_align = Align::kStart});
}

std::string NamesText(const std::vector<std::string>& names, const Strings& say) {
  if (names.empty()) return {};
  std::string all = names.front();
  for (std::size_t i = 1; i + 1 < names.size(); ++i) all += ", " + names[i];
  return names.size() == 1 ? all : say(Str::kAnd, all, names.back());
}

std::string WithWork(std::string role, const Participant& participant) {
  if (!participant.title.empty()) role += " · " + participant.title;
  if (!participant.organisation.empty()) role += " · " + participant.organisation;
  return role;
}

std::string MandateText(const Participant& participant, const Strings& say) {
  std::string text;
  if (participant.mandate == Mandate::kYes) text = say(Str::kMandateYes);
  if (participant.mandate == Mandate::kPartly) text = say(Str::kMandatePartly);
  if (participant.mandate == Mandate::kNo) text = say(Str::kMandateNo);
  if (!text.empty() && !participant.mandate_text.empty()) text += ": " + participant.mandate_text;
  return text;
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
