#include "shared/document/history.h"

#include <doctest/doctest.h>

#include "shared/document/snapshot.h"
#include "tests/support/describe.h"
#include "tests/support/random_edits.h"
#include "tests/support/seeded_random.h"

namespace samsyn {
namespace {

constexpr ReplicaId kAnna = 11;
constexpr ReplicaId kBo = 12;
constexpr ReplicaId kReader = 99;
const FieldRef kNotes{{}, 3};

}  // namespace

TEST_CASE("the minutes are seen as they were, with who wrote what") {
  Document anna(kAnna);
  Document bo(kBo);
  History history(kReader);
  std::uint64_t sequence = 10;  // other documents take numbers too
  const auto tell = [&](Document& from, Document& to) {
    for (const Update& update : from.TakeUpdates()) {
      REQUIRE(to.Apply(update).Ok());
      REQUIRE(history.Add(sequence += 3, update).Ok());
    }
    return sequence;
  };
  anna.InsertText(kNotes, 0, "Noor vill sova bättre.");
  const std::uint64_t first = tell(anna, bo);
  bo.InsertText(kNotes, 4, " och mamma");
  const std::uint64_t second = tell(bo, anna);
  anna.DeleteText(kNotes, 0, 4);
  const std::uint64_t third = tell(anna, bo);

  const auto text_at = [&](std::uint64_t number) { return history.At(number).Value()->TextOf(kNotes); };
  CHECK(text_at(0) == "");
  CHECK(text_at(first - 1) == "");
  CHECK(text_at(first) == "Noor vill sova bättre.");
  CHECK(text_at(second - 1) == "Noor vill sova bättre.");
  CHECK(text_at(second) == "Noor och mamma vill sova bättre.");
  CHECK(text_at(third) == " och mamma vill sova bättre.");
  CHECK(text_at(third + 100) == anna.TextOf(kNotes));
  const std::vector<IdRange> written = history.At(second).Value()->CharactersIn(kNotes, 0, 14);
  REQUIRE(written.size() == 2);
  CHECK(written[0].first.replica == kAnna);
  CHECK(written[1].first.replica == kBo);
  CHECK(written[1].count == 10);
}

TEST_CASE("numbers only grow, and there is nothing before the beginning") {
  Document anna(kAnna);
  anna.InsertText(kNotes, 0, "a");
  const Update update = anna.TakeUpdates().front();
  History history(kReader);
  REQUIRE(history.StartFrom(7, SaveSnapshot(anna)).Ok());
  CHECK(history.First() == 7);
  CHECK(history.Last() == 7);
  CHECK_FALSE(history.At(6));
  CHECK(history.At(7).Value()->TextOf(kNotes) == "a");
  CHECK_FALSE(history.Add(7, update));
  CHECK(history.Add(8, update).Ok());
  CHECK_FALSE(history.Add(8, update));
  CHECK(history.At(8).Value()->TextOf(kNotes) == "a");
  History broken(kReader);
  CHECK_FALSE(broken.StartFrom(1, Bytes{1, 2, 3}));
}

TEST_CASE("every moment of a long session is what it was, in whatever order one looks") {
  for (const std::uint64_t seed : Seeds(3)) {
    CAPTURE(seed);
    SeededRandom random(seed);
    Document writer(kAnna);
    History history(kReader);
    std::vector<std::string> was{Describe(writer)};
    for (std::uint64_t sequence = 1; sequence <= 4500; ++sequence) {
      while (!writer.HasUpdates()) {
        const std::size_t size = writer.TextSize(kNotes);
        const std::size_t position = random.Below(size + 1);
        if (size > 60 || random.Chance(30)) {
          writer.DeleteText(kNotes, position, random.Between(1, 12));
        } else {
          writer.InsertText(kNotes, position, random.Chance(50) ? "å" : "sömn");
        }
      }
      for (Update& update : writer.TakeUpdates()) REQUIRE(history.Add(sequence, std::move(update)).Ok());
      was.push_back(Describe(writer));
    }
    for (int look = 0; look < 40; ++look) {
      const std::size_t sequence = random.Below(was.size());
      REQUIRE(Describe(*history.At(sequence).Value()) == was[sequence]);
    }
    REQUIRE(Describe(*history.At(4500).Value()) == was.back());
  }
}

}  // namespace samsyn
