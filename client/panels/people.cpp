#include "client/panels/panels.h"
#include "shared/meeting/voice.h"

namespace samsyn {
namespace {

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
    panel.ui.Text(WithWork(RoleNameNow(participant, panel.state, panel.say), participant), kMutedText);
    if (const std::string mandate = MandateText(participant, panel.say); !mandate.empty()) {
      panel.ui.Text(mandate, kMutedText);
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
