#include "shared/export/calendar.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <string_view>

#include "shared/base/utf8.h"
#include "shared/meeting/dates.h"

namespace samsyn {
namespace {

constexpr std::size_t kLineOctets = 75;
constexpr const char* kZone = "Europe/Stockholm";

// Sweden's rule since 1996, which calendars also know by the name.
constexpr std::array<std::string_view, 16> kTimeZone = {
    "BEGIN:VTIMEZONE",
    "TZID:Europe/Stockholm",
    "BEGIN:DAYLIGHT",
    "DTSTART:19960331T020000",
    "TZNAME:CEST",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "DTSTART:19961027T030000",
    "TZNAME:CET",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
};

bool Continues(char octet) { return (static_cast<unsigned char>(octet) & 0xC0) == 0x80; }

// A line of the file, on as many as it takes: no longer than 75 octets, no character torn apart.
void AddLine(std::string& file, std::string_view line) {
  std::size_t room = kLineOctets;
  while (line.size() > room) {
    std::size_t cut = room;
    while (Continues(line[cut])) --cut;
    file += line.substr(0, cut);
    file += "\r\n ";
    line.remove_prefix(cut);
    room = kLineOctets - 1;  // the space that begins it counts
  }
  file += line;
  file += "\r\n";
}

// What somebody wrote, so that it stays one value of one line.
std::string Escaped(const std::string& written) {
  std::string escaped;
  bool after_return = false;
  for (const char letter : RepairUtf8(written)) {
    const bool is_break = letter == '\r' || (letter == '\n' && !after_return);
    after_return = letter == '\r';
    if (is_break) {
      escaped += "\\n";
    } else if (letter == '\\' || letter == ';' || letter == ',') {
      escaped += '\\';
      escaped += letter;
    } else if (static_cast<unsigned char>(letter) >= 0x20 && letter != 0x7F) {
      escaped += letter;
    } else if (letter == '\t') {
      escaped += ' ';
    }
  }
  return escaped;
}

std::string Digits(std::string_view text) {
  std::string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits), [](char c) { return c >= '0' && c <= '9'; });
  return digits;
}

// "20261124T120000Z"
std::string UtcStamp(std::int64_t milliseconds) {
  constexpr std::int64_t kDay = std::int64_t{24} * 3600 * 1000;
  const std::int64_t in_day = ((milliseconds % kDay) + kDay) % kDay / 1000;
  const auto two = [](std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return Digits(StoredDate(DayOf(milliseconds))) + "T" + two(in_day / 3600) + two(in_day / 60 % 60) + two(in_day % 60) +
         "Z";
}

// "130000"; nothing for what is no time of day.
std::optional<std::string> TimeOf(const std::string& stored) {
  const std::optional<std::string> time = ParseWrittenTime(stored);
  return time ? std::optional(Digits(*time) + "00") : std::nullopt;
}

void AddTimes(std::string& file, Date date, const CalendarEvent& event) {
  const std::string day = Digits(StoredDate(date));
  const std::optional<std::string> start = TimeOf(event.start);
  if (!start) {
    const Date next{std::chrono::sys_days{date} + std::chrono::days{1}};
    AddLine(file, "DTSTART;VALUE=DATE:" + day);
    return AddLine(file, "DTEND;VALUE=DATE:" + Digits(StoredDate(next)));
  }
  const std::string zone = std::string(";TZID=") + kZone + ":";
  AddLine(file, "DTSTART" + zone + day + "T" + *start);
  const std::optional<std::string> end = TimeOf(event.end);
  if (end && *end > *start) AddLine(file, "DTEND" + zone + day + "T" + *end);
}

}  // namespace

std::string CalendarFile(const CalendarEvent& event) {
  const std::optional<Date> date = ParseStoredDate(event.date);
  if (!date) return {};
  std::string file;
  AddLine(file, "BEGIN:VCALENDAR");
  AddLine(file, "VERSION:2.0");
  AddLine(file, "PRODID:-//Samsyn//Samsyn//SV");
  AddLine(file, "CALSCALE:GREGORIAN");
  AddLine(file, "METHOD:PUBLISH");
  for (const std::string_view line : kTimeZone) AddLine(file, line);
  AddLine(file, "END:VTIMEZONE");
  AddLine(file, "BEGIN:VEVENT");
  AddLine(file, "UID:" + Escaped(event.uid));
  AddLine(file, "SEQUENCE:" + std::to_string(std::max<std::int64_t>(0, event.sequence)));
  AddLine(file, "DTSTAMP:" + UtcStamp(event.stamp));
  AddTimes(file, *date, event);
  AddLine(file, "SUMMARY:" + Escaped(event.summary));
  if (!event.location.empty()) AddLine(file, "LOCATION:" + Escaped(event.location));
  AddLine(file, "CLASS:PRIVATE");
  AddLine(file, "END:VEVENT");
  AddLine(file, "END:VCALENDAR");
  return file;
}

}  // namespace samsyn
