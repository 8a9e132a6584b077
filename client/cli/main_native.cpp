// samsyn-cli: what one does in a meeting's page, for scripts. A link is a secret: it is read from a file or from
// standard input, and never stands on the command line.
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>

#include "client/cli/creation.h"
#include "client/cli/replay.h"
#include "client/cli/visit.h"
#include "client/keep/kept_forms.h"
#include "client/keep/new_meeting.h"
#include "client/keep/take_up.h"
#include "shared/base/utf8.h"
#include "shared/export/meeting_file.h"
#include "shared/meeting/phases.h"

namespace samsyn {
namespace {

constexpr std::chrono::milliseconds kPatience{15'000};
constexpr std::int64_t kKeptFor = std::int64_t{120} * 24 * 3600 * 1000;

// What went wrong ends the program with one of these.
enum Exit : int { kDone = 0, kWrongInput = 2, kNoAnswer = 3, kRefused = 4 };

class SystemRandom : public RandomSource {
 public:
  [[nodiscard]] std::uint64_t Next() override { return (std::uint64_t{device_()} << 32) | device_(); }

 private:
  std::random_device device_;
};

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

int Stop(Exit exit, const std::string& sentence) {
  std::cerr << "samsyn-cli: " << sentence << "\n";
  return exit;
}

int Stop(const Error& error) {
  const Exit exit = error.code == ErrorCode::kUnavailable                                       ? kNoAnswer
                    : error.code == ErrorCode::kMalformed || error.code == ErrorCode::kNotFound ? kWrongInput
                                                                                                : kRefused;
  return Stop(exit, error.message);
}

// "-" is standard input.
Result<std::string> ReadAll(const std::string& path, std::size_t most) {
  std::ifstream file;
  if (path != "-") file.open(path, std::ios::binary);
  std::istream& in = path == "-" ? std::cin : file;
  std::string content;
  for (char buffer[65536]; in.read(buffer, sizeof buffer) || in.gcount() > 0;) {
    content.append(buffer, static_cast<std::size_t>(in.gcount()));
    if (content.size() > most) return Error{ErrorCode::kTooLarge, path + " is too large"};
  }
  const bool read = path == "-" || file.is_open();
  if (!read || in.bad()) return Error{ErrorCode::kNotFound, path + " cannot be read"};
  return content;
}

bool WriteAll(const std::string& path, std::string_view content) {
  if (path == "-") {
    std::cout << content << std::flush;
    return std::cout.good();
  }
  umask(077);  // plans and links are nobody else's
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(content.data(), static_cast<std::streamsize>(content.size()));
  file.close();
  if (file.good()) return true;
  std::cerr << "samsyn-cli: cannot write " << path << "\n";
  return false;
}

// "http://host:8080/…" -> "ws://host:8080/ws"
Result<std::string> SocketUrl(std::string address) {
  address = address.substr(0, address.find('#'));
  constexpr std::string_view kHttp = "http://";
  if (address.rfind("https://", 0) == 0) {
    return Error{ErrorCode::kMalformed,
                 "samsyn-cli speaks http:// only: run it where the relay is, or through a tunnel"};
  }
  if (address.rfind(kHttp, 0) != 0) {
    return Error{ErrorCode::kMalformed, "where the relay is must be said, as http://localhost:8080 (--server)"};
  }
  const std::size_t end = address.find('/', kHttp.size());
  return "ws://" + address.substr(kHttp.size(), end == std::string::npos ? end : end - kHttp.size()) + "/ws";
}

std::string Trimmed(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  return begin == std::string::npos ? std::string() : text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

struct Door {
  std::string link = "-";  // a file
  std::string server;
};
void AddDoor(CLI::App& command, Door& door) {
  command.add_option("--link", door.link, "the file that holds a participant's link; - is standard input")
      ->capture_default_str();
  command.add_option("--server", door.server, "where the relay is, when the link is not a whole address");
}

struct Opened {
  Invitation invitation;
  std::string url;
};
Result<Opened> Open(const Door& door) {
  Result<std::string> text = ReadAll(door.link, 64 * 1024);
  if (!text) return text.GetError();
  const std::string link = Trimmed(text.Value());
  const Result<Invitation> invitation = ReadInvitation(link);
  if (!invitation) {
    return Error{ErrorCode::kMalformed, invitation.GetError().code == ErrorCode::kNotFound
                                            ? "there is no link in " + door.link
                                            : "the link in " + door.link + " is cut off or has been changed"};
  }
  const Result<std::string> url = SocketUrl(door.server.empty() ? link : door.server);
  if (!url) return url.GetError();
  return Opened{invitation.Value(), url.Value()};
}

std::string AddressOf(const std::string& server, const Invitation& invitation) {
  std::string address = server;
  while (!address.empty() && address.back() == '/') address.pop_back();
  return address + "/" + FragmentOf(invitation);
}

std::string LinkLine(Role role, const std::string& id, const std::string& name, const std::string& address) {
  return std::string(NameOf(role)) + '\t' + id + '\t' + name + '\t' + address + '\n';
}

Language LanguageOf(const std::string& name) { return LanguageOfSetting(name); }

std::string Sentence(const FileError& error) {
  const std::string at = " at " + error.where;
  switch (error.problem) {
    case FileProblem::kTooLarge:
      return "the file is larger than " + std::to_string(kMaxMeetingFileBytes) + " bytes";
    case FileProblem::kNotJson:
      return "the file is cut off or is not JSON: character " + error.where;
    case FileProblem::kTooDeep:
      return "the file has too many levels" + at;
    case FileProblem::kNotSamsyn:
      return "the file does not call itself samsyn-meeting" + at;
    case FileProblem::kNewer:
      return "the file is of a newer version than this program reads" + at;
    case FileProblem::kMissing:
      return "something is missing" + at;
    case FileProblem::kType:
      return "something of the wrong type stands" + at;
    case FileProblem::kUnknown:
      return "there is something the format does not know" + at;
    case FileProblem::kReference:
      return "something points at what is not in the file" + at;
    case FileProblem::kTwice:
      return "a name is there twice" + at;
    case FileProblem::kTooLong:
      return "a text is too long" + at;
    case FileProblem::kTooMany:
      return "there is too much" + at;
    case FileProblem::kNobody:
      return "it is not said whom the meeting is for" + at;
  }
  return "the file cannot be read" + at;
}

// --- The commands ---

int ExportFrom(const KeepFrom& from, const std::string& form, const std::string& out) {
  const auto known = KeptFormFromName(form);
  if (!known) return Stop(kWrongInput, "there is no form '" + form + "'");
  const KeptFile file = Keep(*known, from);
  if (file.content.empty()) return Stop(kRefused, "there is nothing to keep: no day has been decided");
  return WriteAll(out, file.content) ? kDone : kWrongInput;
}

int Export(const Door& door, const std::string& form, const std::string& out, const std::string& language) {
  if (!KeptFormFromName(form)) return Stop(kWrongInput, "there is no form '" + form + "'");
  const Result<Opened> opened = Open(door);
  if (!opened) return Stop(opened.GetError());
  SystemRandom random;
  Visit visit(opened.Value().url, opened.Value().invitation, random);
  if (const Status joined = visit.Join(kPatience); !joined) return Stop(joined.GetError());
  if (!MayRead(visit.Access(), visit.Me(), DocumentKind::kPlan, visit.RelayNow())) {
    return Stop(kRefused, "this link does not open the plan");
  }
  // First what everybody can see of it, then the copy.
  if (const Status logged = visit.Do(ExportedCommand{form}, kPatience); !logged) return Stop(logged.GetError());
  const Strings say(LanguageOf(language));
  return ExportFrom({visit.Meeting(), visit.Access(), say, visit.Me(), visit.RelayNow(), ToLocal(),
                     opened.Value().invitation.meeting},
                    form, out);
}

int Links(const Door& door) {
  const Result<Opened> opened = Open(door);
  if (!opened) return Stop(opened.GetError());
  SystemRandom random;
  Visit visit(opened.Value().url, opened.Value().invitation, random);
  if (const Status joined = visit.Join(kPatience); !joined) return Stop(joined.GetError());
  if (!MayRead(visit.Access(), visit.Me(), DocumentKind::kLinks, visit.RelayNow())) {
    return Stop(kRefused, "only the chair and the person know the others' links");
  }
  const std::string& url = opened.Value().url;
  const std::string server = "http" + url.substr(2, url.size() - 5);
  for (const ParticipantAccess& who : visit.Access().participants) {
    const auto person = visit.Meeting().FindParticipant(who.id);
    const std::string secret = visit.Meeting().LinkOf(who.id);
    const bool own = who.id == visit.Me();
    const std::string address = who.revoked      ? "taken back"
                                : own            ? "your own"
                                : secret.empty() ? "not known"
                                                 : AddressOf(server, {opened.Value().invitation.meeting, secret});
    std::cout << LinkLine(who.role, who.id, person ? person->name : std::string(), address);
  }
  return kDone;
}

int Verify(const Door& door) {
  const Result<Opened> opened = Open(door);
  if (!opened) return Stop(opened.GetError());
  SystemRandom random;
  Visit visit(opened.Value().url, opened.Value().invitation, random);
  if (const Status joined = visit.Join(kPatience); !joined) return Stop(joined.GetError());
  std::cout << "the link works: " << visit.Me() << ", " << NameOf(visit.MyRole()) << "\n";
  if (visit.Unopened() == 0) return kDone;
  return Stop(kRefused, std::to_string(visit.Unopened()) + " updates are not what their writers sealed");
}

// What making a meeting ends with: a file for the relay, or a relay that has it; and everybody's links.
struct Target {
  std::string server;
  std::string bundle;
  std::string code_file;
};
void AddTarget(CLI::App& command, Target& target) {
  command.add_option("--server", target.server, "the relay that gets the meeting: http://localhost:8080");
  command.add_option("--bundle", target.bundle, "write it to this file instead, for the relay's --import");
  command.add_option("--code-file", target.code_file, "the code the relay asks for, in a file");
}

int Bring(const Target& target, const Bundle& bundle) {
  if (!target.bundle.empty()) return WriteAll(target.bundle, AsText(EncodeBundle(bundle))) ? kDone : kWrongInput;
  if (target.server.empty()) return Stop(kWrongInput, "say where the meeting goes: --server or --bundle");
  const Result<std::string> url = SocketUrl(target.server);
  if (!url) return Stop(url.GetError());
  std::string code;
  if (!target.code_file.empty()) {
    Result<std::string> text = ReadAll(target.code_file, 4096);
    if (!text) return Stop(text.GetError());
    code = Trimmed(text.Value());
  }
  const Status brought = BringToRelay(url.Value(), code, bundle);
  return brought ? kDone : Stop(brought.GetError());
}

Result<MeetingFile> ReadKept(const std::string& path) {
  Result<std::string> text = ReadAll(path, kMaxMeetingFileBytes);
  if (!text) return text.GetError();
  std::variant<MeetingFile, FileError> read = ReadMeetingFile(text.Value());
  if (const auto* error = std::get_if<FileError>(&read)) {
    return Error{ErrorCode::kMalformed, path + ": " + Sentence(*error)};
  }
  return std::move(std::get<MeetingFile>(read));
}

int Import(const std::string& path, const std::string& wanted_maker, const Target& target) {
  const Result<MeetingFile> file = ReadKept(path);
  if (!file) return Stop(file.GetError());
  if (file.Value().is_template)
    return Stop(kWrongInput, path + " is a template: make a meeting of it with create --from");
  const std::vector<std::string> makers = PossibleMakers(file.Value());
  const std::string maker = wanted_maker.empty() ? UsualMaker(file.Value()) : wanted_maker;
  if (std::find(makers.begin(), makers.end(), maker) == makers.end()) {
    return Stop(kWrongInput, "'" + maker + "' is neither the chair nor the person the meeting is for");
  }
  SystemRandom random;
  const std::int64_t now = WallClock();
  const TakenUp taken = TakeUp(file.Value(), maker, random, now, now + kKeptFor);
  if (const int wrong = Bring(target, taken.bundle); wrong != kDone) return wrong;
  for (const auto& [person, invitation] : taken.links) {
    std::cout << LinkLine(person.role, person.id, NameIn(file.Value(), person.id),
                          AddressOf(target.server, invitation));
  }
  return kDone;
}

int Create(NewMeeting wanted, const std::string& from, const std::string& language, const Target& target) {
  if (!from.empty()) {
    Result<MeetingFile> file = ReadKept(from);
    if (!file) return Stop(file.GetError());
    if (!file.Value().is_template) return Stop(kWrongInput, from + " is a whole meeting: take it up with import");
    wanted.file = std::make_shared<const MeetingFile>(std::move(file.Value()));
  }
  if (!IsValidUtf8(wanted.person + wanted.chair)) return Stop(kWrongInput, "the names must be UTF-8");
  wanted.mine = wanted.chair.empty();
  SystemRandom random;
  const MadeMeeting made = MakeMeeting(wanted, random, WallClock(), Strings(LanguageOf(language)));
  if (const int wrong = Bring(target, made.bundle); wrong != kDone) return wrong;
  const Role role = wanted.mine ? Role::kIndividual : Role::kChair;
  const std::string id = made.bundle.access.participants[wanted.mine ? 0 : 1].id;
  std::cout << LinkLine(role, id, wanted.mine ? wanted.person : wanted.chair, AddressOf(target.server, made.own));
  return kDone;
}

int ReplayBundle(const std::string& path, const Door& door, const std::string& form, const std::string& out,
                 const std::string& language) {
  Result<std::string> content = ReadAll(path, std::size_t{512} * 1024 * 1024);
  if (!content) return Stop(content.GetError());
  const Result<Bundle> bundle = DecodeBundle(AsBytes(content.Value()));
  if (!bundle) return Stop(kWrongInput, path + " is no bundle: " + bundle.GetError().message);
  Result<std::string> text = ReadAll(door.link, 64 * 1024);
  if (!text) return Stop(text.GetError());
  const Result<Invitation> invitation = ReadInvitation(Trimmed(text.Value()));
  if (!invitation) return Stop(kWrongInput, "there is no whole link in " + door.link);
  SystemRandom random;
  const std::int64_t now = WallClock();
  const auto replayed = Replay(bundle.Value(), invitation.Value(), random, now);
  if (!replayed) return Stop(replayed.GetError());
  const Replayed& found = *replayed.Value();
  if (!form.empty()) {
    const Strings say(LanguageOf(language));
    const KeepFrom from{*found.meeting, bundle.Value().access, say, found.participant, now,
                        ToLocal(),      bundle.Value().meeting};
    if (const int wrong = ExportFrom(from, form, out); wrong != kDone) return wrong;
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

int Run(int argc, char** argv) {
  CLI::App program(
      "What one does in a meeting's page, for scripts.\n"
      "A link is a secret: it is read from a file, or from standard input.\n"
      "Ends with 0 when it is done, 2 when something given is wrong, 3 when nobody answers, 4 when the answer is no.");
  program.require_subcommand(1);
  int status = kDone;
  std::string language = "sv";
  const auto add_language = [&](CLI::App& command) {
    command.add_option("--language", language, "of headings and the like: sv, easy or en")
        ->check(CLI::IsMember({"sv", "easy", "en"}))
        ->capture_default_str();
  };

  NewMeeting wanted;
  Target target;
  std::string from;
  CLI::App& create = *program.add_subcommand("create", "makes a meeting and prints the link of who makes it");
  create.add_option("--person", wanted.person, "whom the meeting is for")->required();
  create.add_option("--chair", wanted.chair, "who leads it; without, the person makes a meeting of their own");
  create.add_option("--municipality", wanted.municipality, "its name");
  create.add_option("--region", wanted.region, "its name");
  create.add_option("--from", from, "a template, kept from a meeting");
  AddTarget(create, target);
  add_language(create);
  create.callback([&] { status = Create(wanted, from, language, target); });

  Door door;
  CLI::App& links =
      *program.add_subcommand("links", "prints everybody's links: role, id, name and address, a line each");
  AddDoor(links, door);
  links.callback([&] { status = Links(door); });

  CLI::App& verify = *program.add_subcommand("verify", "tells whether a link works and whose it is");
  AddDoor(verify, door);
  verify.callback([&] { status = Verify(door); });

  std::string form;
  std::string out = "-";
  const std::string forms = "html, docx, text, markdown, json, template, fhir, process, calendar or calendar-follow-up";
  CLI::App& kept = *program.add_subcommand("export", "joins and keeps a copy; the meeting's log says so");
  kept.add_option("form", form, forms)->required();
  kept.add_option("--out", out, "the file for it; - is standard output")->capture_default_str();
  AddDoor(kept, door);
  add_language(kept);
  kept.callback([&] { status = Export(door, form, out, language); });

  std::string file;
  std::string maker;
  CLI::App& import =
      *program.add_subcommand("import", "makes a new meeting of a kept one and prints everybody's new links");
  import.add_option("file", file, "what export json wrote; - is standard input")->required();
  import.add_option("--maker", maker, "the participant who gets everybody's links: the chair, or the person");
  AddTarget(import, target);
  import.callback([&] { status = Import(file, maker, target);
});

std::string bundle;
CLI::App& replay = *program.add_subcommand("replay", "opens a bundle without a relay and tells what is in it");
replay.add_option("bundle", bundle, "what a relay imports")->required();
replay.add_option("--form", form, "also keep a copy: " + forms);
replay.add_option("--out", out, "the file for it; - is standard output")->capture_default_str();
AddDoor(replay, door);
add_language(replay);
replay.callback([&] { status = ReplayBundle(bundle, door, form, out, language); });

CLI11_PARSE(program, argc, argv);
return status;
}  // namespace

}  // namespace samsyn
}  // namespace samsyn

int main(int argc, char** argv) { return samsyn::Run(argc, argv); }
