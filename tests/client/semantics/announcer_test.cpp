#include "client/semantics/announcer.h"

#include <doctest/doctest.h>

namespace samsyn {

TEST_CASE("announcements come once, in order, and only while they wait") {
  Announcer announcer;
  announcer.Say("Allt är sparat", Politeness::kPolite);
  announcer.Say("Ingen anslutning", Politeness::kAssertive);
  announcer.Say("Allt är sparat", Politeness::kPolite);
  announcer.Say("", Politeness::kPolite);
  const auto taken = announcer.Take();
  REQUIRE(taken.size() == 2);
  CHECK(taken[0] == Announcement{"Allt är sparat", Politeness::kPolite});
  CHECK(taken[1] == Announcement{"Ingen anslutning", Politeness::kAssertive});
  CHECK(announcer.Take().empty());
  announcer.Say("Allt är sparat", Politeness::kPolite);
  CHECK(announcer.Take().size() == 1);
}

}  // namespace samsyn
