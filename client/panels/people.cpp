#include "client/panels/panels.h"
#include "shared/meeting/voice.h"

namespace samsyn {
namespace {

std::string_view MandateText(const Participant& participant, const Strings& say) {
  switch (participant.mandate) {
    case Mandate::kYes:
      return say(Str::kMandateYes);
    case Mandate::kPartly:
      return say(Str::kMandatePartly);
    case Mandate::kNo:
      return say(Str::kMandateNo);
    case Mandate::kUnstated:
      break;
  }
  return {};
}

void DrawPerson(const Panel& panel, const Participant& participant) {
  auto item =
      panel.ui.ListItem(Key("person", OpIdHash{}(participant.record)), CardKind::kBare, {.padding = Sides(0, 6)});
  auto row = panel.ui.Row({.align = Align::kStart});
  panel.ui.Avatar(Initials(participant.name), PersonTone(panel.state.IndexOf(participant.id)), {});
  {
    auto lines = panel.ui.Column({.width = Fill(), .gap = 2});
    std::string name = participant.name;
    if (participant.id == panel.state.me) name += " (" + std::string(panel.say(Str::kYou)) + ")";
    panel.ui.Text(name, kBoldText);
    std::string what = RoleNameNow(participant, panel.state, panel.say);
    if (!participant.title.empty()) what += " · " + participant.title;
    if (!participant.organisation.empty()) what += " · " + participant.organisation;
    panel.ui.Text(what, kMutedText);
    if (const std::string_view mandate = MandateText(participant, panel.say); !mandate.empty()) {
      std::string line(mandate);
      if (!participant.mandate_text.empty()) line += ": " + participant.mandate_text;
      panel.ui.Text(line, kMutedText);
    }
    if (TrustedOf(*panel.state.meeting) == participant.id) {
      panel.ui.Text(panel.say(Str::kTrustedBy, PersonsName(panel.state, panel.say)), kMutedText);
    }
    DrawMandate(panel, participant);
  }
  const bool here = panel.state.IsHere(participant.id);
  panel.ui.Pill(panel.say(here ? Str::kIsHere : Str::kIsNotHere), here ? PillKind::kOk : PillKind::kNeutral,
                here ? Icon::kCheck : Icon::kNone);
}

}  // namespace

void DrawPeople(const Panel& panel) {
  auto list = panel.ui.List("people", panel.say(Str::kPeople), {.gap = 4});
  for (const Participant& participant : panel.state.meeting->Participants()) DrawPerson(panel, participant);
}

}  // namespace samsyn
