#include "server/sqlite_backup.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>

#include <chrono>
#include <fstream>
#include <future>
#include <iterator>
#include <memory>
#include <string>
#include <thread>

#include "server/log.h"
#include "server/maintenance.h"
#include "tests/server/journal_contract.h"
#include "tests/server/open_journal.h"
#include "tests/server/relay_bench.h"
#include "tests/server/temporary_directory.h"

namespace samsyn {
namespace {

namespace fs = std::filesystem;

const std::string kLong(20'000, 'x');

void Write(Journal& journal, std::uint64_t from, std::uint64_t count, const std::string& meeting = "noor") {
  std::vector<JournalEntry> entries;
  for (std::uint64_t i = from; i < from + count; ++i) {
    entries.push_back(EntryOf("anna", 1, i, meeting + " " + std::to_string(i) + kLong, DocumentKind::kPlan, meeting));
  }
  REQUIRE(journal.Append(entries));
}

void Finish(SqliteBackup& backup) {
  for (;;) {
    const Result<SqliteBackup::Progress> progress = backup.Continue();
    REQUIRE(progress);
    if (progress.Value() == SqliteBackup::Progress::kDone) return;
  }
}

std::string ContentOf(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::vector<std::string> TextsOf(Journal& journal, const std::string& meeting = "noor") {
  std::vector<std::string> texts;
  for (;;) {
    const Result<std::vector<StoredUpdate>> some = journal.Read(meeting, DocumentKind::kPlan, texts.size(), {});
    REQUIRE(some);
    if (some.Value().empty()) return texts;
    for (const StoredUpdate& update : some.Value()) texts.emplace_back(AsText(update.payload));
  }
}

TEST_CASE("a copy that is made while people write has everything that was stored, and is a journal by itself") {
  const TemporaryDirectory directory;
  const auto journal = MustOpen(directory.Path() / "one");
  REQUIRE(journal->CreateMeeting(ExampleMeeting(), {}));
  Write(*journal, 1, 100);
  Result<std::unique_ptr<SqliteBackup>> backup = SqliteBackup::Start(*journal, directory.Path() / "copy.db");
  REQUIRE(backup);
  std::uint64_t next = 101;
  for (;;) {
    const Result<SqliteBackup::Progress> progress = backup.Value()->Continue();
    REQUIRE(progress);
    if (progress.Value() == SqliteBackup::Progress::kDone) break;
    CHECK_FALSE(fs::exists(directory.Path() / "copy.db"));
    Write(*journal, next++, 1);
  }
  CHECK(next > 103);
  const std::vector<std::string> written = TextsOf(*journal);

  const Result<BackupContents> restored = RestoreBackup(directory.Path() / "copy.db", directory.Path() / "two");
  REQUIRE(restored);
  CHECK(restored.Value().meetings == 1);
  CHECK(restored.Value().updates == static_cast<std::int64_t>(next - 1));
  const auto second = MustOpen(directory.Path() / "two");
  CHECK(TextsOf(*second) == written);
  CHECK(second->FindMeeting("noor").Value().meeting.token_hashes == ExampleMeeting().token_hashes);
  Write(*second, next, 1);
}

TEST_CASE("a meeting that is deleted while a copy is made is not in the copy") {
  const TemporaryDirectory directory;
  const auto journal = MustOpen(directory.Path() / "one");
  for (const char* meeting : {"noor", "olle"}) {
    REQUIRE(journal->CreateMeeting(ExampleMeeting(meeting), {}));
    Write(*journal, 1, 60, meeting);
  }
  Result<std::unique_ptr<SqliteBackup>> backup = SqliteBackup::Start(*journal, directory.Path() / "copy.db");
  REQUIRE(backup);
  for (int i = 0; i < 3; ++i) REQUIRE(backup.Value()->Continue().Value() == SqliteBackup::Progress::kMore);
  REQUIRE(journal->Purge("noor", 5));
  Finish(*backup.Value());
  CHECK(ContentOf(directory.Path() / "copy.db").find("noor 17xxxx") == std::string::npos);
  CHECK(ContentOf(directory.Path() / "copy.db").find("olle 17xxxx") != std::string::npos);
  REQUIRE(RestoreBackup(directory.Path() / "copy.db", directory.Path() / "two"));
  const auto second = MustOpen(directory.Path() / "two");
  CHECK(second->WasPurged("noor").Value());
  CHECK(TextsOf(*second, "olle").size() == 60);
}

TEST_CASE("a journal is never overwritten, and what is no copy is not put anywhere") {
  const TemporaryDirectory directory;
  const fs::path copy = directory.Path() / "copy with ? and % and # and å.db";
  {
    const auto journal = MustOpen(directory.Path() / "one");
    REQUIRE(journal->CreateMeeting(ExampleMeeting(), {}));
    Write(*journal, 1, 30);
    Result<std::unique_ptr<SqliteBackup>> backup = SqliteBackup::Start(*journal, copy);
    REQUIRE(backup);
    Finish(*backup.Value());
    CHECK(SqliteBackup::Start(*journal, copy).GetError().code == ErrorCode::kConflict);
    CHECK_FALSE(SqliteBackup::Start(*journal, directory.Path() / "nowhere" / "copy.db"));
  }
  CHECK(ReadBackup(copy).Value().updates == 30);
  CHECK((fs::status(copy).permissions() & fs::perms::others_read) == fs::perms::none);
  CHECK(RestoreBackup(copy, directory.Path() / "one").GetError().code == ErrorCode::kConflict);

  const fs::path bad = directory.Path() / "bad.db";
  std::string damaged = ContentOf(copy);
  for (std::size_t at = 5000; at < damaged.size(); at += 97) damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
  for (const std::string& content : {std::string(), std::string("hej"), ContentOf(copy).substr(0, 9000), damaged}) {
    std::ofstream(bad, std::ios::binary | std::ios::trunc) << content;
    CAPTURE(content.size());
    REQUIRE_FALSE(RestoreBackup(bad, directory.Path() / "two"));
    CHECK(RestoreBackup(bad, directory.Path() / "two").GetError().message.find("bad.db") != std::string::npos);
  }
  CHECK(RestoreBackup(directory.Path() / "missing", directory.Path() / "two").GetError().code == ErrorCode::kNotFound);
  CHECK_FALSE(fs::exists(directory.Path() / "two" / "samsyn.db"));
}

TEST_CASE("a copy by an earlier version is brought up to date when it is put back") {
  const TemporaryDirectory directory;
  {
    const auto journal = MustOpen(directory.Path() / "one");
    REQUIRE(journal->CreateMeeting(ExampleMeeting(), {}));
  }
  {
    SQLite::Database old((directory.Path() / "one" / "samsyn.db").string(), SQLite::OPEN_READWRITE);
    old.exec("CREATE UNIQUE INDEX updates_by_replica ON updates (meeting, replica, document, counter)");
    old.exec("ALTER TABLE updates DROP COLUMN at");
    old.exec("PRAGMA user_version = 2");
    old.exec("PRAGMA journal_mode = DELETE");
  }
  REQUIRE(RestoreBackup(directory.Path() / "one" / "samsyn.db", directory.Path() / "two"));
  const auto second = MustOpen(directory.Path() / "two");
  Write(*second, 1, 1);
}

// Nobody is connected; it only counts the turns.
class NoRelay final : public TransportHandler {
 public:
  void OnOpen(ConnectionId, std::string_view) override {}
  Reading OnMessage(ConnectionId, std::string_view) override { return Reading::kContinue; }
  void OnPong(ConnectionId) override {}
  void OnClosed(ConnectionId) override {}
  std::chrono::milliseconds OnTurn() override { return std::chrono::milliseconds(5000); }
  void OnStop() override { stopped = true; }
  bool stopped = false;
};

struct Upkeep {
  Upkeep() {
    REQUIRE(journal->CreateMeeting(ExampleMeeting(), {}));
    Write(*journal, 1, 60);
  }
  void Ask() { std::ofstream(directory.Path() / "backup.request") << '\n'; }
  [[nodiscard]] bool Has(const char* file) const { return fs::exists(directory.Path() / file); }
  TemporaryDirectory directory;
  std::unique_ptr<SqliteJournal> journal = MustOpen(directory.Path());
  NoRelay relay;
  HandClock clock;
  std::shared_ptr<spdlog::logger> log = MakeSilentLog();
  BackgroundJournal background{*journal};
  Maintenance maintenance{relay, background, *journal, directory.Path(), clock, *log};
};

TEST_CASE("a relay makes the copy that is asked for, between its turns") {
  Upkeep upkeep;
  CHECK(upkeep.maintenance.OnTurn() == std::chrono::milliseconds(1000));
  upkeep.Ask();
  static_cast<void>(upkeep.maintenance.OnTurn());
  CHECK(upkeep.Has("backup.request"));
  upkeep.clock.Pass(std::chrono::milliseconds(1000));
  CHECK(upkeep.maintenance.OnTurn() == std::chrono::milliseconds(0));
  CHECK_FALSE(upkeep.Has("backup.request"));
  CHECK_FALSE(upkeep.Has("backup.db"));
  for (int i = 0; i < 100 && !upkeep.Has("backup.db"); ++i) static_cast<void>(upkeep.maintenance.OnTurn());
  REQUIRE(upkeep.Has("backup.db"));
  CHECK(ReadBackup(upkeep.directory.Path() / "backup.db").Value().updates == 60);
}

TEST_CASE("a relay that is stopped in the middle of a copy says so, and leaves no half of one") {
  Upkeep upkeep;
  upkeep.Ask();
  upkeep.clock.Pass(std::chrono::milliseconds(1000));
  static_cast<void>(upkeep.maintenance.OnTurn());
  static_cast<void>(upkeep.maintenance.OnTurn());
  upkeep.maintenance.OnStop();
  CHECK(upkeep.relay.stopped);
  CHECK(upkeep.Has("backup.error"));
  CHECK_FALSE(upkeep.Has("backup.db"));
  CHECK_FALSE(upkeep.Has("backup.db.part"));
}

TEST_CASE("a relay that dies in the middle of a copy is waited for only while it lives") {
  using std::chrono::milliseconds;
  const TemporaryDirectory directory;
  std::unique_ptr<SqliteJournal> journal = MustOpen(directory.Path());
  REQUIRE(journal->CreateMeeting(ExampleMeeting(), {}));
  Write(*journal, 1, 3);
  const fs::path request = directory.Path() / "backup.request";
  auto made = std::async(std::launch::async,
                         [&] { return BackUp(directory.Path(), directory.Path() / "mine.db", milliseconds(50)); });
  while (!fs::exists(request)) std::this_thread::sleep_for(milliseconds(1));
  std::ofstream(directory.Path() / "backup.db.part") << "half a copy";
  fs::remove(request);
  CHECK(made.wait_for(milliseconds(300)) == std::future_status::timeout);
  journal.reset();
  const Result<BackupContents> contents = made.get();
  REQUIRE(contents);
  CHECK(contents.Value().updates == 3);
}

}  // namespace
}  // namespace samsyn
