// What a panel shows, kept up to date by change sets alone: whatever they leave out shows as a difference.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/utf8.h"
#include "shared/document/document.h"
#include "tests/support/describe.h"

namespace samsyn {

class Picture {
 public:
  Picture() = default;
  explicit Picture(const Document& document) { Add(document, {}); }

  // False if the change set says something that cannot be, or says that nothing changed.
  [[nodiscard]] bool Follow(const Document& document, const ChangeSet& changes) {
    for (const Change& change : changes) {
      if (change.kind == Change::Kind::kText) {
        if (!Splice(texts_[change.where], change.splice)) return false;
      } else if (change.kind == Change::Kind::kField) {
        ReadField(document, change.where);
      } else {
        ReadList(document, change.where);
      }
    }
    return true;
  }

  // The same as a picture taken now. Names the first thing that differs, or nothing.
  [[nodiscard]] std::string DifferenceTo(const Document& document) const {
    const Picture now(document);
    if (WithoutEmpty(texts_) != WithoutEmpty(now.texts_)) return "the splices do not give the text";
    if (WithoutEmpty(fields_) != WithoutEmpty(now.fields_)) return "a field has changed unsaid";
    if (WithoutEmpty(lists_) != WithoutEmpty(now.lists_)) return "a list has changed unsaid";
    return {};
  }

 private:
  template <typename Map>
  static Map WithoutEmpty(Map map) {
    std::erase_if(map, [](const auto& entry) { return entry.second == typename Map::mapped_type(); });
    return map;
  }

  static std::u32string Decode(std::string_view text) {
    std::u32string decoded;
    for (std::size_t offset = 0; offset < text.size();) decoded.push_back(NextCodePoint(text, offset));
    return decoded;
  }

  static bool Splice(std::u32string& text, const TextSplice& splice) {
    if (splice.position > text.size() || splice.removed > text.size() - splice.position) return false;
    if (splice.removed == 0 && splice.inserted.empty()) return false;
    text.replace(splice.position, splice.removed, Decode(splice.inserted));
    return true;
  }

  void ReadField(const Document& document, FieldRef field) { fields_[field] = document.Get(field); }
  void ReadList(const Document& document, FieldRef list) { lists_[list] = document.AllItems(list); }

  void Add(const Document& document, OpId record) {
    for (FieldNumber number = 0; number < kDescribedNumbers; ++number) {
      const FieldRef where{record, number};
      ReadField(document, where);
      ReadList(document, where);
      texts_[where] = Decode(document.TextOf(where));
      for (const OpId item : std::vector<OpId>(lists_[where])) Add(document, item);
    }
  }

  std::map<FieldRef, std::u32string> texts_;
  std::map<FieldRef, Value> fields_;
  std::map<FieldRef, std::vector<OpId>> lists_;
};

}  // namespace samsyn
