// The journal on NATS JetStream is a journal like any other, and two of them on the same servers are one.
#include "server/jetstream_journal.h"

#include <doctest/doctest.h>

#include <chrono>
#include <thread>

#include "tests/integration/nats_servers.h"
#include "tests/server/journal_contract.h"

namespace samsyn {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

std::unique_ptr<JetStreamJournal> MustOpen(const NatsServers& servers) {
  NatsSettings settings;
  settings.servers = servers.Urls();
  settings.replicas = servers.Count() > 1 ? 3 : 1;
  Result<std::unique_ptr<JetStreamJournal>> journal = JetStreamJournal::Open(settings);
  if (!journal) FAIL(journal.GetError().message << "\n" << servers.Log());
  return std::move(journal.Value());
}

struct SingleFixture {
  NatsServers servers{1};
  std::unique_ptr<Journal> Open() { return MustOpen(servers); }
};

TEST_CASE("the JetStream journal keeps the contract on one server") { CheckJournalContract<SingleFixture>(); }

}  // namespace
}  // namespace samsyn
