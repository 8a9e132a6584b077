// A field for a value that is taken when the field is left or Enter is pressed: a date, a time of day, a name. What is
// typed meanwhile is nobody else's. What cannot be read stays as it was typed, with a sentence about how to write it.
#pragma once

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
void ValueField(const Panel& panel, Key key, const ValueFieldSpec& spec, SetText set);

// A text that is this person's own until a button takes it.
struct DraftFieldSpec {
  std::string_view label;
  std::string before = {};  // what stands there before anything is typed
  std::string_view placeholder = {};
  bool multiline = true;
  std::size_t max_code_points = 2000;
};
struct DraftResult {
  std::string text;        // what stands in it now
  bool submitted = false;  // Enter in a single line
  bool dismissed = false;  // Escape
};
[[nodiscard]] DraftResult DraftField(const Panel& panel, Key key, const DraftFieldSpec& spec);
void ForgetDraft(const Panel& panel, Key key);

}  // namespace samsyn
