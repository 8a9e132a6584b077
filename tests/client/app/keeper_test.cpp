// What is claimed to be kept is kept: the orders in which things may come, each by itself.
#include "client/app/keeper.h"

#include <doctest/doctest.h>

#include <string>

namespace samsyn {
namespace {

constexpr auto kPlan = DocumentKind::kPlan;
constexpr auto kVoice = DocumentKind::kVoice;

class RecordingStore : public KeptStore {
 public:
  void Load(std::function<void(KeptRecords)> /*done*/) override {}
  void Write(KeptChange change) override {
    ++writes;
    if (!change.access.empty()) access = change.access;
    if (change.sequences[0] != 0) claimed = change.sequences[0];
    for (const KeptRow& row : change.updates) {
      if (row.document == kPlan) counters += std::to_string(row.counter) + ' ';
    }
  }
  void Remove(DocumentKind /*document*/) override { counters.clear(); }
  void RemoveAll() override { *this = {}; }
  void RemoveOf(const std::string& /*link*/) override {}
  [[nodiscard]] bool Works() const override { return works; }

  int writes = 0;
  Bytes access;
  std::uint64_t claimed = 0;  // of the plan
  std::string counters;       // of its updates, in the order they came
  bool works = true;
};

struct Desk {
  explicit Desk(bool keep = true) {
    if (keep) keeper.Choose(true);
  }

  RecordingStore store;
  Keeper keeper{store};
  std::deque<OutgoingUpdate> outbox;

  // Others' updates with these sequences, which are their counters too.
  void Receive(std::uint64_t after, const std::vector<std::uint64_t>& sequences, std::size_t opened = 100) {
    ReceivedEvent event{kPlan, {}, after};
    for (const std::uint64_t sequence : sequences) event.updates.push_back({sequence, "karin", 7, sequence, {1}});
    keeper.Take(event, std::min(opened, sequences.size()));
  }
  void Acknowledge(std::uint64_t counter, std::uint64_t sequence) {
    keeper.Take(AcknowledgedEvent{kPlan, 5, counter, sequence, {{kPlan, 5, counter, {2}}}}, "noor", 1'000);
  }
  void Commit() { keeper.Commit(outbox); }
};

}  // namespace

TEST_CASE("what others wrote is claimed up to the last of it") {
  Desk desk;
  desk.Receive(0, {1, 2, 3});
  desk.Commit();
  CHECK(desk.store.claimed == 3);
  CHECK(desk.store.counters == "1 2 3 ");
  const int writes = desk.store.writes;
  desk.Commit();
  CHECK(desk.store.writes == writes);
}

TEST_CASE("nothing is claimed of a document while something of one's own is on its way to it, as it may come before") {
  Desk desk;
  desk.outbox.push_back({kPlan, 5, 1, {2}});
  desk.Receive(0, {1, 3});
  desk.Commit();
  CHECK(desk.store.claimed == 0);
  CHECK(desk.store.counters == "1 3 ");
  desk.outbox.clear();
  desk.Acknowledge(90, 2);
  desk.Commit();
  CHECK(desk.store.claimed == 3);
  CHECK(desk.store.counters == "1 3 90 ");
  desk.outbox.push_back({kVoice, 5, 1, {2}});
  desk.Receive(3, {4});
  desk.Commit();
  CHECK(desk.store.claimed == 4);
}

TEST_CASE("what follows on something that is not here is kept and not claimed") {
  Desk desk;
  desk.Receive(0, {1, 2});
  desk.Receive(4, {5});
  desk.Commit();
  CHECK(desk.store.claimed == 2);
  desk.Receive(0, {1, 2, 3, 4, 5, 6});
  desk.Commit();
  CHECK(desk.store.claimed == 6);
}

TEST_CASE("after a document was lost, what was on its way for the copy before is not claimed") {
  Desk desk;
  desk.Receive(0, {1, 2});
  desk.Commit();
  desk.keeper.Lose(kPlan);
  desk.keeper.StartOver();
  desk.store.claimed = 0;
  desk.Receive(2, {3});
  desk.Commit();
  CHECK(desk.store.claimed == 0);
}

TEST_CASE("what could not be opened is not kept, and nothing is claimed from there on until all is heard again") {
  Desk desk;
  desk.Receive(0, {1, 2, 3}, 1);
  desk.Receive(3, {4});
  desk.Commit();
  CHECK(desk.store.claimed == 1);
  CHECK(desk.store.counters == "1 4 ");
  desk.keeper.StartOver();
  desk.Receive(0, {1, 2, 3, 4});
  desk.Commit();
  CHECK(desk.store.claimed == 4);
}

TEST_CASE("one's own update that got no sequence said stops the claims until all is heard again") {
  Desk desk;
  desk.Receive(0, {1});
  desk.Commit();
  desk.Acknowledge(90, 0);
  desk.Receive(1, {3});
  desk.Commit();
  CHECK(desk.store.claimed == 1);
  desk.keeper.StartOver();
  desk.Commit();
  CHECK(desk.store.claimed == 1);
  desk.Receive(0, {1, 2, 3});
  desk.Commit();
  CHECK(desk.store.claimed == 3);
}

TEST_CASE("what an earlier visit left is gone on from") {
  Desk desk(false);
  desk.keeper.GoOnFrom({7});
  desk.Receive(7, {8});
  desk.Commit();
  CHECK(desk.store.claimed == 8);
  CHECK(desk.store.counters == "8 ");
}

TEST_CASE("before the choice nothing is written, then all that came; after a no, nothing ever") {
  for (const bool keep : {true, false}) {
    Desk desk(false);
    desk.keeper.TakeAccess({"noor", 1, {}});
    desk.Receive(0, {1});
    desk.Acknowledge(90, 2);
    desk.Commit();
    CHECK(desk.store.writes == 0);
    desk.keeper.Choose(keep);
    desk.Receive(1, {3});
    desk.Commit();
    CHECK(desk.store.counters == (keep ? "1 90 3 " : ""));
    CHECK(desk.store.claimed == (keep ? 3 : 0));
    CHECK(desk.store.access.empty() != keep);
  }
}

TEST_CASE("who may read is written at once, and claims nothing with it") {
  Desk desk;
  desk.Receive(0, {1});
  desk.keeper.TakeAccess({"noor", 1, {}});
  CHECK(!desk.store.access.empty());
  CHECK(desk.store.claimed == 0);
}

TEST_CASE("everything lost: what comes is held until the person chooses again") {
  Desk desk;
  desk.Receive(0, {1});
  desk.Commit();
  desk.keeper.LoseAll();
  desk.Receive(0, {1, 2});
  desk.Commit();
  CHECK(desk.store.writes == 0);
  desk.keeper.Choose(true);
  desk.Commit();
  CHECK(desk.store.claimed == 2);
  CHECK(desk.store.counters == "1 2 ");
}

TEST_CASE("a store that failed is a failure only where something was to be kept") {
  Desk desk(false);
  desk.store.works = false;
  CHECK(!desk.keeper.Failed());
  desk.keeper.Choose(true);
  CHECK(desk.keeper.Failed());
}

}  // namespace samsyn
