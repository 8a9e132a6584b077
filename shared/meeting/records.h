// Records of a list that are found by the value of one of their fields.
#pragma once

#include <algorithm>
#include <string>

#include "shared/base/utf8.h"
#include "shared/document/document.h"
#include "shared/meeting/values.h"

namespace samsyn {

inline constexpr OpId kRootRecord{};
inline constexpr std::size_t kAtEnd = static_cast<std::size_t>(-1);

constexpr FieldRef Root(FieldNumber field) { return {kRootRecord, field}; }

// The first that says `wanted` in `field`; none when there is none. Two pages of one writer may have made two: the
// first in the list's order is the one that counts, everywhere.
[[nodiscard]] inline OpId FindRecord(const Document& document, FieldRef list, FieldNumber field, const Value& wanted) {
  for (const OpId record : document.Items(list)) {
    if (document.Get({record, field}) == wanted) return record;
  }
  return {};
}

inline OpId FindOrCreateRecord(Document& document, FieldRef list, std::uint32_t kind, FieldNumber field,
                               const Value& wanted) {
  OpId record = FindRecord(document, list, field, wanted);
  if (!record.IsNone()) return record;
  record = document.Create(list, kAtEnd, kind);
  document.Set({record, field}, wanted);
  return record;
}

// A deleted record reads as none.
[[nodiscard]] inline OpId LiveRecordAt(const Document& document, FieldRef field, const Document& target) {
  const OpId record = RecordAt(document, field.record, field.field);
  return !record.IsNone() && target.Exists(record) && !target.IsDeleted(record) ? record : OpId{};
}

// What is kept of a text that somebody approves: the text itself, so that everybody can see what it was. Of a very long
// one the beginning and its length.
[[nodiscard]] inline std::string ApprovedForm(const std::string& text) {
  constexpr std::size_t kMost = 60'000;  // within a value's largest text
  std::size_t kept = std::min(kMost, text.size());
  const auto continues = [&](std::size_t at) { return (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80; };
  while (kept > 0 && kept < text.size() && continues(kept)) --kept;
  return std::to_string(text.size()) + "\n" + text.substr(0, kept);
}

}  // namespace samsyn
