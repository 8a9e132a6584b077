// Who acts in tests of the rules, with what the relay lets each of them write.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>

#include "shared/meeting/actor.h"

namespace samsyn {

[[nodiscard]] inline Actor MakeActor(std::string id, Role role, std::initializer_list<DocumentKind> writes) {
  Actor actor;
  actor.id = std::move(id);
  actor.role = role;
  actor.speaks_for_individual = role == Role::kIndividual;
  for (const DocumentKind kind : writes) actor.writable[static_cast<std::size_t>(kind)] = true;
  return actor;
}

[[nodiscard]] inline Actor Noor() {
  return MakeActor("noor", Role::kIndividual, {DocumentKind::kPlan, DocumentKind::kVoice, DocumentKind::kOutcome});
}
// Noor's helper.
[[nodiscard]] inline Actor Samira() {
  Actor actor = MakeActor("samira", Role::kSupporter, {DocumentKind::kPlan, DocumentKind::kVoice});
  actor.speaks_for_individual = true;
  return actor;
}
[[nodiscard]] inline Actor Karin() {
  return MakeActor("karin", Role::kChair, {DocumentKind::kPlan, DocumentKind::kOutcome});
}
[[nodiscard]] inline Actor Tove() { return MakeActor("tove", Role::kProfessional, {DocumentKind::kPlan}); }
[[nodiscard]] inline Actor Watcher() { return MakeActor("watcher", Role::kObserver, {}); }

}  // namespace samsyn
