// What a purge leaves in the files: nothing of the meeting.
#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

#include "server/sqlite_journal.h"
#include "tests/server/journal_contract.h"
#include "tests/server/open_journal.h"
#include "tests/server/temporary_directory.h"

namespace samsyn {
namespace {

namespace fs = std::filesystem;

// Everything in the directory: the database, its write-ahead log and whatever else lies there.
std::string AllFiles(const fs::path& directory) {
  std::string all;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory)) {
    std::ifstream file(entry.path(), std::ios::binary);
    all.append(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return all;
}

bool Holds(const std::string& files, std::string_view what) { return files.find(what) != std::string::npos; }

std::string TextOf(const TokenHash& hash) { return {hash.begin(), hash.end()}; }

// A meeting that can be recognised in every byte of it: "<id>/…" is in all that is stored.
class Marked {
 public:
  explicit Marked(std::string id) : id_(std::move(id)) {}

  void Create(Journal& journal) const {
    REQUIRE(journal.CreateMeeting(Meeting(), {}));
    JournalMeeting meeting = Meeting();
    meeting.token_hashes[0] = HashToken("new link " + id_);
    const std::vector<KeyFor> keys = {KeyOf(id_ + "/anna", DocumentKind::kPlan, 1, id_ + "/wrapped again")};
    const LogEntry entry{0, 5, LogEvent::kInvited, id_ + "/anna", id_ + "/noor", id_ + "/detail"};
    REQUIRE(journal.SaveAccess(id_, meeting.access, meeting.token_hashes, keys, std::span(&entry, 1)));
  }
  void Write(Journal& journal, std::uint64_t counter, std::size_t bytes) const {
    const std::string text = id_ + "/payload " + std::string(bytes, 'x') + id_ + "/end";
    const auto document = counter % 3 == 0 ? DocumentKind::kOutcome : DocumentKind::kPlan;
    REQUIRE(AppendOne(journal, EntryOf(id_ + "/anna", 7, counter, text, document, id_)).result ==
            AppendResult::kStored);
  }
  [[nodiscard]] std::vector<std::string> Traces() const {
    return {id_, TextOf(HashToken(id_ + "/anna of " + id_)), TextOf(HashToken(id_ + "/noor of " + id_)),
            TextOf(HashToken("new link " + id_))};
  }
  [[nodiscard]] const std::string& Id() const { return id_; }

 private:
  [[nodiscard]] JournalMeeting Meeting() const {
    JournalMeeting meeting = MeetingOf(id_, {{id_ + "/anna", Role::kChair}, {id_ + "/noor", Role::kIndividual}});
    meeting.access.secretary = id_ + "/anna";
    meeting.access.helper = id_ + "/noor";
    meeting.keys = {KeyOf(id_ + "/noor", DocumentKind::kAside, 1, id_ + "/wrapped")};
    return meeting;
  }
  std::string id_;
};

void CheckGone(const fs::path& directory, const Marked& meeting) {
  const std::string files = AllFiles(directory);
  for (const std::string& trace : meeting.Traces()) CHECK_FALSE(Holds(files, trace));
}

TEST_CASE("after a purge the files hold nothing of the meeting, and everything of the others") {
  for (unsigned seed = 1; seed <= 6; ++seed) {
    CAPTURE(seed);
    TemporaryDirectory directory;
    std::unique_ptr<SqliteJournal> journal = MustOpen(directory.Path());
    std::mt19937 random(seed);
    std::vector<Marked> meetings;
    std::vector<std::uint64_t> counters;
    for (int i = 0; i < 5; ++i) {
      meetings.emplace_back("meeting-" + std::to_string(seed) + std::to_string(i) + "-kdjfhgkjh");
      meetings.back().Create(*journal);
      counters.push_back(0);
    }
    // Written by turns, small and large, so that rows move between pages and large ones overflow.
    for (int i = 0; i < 300; ++i) {
      const std::size_t which = random() % meetings.size();
      const std::size_t bytes = random() % 8 == 0 ? random() % 20'000 : random() % 300;
      meetings[which].Write(*journal, ++counters[which], bytes);
      if (random() % 100 == 0) {
        journal.reset();
        journal = MustOpen(directory.Path());
      }
    }
    const std::string before = AllFiles(directory.Path());
    for (const Marked& meeting : meetings) {
      for (const std::string& trace : meeting.Traces()) CHECK(Holds(before, trace));
    }
    for (const std::size_t which : {2, 0, 4}) {
      REQUIRE(journal->Purge(meetings[which].Id(), 5));
      CheckGone(directory.Path(), meetings[which]);
      if (seed % 2 == 0) {
        journal.reset();
        CheckGone(directory.Path(), meetings[which]);
        journal = MustOpen(directory.Path());
      }
      CheckGone(directory.Path(), meetings[which]);
    }
    for (const std::size_t which : {1, 3}) {
      std::size_t stored = 0;
      for (const DocumentKind document : {DocumentKind::kPlan, DocumentKind::kOutcome}) {
        stored += ReadAll(*journal, document, 0, meetings[which].Id()).size();
      }
      CHECK(stored == counters[which]);
      meetings[which].Write(*journal, counters[which] + 1, 50);
    }
  }
}

TEST_CASE("a relay that was stopped while it purged cleans the files at its next start") {
  TemporaryDirectory directory;
  TemporaryDirectory stopped;
  const Marked gone("meeting-that-goes");
  const Marked stays("meeting-that-stays");
  {
    const std::unique_ptr<SqliteJournal> journal = MustOpen(directory.Path());
    gone.Create(*journal);
    stays.Create(*journal);
    for (std::uint64_t i = 1; i <= 40; ++i) {
      gone.Write(*journal, i, 100 * i);
      stays.Write(*journal, i, 10);
    }
    fs::copy(directory.Path(), stopped.Path() / "files", fs::copy_options::recursive);
  }
  // As it is after the commit, before the cleaning.
  {
    SQLite::Database sqlite((stopped.Path() / "files" / "samsyn.db").string(), SQLite::OPEN_READWRITE);
    sqlite.exec("PRAGMA secure_delete = OFF");
    const std::string of_it = " IN (SELECT meeting FROM participants WHERE id LIKE 'meeting-that-goes%')";
    sqlite.exec("DELETE FROM meetings WHERE id = 'meeting-that-goes'");
    sqlite.exec("DELETE FROM log WHERE meeting" + of_it);
    sqlite.exec("DELETE FROM updates WHERE meeting" + of_it);
    sqlite.exec("DELETE FROM replaced_links WHERE meeting" + of_it);
    sqlite.exec(
        "DELETE FROM keys WHERE participant IN (SELECT participant FROM participants WHERE id LIKE "
        "'meeting-that-goes%')");
    sqlite.exec("DELETE FROM participants WHERE id LIKE 'meeting-that-goes%'");
    sqlite.exec("INSERT INTO purged VALUES (x'00', 5, 0)");
  }
  CHECK(Holds(AllFiles(stopped.Path() / "files"), gone.Id()));
  const std::unique_ptr<SqliteJournal> journal = MustOpen(stopped.Path() / "files");
  CheckGone(stopped.Path() / "files", gone);
  CHECK(ReadAll(*journal, DocumentKind::kOutcome, 0, stays.Id()).size() == 13);
}

TEST_CASE("the access log of a meeting that exists can be neither changed nor shortened") {
  TemporaryDirectory directory;
  REQUIRE(MustOpen(directory.Path())->CreateMeeting(ExampleMeeting(), {}));
  SQLite::Database sqlite((directory.Path() / "samsyn.db").string(), SQLite::OPEN_READWRITE);
  CHECK_THROWS(sqlite.exec("UPDATE log SET actor = 'somebody else'"));
  CHECK_THROWS(sqlite.exec("DELETE FROM log"));
}

TEST_CASE("a database from before encryption is left alone, and it is said what to do") {
  TemporaryDirectory directory;
  {
    SQLite::Database sqlite((directory.Path() / "samsyn.db").string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    sqlite.exec("CREATE TABLE updates (x); PRAGMA application_id = 0x53616D73; PRAGMA user_version = 1");
  }
  const Result<std::unique_ptr<SqliteJournal>> journal = SqliteJournal::Open(directory.Path());
  REQUIRE_FALSE(journal);
  CHECK(journal.GetError().code == ErrorCode::kUnsupported);
  CHECK(journal.GetError().message.find("--data") != std::string::npos);
}

}  // namespace
}  // namespace samsyn
