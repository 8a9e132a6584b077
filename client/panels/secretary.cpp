#include "client/panels/deciding.h"
#include "client/panels/panels.h"

namespace samsyn {
namespace {

bool MayHandOver(const AppState& state) {
  return state.role == Role::kIndividual || state.role == Role::kChair || state.access.secretary == state.me;
}

}  // namespace

std::string SecretaryInShort(const Panel& panel) {
  const std::string& secretary = panel.state.access.secretary;
  return secretary.empty() ? std::string(panel.say(Str::kNobody)) : NameOf(secretary, panel.state, panel.say);
}

void DrawSecretary(const Panel& panel) {
  const std::string& secretary = panel.state.access.secretary;
  if (secretary.empty()) {
    panel.ui.Text(panel.say(Str::kSecretaryNobody));
  } else if (secretary == panel.state.me) {
    panel.ui.Text(panel.say(Str::kSecretaryIsYou));
  } else {
    panel.ui.Text(panel.say(Str::kSecretaryIs, NameOf(secretary, panel.state, panel.say)));
  }
  if (!MayHandOver(panel.state)) return;
  std::vector<std::string> options = {std::string(panel.say(Str::kChoosePerson))};
  std::vector<std::string> ids = {{}};
  std::size_t chosen = 0;
  for (const Participant& participant : panel.state.meeting->Participants()) {
    const ParticipantAccess* access = panel.state.access.Find(participant.id);
    if (access == nullptr || access->revoked || access->only_item || access->role == Role::kObserver ||
        participant.id == secretary) {
      continue;
    }
    if (participant.id == panel.state.next_secretary) chosen = options.size();
    options.push_back(participant.name);
    ids.push_back(participant.id);
  }
  if (const auto choice = panel.ui.Select(
          "next",
          {.label = panel.say(Str::kSecretaryNext), .options = options, .chosen = chosen, .show_label = true})) {
    panel.Want(intent::ChooseSecretary{ids[*choice]});
  }
  auto row = panel.ui.Wrap();
  if (DecisionButton(panel, "hand over",
                     {.label = panel.say(Str::kHandOver),
                      .kind = ButtonKind::kOutline,
                      .disabled = chosen == 0 && !panel.ui.IsFocused("hand over")}) &&
      chosen != 0) {
    panel.Want(intent::Decide{decision::HandOver{ids[chosen]}});
    panel.Want(intent::ChooseSecretary{});
  }
}

}  // namespace samsyn
