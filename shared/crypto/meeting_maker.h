// Makes a sealed meeting as a bundle: the participants with their links, the documents' first keys wrapped for those
// who may read them, and what is written from the start. Used by the demo, by tools and by tests.
#pragma once

#include <string>
#include <vector>

#include "shared/crypto/keyring.h"
#include "shared/wire/bundle.h"

namespace samsyn {

class MeetingMaker {
 public:
  // `random` outlives it.
  MeetingMaker(std::string meeting, RandomSource& random);

  // Everything but the participants: consent, helper, secretary, when it is purged.
  [[nodiscard]] MeetingAccess& Access() { return bundle_.access; }
  // Gives the keys that follow from the participant's link. All participants come before the first Write.
  LinkKeys Invite(const ParticipantAccess& participant, const std::string& secret);
  // One update, as this participant's.
  void Write(const std::string& participant, DocumentKind document, ReplicaId replica, std::uint64_t counter,
             ByteView payload);
  // Whoever may read a document at `now` gets its key. Once, last.
  [[nodiscard]] Bundle Finish(std::int64_t now);

 private:
  RandomSource& random_;
  Bundle bundle_;
  Keyring keyring_;
  std::vector<LinkKeys> links_;  // one for each participant
};

}  // namespace samsyn
