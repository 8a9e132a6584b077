// Who may make a meeting over the network, how often, and what the meeting must be: everything that is imported must
// be, and it ends.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>

#include "server/denial.h"
#include "server/guess_limiter.h"
#include "server/room.h"
#include "server/try_buckets.h"
#include "shared/wire/bundle.h"
#include "shared/wire/frames.h"

namespace samsyn {

struct CreationPolicy {
  enum class Who : std::uint8_t { kEveryone, kCode, kNobody };
  Who who = Who::kEveryone;
  TokenHash code_hash{};  // of what has to be said, for kCode
};

// The code is all of the file but white space around it. kNotFound when it cannot be read, kMalformed when it is empty
// or longer than a frame could say it.
[[nodiscard]] Result<TokenHash> ReadSecretFile(const std::filesystem::path& file);

class MeetingCreation {
 public:
  // All references outlive it.
  MeetingCreation(const RelayTools& tools, GuessLimiter& guesses, const CreationPolicy& policy);

  // Nothing: the meeting is on disk. A wrong code is a guess, as is a name that is taken. `address` is what limits are
  // counted for.
  [[nodiscard]] std::optional<Denial> Create(const CreateFrame& frame, std::string_view address,
                                             std::chrono::milliseconds now);

 private:
  [[nodiscard]] std::optional<Denial> MayCreate(std::string_view code, std::string_view address,
                                                std::chrono::milliseconds now);

  RelayTools tools_;
  GuessLimiter& guesses_;
  CreationPolicy policy_;
  TryBuckets by_address_;
};

}  // namespace samsyn
