// The journal that fuzzing uses is a journal like any other.
#include "tests/support/memory_journal.h"

#include <doctest/doctest.h>

#include <memory>

#include "tests/server/journal_contract.h"

namespace samsyn {
namespace {

struct MemoryFixture {
  MemoryStorage storage;
  std::unique_ptr<Journal> Open() { return std::make_unique<MemoryJournal>(storage); }
};

TEST_CASE("the journal in memory keeps the contract") { CheckJournalContract<MemoryFixture>(); }

TEST_CASE("a journal in memory that fails stores nothing") {
  MemoryStorage storage;
  MemoryJournal journal(storage);
  REQUIRE(journal.CreateMeeting(ExampleMeeting(), {}));
  journal.writes_fail = true;
  const JournalEntry entry = EntryOf("anna", 1, 1, "a");
  CHECK_FALSE(journal.Append(std::span(&entry, 1)));
  CHECK_FALSE(journal.Purge("noor", 1));
  CHECK(ReadAll(journal).empty());
  journal.reads_fail = true;
  CHECK(journal.FindMeeting("noor").GetError().code == ErrorCode::kUnavailable);
}

}  // namespace
}  // namespace samsyn
