#include "client/widgets/text_change.h"

#include <algorithm>
#include <cassert>

#include "shared/base/utf8.h"

namespace samsyn {

// Takes steps piece by piece; after the last comes an endless kKeep.
class TextChange::Reader {
 public:
  explicit Reader(const TextChange& change) : steps_(change.steps_) {}

  [[nodiscard]] bool AtEnd() const { return index_ == steps_.size(); }
  [[nodiscard]] Step::Kind Kind() const { return AtEnd() ? Step::Kind::kKeep : steps_[index_].kind; }
  [[nodiscard]] std::size_t Left() const {
    return AtEnd() ? static_cast<std::size_t>(-1) : steps_[index_].count - used_;
  }
  // The next `count` code points of this kInsert; moves on.
  std::string_view TakeText(std::size_t count) {
    std::string_view text = CodePointSlice(steps_[index_].text, used_, count);
    Take(count);
    return text;
  }
  void Take(std::size_t count) {
    if (AtEnd()) return;
    used_ += count;
    if (used_ == steps_[index_].count) {
      ++index_;
      used_ = 0;
    }
  }

 private:
  const std::vector<Step>& steps_;
  std::size_t index_ = 0;
  std::size_t used_ = 0;
};

TextChange::TextChange(const TextSplice& splice) {
  Keep(splice.position);
  Insert(splice.inserted);
  Remove(splice.removed);
  Trim();
}

TextChange TextChange::Between(std::string_view before, std::string_view after) {
  if (before == after) return {};
  auto continues = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; };
  std::size_t prefix = 0;
  const std::size_t shorter = std::min(before.size(), after.size());
  while (prefix < shorter && before[prefix] == after[prefix]) ++prefix;
  while (prefix > 0 && ((prefix < before.size() && continues(before[prefix])) ||
                        (prefix < after.size() && continues(after[prefix])))) {
    --prefix;
  }
  std::size_t suffix = 0;
  while (suffix < shorter - prefix && before[before.size() - 1 - suffix] == after[after.size() - 1 - suffix]) ++suffix;
  while (suffix > 0 && continues(before[before.size() - suffix])) --suffix;
  const auto removed = before.substr(prefix, before.size() - prefix - suffix);
  const auto inserted = after.substr(prefix, after.size() - prefix - suffix);
  return TextChange(
      TextSplice{CodePointCount(before.substr(0, prefix)), CodePointCount(removed), std::string(inserted)});
}

void TextChange::Keep(std::size_t count) {
  if (count == 0) return;
  if (!steps_.empty() && steps_.back().kind == Step::Kind::kKeep) {
    steps_.back().count += count;
  } else {
    steps_.push_back({Step::Kind::kKeep, count, {}});
  }
}

void TextChange::Remove(std::size_t count) {
  if (count == 0) return;
  if (!steps_.empty() && steps_.back().kind == Step::Kind::kRemove) {
    steps_.back().count += count;
  } else {
    steps_.push_back({Step::Kind::kRemove, count, {}});
  }
}

void TextChange::Insert(std::string_view text) {
  if (text.empty()) return;
  const std::size_t count = CodePointCount(text);
  if (!steps_.empty() && steps_.back().kind == Step::Kind::kInsert) {
    steps_.back().count += count;
    steps_.back().text += text;
    return;
  }
  // Insertions go before removals at the same place, so that equal changes look equal.
  if (!steps_.empty() && steps_.back().kind == Step::Kind::kRemove) {
    if (steps_.size() > 1 && steps_[steps_.size() - 2].kind == Step::Kind::kInsert) {
      steps_[steps_.size() - 2].count += count;
      steps_[steps_.size() - 2].text += text;
    } else {
      steps_.insert(steps_.end() - 1, {Step::Kind::kInsert, count, std::string(text)});
    }
    return;
  }
  steps_.push_back({Step::Kind::kInsert, count, std::string(text)});
}

void TextChange::Trim() {
  if (!steps_.empty() && steps_.back().kind == Step::Kind::kKeep) steps_.pop_back();
}

std::string TextChange::ApplyTo(std::string_view text) const {
  std::string result;
  result.reserve(text.size());
  std::size_t byte = 0;
  for (const auto& step : steps_) {
    const std::size_t next = step.kind == Step::Kind::kInsert ? byte : byte + ByteOffset(text.substr(byte), step.count);
    if (step.kind == Step::Kind::kKeep) result += text.substr(byte, next - byte);
    if (step.kind == Step::Kind::kInsert) result += step.text;
    byte = next;
  }
  result += text.substr(byte);
  return result;
}

std::vector<TextSplice> TextChange::Splices() const {
  std::vector<TextSplice> splices;
  std::size_t position = 0;
  bool open = false;  // the last step changed something just here
  for (const auto& step : steps_) {
    if (step.kind == Step::Kind::kKeep) {
      position += step.count;
      open = false;
      continue;
    }
    if (!open) splices.push_back({position, 0, {}});
    open = true;
    if (step.kind == Step::Kind::kInsert) {
      splices.back().inserted += step.text;
      position += step.count;
    } else {
      splices.back().removed += step.count;
    }
  }
  return splices;
}

std::size_t TextChange::MapPosition(std::size_t position) const {
  std::size_t old_position = 0;
  std::size_t new_position = 0;
  for (const auto& step : steps_) {
    if (step.kind == Step::Kind::kInsert) {
      if (old_position >= position) break;
      new_position += step.count;
      continue;
    }
    const std::size_t count = std::min(step.count, position - old_position);
    if (step.kind == Step::Kind::kKeep) new_position += count;
    old_position += count;
    if (count < step.count) return new_position;
  }
  return new_position + (position - old_position);
}

std::size_t TextChange::MapBack(std::size_t position) const {
  std::size_t old_position = 0;
  std::size_t new_position = 0;
  for (const auto& step : steps_) {
    if (step.kind == Step::Kind::kRemove) {
      old_position += step.count;
      continue;
    }
    const std::size_t count = std::min(step.count, position - new_position);
    if (step.kind == Step::Kind::kKeep) old_position += count;
    new_position += count;
    if (count < step.count) return old_position;
  }
  return old_position + (position - new_position);
}

TextChange TextChange::Compose(const TextChange& first, const TextChange& second) {
  TextChange result;
  Reader a(first);
  Reader b(second);
  while (!a.AtEnd() || !b.AtEnd()) {
    if (a.Kind() == Step::Kind::kRemove) {
      const std::size_t count = a.Left();
      result.Remove(count);
      a.Take(count);
      continue;
    }
    if (b.Kind() == Step::Kind::kInsert) {
      result.Insert(b.TakeText(b.Left()));
      continue;
    }
    const std::size_t count = std::min(a.Left(), b.Left());
    if (a.Kind() == Step::Kind::kInsert) {
      const std::string_view text = a.TakeText(count);
      if (b.Kind() == Step::Kind::kKeep) result.Insert(text);
    } else {
      if (b.Kind() == Step::Kind::kKeep) {
        result.Keep(count);
      } else {
        result.Remove(count);
      }
      a.Take(count);
    }
    b.Take(count);
  }
  result.Trim();
  return result;
}

std::pair<TextChange, TextChange> TextChange::Transform(const TextChange& first, const TextChange& second) {
  TextChange first_after;
  TextChange second_after;
  Reader a(first);
  Reader b(second);
  while (!a.AtEnd() || !b.AtEnd()) {
    if (a.Kind() == Step::Kind::kInsert) {
      const std::size_t count = a.Left();
      first_after.Insert(a.TakeText(count));
      second_after.Keep(count);
      continue;
    }
    if (b.Kind() == Step::Kind::kInsert) {
      const std::size_t count = b.Left();
      second_after.Insert(b.TakeText(count));
      first_after.Keep(count);
      continue;
    }
    const std::size_t count = std::min(a.Left(), b.Left());
    const bool a_keeps = a.Kind() == Step::Kind::kKeep;
    const bool b_keeps = b.Kind() == Step::Kind::kKeep;
    if (a_keeps && b_keeps) {
      first_after.Keep(count);
      second_after.Keep(count);
    } else if (a_keeps) {
      second_after.Remove(count);
    } else if (b_keeps) {
      first_after.Remove(count);
    }
    a.Take(count);
    b.Take(count);
  }
  first_after.Trim();
  second_after.Trim();
  return {first_after, second_after};
}

std::string Spliced(std::string text, const std::vector<TextSplice>& splices) {
  for (const TextSplice& splice : splices) text = TextChange(splice).ApplyTo(text);
  return text;
}

}  // namespace samsyn
