// Changes of a text, and how two changes made at the same time pass each other.
//
// A field and its document can differ for a while (during an input method's composition). Then each side's change has
// to be carried over to the other: Transform. Positions are code points; strings are UTF-8.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shared/base/text_splice.h"

namespace samsyn {

// Walks over a text from its start: keep, remove and insert. What is left at the end is kept.
class TextChange {
 public:
  TextChange() = default;
  explicit TextChange(const TextSplice& splice);
  // The smallest single replacement that makes `after` of `before`.
  static TextChange Between(std::string_view before, std::string_view after);

  void Keep(std::size_t count);
  void Remove(std::size_t count);
  void Insert(std::string_view text);

  [[nodiscard]] bool IsEmpty() const { return steps_.empty(); }
  [[nodiscard]] std::string ApplyTo(std::string_view text) const;
  // The same as splices to be applied one after the other.
  [[nodiscard]] std::vector<TextSplice> Splices() const;
  // Where a caret at `position` is afterwards; it stays before text inserted exactly there.
  [[nodiscard]] std::size_t MapPosition(std::size_t position) const;
  // Where a position afterwards was before; anywhere in inserted text: at its place.
  [[nodiscard]] std::size_t MapBack(std::size_t position) const;

  // First `first`, then `second`.
  static TextChange Compose(const TextChange& first, const TextChange& second);
  // {a', b'} such that a then b' equals b then a'. Of insertions at the same place, a's comes first.
  static std::pair<TextChange, TextChange> Transform(const TextChange& a, const TextChange& b);

 private:
  struct Step {
    enum class Kind { kKeep, kRemove, kInsert } kind;
    std::size_t count;  // code points, of all kinds
    std::string text;   // of kInsert
  };
  class Reader;
  void Trim();

  std::vector<Step> steps_;
};

// A text after what a user did to it, in order.
[[nodiscard]] std::string Spliced(std::string text, const std::vector<TextSplice>& splices);

}  // namespace samsyn
