#include "client/strings/strings.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "shared/base/utf8.h"

namespace samsyn {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(Str::kCount)> kNames = {{
#define SAMSYN_STRING(name, swedish, english) #name,
#include "client/strings/table.h"
#undef SAMSYN_STRING
}};

struct EasySentence {
  Str which;
  std::string_view name;
};
constexpr EasySentence kEasySentences[] = {
#define SAMSYN_EASY(name, sentence) {Str::name, #name},
#include "client/strings/table_easy.h"
#undef SAMSYN_EASY
};

std::multiset<std::string> Placeholders(std::string_view text) {
  std::multiset<std::string> found;
  for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
    found.emplace(text.substr(at, text.find('}', at) - at + 1));
  }
  return found;
}

// How many words each sentence has.
std::vector<int> SentenceLengths(std::string_view text) {
  std::vector<int> lengths;
  int words = 0;
  std::istringstream input{std::string(text)};
  for (std::string word; input >> word;) {
    ++words;
    if (word.find_last_of(".?:") != word.size() - 1) continue;
    lengths.push_back(std::exchange(words, 0));
  }
  if (words > 0) lengths.push_back(words);
  return lengths;
}

}  // namespace

TEST_CASE("every string is there in both languages, with the same places to fill in") {
  const Strings swedish(Language::kSwedish);
  const Strings english(Language::kEnglish);
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    const std::string name(kNames[i]);
    CAPTURE(name);
    const std::string_view sv = swedish(static_cast<Str>(i));
    const std::string_view en = english(static_cast<Str>(i));
    CHECK(!sv.empty());
    CHECK(!en.empty());
    CHECK(IsValidUtf8(sv));
    CHECK(IsValidUtf8(en));
    const auto places = Placeholders(sv);
    CHECK(places == Placeholders(en));
    for (const std::string& place : places) CHECK((place == "{0}" || place == "{1}"));
    CHECK(std::count(sv.begin(), sv.end(), '}') == static_cast<std::ptrdiff_t>(places.size()));
    // What something is put after ends in a space in both languages, nothing else does.
    CHECK((sv.back() == ' ') == (en.back() == ' '));
    CHECK(sv.front() != ' ');
    CHECK(en.front() != ' ');
  }
}

TEST_CASE("Swedish is Swedish and English is English") {
  // A language is called what those who speak it call it, whatever the page is in.
  const std::set<Str> same = {Str::kAppName,         Str::kTextSize,     Str::kTextSizeShort,  Str::kMinutes,
                              Str::kLanguageSwedish, Str::kLanguageEasy, Str::kLanguageEnglish};
  std::size_t different = 0;
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    const Str which = static_cast<Str>(i);
    if (Strings(Language::kSwedish)(which) != Strings(Language::kEnglish)(which)) ++different;
    if (same.contains(which)) CHECK(Strings(Language::kSwedish)(which) == Strings(Language::kEnglish)(which));
    // Letters that English does not have.
    const std::string english(Strings(Language::kEnglish)(which));
    CAPTURE(english);
    if (which == Str::kLanguageEasy) continue;
    for (const char* letter : {"å", "ä", "ö", "Å", "Ä", "Ö"}) CHECK(english.find(letter) == std::string::npos);
  }
  CHECK(different > kNames.size() * 9 / 10);
}

TEST_CASE("easy Swedish says the same as Swedish in short sentences, and is Swedish where it has none of its own") {
  const Strings swedish(Language::kSwedish);
  const Strings easy(Language::kEasySwedish);
  std::set<Str> own;
  for (const auto& [which, sentence_name] : kEasySentences) {
    const std::string name(sentence_name);
    const std::string_view sv = swedish(which);
    const std::string_view text = easy(which);
    CAPTURE(name);
    CHECK(own.insert(which).second);
    CHECK(text != sv);
    CHECK(IsValidUtf8(text));
    CHECK(Placeholders(text) == Placeholders(sv));
    CHECK((text.back() == ' ') == (sv.back() == ' '));
    CHECK(text.find('!') == std::string_view::npos);
    const std::vector<int> lengths = SentenceLengths(text);
    CHECK(*std::max_element(lengths.begin(), lengths.end()) <= 15);
    CHECK(std::accumulate(lengths.begin(), lengths.end(), 0) <= 11 * static_cast<int>(lengths.size()));
  }
  CHECK(own.size() > 400);
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    const Str which = static_cast<Str>(i);
    if (!own.contains(which)) CHECK(easy(which) == swedish(which));
  }
}

TEST_CASE("easy Swedish does without the words that have to be explained") {
  for (const auto& [which, sentence_name] : kEasySentences) {
    const std::string name(sentence_name);
    const std::string text(Strings(Language::kEasySwedish)(which));
    CAPTURE(name);
    for (const char* hard : {"mandat", "huvudman", "insats", "sekreterare", "vvikande", "återkalla", "överenskommelse",
                             "kallelse", "logg", "radera", "tillsvidare", "dagordning", "protokoll"}) {
      CHECK(text.find(hard) == std::string::npos);
    }
  }
  // It is said once what it is called elsewhere.
  CHECK(Strings(Language::kEasySwedish)(Str::kConsent) == "Säga ja (samtycke)");
}

TEST_CASE("a language is remembered, and the page says which it is written in") {
  for (const Language language : {Language::kSwedish, Language::kEnglish, Language::kEasySwedish}) {
    CHECK(LanguageOfSetting(LanguageSetting(language)) == language);
  }
  CHECK(LanguageOfSetting("") == Language::kSwedish);
  CHECK(LanguageOfSetting("fi") == Language::kSwedish);
  CHECK(LanguageTag(Language::kEasySwedish) == "sv");
  CHECK(LanguageTag(Language::kEnglish) == "en");
  CHECK(Strings(Language::kEasySwedish).DayAndDate("2026-11-24") == "tis 24\u00A0nov");
  CHECK(Strings(Language::kEasySwedish).TimeOfDay("13:00") == "13.00");
}

TEST_CASE("what is filled in goes where it belongs, once, whatever it holds") {
  const Strings say(Language::kSwedish);
  CHECK(say(Str::kAnd, "Noor", "Maria") == "Noor och Maria");
  CHECK(say(Str::kMinutesOf, "3", "10") == "nu · 3 av 10 min");
  CHECK(say(Str::kPersonsQuestion, "Noor") == "Noors fråga");
  CHECK(say(Str::kRemoveName, "{0} {1}") == "Ta bort: {0} {1}");
  CHECK(say(Str::kRemoveName, "") == "Ta bort: ");
}

TEST_CASE("dates and times are written as people here write them") {
  const Strings sv(Language::kSwedish);
  const Strings en(Language::kEnglish);
  CHECK(sv.ShortDate("2026-12-04") == "4\u00A0dec");
  CHECK(en.ShortDate("2026-12-04") == "4\u00A0Dec");
  CHECK(sv.DayAndDate("2026-11-24") == "tis 24\u00A0nov");
  CHECK(en.DayAndDate("2026-11-24") == "Tue 24\u00A0Nov");
  CHECK(sv.DayAndDate("2026-11-29") == "sön 29\u00A0nov");
  CHECK(sv.DayAndDate("2027-03-06") == "lör 6\u00A0mars");
  CHECK(en.DayAndDate("2027-03-06") == "Sat 6\u00A0Mar");
  CHECK(sv.TimeOfDay("13:00") == "13.00");
  CHECK(en.TimeOfDay("13:00") == "13:00");
}

TEST_CASE("a date says its year when it would be taken for another day without it") {
  const Date today = *ParseStoredDate("2026-11-24");
  for (const Language language : {Language::kSwedish, Language::kEnglish}) {
    const Strings say(language);
    for (const char* stored : {"2026-11-24", "2026-12-04", "2027-01-26", "2027-03-06", "2027-11-23", "2028-02-29"}) {
      CHECK(say.ShortDate(stored, today) == say.ShortDate(stored));
    }
    for (const char* stored : {"2026-11-23", "2025-12-04", "2027-11-24", "2027-12-04", "2032-02-29"}) {
      CHECK(say.ShortDate(stored, today) == say.ShortDate(stored) + "\u00A0" + std::string(stored).substr(0, 4));
    }
    // What is shown is read as what it was.
    for (int month = 1; month <= 12; ++month) {
      for (int year = 2025; year <= 2030; ++year) {
        const Date date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)}, std::chrono::day{9}};
        CHECK(ParseWrittenDate(say.ShortDate(StoredDate(date), today), today) == date);
      }
    }
    CHECK(say.ShortDate("", today).empty());
    CHECK(say.ShortDate("snart", today) == "snart");
  }
}

TEST_CASE("every month and weekday has a name in both languages") {
  std::set<std::string> dates;
  for (const Language language : {Language::kSwedish, Language::kEnglish}) {
    const Strings say(language);
    dates.clear();
    for (int month = 1; month <= 12; ++month) {
      const std::string stored = "2027-" + std::string(month < 10 ? "0" : "") + std::to_string(month) + "-17";
      const std::string written = say.ShortDate(stored);
      CHECK(written != stored);
      dates.insert(written);
    }
    CHECK(dates.size() == 12);
    std::set<std::string> days;
    for (int day = 1; day <= 7; ++day) {
      const std::string written = say.DayAndDate("2027-02-0" + std::to_string(day));
      days.insert(written.substr(0, written.find(' ')));
    }
    CHECK(days.size() == 7);
  }
}

TEST_CASE("what is no stored date is shown as it is") {
  for (const char* text : {"", "snart", "2026-13-01", "2026-12-4", "\xC3\xA5", "{0}"}) {
    CHECK(Strings(Language::kSwedish).ShortDate(text) == text);
    CHECK(Strings(Language::kEnglish).DayAndDate(text) == text);
  }
  CHECK(Strings(Language::kSwedish).TimeOfDay("") == "");
}

}  // namespace samsyn
