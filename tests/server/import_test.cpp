#include "server/import.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "server/sqlite_journal.h"
#include "tests/server/journal_contract.h"
#include "tests/server/temporary_directory.h"

namespace samsyn {
namespace {

constexpr std::int64_t kNow = 1'800'000'000'000;

Bundle Example() {
  const JournalMeeting meeting = ExampleMeeting();
  return {"noor",
          meeting.access,
          meeting.token_hashes,
          {KeyOf("anna", DocumentKind::kPlan, 1, "annas"), KeyOf("noor", DocumentKind::kAside, 1, "noors")},
          {{"anna", DocumentKind::kPlan, 1, 1, {1}},
           {"noor", DocumentKind::kVoice, 2, 1, {2}},
           {"anna", DocumentKind::kPlan, 1, 2, {3}}}};
}

struct Bench {
  Bench() {
    Result<std::unique_ptr<SqliteJournal>> opened = SqliteJournal::Open(directory.Path());
    REQUIRE(opened);
    journal = std::move(opened.Value());
  }
  ErrorCode Refusal(const Bundle& bundle, const Limits& limits = {}) {
    const Result<Imported> imported = ImportMeeting(bundle, *journal, limits, kNow);
    REQUIRE_FALSE(imported);
    CHECK_FALSE(imported.GetError().message.empty());
    CHECK(journal->FindMeeting("noor").GetError().code == ErrorCode::kNotFound);
    return imported.GetError().code;
  }
  TemporaryDirectory directory;
  std::unique_ptr<SqliteJournal> journal;
};

TEST_CASE("a bundle becomes a meeting whose links open it") {
  Bench bench;
  const Result<Imported> imported = ImportMeeting(Example(), *bench.journal, {}, kNow);
  REQUIRE(imported);
  CHECK(imported.Value() == Imported::kNow);
  const Result<StoredMeeting> stored = bench.journal->FindMeeting("noor");
  REQUIRE(stored);
  CHECK(stored.Value().meeting.access == Example().access);
  CHECK(stored.Value().meeting.token_hashes == Example().token_hashes);
  CHECK(stored.Value().meeting.keys == Example().keys);
  const std::vector<LogEntry> log = LogOf(*bench.journal);
  REQUIRE(log.size() == 1);
  CHECK(log[0] == LogEntry{1, kNow, LogEvent::kCreated, "", "", ""});
  REQUIRE(ReadAll(*bench.journal).size() == 2);
  CHECK(ReadAll(*bench.journal)[1].at == kNow);
  CHECK(ReadAll(*bench.journal, DocumentKind::kVoice)[0].participant == "noor");
}

TEST_CASE("a meeting that exists is left as it is") {
  Bench bench;
  REQUIRE(ImportMeeting(Example(), *bench.journal, {}, kNow));
  AppendOne(*bench.journal, EntryOf("anna", 1, 3, "written since"));
  Bundle other = Example();
  other.token_hashes[0] = HashToken("another");
  const Result<Imported> again = ImportMeeting(other, *bench.journal, {}, kNow);
  REQUIRE(again);
  CHECK(again.Value() == Imported::kExistedAlready);
  CHECK(ReadAll(*bench.journal).size() == 3);
  CHECK(bench.journal->FindMeeting("noor").Value().meeting.token_hashes[0] == HashToken("anna of noor"));
}

TEST_CASE("a meeting that was deleted does not come back") {
  Bench bench;
  REQUIRE(ImportMeeting(Example(), *bench.journal, {}, kNow));
  REQUIRE(bench.journal->Purge("noor", kNow));
  const Result<Imported> again = ImportMeeting(Example(), *bench.journal, {}, kNow);
  REQUIRE(again);
  CHECK(again.Value() == Imported::kPurgedBefore);
  CHECK_FALSE(bench.journal->FindMeeting("noor"));
}

TEST_CASE("a meeting is one person's, and names and keys in it are its participants'") {
  Bench bench;
  Bundle bundle = Example();
  bundle.access.participants[1].role = Role::kRelative;
  CHECK(bench.Refusal(bundle) == ErrorCode::kForbidden);
  bundle = Example();
  bundle.access.participants[2].role = Role::kIndividual;
  CHECK(bench.Refusal(bundle) == ErrorCode::kForbidden);
  bundle = Example();
  bundle.access.helper = "nobody";
  CHECK(bench.Refusal(bundle) == ErrorCode::kForbidden);
  bundle = Example();
  bundle.access.secretary = "nobody";
  CHECK(bench.Refusal(bundle) == ErrorCode::kForbidden);
  bundle = Example();
  bundle.token_hashes.pop_back();
  CHECK(bench.Refusal(bundle) == ErrorCode::kMalformed);
  bundle = Example();
  bundle.keys.push_back(KeyOf("anna", DocumentKind::kAside, 1, "not hers"));
  CHECK(bench.Refusal(bundle) == ErrorCode::kForbidden);
  bundle = Example();
  bundle.keys.push_back(bundle.keys[0]);
  CHECK(bench.Refusal(bundle) == ErrorCode::kConflict);
}

TEST_CASE("an update its participant may not make stops the whole import") {
  Bench bench;
  Bundle bundle = Example();
  bundle.updates.push_back({"olle", DocumentKind::kPlan, 3, 1, {1}});
  CHECK(bench.Refusal(bundle) == ErrorCode::kForbidden);
  bundle.updates.back() = {"anna", DocumentKind::kVoice, 1, 1, {1}};
  CHECK(bench.Refusal(bundle) == ErrorCode::kForbidden);
  bundle.updates.back() = {"nobody", DocumentKind::kPlan, 5, 1, {1}};
  CHECK(bench.Refusal(bundle) == ErrorCode::kForbidden);
  bundle.updates.back() = {"noor", DocumentKind::kPlan, 1, 3, {1}};
  CHECK(bench.Refusal(bundle) == ErrorCode::kConflict);
  bundle.updates.back() = {"anna", DocumentKind::kPlan, 1, 1, {9}};
  CHECK(bench.Refusal(bundle) == ErrorCode::kConflict);
  bundle.updates.back() = {"anna", DocumentKind::kPlan, 1, ~std::uint64_t{0}, {9}};
  CHECK(bench.Refusal(bundle) == ErrorCode::kOutOfRange);
}

TEST_CASE("the limits of a meeting hold for an imported one") {
  Bench bench;
  Limits limits;
  limits.participants_per_meeting = 2;
  CHECK(bench.Refusal(Example(), limits) == ErrorCode::kTooMany);
  limits = {};
  limits.meeting_bytes = 3 * kUpdateOverheadBytes;
  CHECK(bench.Refusal(Example(), limits) == ErrorCode::kTooMany);
  limits = {};
  limits.update_bytes = 2;
  Bundle bundle = Example();
  bundle.updates[1].payload = {1, 2, 3};
  CHECK(bench.Refusal(bundle, limits) == ErrorCode::kTooLarge);
}

}  // namespace
}  // namespace samsyn
