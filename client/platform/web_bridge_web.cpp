#include <emscripten.h>

#include <cstdlib>
#include <cstring>
#include <utility>

#include "client/platform/web_bridge.h"
#include "shared/base/bytes.h"
#include "shared/base/utf8.h"

namespace {

// The page's end of the line. The page can only call plain functions, so this one pointer stands alone.
samsyn::WebHost* web_host = nullptr;

samsyn::NodeId Join(std::uint32_t high, std::uint32_t low) { return static_cast<samsyn::NodeId>(high) << 32 | low; }

std::string TextFrom(const char* bytes, int size) {
  return samsyn::RepairUtf8(std::string_view(bytes, static_cast<std::size_t>(size)));
}

void Input(samsyn::InputEvent event) {
  if (web_host != nullptr) web_host->on_input(std::move(event));
}

}  // namespace

// clang-format off
EM_JS(void, samsyn_mirror_apply, (const std::uint8_t* bytes, std::size_t size), {
  samsynPage.mirror.apply(HEAPU8.subarray(bytes, bytes + size));
});
// clang-format on

extern "C" {

EMSCRIPTEN_KEEPALIVE void samsyn_action(std::uint32_t high, std::uint32_t low, int kind, const char* value, int size) {
  Input(samsyn::Action{Join(high, low), static_cast<samsyn::ActionKind>(kind), TextFrom(value, size)});
}

EMSCRIPTEN_KEEPALIVE void samsyn_field_input(std::uint32_t high, std::uint32_t low, std::uint32_t position,
                                             std::uint32_t removed, const char* text, int size) {
  Input(samsyn::FieldInput{Join(high, low), position, removed, TextFrom(text, size)});
}

EMSCRIPTEN_KEEPALIVE void samsyn_field_selection(std::uint32_t high, std::uint32_t low, std::uint32_t start,
                                                 std::uint32_t end, int backward) {
  Input(samsyn::FieldSelection{Join(high, low), start, end, backward != 0});
}

EMSCRIPTEN_KEEPALIVE void samsyn_field_composition(std::uint32_t high, std::uint32_t low, int active) {
  Input(samsyn::FieldComposition{Join(high, low), active != 0});
}

EMSCRIPTEN_KEEPALIVE void samsyn_focus(std::uint32_t high, std::uint32_t low) {
  Input(samsyn::FocusChange{Join(high, low)});
}

EMSCRIPTEN_KEEPALIVE void samsyn_scroll(std::uint32_t high, std::uint32_t low, float offset) {
  Input(samsyn::ScrollChange{Join(high, low), offset});
}

EMSCRIPTEN_KEEPALIVE void samsyn_pointer(std::uint32_t high, std::uint32_t low, int down) {
  Input(samsyn::PointerChange{Join(high, low), down != 0});
}

EMSCRIPTEN_KEEPALIVE void samsyn_viewport(float width, float height, float pixel_ratio) {
  if (web_host != nullptr) web_host->on_viewport({width, height, pixel_ratio});
}

EMSCRIPTEN_KEEPALIVE void samsyn_frame() {
  if (web_host != nullptr) web_host->on_frame();
}

EMSCRIPTEN_KEEPALIVE void samsyn_draw() {
  if (web_host != nullptr) web_host->on_draw();
}

EMSCRIPTEN_KEEPALIVE void samsyn_fonts_changed() {
  if (web_host != nullptr) web_host->on_fonts();
}

EMSCRIPTEN_KEEPALIVE void samsyn_context_lost() {
  if (web_host != nullptr) web_host->on_context_lost();
}

EMSCRIPTEN_KEEPALIVE void samsyn_context_restored() {
  if (web_host != nullptr) web_host->on_context_restored();
}

// A malloc'ed block: 4 bytes of length, then UTF-8.
EMSCRIPTEN_KEEPALIVE char* samsyn_describe() {
  const std::string text = web_host == nullptr ? std::string() : web_host->on_describe();
  const auto size = static_cast<std::uint32_t>(text.size());
  char* block = static_cast<char*>(std::malloc(sizeof size + text.size()));
  std::memcpy(block, &size, sizeof size);
  std::memcpy(block + sizeof size, text.data(), text.size());
  return block;
}

}  // extern "C"

namespace samsyn {

void InstallWebHost(WebHost* host) { web_host = host; }

void SendToMirror(const MirrorUpdate& update) {
  if (update.IsEmpty()) return;
  ByteWriter writer;
  writer.Varint(update.operations.size());
  for (const auto& operation : update.operations) Encode(operation, writer);
  writer.Varint(update.field_commands.size());
  for (const auto& command : update.field_commands) {
    writer.Fixed64(command.field);
    writer.Varint(command.position);
    writer.Varint(command.removed);
    writer.Text(command.inserted);
  }
  writer.Varint(update.announcements.size());
  for (const auto& announcement : update.announcements) {
    writer.Byte(announcement.politeness == Politeness::kAssertive ? 1 : 0);
    writer.Text(announcement.text);
  }
  writer.Fixed64(update.focus);
  writer.Fixed64(update.scroll_to);
  const Bytes bytes = writer.Take();
  samsyn_mirror_apply(bytes.data(), bytes.size());
}

}  // namespace samsyn
