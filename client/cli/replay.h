// A bundle (shared/wire/bundle.h) opened with one link, without a relay: what is in a journal, and whether all of it is
// what its writers sealed.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "shared/crypto/invitation.h"
#include "shared/meeting/meeting.h"
#include "shared/wire/bundle.h"

namespace samsyn {

struct Replayed {
  std::unique_ptr<Meeting> meeting;
  std::string participant;  // whose link it is
  struct Part {
    std::size_t updates = 0;
    std::size_t bytes = 0;     // sealed
    std::size_t unopened = 0;  // not readable with this link, or not what its writer sealed
  };
  std::array<Part, kDocumentKindCount> parts{};
  std::vector<std::string> wrong;  // sentences about what does not hold
};
// kForbidden: the link is no link of this bundle.
[[nodiscard]] Result<std::shared_ptr<Replayed>> Replay(const Bundle& bundle, const Invitation& invitation,
                                                       RandomSource& random, std::int64_t now);

}  // namespace samsyn
