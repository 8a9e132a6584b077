#include "client/strings/known_words.h"

#include <algorithm>
#include <iterator>
#include <string>

namespace samsyn {
namespace {

struct KnownWordEntry {
  std::string_view swedish;
  std::string_view forms;  // between bars
  std::string_view english;
  std::string_view means;
  std::string_view means_english;
};

constexpr KnownWordEntry kWords[] = {
#define SAMSYN_WORD(swedish, forms, english, means, means_english) {swedish, forms, english, means, means_english},
#include "client/strings/words_table.h"
#undef SAMSYN_WORD
};

// What Swedish puts after a noun: "mandatet", "insatsernas", "kallelsen".
constexpr std::string_view kEndings[] = {"s",   "n",   "t",   "a",    "r",     "en",    "et",   "er",
                                         "ar",  "or",  "na",  "ns",   "ts",    "as",    "ens",  "ets",
                                         "ers", "nas", "rna", "arna", "erna",  "orna",  "rs",   "re",
                                         "are", "ars", "ors", "rnas", "arnas", "ernas", "ornas"};
// A shorter word has none but "s": "sol" is not what "sola" asks about.
constexpr std::size_t kShortWord = 4;

bool IsPlainLetter(char byte) { return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '-'; }

// Small letters; what is no letter becomes one space. "À" to "ÿ" are two bytes, the first 0xC3, and the second of a
// capital 0x20 from the small one's.
std::string Plain(std::string_view text) {
  constexpr char kFirst = '\xC3';
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char byte = text[i];
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte - 'A' + 'a');
    if (byte == kFirst && i + 1 < text.size()) {
      const char second = text[++i];
      plain.push_back(kFirst);
      plain.push_back(static_cast<unsigned char>(second) <= 0x9E ? static_cast<char>(second + 0x20) : second);
    } else if (IsPlainLetter(byte)) {
      plain.push_back(byte);
    } else if (!plain.empty() && plain.back() != ' ') {
      plain.push_back(' ');
    }
  }
  while (!plain.empty() && plain.back() == ' ') plain.pop_back();
  return plain;
}

// "samtycket" is a form of "samtycke", and "LSS-beslut" is explained by "LSS".
bool IsFormOf(std::string_view asked, std::string_view word) {
  if (!asked.starts_with(word)) return false;
  const std::string_view ending = asked.substr(word.size());
  if (ending.empty() || ending.front() == '-' || ending == "s") return true;
  return word.size() >= kShortWord && std::find(std::begin(kEndings), std::end(kEndings), ending) != std::end(kEndings);
}

template <typename Each>
void ForEachForm(const KnownWordEntry& entry, Each each) {
  each(Plain(entry.swedish));
  for (std::string_view rest = entry.forms; !rest.empty();) {
    const std::size_t end = std::min(rest.find('|'), rest.size());
    each(Plain(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

// The parts of what is asked that begin and end with a word.
std::vector<std::string_view> PartsOf(std::string_view asked) {
  std::vector<std::size_t> starts = {0};
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (asked[i] == ' ') starts.push_back(i + 1);
  }
  starts.push_back(asked.size() + 1);
  constexpr std::size_t kLongest = 8;  // words
  std::vector<std::string_view> parts;
  for (std::size_t first = 0; first + 1 < starts.size(); ++first) {
    for (std::size_t last = first + 1; last < starts.size() && last <= first + kLongest; ++last) {
      parts.push_back(asked.substr(starts[first], starts[last] - 1 - starts[first]));
    }
  }
  return parts;
}

KnownWord InLanguage(const KnownWordEntry& entry, Language language) {
  if (language == Language::kEnglish) return {entry.english, entry.means_english};
  return {entry.swedish, entry.means};
}

}  // namespace

std::optional<KnownWord> ExplanationOf(std::string_view asked, Language language) {
  const std::string plain = Plain(asked);
  const KnownWordEntry* found = nullptr;
  std::size_t longest = 0;  // the more of it is the word, the surer: "avvikande mening" before "mening"
  for (const std::string_view part : PartsOf(plain)) {
    if (part.size() <= longest) continue;
    for (const KnownWordEntry& entry : kWords) {
      bool is = language == Language::kEnglish && IsFormOf(part, Plain(entry.english));
      ForEachForm(entry, [&](const std::string& form) { is = is || IsFormOf(part, form); });
      if (!is) continue;
      found = &entry;
      longest = part.size();
      break;
    }
  }
  if (found == nullptr) return std::nullopt;
  return InLanguage(*found, language);
}

std::vector<KnownWord> KnownWords(Language language) {
  std::vector<KnownWord> words;
  for (const KnownWordEntry& entry : kWords) words.push_back(InLanguage(entry, language));
  if (language == Language::kEnglish) {
    std::sort(words.begin(), words.end(),
              [](const KnownWord& a, const KnownWord& b) { return Plain(a.word) < Plain(b.word); });
  }
  return words;
}

}  // namespace samsyn
