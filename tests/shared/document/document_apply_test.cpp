#include <doctest/doctest.h>

#include <algorithm>

#include "shared/document/document.h"
#include "tests/support/describe.h"
#include "tests/support/seeded_random.h"
#include "tests/support/writer.h"

namespace samsyn {
namespace {

constexpr FieldNumber kItems = 1;
constexpr FieldNumber kTitle = 2;
constexpr FieldRef kNotes{{}, 3};

// One update per edit.
std::vector<Update> Typed(Document& document, std::string_view text) {
  std::vector<Update> updates;
  for (const char letter : text) {
    document.InsertText(kNotes, document.TextSize(kNotes), std::string(1, letter));
    for (Update& update : document.TakeUpdates()) updates.push_back(std::move(update));
  }
  return updates;
}

}  // namespace

TEST_CASE("an update says precisely what it changed") {
  Writer anna(1);
  Writer bo(2);
  const OpId item = anna.document.Create({{}, kItems}, 0, 1);
  ChangeSet changes = bo.LearnFrom(anna);
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].kind == Change::Kind::kOrder);
  CHECK(changes[0].where == FieldRef{{}, kItems});
  CHECK(changes[0].author == 1);

  anna.document.Set({item, kTitle}, std::string("Mål"));
  anna.document.InsertText({item, 3}, 0, "åäö");
  anna.document.DeleteText({item, 3}, 1, 1);
  changes = bo.LearnFrom(anna);
  REQUIRE(changes.size() == 3);
  CHECK(changes[0].kind == Change::Kind::kField);
  CHECK(changes[0].where == FieldRef{item, kTitle});
  CHECK(changes[1].kind == Change::Kind::kText);
  CHECK(changes[1].splice == TextSplice{0, 0, "åäö"});
  CHECK(changes[2].splice == TextSplice{1, 1, ""});

  anna.document.Delete(item);
  changes = bo.LearnFrom(anna);
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].where == FieldRef{item, kDeletedField});
}

TEST_CASE("a write that loses to a later one changes nothing") {
  Writer anna(1);
  Writer bo(2);
  anna.document.Set({{}, kTitle}, std::string("Annas"));
  bo.document.Set({{}, kTitle}, std::string("Bos"));
  CHECK(bo.LearnFrom(anna).empty());
  CHECK(anna.LearnFrom(bo).size() == 1);
  CHECK(anna.document.Get({{}, kTitle}) == Value{std::string("Bos")});  // the same time: the larger replica
  anna.document.Set({{}, kTitle}, std::string("Annas igen"));
  CHECK(bo.LearnFrom(anna).size() == 1);
  CHECK(bo.document.Get({{}, kTitle}) == Value{std::string("Annas igen")});
}

TEST_CASE("an edit in a record somebody deletes at the same time comes back with the record") {
  Writer anna(1);
  Writer bo(2);
  const OpId item = anna.document.Create({{}, kItems}, 0, 1);
  anna.document.InsertText({item, 3}, 0, "Noor vill byta");
  Exchange(anna, bo);
  anna.document.Delete(item);
  bo.document.InsertText({item, 3}, 14, " skola");
  bo.document.Set({item, kTitle}, std::string("Skola"));
  bo.document.Move(item, 0);
  Exchange(anna, bo);
  CHECK(anna.document.Items({{}, kItems}).empty());
  CHECK(anna.document.DeletedItems({{}, kItems}) == std::vector<OpId>{item});
  CHECK(anna.document.TextOf({item, 3}) == "Noor vill byta skola");
  anna.document.Restore(item);
  Exchange(anna, bo);
  CHECK(bo.document.Items({{}, kItems}) == std::vector<OpId>{item});
  CHECK(bo.document.Get({item, kTitle}) == Value{std::string("Skola")});
  CHECK(Describe(anna.document) == Describe(bo.document));
}

TEST_CASE("an item moved by two at once is there once, for everybody at the same place") {
  Writer anna(1);
  Writer bo(2);
  std::vector<OpId> items;
  for (std::size_t i = 0; i < 5; ++i) items.push_back(anna.document.Create({{}, kItems}, i, 1));
  Exchange(anna, bo);
  anna.document.Move(items[0], 4);
  bo.document.Move(items[0], 2);
  bo.document.Move(items[3], 0);
  Exchange(anna, bo);
  const std::vector<OpId> after = anna.document.Items({{}, kItems});
  CHECK(after.size() == 5);
  CHECK(std::count(after.begin(), after.end(), items[0]) == 1);
  CHECK(Describe(anna.document) == Describe(bo.document));
}

TEST_CASE("updates that come twice or in the wrong order are applied once and in order") {
  Document anna(1);
  const std::vector<Update> updates = Typed(anna, "ordning");
  Document bo(2);
  for (std::size_t i = updates.size(); i > 1; --i) {
    const Result<ChangeSet> changes = bo.Apply(updates[i - 1]);
    REQUIRE(changes.Ok());
    CHECK(changes.Value().empty());
    REQUIRE(bo.Apply(updates[i - 1]).Ok());
  }
  CHECK(bo.WaitingCount() == updates.size() - 1);
  CHECK(bo.TextOf(kNotes).empty());
  const Result<ChangeSet> changes = bo.Apply(updates[0]);
  REQUIRE(changes.Ok());
  CHECK(changes.Value().size() == updates.size());
  CHECK(bo.TextOf(kNotes) == "ordning");
  CHECK(bo.WaitingCount() == 0);
  for (const Update& update : updates) CHECK(bo.Apply(update).Value().empty());
  CHECK(bo.TextOf(kNotes) == "ordning");
}

TEST_CASE("an update waits for what another writer wrote, through a chain") {
  Writer anna(1);
  Writer bo(2);
  Writer cai(3);
  anna.document.InsertText(kNotes, 0, "Anna.");
  bo.LearnFrom(anna);
  bo.document.InsertText(kNotes, 5, " Bo.");
  cai.LearnFrom(anna);
  cai.LearnFrom(bo);
  const OpId item = cai.document.Create({{}, kItems}, 0, 1);
  cai.document.DeleteText(kNotes, 2, 5);
  anna.EndStep();
  bo.EndStep();
  cai.EndStep();
  Document dina(4);
  REQUIRE(dina.Apply(cai.written[0]).Ok());
  REQUIRE(dina.Apply(bo.written[0]).Ok());
  CHECK(dina.WaitingCount() == 2);
  CHECK_FALSE(dina.Exists(item));
  REQUIRE(dina.Apply(anna.written[0]).Ok());
  CHECK(dina.WaitingCount() == 0);
  CHECK(dina.Exists(item));
  CHECK(dina.TextOf(kNotes) == cai.document.TextOf(kNotes));
  CHECK(Describe(dina) == Describe(cai.document));
}

TEST_CASE("one's own updates that come back change nothing") {
  Document anna(1);
  const std::vector<Update> updates = Typed(anna, "eko");
  for (const Update& update : updates) CHECK(anna.Apply(update).Value().empty());
  CHECK(anna.TextOf(kNotes) == "eko");
}

TEST_CASE("what is kept from one writer is bounded, and the others do not suffer") {
  Document anna(1);
  Document bo(2);
  const std::vector<Update> annas = Typed(anna, std::string(20002, 'a'));
  const std::vector<Update> bos = Typed(bo, "hej");
  Document cai(3);
  std::size_t kept = 0;
  for (std::size_t i = 1; i < annas.size(); ++i) {
    const Result<ChangeSet> applied = cai.Apply(annas[i]);
    if (applied) {
      ++kept;
    } else {
      CHECK(applied.GetError().code == ErrorCode::kTooMany);
      CHECK_FALSE(applied.GetError().message.empty());
    }
  }
  CHECK(kept == 20000);
  CHECK(cai.WaitingCount() == kept);
  for (const Update& update : bos) REQUIRE(cai.Apply(update).Ok());
  CHECK(cai.TextOf(kNotes) == "hej");
  // Nothing is lost for good: with the missing one everything kept is applied, and the refused one can come again.
  REQUIRE(cai.Apply(annas[0]).Ok());
  CHECK(cai.WaitingCount() == 0);
  REQUIRE(cai.Apply(annas.back()).Ok());
  CHECK(cai.TextSize(kNotes) == 20002 + 3);
}

TEST_CASE("large updates that wait are bounded by their size") {
  Document cai(3);
  const Bytes large(100 * 1024, 0);
  std::uint64_t counter = 2;
  while (cai.Apply({1, counter, large}).Ok()) ++counter;
  CHECK(counter == 2 + 8 * 1024 / 100);
}

TEST_CASE("malformed bytes are an error and change nothing") {
  Writer anna(1);
  anna.document.InsertText(kNotes, 0, "hej");
  const std::string before = Describe(anna.document);
  const Result<ChangeSet> malformed = anna.document.Apply({2, 1, {1, 2, 3}});
  REQUIRE_FALSE(malformed.Ok());
  CHECK(malformed.GetError().code == ErrorCode::kMalformed);
  const Result<ChangeSet> newer = anna.document.Apply({2, 1, {99}});
  REQUIRE_FALSE(newer.Ok());
  CHECK(newer.GetError().code == ErrorCode::kUnsupported);
  CHECK(Describe(anna.document) == before);
}

TEST_CASE("every order of arrival ends in the same document") {
  for (const std::uint64_t seed : Seeds(150)) {
    CAPTURE(seed);
    SeededRandom random(seed);
    Writer anna(random.Next());
    Writer bo(random.Next());
    for (int step = 0; step < 40; ++step) {
      Writer& writer = random.Chance(50) ? anna : bo;
      Document& document = writer.document;
      const std::vector<OpId> items = document.Items({{}, kItems});
      const std::size_t action = random.Below(10);
      if (items.empty() || action == 0) {
        (void)document.Create({{}, kItems}, random.Below(4), static_cast<std::uint32_t>(random.Below(5)));
      } else if (action == 1) {
        document.Move(random.OneOf(items), random.Below(items.size()));
      } else if (action == 2) {
        document.Set({random.OneOf(items), kTitle}, static_cast<std::int64_t>(random.Below(100)));
      } else if (action == 3) {
        document.Delete(random.OneOf(items));
      } else if (action == 4) {
        Exchange(anna, bo);
      } else if (action < 8) {
        document.InsertText({random.OneOf(items), 3}, random.Below(20), RandomText(random, 3));
      } else {
        document.DeleteText({random.OneOf(items), 3}, random.Below(20), random.Between(1, 5));
      }
      if (random.Chance(60)) writer.EndStep();
    }
    Exchange(anna, bo);
    const std::string expected = Describe(anna.document);
    REQUIRE(Describe(bo.document) == expected);

    std::vector<Update> updates = anna.written;
    updates.insert(updates.end(), bo.written.begin(), bo.written.end());
    for (int order = 0; order < 4; ++order) {
      Document late(random.Next());
      for (std::size_t i = updates.size(); i > 1; --i) std::swap(updates[i - 1], updates[random.Below(i)]);
      for (const Update& update : updates) {
        REQUIRE(late.Apply(update).Ok());
        REQUIRE(late.CheckInvariants() == "");
      }
      REQUIRE(Describe(late) == expected);
    }
  }
}

}  // namespace samsyn
