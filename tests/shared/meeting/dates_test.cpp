#include "shared/meeting/dates.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/seeded_random.h"

namespace samsyn {
namespace {

using std::chrono::November;

const Date kToday{std::chrono::year{2026}, November, std::chrono::day{24}};

std::string Written(std::string_view text, Date today = kToday) {
  const auto date = ParseWrittenDate(text, today);
  return date ? StoredDate(*date) : "no date";
}

Date Day(const char* stored) { return *ParseStoredDate(stored); }

}  // namespace

TEST_CASE("a stored date is read exactly as it is written, and nothing else is") {
  for (const char* date : {"2026-12-04", "2028-02-29", "1900-01-01", "2999-12-31"}) {
    REQUIRE(ParseStoredDate(date).has_value());
    CHECK(StoredDate(*ParseStoredDate(date)) == date);
  }
  for (const char* wrong :
       {"",           "2026-12-4",  "2026-12-04 ", " 2026-12-04", "2026/12/04", "2026-02-29",      "2026-13-01",
        "2026-00-10", "2026-12-00", "2026-12-32",  "1899-12-31",  "3000-01-01", "0000-00-00",      "20261204xx",
        "2026-1a-04", "2026-dec-4", "+026-12-04",  "-026-12-04",  "2026-12--4", "2026-12-\xC3\xA5"}) {
    CAPTURE(wrong);
    CHECK(!ParseStoredDate(wrong).has_value());
  }
}

TEST_CASE("people write dates in many ways") {
  for (const char* text :
       {"4 dec", "4 DEC", "4 december", "4 december 2026", "4/12", "4/12 2026", "4.12.2026", "4/12-2026", "2026-12-04",
        "2026 12 04", "2026 dec 4", "4dec", "  4  dec  ", "4\u00A0dec", "04/12", "4 dec 2026."}) {
    CAPTURE(text);
    CHECK(Written(text) == "2026-12-04");
  }
}

TEST_CASE("every month has its Swedish and its English name, whole and short") {
  const char* const names[12][4] = {{"jan", "januari", "Jan", "January"},   {"feb", "februari", "Feb", "February"},
                                    {"mars", "mar", "Mar", "March"},        {"apr", "april", "Apr", "April"},
                                    {"maj", "maj", "May", "may"},           {"juni", "jun", "Jun", "June"},
                                    {"juli", "jul", "Jul", "July"},         {"aug", "augusti", "Aug", "August"},
                                    {"sep", "september", "Sept", "sept"},   {"okt", "oktober", "Oct", "October"},
                                    {"nov", "november", "Nov", "NOVEMBER"}, {"dec", "december", "Dec", "December"}};
  for (unsigned month = 1; month <= 12; ++month) {
    for (const char* name : names[month - 1]) {
      CAPTURE(name);
      const auto date = ParseWrittenDate(std::string("17 ") + name + " 2027", kToday);
      REQUIRE(date.has_value());
      CHECK(unsigned{date->month()} == month);
      CHECK(unsigned{date->day()} == 17);
    }
  }
}

TEST_CASE("without a year it is the first such day from today on") {
  CHECK(Written("24 nov") == "2026-11-24");
  CHECK(Written("25 nov") == "2026-11-25");
  CHECK(Written("23 nov") == "2027-11-23");
  CHECK(Written("1/1") == "2027-01-01");
  CHECK(Written("31 dec", Day("2026-12-31")) == "2026-12-31");
  CHECK(Written("1 jan", Day("2026-12-31")) == "2027-01-01");
}

TEST_CASE("a leap day is found when there is one, however far away") {
  CHECK(Written("29 feb") == "2028-02-29");
  CHECK(Written("29 feb", Day("2028-02-29")) == "2028-02-29");
  CHECK(Written("29 feb", Day("2028-03-01")) == "2032-02-29");
  CHECK(Written("29 feb", Day("2096-03-01")) == "2104-02-29");  // 2100 has none
  CHECK(Written("29 feb 2027") == "no date");
  CHECK(Written("2028-02-29") == "2028-02-29");
  CHECK(Written("30 feb") == "no date");
}

TEST_CASE("what is no date is no date") {
  for (const char* text : {"",
                           " ",
                           "snart",
                           "4",
                           "dec",
                           "dec 4",
                           "4 d",
                           "4 de",
                           "0 dec",
                           "32 dec",
                           "31 april",
                           "4/0",
                           "4/13",
                           "4 dec 26",
                           "4 dec 3000",
                           "4 dec 1899",
                           "4 dec 2026 eller så",
                           "-",
                           "4 5 6 7",
                           "kl 13.10 4 dec",
                           "4 tjo",
                           "260 dec",
                           "4/268",
                           "260/12 2026",
                           "20261204",
                           "99999999999999 dec",
                           "4 dec 12026",
                           "٤ dec"}) {
    CAPTURE(text);
    CHECK(Written(text) == "no date");
  }
}

TEST_CASE("no bytes are too strange to be read as a date, or not") {
  for (const std::uint64_t seed : Seeds(200)) {
    INFO("seed ", seed);
    SeededRandom random(seed);
    const std::string pieces = "0123456789 -/.decjanfeb\n\t\xC3\xA5\xFF\x80\x7F";
    for (int round = 0; round < 50; ++round) {
      std::string text;
      for (std::size_t i = random.Below(24); i > 0; --i) {
        text.push_back(random.Chance(80) ? pieces[random.Below(pieces.size())] : static_cast<char>(random.Below(256)));
      }
      CAPTURE(text);
      // Whatever it was taken for can be stored and is the same when read again.
      for (const auto& date : {ParseWrittenDate(text, kToday), ParseStoredDate(text)}) {
        if (date) CHECK(ParseStoredDate(StoredDate(*date)) == *date);
      }
      if (const auto stored = ParseStoredDate(text)) CHECK(StoredDate(*stored) == text);
    }
  }
}

TEST_CASE("the day of a clock begins at midnight, before 1970 too") {
  constexpr std::int64_t kDay = 86'400'000;
  CHECK(StoredDate(DayOf(0)) == "1970-01-01");
  CHECK(StoredDate(DayOf(kDay - 1)) == "1970-01-01");
  CHECK(StoredDate(DayOf(kDay)) == "1970-01-02");
  CHECK(StoredDate(DayOf(-1)) == "1969-12-31");
  CHECK(StoredDate(DayOf(-kDay)) == "1969-12-31");
  CHECK(StoredDate(DayOf(-kDay - 1)) == "1969-12-30");
  CHECK(StoredDate(DayOf(1'795'525'200'000)) == "2026-11-24");
}

}  // namespace samsyn
