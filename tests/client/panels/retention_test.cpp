// When everything is deleted, and by whom.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/client/app/house.h"

namespace samsyn {
namespace {

constexpr std::int64_t kHour = 3'600'000;
constexpr std::int64_t kDay = 24 * kHour;
// Midnight after the meeting's day, where the people are: one hour east of UTC.
constexpr std::int64_t kMidnight = kMeetingDay + 11 * kHour;

AppPage& OpenRetention(House& house, const char* who) {
  AppPage& page = house.Enter(who);
  page.Button("Trygghet").Press();
  page.Button("Radering").Press();
  return page;
}

std::int64_t SentDay(const House& house) {
  return std::get<RetentionCommand>(house.relay.commands.back().second).purge_at;
}

}  // namespace

TEST_CASE("everybody sees when all is deleted; the person and the chair decide it") {
  House house;
  for (const char* who : {kTove, kPetter, kMaria}) {
    AppPage& page = OpenRetention(house, who);
    CHECK(page.Shows("Allt i mötet raderas om 95 dagar, den 27\u00A0feb."));
    CHECK(!page.Button("Radera mötet nu").Exists());
    CHECK(!page.Button("Spara dagen").Exists());
    house.Close(page);
  }
  for (const char* who : {kNoor, kKarin}) {
    AppPage& page = OpenRetention(house, who);
    CHECK(page.Button("Radera mötet nu").Exists());
    CheckPage(page, kDesktop);
    house.Close(page);
  }
}

TEST_CASE("the day is moved by a choice or by a date, to the end of that day") {
  House house;
  AppPage& karin = OpenRetention(house, kKarin);
  karin.Button("Radera mötet om 30 dagar, 24\u00A0dec").Press();
  house.Settle();
  CHECK(SentDay(house) == kMidnight + 30 * kDay);
  CHECK(karin.Shows("Allt i mötet raderas om 30 dagar, den 24\u00A0dec."));
  karin.Field("Eller en annan dag").Fill("4 dec");
  karin.Button("Spara dagen").Press();
  house.Settle();
  CHECK(SentDay(house) == kMidnight + 10 * kDay);
  CHECK(karin.Shows("Allt i mötet raderas om 10 dagar, den 4\u00A0dec."));
  CHECK(karin.Field("Eller en annan dag").Value().empty());
  const std::size_t sent = house.relay.commands.size();
  for (const char* wrong : {"", "sen", "2026-11-01", "2030-01-01"}) {
    karin.Field("Eller en annan dag").Fill(wrong);
    karin.Button("Spara dagen").Press();
    house.Settle();
    CHECK(karin.Field("Eller en annan dag").Node().invalid);
  }
  CHECK(karin.Shows("Ett möte sparas i högst 400 dagar"));
  CHECK(house.relay.commands.size() == sent);
}

TEST_CASE("two weeks before, everybody is reminded, without being interrupted") {
  House house;
  house.relay.Access().purge_at = kMidnight + 15 * kDay;
  AppPage& tove = house.Enter(kTove);
  CHECK(!tove.Shows("Mötet raderas"));
  tove.Field("Anteckningar: Hur får jag en dygnsrytm?").Focus();
  const NodeId focused = tove.Focused();
  (void)tove.TakeAnnouncements();
  house.relay.Access().purge_at = kMidnight + 9 * kDay;
  house.relay.TellAccess();
  house.Settle();
  CHECK(tove.Shows("Mötet raderas om 9 dagar, den 3\u00A0dec. Spara det ni behöver i era egna handlingar."));
  CHECK(tove.Focused() == focused);
  CHECK(tove.TakeAnnouncements().empty());
  for (const SemanticNode* node : tove.Tree().AllByRole(NodeRole::kAlert)) {
    CHECK(tove.TextUnder(NodeRole::kAlert, node->name).find("raderas") == std::string::npos);
  }
  CheckPage(tove, kDesktop);
  for (const auto& [at, words] : {std::pair(kMidnight + kDay, "Mötet raderas i morgon, den 25\u00A0nov."),
                                  std::pair(kMidnight, "Mötet raderas i dag, den 24\u00A0nov.")}) {
    house.relay.Access().purge_at = at;
    house.relay.TellAccess();
    house.Settle();
    CHECK(tove.Shows(words));
  }
}

TEST_CASE("deleting everything is asked once more, and ends every page") {
  House house;
  AppPage& tove = house.Enter(kTove, kPhone);
  AppPage& noor = OpenRetention(house, kNoor);
  noor.Button("Radera mötet nu").Press();
  CHECK(noor.Shows("Inget går att få tillbaka."));
  CHECK(house.relay.commands.empty());
  noor.Button("Avbryt").Press();
  CHECK(!noor.Shows("Inget går att få tillbaka."));
  noor.Button("Radera mötet nu").Press();
  noor.Button("Ja, radera allt nu").Press();
  house.Settle();
  CHECK(std::holds_alternative<PurgeCommand>(house.relay.commands.back().second));
  for (AppPage* page : {&noor, &tove}) {
    CHECK(page->Shows("Mötet är raderat"));
    CHECK(!page->Shows("dygnsrytm"));
  }
  CHECK(house.DeviceOf(kTove).pending.empty());
}

}  // namespace samsyn
