// What came from the user since the last frame, in order. The browser's bridge and native tests make the same events.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "client/semantics/action.h"

namespace samsyn {

// One change of what a text field shows. Positions are UTF-16 code units of the field's text before the change, as
// the browser counts; the text is UTF-8.
struct FieldInput {
  NodeId field = kNoNode;
  std::uint32_t position = 0;
  std::uint32_t removed = 0;
  std::string inserted;
};

struct FieldSelection {
  NodeId field = kNoNode;
  std::uint32_t start = 0;  // UTF-16 code units
  std::uint32_t end = 0;
  bool backward = false;
};

// Between the two, the browser's input method owns the field's text: nothing may be put into it.
struct FieldComposition {
  NodeId field = kNoNode;
  bool active = false;
};

struct FocusChange {
  NodeId node = kNoNode;  // kNoNode: nothing of ours has it
};

struct ScrollChange {
  NodeId area = kNoNode;
  float offset = 0;  // CSS pixels from the top
};

// For looks only (hover, pressed down); what a press does comes as an Action.
struct PointerChange {
  NodeId over = kNoNode;
  bool down = false;
};

using InputEvent =
    std::variant<Action, FieldInput, FieldSelection, FieldComposition, FocusChange, ScrollChange, PointerChange>;

}  // namespace samsyn
