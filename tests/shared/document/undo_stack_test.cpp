#include "shared/document/undo_stack.h"

#include <doctest/doctest.h>

#include <set>
#include <sstream>

#include "shared/base/utf8.h"
#include "tests/support/describe.h"
#include "tests/support/seeded_random.h"
#include "tests/support/writer.h"

namespace samsyn {
namespace {

constexpr FieldRef kList{{}, 1};
constexpr FieldRef kTitle{{}, 2};
constexpr FieldRef kText{{}, 3};

struct Pair {
  Writer anna{1};
  Writer bo{2};

  explicit Pair(std::string_view text = {}) {
    bo.document.InsertText(kText, 0, text);
    Exchange(anna, bo);
  }
  void Insert(std::size_t position, std::string_view text) {
    anna.document.InsertText(kText, position, text);
    anna.EndStep();
  }
  void Delete(std::size_t position, std::size_t count) {
    anna.document.DeleteText(kText, position, count);
    anna.EndStep();
  }
  void Set(std::string_view title) {
    anna.document.Set(kTitle, std::string(title));
    anna.EndStep();
  }
  [[nodiscard]] std::string Text() const { return anna.document.TextOf(kText); }
  [[nodiscard]] std::string Title() const { return Describe(anna.document.Get(kTitle)); }
};

// What people see, without the names of the operations that made it.
std::string Visible(const Document& document) {
  std::ostringstream out;
  out << Describe(document.Get(kTitle)) << '\n' << document.TextOf(kText) << '\n';
  for (const OpId item : document.Items(kList)) {
    DescribeId(out, item);
    out << ' ' << Describe(document.Get({item, 2})) << ' ' << document.TextOf({item, 3}) << '\n';
  }
  return out.str();
}

}  // namespace

TEST_CASE("with nothing to undo or redo nothing happens") {
  Pair pair("abc");
  CHECK_FALSE(pair.anna.undo.CanUndo());
  CHECK_FALSE(pair.anna.undo.CanRedo());
  CHECK_FALSE(pair.anna.undo.Undo().has_value());
  CHECK_FALSE(pair.anna.undo.Redo().has_value());
  CHECK(pair.Text() == "abc");
}

TEST_CASE("undo takes back one's own text and leaves what others wrote inside it") {
  Pair pair("[]");
  pair.Insert(1, "aaaa");
  Exchange(pair.anna, pair.bo);
  pair.bo.document.InsertText(kText, 3, "BB");
  pair.bo.document.DeleteText(kText, 5, 1);
  Exchange(pair.anna, pair.bo);
  CHECK(pair.Text() == "[aaBBa]");
  CHECK(pair.anna.undo.Undo() == kText);
  CHECK(pair.Text() == "[BB]");
  CHECK(pair.anna.undo.Redo() == kText);
  CHECK(pair.Text() == "[aaBBa]");
  CHECK(pair.anna.undo.Undo() == kText);
  CHECK(pair.Text() == "[BB]");
  Exchange(pair.anna, pair.bo);
  CHECK(pair.bo.document.TextOf(kText) == "[BB]");
}

TEST_CASE("what was deleted comes back where it stood, and can be deleted and brought back again") {
  Pair pair("möte på tisdag");
  pair.Delete(5, 3);
  Exchange(pair.anna, pair.bo);
  pair.bo.document.InsertText(kText, 0, "Nästa ");
  Exchange(pair.anna, pair.bo);
  for (int round = 0; round < 3; ++round) {
    CHECK(pair.anna.undo.Undo().has_value());
    CHECK(pair.Text() == "Nästa möte på tisdag");
    CHECK(pair.anna.undo.Redo().has_value());
    CHECK(pair.Text() == "Nästa möte tisdag");
  }
}

TEST_CASE("letters deleted one by one come back in their order") {
  for (const bool forwards : {true, false}) {
    Pair pair("abcdef");
    for (std::size_t i = 0; i < 4; ++i) pair.Delete(forwards ? 1 : 4 - i, 1);
    CHECK(pair.Text() == "af");
    for (int i = 0; i < 4; ++i) CHECK(pair.anna.undo.Undo().has_value());
    CHECK(pair.Text() == "abcdef");
    for (int i = 0; i < 4; ++i) CHECK(pair.anna.undo.Redo().has_value());
    CHECK(pair.Text() == "af");
  }
}

TEST_CASE("what somebody wrote in the middle of a deletion stays in the middle when it is undone") {
  Pair pair("abcdef");
  pair.Delete(1, 4);
  pair.bo.document.InsertText(kText, 3, "X");
  Exchange(pair.anna, pair.bo);
  CHECK(pair.Text() == "aXf");
  CHECK(pair.anna.undo.Undo().has_value());
  CHECK(pair.Text() == "abcXdef");
}

TEST_CASE("text written, partly deleted and brought back is known as one's own") {
  Pair pair;
  pair.Insert(0, "abcdef");
  pair.Delete(2, 2);
  CHECK(pair.anna.undo.Undo().has_value());
  CHECK(pair.Text() == "abcdef");
  CHECK(pair.anna.undo.Undo().has_value());  // the insertion, two of whose letters have new names now
  CHECK(pair.Text().empty());
  CHECK(pair.anna.undo.Redo().has_value());
  CHECK(pair.Text() == "abcdef");
  CHECK(pair.anna.undo.Redo().has_value());
  CHECK(pair.Text() == "abef");
}

TEST_CASE("a field goes back step by step") {
  Pair pair;
  pair.Set("ett");
  pair.Set("två");
  pair.Set("tre");
  for (const char* expected : {"\"två\"", "\"ett\"", ""}) {
    CHECK(pair.anna.undo.Undo() == kTitle);
    CHECK(pair.Title() == expected);
  }
  CHECK_FALSE(pair.anna.undo.CanUndo());
  for (const char* expected : {"\"ett\"", "\"två\"", "\"tre\""}) {
    CHECK(pair.anna.undo.Redo() == kTitle);
    CHECK(pair.Title() == expected);
  }
}

TEST_CASE("a field changed many times in one step goes back to where the step began") {
  Pair pair;
  pair.Set("före");
  for (int i = 0; i < 5; ++i) pair.anna.document.Set(kTitle, std::int64_t{i});
  pair.anna.EndStep();
  CHECK(pair.anna.undo.Undo().has_value());
  CHECK(pair.Title() == "\"före\"");
  CHECK(pair.anna.undo.Redo().has_value());
  CHECK(pair.Title() == "4");
}

TEST_CASE("a field others have changed since is left alone, and undo goes on to what came before") {
  Pair pair;
  pair.Insert(0, "text");
  pair.Set("Annas");
  Exchange(pair.anna, pair.bo);
  pair.bo.document.Set(kTitle, std::string("Bos"));
  Exchange(pair.anna, pair.bo);
  CHECK(pair.anna.undo.Undo() == kText);
  CHECK(pair.Title() == "\"Bos\"");
  CHECK(pair.Text().empty());
  CHECK_FALSE(pair.anna.undo.CanUndo());
}

TEST_CASE("creating is undone by deleting, and redone by restoring") {
  Pair pair;
  const OpId item = pair.anna.document.Create(kList, 0, 7);
  pair.anna.document.InsertText({item, 3}, 0, "Rubrik");
  pair.anna.EndStep();
  CHECK(pair.anna.undo.Undo().has_value());
  CHECK(pair.anna.document.Items(kList).empty());
  CHECK(pair.anna.document.DeletedItems(kList) == std::vector<OpId>{item});
  CHECK(pair.anna.undo.Redo().has_value());
  CHECK(pair.anna.document.Items(kList) == std::vector<OpId>{item});
  CHECK(pair.anna.document.TextOf({item, 3}) == "Rubrik");
  pair.anna.document.Delete(item);
  pair.anna.EndStep();
  CHECK(pair.anna.undo.Undo().has_value());
  CHECK(pair.anna.document.Items(kList) == std::vector<OpId>{item});
}

TEST_CASE("moves go back one by one, unless somebody has moved the item since") {
  Pair pair;
  std::vector<OpId> items;
  for (std::size_t i = 0; i < 4; ++i) items.push_back(pair.bo.document.Create(kList, i, 1));
  Exchange(pair.anna, pair.bo);
  const auto move = [&](std::size_t item, std::size_t index) {
    pair.anna.document.Move(items[item], index);
    pair.anna.EndStep();
  };
  move(0, 3);
  move(0, 1);
  move(2, 0);
  const std::vector<OpId> moved = pair.anna.document.Items(kList);
  for (int i = 0; i < 3; ++i) CHECK(pair.anna.undo.Undo().has_value());
  CHECK(pair.anna.document.Items(kList) == items);
  for (int i = 0; i < 3; ++i) CHECK(pair.anna.undo.Redo().has_value());
  CHECK(pair.anna.document.Items(kList) == moved);

  Exchange(pair.anna, pair.bo);
  pair.bo.document.Move(items[2], 3);
  Exchange(pair.anna, pair.bo);
  CHECK(pair.anna.undo.Undo().has_value());  // not the move of item 2, which is Bo's now
  CHECK(pair.anna.document.Items(kList).back() == items[2]);
}

TEST_CASE("edits are one step until it is ended, and a new edit ends what can be redone") {
  Pair pair;
  pair.anna.document.InsertText(kText, 0, "a");
  pair.anna.undo.Collect();
  pair.anna.document.InsertText(kText, 1, "b");
  pair.anna.undo.Collect();
  pair.anna.undo.Break();
  pair.anna.document.InsertText(kText, 2, "c");
  CHECK(pair.anna.undo.Undo().has_value());
  CHECK(pair.Text() == "ab");
  CHECK(pair.anna.undo.CanRedo());
  pair.Insert(2, "d");
  CHECK_FALSE(pair.anna.undo.CanRedo());
  CHECK(pair.anna.undo.Undo().has_value());
  CHECK(pair.anna.undo.Undo().has_value());
  CHECK(pair.Text().empty());
  CHECK_FALSE(pair.anna.undo.CanUndo());
}

TEST_CASE("keys pressed one after another are taken back as one run") {
  for (const bool backspace : {true, false}) {
    Pair pair;
    for (std::size_t i = 0; i < 100; ++i) pair.anna.document.InsertText(kText, i, "x");
    pair.anna.EndStep();
    for (std::size_t i = 0; i < 80; ++i) pair.anna.document.DeleteText(kText, backspace ? 99 - i : 10, 1);
    pair.anna.EndStep();
    const auto bytes_of = [&](auto revert) {
      CHECK(revert().has_value());
      std::size_t bytes = 0;
      for (const Update& update : pair.anna.document.TakeUpdates()) bytes += update.payload.size();
      return bytes;
    };
    CHECK(bytes_of([&] { return pair.anna.undo.Undo(); }) < 90 + 10);  // the eighty letters, once
    CHECK(bytes_of([&] { return pair.anna.undo.Undo(); }) < 20);
    CHECK(pair.Text().empty());
    CHECK(bytes_of([&] { return pair.anna.undo.Redo(); }) < 100 + 30);
    CHECK(pair.Text().size() == 100);
  }
}

TEST_CASE("the oldest steps are forgotten, not the newest") {
  Pair pair;
  for (int i = 0; i < 600; ++i) pair.Insert(static_cast<std::size_t>(i), "x");
  int undone = 0;
  while (pair.anna.undo.Undo()) ++undone;
  CHECK(undone == 500);
  CHECK(pair.Text().size() == 100);
}

TEST_CASE("alone, undo walks back through every state there was, and redo forward again") {
  for (const std::uint64_t seed : Seeds(150)) {
    CAPTURE(seed);
    SeededRandom random(seed);
    Writer anna(1);
    Document& document = anna.document;
    std::vector<std::string> states = {Visible(document)};
    for (int step = 0; step < 25; ++step) {
      const std::size_t edits = random.Between(1, 4);
      for (std::size_t i = 0; i < edits; ++i) {
        const std::vector<OpId> items = document.Items(kList);
        const FieldRef text = items.empty() || random.Chance(50) ? kText : FieldRef{random.OneOf(items), 3};
        const std::size_t size = document.TextSize(text);
        switch (random.Below(8)) {
          case 0:
            (void)document.Create(kList, random.Below(4), 1);
            break;
          case 1:
            if (!items.empty()) document.Move(random.OneOf(items), random.Below(items.size()));
            break;
          case 2:
            document.Set(items.empty() ? kTitle : FieldRef{random.OneOf(items), 2}, std::to_string(random.Below(9)));
            break;
          case 3:
            if (!items.empty()) document.Delete(random.OneOf(items));
            break;
          case 4:
          case 5:
            document.DeleteText(text, random.Below(size + 1), random.Between(1, 4));
            break;
          default:
            document.InsertText(text, random.Below(size + 1), RandomText(random, 3));
        }
      }
      anna.EndStep();
      if (const std::string now = Visible(document); now != states.back()) states.push_back(now);
    }
    // A step may change nothing that is seen (written and deleted again), so states and steps are walked together.
    const auto walk = [&](auto step_once, auto begin, auto end) {
      for (auto at = begin; step_once();) {
        const std::string now = Visible(document);
        if (now == *at) continue;
        ++at;
        REQUIRE(at != end);
        REQUIRE(now == *at);
        REQUIRE(document.CheckInvariants() == "");
      }
    };
    for (int round = 0; round < 2; ++round) {
      walk([&] { return anna.undo.Undo().has_value(); }, states.rbegin(), states.rend());
      REQUIRE(Visible(document) == states.front());
      walk([&] { return anna.undo.Redo().has_value(); }, states.begin(), states.end());
      REQUIRE(Visible(document) == states.back());
    }
  }
}

namespace {

// A copy in which nothing is ever deleted: it shows every character ever written, in its place.
class Witness {
 public:
  void Learn(const Update& update) {
    Result<std::vector<Operation>> operations =
        DecodeOperations(update.payload, update.replica, update.counter, reading_[update.replica]);
    REQUIRE(operations.Ok());
    OperationEncoder encoder(update.replica, writing_[update.replica]);
    std::uint64_t counter = update.counter;
    for (Operation& operation : operations.Value()) {
      if (const auto* deletion = std::get_if<DeleteOperation>(&operation)) {
        for (const IdRange& range : deletion->ranges) {
          for (std::uint32_t i = 0; i < range.count; ++i) {
            deleted_by_[update.replica].insert({range.first.replica, range.first.counter + i});
          }
        }
        operation = SetOperation{{{}, 4}, true, 1};  // as many counters
      }
      encoder.Add(operation, counter);
      counter += CountersOf(operation);
    }
    REQUIRE(document_.Apply({update.replica, update.counter, encoder.Take()}).Ok());
  }

  // The characters that `author` wrote and did not delete.
  [[nodiscard]] std::string WrittenBy(ReplicaId author) {
    std::string written;
    const std::string all = document_.TextOf(kText);
    std::size_t offset = 0;
    for (const IdRange& range : document_.CharactersIn(kText, 0, document_.TextSize(kText))) {
      for (std::uint32_t i = 0; i < range.count; ++i) {
        const char32_t character = NextCodePoint(all, offset);
        const bool deleted = deleted_by_[author].contains({range.first.replica, range.first.counter + i});
        if (range.first.replica == author && !deleted) AppendUtf8(written, character);
      }
    }
    return written;
  }

 private:
  Document document_{99};
  std::map<ReplicaId, CodecContext> reading_;
  std::map<ReplicaId, CodecContext> writing_;
  std::map<ReplicaId, std::set<OpId>> deleted_by_;
};

}  // namespace

TEST_CASE("undoing everything leaves what the others wrote and kept; redoing everything brings all of it back") {
  for (const std::uint64_t seed : Seeds(200)) {
    CAPTURE(seed);
    SeededRandom random(seed);
    Writer anna(random.Next());
    Writer bo(random.Next());
    for (int step = 0; step < 60; ++step) {
      Writer& writer = random.Chance(60) ? anna : bo;
      const std::size_t size = writer.document.TextSize(kText);
      const std::size_t position = random.Below(size + 1);
      if (random.Chance(60)) {
        writer.document.InsertText(kText, position, RandomText(random, 4));
      } else {
        // Bo sees the newest before deleting: who has deleted what both delete at once is nobody's alone.
        if (&writer == &bo) Exchange(anna, bo);
        writer.document.DeleteText(kText, position, random.Between(1, 6));
        if (&writer == &bo) Exchange(anna, bo);
      }
      if (random.Chance(50)) writer.EndStep();
      if (random.Chance(25)) Exchange(anna, bo);
    }
    Exchange(anna, bo);
    Witness witness;
    for (const Writer* writer : {&anna, &bo}) {
      for (const Update& update : writer->written) witness.Learn(update);
    }
    const std::string others = witness.WrittenBy(bo.document.Replica());
    const std::string everything = anna.document.TextOf(kText);
    for (int round = 0; round < 2; ++round) {
      while (anna.undo.Undo()) REQUIRE(anna.document.CheckInvariants() == "");
      REQUIRE(anna.document.TextOf(kText) == others);
      while (anna.undo.Redo()) REQUIRE(anna.document.CheckInvariants() == "");
      REQUIRE(anna.document.TextOf(kText) == everything);
    }
    Exchange(anna, bo);
    REQUIRE(Describe(anna.document) == Describe(bo.document));
  }
}

}  // namespace samsyn
