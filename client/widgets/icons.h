// The icons, drawn as strokes so that they look the same on every machine.
#pragma once

#include "client/widgets/ui.h"
#include "imgui.h"

namespace samsyn {

// In a square of `size` with its upper left corner at (x, y).
void DrawIcon(ImDrawList& list, Icon icon, float x, float y, float size, ImU32 color);

}  // namespace samsyn
