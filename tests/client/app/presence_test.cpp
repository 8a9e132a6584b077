// Others' carets and selections in one's own fields.
#include "client/state/presence.h"

#include <doctest/doctest.h>

#include <cmath>

#include "shared/base/utf8.h"
#include "tests/client/app/house.h"

namespace samsyn {
namespace {

constexpr const char* kNotes = "Anteckningar: Vem pratar med Försäkringskassan?";
constexpr const char* kItem = "3b Vem pratar med Försäkringskassan?, väntar, Noors fråga, 8 min";
// Places in the meeting, which give the colours.
constexpr std::size_t kNoorsColor = 0;
constexpr std::size_t kKarinsColor = 3;

// How wide one-letter clusters are in the notes.
float WidthOf(AppPage& page, std::string_view text) {
  PlainGlyphs glyphs;
  float width = 0;
  for (std::size_t i = 0; i < CodePointCount(text); ++i) {
    width += glyphs.Advance(FontFace::kRegular, CodePointSlice(text, i, 1));
  }
  return width * page.Field(kNotes).Node().field.font_size;
}

std::vector<float> Carets(AppPage& page, std::size_t person) {
  return page.CaretsOver(page.Field(kNotes).Node().id, person);
}

struct Two : House {
  Two() : noor(Enter(kNoor)), karin(Enter(kKarin)) {
    for (AppPage* page : {&noor, &karin}) page->Button(kItem).Press();
    Settle();
  }
  AppPage& noor;
  AppPage& karin;
};

}  // namespace

TEST_CASE_FIXTURE(Two, "a caret is shown to the others where somebody writes, and not to themselves") {
  CHECK(Carets(karin, kNoorsColor).empty());
  noor.Field(kNotes).Type("hej");
  Settle();
  const auto carets = Carets(karin, kNoorsColor);
  REQUIRE(carets.size() == 1);
  const SemanticRect field = karin.Tree().AbsoluteRect(karin.Field(kNotes).Node().id);
  const float start = field.x + karin.Field(kNotes).Node().field.padding_x;
  CHECK(std::abs(carets[0] - (start + WidthOf(karin, "hej"))) < 2);
  CHECK(Carets(noor, kNoorsColor).empty());
  CHECK(Carets(noor, kKarinsColor).empty());
}

TEST_CASE_FIXTURE(Two, "a caret keeps its place in the words when others write before it") {
  noor.Field(kNotes).Type("hej");
  Settle();
  const float before = Carets(karin, kNoorsColor).at(0);
  karin.Field(kNotes).TypeAt(0, "Karin säger ");
  Settle();
  const auto after = Carets(karin, kNoorsColor);
  REQUIRE(after.size() == 1);
  CHECK(std::abs(after[0] - (before + WidthOf(karin, "Karin säger "))) < 2);
  // And Karin's is in Noor's field, after what she wrote.
  const auto karins = Carets(noor, kKarinsColor);
  REQUIRE(karins.size() == 1);
  CHECK(karins[0] < after[0]);
}

TEST_CASE_FIXTURE(Two, "a caret moves without a letter being written") {
  noor.Field(kNotes).Type("hej");
  Settle();
  const float end = Carets(karin, kNoorsColor).at(0);
  noor.Select(noor.Field(kNotes).Node().id, 0, 0);
  Settle();
  CHECK(std::abs(Carets(karin, kNoorsColor).at(0) - (end - WidthOf(karin, "hej"))) < 2);
}

TEST_CASE_FIXTURE(Two, "a selection is shown as wide as it is") {
  noor.Field(kNotes).Type("hej hopp");
  noor.Field(kNotes).SelectText("hopp");
  Settle();
  const auto selections = karin.SelectionsOver(karin.Field(kNotes).Node().id, kNoorsColor);
  REQUIRE(selections.size() == 1);
  CHECK(std::abs(selections[0] - WidthOf(karin, "hopp")) < 2);
}

TEST_CASE_FIXTURE(Two, "a caret goes when its owner leaves the field, goes elsewhere, loses the connection or leaves") {
  noor.Field(kNotes).Type("hej");
  Settle();
  REQUIRE(Carets(karin, kNoorsColor).size() == 1);
  SUBCASE("leaves the field") { noor.Field(kNotes).Leave(); }
  SUBCASE("goes to another item") {
    noor.Button("5 Avslutning, väntar, 5 min").Press();
    noor.Field("Anteckningar: Avslutning").Type("x");
  }
  SUBCASE("loses the connection") { noor.SetReachable(false); }
  SUBCASE("closes the page") { Close(noor); }
  Settle();
  CHECK(Carets(karin, kNoorsColor).empty());
}

TEST_CASE_FIXTURE(Two, "who comes later sees where the others write") {
  noor.Field(kNotes).Type("hej");
  Settle();
  AppPage& tove = Enter(kTove);
  tove.Button(kItem).Press();
  Settle();
  CHECK(Carets(tove, kNoorsColor).size() == 1);
  // Also one's own second page is somebody else.
  AppPage& second = Enter(kNoor);
  second.Button(kItem).Press();
  Settle();
  CHECK(Carets(second, kNoorsColor).size() == 1);
}

TEST_CASE_FIXTURE(Two, "a caret is there again after a lost connection") {
  noor.Field(kNotes).Type("hej");
  Settle();
  noor.SetReachable(false);
  Settle();
  CHECK(Carets(karin, kNoorsColor).empty());
  noor.SetReachable(true);
  Pass(6'000);
  CHECK(Carets(karin, kNoorsColor).size() == 1);
}

TEST_CASE_FIXTURE(Two, "presence nobody can read, or of a place that is not there, harms nothing") {
  const auto tell = [&](Bytes payload) {
    const MemoryRelay::Connection mallory = relay.Accept();
    relay.Receive(mallory,
                  Encode(ClientFrame(HelloFrame{kProtocolVersion, relay.MeetingName(), relay.SecretOf(kMaria), {}})));
    relay.Receive(mallory, Encode(ClientFrame(PresenceFrame{std::move(payload)})));
    Settle();
  };
  tell({});
  tell({1, 255, 255});
  tell(EncodePresence({true, WritingPlace{DocumentKind::kPlan, {{99, 99}, 2}, {{1, 2}}, {{3, 4}}}}));
  const OpId record = relay.Read()->Agenda()[3].record;
  tell(EncodePresence({true, WritingPlace{DocumentKind::kPlan, Meeting::NotesOf(record), {{1, 2}}, {{3, 4}}}}));
  noor.Field(kNotes).Type("hej");
  Settle();
  CHECK(karin.Field(kNotes).Value() == "hej");
  CheckPage(karin, kDesktop);
}

TEST_CASE_FIXTURE(Two, "what others write never moves one's own caret in the words") {
  noor.Field(kNotes).Type("hej");
  noor.Select(noor.Field(kNotes).Node().id, 2, 2);
  Settle();
  karin.Field(kNotes).TypeAt(0, "före ");
  karin.Field(kNotes).Type(" efter");
  Settle();
  CHECK(noor.Field(kNotes).Value() == "före hej efter");
  const float at = Carets(karin, kNoorsColor).at(0);
  const SemanticRect field = karin.Tree().AbsoluteRect(karin.Field(kNotes).Node().id);
  const float start = field.x + karin.Field(kNotes).Node().field.padding_x;
  CHECK(std::abs(at - (start + WidthOf(karin, "före he"))) < 2);
}

}  // namespace samsyn
