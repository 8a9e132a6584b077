#include <algorithm>

#include "client/panels/deciding.h"
#include "client/panels/panels.h"
#include "client/panels/shared_text.h"

namespace samsyn {
namespace {

void DrawWhoIsWithMe(const Panel& panel) {
  panel.ui.Heading(3, panel.say(Str::kAsideWho));
  panel.ui.Text(panel.say(Str::kAsideWhoAbout), kMutedText);
  auto group = panel.ui.Group("who", panel.say(Str::kAsideWho), {.gap = 2});
  for (const Participant& participant : panel.state.meeting->Participants()) {
    const ParticipantAccess* access = panel.state.access.Find(participant.id);
    if (access == nullptr || access->revoked || access->only_item || access->role == Role::kIndividual) continue;
    const Key key = RecordKey("with", participant.record);
    const auto in = panel.ui.Checkbox(key, {.label = participant.name,
                                            .description = RoleNameNow(participant, panel.state, panel.say),
                                            .checked = access->in_aside,
                                            .disabled = panel.state.deciding && !panel.ui.IsFocused(key)});
    if (in && !panel.state.deciding) panel.Want(intent::Decide{decision::SetAside{participant.id, *in}});
  }
}

}  // namespace

std::string AsideInShort(const Panel& panel) {
  if (!panel.state.IsIndividual()) return std::string(panel.say(Str::kAsideYouAreIn));
  const auto& all = panel.state.access.participants;
  const auto others =
      std::count_if(all.begin(), all.end(), [](const ParticipantAccess& access) { return access.in_aside; });
  return others == 0 ? std::string(panel.say(Str::kAsideJustYou)) : panel.say(Str::kAsideWith, std::to_string(others));
}

void DrawAside(const Panel& panel) {
  const std::string name = FirstName(panel.state.Individual().name);
  panel.ui.Text(panel.state.IsIndividual() ? std::string(panel.say(Str::kAsideAbout))
                                           : panel.say(Str::kAsideAboutIn, name));
  (void)SharedText(panel, "notes", DocumentKind::kAside, Meeting::AsideNotes(),
                   {.label = panel.say(Str::kAsideNotes), .multiline = true, .show_label = true, .min_height = 120});
  if (panel.state.IsIndividual()) DrawWhoIsWithMe(panel);
}

}  // namespace samsyn
