// samsyn-cli: what one does in a meeting's page, for scripts. A link is a secret: it is read from a file or from
// standard input, and never stands on the command line.
#include <CLI/CLI.hpp>

#include "client/cli/commands.h"

namespace samsyn {
namespace {

void AddDoor(CLI::App& command, Door& door) {
  command.add_option("--link", door.link, "the file that holds a participant's link; - is standard input")
      ->capture_default_str();
  command.add_option("--server", door.server, "where the relay is, when the link is not a whole address");
}

void AddTarget(CLI::App& command, Target& target) {
  command.add_option("--server", target.server, "the relay that gets the meeting: http://localhost:8080");
  command.add_option("--bundle", target.bundle, "write it to this file instead, for the relay's --import");
  command.add_option("--code-file", target.code_file, "the code the relay asks for, in a file");
}

void AddLanguage(CLI::App& command, std::string& language) {
  command.add_option("--language", language, "of headings and the like: sv, easy or en")
      ->check(CLI::IsMember({"sv", "easy", "en"}))
      ->capture_default_str();
}

int Run(int argc, char** argv) {
  CLI::App program(
      "What one does in a meeting's page, for scripts.\n"
      "A link is a secret: it is read from a file, or from standard input.\n"
      "Ends with 0 when it is done, 2 when something given is wrong, 3 when nobody answers, 4 when the answer is no.");
  program.require_subcommand(1);
  int status = kDone;

  NewMeeting wanted;
  Target target;
  std::string from;
  std::string language = "sv";
  CLI::App& create = *program.add_subcommand("create", "makes a meeting and prints the link of who makes it");
  create.add_option("--person", wanted.person, "whom the meeting is for")->required();
  create.add_option("--chair", wanted.chair, "who leads it; without, the person makes a meeting of their own");
  create.add_option("--municipality", wanted.municipality, "its name");
  create.add_option("--region", wanted.region, "its name");
  create.add_option("--from", from, "a template, kept from a meeting");
  AddTarget(create, target);
  AddLanguage(create, language);
  create.callback([&] { status = CreateMeeting(wanted, from, language, target); });

  Door door;
  CLI::App& links =
      *program.add_subcommand("links", "prints everybody's links: role, id, name and address, a line each");
  AddDoor(links, door);
  links.callback([&] { status = PrintLinks(door); });

  CLI::App& verify = *program.add_subcommand("verify", "tells whether a link works and whose it is");
  AddDoor(verify, door);
  verify.callback([&] { status = VerifyLink(door); });

  WantedCopy copy;
  const std::string forms = "html, docx, text, markdown, json, template, fhir, process, calendar or calendar-follow-up";
  CLI::App& kept = *program.add_subcommand("export", "joins and keeps a copy; the meeting's log says so");
  kept.add_option("form", copy.form, forms)->required();
  kept.add_option("--out", copy.out, "the file for it; - is standard output")->capture_default_str();
  AddDoor(kept, door);
  AddLanguage(kept, copy.language);
  kept.callback([&] { status = ExportCopy(door, copy); });

  std::string file;
  std::string maker;
  CLI::App& take_up =
      *program.add_subcommand("import", "makes a new meeting of a kept one and prints everybody's new links");
  take_up.add_option("file", file, "what export json wrote; - is standard input")->required();
  take_up.add_option("--maker", maker, "the participant who gets everybody's links: the chair, or the person");
  AddTarget(take_up, target);
  take_up.callback([&] { status = TakeUpFile(file, maker, target); });

  std::string bundle;
  CLI::App& replay = *program.add_subcommand("replay", "opens a bundle without a relay and tells what is in it");
  replay.add_option("bundle", bundle, "what a relay imports")->required();
  replay.add_option("--form", copy.form, "also keep a copy: " + forms);
  replay.add_option("--out", copy.out, "the file for it; - is standard output")->capture_default_str();
  AddDoor(replay, door);
  AddLanguage(replay, copy.language);
  replay.callback([&] { status = ReplayBundle(bundle, door, copy); });

  CLI11_PARSE(program, argc, argv);
  return status;
}

}  // namespace
}  // namespace samsyn

int main(int argc, char** argv) { return samsyn::Run(argc, argv); }
