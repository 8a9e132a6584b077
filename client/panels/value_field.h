// A field for a value that is taken when the field is left or Enter is pressed: a date, a time of day, a name. What is
// typed meanwhile is nobody else's. What cannot be read stays as it was typed, with a sentence about how to write it.
#pragma once

#include <functional>
#include <string>

#include "client/panels/panel.h"

namespace samsyn {

enum class ValueKind : std::uint8_t { kText, kDate, kTime };

struct ValueFieldSpec {
  std::string_view label;
  std::string stored;  // as the meeting stores it: "2026-12-04", "13:00", or the text
  ValueKind kind = ValueKind::kText;
  bool show_label = true;
  bool read_only = false;
  std::string_view placeholder = {};
  std::size_t max_code_points = 200;
  Extent width = Fill();
};

// `set` gets the new value as the meeting stores it, or an empty one.
void ValueField(const Panel& panel, Key key, const ValueFieldSpec& spec,
                std::function<Rule(Meeting&, const Actor&, const std::string&)> set);

}  // namespace samsyn
