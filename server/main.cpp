// The relay's program: reads the command line, opens the journal, and serves until it is asked to stop.
#include <sodium.h>
#include <sys/resource.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include "server/background_journal.h"
#include "server/check.h"
#include "server/clock.h"
#include "server/config.h"
#include "server/contact.h"
#include "server/import.h"
#include "server/jetstream_journal.h"
#include "server/limits.h"
#include "server/log.h"
#include "server/maintenance.h"
#include "server/metered_journal.h"
#include "server/operations.h"
#include "server/relay.h"
#include "server/sqlite_journal.h"
#include "server/static_files.h"
#include "server/tls_context.h"
#include "server/websocketpp_transport.h"

namespace samsyn {
namespace {

// Answers without pages when no --web is given.
class NoPages final : public HttpHandler {
 public:
  HttpResponse Respond(const HttpRequest& request) override {
    return PlainResponse(request, 404, "This relay serves no pages.");
  }
};

// Running out of descriptors would leave the relay unable to accept or to write; turning away the last connections
// does not.
void FitConnectionsToDescriptors(Limits& limits, spdlog::logger& log) {
  rlimit descriptors{};
  if (getrlimit(RLIMIT_NOFILE, &descriptors) != 0) return;
  descriptors.rlim_cur = descriptors.rlim_max;
  setrlimit(RLIMIT_NOFILE, &descriptors);
  if (getrlimit(RLIMIT_NOFILE, &descriptors) != 0 || descriptors.rlim_cur == RLIM_INFINITY) return;
  if (descriptors.rlim_cur >= limits.connections + kSpareDescriptors) return;
  limits.connections = descriptors.rlim_cur > kSpareDescriptors ? descriptors.rlim_cur - kSpareDescriptors : 1;
  log.warn("the system allows {} open files, so at most {} connections", descriptors.rlim_cur, limits.connections);
}

// What there is to tell about it.
Result<std::string> ImportFile(const std::filesystem::path& path, Journal& journal, const Limits& limits) {
  std::ifstream file(path, std::ios::binary);
  const std::string content{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file) return Error{ErrorCode::kNotFound, path.string() + " cannot be read"};
  const Result<Bundle> bundle = DecodeBundle(AsBytes(content));
  if (!bundle) return Error{bundle.GetError().code, path.string() + ": " + bundle.GetError().message};
  const Result<Imported> imported = ImportMeeting(bundle.Value(), journal, limits, SteadyClock().UnixTime());
  if (!imported) return Error{imported.GetError().code, path.string() + ": " + imported.GetError().message};
  if (imported.Value() == Imported::kPurgedBefore)
    return path.filename().string() + ": the meeting was deleted for good";
  return path.filename().string() + ": a meeting with " + std::to_string(bundle.Value().access.participants.size()) +
         " participants and " + std::to_string(bundle.Value().updates.size()) + " updates " +
         (imported.Value() == Imported::kNow ? "is imported" : "exists already and is left as it is");
}

// Whole or not at all: whoever waits for the file must not read half a number.
Status WritePortFile(const std::filesystem::path& path, std::uint16_t port) {
  const std::filesystem::path half = path.string() + ".new";
  std::ofstream(half) << port << '\n';
  std::error_code failure;
  std::filesystem::rename(half, path, failure);
  if (failure) return Error{ErrorCode::kUnavailable, path.string() + " cannot be written: " + failure.message()};
  return OkStatus();
}

struct OpenJournal {
  std::unique_ptr<Journal> journal;
  JetStreamJournal* shared = nullptr;  // the same, where other relays use it too
  SqliteJournal* sqlite = nullptr;     // the same, where it is one
};

Result<OpenJournal> Open(const Config& config) {
  if (config.nats) {
    Result<std::unique_ptr<JetStreamJournal>> journal = JetStreamJournal::Open(*config.nats);
    if (!journal) return journal.GetError();
    JetStreamJournal* shared = journal.Value().get();
    return OpenJournal{std::move(journal.Value()), shared, nullptr};
  }
  Result<std::unique_ptr<SqliteJournal>> journal = SqliteJournal::Open(config.data);
  if (!journal) return journal.GetError();
  SqliteJournal* sqlite = journal.Value().get();
  return OpenJournal{std::move(journal.Value()), nullptr, sqlite};
}

int Fail(spdlog::logger& log, const Error& error) {
  log.critical(error.message);
  return EXIT_FAILURE;
}

// A cluster that is choosing its leaders at this moment answers a few seconds later.
Result<std::string> ImportPatiently(const std::filesystem::path& path, const OpenJournal& journal,
                                    const Limits& limits) {
  constexpr std::chrono::seconds kPatience{30};
  constexpr std::chrono::milliseconds kAgain{100};
  const auto end = std::chrono::steady_clock::now() + kPatience;
  for (;;) {
    Result<std::string> imported = ImportFile(path, *journal.journal, limits);
    const bool may_work_later =
        !imported && imported.GetError().code == ErrorCode::kUnavailable && journal.shared != nullptr;
    if (!may_work_later || std::chrono::steady_clock::now() > end) return imported;
    std::this_thread::sleep_for(kAgain);
    static_cast<void>(journal.shared->TakeForeign());
  }
}

int Serve(Config config) {
  const std::shared_ptr<spdlog::logger> log = MakeLog(config.log, config.log_format);
  FitConnectionsToDescriptors(config.limits, *log);
  Result<TlsContext> tls = TlsContext{};
  if (!config.tls_certificate.empty()) tls = LoadTlsContext(config.tls_certificate, config.tls_key);
  if (!tls) return Fail(*log, tls.GetError());
  if (!tls.Value().warning.empty()) log->warn(tls.Value().warning);

  Result<OpenJournal> journal = Open(config);
  if (!journal) return Fail(*log, journal.GetError());
  std::vector<std::string> imports;
  for (const std::filesystem::path& path : config.imports) {
    Result<std::string> imported = ImportPatiently(path, journal.Value(), config.limits);
    if (!imported) return Fail(*log, imported.GetError());
    imports.push_back(std::move(imported.Value()));
  }
  CreationPolicy creation{config.create, {}};
  if (config.create == CreationPolicy::Who::kCode) {
    const Result<TokenHash> code = ReadSecretFile(config.create_code_file);
    if (!code) return Fail(*log, code.GetError());
    creation.code_hash = code.Value();
  }
  std::optional<TokenHash> metrics_token;
  if (!config.metrics_token_file.empty()) {
    const Result<TokenHash> token = ReadSecretFile(config.metrics_token_file);
    if (!token) return Fail(*log, token.GetError());
    metrics_token = token.Value();
  }
  std::unique_ptr<HttpHandler> pages = std::make_unique<NoPages>();
  if (!config.web.empty()) {
    Result<std::unique_ptr<StaticFiles>> files = StaticFiles::Open(config.web);
    if (!files) return Fail(*log, files.GetError());
    pages = std::make_unique<ContactPage>(config.contact, std::move(files.Value()));
  }

  const Limits& limits = config.limits;
  const auto renew_tls = [&config, log]() -> std::shared_ptr<ssl_ctx_st> {
    const Result<TlsContext> renewed = LoadTlsContext(config.tls_certificate, config.tls_key);
    if (!renewed) {
      log->error("the certificate stays as it is: {}", renewed.GetError().message);
      return nullptr;
    }
    log->info("the certificate is read anew");
    return renewed.Value().context;
  };
  const std::unique_ptr<WebsocketppTransport> transport = WebsocketppTransport::Create(
      {config.listen, config.port, tls.Value().context, renew_tls, TrustedProxies(config.trusted_proxies), limits},
      *log);
  const SteadyClock clock;
  // A shared journal waits for others' answers, and hears what they store, in one thread.
  std::optional<BackgroundJournal> background;
  if (journal.Value().sqlite != nullptr) {
    background.emplace(*journal.Value().sqlite);
    background->WakeWith([&transport] { transport->Wake(); });
  }
  MeteredJournal metered(background ? *background : *journal.Value().journal, clock);
  RelayBus* bus = nullptr;
  if (JetStreamJournal* shared = journal.Value().shared) {
    bus = &shared->Bus();
    shared->WakeWith([&transport] { transport->Wake(); });
  }
  Relay relay(metered, *transport, clock, limits, *log, creation, bus);
  std::unique_ptr<TransportHandler> maintenance;
  if (background) {
    maintenance = std::make_unique<Maintenance>(relay, *background, *journal.Value().sqlite, config.data, clock, *log);
  }
  OperationsPages operations(relay, metered, metrics_token, std::move(pages));
  const Result<std::uint16_t> port = transport->Listen();
  if (!port) return Fail(*log, port.GetError());
  const bool is_ipv6 = config.listen.find(':') != std::string::npos;
  log->info("listening on {}://{}:{}", tls.Value().context ? "https" : "http",
            is_ipv6 ? '[' + config.listen + ']' : config.listen, port.Value());
  for (const std::string& imported : imports) log->info(imported);
  if (!config.port_file.empty()) {
    const Status written = WritePortFile(config.port_file, port.Value());
    if (!written) return Fail(*log, written.GetError());
  }
  transport->Run(maintenance ? *maintenance : relay, operations);
  if (journal.Value().shared != nullptr) journal.Value().shared->WakeWith(nullptr);
  log->info("stopped");
  return EXIT_SUCCESS;
}

int Tell(const std::string& what, const Result<BackupContents>& done) {
  if (!done) {
    std::cerr << done.GetError().message << '\n';
    return EXIT_FAILURE;
  }
  std::cout << what << ": " << done.Value().meetings << " meetings with " << done.Value().updates << " updates\n";
  return EXIT_SUCCESS;
}

int Check(const Config& config) {
  const std::vector<Finding> findings = CheckConfig(config);
  std::cout << Describe(findings);
  return WouldStart(findings) ? EXIT_SUCCESS : EXIT_FAILURE;
}

int Do(Config config) {
  if (config.nats && (config.task == Task::kBackUp || config.task == Task::kRestore)) {
    std::cerr << "meetings in NATS are copied with NATS' own tool: nats account backup\n";
    return EXIT_FAILURE;
  }
  switch (config.task) {
    case Task::kCheck:
      return Check(config);
    case Task::kBackUp:
      return Tell(config.backup.string(), BackUp(config.data, config.backup));
    case Task::kRestore:
      return Tell(config.data.string(), RestoreBackup(config.backup, config.data));
    case Task::kServe:
      break;
  }
  return Serve(std::move(config));
}

}  // namespace
}  // namespace samsyn

int main(int argc, char** argv) {
  std::variant<samsyn::Config, samsyn::Exit> read = samsyn::ReadCommandLine(argc, argv);
  if (const auto* exit = std::get_if<samsyn::Exit>(&read)) {
    (exit->code == 0 ? std::cout : std::cerr) << exit->text;
    return exit->code;
  }
  // A file that may not grow is a write that fails, and not the end of everything.
  signal(SIGXFSZ, SIG_IGN);
  if (sodium_init() < 0) {
    std::cerr << "libsodium cannot be used on this machine\n";
    return EXIT_FAILURE;
  }
  return samsyn::Do(std::get<samsyn::Config>(std::move(read)));
}
