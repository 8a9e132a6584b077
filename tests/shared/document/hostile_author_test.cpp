// A writer who breaks every rule an update can break while still being well formed: whatever it sends, in whatever
// order it arrives, the honest copies stay whole and the same, and their own edits get through.
#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <set>

#include "shared/base/utf8.h"
#include "shared/document/document.h"
#include "tests/support/describe.h"
#include "tests/support/seeded_random.h"
#include "tests/support/writer.h"

namespace samsyn {
namespace {

constexpr ReplicaId kMallory = 0xFFFFFFFFFFFFFFFF;
constexpr FieldRef kList{{}, 1};
constexpr FieldRef kText{{}, 3};

// Everything that has a name so far, and some names nothing has.
std::vector<OpId> KnownNames(const std::vector<const Writer*>& writers, std::uint64_t mallorys_next) {
  std::vector<OpId> names = {{}};
  for (const Writer* writer : writers) {
    const ReplicaId replica = writer->document.Replica();
    const std::uint64_t next = writer->document.Version().NextOf(replica);
    for (std::uint64_t counter = 1; counter < next; ++counter) names.push_back({replica, counter});
  }
  for (std::uint64_t counter = 1; counter <= mallorys_next; ++counter) names.push_back({kMallory, counter});
  return names;
}

class Mallory {
 public:
  Mallory(SeededRandom& random, std::vector<OpId> names) : random_(random), names_(std::move(names)) {}

  [[nodiscard]] std::uint64_t Next() const { return next_; }

  [[nodiscard]] Update Write() {
    OperationEncoder encoder(kMallory, context_);
    const std::uint64_t start = next_;
    const std::size_t count = random_.Between(1, 5);
    for (std::size_t i = 0; i < count; ++i) {
      const Operation operation = Senseless();
      encoder.Add(operation, next_);
      next_ += CountersOf(operation);
    }
    return {kMallory, start, encoder.Take()};
  }

  void Learn(std::vector<OpId> names) { names_ = std::move(names); }

 private:
  OpId Name() { return random_.OneOf(names_); }
  OpId SomeName() {
    const OpId name = Name();
    return name.IsNone() ? OpId{kMallory, 1} : name;
  }
  FieldRef Field() {
    if (random_.Chance(40)) return kText;
    return {random_.Chance(30) ? OpId{} : Name(), static_cast<FieldNumber>(random_.Below(kDescribedNumbers))};
  }
  // Of somebody else no more than there is, or it would wait for ever; of one's own as far as numbers go.
  IdRange Range() {
    const OpId first = SomeName();
    if (first.replica == kMallory && random_.Chance(30)) return {first, std::numeric_limits<std::int32_t>::max()};
    std::uint32_t count = 1;
    const std::size_t most = random_.Between(1, 6);
    while (count < most &&
           std::find(names_.begin(), names_.end(), OpId{first.replica, first.counter + count}) != names_.end()) {
      ++count;
    }
    return {first, count};
  }
  std::uint64_t Time() { return random_.Chance(20) ? kMaxTime : random_.Below(50); }
  Insertion Place(std::uint32_t count) { return {{kMallory, next_}, count, Name(), Name()}; }

  Operation Senseless() {
    switch (random_.Below(6)) {
      case 0:
        return CreateOperation{random_.Chance(50) ? kList : Field(), 1, Place(1), Time()};
      case 1:
        return MoveOperation{SomeName(), Place(1), Time()};
      case 2:
        return SetOperation{Field(), random_.Chance(50) ? Value{true} : Value{Name()}, Time()};
      case 3: {
        DeleteOperation deletion{random_.Chance(70) ? kText : Field(), {}};
        for (std::size_t i = random_.Between(1, 3); i > 0; --i) {
          deletion.ranges.push_back(Range());
        }
        return deletion;
      }
      default: {
        const std::string text = RandomText(random_, 3);
        return InsertOperation{Field(), Place(static_cast<std::uint32_t>(CodePointCount(text))), text};
      }
    }
  }

  SeededRandom& random_;
  std::vector<OpId> names_;
  CodecContext context_;
  std::uint64_t next_ = 1;
};

void EditHonestly(Writer& writer, SeededRandom& random) {
  Document& document = writer.document;
  const std::vector<OpId> items = document.Items(kList);
  const std::size_t size = document.TextSize(kText);
  switch (random.Below(8)) {
    case 0:
      (void)document.Create(kList, random.Below(4), 1);
      break;
    case 1:
      if (!items.empty()) document.Move(random.OneOf(items), random.Below(items.size()));
      break;
    case 2:
      if (!items.empty()) document.Set({random.OneOf(items), 2}, static_cast<std::int64_t>(random.Below(9)));
      break;
    case 3:
      document.DeleteText(kText, random.Below(size + 1), random.Between(1, 4));
      break;
    case 4:
      (void)writer.undo.Undo();
      break;
    default:
      document.InsertText(kText, random.Below(size + 1), RandomText(random, 3));
  }
  writer.EndStep();
}

}  // namespace

TEST_CASE("senseless operations are left out in the same way by everybody, whatever the order of arrival") {
  for (const std::uint64_t seed : Seeds(300)) {
    CAPTURE(seed);
    SeededRandom random(seed);
    Writer anna(random.Next() >> 1);
    Writer bo(random.Next() >> 1);
    Mallory mallory(random, {{}});
    std::vector<Update> evil;
    for (int round = 0; round < 6; ++round) {
      for (int i = 0; i < 6; ++i) EditHonestly(random.Chance(50) ? anna : bo, random);
      Exchange(anna, bo);
      mallory.Learn(KnownNames({&anna, &bo}, mallory.Next()));
      for (int i = 0; i < 4; ++i) {
        evil.push_back(mallory.Write());
        // Anna has it at once, Bo later: what both write from now on builds on different documents.
        if (random.Chance(50)) REQUIRE(anna.document.Apply(evil.back()).Ok());
        REQUIRE(anna.document.CheckInvariants() == "");
      }
      for (int i = 0; i < 4; ++i) EditHonestly(random.Chance(50) ? anna : bo, random);
      for (const Update& update : evil) REQUIRE(anna.document.Apply(update).Ok());
      for (std::size_t i = evil.size(); i > 0; --i) REQUIRE(bo.document.Apply(evil[i - 1]).Ok());
      Exchange(anna, bo);
    }
    const std::string expected = Describe(anna.document);
    REQUIRE(Describe(bo.document) == expected);
    REQUIRE(anna.document.WaitingCount() == 0);

    std::vector<Update> all = evil;
    for (const Writer* writer : {&anna, &bo}) all.insert(all.end(), writer->written.begin(), writer->written.end());
    for (int order = 0; order < 4; ++order) {
      for (std::size_t i = all.size(); i > 1; --i) std::swap(all[i - 1], all[random.Below(i)]);
      Document late(7);
      for (const Update& update : all) {
        REQUIRE(late.Apply(update).Ok());
        REQUIRE(late.CheckInvariants() == "");
      }
      REQUIRE(Describe(late) == expected);
    }
  }
}

TEST_CASE("broken bytes of one writer never stop another's words") {
  for (const std::uint64_t seed : Seeds(60)) {
    CAPTURE(seed);
    SeededRandom random(seed);
    Writer anna(1);
    Writer bo(2);
    Document broken(kMallory);
    for (int i = 0; i < 20; ++i) EditHonestly(anna, random);
    Exchange(anna, bo);
    for (const Update& update : anna.written) REQUIRE(broken.Apply(update).Ok());
    for (int i = 0; i < 10; ++i) broken.InsertText(kText, random.Below(10), RandomText(random, 4));
    broken.DeleteText(kText, 0, 3);
    const std::vector<Update> updates = broken.TakeUpdates();
    REQUIRE(updates.size() == 1);

    for (int i = 0; i < 60; ++i) {
      Bytes payload = updates[0].payload;
      if (random.Chance(30)) {
        payload.resize(random.Below(payload.size()));
      } else {
        for (std::size_t k = random.Between(1, 4); k > 0; --k) {
          payload[random.Below(payload.size())] ^= static_cast<std::uint8_t>(1u << random.Below(8));
        }
      }
      // Each under a name of its own, so that one that happens to be whole does not make the rest known.
      const Update update{0x8000 + static_cast<ReplicaId>(i), 1, payload};
      (void)anna.document.Apply(update);
      REQUIRE(anna.document.CheckInvariants() == "");
      (void)bo.document.Apply(update);
    }
    anna.document.InsertText(kText, anna.document.TextSize(kText), "Annas sista ord");
    Exchange(anna, bo);
    // What by chance names something its reader had not yet written is applied with the next update that comes.
    for (Writer* writer : {&anna, &bo}) REQUIRE(writer->document.Apply(anna.written[0]).Ok());
    REQUIRE(bo.document.Version().NextOf(1) == anna.document.Version().NextOf(1));
    REQUIRE(Describe(anna.document) == Describe(bo.document));
  }
}

TEST_CASE("a clock set to its end takes one field, and all agree on who has it") {
  Writer anna(1);
  Writer bo(2);
  CodecContext context;
  OperationEncoder encoder(kMallory, context);
  encoder.Add(SetOperation{{{}, 2}, true, kMaxTime}, 1);
  const Update update{kMallory, 1, encoder.Take()};
  REQUIRE(anna.document.Apply(update).Ok());
  anna.document.Set({{}, 2}, std::string("Annas"));
  anna.document.Set({{}, 4}, std::string("ett"));
  anna.document.Set({{}, 4}, std::string("två"));
  bo.document.Set({{}, 2}, std::string("Bos"));
  Exchange(anna, bo);
  REQUIRE(bo.document.Apply(update).Ok());
  CHECK(anna.document.Get({{}, 2}) == Value{true});
  CHECK(anna.document.Get({{}, 4}) == Value{std::string("två")});  // other fields go on as before
  bo.document.Set({{}, 4}, std::string("tre"));
  const OpId item = bo.document.Create(kList, 0, 1);
  (void)bo.document.Create(kList, 0, 1);
  bo.document.Move(item, 0);
  Exchange(anna, bo);
  CHECK(anna.document.Get({{}, 4}) == Value{std::string("tre")});
  CHECK(anna.document.Items(kList).front() == item);
  CHECK(Describe(anna.document) == Describe(bo.document));
}

TEST_CASE("an update that builds on what does not exist waits and does no harm") {
  Writer anna(1);
  Writer bo(2);
  CodecContext context;
  OperationEncoder encoder(kMallory, context);
  encoder.Add(InsertOperation{kText, {{kMallory, 1}, 1, {1, 3}, {}}, "!"}, 1);  // after Anna's third character
  const Update update{kMallory, 1, encoder.Take()};
  REQUIRE(anna.document.Apply(update).Ok());
  REQUIRE(bo.document.Apply(update).Ok());
  CHECK(anna.document.WaitingCount() == 1);
  anna.document.InsertText(kText, 0, "hejsan");
  Exchange(anna, bo);
  CHECK(bo.document.TextOf(kText) == "hejsan!");  // concurrent with "san": the larger replica comes later
  // Anna's own copy catches up with the next update that comes, even a known one.
  REQUIRE(anna.document.Apply(anna.written[0]).Ok());
  CHECK(anna.document.WaitingCount() == 0);
  CHECK(Describe(anna.document) == Describe(bo.document));
}

}  // namespace samsyn
