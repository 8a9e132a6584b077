// The journal on NATS JetStream is a journal like any other, and two of them on the same servers are one.
#include "server/jetstream_journal.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
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

// One cluster for all parts of the contract, emptied in between: it takes seconds to form.
struct ClusterFixture {
  std::shared_ptr<NatsServers> servers;
  ClusterFixture() {
    static std::weak_ptr<NatsServers> shared;
    static std::shared_ptr<NatsServers> kept;
    servers = shared.lock();
    if (!servers) {
      servers = kept = std::make_shared<NatsServers>(3);
      shared = servers;
      return;
    }
    NatsSettings settings;
    settings.servers = servers->Urls();
    const Result<std::unique_ptr<NatsLink>> link = NatsLink::Connect(settings);
    REQUIRE(link);
    for (const char* stream : {"SAMSYN", "KV_SAMSYN"}) {
      REQUIRE(link.Value()->Ask(std::string("STREAM.DELETE.") + stream, nlohmann::json::object()));
    }
  }
  std::unique_ptr<Journal> Open() { return MustOpen(*servers); }
};

TEST_CASE("the JetStream journal keeps the contract on one server") { CheckJournalContract<SingleFixture>(); }

TEST_CASE("the JetStream journal keeps the contract on a cluster of three") { CheckJournalContract<ClusterFixture>(); }

TEST_CASE("two relays that store in the same document at the same time lose nothing and number nothing twice") {
  NatsServers servers(1);
  std::unique_ptr<JetStreamJournal> first = MustOpen(servers);
  REQUIRE(first->CreateMeeting(ExampleMeeting(), {}));
  constexpr int kRelays = 3;
  constexpr std::uint64_t kUpdates = 150;
  std::vector<std::unique_ptr<JetStreamJournal>> journals;
  for (int i = 0; i < kRelays; ++i) journals.push_back(MustOpen(servers));
  std::vector<std::vector<std::uint64_t>> given(kRelays);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < kRelays; ++i) {
    threads.emplace_back([&, i] {
      for (std::uint64_t counter = 1; counter <= kUpdates; ++counter) {
        const JournalEntry entry = EntryOf("anna", i + 1, counter, std::to_string(i) + " " + std::to_string(counter));
        // Its bytes were sent before, and nobody knows whether they arrived.
        for (int again = 0; again < 2; ++again) {
          const Result<std::vector<AppendOutcome>> outcome = journals[i]->Append(std::span(&entry, 1));
          if (outcome && again == 0) given[i].push_back(outcome.Value()[0].sequence);
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::vector<std::uint64_t> all;
  for (const auto& some : given) all.insert(all.end(), some.begin(), some.end());
  std::ranges::sort(all);
  REQUIRE(all.size() == kRelays * kUpdates);
  for (std::size_t i = 0; i < all.size(); ++i) REQUIRE(all[i] == i + 1);
  journals.push_back(MustOpen(servers));
  first->HearUpTo("noor", DocumentKind::kPlan, all.size());
  const std::vector<StoredUpdate> expected = ReadAll(*first);
  REQUIRE(expected.size() == all.size());
  for (const auto& journal : journals) {
    journal->HearUpTo("noor", DocumentKind::kPlan, all.size());
    const std::vector<StoredUpdate> updates = ReadAll(*journal);
    REQUIRE(updates.size() == expected.size());
    for (std::size_t i = 0; i < updates.size(); ++i) {
      REQUIRE(updates[i].sequence == i + 1);
      REQUIRE(updates[i].payload == expected[i].payload);
    }
  }
}

TEST_CASE("what one relay stores is told to the other that keeps the meeting, and nothing of its own") {
  NatsServers servers(1);
  const std::unique_ptr<JetStreamJournal> one = MustOpen(servers);
  const std::unique_ptr<JetStreamJournal> other = MustOpen(servers);
  REQUIRE(one->CreateMeeting(ExampleMeeting(), {}));
  for (JetStreamJournal* journal : {one.get(), other.get()}) {
    REQUIRE(journal->FindMeeting("noor"));
    journal->Keep("noor");
  }
  const auto told = [](JetStreamJournal& journal) {
    const auto end = steady_clock::now() + std::chrono::seconds(30);
    while (steady_clock::now() < end) {
      std::vector<ForeignChange> changes = journal.TakeForeign();
      if (!changes.empty()) return changes;
      std::this_thread::sleep_for(milliseconds(1));
    }
    return std::vector<ForeignChange>();
  };
  CHECK(AppendOne(*one, EntryOf("anna", 1, 1, "a", DocumentKind::kVoice)).sequence == 1);
  std::vector<ForeignChange> changes = told(*other);
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].meeting == "noor");
  CHECK(changes[0].what == ForeignChange::What::kUpdates);
  CHECK(changes[0].document == DocumentKind::kVoice);
  CHECK(ReadAll(*other, DocumentKind::kVoice).size() == 1);

  JournalMeeting meeting = ExampleMeeting();
  meeting.access.helper = "olle";
  REQUIRE(other->SaveAccess("noor", meeting.access, meeting.token_hashes, {}, {}));
  changes = told(*one);
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].what == ForeignChange::What::kAccess);
  CHECK(one->FindMeeting("noor").Value().meeting.access == meeting.access);
  CHECK(other->TakeForeign().empty());

  REQUIRE(one->Purge("noor", 5));
  changes = told(*other);
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].what == ForeignChange::What::kAccess);
  CHECK(other->FindMeeting("noor").GetError().code == ErrorCode::kNotFound);
  CHECK_FALSE(other->Append(std::vector<JournalEntry>{EntryOf("anna", 1, 2, "late", DocumentKind::kVoice)}));
}

TEST_CASE("access that was decided before another relay's change was heard of is a conflict, and stores nothing") {
  NatsServers servers(1);
  const std::unique_ptr<JetStreamJournal> one = MustOpen(servers);
  const std::unique_ptr<JetStreamJournal> other = MustOpen(servers);
  REQUIRE(one->CreateMeeting(ExampleMeeting(), {}));
  JournalMeeting meeting = ExampleMeeting();
  std::vector<std::thread> threads;
  std::vector<Status> saved(2, OkStatus());
  int conflicts = 0;
  for (int round = 0; round < 40; ++round) {
    REQUIRE(one->FindMeeting("noor"));
    REQUIRE(other->FindMeeting("noor"));
    MeetingAccess access = meeting.access;
    access.purge_at = 1'000'000'000'000 + round;
    std::thread thread([&] { saved[0] = one->SaveAccess("noor", access, meeting.token_hashes, {}, {}); });
    saved[1] = other->SaveAccess("noor", access, meeting.token_hashes, {}, {});
    thread.join();
    REQUIRE((saved[0] || saved[1]));
    for (const Status& status : saved) {
      if (status) continue;
      CHECK_MESSAGE(status.GetError().code == ErrorCode::kConflict, status.GetError().message);
      ++conflicts;
    }
  }
  MESSAGE(conflicts << " conflicts in 40 rounds");
}

bool HoldsAnyOf(const std::filesystem::path& directory, const std::vector<std::string>& secrets) {
  for (const auto& file : std::filesystem::recursive_directory_iterator(directory)) {
    if (!file.is_regular_file() || file.path().extension() == ".log") continue;
    std::ifstream stream(file.path(), std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    for (const std::string& secret : secrets) {
      if (content.find(secret) != std::string::npos) return true;
    }
  }
  return false;
}

TEST_CASE("after a purge the server's files hold nothing of the meeting, and everything of the others") {
  NatsServers servers(1);
  std::unique_ptr<JetStreamJournal> journal = MustOpen(servers);
  JournalMeeting meeting = ExampleMeeting("meeting-of-noor");
  meeting.access.participants.push_back({"participant-sven", Role::kProfessional, false, false, std::nullopt, 0});
  meeting.token_hashes.push_back(HashToken("sven"));
  REQUIRE(journal->CreateMeeting(meeting, {}));
  REQUIRE(journal->CreateMeeting(ExampleMeeting("other"), {}));
  std::vector<std::string> secrets = {"meeting-of-noor", "participant-sven", "first-key", "second-key"};
  for (std::uint64_t i = 1; i <= 300; ++i) {
    const std::string text = "secret update number " + std::to_string(i) + " of noor";
    if (i % 50 == 0) secrets.push_back(text);
    REQUIRE(AppendOne(*journal, EntryOf("anna", 1, i, text, DocumentKind::kPlan, "meeting-of-noor")).sequence == i);
    REQUIRE(AppendOne(*journal, EntryOf("anna", 1, i, "kept " + std::to_string(i), DocumentKind::kPlan, "other"))
                .sequence == i);
  }
  const std::vector<KeyFor> first = {KeyOf("anna", DocumentKind::kPlan, 1, "first-key")};
  REQUIRE(journal->SaveAccess("meeting-of-noor", meeting.access, meeting.token_hashes, first, {}));
  meeting.token_hashes[0] = HashToken("new");
  const std::vector<KeyFor> second = {KeyOf("anna", DocumentKind::kPlan, 1, "second-key")};
  REQUIRE(journal->SaveAccess("meeting-of-noor", meeting.access, meeting.token_hashes, second, {}));
  CHECK_FALSE(HoldsAnyOf(servers.Directory(), {"first-key"}));
  REQUIRE(HoldsAnyOf(servers.Directory(), {"second-key"}));
  REQUIRE(HoldsAnyOf(servers.Directory(), {secrets.back()}));
  const auto begin = steady_clock::now();
  REQUIRE(journal->Purge("meeting-of-noor", 5));
  MESSAGE("300 updates deleted in " << std::chrono::duration<double, std::milli>(steady_clock::now() - begin).count()
                                    << " ms");
  for (int round = 0; round < 2; ++round) {
    CHECK_FALSE(HoldsAnyOf(servers.Directory(), secrets));
    CHECK(ReadAll(*journal, DocumentKind::kPlan, 0, "other").size() == 300);
    journal.reset();
    servers.Kill(0);
    servers.Start(0);
    journal = MustOpen(servers);
  }
}

TEST_CASE("while no server answers everything fails at once, and it works again when one does") {
  NatsServers servers(1);
  const std::unique_ptr<JetStreamJournal> journal = MustOpen(servers);
  REQUIRE(journal->CreateMeeting(ExampleMeeting(), {}));
  const JournalEntry entry = EntryOf("anna", 1, 1, "a");
  servers.Kill(0);
  CHECK_FALSE(journal->Append(std::span(&entry, 1)));
  CHECK(journal->IsAway());
  for (int i = 0; i < 1000; ++i) {
    CHECK_FALSE(journal->Append(std::span(&entry, 1)));
    CHECK(journal->FindMeeting("noor").GetError().code == ErrorCode::kUnavailable);
  }
  servers.Start(0);
  const auto end = steady_clock::now() + std::chrono::seconds(60);
  while (journal->IsAway()) {
    REQUIRE(steady_clock::now() < end);
    static_cast<void>(journal->TakeForeign());
    std::this_thread::sleep_for(milliseconds(10));
  }
  // Whether the first try is stored or not, the update is there once.
  const Result<std::vector<AppendOutcome>> outcome = journal->Append(std::span(&entry, 1));
  REQUIRE(outcome);
  CHECK(outcome.Value()[0].sequence == 1);
  CHECK(ReadAll(*journal).size() == 1);
}

}  // namespace
}  // namespace samsyn
