#include "server/sqlite_journal.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/server/journal_contract.h"
#include "tests/server/open_journal.h"
#include "tests/server/temporary_directory.h"

namespace samsyn {
namespace {

namespace fs = std::filesystem;

Error OpenError(const fs::path& directory) {
  const Result<std::unique_ptr<SqliteJournal>> journal = SqliteJournal::Open(directory);
  REQUIRE_FALSE(journal);
  CHECK(journal.GetError().message.find("samsyn.db") != std::string::npos);
  return journal.GetError();
}

struct SqliteFixture {
  TemporaryDirectory directory;
  std::unique_ptr<Journal> Open() { return MustOpen(directory.Path() / "journal"); }
};

std::string Slurp(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void Spill(const fs::path& path, const std::string& content) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
}

// A closed database with 200 updates whose texts can be recognised.
void FillAndClose(const fs::path& directory) {
  const std::unique_ptr<SqliteJournal> journal = MustOpen(directory);
  REQUIRE(journal->CreateMeeting(ExampleMeeting(), {}));
  std::vector<JournalEntry> entries;
  for (std::uint64_t i = 1; i <= 200; ++i) {
    entries.push_back(EntryOf("anna", 1, i, "update number " + std::to_string(i)));
    entries.back().at = i == 100 ? 1'800'000'000'000 : 0;
  }
  REQUIRE(journal->Append(entries));
}

// Runs in a process of its own, which ends with the answer.
template <typename Task>
int RunInChild(Task task) {
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) _exit(task());
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

TEST_CASE("the SQLite journal keeps the contract") { CheckJournalContract<SqliteFixture>(); }

TEST_CASE("the database never holds a secret") {
  TemporaryDirectory directory;
  {
    const std::unique_ptr<SqliteJournal> journal = MustOpen(directory.Path());
    REQUIRE(journal->CreateMeeting(ExampleMeeting(), {}));
  }
  const std::string content = Slurp(directory.Path() / "samsyn.db");
  CHECK(content.find("anna") != std::string::npos);
  CHECK(content.find("anna of noor") == std::string::npos);
}

TEST_CASE("commits reach the disk: WAL and synchronous=FULL") {
  TemporaryDirectory directory;
  const std::unique_ptr<SqliteJournal> journal = MustOpen(directory.Path());
  REQUIRE(journal->CreateMeeting(ExampleMeeting(), {}));
  const auto before = fs::file_size(directory.Path() / "samsyn.db-wal");
  REQUIRE(AppendOne(*journal, EntryOf("anna", 1, 1, std::string(20'000, 'x'))).sequence == 1);
  CHECK(fs::file_size(directory.Path() / "samsyn.db-wal") > before);
}

TEST_CASE("what was answered survives kill -9, again and again") {
  TemporaryDirectory directory;
  REQUIRE(MustOpen(directory.Path())->CreateMeeting(ExampleMeeting(), {}));
  std::uint64_t answered = 0;
  for (int round = 0; round < 15; ++round) {
    int pipe_ends[2];
    REQUIRE(pipe(pipe_ends) == 0);
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      close(pipe_ends[0]);
      Result<std::unique_ptr<SqliteJournal>> journal = SqliteJournal::Open(directory.Path());
      if (!journal) _exit(1);
      for (std::uint64_t counter = answered + 1;; ++counter) {
        const JournalEntry entry = EntryOf("anna", 1, counter, "u" + std::to_string(counter));
        const auto outcomes = journal.Value()->Append(std::span(&entry, 1));
        if (!outcomes) _exit(2);
        if (write(pipe_ends[1], &counter, sizeof counter) != sizeof counter) _exit(3);
      }
    }
    close(pipe_ends[1]);
    std::uint64_t counter = 0;
    for (int i = 0; i < 20 + round * 7; ++i) {
      REQUIRE(read(pipe_ends[0], &counter, sizeof counter) == sizeof counter);
    }
    kill(child, SIGKILL);
    while (read(pipe_ends[0], &counter, sizeof counter) == sizeof counter) continue;
    close(pipe_ends[0]);
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));

    const std::unique_ptr<SqliteJournal> journal = MustOpen(directory.Path());
    const std::vector<StoredUpdate> updates = ReadAll(*journal);
    REQUIRE(updates.size() >= counter);
    for (std::size_t i = 0; i < updates.size(); ++i) {
      REQUIRE(updates[i].counter == i + 1);
      REQUIRE(AsText(updates[i].payload) == "u" + std::to_string(i + 1));
    }
    answered = updates.size();
  }
}

TEST_CASE("a torn write-ahead log loses only what was never answered") {
  TemporaryDirectory directory;
  TemporaryDirectory copy;
  std::uint64_t wal_before_last = 0;
  {
    const std::unique_ptr<SqliteJournal> journal = MustOpen(directory.Path());
    REQUIRE(journal->CreateMeeting(ExampleMeeting(), {}));
    for (std::uint64_t i = 1; i <= 20; ++i) {
      wal_before_last = fs::file_size(directory.Path() / "samsyn.db-wal");
      REQUIRE(AppendOne(*journal, EntryOf("anna", 1, i, "text")).sequence == i);
    }
    // The files as a power cut would leave them.
    fs::copy(directory.Path(), copy.Path() / "crash", fs::copy_options::recursive);
  }
  const std::string wal = Slurp(copy.Path() / "crash" / "samsyn.db-wal");
  for (std::uint64_t size = wal_before_last; size <= wal.size(); size += 61) {
    const fs::path torn = copy.Path() / "torn";
    fs::remove_all(torn);
    fs::copy(copy.Path() / "crash", torn, fs::copy_options::recursive);
    Spill(torn / "samsyn.db-wal", wal.substr(0, size));
    const std::unique_ptr<SqliteJournal> journal = MustOpen(torn);
    const std::size_t kept = ReadAll(*journal).size();
    CHECK(kept >= 19);
    CHECK(AppendOne(*journal, EntryOf("anna", 1, 100, "after")).sequence == kept + 1);
  }
}

TEST_CASE("a directory that cannot be used says why") {
  TemporaryDirectory directory;
  Spill(directory.Path() / "file", "not a directory");
  CHECK(OpenError(directory.Path() / "file").code == ErrorCode::kUnavailable);
  CHECK(OpenError(directory.Path() / "file" / "below").code == ErrorCode::kUnavailable);
}

TEST_CASE("a directory that may only be read says so") {
  TemporaryDirectory directory;
  FillAndClose(directory.Path() / "journal");
  fs::permissions(directory.Path(), fs::perms(0755));
  fs::permissions(directory.Path() / "journal", fs::perms(0555));
  fs::permissions(directory.Path() / "journal" / "samsyn.db", fs::perms(0444));
  const int answer = RunInChild([&] {
    // Root may write everywhere, so the question is asked as nobody.
    if (geteuid() == 0 && setuid(65534) != 0) return 1;
    const auto journal = SqliteJournal::Open(directory.Path() / "journal");
    if (journal) return 2;
    return journal.GetError().code == ErrorCode::kUnavailable ? 0 : 3;
  });
  CHECK(answer == 0);
  fs::permissions(directory.Path() / "journal", fs::perms(0755));
}

TEST_CASE("a full disk stores nothing of the batch, and the next one works when there is room") {
  TemporaryDirectory directory;
  const int answer = RunInChild([&] {
    Result<std::unique_ptr<SqliteJournal>> opened = SqliteJournal::Open(directory.Path());
    if (!opened) return 1;
    SqliteJournal& journal = *opened.Value();
    if (!journal.CreateMeeting(ExampleMeeting(), {})) return 2;
    const JournalEntry first = EntryOf("anna", 1, 1, "before");
    if (!journal.Append(std::span(&first, 1))) return 3;
    // A file may not grow any more: writes fail as they do when the disk is full.
    signal(SIGXFSZ, SIG_IGN);
    const rlimit unlimited{RLIM_INFINITY, RLIM_INFINITY};
    const rlimit full{fs::file_size(directory.Path() / "samsyn.db-wal") + 8192, RLIM_INFINITY};
    setrlimit(RLIMIT_FSIZE, &full);
    const std::vector<JournalEntry> batch = {EntryOf("anna", 1, 2, std::string(100'000, 'x')),
                                             EntryOf("noor", 2, 1, "small")};
    const auto refused = journal.Append(batch);
    if (refused) return 4;
    if (refused.GetError().code != ErrorCode::kUnavailable) return 5;
    setrlimit(RLIMIT_FSIZE, &unlimited);
    const auto accepted = journal.Append(batch);
    if (!accepted) return 6;
    if (accepted.Value()[0].sequence != 2 || accepted.Value()[1].sequence != 3) return 7;
    return 0;
  });
  CHECK(answer == 0);
  CHECK(ReadAll(*MustOpen(directory.Path())).size() == 3);
}

TEST_CASE("two relays cannot share a directory") {
  TemporaryDirectory directory;
  const std::unique_ptr<SqliteJournal> journal = MustOpen(directory.Path());
  const Error error = OpenError(directory.Path());
  CHECK(error.code == ErrorCode::kUnavailable);
  CHECK(error.message.find("second relay") != std::string::npos);
}

TEST_CASE("another program's file, a newer version's file and no database at all are left alone") {
  TemporaryDirectory directory;
  const fs::path file = directory.Path() / "samsyn.db";
  SUBCASE("text") {
    Spill(file, std::string(5000, 'x'));
    CHECK(OpenError(directory.Path()).code == ErrorCode::kMalformed);
    CHECK(Slurp(file) == std::string(5000, 'x'));
  }
  SUBCASE("another program's") {
    SQLite::Database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
        .exec("CREATE TABLE updates (x); PRAGMA application_id = 5");
    CHECK(OpenError(directory.Path()).code == ErrorCode::kMalformed);
  }
  SUBCASE("a newer version's") {
    MustOpen(directory.Path()).reset();
    SQLite::Database(file.string(), SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 99");
    CHECK(OpenError(directory.Path()).code == ErrorCode::kUnsupported);
  }
}

// As version 3 left it; as version 2 did without the column that says when an update was stored.
constexpr const char* kToVersion3 =
    "CREATE UNIQUE INDEX updates_by_replica ON updates (meeting, replica, document, counter); PRAGMA user_version = 3";

TEST_CASE("a database with an index of replicas loses it, and what is sent again is found all the same") {
  TemporaryDirectory directory;
  {
    const std::unique_ptr<SqliteJournal> journal = MustOpen(directory.Path());
    REQUIRE(journal->CreateMeeting(ExampleMeeting(), {}));
    for (std::uint64_t i = 1; i <= 20; ++i) AppendOne(*journal, EntryOf("anna", 1 + i % 2, i, std::to_string(i)));
  }
  const fs::path file = directory.Path() / "samsyn.db";
  SQLite::Database(file.string(), SQLite::OPEN_READWRITE).exec(kToVersion3);
  for (int round = 0; round < 2; ++round) {
    const std::unique_ptr<SqliteJournal> journal = MustOpen(directory.Path());
    const AppendOutcome again = AppendOne(*journal, EntryOf("anna", 2, 7, "7"));
    CHECK(again.result == AppendResult::kAlreadyStored);
    CHECK(again.sequence == 7);
    CHECK(AppendOne(*journal, EntryOf("anna", 2, 7, "other")).result == AppendResult::kConflict);
    CHECK(AppendOne(*journal, EntryOf("anna", 2, 8, "8")).result == AppendResult::kOutOfOrder);
    CHECK(AppendOne(*journal, EntryOf("noor", 2, 21, "21")).result == AppendResult::kForeignReplica);
    CHECK(ReadAll(*journal).size() == 20);
  }
  SQLite::Database migrated(file.string(), SQLite::OPEN_READONLY);
  CHECK(migrated.execAndGet("SELECT COUNT(*) FROM sqlite_master WHERE name = 'updates_by_replica'").getInt() == 0);
}

TEST_CASE("a database from before times were stored gets the column, and its updates the time 0") {
  TemporaryDirectory directory;
  {
    const std::unique_ptr<SqliteJournal> journal = MustOpen(directory.Path());
    REQUIRE(journal->CreateMeeting(ExampleMeeting(), {}));
    for (std::uint64_t i = 1; i <= 20; ++i) AppendOne(*journal, EntryOf("anna", 1, i, std::to_string(i)));
  }
  const fs::path file = directory.Path() / "samsyn.db";
  SQLite::Database(file.string(), SQLite::OPEN_READWRITE)
      .exec(std::string(kToVersion3) + "; ALTER TABLE updates DROP COLUMN at; PRAGMA user_version = 2");
  for (std::uint64_t round = 0; round < 2; ++round) {
    const std::unique_ptr<SqliteJournal> journal = MustOpen(directory.Path());
    JournalEntry newer = EntryOf("anna", 1, 21 + round, "newer");
    newer.at = 1'800'000'000'000;
    CHECK(AppendOne(*journal, newer).result == AppendResult::kStored);
    const std::vector<StoredUpdate> updates = ReadAll(*journal);
    REQUIRE(updates.size() == 21 + round);
    CHECK(updates[19].at == 0);
    CHECK(AsText(updates[19].payload) == "20");
    CHECK(updates[20].at == 1'800'000'000'000);
  }
}

TEST_CASE("a database from before meetings were sealed is refused") {
  TemporaryDirectory directory;
  MustOpen(directory.Path()).reset();
  SQLite::Database((directory.Path() / "samsyn.db").string(), SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 1");
  const Error error = OpenError(directory.Path());
  CHECK(error.code == ErrorCode::kUnsupported);
  CHECK(error.message.find("before meetings were encrypted") != std::string::npos);
}

TEST_CASE("a changed row is found when it is read, and the rows before it are still given") {
  TemporaryDirectory directory;
  FillAndClose(directory.Path());
  const char* damage = nullptr;
  SUBCASE("payload") { damage = "UPDATE updates SET payload = x'00' WHERE sequence = 100"; }
  SUBCASE("sender") { damage = "UPDATE updates SET participant = 2 WHERE sequence = 100"; }
  SUBCASE("number") { damage = "UPDATE updates SET counter = 5000 WHERE sequence = 100"; }
  SUBCASE("time") { damage = "UPDATE updates SET at = 5 WHERE sequence = 100"; }
  SUBCASE("row gone") { damage = "DELETE FROM updates WHERE sequence = 100"; }
  SQLite::Database((directory.Path() / "samsyn.db").string(), SQLite::OPEN_READWRITE).exec(damage);
  const std::unique_ptr<SqliteJournal> journal = MustOpen(directory.Path());
  const Result<std::vector<StoredUpdate>> damaged = journal->Read("noor", DocumentKind::kPlan, 0, {1000, 1'000'000});
  REQUIRE_FALSE(damaged);
  CHECK(damaged.GetError().code == ErrorCode::kUnavailable);
  CHECK(damaged.GetError().message.find("100") != std::string::npos);
  CHECK(journal->Read("noor", DocumentKind::kPlan, 0, {99, 1'000'000}).Value().size() == 99);
  CHECK(journal->Read("noor", DocumentKind::kPlan, 100, {1000, 1'000'000}).Value().size() == 100);
}

TEST_CASE("damage anywhere in the file is an error or changes nothing that is read") {
  TemporaryDirectory directory;
  FillAndClose(directory.Path() / "good");
  const std::string good = Slurp(directory.Path() / "good" / "samsyn.db");
  REQUIRE(good.size() > 20'000);
  const fs::path bad = directory.Path() / "bad";
  std::mt19937_64 random(3);
  int found = 0;
  for (int round = 0; round < 150; ++round) {
    fs::remove_all(bad);
    fs::create_directory(bad);
    std::string damaged = good;
    const std::size_t start = random() % damaged.size();
    for (std::size_t i = start; i < std::min(start + 1 + random() % 64, damaged.size()); ++i) {
      damaged[i] = static_cast<char>(random());
    }
    Spill(bad / "samsyn.db", damaged);
    const Result<std::unique_ptr<SqliteJournal>> journal = SqliteJournal::Open(bad);
    if (!journal) {
      ++found;
      continue;
    }
    const auto updates = journal.Value()->Read("noor", DocumentKind::kPlan, 0, {1000, 1'000'000});
    if (!updates) {
      ++found;
      continue;
    }
    for (std::size_t i = 0; i < updates.Value().size(); ++i) {
      REQUIRE(AsText(updates.Value()[i].payload) == "update number " + std::to_string(i + 1));
      REQUIRE(updates.Value()[i].participant == "anna");
    }
  }
  CHECK(found > 20);
}

}  // namespace
}  // namespace samsyn
