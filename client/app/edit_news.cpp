#include "client/app/edit_news.h"

#include <algorithm>

#include "shared/base/utf8.h"

namespace samsyn {
namespace {

constexpr std::int64_t kPause = 3'000;
// Longer is heard by reading the text itself.
constexpr std::size_t kMostCodePoints = 200;

// What an edit adds to the words somebody has written since they were last told of. Correcting the last letters is not
// read out letter by letter.
void Append(std::string& words, const TextSplice& splice) {
  if (splice.removed > 0 && splice.inserted.empty()) {
    const std::size_t count = CodePointCount(words);
    words.resize(ByteOffset(words, count - std::min(count, splice.removed)));
    return;
  }
  if (CodePointCount(words) < kMostCodePoints) words += splice.inserted;
}

}  // namespace

void EditWatch::LookAt(std::optional<Place> place) {
  if (place == place_) return;
  place_ = place;
  writers_.clear();
}

void EditWatch::Note(const Place& place, const std::string& participant, const TextSplice& splice, std::int64_t now) {
  if (place_ != place) return;
  Writing& writing = writers_[participant];
  if (!writing.waits) {
    writing.waits = true;
    writing.due = std::max(writing.due, now + kPause);
    writing.inserted.clear();
  }
  Append(writing.inserted, splice);
}

std::vector<EditNews> EditWatch::Take(std::int64_t now) {
  std::vector<EditNews> news;
  for (auto& [participant, writing] : writers_) {
    if (!writing.waits || writing.due > now) continue;
    writing.waits = false;
    news.push_back({participant, std::move(writing.inserted)});
    writing.inserted.clear();
  }
  return news;
}

std::optional<std::int64_t> EditWatch::DueAt() const {
  std::optional<std::int64_t> due;
  for (const auto& [participant, writing] : writers_) {
    if (writing.waits && (!due || writing.due < *due)) due = writing.due;
  }
  return due;
}

}  // namespace samsyn
