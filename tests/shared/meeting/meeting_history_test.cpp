#include "shared/meeting/meeting_history.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "shared/meeting/needs.h"
#include "shared/meeting/options.h"
#include "shared/meeting/schema.h"
#include "shared/meeting/talk.h"

namespace samsyn {
namespace {

constexpr std::int64_t kMinute = 60'000;

// People who write in turn, each with a copy; what they write is numbered and dated as a relay would.
class Room {
 public:
  Room() {
    for (const char* name : {"noor", "karin", "petter"}) {
      const ReplicaId replica = 100 + copies_.size();
      copies_[name] = std::make_unique<Meeting>(replica);
      writer_[replica] = name;
    }
    for (auto& [name, copy] : copies_) {
      for (const auto& [replica, writer] : writer_) copy->NoteWriter(replica, writer);
    }
  }

  Meeting& operator[](const char* name) { return *copies_.at(name); }

  // What this one has written is stored `at`, and everybody has it.
  void Store(const char* name, std::int64_t at) {
    for (std::size_t kind = 0; kind < kDocumentKindCount; ++kind) {
      const auto document = static_cast<DocumentKind>(kind);
      for (const Update& update : copies_.at(name)->Of(document).TakeUpdates()) {
        for (auto& [other, copy] : copies_) {
          if (other != name) REQUIRE(copy->Of(document).Apply(update).Ok());
        }
        log.Add(document, {++sequences_[kind], name, at, update});
      }
    }
  }
  std::vector<Visit> Visits(OpId item = {}) {
    history.Read(log);
    return history.VisitsTo(item);
  }

  ChangeLog log;
  MeetingHistory history;

 private:
  std::map<std::string, std::unique_ptr<Meeting>> copies_;
  std::map<ReplicaId, std::string> writer_;
  std::array<std::uint64_t, kDocumentKindCount> sequences_{};
};

Touches How(std::initializer_list<Touch> touches) {
  Touches how;
  for (const Touch touch : touches) how.set(static_cast<std::size_t>(touch));
  return how;
}

// What a visit did with one thing; nothing of anything that it did not touch.
Touches HowOf(const Visit& visit, OpId record) {
  for (const VisitPart& part : visit.parts) {
    if (part.record == record) return part.how;
  }
  return {};
}

void Write(Meeting& meeting, OpId item, std::size_t at, const char* text) {
  meeting.Of(DocumentKind::kPlan).InsertText(Meeting::NotesOf(item), at, text);
}

std::string NotesThen(Room& room, const Moment& moment, OpId item) {
  return room.history.At(moment)->Of(DocumentKind::kPlan).TextOf(Meeting::NotesOf(item));
}

}  // namespace

TEST_CASE("a history without changes is empty") {
  MeetingHistory history;
  CHECK(history.VisitsTo({}).empty());
  history.Read(ChangeLog());
  CHECK(history.VisitsTo({}).empty());
  CHECK(history.At({})->Agenda().empty());
}

TEST_CASE("a history joins what one writes without five minutes' pause into one visit") {
  Room room;
  const OpId item = room["karin"].AddAgendaItem("Sömn", 10, {});
  room.Store("karin", 10 * kMinute);
  Write(room["petter"], item, 0, "a");
  room.Store("petter", 11 * kMinute);
  // Somebody else's does not end it.
  Write(room["karin"], item, 0, "b");
  room.Store("karin", 12 * kMinute);
  Write(room["petter"], item, 0, "c");
  room.Store("petter", 16 * kMinute - 1);
  Write(room["petter"], item, 0, "d");
  room.Store("petter", 21 * kMinute - 1);

  const std::vector<Visit> visits = room.Visits();
  REQUIRE(visits.size() == 3);
  CHECK(visits[0].participant == "petter");
  CHECK(visits[0].from == 21 * kMinute - 1);
  CHECK(visits[0].to == visits[0].from);
  CHECK(visits[1].participant == "petter");
  CHECK(visits[1].from == 11 * kMinute);
  CHECK(visits[1].to == 16 * kMinute - 1);
  CHECK(visits[2].participant == "karin");
  CHECK(visits[2].to == 12 * kMinute);
  CHECK(HowOf(visits[1], item) == How({Touch::kWrote}));
  CHECK(HowOf(visits[2], item) == How({Touch::kCame, Touch::kWrote, Touch::kChanged}));
}

TEST_CASE("a history tells the meeting as it was after each visit") {
  Room room;
  const OpId item = room["karin"].AddAgendaItem("Sömn", 10, {});
  const OpId task = room["karin"].AddCommitment("Bokar tid", item);
  room.Store("karin", 10 * kMinute);
  Write(room["petter"], item, 0, "Noor sover dåligt.");
  room.Store("petter", 20 * kMinute);
  room["noor"].Of(DocumentKind::kPlan).DeleteText(Meeting::NotesOf(item), 11, 6);
  room.Store("noor", 30 * kMinute);
  room["karin"].Of(DocumentKind::kPlan).InsertText(Meeting::TitleOf(item), 4, " och vila");
  room["karin"].Of(DocumentKind::kOutcome).InsertText(Meeting::WhatOf(task), 9, " hos läkare");
  room["karin"].SetOwner(task, "petter");
  room.Store("karin", 40 * kMinute);

  const std::vector<Visit> visits = room.Visits();
  REQUIRE(visits.size() == 4);
  CHECK(NotesThen(room, visits[3].after, item).empty());
  CHECK(NotesThen(room, visits[2].after, item) == "Noor sover dåligt.");
  CHECK(NotesThen(room, visits[1].after, item) == "Noor sover .");
  const auto before = room.history.At(visits[1].after);
  CHECK(before->Agenda()[0].title == "Sömn");
  CHECK(before->Commitments()[0].what == "Bokar tid");
  CHECK(before->Commitments()[0].owner.empty());
  const auto after = room.history.At(visits[0].after);
  CHECK(after->Agenda()[0].title == "Sömn och vila");
  CHECK(after->Commitments()[0].what == "Bokar tid hos läkare");
  CHECK(after->Commitments()[0].owner == "petter");
  CHECK(room.history.At({})->Agenda().empty());
}

TEST_CASE("a history says how each thing was touched") {
  Room room;
  const OpId first = room["karin"].AddAgendaItem("Sömn", 10, {});
  const OpId second = room["karin"].AddAgendaItem("Jobb", 10, {});
  const OpId task = room["karin"].AddCommitment("Bokar tid", first);
  const OpId question = room["noor"].AddQuestion("Hur?");
  room.Store("karin", 0);
  room.Store("noor", 0);
  const auto visit_of = [&](const char* name) {
    static std::int64_t at = 0;
    at += 10 * kMinute;
    room.Store(name, at);
    return room.Visits().front();
  };
  SUBCASE("what came") {
    CHECK(HowOf(room.Visits()[0], question) == How({Touch::kCame, Touch::kWrote}));
    CHECK(HowOf(room.Visits()[1], task)[static_cast<std::size_t>(Touch::kCame)]);
  }
  SUBCASE("an item is moved") {
    room["karin"].MoveItem(second, 0);
    const Visit visit = visit_of("karin");
    CHECK(HowOf(visit, second) == How({Touch::kMoved}));
    CHECK(HowOf(visit, first).none());
  }
  SUBCASE("an item is removed, and brought back") {
    room["karin"].Of(DocumentKind::kPlan).Delete(first);
    const Visit visit = visit_of("karin");
    CHECK(HowOf(visit, first) == How({Touch::kRemoved}));
    CHECK(room.history.RemovalOf(first)->participant == "karin");
    CHECK(room.history.RemovalOf(first)->at == visit.to);
    CHECK(!room.history.RemovalOf(second));
    room["noor"].Of(DocumentKind::kPlan).Restore(first);
    CHECK(HowOf(visit_of("noor"), first) == How({Touch::kRestored}));
  }
  SUBCASE("what is removed and brought back in one visit is brought back") {
    room["karin"].Of(DocumentKind::kPlan).Delete(first);
    room["karin"].Of(DocumentKind::kPlan).Restore(first);
    CHECK(HowOf(visit_of("karin"), first) == How({Touch::kRestored}));
  }
  SUBCASE("the meeting goes to an item") {
    room["karin"].GoTo(first, 5);
    CHECK(HowOf(visit_of("karin"), first) == How({Touch::kWentTo}));
  }
  SUBCASE("a commitment is changed, promised, and the promise taken back") {
    room["karin"].SetLatest(task, "2026-12-04");
    CHECK(HowOf(visit_of("karin"), task) == How({Touch::kChanged}));
    room["petter"].Accept(task);
    CHECK(HowOf(visit_of("petter"), task) == How({Touch::kSaidYes}));
    room["petter"].TakeBack(task);
    CHECK(HowOf(visit_of("petter"), task) == How({Touch::kTookYesBack}));
  }
  SUBCASE("the person approves what is written") {
    Write(room["karin"], first, 0, "Noor vill sova.");
    room.Store("karin", 1);
    Actor noor{"noor", Role::kIndividual, true, false, {}, 0};
    noor.writable.set();
    REQUIRE(ApproveNotes(room["noor"], noor, first) == Rule::kNone);
    CHECK(HowOf(visit_of("noor"), first) == How({Touch::kApproved}));
    REQUIRE(TakeApprovalBack(room["noor"], noor, first) == Rule::kNone);
    CHECK(HowOf(visit_of("noor"), first) == How({Touch::kTookYesBack}));
  }
  SUBCASE("an option and its removal") {
    Actor petter{"petter", Role::kProfessional, false, false, {}, 0};
    petter.writable.set();
    REQUIRE(AddOption(room["petter"], petter, first, "Träffpunkten") == Rule::kNone);
    const OpId option = OptionsOf(room["petter"], first)[0].record;
    CHECK(HowOf(visit_of("petter"), option)[static_cast<std::size_t>(Touch::kCame)]);
    CHECK(room.Visits(first).front().parts.front().record == option);
    REQUIRE(RemoveOption(room["petter"], petter, option) == Rule::kNone);
    CHECK(HowOf(visit_of("petter"), option) == How({Touch::kRemoved}));
  }
  SUBCASE("what passes with the moment is not told, nor is the consent") {
    room["petter"].RaiseHand("petter");
    room["noor"].SetPaused("noor");
    room["noor"].SetConsent(Consent::kGiven, 0);
    const std::size_t before = room.Visits().size();
    room.Store("petter", 100 * kMinute);
    room.Store("noor", 100 * kMinute);
    CHECK(room.Visits().size() == before);
  }
  SUBCASE("the details of the meeting are one thing") {
    room["karin"].SetInfo({"SIP för Noor", "2026-11-24", "13:00", "14:00", "Ankaret", ""});
    const Visit visit = visit_of("karin");
    REQUIRE(visit.parts.size() == 1);
    CHECK(visit.parts[0].thing == Thing::kMeeting);
    CHECK(visit.parts[0].how == How({Touch::kChanged}));
  }
}

TEST_CASE("the history of an item is what touched it and what belongs to it, with its own times") {
  Room room;
  const OpId sleep = room["karin"].AddAgendaItem("Sömn", 10, {});
  const OpId work = room["karin"].AddAgendaItem("Jobb", 10, {});
  room.Store("karin", 10 * kMinute);
  Write(room["petter"], sleep, 0, "a");
  room.Store("petter", 20 * kMinute);
  Write(room["petter"], work, 0, "b");
  room.Store("petter", 23 * kMinute);
  const OpId task = room["karin"].AddCommitment("Bokar tid", sleep);
  room.Store("karin", 30 * kMinute);

  const std::vector<Visit> visits = room.Visits(sleep);
  REQUIRE(visits.size() == 3);
  CHECK(visits[0].parts.size() == 1);
  CHECK(visits[0].parts[0].record == task);
  CHECK(visits[1].participant == "petter");
  CHECK(visits[1].to == 20 * kMinute);
  CHECK(room.Visits(work)[0].from == 23 * kMinute);
  CHECK(room.Visits(work).size() == 2);
  CHECK(NotesThen(room, visits[1].after, sleep) == "a");
  CHECK(NotesThen(room, visits[1].after, work).empty());
}

TEST_CASE("a history that is read as it grows is the one that is read at the end, in whatever order it came") {
  Room room;
  MeetingHistory as_it_grows;
  const OpId item = room["karin"].AddAgendaItem("Sömn", 10, {});
  room.Store("karin", kMinute);
  for (int i = 0; i < 40; ++i) {
    const char* who = i % 3 == 0 ? "karin" : i % 3 == 1 ? "petter" : "noor";
    Write(room[who], item, static_cast<std::size_t>(i) / 2, "x");
    if (i % 7 == 0) (void)room["karin"].AddCommitment("Uppgift", item);
    if (i % 11 == 0) (void)room["noor"].AddQuestion("Fråga?");
    for (const char* any : {"karin", "petter", "noor"}) room.Store(any, (2 + i * 3) * kMinute);
    as_it_grows.Read(room.log);
  }
  ChangeLog backwards;
  for (std::size_t kind = 0; kind < kLoggedDocumentCount; ++kind) {
    const auto& stored = room.log.StoredIn(static_cast<DocumentKind>(kind));
    for (auto logged = stored.rbegin(); logged != stored.rend(); ++logged) {
      backwards.Add(static_cast<DocumentKind>(kind), *logged);
    }
  }
  MeetingHistory at_the_end;
  at_the_end.Read(backwards);
  const auto describe = [](const MeetingHistory& history) {
    std::string text;
    for (const Visit& visit : history.VisitsTo({})) {
      text += visit.participant + " " + std::to_string(visit.from) + "-" + std::to_string(visit.to) + " " +
              std::to_string(visit.after[0]) + " " + std::to_string(visit.after[1]) + " " +
              std::to_string(visit.after[2]) + ":";
      for (const VisitPart& part : visit.parts) text += " " + part.how.to_string();
      text += "\n";
    }
    return text;
  };
  CHECK(describe(as_it_grows) == describe(at_the_end));
  CHECK(at_the_end.VisitsTo({}).size() > 10);
}

TEST_CASE("a history is read again when something comes that was before, and knows nothing of a log that is cleared") {
  Room room;
  const OpId item = room["karin"].AddAgendaItem("Sömn", 10, {});
  room.Store("karin", 10 * kMinute);
  ChangeLog log;
  for (const LoggedUpdate& logged : room.log.StoredIn(DocumentKind::kPlan)) {
    log.Add(DocumentKind::kPlan, {logged.sequence * 10, logged.participant, logged.at, logged.update});
  }
  MeetingHistory history;
  history.Read(log);
  CHECK(history.VisitsTo({}).size() == 1);
  Meeting other(77);
  (void)other.AddAgendaItem("Jobb", 5, {});
  const Update update = other.Of(DocumentKind::kPlan).TakeUpdates().front();
  log.Add(DocumentKind::kPlan, {1, "petter", kMinute, update});
  history.Read(log);
  REQUIRE(history.VisitsTo({}).size() == 2);
  CHECK(history.VisitsTo({})[1].participant == "petter");
  CHECK(history.At(history.VisitsTo({})[1].after)->Agenda().size() == 1);
  log.Clear();
  history.Read(log);
  CHECK(history.VisitsTo({}).empty());
  CHECK(history.At({100, 100, 100})->Agenda().empty());
  CHECK(history.At({100, 100, 100})->WriterOf(77).empty());
  CHECK(!item.IsNone());
}

TEST_CASE("changes of an unknown time are one visit, before the others") {
  Room room;
  const OpId item = room["karin"].AddAgendaItem("Sömn", 10, {});
  room.Store("karin", 0);
  Write(room["karin"], item, 0, "a");
  room.Store("karin", 0);
  Write(room["karin"], item, 0, "b");
  room.Store("karin", 100 * kMinute);
  const std::vector<Visit> visits = room.Visits();
  REQUIRE(visits.size() == 2);
  CHECK(visits[1].to == 0);
  CHECK(visits[0].from == 100 * kMinute);
}

}  // namespace samsyn
