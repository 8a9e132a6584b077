#include "client/strings/strings.h"

#include <algorithm>
#include <array>

#include "shared/base/fill_pattern.h"

namespace samsyn {
namespace {

struct Entry {
  std::string_view swedish;
  std::string_view english;
};

constexpr std::array<Entry, static_cast<std::size_t>(Str::kCount)> kTable = {{
#define SAMSYN_STRING(name, swedish, english) {swedish, english},
#include "client/strings/table.h"
#undef SAMSYN_STRING
}};

// Empty where easy Swedish is Swedish as it is.
constexpr auto kEasy = [] {
  std::array<std::string_view, static_cast<std::size_t>(Str::kCount)> sentences;
#define SAMSYN_EASY(name, sentence) sentences[static_cast<std::size_t>(Str::name)] = sentence;
#include "client/strings/table_easy.h"
#undef SAMSYN_EASY
  return sentences;
}();

constexpr std::array<Entry, 7> kDays = {
    {{"sön", "Sun"}, {"mån", "Mon"}, {"tis", "Tue"}, {"ons", "Wed"}, {"tors", "Thu"}, {"fre", "Fri"}, {"lör", "Sat"}}};
constexpr std::array<Entry, 12> kMonths = {{{"jan", "Jan"},
                                            {"feb", "Feb"},
                                            {"mars", "Mar"},
                                            {"apr", "Apr"},
                                            {"maj", "May"},
                                            {"juni", "Jun"},
                                            {"juli", "Jul"},
                                            {"aug", "Aug"},
                                            {"sep", "Sep"},
                                            {"okt", "Oct"},
                                            {"nov", "Nov"},
                                            {"dec", "Dec"}}};

std::string_view Pick(const Entry& entry, Language language) {
  return language == Language::kEnglish ? entry.english : entry.swedish;
}

}  // namespace

std::string_view LanguageSetting(Language language) {
  return language == Language::kEasySwedish ? "easy" : LanguageTag(language);
}

Language LanguageOfSetting(std::string_view setting) {
  if (setting == "easy") return Language::kEasySwedish;
  return setting == "en" ? Language::kEnglish : Language::kSwedish;
}

std::string_view LanguageTag(Language language) { return language == Language::kEnglish ? "en" : "sv"; }

std::string_view Strings::operator()(Str which) const {
  const std::string_view easy = kEasy[static_cast<std::size_t>(which)];
  if (language_ == Language::kEasySwedish && !easy.empty()) return easy;
  return Pick(kTable[static_cast<std::size_t>(which)], language_);
}

std::string Strings::operator()(Str which, std::string_view first, std::string_view second) const {
  return FillPattern((*this)(which), first, second);
}

std::string Strings::ShortDate(std::string_view stored) const {
  const auto date = ParseStoredDate(stored);
  if (!date) return std::string(stored);
  // A no-break space: a date does not fall apart at a line's end.
  return std::to_string(unsigned{date->day()}) + "\u00A0" +
         std::string(Pick(kMonths[unsigned{date->month()} - 1], language_));
}

std::string Strings::ShortDate(std::string_view stored, Date today) const {
  std::string text = ShortDate(stored);
  const auto date = ParseStoredDate(stored);
  if (date && ParseWrittenDate(text, today) != date) text += "\u00A0" + std::to_string(int{date->year()});
  return text;
}

std::string Strings::DayAndDate(std::string_view stored) const {
  const auto date = ParseStoredDate(stored);
  if (!date) return std::string(stored);
  const std::chrono::weekday weekday{std::chrono::sys_days{*date}};
  return std::string(Pick(kDays[weekday.c_encoding()], language_)) + ' ' + ShortDate(stored);
}

std::string Strings::TimeOfDay(std::string_view stored) const {
  std::string time(stored);
  if (language_ != Language::kEnglish) std::replace(time.begin(), time.end(), ':', '.');
  return time;
}

}  // namespace samsyn
