#include "shared/document/document.h"

#include <doctest/doctest.h>

#include "tests/support/describe.h"
#include "tests/support/writer.h"

namespace samsyn {
namespace {

constexpr FieldNumber kItems = 1;
constexpr FieldNumber kTitle = 2;
constexpr FieldNumber kNotes = 3;
constexpr std::uint32_t kAgendaItem = 7;

}  // namespace

TEST_CASE("a new document is an empty root record") {
  const Document document(1);
  CHECK(document.Exists({}));
  CHECK_FALSE(document.Exists({1, 1}));
  CHECK(document.Get({{}, kTitle}) == Value{});
  CHECK(document.TextOf({{}, kNotes}).empty());
  CHECK(document.Items({{}, kItems}).empty());
  CHECK_FALSE(document.HasUpdates());
  CHECK(document.CheckInvariants() == "");
}

TEST_CASE("records stand in their list with kind, fields and texts") {
  Document document(1);
  const OpId first = document.Create({{}, kItems}, 0, kAgendaItem);
  const OpId last = document.Create({{}, kItems}, 99, kAgendaItem);
  const OpId middle = document.Create({{}, kItems}, 1, kAgendaItem + 1);
  CHECK(document.Items({{}, kItems}) == std::vector<OpId>{first, middle, last});
  CHECK(document.KindOf(middle) == kAgendaItem + 1);
  CHECK(document.ListOf(middle) == FieldRef{{}, kItems});
  document.Set({middle, kTitle}, std::string("Presentation"));
  document.InsertText({middle, kNotes}, 0, "Vi är åtta.");
  CHECK(document.Get({middle, kTitle}) == Value{std::string("Presentation")});
  CHECK(document.TextOf({middle, kNotes}) == "Vi är åtta.");
  CHECK(document.TextSize({middle, kNotes}) == 11);
  const OpId nested = document.Create({middle, kItems}, 0, 1);
  CHECK(document.Items({middle, kItems}) == std::vector<OpId>{nested});
  CHECK(document.CheckInvariants() == "");
}

TEST_CASE("moving counts the items that are not deleted") {
  Document document(1);
  std::vector<OpId> items;
  for (std::size_t i = 0; i < 4; ++i) items.push_back(document.Create({{}, kItems}, i, 1));
  document.Delete(items[1]);
  CHECK(document.Items({{}, kItems}) == std::vector<OpId>{items[0], items[2], items[3]});
  CHECK(document.DeletedItems({{}, kItems}) == std::vector<OpId>{items[1]});
  document.Move(items[3], 1);
  CHECK(document.Items({{}, kItems}) == std::vector<OpId>{items[0], items[3], items[2]});
  document.Move(items[0], 2);
  CHECK(document.Items({{}, kItems}) == std::vector<OpId>{items[3], items[2], items[0]});
  document.Restore(items[1]);
  CHECK(document.Items({{}, kItems}).size() == 4);
}

TEST_CASE("edits of what is not there, and edits that change nothing, write nothing") {
  Document document(1);
  const OpId nowhere{9, 9};
  document.Set({nowhere, kTitle}, true);
  document.InsertText({nowhere, kNotes}, 0, "x");
  document.DeleteText({nowhere, kNotes}, 0, 1);
  document.DeleteText({{}, kNotes}, 0, 1);
  document.InsertText({{}, kNotes}, 0, "");
  document.Move(nowhere, 0);
  document.Delete(nowhere);
  CHECK(document.Create({nowhere, kItems}, 0, 1).IsNone());
  CHECK(document.InsertTextBefore({{}, kNotes}, nowhere, "x").IsNone());
  CHECK_FALSE(document.HasUpdates());
  const OpId item = document.Create({{}, kItems}, 0, 1);
  document.Set({item, kTitle}, std::int64_t{3});
  (void)document.TakeUpdates();
  document.Set({item, kTitle}, std::int64_t{3});
  document.Move(item, 0);
  CHECK_FALSE(document.HasUpdates());
}

TEST_CASE("a value may name a record of another document, even one with a later counter of one's own") {
  Writer anna(1);
  Writer bo(2);
  anna.document.Set({{}, kTitle}, OpId{1, 5000});
  anna.document.Set({{}, kItems}, OpId{9, 70});
  Exchange(anna, bo);
  CHECK(bo.document.Get({{}, kTitle}) == Value{OpId{1, 5000}});
  CHECK(bo.document.Get({{}, kItems}) == Value{OpId{9, 70}});
}

TEST_CASE("positions past the end mean the end") {
  Document document(1);
  document.InsertText({{}, kNotes}, 50, "abc");
  document.InsertText({{}, kNotes}, 50, "d");
  document.DeleteText({{}, kNotes}, 2, 50);
  CHECK(document.TextOf({{}, kNotes}) == "ab");
  CHECK(document.PositionOf({{}, kNotes}, document.AnchorAt({{}, kNotes}, 50)) == 2);
  CHECK(document.CharactersIn({{}, kNotes}, 1, 50) == std::vector<IdRange>{{{1, 2}, 1}});
}

TEST_CASE("what others could not read is mended before it is written") {
  Writer anna(1);
  Writer bo(2);
  anna.document.InsertText({{}, kNotes}, 0, "a\xC3 b\xED\xA0\x80");
  anna.document.Set({{}, kTitle}, std::string("\xFF"));
  anna.document.Set({{}, kItems}, std::string(kMaxValueBytes - 1, 'x') + "å");
  Exchange(anna, bo);
  CHECK(bo.document.TextOf({{}, kNotes}) == "a\uFFFD b\uFFFD\uFFFD\uFFFD");
  CHECK(bo.document.Get({{}, kTitle}) == Value{std::string("\uFFFD")});
  CHECK(bo.document.Get({{}, kItems}) == Value{std::string(kMaxValueBytes - 1, 'x')});
  CHECK(Describe(anna.document) == Describe(bo.document));
}

TEST_CASE("a long paste and a deletion in a much edited text leave as updates of moderate size") {
  constexpr std::size_t kLargest = 100 * 1024;  // under what the wire carries, see shared/wire/limits.h
  Writer anna(1);
  Writer bo(2);
  std::string pasted;
  for (int i = 0; i < 100000; ++i) pasted += i % 5 == 0 ? "😀" : "å";
  anna.document.InsertText({{}, kNotes}, 0, pasted);
  Exchange(anna, bo);
  for (std::size_t i = 0; i < 20000; ++i) anna.document.InsertText({{}, kNotes}, i * 3, "x");
  Exchange(anna, bo);
  bo.document.DeleteText({{}, kNotes}, 0, bo.document.TextSize({{}, kNotes}));
  Exchange(anna, bo);
  CHECK(anna.written.size() > 5);
  CHECK(bo.written.size() > 3);
  for (const Writer* writer : {&anna, &bo}) {
    for (const Update& update : writer->written) CHECK(update.payload.size() < kLargest);
  }
  CHECK(anna.document.TextOf({{}, kNotes}).empty());
  CHECK(Describe(anna.document) == Describe(bo.document));
}

TEST_CASE("who wrote which characters can be told") {
  Writer anna(1);
  Writer bo(2);
  anna.document.InsertText({{}, kNotes}, 0, "Annas ord");
  Exchange(anna, bo);
  bo.document.InsertText({{}, kNotes}, 6, "och Bos ");
  Exchange(anna, bo);
  const std::vector<IdRange> characters = anna.document.CharactersIn({{}, kNotes}, 0, 17);
  REQUIRE(characters.size() == 3);
  CHECK(characters[0] == IdRange{{1, 1}, 6});
  CHECK(characters[1] == IdRange{{2, 1}, 8});
  CHECK(characters[2] == IdRange{{1, 7}, 3});
}

TEST_CASE("only those of the named characters that are still visible are deleted") {
  Document document(1);
  document.InsertText({{}, kNotes}, 0, "abcdef");
  document.DeleteText({{}, kNotes}, 1, 1);
  document.InsertText({{}, kNotes}, 2, "X");  // acXdef
  (void)document.TakeLocalEdits();
  document.DeleteCharacters({{}, kNotes}, {{{1, 1}, 4}, {{7, 7}, 3}});
  CHECK(document.TextOf({{}, kNotes}) == "Xef");
  CHECK(document.TakeLocalEdits().size() == 3);  // a, c and d: b is gone between them, and X has come
}

}  // namespace samsyn
