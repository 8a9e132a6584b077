#include "client/state/app_state.h"

#include <algorithm>

#include "shared/base/utf8.h"
#include "shared/crypto/invitation.h"

namespace samsyn {

OpId AppState::ShownItem() const {
  const Document& plan = meeting->Of(DocumentKind::kPlan);
  if (!chosen_item.IsNone() && plan.Exists(chosen_item) && !plan.IsDeleted(chosen_item)) return chosen_item;
  return meeting->CurrentItem();
}

bool AppState::IsHere(const std::string& participant) const {
  if (participant == me) return stage == Stage::kInTheRoom;
  return std::any_of(peers.begin(), peers.end(), [&](const auto& entry) {
    return entry.second.participant == participant && entry.second.presence.joined;
  });
}

std::vector<Participant> AppState::Here() const {
  std::vector<Participant> here = meeting->Participants();
  std::erase_if(here, [&](const Participant& participant) { return !IsHere(participant.id); });
  return here;
}

Participant AppState::Individual() const {
  for (Participant& participant : meeting->Participants()) {
    if (participant.role == Role::kIndividual) return std::move(participant);
  }
  return {};
}

std::size_t AppState::IndexOf(const std::string& participant) const {
  const std::vector<Participant> all = meeting->Participants();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Participant& candidate) { return candidate.id == participant; });
  return static_cast<std::size_t>(found - all.begin());
}

std::string AppState::FirstNameOf(const std::string& participant) const {
  const auto found = meeting->FindParticipant(participant);
  return found ? FirstName(found->name) : participant;
}

std::optional<DocumentKind> AppState::OnlyItem() const {
  const ParticipantAccess* who = access.Find(me);
  return who == nullptr ? std::nullopt : who->only_item;
}

std::int64_t AppState::EndOf(Date day) const {
  const std::chrono::sys_time<std::chrono::milliseconds> midnight = std::chrono::sys_days{day} + std::chrono::days{1};
  return midnight.time_since_epoch().count() - (local_wall_clock - wall_clock);
}

int AppState::DaysUntil(Date day) const {
  return static_cast<int>((std::chrono::sys_days{day} - std::chrono::sys_days{Today()}).count());
}

std::string AppState::GuestsOf(DocumentKind item) const {
  std::string names;
  for (const ParticipantAccess& participant : access.participants) {
    if (participant.only_item != item || participant.revoked) continue;
    if (!names.empty()) names += ", ";
    names += FirstNameOf(participant.id);
  }
  return names;
}

std::string AppState::LinkOf(const std::string& participant) const {
  const std::string secret = meeting->LinkOf(participant);
  return secret.empty() ? std::string() : page_url + FragmentOf({meeting_id, secret});
}

std::string FirstName(const std::string& name) { return name.substr(0, name.find(' ')); }

std::string Initials(const std::string& name) {
  std::string initials(CodePointSlice(name, 0, 1));
  const std::size_t last_space = name.rfind(' ');
  if (last_space != std::string::npos) initials += CodePointSlice(std::string_view(name).substr(last_space + 1), 0, 1);
  return initials;
}

}  // namespace samsyn
