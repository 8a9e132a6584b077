#include "server/import.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "server/sqlite_journal.h"
#include "tests/server/journal_contract.h"
#include "tests/server/temporary_directory.h"

namespace samsyn {
namespace {

Bundle Example() {
  return {
      "noor",
      {{"anna", Role::kChair, "anna's"}, {"noor", Role::kIndividual, "noor's"}, {"olle", Role::kObserver, "olle's"}},
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
    const Result<Imported> imported = ImportMeeting(bundle, *journal, limits);
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
  const Result<Imported> imported = ImportMeeting(Example(), *bench.journal, {});
  REQUIRE(imported);
  CHECK(imported.Value() == Imported::kNow);
  const Result<StoredMeeting> stored = bench.journal->FindMeeting("noor");
  REQUIRE(stored);
  REQUIRE(stored.Value().meeting.participants.size() == 3);
  CHECK(stored.Value().meeting.participants[1].token_hash == HashToken("noor's"));
  CHECK(ReadAll(*bench.journal).size() == 2);
  CHECK(ReadAll(*bench.journal, DocumentKind::kVoice)[0].participant == "noor");
}

TEST_CASE("a meeting that exists is left as it is") {
  Bench bench;
  REQUIRE(ImportMeeting(Example(), *bench.journal, {}));
  AppendOne(*bench.journal, EntryOf("anna", 1, 3, "written since"));
  Bundle other = Example();
  other.participants[0].token = "another";
  const Result<Imported> again = ImportMeeting(other, *bench.journal, {});
  REQUIRE(again);
  CHECK(again.Value() == Imported::kExistedAlready);
  CHECK(ReadAll(*bench.journal).size() == 3);
  CHECK(bench.journal->FindMeeting("noor").Value().meeting.participants[0].token_hash == HashToken("anna's"));
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
