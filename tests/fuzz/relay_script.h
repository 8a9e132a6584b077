// What the relay's fuzzer and the maker of its first inputs agree on: the people, their meetings, and steps of six
// bytes each, so that most mutations make another script and not noise.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "server/journal.h"
#include "shared/crypto/token.h"
#include "shared/wire/bundle.h"

namespace samsyn {

inline constexpr std::int64_t kScriptBegins = 1'800'000'000'000;  // milliseconds since 1970 UTC
inline constexpr std::int64_t kSecond = 1000;
inline constexpr std::int64_t kDay = 24 * 3600 * kSecond;
inline constexpr std::size_t kSlots = 8;  // as many connections at the same time

enum class StepKind : std::uint8_t {
  kHello,   // person, meeting and generation, documents, after; opens the slot when it is closed
  kAppend,  // document, replica, counter, size
  kPresence,
  kFollow,   // document, after
  kCommand,  // which, person, detail, number
  kRaw,      // as many bytes as `a` says come after the step
  kClose,
  kTime,  // both clocks
  kWallClock,
  kFail,  // 1: the journal's writes, 2: its reads
  kSlow,  // how much waits to be read
  kPong,
  kPing,
  kRestart,
  kCreate,  // meeting, what is wrong with it, its end, the code
};
inline constexpr std::uint8_t kStepKinds = 15;
inline constexpr std::uint8_t kThenTurn = 0x80;  // the relay's turn comes after this step

struct Step {
  std::uint8_t kind = 0;
  std::uint8_t slot = 0;
  std::uint8_t a = 0, b = 0, c = 0, d = 0;
};
inline constexpr std::size_t kStepBytes = 6;

inline constexpr std::array<const char*, 8> kPeople = {"noor", "anna", "sven", "eva", "olle", "bo", "ylva", "ny"};
inline constexpr std::array<const char*, 3> kMeetings = {"noor", "other", "nowhere"};
inline constexpr std::array<std::int64_t, 8> kTimes = {
    1, 60, kSecond, 11 * kSecond, 31 * kSecond, 61 * kSecond, 3600 * kSecond, 30 * kDay};

[[nodiscard]] inline std::string PersonOf(std::uint8_t byte) { return kPeople[byte % kPeople.size()]; }
[[nodiscard]] inline std::string MeetingNameOf(std::uint8_t byte) {
  return kMeetings[byte % 8 < 6 ? 0 : byte % 8 - 5u];
}
[[nodiscard]] inline DocumentKind DocumentOf(std::uint8_t byte) {
  return static_cast<DocumentKind>(byte % kDocumentKindCount);
}
// The links of a participant, one after the other; the first meetings are made with generation 0.
[[nodiscard]] inline std::string TokenOf(const std::string& person, const std::string& meeting, unsigned generation) {
  return person + " of " + meeting + " " + std::to_string(generation);
}

// Everybody but the last, who may be invited: two who see one item each, an observer, a helper, a secretary.
[[nodiscard]] inline JournalMeeting ScriptMeeting(const std::string& id) {
  constexpr Role kRoles[] = {Role::kIndividual, Role::kChair,        Role::kSecretary,   Role::kSupporter,
                             Role::kObserver,   Role::kProfessional, Role::kProfessional};
  JournalMeeting meeting;
  meeting.id = id;
  for (std::size_t i = 0; i < std::size(kRoles); ++i) {
    ParticipantAccess participant{kPeople[i], kRoles[i], false, false, std::nullopt, 0};
    if (i >= 5) participant.only_item = i == 5 ? DocumentKind::kItem1 : DocumentKind::kItem2;
    if (i == 4) participant.expires_at = kScriptBegins + kDay;
    meeting.access.participants.push_back(participant);
    meeting.token_hashes.push_back(HashToken(TokenOf(kPeople[i], id, 0)));
  }
  meeting.access.consent = Consent::kGiven;
  meeting.access.consent_until = kScriptBegins + 2 * kDay;
  meeting.access.helper = "eva";
  meeting.access.secretary = "sven";
  meeting.access.purge_at = kScriptBegins + 40 * kDay;
  meeting.created = kScriptBegins;
  return meeting;
}

inline constexpr const char* kScriptCode = "a code";

// A meeting of the same people, mostly as it should be; its payloads are not looked at.
[[nodiscard]] inline CreateFrame CreationOf(const Step& step, std::int64_t now) {
  const std::int64_t ends[] = {now + kDay, now + 400 * kDay, now + 400 * kDay + 1, now, 0};
  const std::string name = kMeetings[step.a % kMeetings.size()];
  JournalMeeting meeting = ScriptMeeting(name);
  meeting.access.purge_at = ends[step.c % std::size(ends)];
  Bundle bundle{name, meeting.access, meeting.token_hashes, {}, {{"anna", DocumentKind::kPlan, 70, 1, {1}}}};
  bundle.keys.push_back({"noor", {DocumentKind::kPlan, 1, {1}}});
  if ((step.b & 1) != 0) bundle.keys.push_back(bundle.keys[0]);
  if ((step.b & 2) != 0) bundle.updates.push_back({"eva", DocumentKind::kPlan, 70, 2, {}});
  if ((step.b & 4) != 0) bundle.access.participants[1].role = Role::kIndividual;
  if ((step.b & 8) != 0) bundle.updates[0].document = DocumentKind::kAside;
  CreateFrame frame{kProtocolVersion, step.d % 8 == 0 ? "a guess" : kScriptCode, EncodeBundle(bundle)};
  if ((step.b & 16) != 0) frame.bundle.resize(frame.bundle.size() * step.d / 256);
  if ((step.b & 32) != 0) ++frame.version;
  return frame;
}

// One of each command; what does not fit the command is not looked at.
[[nodiscard]] inline Command CommandOf(const Step& step, std::int64_t now, const std::string& meeting) {
  const std::string person = PersonOf(step.b);
  const std::int64_t times[] = {0, now - 1, now + kSecond, now + 3600 * kSecond, now + kDay, now + 500 * kDay};
  const std::int64_t time = times[step.d % std::size(times)];
  std::vector<KeyFor> keys;
  if ((step.c & 0x80) != 0) keys.push_back({PersonOf(step.c), {DocumentOf(step.d), 1u + step.d / 64u, {step.c}}});
  switch (step.a % 10) {
    case 0: {
      InviteCommand invite{person, static_cast<Role>(step.c % kRoleCount), std::nullopt, time, {}, keys};
      if ((step.c & 0x40) != 0) invite.only_item = static_cast<DocumentKind>(5 + step.c % 4);
      invite.token_hash = HashToken(TokenOf(person, meeting, step.d / 8u % 3));
      return invite;
    }
    case 1:
      return RevokeCommand{person, keys};
    case 2:
      return HandOverCommand{person};
    case 3:
      return ConsentCommand{static_cast<Consent>(step.c % kConsentCount), time};
    case 4:
      return HelperCommand{(step.c & 1) != 0 ? person : std::string()};
    case 5:
      return AsideCommand{person, (step.c & 1) != 0, keys};
    case 6:
      return RetentionCommand{time};
    case 7:
      // Seldom: it ends what the script could find.
      if (step.c % 4 == 0) return PurgeCommand{};
      [[fallthrough]];
    case 8:
      return ExportedCommand{(step.c & 1) != 0 ? "markdown" : person + " said"};
    default:
      return ReadLogCommand{step.c % 4u};
  }
}

}  // namespace samsyn
