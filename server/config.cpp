#include "server/config.h"

#include <CLI/CLI.hpp>
#include <map>
#include <sstream>

#include "server/contact.h"

namespace samsyn {
namespace {

// What is said about the journal, before it is known what it means.
struct Journals {
  std::string journal;
  NatsSettings nats;
};

void AddSeconds(CLI::App& app, const std::string& name, std::chrono::milliseconds& value, const std::string& what) {
  const double seconds = static_cast<double>(value.count()) / 1000;
  std::ostringstream shown;
  shown << seconds;
  app.add_option_function<double>(
         name,
         [&value](const double& given) { value = std::chrono::milliseconds(static_cast<std::int64_t>(given * 1000)); },
         what)
      ->check(CLI::Range(0.01, 86400.0).description(""))
      ->type_name("S")
      ->default_str(shown.str())
      ->group("Limits");
}

template <typename Number>
void AddNumber(CLI::App& app, const std::string& name, Number& value, std::uint64_t largest, const std::string& what) {
  app.add_option(name, value, what)
      ->check(CLI::Range(std::uint64_t{1}, largest).description(""))
      ->type_name("N")
      ->capture_default_str()
      ->group("Limits");
}

void AddLimits(CLI::App& app, Limits& limits) {
  constexpr std::uint64_t kMany = 1'000'000;
  constexpr std::uint64_t kTerabyte = std::uint64_t{1} << 40;
  AddNumber(app, "--frame-bytes", limits.frame_bytes, kMaxFrameBytes, "largest frame from a client");
  AddNumber(app, "--update-bytes", limits.update_bytes, kMaxUpdateBytes, "largest update");
  AddNumber(app, "--meeting-bytes", limits.meeting_bytes, kTerabyte, "everything stored for one meeting");
  AddNumber(app, "--messages-per-second", limits.messages_per_second, kMany,
            "per connection; faster ones are slowed down");
  AddNumber(app, "--message-burst", limits.message_burst, kMany, "messages a connection may send at once");
  AddNumber(app, "--commands-per-second", limits.commands_per_second, kMany,
            "per connection: invitations, consent and the like");
  AddNumber(app, "--command-burst", limits.command_burst, kMany, "commands a connection may send at once");
  AddNumber(app, "--participants-per-meeting", limits.participants_per_meeting, kMaxParticipants, "in one meeting");
  AddNumber(app, "--connections-per-meeting", limits.connections_per_meeting, kMany, "at the same time");
  AddNumber(app, "--connections", limits.connections, kMany, "at the same time, page loads included");
  AddNumber(app, "--connections-per-address", limits.connections_per_address, kMany, "of those");
  AddNumber(app, "--wrong-links-per-address", limits.wrong_links_per_address, kMany,
            "tried at once; then one for every --wrong-link-seconds-per-address");
  AddNumber(app, "--wrong-links-per-meeting", limits.wrong_links_per_meeting, kMany,
            "tried at once; then one for every --wrong-link-seconds-per-meeting");
  AddSeconds(app, "--wrong-link-seconds-per-address", limits.wrong_link_refill_per_address,
             "until one more may be tried");
  AddSeconds(app, "--wrong-link-seconds-per-meeting", limits.wrong_link_refill_per_meeting,
             "until one more may be tried");
  AddNumber(app, "--create-per-hour", limits.created_per_hour, kMany,
            "meetings made from one address, at once, and as many more in an hour");
  AddNumber(app, "--send-queue-bytes", limits.send_queue_bytes, kTerabyte,
            "waiting for a slow reader before it is cut");
  AddNumber(app, "--replay-cache-bytes", limits.replay_cache_bytes, kTerabyte,
            "of what somebody was sent to catch up, kept in memory for the next ones");
  AddSeconds(app, "--handshake-seconds", limits.handshake, "for TLS and HTTP, and again from there to Hello");
  AddSeconds(app, "--idle-seconds", limits.idle, "without a sign of life; pinged after half of it");
  AddSeconds(app, "--download-seconds", limits.download, "one file to one browser");
}

void AddCreation(CLI::App& app, Config& config) {
  using Who = CreationPolicy::Who;
  const std::map<std::string, Who> whos = {
      {"everyone", Who::kEveryone}, {"code", Who::kCode}, {"nobody", Who::kNobody}};
  app.add_option("--create", config.create, "who may make meetings in the browser: everyone, code or nobody")
      ->transform(CLI::CheckedTransformer(whos, CLI::ignore_case).description(""))
      ->type_name("WHO")
      ->default_str("everyone");
  // In a file, because everybody on the machine can read a command line.
  app.add_option("--create-code-file", config.create_code_file, "holds the code that --create code asks for")
      ->type_name("FILE");
}

// Whoever gives a file believes that a code is asked for.
void CheckCreation(const Config& config) {
  const bool asks = config.create == CreationPolicy::Who::kCode;
  if (asks && config.create_code_file.empty()) {
    throw CLI::RequiredError("--create code requires --create-code-file", CLI::ExitCodes::RequiredError);
  }
  if (!asks && !config.create_code_file.empty()) {
    throw CLI::RequiredError("--create-code-file requires --create code", CLI::ExitCodes::RequiredError);
  }
}

void AddTasks(CLI::App& app, Config& config) {
  CLI::Option* check = app.add_flag_callback(
      "--check", [&config] { config.task = Task::kCheck; },
      "say what is wrong with these options and this machine, and end");
  const auto add = [&](const char* name, Task task, const char* what) {
    return app
        .add_option_function<std::string>(
            name,
            [&config, task](const std::string& file) {
              config.task = task;
              config.backup = file;
            },
            what)
        ->type_name("FILE");
  };
  CLI::Option* backup =
      add("--backup", Task::kBackUp, "copy the journal in --data to a new file, also while a relay runs");
  CLI::Option* restore = add("--restore", Task::kRestore, "put such a copy into --data, where no journal is, and end");
  backup->excludes(check)->excludes(restore);
  restore->excludes(check);
  for (CLI::Option* option : {check, backup, restore}) option->group("Instead of serving");
}

void AddJournal(CLI::App& app, Config& config, Journals& given) {
  CLI::Option* data = app.add_option("--data", config.data, "directory of the journal: short for --journal sqlite:DIR")
                          ->type_name("DIR")
                          ->default_str(config.data.string());
  CLI::Option* journal =
      app.add_option("--journal", given.journal, "sqlite:DIR, or nats://HOST:PORT,HOST:PORT,... for several machines")
          ->type_name("WHERE");
  journal->excludes(data);
  app.add_option("--nats-replicas", given.nats.replicas,
                 "how many NATS servers keep each message: 1, 3 or 5; 3 when there are several")
      ->check(CLI::IsMember({1, 3, 5}).description(""))
      ->type_name("N");
  // In files, because everybody on the machine can read a command line.
  app.add_option("--nats-login", given.nats.login, "holds NATS' user and password on two lines, or a token on one")
      ->type_name("FILE");
  app.add_option("--nats-credentials", given.nats.credentials, "a .creds file of NATS")->type_name("FILE");
  app.add_option("--nats-ca", given.nats.ca, "for tls://: who has signed the NATS servers' certificates, as PEM")
      ->type_name("FILE");
}

void ReadJournal(const CLI::App& app, Config& config, Journals& given) {
  constexpr std::string_view kSqlite = "sqlite:";
  if (given.journal.starts_with(kSqlite) && given.journal.size() > kSqlite.size()) {
    config.data = given.journal.substr(kSqlite.size());
  } else if (!given.journal.empty()) {
    Result<std::vector<std::string>> servers = ParseNatsServers(given.journal);
    if (!servers) throw CLI::ValidationError("--journal", servers.GetError().message);
    given.nats.servers = std::move(servers.Value());
    if (app.count("--nats-replicas") == 0) given.nats.replicas = given.nats.servers.size() > 1 ? 3 : 1;
    config.nats = given.nats;
  }
  for (const char* option : {"--nats-replicas", "--nats-login", "--nats-credentials", "--nats-ca"}) {
    if (!config.nats && app.count(option) > 0) {
      throw CLI::RequiredError(std::string(option) + " requires --journal nats://...", CLI::ExitCodes::RequiredError);
    }
  }
}

void AddNetwork(CLI::App& app, Config& config) {
  app.add_option("--listen", config.listen, "IP address to listen at")->type_name("ADDRESS")->capture_default_str();
  app.add_option("--port", config.port, "port to listen at; 0 for any free one")->type_name("N")->capture_default_str();
  app.add_option("--port-file", config.port_file, "file to write the port into once it is open")->type_name("FILE");
  CLI::Option* certificate =
      app.add_option("--tls-cert", config.tls_certificate, "certificate to speak TLS with, and those above it, as PEM")
          ->type_name("FILE");
  CLI::Option* key = app.add_option("--tls-key", config.tls_key, "its private key, as PEM")->type_name("FILE");
  certificate->needs(key);
  key->needs(certificate);
  app.add_option_function<std::vector<std::string>>(
         "--trusted-proxy",
         [&config](const std::vector<std::string>& addresses) {
           for (const std::string& address : addresses) config.trusted_proxies.push_back(*ParseIpAddress(address));
         },
         "whose X-Forwarded-For is believed; may be repeated")
      ->check(CLI::Validator(
          [](const std::string& address) {
            return ParseIpAddress(address) ? std::string() : address + " is not an IP address";
          },
          ""))
      ->type_name("ADDRESS")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

}  // namespace

std::variant<Config, Exit> ReadCommandLine(int argc, const char* const* argv) {
  Config config;
  CLI::App app("The Samsyn relay: keeps meetings, passes on what is written in them, and serves the web client.",
               "samsyn-server");
  app.get_formatter()->column_width(36);
  const std::map<std::string, LogDetail> details = {
      {"quiet", LogDetail::kQuiet}, {"normal", LogDetail::kNormal}, {"debug", LogDetail::kDebug}};
  AddTasks(app, config);
  AddNetwork(app, config);
  Journals journals;
  AddJournal(app, config, journals);
  app.add_option("--web", config.web, "directory of the web client's files")->type_name("DIR");
  app.add_option("--import", config.imports, "bundle of a meeting to store unless it exists; may be repeated")
      ->type_name("FILE")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  AddCreation(app, config);
  app.add_option("--contact", config.contact, "whom to turn to: an e-mail or https address, shown to everybody")
      ->check(CLI::Validator(
          [](const std::string& contact) {
            return IsContact(contact) ? std::string()
                                      : contact + " is neither an e-mail address nor begins with https://";
          },
          ""))
      ->type_name("ADDRESS");
  app.add_option("--log", config.log, "quiet, normal or debug")
      ->transform(CLI::CheckedTransformer(details, CLI::ignore_case).description(""))
      ->type_name("HOW")
      ->default_str("normal");
  const std::map<std::string, LogFormat> formats = {{"text", LogFormat::kText}, {"json", LogFormat::kJson}};
  app.add_option("--log-format", config.log_format, "text or json")
      ->transform(CLI::CheckedTransformer(formats, CLI::ignore_case).description(""))
      ->type_name("HOW")
      ->default_str("text");
  app.add_option("--metrics-token-file", config.metrics_token_file,
                 "holds what /metrics asks for; without it there are no figures")
      ->type_name("FILE");
  AddLimits(app, config.limits);
  try {
    app.parse(argc, argv);
    CheckCreation(config);
    ReadJournal(app, config, journals);
  } catch (const CLI::ParseError& error) {
    std::ostringstream out;
    const int code = app.exit(error, out, out);
    return Exit{code, out.str()};
  }
  return config;
}

}  // namespace samsyn
