// Calendar files: what RFC 5545 asks of them, whatever people have written.
#include "shared/export/calendar.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "shared/base/utf8.h"

namespace samsyn {
namespace {

CalendarEvent Event() {
  return {.uid = "abc-0",
          .sequence = 3,
          .stamp = 1'795'525'200'000,  // 24 November 2026, 13.00 UTC
          .date = "2026-11-24",
          .start = "13:00",
          .end = "14:00",
          .summary = "Möte",
          .location = "Träffpunkt Ankaret"};
}

std::vector<std::string> RawLines(const std::string& file) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < file.size();) {
    const std::size_t end = file.find("\r\n", at);
    REQUIRE(end != std::string::npos);
    lines.push_back(file.substr(at, end - at));
    at = end + 2;
  }
  return lines;
}

// As a calendar reads them: continued lines are one.
std::vector<std::string> Lines(const std::string& file) {
  std::vector<std::string> lines;
  for (const std::string& raw : RawLines(file)) {
    if (!raw.empty() && raw[0] == ' ') {
      REQUIRE(!lines.empty());
      lines.back() += raw.substr(1);
    } else {
      lines.push_back(raw);
    }
  }
  return lines;
}

std::string ValueOf(const std::string& file, const std::string& name) {
  std::string found;
  bool in_event = false;
  for (const std::string& line : Lines(file)) {
    if (line == "BEGIN:VEVENT") in_event = true;
    if (in_event && line.starts_with(name) && (line[name.size()] == ':' || line[name.size()] == ';')) {
      CHECK(found.empty());
      found = line.substr(name.size());
    }
  }
  return found;
}

void CheckForm(const std::string& file) {
  CHECK(IsValidUtf8(file));
  for (const std::string& line : RawLines(file)) {
    CAPTURE(line);
    CHECK(line.size() <= 75);
    CHECK(IsValidUtf8(line));
    CHECK(line.find('\n') == std::string::npos);
    CHECK(line.find('\r') == std::string::npos);
  }
  // Nothing that was written has become a line of its own.
  std::size_t events = 0;
  for (const std::string& line : Lines(file)) events += line == "BEGIN:VEVENT" ? 1 : 0;
  CHECK(events == 1);
  CHECK(Lines(file).front() == "BEGIN:VCALENDAR");
  CHECK(Lines(file).back() == "END:VCALENDAR");
}

}  // namespace

TEST_CASE("follow-up has a clear time plan: a calendar file says when and where, in Swedish time") {
  const std::string file = CalendarFile(Event());
  CheckForm(file);
  CHECK(ValueOf(file, "UID") == ":abc-0");
  CHECK(ValueOf(file, "SEQUENCE") == ":3");
  CHECK(ValueOf(file, "DTSTAMP") == ":20261124T130000Z");
  CHECK(ValueOf(file, "DTSTART") == ";TZID=Europe/Stockholm:20261124T130000");
  CHECK(ValueOf(file, "DTEND") == ";TZID=Europe/Stockholm:20261124T140000");
  CHECK(ValueOf(file, "SUMMARY") == ":Möte");
  CHECK(ValueOf(file, "LOCATION") == ":Träffpunkt Ankaret");
  CHECK(file.find("BEGIN:VTIMEZONE\r\nTZID:Europe/Stockholm\r\n") != std::string::npos);
  CHECK(file.find("END:VTIMEZONE\r\nBEGIN:VEVENT\r\n") != std::string::npos);
}

TEST_CASE("without times it is a whole day, and an end that is none is left out") {
  CalendarEvent event = Event();
  event.start.clear();
  CHECK(ValueOf(CalendarFile(event), "DTSTART") == ";VALUE=DATE:20261124");
  CHECK(ValueOf(CalendarFile(event), "DTEND") == ";VALUE=DATE:20261125");
  event.date = "2026-12-31";
  CHECK(ValueOf(CalendarFile(event), "DTEND") == ";VALUE=DATE:20270101");
  event = Event();
  for (const char* end : {"", "13:00", "12:00", "snart"}) {
    event.end = end;
    CHECK(ValueOf(CalendarFile(event), "DTSTART") == ";TZID=Europe/Stockholm:20261124T130000");
    CHECK(ValueOf(CalendarFile(event), "DTEND").empty());
  }
}

TEST_CASE("what is no day makes no file") {
  CalendarEvent event = Event();
  for (const char* date : {"", "snart", "2026-13-01", "2026-02-30", "2026-11-24\r\nATTENDEE:x"}) {
    event.date = date;
    CHECK(CalendarFile(event).empty());
  }
}

TEST_CASE("hostile text stays one value") {
  CalendarEvent event = Event();
  SUBCASE("line breaks") {
    event.location = "A\r\nEND:VEVENT\nBEGIN:VEVENT\rB";
    CHECK(ValueOf(CalendarFile(event), "LOCATION") == ":A\\nEND:VEVENT\\nBEGIN:VEVENT\\nB");
  }
  SUBCASE("commas, semicolons and backslashes") {
    event.location = "Sal 1, hus B; \\n är ingen rad: \"citat\"";
    CHECK(ValueOf(CalendarFile(event), "LOCATION") == ":Sal 1\\, hus B\\; \\\\n är ingen rad: \"citat\"");
  }
  SUBCASE("control characters") {
    event.location = std::string("a\0b\x1B[31m\tc\x7F", 11);
    CHECK(ValueOf(CalendarFile(event), "LOCATION") == ":ab[31m c");
  }
  SUBCASE("broken text") { event.summary = "a\xC3"; }
  SUBCASE("in every field") {
    for (std::string* field : {&event.uid, &event.summary, &event.location}) *field = "\n\r\n;,\\\r";
  }
  CheckForm(CalendarFile(event));
}

TEST_CASE("long lines are folded between characters, and read back whole") {
  CalendarEvent event = Event();
  for (const char* letter : {"å", "ä", "ö", "€", "😀", "a"}) {
    for (std::size_t before = 0; before < 5; ++before) {
      std::string text(before, 'x');
      while (text.size() < 400) text += letter;
      event.location = text;
      const std::string file = CalendarFile(event);
      CheckForm(file);
      CHECK(ValueOf(file, "LOCATION") == ":" + text);
    }
  }
  // As long as a line is and one more.
  for (std::size_t size : {65, 66, 67}) {
    event.location = std::string(size, 'a');
    CheckForm(CalendarFile(event));
    CHECK(ValueOf(CalendarFile(event), "LOCATION") == ":" + event.location);
  }
}

TEST_CASE("a calendar file has no place for a name, a reason or a question") {
  const std::string file = CalendarFile(Event());
  for (const char* name : {"ATTENDEE", "ORGANIZER", "DESCRIPTION", "CONTACT", "COMMENT", "URL", "CATEGORIES"}) {
    CHECK(ValueOf(file, name).empty());
  }
  CHECK(ValueOf(file, "CLASS") == ":PRIVATE");
}

TEST_CASE("moments before 1970 and odd numbers do no harm") {
  CalendarEvent event = Event();
  event.stamp = -1;
  event.sequence = -7;
  const std::string file = CalendarFile(event);
  CHECK(ValueOf(file, "DTSTAMP") == ":19691231T235959Z");
  CHECK(ValueOf(file, "SEQUENCE") == ":0");
}

}  // namespace samsyn
