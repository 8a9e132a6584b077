#include "client/panels/plan_words.h"

#include <utility>

#include "shared/meeting/records.h"
#include "shared/meeting/voice.h"

namespace samsyn {
namespace {

struct StandingLook {
  Str text;
  PillKind kind;
  Icon icon = Icon::kNone;
};

StandingLook LookOf(Standing standing) {
  switch (standing) {
    case Standing::kNobody:
      return {Str::kNobodyYet, PillKind::kWarning};
    case Standing::kProposed:
      return {Str::kStateProposed, PillKind::kNeutral};
    case Standing::kPromised:
      return {Str::kSummaryPromised, PillKind::kOk};
    case Standing::kTakenHome:
      return {Str::kStateTakenHome, PillKind::kWarning};
    case Standing::kDone:
      return {Str::kStandingDone, PillKind::kOk, Icon::kCheck};
    case Standing::kNotDone:
      return {Str::kStandingNotDone, PillKind::kStop};
    case Standing::kOngoing:
      return {Str::kStandingOngoing, PillKind::kTeal};
    case Standing::kNoUse:
      return {Str::kStandingNoUse, PillKind::kNeutral};
  }
  return {Str::kStateProposed, PillKind::kNeutral};
}

}  // namespace

std::string_view BodyName(ResponsibleBody body, const Strings& say) {
  switch (body) {
    case ResponsibleBody::kUnstated:
      return say(Str::kBodyUnstated);
    case ResponsibleBody::kMunicipality:
      return say(Str::kBodyMunicipality);
    case ResponsibleBody::kRegion:
      return say(Str::kBodyRegion);
    case ResponsibleBody::kOther:
      return say(Str::kBodyOther);
    case ResponsibleBody::kOwn:
      return say(Str::kBodyOwn);
    case ResponsibleBody::kRelative:
      return say(Str::kBodyRelative);
  }
  return {};
}

std::vector<std::string> BodyNames(const Strings& say) {
  std::vector<std::string> names;
  for (int i = 0; i < kResponsibleBodyCount; ++i) names.emplace_back(BodyName(static_cast<ResponsibleBody>(i), say));
  return names;
}

void DrawShortStanding(const Panel& panel, const Commitment& commitment) {
  if (commitment.standing == Standing::kProposed && commitment.changed_since_yes) {
    const std::string owner = panel.state.FirstNameOf(commitment.owner);
    return panel.ui.Pill(panel.say(Str::kStandingChanged, owner), PillKind::kWarning);
  }
  const StandingLook look = LookOf(commitment.standing);
  panel.ui.Pill(panel.say(look.text), look.kind, look.icon);
}

std::string WhenText(const Panel& panel, const Commitment& commitment, bool under_latest) {
  std::string when;
  const auto add = [&](const std::string& part) { when += (when.empty() ? "" : " · ") + part; };
  const auto day = [&](const std::string& stored) { return panel.say.ShortDate(stored, panel.state.Today()); };
  if (!commitment.start.empty()) add(panel.say(Str::kFromDate, day(commitment.start)));
  if (commitment.open_ended) {
    add(panel.say(Str::kSummaryOpenEnded, PersonsName(panel.state, panel.say)));
  } else if (!commitment.latest.empty()) {
    const bool bare = under_latest && commitment.start.empty();
    add(bare ? day(commitment.latest) : panel.say(Str::kLatestDate, day(commitment.latest)));
  }
  return when;
}

std::string WhoAndWhen(const Panel& panel, const Commitment& commitment) {
  std::string line =
      commitment.owner.empty() ? std::string(panel.say(Str::kNobodyYet)) : panel.state.FirstNameOf(commitment.owner);
  if (commitment.body != ResponsibleBody::kUnstated) line += " · " + std::string(BodyName(commitment.body, panel.say));
  if (const std::string when = WhenText(panel, commitment); !when.empty()) line += " · " + when;
  return line;
}

std::string DayOfMoment(std::int64_t at, const Panel& panel) {
  return DayText(DayOf(panel.state.LocalOf(at)), panel.state, panel.say);
}

void DrawPersonsText(const Panel& panel, FieldRef text) {
  const Meeting& meeting = *panel.state.meeting;
  const std::string words = meeting.Of(DocumentKind::kVoice).TextOf(text);
  if (IsBlank(words)) return;
  auto quote = panel.ui.Quote();
  panel.ui.Text("”" + words + "”", {.size = TextSize::kQuote});
  const std::string writer = WrittenBySomebodyElse(meeting, text, panel.state.Individual().id);
  if (!writer.empty()) panel.ui.Text(panel.say(Str::kWrittenBy, panel.state.FirstNameOf(writer)), kMutedText);
}

void PersonChoice(const Panel& panel, Key key, const PersonChoiceSpec& spec, SetText set) {
  std::vector<std::string> names = {std::string(panel.say(Str::kNobodyYet))};
  std::vector<std::string> ids = {{}};
  std::size_t chosen = 0;
  for (const Participant& participant : panel.state.meeting->Participants()) {
    if (participant.role == Role::kObserver && participant.id != spec.chosen) continue;
    if (participant.id == spec.chosen) chosen = ids.size();
    names.push_back(participant.name);
    ids.push_back(participant.id);
  }
  const auto choice = panel.ui.Select(
      key,
      {.label = spec.label, .options = names, .chosen = chosen, .show_label = spec.show_label, .width = spec.width});
  if (!choice) return;
  panel.Want(intent::Change{
      [set = std::move(set), id = ids[*choice]](Meeting& meeting, const Actor& me) { return set(meeting, me, id); }});
}

}  // namespace samsyn
