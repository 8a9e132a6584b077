// The calls between the program and the page (web/bridge.js, web/mirror.js), in one place.
//
// The page calls the exported functions in web_bridge_web.cpp; they make input events and ask for a frame. After each
// frame the mirror's work is handed over as one block of bytes, in the format that web/mirror.js describes.
#pragma once

#include <functional>
#include <string>

#include "client/platform/platform.h"
#include "client/widgets/ui.h"

namespace samsyn {

// What the page may call. One program runs in a page, so there is one of these at a time.
struct WebHost {
  std::function<void(InputEvent)> on_input;
  std::function<void()> on_frame;
  std::function<void()> on_draw;
  std::function<void()> on_fonts;  // letters look different from now on
  std::function<void()> on_context_lost;
  std::function<void()> on_context_restored;
  std::function<void(const Viewport&)> on_viewport;
  std::function<std::string()> on_describe;  // the semantic tree, for a test to hold beside the browser's own
};
void InstallWebHost(WebHost* host);

// Hands a frame's work to the mirror.
void SendToMirror(const MirrorUpdate& update);

}  // namespace samsyn
