// An agenda item that somebody sees who sees nothing else.
#include <doctest/doctest.h>

#include "shared/meeting/meeting.h"
#include "shared/meeting/schema.h"

namespace samsyn {
namespace {

struct Shared {
  Shared() {
    MeetingInfo info;
    info.title = "SIP för Noor";
    info.place = "Ankaret";
    info.purpose = "Ska inte synas";
    meeting.SetInfo(info);
    Participant noor;
    noor.id = "p1";
    noor.name = "Noor";
    noor.role = Role::kIndividual;
    noor.mandate_text = "Ska inte synas";
    meeting.AddParticipant(noor);
    const OpId question = meeting.AddQuestion("Vem pratar med Försäkringskassan?");
    for (int i = 0; i < 6; ++i) items.push_back(meeting.AddAgendaItem("Punkt " + std::to_string(i), 5, {}));
    meeting.SetQuestion(items[2], question);
    meeting.Of(DocumentKind::kPlan).InsertText(Meeting::NotesOf(items[2]), 0, "Ska inte synas");
  }
  // What somebody gets who is sent this document and no other.
  std::unique_ptr<Meeting> Guest(DocumentKind item) {
    auto guest = std::make_unique<Meeting>(2);
    for (const Update& update : meeting.Of(item).TakeUpdates()) REQUIRE(guest->Of(item).Apply(update).Ok());
    return guest;
  }
  Meeting meeting{1};
  std::vector<OpId> items;
};

TEST_CASE("a shared item tells its guest what it is about, where and who, and nothing else") {
  Shared shared;
  const auto document = shared.meeting.ShareItem(shared.items[2]);
  REQUIRE(document);
  CHECK(shared.meeting.Agenda()[2].shared == document);
  CHECK_FALSE(shared.meeting.Agenda()[1].shared);
  const auto guest = shared.Guest(*document);
  CHECK(guest->ReadSharedItem(*document).title == "Punkt 2");
  CHECK(guest->ReadSharedItem(*document).question == "Vem pratar med Försäkringskassan?");
  CHECK(guest->Info().title == "SIP för Noor");
  CHECK(guest->Info().place == "Ankaret");
  CHECK(guest->Info().purpose.empty());
  REQUIRE(guest->Participants().size() == 1);
  CHECK(guest->Participants()[0].name == "Noor");
  CHECK(guest->Participants()[0].mandate_text.empty());
  CHECK(guest->Agenda().empty());
  CHECK(guest->Of(*document).TextOf(Meeting::SharedNotes()).empty());
}

TEST_CASE("both write in the shared notes, and the plan's own stay with those who have the plan") {
  Shared shared;
  const DocumentKind document = *shared.meeting.ShareItem(shared.items[2]);
  const auto guest = shared.Guest(document);
  guest->Of(document).InsertText(Meeting::SharedNotes(), 0, "Jag svarar i veckan.");
  for (const Update& update : guest->Of(document).TakeUpdates())
    REQUIRE(shared.meeting.Of(document).Apply(update).Ok());
  CHECK(shared.meeting.Of(document).TextOf(Meeting::SharedNotes()) == "Jag svarar i veckan.");
  CHECK(shared.meeting.Of(DocumentKind::kPlan).TextOf(Meeting::NotesOf(shared.items[2])) == "Ska inte synas");
}

TEST_CASE("an item keeps its document, and there are four of them") {
  Shared shared;
  const auto first = shared.meeting.ShareItem(shared.items[0]);
  CHECK(shared.meeting.ShareItem(shared.items[0]) == first);
  shared.meeting.Of(DocumentKind::kPlan).Delete(shared.items[0]);
  for (std::size_t i = 1; i < 4; ++i) {
    const auto document = shared.meeting.ShareItem(shared.items[i]);
    REQUIRE(document);
    CHECK(document != first);
  }
  CHECK_FALSE(shared.meeting.ShareItem(shared.items[4]));
  CHECK_FALSE(shared.meeting.Agenda()[3].shared);
}

TEST_CASE("a number that is none is no document") {
  Shared shared;
  for (const std::int64_t number : {std::int64_t{-1}, std::int64_t{0}, std::int64_t{5}, std::int64_t{1} << 40}) {
    shared.meeting.Of(DocumentKind::kPlan).Set({shared.items[0], schema::kItemShared}, number);
    CHECK_FALSE(shared.meeting.Agenda()[0].shared);
  }
}

}  // namespace
}  // namespace samsyn
