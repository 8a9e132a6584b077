// Reading typed values out of a document: what is missing, or of another type than expected, reads as empty.
#pragma once

#include <string>

#include "shared/document/document.h"

namespace samsyn {

[[nodiscard]] inline std::string StringAt(const Document& document, OpId record, FieldNumber field) {
  const Value value = document.Get({record, field});
  const auto* text = std::get_if<std::string>(&value);
  return text == nullptr ? std::string() : *text;
}

[[nodiscard]] inline std::int64_t IntegerAt(const Document& document, OpId record, FieldNumber field) {
  const Value value = document.Get({record, field});
  const auto* number = std::get_if<std::int64_t>(&value);
  return number == nullptr ? 0 : *number;
}

[[nodiscard]] inline bool FlagAt(const Document& document, OpId record, FieldNumber field) {
  const Value value = document.Get({record, field});
  const auto* flag = std::get_if<bool>(&value);
  return flag != nullptr && *flag;
}

[[nodiscard]] inline OpId RecordAt(const Document& document, OpId record, FieldNumber field) {
  const Value value = document.Get({record, field});
  const auto* id = std::get_if<OpId>(&value);
  return id == nullptr ? OpId{} : *id;
}

// An enum stored as its number; a number outside 0 … count-1 reads as the first.
template <typename Enum>
[[nodiscard]] Enum EnumAt(const Document& document, OpId record, FieldNumber field, int count) {
  const std::int64_t number = IntegerAt(document, record, field);
  return static_cast<Enum>(number >= 0 && number < count ? number : 0);
}

}  // namespace samsyn
