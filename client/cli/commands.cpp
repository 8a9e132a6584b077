#include "client/cli/commands.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <iostream>
#include <memory>
#include <utility>
#include <variant>

#include "client/cli/creation.h"
#include "client/cli/file_sentence.h"
#include "client/cli/input.h"
#include "client/cli/replay.h"
#include "client/cli/visit.h"
#include "client/keep/kept_forms.h"
#include "client/keep/new_meeting.h"
#include "client/keep/take_up.h"
#include "shared/base/system_random.h"
#include "shared/base/utf8.h"
#include "shared/export/meeting_file.h"

namespace samsyn {
namespace {

constexpr std::chrono::milliseconds kVisitPatience{15'000};
constexpr std::size_t kMostCodeFileBytes = 4096;
constexpr std::size_t kMostBundleBytes = std::size_t{512} * 1024 * 1024;

std::int64_t WallClock() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

std::int64_t ToLocal() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  return std::int64_t{local.tm_gmtoff} * 1000;
}

int Stop(ExitCode code, const std::string& sentence) {
  std::cerr << "samsyn-cli: " << sentence << "\n";
  return code;
}

int Stop(const Error& error) {
  const ExitCode code = error.code == ErrorCode::kUnavailable                                       ? kNoAnswer
                        : error.code == ErrorCode::kMalformed || error.code == ErrorCode::kNotFound ? kWrongInput
                                                                                                    : kRefused;
  return Stop(code, error.message);
}

// Somebody who is in the meeting that a door leads to.
struct Guest {
  explicit Guest(OpenedDoor opened) : door(std::move(opened)) {}
  OpenedDoor door;
  SystemRandom random;
  Visit visit{door.url, door.invitation, random};
};

Result<std::unique_ptr<Guest>> Enter(const Door& door) {
  Result<OpenedDoor> opened = Open(door);
  if (!opened) return opened.GetError();
  auto guest = std::make_unique<Guest>(std::move(opened.Value()));
  if (const Status joined = guest->visit.Join(kVisitPatience); !joined) return joined.GetError();
  return guest;
}

std::string LinkLine(Role role, const std::string& id, const std::string& name, const std::string& address) {
  return std::string(NameOf(role)) + '\t' + id + '\t' + name + '\t' + address + '\n';
}

int ExportFrom(const KeepFrom& from, const WantedCopy& copy) {
  const auto known = KeptFormFromName(copy.form);
  if (!known) return Stop(kWrongInput, "there is no form '" + copy.form + "'");
  const KeptFile file = Keep(*known, from);
  if (file.content.empty()) return Stop(kRefused, "there is nothing to keep: no day has been decided");
  return WriteOutput(copy.out, file.content) ? kDone : kWrongInput;
}

int Bring(const Target& target, const Bundle& bundle) {
  if (!target.bundle.empty()) return WriteOutput(target.bundle, AsText(EncodeBundle(bundle))) ? kDone : kWrongInput;
  if (target.server.empty()) return Stop(kWrongInput, "say where the meeting goes: --server or --bundle");
  const Result<std::string> url = SocketUrl(target.server);
  if (!url) return Stop(url.GetError());
  std::string code;
  if (!target.code_file.empty()) {
    Result<std::string> text = ReadSecret(target.code_file, kMostCodeFileBytes);
    if (!text) return Stop(text.GetError());
    code = std::move(text.Value());
  }
  const Status brought = BringToRelay(url.Value(), code, bundle);
  return brought ? kDone : Stop(brought.GetError());
}

Result<MeetingFile> ReadKept(const std::string& path) {
  Result<std::string> text = ReadInput(path, kMaxMeetingFileBytes);
  if (!text) return text.GetError();
  std::variant<MeetingFile, FileError> read = ReadMeetingFile(text.Value());
  if (const auto* error = std::get_if<FileError>(&read)) {
    return Error{ErrorCode::kMalformed, path + ": " + SentenceAbout(*error)};
  }
  return std::move(std::get<MeetingFile>(read));
}

}  // namespace

int CreateMeeting(NewMeeting wanted, const std::string& from, const std::string& language, const Target& target) {
  if (!from.empty()) {
    Result<MeetingFile> file = ReadKept(from);
    if (!file) return Stop(file.GetError());
    if (!file.Value().is_template) return Stop(kWrongInput, from + " is a whole meeting: take it up with import");
    wanted.file = std::make_shared<const MeetingFile>(std::move(file.Value()));
  }
  if (!IsValidUtf8(wanted.person + wanted.chair)) return Stop(kWrongInput, "the names must be UTF-8");
  wanted.mine = wanted.chair.empty();
  SystemRandom random;
  const MadeMeeting made = MakeMeeting(wanted, random, WallClock(), Strings(LanguageOfSetting(language)));
  if (const int wrong = Bring(target, made.bundle); wrong != kDone) return wrong;
  const Role role = wanted.mine ? Role::kIndividual : Role::kChair;
  const std::string id = made.bundle.access.participants[wanted.mine ? 0 : 1].id;
  std::cout << LinkLine(role, id, wanted.mine ? wanted.person : wanted.chair, AddressOf(target.server, made.own));
  return kDone;
}

int PrintLinks(const Door& door) {
  const Result<std::unique_ptr<Guest>> guest = Enter(door);
  if (!guest) return Stop(guest.GetError());
  Visit& visit = guest.Value()->visit;
  if (!MayRead(visit.Access(), visit.Me(), DocumentKind::kLinks, visit.RelayNow())) {
    return Stop(kRefused, "only the chair and the person know the others' links");
  }
  const std::string& url = guest.Value()->door.url;
  const std::string server = "http" + url.substr(2, url.size() - 5);
  for (const ParticipantAccess& who : visit.Access().participants) {
    const auto person = visit.Meeting().FindParticipant(who.id);
    const std::string secret = visit.Meeting().LinkOf(who.id);
    const bool own = who.id == visit.Me();
    const std::string address = who.revoked      ? "taken back"
                                : own            ? "your own"
                                : secret.empty() ? "not known"
                                                 : AddressOf(server, {guest.Value()->door.invitation.meeting, secret});
    std::cout << LinkLine(who.role, who.id, person ? person->name : std::string(), address);
  }
  return kDone;
}

int VerifyLink(const Door& door) {
  const Result<std::unique_ptr<Guest>> guest = Enter(door);
  if (!guest) return Stop(guest.GetError());
  Visit& visit = guest.Value()->visit;
  std::cout << "the link works: " << visit.Me() << ", " << NameOf(visit.MyRole()) << "\n";
  if (visit.Unopened() == 0) return kDone;
  return Stop(kRefused, std::to_string(visit.Unopened()) + " updates are not what their writers sealed");
}

int ExportCopy(const Door& door, const WantedCopy& copy) {
  if (!KeptFormFromName(copy.form)) return Stop(kWrongInput, "there is no form '" + copy.form + "'");
  const Result<std::unique_ptr<Guest>> guest = Enter(door);
  if (!guest) return Stop(guest.GetError());
  Visit& visit = guest.Value()->visit;
  if (!MayRead(visit.Access(), visit.Me(), DocumentKind::kPlan, visit.RelayNow())) {
    return Stop(kRefused, "this link does not open the plan");
  }
  // First what everybody can see of it, then the copy.
  const Status logged = visit.Do(ExportedCommand{copy.form}, kVisitPatience);
  if (!logged) return Stop(logged.GetError());
  const Strings say(LanguageOfSetting(copy.language));
  return ExportFrom({visit.Meeting(), visit.Access(), say, visit.Me(), visit.RelayNow(), ToLocal(),
                     guest.Value()->door.invitation.meeting},
                    copy);
}

int TakeUpFile(const std::string& path, const std::string& wanted_maker, const Target& target) {
  const Result<MeetingFile> file = ReadKept(path);
  if (!file) return Stop(file.GetError());
  if (file.Value().is_template) {
    return Stop(kWrongInput, path + " is a template: make a meeting of it with create --from");
  }
  const std::vector<std::string> makers = PossibleMakers(file.Value());
  const std::string maker = wanted_maker.empty() ? UsualMaker(file.Value()) : wanted_maker;
  if (std::find(makers.begin(), makers.end(), maker) == makers.end()) {
    return Stop(kWrongInput, "'" + maker + "' is neither the chair nor the person the meeting is for");
  }
  SystemRandom random;
  const std::int64_t now = WallClock();
  const TakenUp taken = TakeUp(file.Value(), maker, random, now, now + kKeptUntilFollowUp);
  if (const int wrong = Bring(target, taken.bundle); wrong != kDone) return wrong;
  for (const auto& [person, invitation] : taken.links) {
    std::cout << LinkLine(person.role, person.id, NameIn(file.Value(), person.id),
                          AddressOf(target.server, invitation));
  }
  return kDone;
}

int ReplayBundle(const std::string& path, const Door& door, const WantedCopy& copy) {
  Result<std::string> content = ReadInput(path, kMostBundleBytes);
  if (!content) return Stop(content.GetError());
  const Result<Bundle> bundle = DecodeBundle(AsBytes(content.Value()));
  if (!bundle) return Stop(kWrongInput, path + " is no bundle: " + bundle.GetError().message);
  const Result<std::string> link = ReadSecret(door.link, kMostLinkBytes);
  if (!link) return Stop(link.GetError());
  const Result<Invitation> invitation = ReadInvitation(link.Value());
  if (!invitation) return Stop(kWrongInput, "there is no whole link in " + door.link);
  SystemRandom random;
  const std::int64_t now = WallClock();
  const auto replayed = Replay(bundle.Value(), invitation.Value(), random, now);
  if (!replayed) return Stop(replayed.GetError());
  const Replayed& found = *replayed.Value();
  if (!copy.form.empty()) {
    const Strings say(LanguageOfSetting(copy.language));
    const KeepFrom from{*found.meeting, bundle.Value().access, say, found.participant, now,
                        ToLocal(),      bundle.Value().meeting};
    if (const int wrong = ExportFrom(from, copy); wrong != kDone) return wrong;
  } else {
    for (int kind = 0; kind < kDocumentKindCount; ++kind) {
      const Replayed::Part& part = found.parts[static_cast<std::size_t>(kind)];
      if (part.updates == 0) continue;
      std::cout << NameOf(static_cast<DocumentKind>(kind)) << '\t' << part.updates << " updates\t" << part.bytes
                << " bytes\t" << part.unopened << " unopened\n";
    }
  }
  for (const std::string& sentence : found.wrong) std::cerr << "samsyn-cli: " << sentence << "\n";
  return found.wrong.empty() ? kDone : kRefused;
}

}  // namespace samsyn
