#include "server/operations.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "tests/server/relay_bench.h"

namespace samsyn {
namespace {

class OtherPages final : public HttpHandler {
 public:
  HttpResponse Respond(const HttpRequest& request) override { return PlainResponse(request, 404, "elsewhere"); }
};

// A relay whose journal is measured, and its pages.
struct Watched {
  explicit Watched(std::optional<TokenHash> token = HashToken("hemligt"))
      : pages(relay, journal, token, std::make_unique<OtherPages>()) {}

  HttpResponse Get(const std::string& target, const std::string& authorization = {},
                   const std::string& method = "GET") {
    HttpRequest request;
    request.method = method;
    request.target = target;
    request.host = "localhost";
    request.authorization = authorization;
    return pages.Respond(request);
  }
  std::string Figures() {
    const HttpResponse response = Get("/metrics", "Bearer hemligt");
    REQUIRE(response.status == 200);
    return *response.body;
  }
  [[nodiscard]] bool Shows(const std::string& line) { return Figures().find(line + "\n") != std::string::npos; }
  void Say(ConnectionId connection, const ClientFrame& frame) {
    static_cast<void>(relay.OnMessage(connection, AsText(Encode(frame))));
  }

  RelayBench bench;
  std::shared_ptr<spdlog::logger> log = MakeSilentLog();
  MeteredJournal journal{*bench.journal, bench.clock};
  Relay relay{journal, bench.transport, bench.clock, bench.limits, *log};
  OperationsPages pages;
};

TEST_CASE("alive and ready are one word each, for everybody") {
  Watched watched;
  CHECK(*watched.Get("/healthz").body == "alive\n");
  CHECK(*watched.Get("/readyz?x").body == "ready\n");
  CHECK(watched.Get("/readyz", "", "POST").status == 404);
  CHECK(watched.Get("/elsewhere").status == 404);
}

TEST_CASE("a journal that could not store is not ready for a while, or until it can again") {
  Watched watched;
  watched.bench.journal->fails = true;
  CHECK(watched.Get("/readyz").status == 200);  // nobody has tried yet
  REQUIRE_FALSE(watched.journal.Append(std::vector<JournalEntry>{EntryOf("anna", 1, 1, "a")}));
  CHECK(watched.Get("/readyz").status == 503);
  CHECK(watched.Get("/healthz").status == 200);
  CHECK(watched.Shows("samsyn_journal_failures_total 1"));
  watched.bench.journal->fails = false;
  REQUIRE(watched.journal.Append(std::vector<JournalEntry>{EntryOf("anna", 1, 1, "a")}));
  CHECK(watched.Get("/readyz").status == 200);

  watched.bench.journal->fails = true;
  REQUIRE_FALSE(watched.journal.Append(std::vector<JournalEntry>{EntryOf("anna", 1, 2, "b")}));
  watched.bench.clock.Pass(std::chrono::seconds(31));
  CHECK(watched.Get("/readyz").status == 200);  // somebody has to try again
}

TEST_CASE("a relay that stops is alive and not ready") {
  Watched watched;
  watched.relay.OnStop();
  CHECK(watched.Get("/readyz").status == 503);
  CHECK(watched.Get("/healthz").status == 200);
}

TEST_CASE("the figures are for those who have the token, and for nobody without one") {
  Watched watched;
  for (const char* wrong : {"", "hemligt", "Bearer", "Bearer ", "Bearer hemlig", "Bearer hemligt2", "Basic hemligt"}) {
    CAPTURE(wrong);
    CHECK(watched.Get("/metrics", wrong).status == 401);
  }
  CHECK_FALSE(watched.Get("/metrics", "Bearer hemligt", "HEAD").body);
  Watched without(std::nullopt);
  CHECK(without.Get("/metrics", "Bearer ").status == 404);
  CHECK(without.Get("/metrics", "Bearer hemligt").status == 404);
}

TEST_CASE("what people do is counted, and nothing they are called or write is shown") {
  Watched watched;
  watched.bench.limits.update_bytes = 1000;
  watched.relay.OnOpen(1, "192.0.2.77");
  watched.Say(1, HelloFrame{kProtocolVersion, "noor", "anna of noor", {{DocumentKind::kPlan, 0}}});
  watched.Say(1, AppendFrame{DocumentKind::kPlan, 7, 1, Bytes(100, 'q')});
  static_cast<void>(watched.relay.OnTurn());
  watched.Say(1, AppendFrame{DocumentKind::kPlan, 7, 1, Bytes(100, 'q')});
  watched.Say(1, AppendFrame{DocumentKind::kPlan, 7, 3, Bytes(watched.bench.limits.update_bytes + 1, 'q')});
  static_cast<void>(watched.relay.OnTurn());
  watched.relay.OnOpen(2, "192.0.2.78");
  watched.Say(2, HelloFrame{kProtocolVersion, "noor", "gissat", {}});
  watched.relay.OnOpen(3, "192.0.2.78");
  static_cast<void>(watched.relay.OnMessage(3, "\xff\xff"));
  static_cast<void>(watched.relay.OnTurn());

  CHECK(watched.Shows("samsyn_connections_total 3"));
  CHECK(watched.Shows("samsyn_meetings 1"));
  CHECK(watched.Shows("samsyn_updates_stored_total 1"));
  CHECK(watched.Shows("samsyn_update_bytes_stored_total 100"));
  CHECK(watched.Shows("samsyn_updates_again_total 1"));
  CHECK(watched.Shows("samsyn_refusals_total{code=\"too-large\"} 1"));
  CHECK(watched.Shows("samsyn_refusals_total{code=\"malformed\"} 1"));
  CHECK(watched.Shows("samsyn_refusal_reasons_total{reason=\"unknown-link\"} 1"));
  CHECK(watched.Shows("samsyn_commit_seconds_count 2"));
  const std::string figures = watched.Figures();
  CAPTURE(figures);
  for (const char* secret : {"noor", "anna", "192.0.2", "gissat", "qqq"}) {
    CAPTURE(secret);
    CHECK(figures.find(secret) == std::string::npos);
  }
}

}  // namespace
}  // namespace samsyn
