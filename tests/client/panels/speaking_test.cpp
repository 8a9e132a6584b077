// Asking to speak, and pausing.
#include <doctest/doctest.h>

#include "tests/client/app/house.h"

namespace samsyn {

TEST_CASE("a raised hand is seen by all, in order, and lowered by oneself") {
  House house;
  AppPage& noor = house.Enter(kNoor);
  AppPage& karin = house.Enter(kKarin);
  AppPage& tove = house.Enter(kTove);
  CHECK(!karin.Shows("Vill säga något"));
  tove.Button("Jag vill säga något").Press();
  house.Settle();
  noor.Button("Jag vill säga något").Press();
  house.Settle();
  CHECK(karin.TextUnder(NodeRole::kList, "Vill säga något") == "Tove\nTove har pratat\nNoor\nNoor har pratat\n");
  CHECK(tove.Button("Ta ner handen").Exists());
  // Nobody else's hand is taken down by those who do not lead.
  CHECK(tove.Button("Tove har pratat").Exists());
  CHECK(!tove.Button("Noor har pratat").Exists());
  tove.Button("Ta ner handen").Press();
  house.Settle();
  CHECK(karin.TextUnder(NodeRole::kList, "Vill säga något") == "Noor\nNoor har pratat\n");
  karin.Button("Noor har pratat").Press();
  house.Settle();
  CHECK(!noor.Shows("Vill säga något"));
  CHECK(noor.Button("Jag vill säga något").Exists());
}

TEST_CASE("the person, relatives and the chair can pause, and the page says who can") {
  House house;
  for (const auto& [who, may] : {std::pair(kNoor, true), std::pair(kMaria, true), std::pair(kKarin, true),
                                 std::pair(kTove, false), std::pair(kPetter, false)}) {
    AppPage& page = house.Enter(who);
    CHECK(page.Button("Paus").Exists() == may);
    CHECK(page.Shows("Noor, Maria och Karin kan pausa mötet när som helst."));
    house.Close(page);
  }
}

TEST_CASE("a pause is said at everybody's until somebody goes on") {
  House house;
  AppPage& noor = house.Enter(kNoor);
  AppPage& karin = house.Enter(kKarin);
  AppPage& tove = house.Enter(kTove, kPhone);
  noor.Button("Paus").Press();
  house.Settle();
  for (AppPage* page : {&noor, &karin, &tove}) {
    CHECK(page->Shows("Noor har bett om paus. Ta den tid ni behöver."));
    CHECK(!page->Button("Paus").Exists());
  }
  CheckPage(tove, kPhone);
  CheckPage(karin, kDesktop);
  AppPage& late = house.Open(kOskar);
  CHECK(late.Shows("Noor har bett om paus. Ta den tid ni behöver."));
  karin.Button("Fortsätt mötet").Press();
  house.Settle();
  for (AppPage* page : {&noor, &karin, &tove, &late}) CHECK(!page->Shows("har bett om paus"));
  CHECK(noor.Button("Paus").Exists());
}

TEST_CASE("during a pause writing goes on being possible") {
  House house;
  AppPage& noor = house.Enter(kNoor);
  noor.Button("Paus").Press();
  noor.Field("Anteckningar: Hur får jag en dygnsrytm?").Type("!");
  house.Settle();
  CHECK(noor.Shows("Allt är sparat"));
  CHECK(noor.Shows("Noor har bett om paus."));
}

}  // namespace samsyn
