// "Läs upp": a text read by the device's own voice, for who would rather listen. The texts are what stands in a view,
// as sentences; each view has one button.
#pragma once

#include <functional>
#include <string>

#include "client/panels/panel.h"

namespace samsyn {

// A button, where there is a voice. While it reads, wherever that was begun, the button stops it.
void DrawReadAloud(const Panel& panel, const std::function<std::string(const Panel&)>& text);

[[nodiscard]] std::string ItemAloud(const Panel& panel, OpId item);  // what it is, the person's question, the notes
[[nodiscard]] std::string SimpleAloud(const Panel& panel);  // the same of the item in view, and what is decided
[[nodiscard]] std::string PlanAloud(const Panel& panel);
[[nodiscard]] std::string VoiceAloud(const Panel& panel);

}  // namespace samsyn
