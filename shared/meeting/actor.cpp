#include "shared/meeting/actor.h"

namespace samsyn {

Actor ActorOf(const MeetingAccess& access, std::string_view participant, std::int64_t now) {
  Actor actor;
  actor.id = participant;
  actor.now = now;
  const ParticipantAccess* who = access.Find(participant);
  if (who == nullptr) return actor;
  actor.role = who->role;
  const bool is_helper = !access.helper.empty() && access.helper == participant;
  actor.speaks_for_individual = who->role == Role::kIndividual || is_helper;
  actor.has_pen = !access.secretary.empty() && access.secretary == participant;
  for (int kind = 0; kind < kDocumentKindCount; ++kind) {
    actor.writable[static_cast<std::size_t>(kind)] =
        samsyn::MayWrite(access, participant, static_cast<DocumentKind>(kind), now);
  }
  return actor;
}

Rule WhyNotWrite(const Actor& actor, DocumentKind document) {
  if (actor.MayWrite(document)) return Rule::kNone;
  if (!actor.MayWrite(DocumentKind::kPlan)) return Rule::kReadsOnly;
  return document == DocumentKind::kVoice ? Rule::kPersonsOwn : Rule::kChairOrSecretary;
}

}  // namespace samsyn
