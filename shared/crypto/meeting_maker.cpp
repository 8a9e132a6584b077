#include "shared/crypto/meeting_maker.h"

#include <utility>

#include "shared/crypto/token.h"

namespace samsyn {

MeetingMaker::MeetingMaker(std::string meeting, RandomSource& random) : random_(random), keyring_(meeting, random) {
  bundle_.meeting = std::move(meeting);
  for (int kind = 0; kind < kDocumentKindCount; ++kind) {
    keyring_.Add(keyring_.MakeNext(static_cast<DocumentKind>(kind)));
  }
}

LinkKeys MeetingMaker::Invite(const ParticipantAccess& participant, const std::string& secret) {
  LinkKeys link = DeriveLinkKeys({bundle_.meeting, secret});
  bundle_.access.participants.push_back(participant);
  bundle_.token_hashes.push_back(HashToken(link.token));
  links_.push_back(link);
  return link;
}

void MeetingMaker::Write(const std::string& participant, DocumentKind document, ReplicaId replica,
                         std::uint64_t counter, ByteView payload) {
  bundle_.updates.push_back(
      {participant, document, replica, counter,
       keyring_.Seal({{}, document, SealedKind::kUpdate, participant, replica, counter}, payload)});
}

Bundle MeetingMaker::Finish(std::int64_t now) {
  for (std::size_t i = 0; i < links_.size(); ++i) {
    const std::string& id = bundle_.access.participants[i].id;
    for (int kind = 0; kind < kDocumentKindCount; ++kind) {
      const auto document = static_cast<DocumentKind>(kind);
      if (!MayRead(bundle_.access, id, document, now)) continue;
      for (const DocumentKey& key : keyring_.All(document)) {
        bundle_.keys.push_back(WrapForLink(bundle_.meeting, id, links_[i], key, random_));
      }
    }
  }
  return std::move(bundle_);
}

}  // namespace samsyn
