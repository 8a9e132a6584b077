// Everything the client says, in Swedish and English, in one place: table.h. "{0}" and "{1}" stand for what is filled
// in. Easy Swedish (lättläst) is Swedish with the sentences of table_easy.h where those have one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "shared/meeting/dates.h"

namespace samsyn {

enum class Language : std::uint8_t { kSwedish, kEnglish, kEasySwedish };

// What is remembered of it, "sv", "easy" or "en", and back: Swedish when it is none of them.
[[nodiscard]] std::string_view LanguageSetting(Language language);
[[nodiscard]] Language LanguageOfSetting(std::string_view setting);
// What a page in it says that it is written in: "sv" or "en".
[[nodiscard]] std::string_view LanguageTag(Language language);

enum class Str : std::uint16_t {
#define SAMSYN_STRING(name, swedish, english) name,
#include "client/strings/table.h"
#undef SAMSYN_STRING
  kCount,
};

class Strings {
 public:
  explicit Strings(Language language) : language_(language) {}

  [[nodiscard]] Language GetLanguage() const { return language_; }
  [[nodiscard]] std::string_view operator()(Str which) const;
  [[nodiscard]] std::string operator()(Str which, std::string_view first, std::string_view second = {}) const;

  // "4 dec", "tis 24 nov" or "4 Dec", "Tue 24 Nov"; the text as it is when it is no stored date.
  [[nodiscard]] std::string ShortDate(std::string_view stored) const;
  // With the year when it would be taken for another day without it: when it is not the first such day from today on.
  [[nodiscard]] std::string ShortDate(std::string_view stored, Date today) const;
  [[nodiscard]] std::string DayAndDate(std::string_view stored) const;
  // "13.00" or "13:00"
  [[nodiscard]] std::string TimeOfDay(std::string_view stored) const;

 private:
  Language language_;
};

}  // namespace samsyn
