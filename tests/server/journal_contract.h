// What every journal promises (server/journal.h), as tests. A journal's own test file gives a fixture:
//
//   struct Fixture {
//     std::unique_ptr<Journal> Open();  // the same storage every time, after the one before is destroyed
//   };
//
// and says TEST_CASE("…") { CheckJournalContract<Fixture>(); }
#pragma once

#include <doctest/doctest.h>

#include <limits>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "server/journal.h"
#include "server/limits.h"
#include "shared/crypto/token.h"

namespace samsyn {

// Each participant's token is "<participant> of <meeting>".
inline JournalMeeting MeetingOf(const std::string& id, const std::vector<std::pair<std::string, Role>>& people) {
  JournalMeeting meeting;
  meeting.id = id;
  for (const auto& [participant, role] : people) {
    meeting.access.participants.push_back({participant, role, false, false, std::nullopt, 0});
    meeting.token_hashes.push_back(HashToken(participant + " of " + id));
  }
  return meeting;
}

inline JournalMeeting ExampleMeeting(const std::string& id = "noor") {
  return MeetingOf(id, {{"anna", Role::kChair}, {"noor", Role::kIndividual}, {"olle", Role::kObserver}});
}

inline KeyFor KeyOf(const std::string& participant, DocumentKind document, std::uint32_t number,
                    const std::string& wrapped) {
  const ByteView bytes = AsBytes(wrapped);
  return {participant, {document, number, Bytes(bytes.begin(), bytes.end())}};
}

inline std::vector<LogEntry> LogOf(Journal& journal, const std::string& meeting = "noor") {
  Result<std::vector<LogEntry>> entries = journal.ReadLog(meeting, 0, 1'000'000);
  REQUIRE(entries);
  return std::move(entries.Value());
}

inline JournalEntry EntryOf(const std::string& participant, ReplicaId replica, std::uint64_t counter,
                            const std::string& text, DocumentKind document = DocumentKind::kPlan,
                            const std::string& meeting = "noor") {
  const ByteView bytes = AsBytes(text);
  return {meeting, document, participant, replica, counter, Bytes(bytes.begin(), bytes.end())};
}

inline AppendOutcome AppendOne(Journal& journal, const JournalEntry& entry) {
  const Result<std::vector<AppendOutcome>> outcomes = journal.Append(std::span(&entry, 1));
  REQUIRE(outcomes);
  REQUIRE(outcomes.Value().size() == 1);
  return outcomes.Value()[0];
}

inline std::vector<StoredUpdate> ReadAll(Journal& journal, DocumentKind document = DocumentKind::kPlan,
                                         std::uint64_t after = 0, const std::string& meeting = "noor") {
  Result<std::vector<StoredUpdate>> updates = journal.Read(meeting, document, after, {1'000'000, 1'000'000'000});
  REQUIRE(updates);
  return std::move(updates.Value());
}

template <typename Fixture>
void CheckJournalContract() {
  Fixture fixture;
  std::unique_ptr<Journal> journal = fixture.Open();
  const auto reopen = [&] {
    journal.reset();
    journal = fixture.Open();
  };
  REQUIRE(journal->CreateMeeting(ExampleMeeting(), {}));

  SUBCASE("a meeting is found as it was made, also after a restart") {
    for (int round = 0; round < 2; ++round) {
      const Result<StoredMeeting> found = journal->FindMeeting("noor");
      REQUIRE(found);
      REQUIRE(found.Value().meeting.access.participants.size() == 3);
      CHECK(found.Value().meeting.id == "noor");
      CHECK(found.Value().meeting.access.participants[0].id == "anna");
      CHECK(found.Value().meeting.access.participants[0].role == Role::kChair);
      CHECK(found.Value().meeting.token_hashes[1] == HashToken("noor of noor"));
      CHECK(found.Value().bytes == 0);
      for (const std::uint64_t last : found.Value().last_sequence) CHECK(last == 0);
      reopen();
    }
  }

  SUBCASE("there is no other meeting, and none is made twice") {
    REQUIRE_FALSE(journal->FindMeeting("nor"));
    CHECK(journal->FindMeeting("nor").GetError().code == ErrorCode::kNotFound);
    CHECK(journal->FindMeeting("").GetError().code == ErrorCode::kNotFound);
    const Status again = journal->CreateMeeting(ExampleMeeting(), {});
    REQUIRE_FALSE(again);
    CHECK(again.GetError().code == ErrorCode::kConflict);
    CHECK(journal->FindMeeting("noor"));
  }

  SUBCASE("names may hold anything") {
    const std::string odd = "'; DROP TABLE meetings; -- \xC3\xA5\xF0\x9F\x98\x80";
    REQUIRE(journal->CreateMeeting(ExampleMeeting(odd), {}));
    CHECK(AppendOne(*journal, EntryOf("anna", 1, 1, "x", DocumentKind::kPlan, odd)).sequence == 1);
    reopen();
    CHECK(ReadAll(*journal, DocumentKind::kPlan, 0, odd).size() == 1);
    CHECK(journal->FindMeeting("noor"));
  }

  SUBCASE("updates are numbered 1, 2, 3 within each document and come back as they were") {
    std::string all_bytes;
    for (int byte = 0; byte < 256; ++byte) all_bytes.push_back(static_cast<char>(byte));
    CHECK(AppendOne(*journal, EntryOf("anna", 7, 1, "ett")).sequence == 1);
    CHECK(AppendOne(*journal, EntryOf("noor", 0xFFFFFFFFFFFFFFFF, kMaxCounter, all_bytes)).sequence == 2);
    CHECK(AppendOne(*journal, EntryOf("noor", 9, 1, "", DocumentKind::kVoice)).sequence == 1);
    CHECK(AppendOne(*journal, EntryOf("anna", 7, 2, "tre")).sequence == 3);
    for (int round = 0; round < 2; ++round) {
      CHECK(journal->FindMeeting("noor").Value().bytes == 3 + 256 + 0 + 3 + 4 * kUpdateOverheadBytes);
      const std::vector<StoredUpdate> plan = ReadAll(*journal);
      REQUIRE(plan.size() == 3);
      CHECK(plan[0].participant == "anna");
      CHECK(AsText(plan[0].payload) == "ett");
      CHECK(plan[1].sequence == 2);
      CHECK(plan[1].participant == "noor");
      CHECK(plan[1].replica == 0xFFFFFFFFFFFFFFFF);
      CHECK(plan[1].counter == kMaxCounter);
      CHECK(AsText(plan[1].payload) == all_bytes);
      CHECK(AsText(plan[2].payload) == "tre");
      REQUIRE(ReadAll(*journal, DocumentKind::kVoice).size() == 1);
      CHECK(ReadAll(*journal, DocumentKind::kVoice)[0].payload.empty());
      CHECK(ReadAll(*journal, DocumentKind::kOutcome).empty());
      reopen();
    }
    const Result<StoredMeeting> found = journal->FindMeeting("noor");
    REQUIRE(found);
    CHECK(found.Value().last_sequence[0] == 3);
    CHECK(found.Value().last_sequence[1] == 1);
    CHECK(AppendOne(*journal, EntryOf("anna", 7, 3, "fyra")).sequence == 4);
  }

  SUBCASE("an update keeps the time it was first stored at") {
    const auto at = [](JournalEntry entry, std::int64_t time) {
      entry.at = time;
      return entry;
    };
    CHECK(AppendOne(*journal, at(EntryOf("anna", 7, 1, "ett"), 1'800'000'000'000)).sequence == 1);
    CHECK(AppendOne(*journal, at(EntryOf("anna", 7, 2, "två"), 1'799'999'999'999)).sequence == 2);
    CHECK(AppendOne(*journal, EntryOf("anna", 7, 3, "tre")).sequence == 3);
    const AppendOutcome again = AppendOne(*journal, at(EntryOf("anna", 7, 1, "ett"), 1'900'000'000'000));
    CHECK(again.result == AppendResult::kAlreadyStored);
    JournalMeeting other = ExampleMeeting("other");
    const JournalEntry first =
        at(EntryOf("anna", 1, 1, "ett", DocumentKind::kPlan, "other"), std::numeric_limits<std::int64_t>::max());
    REQUIRE(journal->CreateMeeting(other, std::span(&first, 1)));
    for (int round = 0; round < 2; ++round) {
      const std::vector<StoredUpdate> updates = ReadAll(*journal);
      REQUIRE(updates.size() == 3);
      CHECK(updates[0].at == 1'800'000'000'000);
      CHECK(updates[1].at == 1'799'999'999'999);
      CHECK(updates[2].at == 0);
      CHECK(ReadAll(*journal, DocumentKind::kPlan, 0, "other").at(0).at == std::numeric_limits<std::int64_t>::max());
      reopen();
    }
  }

  SUBCASE("a batch is stored in its order, across documents and meetings") {
    REQUIRE(journal->CreateMeeting(ExampleMeeting("other"), {}));
    const std::vector<JournalEntry> batch = {EntryOf("anna", 1, 1, "a"), EntryOf("noor", 2, 1, "b"),
                                             EntryOf("anna", 3, 1, "c", DocumentKind::kPlan, "other"),
                                             EntryOf("anna", 1, 2, "d"),
                                             EntryOf("anna", 1, 1, "e", DocumentKind::kOutcome)};
    const Result<std::vector<AppendOutcome>> outcomes = journal->Append(batch);
    REQUIRE(outcomes);
    const std::uint64_t expected[] = {1, 2, 1, 3, 1};
    for (std::size_t i = 0; i < batch.size(); ++i) {
      CHECK(outcomes.Value()[i].result == AppendResult::kStored);
      CHECK(outcomes.Value()[i].sequence == expected[i]);
    }
    reopen();
    CHECK(ReadAll(*journal).size() == 3);
    CHECK(ReadAll(*journal, DocumentKind::kPlan, 0, "other").size() == 1);
    REQUIRE(journal->Append({}));
  }

  SUBCASE("what is sent again is stored once, also within a batch and after a restart") {
    CHECK(AppendOne(*journal, EntryOf("anna", 1, 1, "a")).result == AppendResult::kStored);
    CHECK(AppendOne(*journal, EntryOf("anna", 1, 5, "b")).result == AppendResult::kStored);
    for (int round = 0; round < 2; ++round) {
      const std::vector<JournalEntry> again = {EntryOf("anna", 1, 1, "a"), EntryOf("anna", 1, 5, "b"),
                                               EntryOf("anna", 1, 9u + static_cast<unsigned>(round), "c"),
                                               EntryOf("anna", 1, 9u + static_cast<unsigned>(round), "c")};
      const Result<std::vector<AppendOutcome>> outcomes = journal->Append(again);
      REQUIRE(outcomes);
      CHECK(outcomes.Value()[0].result == AppendResult::kAlreadyStored);
      CHECK(outcomes.Value()[0].sequence == 1);
      CHECK(outcomes.Value()[1].sequence == 2);
      CHECK(outcomes.Value()[2].result == AppendResult::kStored);
      CHECK(outcomes.Value()[3].result == AppendResult::kAlreadyStored);
      CHECK(outcomes.Value()[3].sequence == outcomes.Value()[2].sequence);
      reopen();
    }
    CHECK(ReadAll(*journal).size() == 4);
  }

  SUBCASE("the same counter in another document is another update") {
    CHECK(AppendOne(*journal, EntryOf("anna", 1, 1, "a")).result == AppendResult::kStored);
    CHECK(AppendOne(*journal, EntryOf("anna", 1, 1, "a", DocumentKind::kOutcome)).result == AppendResult::kStored);
  }

  SUBCASE("a counter that was skipped is never called stored") {
    CHECK(AppendOne(*journal, EntryOf("anna", 1, 5, "b")).result == AppendResult::kStored);
    for (int round = 0; round < 2; ++round) {
      CHECK(AppendOne(*journal, EntryOf("anna", 1, 3, "a")).result == AppendResult::kOutOfOrder);
      reopen();
    }
    CHECK(ReadAll(*journal).size() == 1);
  }

  SUBCASE("other bytes under a stored counter are never called stored") {
    CHECK(AppendOne(*journal, EntryOf("anna", 1, 5, "b")).result == AppendResult::kStored);
    for (int round = 0; round < 2; ++round) {
      CHECK(AppendOne(*journal, EntryOf("anna", 1, 5, "c")).result == AppendResult::kConflict);
      CHECK(AppendOne(*journal, EntryOf("anna", 1, 5, "bb")).result == AppendResult::kConflict);
      reopen();
    }
    CHECK(AsText(ReadAll(*journal)[0].payload) == "b");
  }

  SUBCASE("a replica stays with its first participant, in every document of the meeting") {
    CHECK(AppendOne(*journal, EntryOf("anna", 1, 1, "a")).result == AppendResult::kStored);
    for (int round = 0; round < 2; ++round) {
      CHECK(AppendOne(*journal, EntryOf("noor", 1, 2, "b")).result == AppendResult::kForeignReplica);
      CHECK(AppendOne(*journal, EntryOf("noor", 1, 1, "a")).result == AppendResult::kForeignReplica);
      CHECK(AppendOne(*journal, EntryOf("noor", 1, 1, "v", DocumentKind::kVoice)).result ==
            AppendResult::kForeignReplica);
      reopen();
    }
    REQUIRE(journal->CreateMeeting(ExampleMeeting("other"), {}));
    CHECK(AppendOne(*journal, EntryOf("noor", 1, 1, "b", DocumentKind::kPlan, "other")).result ==
          AppendResult::kStored);
    CHECK(ReadAll(*journal).size() == 1);
  }

  SUBCASE("what a batch refuses leaves the rest of it stored") {
    CHECK(AppendOne(*journal, EntryOf("anna", 1, 5, "a")).result == AppendResult::kStored);
    const std::vector<JournalEntry> batch = {EntryOf("noor", 1, 6, "thief"), EntryOf("noor", 2, 1, "b"),
                                             EntryOf("anna", 1, 4, "late"), EntryOf("anna", 1, 6, "c")};
    const Result<std::vector<AppendOutcome>> outcomes = journal->Append(batch);
    REQUIRE(outcomes);
    CHECK(outcomes.Value()[0].result == AppendResult::kForeignReplica);
    CHECK(outcomes.Value()[1].sequence == 2);
    CHECK(outcomes.Value()[2].result == AppendResult::kOutOfOrder);
    CHECK(outcomes.Value()[3].sequence == 3);
    CHECK(ReadAll(*journal).size() == 3);
  }

  SUBCASE("a batch that names somebody unknown stores nothing and breaks nothing") {
    const std::vector<JournalEntry> batch = {EntryOf("anna", 1, 1, "a"), EntryOf("nobody", 2, 1, "b")};
    REQUIRE_FALSE(journal->Append(batch));
    const JournalEntry nowhere = EntryOf("anna", 1, 1, "a", DocumentKind::kPlan, "nowhere");
    REQUIRE_FALSE(journal->Append(std::span(&nowhere, 1)));
    CHECK(ReadAll(*journal).empty());
    CHECK(AppendOne(*journal, EntryOf("anna", 1, 1, "a")).sequence == 1);
    CHECK(ReadAll(*journal).size() == 1);
  }

  SUBCASE("a meeting is made with its first updates or not at all") {
    const auto in_other = [](const std::string& who, ReplicaId replica, std::uint64_t counter) {
      return EntryOf(who, replica, counter, "x", DocumentKind::kPlan, "other");
    };
    const std::vector<JournalEntry> wrong = {in_other("anna", 1, 1), in_other("noor", 1, 2)};
    REQUIRE_FALSE(journal->CreateMeeting(ExampleMeeting("other"), wrong));
    CHECK(journal->CreateMeeting(ExampleMeeting("other"), wrong).GetError().code == ErrorCode::kConflict);
    CHECK(journal->FindMeeting("other").GetError().code == ErrorCode::kNotFound);
    const std::vector<JournalEntry> right = {in_other("anna", 1, 1), in_other("noor", 2, 1)};
    REQUIRE(journal->CreateMeeting(ExampleMeeting("other"), right));
    reopen();
    CHECK(ReadAll(*journal, DocumentKind::kPlan, 0, "other").size() == 2);
  }

  SUBCASE("who may do what, keys and links come back as they were saved, also after a restart") {
    JournalMeeting meeting = ExampleMeeting();
    MeetingAccess& access = meeting.access;
    access.consent = Consent::kGiven;
    access.consent_until = 5'000'000'000'000;
    access.consent_changed = 17;
    access.helper = "olle";
    access.secretary = "anna";
    access.purge_at = -1;
    access.participants[2] = {"olle", Role::kRelative, true, true, DocumentKind::kItem3, 99};
    access.participants.push_back({"sven", Role::kProfessional, false, false, std::nullopt, 7});
    meeting.token_hashes.push_back(HashToken("sven of noor"));
    meeting.token_hashes[0] = HashToken("anna's new link");
    meeting.keys = {KeyOf("noor", DocumentKind::kAside, 2, "nyckel"), KeyOf("sven", DocumentKind::kPlan, 1, "")};
    const LogEntry entry{0, 5, LogEvent::kInvited, "anna", "sven", "professional"};
    REQUIRE(journal->SaveAccess("noor", access, meeting.token_hashes, meeting.keys, std::span(&entry, 1)));
    for (int round = 0; round < 2; ++round) {
      const Result<StoredMeeting> found = journal->FindMeeting("noor");
      REQUIRE(found);
      CHECK(found.Value().meeting.access == access);
      CHECK(found.Value().meeting.token_hashes == meeting.token_hashes);
      CHECK(found.Value().meeting.keys == meeting.keys);
      REQUIRE(found.Value().replaced.size() == 1);
      CHECK(found.Value().replaced[0].participant == "anna");
      CHECK(found.Value().replaced[0].token_hash == HashToken("anna of noor"));
      const std::vector<LogEntry> log = LogOf(*journal);
      REQUIRE(log.size() == 2);
      CHECK(log[0].event == LogEvent::kCreated);
      CHECK(log[1] == LogEntry{2, 5, LogEvent::kInvited, "anna", "sven", "professional"});
      reopen();
    }
    CHECK(AppendOne(*journal, EntryOf("sven", 5, 1, "ny")).result == AppendResult::kStored);
    CHECK(journal->SaveAccess("nowhere", access, meeting.token_hashes, {}, {}).GetError().code == ErrorCode::kNotFound);
  }

  SUBCASE("a key that is there already stops the whole change") {
    const JournalMeeting meeting = ExampleMeeting();
    const std::vector<KeyFor> keys = {KeyOf("anna", DocumentKind::kPlan, 1, "a")};
    REQUIRE(journal->SaveAccess("noor", meeting.access, meeting.token_hashes, keys, {}));
    MeetingAccess changed = meeting.access;
    changed.helper = "olle";
    changed.participants.push_back({"sven", Role::kProfessional, false, false, std::nullopt, 0});
    std::vector<TokenHash> hashes = meeting.token_hashes;
    hashes.push_back(HashToken("sven"));
    const LogEntry entry{0, 5, LogEvent::kHelper, "noor", "olle", ""};
    const std::vector<KeyFor> more = {KeyOf("sven", DocumentKind::kPlan, 1, "s"),
                                      KeyOf("anna", DocumentKind::kPlan, 1, "b")};
    const Status refused = journal->SaveAccess("noor", changed, hashes, more, std::span(&entry, 1));
    REQUIRE_FALSE(refused);
    CHECK(refused.GetError().code == ErrorCode::kConflict);
    for (int round = 0; round < 2; ++round) {
      CHECK(journal->FindMeeting("noor").Value().meeting.access == meeting.access);
      CHECK(journal->FindMeeting("noor").Value().meeting.keys == keys);
      CHECK(LogOf(*journal).size() == 1);
      reopen();
    }
  }

  SUBCASE("a new link has none of the keys that only the old one could open") {
    JournalMeeting meeting = ExampleMeeting();
    const std::vector<KeyFor> keys = {KeyOf("anna", DocumentKind::kPlan, 1, "old"),
                                      KeyOf("noor", DocumentKind::kPlan, 1, "noor's")};
    REQUIRE(journal->SaveAccess("noor", meeting.access, meeting.token_hashes, keys, {}));
    meeting.token_hashes[0] = HashToken("new");
    const std::vector<KeyFor> again = {KeyOf("anna", DocumentKind::kPlan, 1, "new")};
    REQUIRE(journal->SaveAccess("noor", meeting.access, meeting.token_hashes, again, {}));
    reopen();
    const std::vector<KeyFor> stored = journal->FindMeeting("noor").Value().meeting.keys;
    REQUIRE(stored.size() == 2);
    CHECK(stored[0] == again[0]);
    CHECK(stored[1] == keys[1]);
  }

  SUBCASE("the access log is numbered within each meeting, read in parts, and knows no other meetings") {
    REQUIRE(journal->CreateMeeting(ExampleMeeting("other"), {}));
    std::vector<JournalLogEntry> entries;
    for (int i = 0; i < 10; ++i) {
      entries.push_back({i % 2 == 0 ? "noor" : "other", {77, i, LogEvent::kJoined, "anna", "", ""}});
    }
    entries.push_back({"nowhere", {0, 1, LogEvent::kLeft, "", "", ""}});
    REQUIRE(journal->AppendLog(entries));
    reopen();
    const std::vector<LogEntry> log = LogOf(*journal);
    REQUIRE(log.size() == 6);
    for (std::size_t i = 0; i < log.size(); ++i) CHECK(log[i].sequence == i + 1);
    CHECK(log[5].at == 8);
    const Result<std::vector<LogEntry>> part = journal->ReadLog("noor", 2, 3);
    REQUIRE(part);
    REQUIRE(part.Value().size() == 3);
    CHECK(part.Value()[0].sequence == 3);
    CHECK(journal->ReadLog("noor", 6, 3).Value().empty());
    CHECK(journal->ReadLog("noor", ~std::uint64_t{0}, 3).Value().empty());
    CHECK(journal->ReadLog("nowhere", 0, 3).GetError().code == ErrorCode::kNotFound);
  }

  SUBCASE("a purged meeting is gone, does not come back, and leaves others as they are") {
    REQUIRE(journal->CreateMeeting(ExampleMeeting("other"), {}));
    CHECK(AppendOne(*journal, EntryOf("anna", 1, 1, "a")).sequence == 1);
    CHECK(AppendOne(*journal, EntryOf("anna", 1, 1, "b", DocumentKind::kPlan, "other")).sequence == 1);
    CHECK_FALSE(journal->WasPurged("noor").Value());
    REQUIRE(journal->Purge("noor", 5));
    for (int round = 0; round < 2; ++round) {
      CHECK(journal->FindMeeting("noor").GetError().code == ErrorCode::kNotFound);
      CHECK(journal->WasPurged("noor").Value());
      CHECK_FALSE(journal->WasPurged("other").Value());
      CHECK(journal->Purge("noor", 6).GetError().code == ErrorCode::kNotFound);
      CHECK(journal->CreateMeeting(ExampleMeeting(), {}).GetError().code == ErrorCode::kConflict);
      CHECK_FALSE(journal->Append(std::vector<JournalEntry>{EntryOf("anna", 1, 2, "c")}));
      CHECK(journal->ReadLog("noor", 0, 9).GetError().code == ErrorCode::kNotFound);
      CHECK(AsText(ReadAll(*journal, DocumentKind::kPlan, 0, "other")[0].payload) == "b");
      CHECK(LogOf(*journal, "other").size() == 1);
      reopen();
    }
    CHECK(AppendOne(*journal, EntryOf("anna", 1, 2, "d", DocumentKind::kPlan, "other")).sequence == 2);
  }

  SUBCASE("meetings whose time has come are due, and no others") {
    const auto with_end = [&](const std::string& id, std::int64_t purge_at) {
      JournalMeeting meeting = ExampleMeeting(id);
      meeting.access.purge_at = purge_at;
      REQUIRE(journal->CreateMeeting(meeting, {}));
    };
    with_end("soon", 100);
    with_end("later", 200);
    CHECK(journal->DuePurges(99).Value().empty());
    CHECK(journal->DuePurges(100).Value() == std::vector<std::string>{"soon"});
    CHECK(journal->DuePurges(1'000).Value().size() == 2);
    REQUIRE(journal->Purge("soon", 100));
    CHECK(journal->DuePurges(150).Value().empty());
  }

  SUBCASE("replay starts anywhere and keeps its limits") {
    for (std::uint64_t i = 1; i <= 20; ++i) {
      REQUIRE(AppendOne(*journal, EntryOf("anna", 1, i, std::string(1000, 'x'))).sequence == i);
    }
    for (std::uint64_t after = 0; after <= 20; ++after) {
      const std::vector<StoredUpdate> updates = ReadAll(*journal, DocumentKind::kPlan, after);
      REQUIRE(updates.size() == 20 - after);
      if (!updates.empty()) CHECK(updates.front().sequence == after + 1);
    }
    CHECK(ReadAll(*journal, DocumentKind::kPlan, 21).empty());
    CHECK(ReadAll(*journal, DocumentKind::kPlan, ~std::uint64_t{0}).empty());
    const auto count = [&](ReadLimits limits) {
      return journal->Read("noor", DocumentKind::kPlan, 5, limits).Value().size();
    };
    CHECK(count({3, 1'000'000}) == 3);
    CHECK(count({100, 5000}) == 4);
    CHECK(count({100, 10}) == 1);
    CHECK(journal->Read("nowhere", DocumentKind::kPlan, 0, {}).GetError().code == ErrorCode::kNotFound);
  }

  SUBCASE("an append that is begun is answered as one that is waited for") {
    CHECK_FALSE(journal->TakeAppended(Waiting::kUntilDone));
    const std::vector<JournalEntry> entries = {EntryOf("anna", 1, 1, "a"), EntryOf("noor", 2, 1, "b")};
    for (const AppendResult expected : {AppendResult::kStored, AppendResult::kAlreadyStored}) {
      journal->BeginAppend(entries);
      const std::optional<Appended> appended = journal->TakeAppended(Waiting::kUntilDone);
      REQUIRE(appended);
      REQUIRE(appended->outcomes);
      REQUIRE(appended->outcomes.Value().size() == 2);
      CHECK(appended->entries[1].participant == "noor");
      CHECK(appended->outcomes.Value()[1].result == expected);
      CHECK(appended->outcomes.Value()[1].sequence == 2);
      CHECK_FALSE(journal->TakeAppended(Waiting::kUntilDone));
    }
    CHECK(ReadAll(*journal).size() == 2);
  }

  SUBCASE("a thousand random appends end as a simple model says") {
    std::mt19937_64 random(11);
    struct Model {
      std::string owner;
      std::uint64_t last = 0;
    };
    std::vector<Model> replicas(4);
    std::vector<std::string> texts;
    std::vector<JournalEntry> stored;
    const auto again = [&] {
      if (stored.empty()) return;
      const std::size_t one = random() % stored.size();
      const AppendOutcome outcome = AppendOne(*journal, stored[one]);
      REQUIRE(outcome.result == AppendResult::kAlreadyStored);
      REQUIRE(outcome.sequence == one + 1);
    };
    for (int round = 0; round < 1000; ++round) {
      if (random() % 4 == 0) again();
      const std::size_t replica = random() % replicas.size();
      const std::string who = random() % 2 == 0 ? "anna" : "noor";
      const std::uint64_t counter = replicas[replica].last + 1 + random() % 3;
      const std::string text = "text " + std::to_string(round);
      const AppendOutcome outcome = AppendOne(*journal, EntryOf(who, replica + 1, counter, text));
      if (replicas[replica].owner.empty()) replicas[replica].owner = who;
      if (replicas[replica].owner == who) {
        texts.push_back(text);
        stored.push_back(EntryOf(who, replica + 1, counter, text));
        replicas[replica].last = counter;
        REQUIRE(outcome.result == AppendResult::kStored);
        REQUIRE(outcome.sequence == texts.size());
      } else {
        REQUIRE(outcome.result == AppendResult::kForeignReplica);
      }
      if (random() % 200 == 0) reopen();
    }
    reopen();
    const std::vector<StoredUpdate> updates = ReadAll(*journal);
    REQUIRE(updates.size() == texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) REQUIRE(AsText(updates[i].payload) == texts[i]);
  }
}

}  // namespace samsyn
