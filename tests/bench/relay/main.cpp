// The load generator of ./samsyn bench relay (README.md): makes the meetings, or puts one load on one server and prints
// what it measured.
#include <sodium.h>
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "tests/bench/relay/loads.h"
#include "tests/bench/relay/meetings.h"
#include "tests/bench/relay/protocols.h"

namespace {

using namespace samsyn::bench;

struct Options {
  std::string protocol = "samsyn";
  std::filesystem::path material;
  ServerProcess server;
  Rooms rooms{0, 1};
  int milliseconds = 3000;
  double per_second = 5;
  std::size_t outstanding = 4;
  std::size_t edits = 1000;
  std::size_t connections = 1000;
  std::size_t joins = 50;
  std::filesystem::path directory;
  std::size_t letters = 5;
  std::size_t text_bytes = 50'000;
};

std::unique_ptr<Protocol> MakeProtocol(const Options& options) {
  if (options.protocol == "y-websocket") return MakeYjsProtocol(YjsServer::kYWebsocket, options.material);
  if (options.protocol == "hocuspocus") return MakeYjsProtocol(YjsServer::kHocuspocus, options.material);
  return MakeSamsynProtocol();
}

void AllowManyDescriptors() {
  rlimit descriptors{};
  getrlimit(RLIMIT_NOFILE, &descriptors);
  descriptors.rlim_cur = descriptors.rlim_max;
  setrlimit(RLIMIT_NOFILE, &descriptors);
}

CLI::App* AddLoad(CLI::App& app, Options& options, const std::string& name, const std::string& what) {
  CLI::App* load = app.add_subcommand(name, what);
  load->add_option("--protocol", options.protocol)->check(CLI::IsMember({"samsyn", "y-websocket", "hocuspocus"}));
  load->add_option("--material", options.material);
  load->add_option("--port", options.server.port)->required();
  load->add_option("--pid", options.server.id)->required();
  load->add_option("--first-room", options.rooms.first);
  load->add_option("--rooms", options.rooms.count);
  load->add_option("--milliseconds", options.milliseconds);
  return load;
}

}  // namespace

int main(int argc, char** argv) {
  if (sodium_init() < 0) return EXIT_FAILURE;
  AllowManyDescriptors();
  Options options;
  CLI::App app("The load generator of ./samsyn bench relay");
  app.require_subcommand(1);
  CLI::App* meetings = app.add_subcommand("meetings", "writes bundles of empty meetings");
  CLI::App* text = app.add_subcommand("text", "writes the bundle of a meeting with a text, and text.tsv");
  for (CLI::App* one : {meetings, text}) {
    one->add_option("--directory", options.directory)->required();
    one->add_option("--first-room", options.rooms.first);
  }
  meetings->add_option("--rooms", options.rooms.count);
  text->add_option("--letters", options.letters, "of each edit");
  text->add_option("--bytes", options.text_bytes);
  CLI::App* open = AddLoad(app, options, "open", "edits at their moments");
  open->add_option("--per-second", options.per_second, "edits of each client");
  CLI::App* closed = AddLoad(app, options, "closed", "edits as fast as they are delivered");
  closed->add_option("--outstanding", options.outstanding, "edits under way of each client");
  closed->add_option("--edits", options.edits, "prepared for each client");
  CLI::App* idle = AddLoad(app, options, "idle", "connections that do nothing");
  idle->add_option("--connections", options.connections);
  CLI::App* join = AddLoad(app, options, "join", "into a room with a text");
  join->add_option("--joins", options.joins);
  CLI11_PARSE(app, argc, argv);

  if (*meetings) {
    WriteMeetings(options.directory, options.rooms.first, options.rooms.count);
    return EXIT_SUCCESS;
  }
  if (*text) {
    WriteTextMeeting(options.directory, options.rooms.first, MakeTyping(options.text_bytes, options.letters));
    return EXIT_SUCCESS;
  }
  const std::unique_ptr<Protocol> protocol = MakeProtocol(options);
  const std::chrono::milliseconds time(options.milliseconds);
  if (*open) RunOpenLoop(options.server, *protocol, options.rooms, options.per_second, time);
  if (*closed) RunClosedLoop(options.server, *protocol, options.rooms, options.outstanding, options.edits, time);
  if (*idle) RunIdle(options.server, *protocol, options.rooms.first, options.connections);
  if (*join) RunJoins(options.server, *protocol, options.rooms.first, options.joins, !options.material.empty());
  return EXIT_SUCCESS;
}
