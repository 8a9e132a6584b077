#include "shared/meeting/pictures.h"

#include <doctest/doctest.h>

#include "shared/meeting/meeting.h"
#include "shared/meeting/schema.h"
#include "tests/shared/meeting/sip_people.h"

namespace samsyn {

TEST_CASE("an item has the picture that somebody chose, and none that is not ours") {
  Meeting meeting(1);
  const OpId item = meeting.AddAgendaItem("Sömn", 5, {});
  Actor writer;
  writer.id = "karin";
  writer.writable.set();
  CHECK(meeting.Agenda()[0].picture.empty());
  CHECK(SetItemPicture(meeting, writer, item, std::string(kItemPictures[0])) == Rule::kNone);
  CHECK(meeting.Agenda()[0].picture == kItemPictures[0]);
  CHECK(SetItemPicture(meeting, writer, item, std::string(10'000, 'x')) == Rule::kNone);
  CHECK(meeting.Agenda()[0].picture.empty());
  // What another client has written is not ours to trust.
  meeting.Of(DocumentKind::kPlan).Set({item, schema::kItemPicture}, std::string("<img src=x>"));
  CHECK(meeting.Agenda()[0].picture.empty());
  CHECK(SetItemPicture(meeting, writer, item, {}) == Rule::kNone);
  CHECK(SetItemPicture(meeting, Actor{}, item, std::string(kItemPictures[0])) == Rule::kReadsOnly);
}

}  // namespace samsyn
