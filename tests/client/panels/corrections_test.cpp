// After closing what was agreed is corrected: dated, with a name, and the original still there.
#include <doctest/doctest.h>

#include "tests/client/panels/plan_house.h"

namespace samsyn {
namespace {

const std::string kCorrectDoctor = std::string("Rätta: ") + kDoctorTask;
const std::string kCorrectionField = std::string("Rättelse: ") + kDoctorTask;

}  // namespace

TEST_CASE("corrections wait until the meeting is closed") {
  House house;
  AppPage& karin = EnterSummary(house, kKarin);
  CHECK(!karin.Button(kCorrectDoctor).Exists());
  house.Close(karin);
  CloseMeeting(house);
  AppPage& again = EnterSummary(house, kKarin);
  CHECK(again.Button(kCorrectDoctor).Exists());
}

// domain.md, "Kunskap / Öppenhet": authorship is shown.
TEST_CASE("corrections are written by everybody, with name and day, below what stood there") {
  House house;
  CloseMeeting(house);
  AppPage& tove = EnterSummary(house, kTove);
  AppPage& noor = EnterSummary(house, kNoor);
  tove.Button(kCorrectDoctor).Press();
  tove.Button("Spara rättelsen").Press();
  CHECK(tove.Shows("Skriv något först."));
  tove.Field(kCorrectionField).Type("Läkartiden är 9 dec.");
  CheckPage(tove, kDesktop);
  tove.Button("Spara rättelsen").Press();
  house.Settle();
  CHECK(!tove.Field(kCorrectionField).Exists());
  for (AppPage* page : {&tove, &noor}) {
    const std::string text = Plan(*page);
    CHECK(Has(text, std::string(kDoctorTask) + "\nRättat 24\u00A0nov av Tove: Läkartiden är 9 dec.\n"));
    CHECK(Has(text, "4\u00A0dec\n"));
  }
}

TEST_CASE("a correction that is not finished is nobody's, and is forgotten when it is called off") {
  House house;
  CloseMeeting(house);
  AppPage& tove = EnterSummary(house, kTove);
  tove.Button(kCorrectDoctor).Press();
  tove.Field(kCorrectionField).Type("Nej");
  tove.Button("Avbryt").Press();
  house.Settle();
  CHECK(!tove.Field(kCorrectionField).Exists());
  tove.Button(kCorrectDoctor).Press();
  CHECK(tove.Field(kCorrectionField).Value().empty());
  CHECK(!Has(Plan(tove), "Rättat"));
}

TEST_CASE("corrections of an item's notes stand below the notes") {
  House house;
  CloseMeeting(house);
  AppPage& petter = EnterSummary(house, kPetter);
  petter.Button("Det vi skrev: 2 Så är det nu").Press();
  petter.Button("Rätta: Så är det nu").Press();
  petter.Field("Rättelse: Så är det nu").Type("Noor somnar vid fyra.");
  petter.Button("Spara rättelsen").Press();
  house.Settle();
  CHECK(Has(Plan(petter), "Rättat 24\u00A0nov av Petter: Noor somnar vid fyra.\n"));
  CHECK(petter.Shows("Nätterna är värst."));
}

TEST_CASE("an edit of a closed meeting's notes says to correct it instead") {
  House house;
  AppPage& maria = house.Enter(kMaria);
  CHECK(!maria.Field("Anteckningar: Hur får jag en dygnsrytm?").Node().read_only);
  CloseMeeting(house);
  CHECK(maria.Field("Anteckningar: Hur får jag en dygnsrytm?").Node().read_only);
}

}  // namespace samsyn
