#include "client/strings/known_words.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <string>

#include "shared/base/utf8.h"

namespace samsyn {
namespace {

std::string WordFor(std::string_view asked, Language language = Language::kSwedish) {
  const auto known = ExplanationOf(asked, language);
  return known ? std::string(known->word) : std::string();
}

int LongestSentence(std::string_view text) {
  int longest = 0;
  int words = 0;
  std::istringstream input{std::string(text)};
  for (std::string word; input >> word;) {
    longest = std::max(longest, ++words);
    if (word.back() == '.') words = 0;
  }
  return longest;
}

}  // namespace

TEST_CASE("a word is known however it is written and whatever form it has") {
  for (const char* asked : {"samtycke", "Samtycke", "SAMTYCKET", " samtycket ", "samtyckets", "vad betyder samtycke?",
                            "jag samtycker", "”samtycke”"}) {
    CAPTURE(std::string(asked));
    CHECK(WordFor(asked) == "samtycke");
  }
  for (const char* asked : {"SIP", "sip", "SIP:en", "SIP-möte", "samordnad individuell plan", "en SIP"}) {
    CAPTURE(std::string(asked));
    CHECK(WordFor(asked) == "SIP");
  }
  CHECK(WordFor("insatserna") == "insats");
  CHECK(WordFor("insatsernas") == "insats");
  CHECK(WordFor("huvudmännen") == "huvudman");
  CHECK(WordFor("ÅTGÄRDER") == "åtgärd");
  CHECK(WordFor("ÖPPENVÅRDEN") == "öppenvård");
  CHECK(WordFor("Gode mannen") == "god man");
  CHECK(WordFor("avvikande meningar") == "avvikande mening");
  CHECK(WordFor("LSS-beslutet") == "LSS");
  CHECK(WordFor("anhöriga") == "anhörig");
  CHECK(WordFor("närståendes") == "närstående");
}

TEST_CASE("a word is not taken for another that begins like it") {
  for (const char* asked : {"", " ", "?", "sola", "Lund", "bupig", "regionalt", "mening", "kommunikation", "ombudsman",
                            "remissinstans", "\xC3", "xyz"}) {
    CAPTURE(std::string(asked));
    CHECK(WordFor(asked).empty());
  }
  // The longest that fits is meant.
  CHECK(WordFor("personligt ombud i kommunen") == "ombud");
  CHECK(WordFor(std::string(2'000, 'a') + " SIP") == "SIP");
}

TEST_CASE("whoever reads English is answered in English") {
  CHECK(WordFor("samtycke", Language::kEnglish) == "consent");
  CHECK(WordFor("Consent", Language::kEnglish) == "consent");
  CHECK(WordFor("consent").empty());
  CHECK(ExplanationOf("samtycke", Language::kEasySwedish)->meaning ==
        ExplanationOf("samtycke", Language::kSwedish)->meaning);
}

TEST_CASE("every word of the list is explained briefly in both languages, and leads to itself") {
  const auto swedish = KnownWords(Language::kSwedish);
  const auto english = KnownWords(Language::kEnglish);
  CHECK(swedish.size() >= 40);
  CHECK(english.size() == swedish.size());
  std::set<std::string_view> words;
  for (const Language language : {Language::kSwedish, Language::kEnglish}) {
    for (const KnownWord& known : KnownWords(language)) {
      const std::string word(known.word);
      CAPTURE(word);
      CHECK(IsValidUtf8(known.meaning));
      CHECK(known.meaning.back() == '.');
      CHECK(LongestSentence(known.meaning) <= 18);
      CHECK(std::count(known.meaning.begin(), known.meaning.end(), '.') <= 2);
      CHECK(WordFor(word, language) == word);
    }
  }
  for (const KnownWord& known : swedish) CHECK(words.insert(known.word).second);
}

}  // namespace samsyn
