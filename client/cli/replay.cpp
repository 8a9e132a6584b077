#include "client/cli/replay.h"

#include <algorithm>

#include "client/state/sealed_copy.h"
#include "shared/crypto/token.h"

namespace samsyn {

Result<std::shared_ptr<Replayed>> Replay(const Bundle& bundle, const Invitation& invitation, RandomSource& random,
                                         std::int64_t now) {
  const TokenHash hash = HashToken(DeriveLinkKeys(invitation).token);
  const auto mine = std::find(bundle.token_hashes.begin(), bundle.token_hashes.end(), hash);
  if (invitation.meeting != bundle.meeting || mine == bundle.token_hashes.end()) {
    return Error{ErrorCode::kForbidden, "this link does not open the meeting in that bundle"};
  }
  auto replayed = std::make_shared<Replayed>();
  replayed->participant = bundle.access.participants[static_cast<std::size_t>(mine - bundle.token_hashes.begin())].id;
  replayed->meeting = std::make_unique<Meeting>(random.Next());
  Meeting& meeting = *replayed->meeting;
  SealedLink link(invitation, random, [&](const std::string& participant) { return BoxKeyIn(meeting, participant); });
  std::vector<WrappedKey> keys;
  for (const KeyFor& key : bundle.keys) {
    if (key.participant == replayed->participant) keys.push_back(key.key);
  }
  link.Take(replayed->participant, std::move(keys));
  for (const BundleUpdate& update : bundle.updates) {
    Replayed::Part& part = replayed->parts[static_cast<std::size_t>(update.document)];
    ++part.updates;
    part.bytes += update.payload.size();
    if (!TakeSealed(meeting, link, update.document, update)) ++part.unopened;
  }
  for (int kind = 0; kind < kDocumentKindCount; ++kind) {
    const auto document = static_cast<DocumentKind>(kind);
    const std::string name(NameOf(document));
    const bool readable = MayRead(bundle.access, replayed->participant, document, now);
    const Replayed::Part& part = replayed->parts[static_cast<std::size_t>(kind)];
    if (readable && part.unopened > 0) {
      replayed->wrong.push_back(name + ": " + std::to_string(part.unopened) + " updates do not open");
    }
    if (const std::size_t waiting = meeting.Of(document).WaitingCount(); waiting > 0) {
      replayed->wrong.push_back(name + ": " + std::to_string(waiting) + " updates build on something that is missing");
    }
    if (const std::string broken = meeting.Of(document).CheckInvariants(); !broken.empty()) {
      replayed->wrong.push_back(name + ": " + broken);
    }
  }
  return replayed;
}

}  // namespace samsyn
