// Noor's meeting with everybody in their role, for the rules: who may do what is read from the relay's access, as in a
// real meeting.
#pragma once

#include <string>

#include "shared/meeting/actor.h"
#include "tests/shared/meeting/meeting_room.h"

namespace samsyn {

inline constexpr std::int64_t kSipNow = 1'795'521'600'000;  // the day of the meeting

// Noor, whom it is for; Maria, her mother; Karin, the chair; Petter, the secretary; Aida and Tove, who may decide;
// Oskar, who may not; an observer.
class SipPeople {
 public:
  SipPeople() {
    Add("noor", Role::kIndividual);
    Add("maria", Role::kRelative);
    Add("karin", Role::kChair, Mandate::kYes);
    Add("petter", Role::kSecretary, Mandate::kPartly);
    Add("aida", Role::kProfessional, Mandate::kYes);
    Add("tove", Role::kProfessional, Mandate::kYes);
    Add("oskar", Role::kInvited, Mandate::kNo);
    Add("olle", Role::kObserver);
    access.consent = Consent::kGiven;
    access.secretary = "petter";
    room.Share();
  }

  [[nodiscard]] Actor As(const std::string& who) const { return ActorOf(access, who, now); }
  // On their own page; everybody learns of it.
  template <typename... Wanted, typename... Given>
  Rule Do(const std::string& who, Rule (*make)(Meeting&, const Actor&, Wanted...), Given... given) {
    const Rule rule = make(room[who], As(who), given...);
    room.Share();
    return rule;
  }
  // Written down by the chair, with everything there should be.
  OpId Commit(const std::string& what, const std::string& owner, ResponsibleBody body = ResponsibleBody::kMunicipality,
              const std::string& latest = "2026-12-04") {
    Meeting& karin = room["karin"];
    const OpId commitment = karin.AddCommitment(what, {});
    if (!owner.empty()) karin.SetOwner(commitment, owner);
    karin.SetBody(commitment, body);
    karin.SetLatest(commitment, latest);
    room.Share();
    return commitment;
  }
  [[nodiscard]] Commitment Read(OpId commitment) {
    for (const Commitment& any : room["noor"].Commitments()) {
      if (any.record == commitment) return any;
    }
    FAIL("no such commitment");
    return {};
  }
  [[nodiscard]] Meeting& Noor() { return room["noor"]; }

  MeetingRoom room{{"noor", "maria", "karin", "karin2", "petter", "aida", "tove", "oskar", "olle"}};
  MeetingAccess access;
  std::int64_t now = kSipNow;

 private:
  void Add(const std::string& id, Role role, Mandate mandate = Mandate::kUnstated) {
    access.participants.push_back({.id = id, .role = role});
    Participant participant;
    participant.id = participant.name = id;
    participant.role = role;
    participant.mandate = mandate;
    room["karin"].AddParticipant(participant);
  }
};

}  // namespace samsyn
