// Several people write in one document over a bad network, with no relay between them. Every copy is checked after
// every step; in the end all are the same in everything that can be seen.
//
// SAMSYN_SEED=n runs one session, SAMSYN_SEEDS=n that many.
#include <doctest/doctest.h>

#include <map>
#include <memory>
#include <variant>

#include "shared/base/utf8.h"
#include "shared/document/document.h"
#include "shared/document/undo_stack.h"
#include "tests/support/bad_network.h"
#include "tests/support/describe.h"
#include "tests/support/random_edits.h"
#include "tests/support/seeded_random.h"

namespace samsyn {
namespace {

// "I have everything of yours before this counter."
struct Received {
  std::uint64_t next = 1;
};
using Message = std::variant<Update, Received>;

class Member {
 public:
  Member(ReplicaId replica, std::size_t members) : document_(replica), undo_(document_), acknowledged_(members, 1) {}

  [[nodiscard]] const Document& Copy() const { return document_; }
  [[nodiscard]] std::uint64_t Next() const { return document_.Version().NextOf(document_.Replica()); }

  void Edit(RandomEditor& editor, SeededRandom& random) {
    editor.EditOnce(document_, undo_);
    mirror_.clear();
    if (random.Chance(60)) Finish();
  }

  void Finish() {
    for (Update& update : document_.TakeUpdates()) written_.push_back(std::move(update));
  }

  [[nodiscard]] std::vector<Update> MissingAt(std::size_t other) const {
    std::vector<Update> missing;
    for (const Update& update : written_) {
      if (update.counter >= acknowledged_[other]) missing.push_back(update);
    }
    return missing;
  }

  void Receive(std::size_t from, const Received& received) {
    acknowledged_[from] = std::max(acknowledged_[from], received.next);
  }

  // Applies it and follows the change set as a panel would: what it says must be what happened.
  void Receive(const Update& update) {
    FillMirror();
    const Result<ChangeSet> changes = document_.Apply(update);
    REQUIRE(changes.Ok());
    for (const Change& change : changes.Value()) {
      if (change.kind == Change::Kind::kText) Follow(change);
    }
    for (const auto& [where, text] : mirror_) REQUIRE(text == Decode(document_.TextOf(where)));
  }

 private:
  static std::u32string Decode(std::string_view text) {
    std::u32string decoded;
    for (std::size_t offset = 0; offset < text.size();) decoded.push_back(NextCodePoint(text, offset));
    return decoded;
  }

  // The texts a panel shows: those of the root. After a local edit it reads them anew.
  void FillMirror() {
    if (!mirror_.empty()) return;
    for (const FieldNumber number : {1u, 2u}) mirror_[{{}, number}] = Decode(document_.TextOf({{}, number}));
  }

  void Follow(const Change& change) {
    const auto found = mirror_.find(change.where);
    if (found == mirror_.end()) return;
    REQUIRE(change.splice.position + change.splice.removed <= found->second.size());
    found->second.erase(change.splice.position, change.splice.removed);
    found->second.insert(change.splice.position, Decode(change.splice.inserted));
  }

  Document document_;
  UndoStack undo_;
  std::vector<Update> written_;
  std::vector<std::uint64_t> acknowledged_;  // by member: what they have of ours
  std::map<FieldRef, std::u32string> mirror_;
};

class Session {
 public:
  explicit Session(std::uint64_t seed)
      : random_(seed), editor_(random_), count_(random_.Between(2, 5)), network_(random_, count_) {
    for (std::size_t i = 0; i < count_; ++i) members_.push_back(std::make_unique<Member>(random_.Next(), count_));
  }

  void Run() {
    const std::size_t steps = random_.Between(60, 320);
    for (std::size_t step = 0; step < steps; ++step) {
      const std::size_t action = random_.Below(100);
      if (action < 35) {
        const std::size_t who = random_.Below(count_);
        members_[who]->Edit(editor_, random_);
        Check(who);
      } else if (action < 60) {
        Resend(random_.Below(count_));
      } else if (action < 62) {
        network_.Partition();
      } else if (action < 65) {
        network_.Join();
      } else {
        DeliverOne();
      }
    }
    Settle();
  }

 private:
  void Resend(std::size_t from) {
    for (std::size_t to = 0; to < count_; ++to) {
      if (to == from) continue;
      for (const Update& update : members_[from]->MissingAt(to)) {
        if (random_.Chance(70)) network_.Send(from, to, update);
      }
    }
  }

  void DeliverOne() {
    if (network_.IsIdle()) return;
    const BadNetwork<Message>::Packet packet = network_.Deliver();
    Member& member = *members_[packet.to];
    if (const auto* received = std::get_if<Received>(&packet.message)) {
      member.Receive(packet.from, *received);
      return;
    }
    const Update& update = std::get<Update>(packet.message);
    member.Receive(update);
    Check(packet.to);
    network_.Send(packet.to, packet.from, Received{member.Copy().Version().NextOf(update.replica)});
  }

  void Check(std::size_t who) { REQUIRE(members_[who]->Copy().CheckInvariants() == ""); }

  [[nodiscard]] bool AllHaveAll() const {
    for (const auto& member : members_) {
      for (const auto& author : members_) {
        if (member->Copy().Version().NextOf(author->Copy().Replica()) != author->Next()) return false;
      }
    }
    return true;
  }

  void Settle() {
    network_.Heal();
    for (const auto& member : members_) member->Finish();
    for (int round = 0; round < 200 && !AllHaveAll(); ++round) {
      for (std::size_t i = 0; i < count_; ++i) Resend(i);
      while (!network_.IsIdle()) DeliverOne();
    }
    REQUIRE(AllHaveAll());
    const std::string expected = Describe(members_.front()->Copy());
    for (const auto& member : members_) {
      REQUIRE(Describe(member->Copy()) == expected);
      REQUIRE(member->Copy().WaitingCount() == 0);
    }
  }

  SeededRandom random_;
  RandomEditor editor_;
  std::size_t count_;
  BadNetwork<Message> network_;
  std::vector<std::unique_ptr<Member>> members_;
};

}  // namespace

TEST_CASE("documents converge over a network that loses, reorders, duplicates, delays and parts") {
  for (const std::uint64_t seed : Seeds(300)) {
    CAPTURE(seed);
    Session(seed).Run();
  }
}

}  // namespace samsyn
