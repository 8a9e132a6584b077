#include "shared/meeting/dates.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

namespace samsyn {
namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;

// The first three letters tell every month apart, in Swedish and in English ("maj"/"may", "okt"/"oct").
constexpr std::array<std::string_view, 12> kSwedish = {"jan", "feb", "mar", "apr", "maj", "jun",
                                                       "jul", "aug", "sep", "okt", "nov", "dec"};
constexpr std::array<std::string_view, 12> kEnglish = {"jan", "feb", "mar", "apr", "may", "jun",
                                                       "jul", "aug", "sep", "oct", "nov", "dec"};

struct Word {
  std::string letters;  // lower case, empty for a number
  int number = -1;
  std::size_t digits = 0;
};

// Numbers and words; everything between them only separates. At most four of them make a date.
std::vector<Word> Words(std::string_view text) {
  std::vector<Word> words;
  for (std::size_t i = 0; i < text.size() && words.size() < 5;) {
    const auto is_digit = [&](std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
    const auto is_letter = [&](std::size_t at) {
      return at < text.size() && std::isalpha(static_cast<unsigned char>(text[at])) != 0;
    };
    Word word;
    if (is_digit(i)) {
      word.number = 0;
      for (; is_digit(i) && word.digits < 5; ++i, ++word.digits) word.number = word.number * 10 + (text[i] - '0');
      words.push_back(word);
    } else if (is_letter(i)) {
      for (; is_letter(i); ++i) {
        word.letters.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(text[i]))));
      }
      words.push_back(word);
    } else {
      ++i;
    }
  }
  return words;
}

int MonthOf(const Word& word) {
  if (word.letters.empty()) return word.number;
  if (word.letters.size() < 3) return 0;
  const std::string_view start = std::string_view(word.letters).substr(0, 3);
  for (const auto& names : {kSwedish, kEnglish}) {
    const auto found = std::find(names.begin(), names.end(), start);
    if (found != names.end()) return static_cast<int>(found - names.begin()) + 1;
  }
  return 0;
}

std::optional<Date> Checked(int y, int m, int d) {
  if (m < 1 || m > 12 || d < 1 || d > 31) return std::nullopt;  // chrono keeps only their low bytes
  const Date date{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}};
  return date.ok() && y >= 1900 && y <= 2999 ? std::optional(date) : std::nullopt;
}

std::string Padded(int value, std::size_t width) {
  std::string digits = std::to_string(value);
  return std::string(width - std::min(width, digits.size()), '0') + digits;
}

}  // namespace

std::optional<Date> ParseStoredDate(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const std::vector<Word> words = Words(text);
  if (words.size() != 3 || words[0].digits != 4 || words[1].digits != 2 || words[2].digits != 2) return std::nullopt;
  return Checked(words[0].number, words[1].number, words[2].number);
}

std::string StoredDate(Date date) {
  return Padded(static_cast<int>(date.year()), 4) + '-' + Padded(static_cast<int>(unsigned{date.month()}), 2) + '-' +
         Padded(static_cast<int>(unsigned{date.day()}), 2);
}

std::optional<Date> ParseWrittenDate(std::string_view text, Date today) {
  const std::vector<Word> words = Words(text);
  if (words.size() == 3 && words[0].digits == 4) return Checked(words[0].number, MonthOf(words[1]), words[2].number);
  if (words.size() < 2 || words.size() > 3 || words[0].number < 0) return std::nullopt;
  const int d = words[0].number;
  const int m = MonthOf(words[1]);
  if (words.size() == 3) return words[2].digits == 4 ? Checked(words[2].number, m, d) : std::nullopt;
  // 29 February may be years away.
  for (int ahead = 0; ahead <= 8; ++ahead) {
    const auto date = Checked(static_cast<int>(today.year()) + ahead, m, d);
    if (date && sys_days{*date} >= sys_days{today}) return date;
  }
  return std::nullopt;
}

std::optional<std::string> ParseWrittenTime(std::string_view text) {
  const std::vector<Word> words = Words(text);
  if (words.empty() || words.size() > 2 || words[0].number < 0 || words[0].digits > 2) return std::nullopt;
  const bool whole_hour = words.size() == 1;
  if (!whole_hour && (words[1].number < 0 || words[1].digits != 2)) return std::nullopt;
  const int minutes = whole_hour ? 0 : words[1].number;
  if (words[0].number > 23 || minutes > 59) return std::nullopt;
  return Padded(words[0].number, 2) + ':' + Padded(minutes, 2);
}

Date DayOf(std::int64_t local_milliseconds) {
  constexpr std::int64_t kDay = 86'400'000;
  const std::int64_t whole = local_milliseconds / kDay - (local_milliseconds % kDay < 0 ? 1 : 0);
  return Date{sys_days{days{static_cast<int>(whole)}}};
}

}  // namespace samsyn
