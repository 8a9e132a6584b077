#include "server/creation.h"

#include <spdlog/logger.h>

#include <fstream>
#include <iterator>
#include <string>

#include "server/import.h"
#include "shared/base/trimmed.h"
#include "shared/crypto/token.h"

namespace samsyn {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kHour = std::chrono::hours(1);
// Codes are guessed in no meeting: no meeting has an empty name.
constexpr std::string_view kNoMeeting;

// A stranger may store something, but not for ever.
std::optional<Denial> CheckEnd(std::int64_t purge_at, std::int64_t now) {
  if (purge_at > now && purge_at - now <= kLongestRetention.count()) return std::nullopt;
  return Denial{ErrorCode::kOutOfRange, Refusal::kNone,
                "a meeting says when it is deleted: in the next " +
                    std::to_string(std::chrono::duration_cast<std::chrono::days>(kLongestRetention).count()) + " days"};
}

// Too many of something in a bundle stays too many, however often it is sent.
Denial WrongBundle(const Error& error) {
  const ErrorCode code = error.code == ErrorCode::kTooMany ? ErrorCode::kTooLarge : error.code;
  return {code, Refusal::kNone, error.message};
}

}  // namespace

Result<TokenHash> ReadSecretFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string content{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file) return Error{ErrorCode::kNotFound, path.string() + " cannot be read"};
  const std::string_view code = Trimmed(content);
  if (code.empty()) return Error{ErrorCode::kMalformed, path.string() + " holds no code"};
  if (code.size() > kMaxCodeBytes) {
    return Error{ErrorCode::kMalformed,
                 path.string() + " holds a code of more than " + std::to_string(kMaxCodeBytes) + " bytes"};
  }
  return HashToken(code);
}

MeetingCreation::MeetingCreation(const RelayTools& tools, GuessLimiter& guesses, const CreationPolicy& policy)
    : tools_(tools),
      guesses_(guesses),
      policy_(policy),
      by_address_(tools.limits.created_per_hour, kHour / static_cast<int>(tools.limits.created_per_hour)) {}

std::optional<Denial> MeetingCreation::MayCreate(std::string_view code, std::string_view address, milliseconds now) {
  if (policy_.who == CreationPolicy::Who::kNobody) return DenialFor(Refusal::kMayNotCreate);
  if (!guesses_.MayTry(address, kNoMeeting, now)) return DenialFor(Refusal::kGuessing);
  if (policy_.who == CreationPolicy::Who::kCode && !SameHash(HashToken(code), policy_.code_hash)) {
    guesses_.HearWrong(address, kNoMeeting, now);
    return DenialFor(Refusal::kWrongCode);
  }
  guesses_.HearRight(address, kNoMeeting);
  if (!by_address_.HasOne(address, now)) return DenialFor(Refusal::kTooManyCreated);
  return std::nullopt;
}

std::optional<Denial> MeetingCreation::Create(const CreateFrame& frame, std::string_view address, milliseconds now) {
  if (std::optional<Denial> denial = MayCreate(frame.code, address, now)) return denial;
  // What fails costs as much: it may have been as much work.
  by_address_.TakeOne(address, now);
  const Result<Bundle> bundle = DecodeBundle(frame.bundle);
  if (!bundle) return WrongBundle(bundle.GetError());
  const std::int64_t unix_time = tools_.clock.UnixTime();
  if (std::optional<Denial> denial = CheckEnd(bundle.Value().access.purge_at, unix_time)) return denial;
  const Result<Imported> imported = ImportMeeting(bundle.Value(), tools_.journal, tools_.limits, unix_time);
  if (!imported && imported.GetError().code == ErrorCode::kUnavailable) {
    tools_.log.error("a meeting could not be made: {}", imported.GetError().message);
    return Denial{ErrorCode::kUnavailable, Refusal::kNone, "the relay cannot make this meeting now"};
  }
  if (!imported) return WrongBundle(imported.GetError());
  if (imported.Value() == Imported::kNow) return std::nullopt;
  guesses_.HearWrong(address, bundle.Value().meeting, now);
  return DenialFor(imported.Value() == Imported::kPurgedBefore ? Refusal::kPurged : Refusal::kMeetingExists);
}

}  // namespace samsyn
