// What somebody asked a node to do: by mouse, finger, key, switch, screen reader, browser test or native test alike.
#pragma once

#include <cstdint>
#include <string>

#include "client/semantics/node.h"

namespace samsyn {

// The numbers are part of the format that web/mirror.js writes.
enum class ActionKind : std::uint8_t {
  kPress = 1,    // a button or link; a checkbox toggles
  kSubmit = 2,   // Enter in a single-line text field
  kDismiss = 3,  // Escape in a dialog or text field
  kChoose = 4,   // an option of a select: its number is in `value`
  kUndo = 5,     // in a text field, or anywhere (node is kNoNode)
  kRedo = 6,
};

struct Action {
  NodeId node = kNoNode;
  ActionKind kind = ActionKind::kPress;
  std::string value;
};

}  // namespace samsyn
