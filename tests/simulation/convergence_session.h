// One random session: three to six copies of a document, some of which join late (with nothing, or from a snapshot),
// write, undo and redo over a network that loses, doubles, delays, reorders and parts. After every step the copy that
// changed is whole and is what its change set says; now and then, and at the end, it is exactly what the reference
// makes of the same updates. In the end everything is delivered and all are the same, down to the bytes of their
// snapshots, and history shows what was.
#pragma once

#include <algorithm>
#include <memory>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "shared/document/document.h"
#include "shared/document/history.h"
#include "shared/document/snapshot.h"
#include "shared/document/undo_stack.h"
#include "tests/simulation/convergence_counts.h"
#include "tests/simulation/convergence_editor.h"
#include "tests/simulation/convergence_picture.h"
#include "tests/support/bad_network.h"
#include "tests/support/describe.h"
#include "tests/support/reference_document.h"
#include "tests/support/seeded_random.h"

namespace samsyn {

// Says what went wrong; the seed is whoever caught it to tell.
struct ConvergenceFailure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class ConvergenceSession {
 public:
  explicit ConvergenceSession(std::uint64_t seed)
      : random_(seed), editor_(random_, counts_), seats_(random_.Between(3, 6)), network_(random_, seats_) {
    const std::size_t first = random_.Between(2, seats_);
    while (members_.size() < first) Join(std::make_unique<Document>(random_.Next()), {});
  }

  ConvergenceCounts Run() {
    const std::size_t steps = random_.Between(100, 700);
    for (std::size_t step = 0; step < steps; ++step) Step();
    while (members_.size() < seats_) JoinLate();
    Settle();
    // Once more, from what all have: everybody takes back and does again.
    if (random_.Chance(30)) {
      for (const auto& member : members_) {
        for (std::size_t edits = random_.Between(1, 6); edits > 0; --edits) Edit(*member);
      }
      Settle();
    }
    LookBack();
    counts_.sessions = 1;
    counts_.updates = written_.size();
    ConcurrencyCounter(written_).AddTo(counts_);
    return counts_;
  }

 private:
  using UpdateNumber = std::size_t;  // in updates_ and written_

  struct Member {
    explicit Member(std::unique_ptr<Document> with) : document(std::move(with)), undo(*document), picture(*document) {}
    std::unique_ptr<Document> document;
    UndoStack undo;
    Picture picture;
    std::vector<bool> received;  // by UpdateNumber
    struct FollowedAnchor {
      FieldRef text;
      Anchor anchor;
    };
    std::vector<FollowedAnchor> anchors;
    CodecContext context;  // of its own updates, for decoding them again
  };

  static void Require(bool holds, const std::string& what) {
    if (!holds) throw ConvergenceFailure(what);
  }
  static void RequireSame(const std::string& is, const std::string& should_be, const std::string& what) {
    Require(is == should_be, what + ". It is:\n" + is + "\nand should be:\n" + should_be);
  }

  void Step() {
    const std::size_t action = random_.Below(100);
    if (action < 34) {
      Edit(AnyMember());
    } else if (action < 56) {
      Send(random_.Below(members_.size()));
    } else if (action < 58) {
      network_.Partition();
      ++counts_.partitions;
    } else if (action < 61) {
      network_.Join();
    } else if (action < 62) {
      if (members_.size() < seats_) JoinLate();
    } else if (action < 66) {
      CompareWithReference(AnyMember());
    } else {
      Deliver();
    }
  }

  Member& AnyMember() { return *random_.OneOf(members_); }

  void Join(std::unique_ptr<Document> document, std::vector<bool> received) {
    members_.push_back(std::make_unique<Member>(std::move(document)));
    members_.back()->received = std::move(received);
    members_.back()->received.resize(updates_.size());
  }

  void JoinLate() {
    if (random_.Chance(40)) {
      Join(std::make_unique<Document>(random_.Next()), {});
      ++counts_.late_from_nothing;
      return;
    }
    Member& source = AnyMember();
    Finish(source);
    const Bytes saved = SaveSnapshot(*source.document);
    Result<std::unique_ptr<Document>> loaded = LoadSnapshot(saved, random_.Next());
    Require(loaded.Ok(), "a snapshot does not load");
    Document& copy = *loaded.Value();
    Require(SaveSnapshot(copy) == saved, "a snapshot that was loaded is saved as something else");
    // What waits at the source waits at the one who joins.
    Join(std::move(loaded.Value()), source.received);
    ++counts_.late_from_snapshot;
    Check(*members_.back());
    CompareWithReference(*members_.back());
  }

  void Edit(Member& member) {
    editor_.EditOnce(*member.document, member.undo);
    member.picture = Picture(*member.document);
    Check(member);
    if (random_.Chance(65)) Finish(member);
  }

  // What was written becomes updates, which are decoded for the reference and to see what was concurrent.
  void Finish(Member& member) {
    for (Update& update : member.document->TakeUpdates()) {
      Result<std::vector<Operation>> operations =
          DecodeOperations(update.payload, update.replica, update.counter, member.context);
      Require(operations.Ok(), "an update of ours cannot be decoded");
      CountCharacters(operations.Value());
      written_.push_back({{update.replica, update.counter, std::move(operations.Value())}, member.document->Version()});
      updates_.push_back(std::move(update));
      for (const auto& any : members_) any->received.push_back(any.get() == &member);
    }
  }

  void CountCharacters(const std::vector<Operation>& operations) {
    for (const Operation& operation : operations) {
      const auto* insert = std::get_if<InsertOperation>(&operation);
      if (insert == nullptr) continue;
      counts_.characters += insert->place.count;
      counts_.beyond_bmp += Utf16Length(insert->inserted) - insert->place.count;
    }
  }

  // Somebody passes on what they have, also of others', to some.
  void Send(std::size_t from) {
    const Member& sender = *members_[from];
    for (std::size_t to = 0; to < members_.size(); ++to) {
      if (to == from || random_.Chance(30)) continue;
      for (UpdateNumber number = 0; number < updates_.size(); ++number) {
        const bool useful = sender.received[number] && !members_[to]->received[number];
        if (useful ? random_.Chance(70) : sender.received[number] && random_.Chance(1)) {
          network_.Send(from, to, number);
        }
      }
    }
  }

  void Deliver() {
    for (std::size_t packets = random_.Between(1, 6); packets > 0 && !network_.IsIdle(); --packets) {
      const BadNetwork<UpdateNumber>::Packet packet = network_.Deliver();
      Receive(*members_[packet.to], packet.message);
    }
  }

  void Receive(Member& member, UpdateNumber number) {
    const std::size_t waiting = member.document->WaitingCount();
    if (member.received[number]) ++counts_.known_already;
    member.received[number] = true;
    const Result<ChangeSet> changes = member.document->Apply(updates_[number]);
    Require(changes.Ok(), "an update of ours is refused");
    if (member.document->WaitingCount() > waiting) ++counts_.waited;
    Require(member.picture.Follow(*member.document, changes.Value()), "a change set says what cannot be");
    Check(member);
  }

  void Check(Member& member) {
    const std::string broken = member.document->CheckInvariants();
    Require(broken.empty(), broken);
    const std::string difference = member.picture.DifferenceTo(*member.document);
    Require(difference.empty(), difference);
    PlaceAnchor(member);
  }

  void PlaceAnchor(Member& member) {
    if (!random_.Chance(10)) return;
    const FieldRef text{{}, static_cast<FieldNumber>(random_.Between(1, 2))};
    const std::size_t position = random_.Below(member.document->TextSize(text) + 1);
    const Anchor anchor = member.document->AnchorAt(text, position);
    Require(member.document->PositionOf(text, anchor) == position, "an anchor is not where it was put");
    member.anchors.push_back({text, anchor});
  }

  void CompareWithReference(Member& member) {
    Finish(member);
    std::vector<const DecodedUpdate*> received;
    for (UpdateNumber number = 0; number < updates_.size(); ++number) {
      if (member.received[number]) received.push_back(&written_[number].decoded);
    }
    const ReferenceDocument reference(std::move(received));
    ++counts_.comparisons;
    RequireSame(Describe(*member.document), DescribeCopy(reference), "a copy differs from the reference");
    // Everybody's anchors, also those at characters that have not come here.
    for (const auto& any : members_) {
      for (const auto& [text, anchor] : any->anchors) {
        ++counts_.anchors;
        Require(member.document->PositionOf(text, anchor) == reference.PositionOf(text, anchor),
                "an anchor is elsewhere than in the reference");
      }
    }
  }

  [[nodiscard]] bool AllHaveAll() const {
    return std::all_of(members_.begin(), members_.end(), [](const auto& member) {
      return std::find(member->received.begin(), member->received.end(), false) == member->received.end();
    });
  }

  void Settle() {
    network_.Heal();
    for (const auto& member : members_) Finish(*member);
    for (int round = 0; round < 200 && !AllHaveAll(); ++round) {
      for (std::size_t from = 0; from < members_.size(); ++from) Send(from);
      while (!network_.IsIdle()) Deliver();
    }
    Require(AllHaveAll(), "not everything arrives");
    CompareWithReference(*members_.front());
    const std::string first = Describe(*members_.front()->document);
    const Bytes saved = SaveSnapshot(*members_.front()->document);
    for (const auto& member : members_) {
      Require(member->document->WaitingCount() == 0, "an update still waits though everything is there");
      RequireSame(Describe(*member->document), first, "two copies differ");
      Require(SaveSnapshot(*member->document) == saved, "copies that are the same are saved as something else");
    }
    Result<std::unique_ptr<Document>> loaded = LoadSnapshot(saved, random_.Next());
    Require(loaded.Ok(), "the last snapshot does not load");
    RequireSame(Describe(*loaded.Value()), first, "a loaded copy differs");
  }

  // A journal took the updates in some order; at any number the document is what the reference makes of those so far.
  void LookBack() {
    std::vector<UpdateNumber> journal(updates_.size());
    std::iota(journal.begin(), journal.end(), 0);
    for (std::size_t i = 1; i < journal.size(); ++i) {
      if (random_.Chance(30)) std::swap(journal[i], journal[random_.Below(i)]);
    }
    History history(random_.Next());
    for (std::size_t i = 0; i < journal.size(); ++i) {
      Require(history.Add(i + 1, updates_[journal[i]]).Ok(), "history takes an update for an older one");
    }
    for (int looks = 0; looks < 3; ++looks) {
      const std::size_t number = random_.Below(journal.size() + 1);
      std::vector<const DecodedUpdate*> until;
      for (std::size_t i = 0; i < number; ++i) until.push_back(&written_[journal[i]].decoded);
      const Result<std::unique_ptr<Document>> then = history.At(number);
      Require(then.Ok(), "history does not know a number it was given");
      RequireSame(Describe(*then.Value()), DescribeCopy(ReferenceDocument(std::move(until))),
                  "history differs from the reference");
      ++counts_.comparisons;
    }
  }

  SeededRandom random_;
  ConvergenceCounts counts_;
  ContentiousEditor editor_;
  std::size_t seats_;
  BadNetwork<UpdateNumber> network_;
  std::vector<std::unique_ptr<Member>> members_;
  std::vector<Update> updates_;
  std::vector<WrittenUpdate> written_;  // the same, decoded
};

}  // namespace samsyn
