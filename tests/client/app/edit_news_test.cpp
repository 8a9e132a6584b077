#include "client/app/edit_news.h"

#include <doctest/doctest.h>

namespace samsyn {
namespace {

const EditWatch::Place kNotes{DocumentKind::kPlan, {OpId{1, 1}, 2}};
const EditWatch::Place kElsewhere{DocumentKind::kPlan, {OpId{1, 2}, 2}};

TextSplice Typed(std::string text) { return {0, 0, std::move(text)}; }

}  // namespace

TEST_CASE("what others write where one is is told in one sentence after a pause") {
  EditWatch watch;
  watch.LookAt(kNotes);
  for (const char* letter : {"h", "e", "j"}) watch.Note(kNotes, "petter", Typed(letter), 1'000);
  CHECK(watch.DueAt() == 4'000);
  CHECK(watch.Take(3'999).empty());
  const auto news = watch.Take(4'000);
  REQUIRE(news.size() == 1);
  CHECK(news[0].participant == "petter");
  CHECK(news[0].inserted == "hej");
  CHECK(!watch.DueAt());
  CHECK(watch.Take(60'000).empty());
}

TEST_CASE("at most one sentence in three seconds for each writer, however much they write") {
  EditWatch watch;
  watch.LookAt(kNotes);
  int sentences = 0;
  std::int64_t last = -3'000;
  for (std::int64_t now = 0; now < 60'000; now += 100) {
    watch.Note(kNotes, "petter", Typed("a"), now);
    const auto news = watch.Take(now);
    if (news.empty()) continue;
    ++sentences;
    CHECK(now - last >= 3'000);
    last = now;
  }
  CHECK(sentences >= 15);
  watch.Note(kNotes, "karin", Typed("b"), 60'000);  // another writer has their own sentence
  CHECK(watch.Take(63'100).size() == 2);
}

TEST_CASE("nothing is told of other places, and nothing is left over when one goes on") {
  EditWatch watch;
  watch.Note(kNotes, "petter", Typed("hej"), 0);  // nobody is anywhere
  CHECK(watch.Take(10'000).empty());
  watch.LookAt(kNotes);
  watch.Note(kElsewhere, "petter", Typed("hej"), 0);
  CHECK(watch.Take(10'000).empty());
  watch.Note(kNotes, "petter", Typed("hej"), 10'000);
  watch.LookAt(kElsewhere);
  CHECK(watch.Take(20'000).empty());
}

TEST_CASE("a word that was corrected is read out as it ended, and what was only removed is said to be") {
  EditWatch watch;
  watch.LookAt(kNotes);
  watch.Note(kNotes, "petter", Typed("läkartidd"), 0);
  watch.Note(kNotes, "petter", {8, 1, ""}, 0);
  auto news = watch.Take(3'000);
  REQUIRE(news.size() == 1);
  CHECK(news[0].inserted == "läkartid");
  watch.Note(kNotes, "petter", {0, 4, ""}, 10'000);
  news = watch.Take(13'000);
  REQUIRE(news.size() == 1);
  CHECK(news[0].inserted.empty());
}

TEST_CASE("a long paste is told in short") {
  EditWatch watch;
  watch.LookAt(kNotes);
  for (int i = 0; i < 1'000; ++i) watch.Note(kNotes, "petter", Typed("tio tecken"), 0);
  const auto news = watch.Take(3'000);
  REQUIRE(news.size() == 1);
  CHECK(news[0].inserted.size() <= 210);
}

}  // namespace samsyn
