// Everything that can be seen of a document, as text: two documents are the same when their descriptions are.
#pragma once

#include <sstream>
#include <string>

#include "shared/document/document.h"

namespace samsyn {

// Fields, texts and lists with numbers below this are looked at.
inline constexpr FieldNumber kDescribedNumbers = 5;

inline void DescribeId(std::ostream& out, OpId id) { out << std::hex << id.replica << std::dec << ':' << id.counter; }

inline std::string Describe(const Value& value) {
  std::ostringstream out;
  if (const auto* flag = std::get_if<bool>(&value)) out << (*flag ? "true" : "false");
  if (const auto* number = std::get_if<std::int64_t>(&value)) out << *number;
  if (const auto* text = std::get_if<std::string>(&value)) out << '"' << *text << '"';
  if (const auto* record = std::get_if<OpId>(&value)) DescribeId(out << '@', *record);
  return out.str();
}

// A copy is a Document, or anything that reads like one.
template <typename Copy>
void DescribeRecord(std::ostream& out, const Copy& document, OpId record, const std::string& indent) {
  DescribeId(out << indent << "record ", record);
  out << " kind " << document.KindOf(record) << (document.IsDeleted(record) ? " deleted" : "") << " placed by ";
  DescribeId(out, document.LastMove(record));
  out << '\n';
  for (FieldNumber number = 0; number < kDescribedNumbers; ++number) {
    const FieldRef where{record, number};
    if (!document.LastWrite(where).IsNone()) {
      out << indent << "  field " << number << " = " << Describe(document.Get(where)) << " written by ";
      DescribeId(out, document.LastWrite(where));
      out << '\n';
    }
    if (const std::size_t size = document.TextSize(where); size > 0) {
      out << indent << "  text " << number << " = " << document.TextOf(where) << " of";
      for (const IdRange& range : document.CharactersIn(where, 0, size)) {
        DescribeId(out << ' ', range.first);
        out << '+' << range.count;
      }
      out << '\n';
    }
    const std::vector<OpId> items = document.Items(where);
    const std::vector<OpId> deleted = document.DeletedItems(where);
    if (!items.empty() || !deleted.empty()) {
      out << indent << "  list " << number << " in all";
      for (const OpId item : document.AllItems(where)) DescribeId(out << ' ', item);
      out << '\n';
    }
    for (const OpId item : items) DescribeRecord(out, document, item, indent + "    ");
    for (const OpId item : deleted) DescribeRecord(out, document, item, indent + "    ");
  }
}

template <typename Copy>
[[nodiscard]] std::string DescribeCopy(const Copy& document) {
  std::ostringstream out;
  DescribeRecord(out, document, {}, "");
  for (const auto& [replica, next] : document.Version()) {
    if (next > 1) out << "has " << std::hex << replica << std::dec << " before " << next << '\n';
  }
  out << "waiting " << document.WaitingCount() << '\n';
  return out.str();
}

[[nodiscard]] inline std::string Describe(const Document& document) { return DescribeCopy(document); }

}  // namespace samsyn
