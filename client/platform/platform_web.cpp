#include "client/platform/platform_web.h"

#include <emscripten.h>
#include <emscripten/html5.h>

#include <array>
#include <cstdlib>
#include <memory>
#include <utility>

// clang-format off
EM_JS(void, samsyn_request_frame, (), { samsynPage.requestFrame(); });
EM_JS(void, samsyn_request_frame_in, (double milliseconds), { samsynPage.requestFrameIn(milliseconds); });
EM_JS(double, samsyn_local_wall_clock, (), {
  const now = new Date();
  return now.getTime() - now.getTimezoneOffset() * 60000;
});
EM_JS(void, samsyn_random, (std::uint8_t* bytes, int size), {
  crypto.getRandomValues(HEAPU8.subarray(bytes, bytes + size));
});
// The text as a fresh malloc'ed block: 4 bytes of length, then UTF-8.
EM_JS(char*, samsyn_load_setting, (const char* name, std::size_t size), {
  return samsynPage.giveText(samsynPage.loadSetting(samsynPage.readText(name, size)));
});
EM_JS(void, samsyn_save_setting, (const char* name, std::size_t name_size, const char* value, std::size_t size), {
  samsynPage.saveSetting(samsynPage.readText(name, name_size), samsynPage.readText(value, size));
});
EM_JS(void, samsyn_copy_text, (const char* text, std::size_t size), {
  samsynPage.copyText(samsynPage.readText(text, size));
});
EM_JS(void, samsyn_save_file, (const char* name, std::size_t name_size, const char* type, std::size_t type_size,
                               const char* content, std::size_t size), {
  samsynPage.saveFile(samsynPage.readText(name, name_size), samsynPage.readText(type, type_size),
                      HEAPU8.slice(content, content + size));
});
EM_JS(void, samsyn_pick_file, (const char* types, std::size_t size, double most), {
  samsynPage.pickFile(samsynPage.readText(types, size), most, (bytes) => {
    const block = bytes ? Module._malloc(Math.max(1, bytes.length)) : 0;
    if (bytes) HEAPU8.set(bytes, block);
    Module._samsyn_file_picked(block, bytes ? bytes.length : 0);
  });
});
EM_JS(void, samsyn_open_fragment, (const char* text, std::size_t size), {
  samsynPage.openFragment(samsynPage.readText(text, size));
});
EM_JS(int, samsyn_surroundings, (), { return samsynPage.surroundings(); });
EM_JS(void, samsyn_wear, (int plain, int dark, const char* colors, std::size_t size, const char* on_paper,
                          std::size_t on_paper_size), {
  samsynPage.wear(plain === 1, dark === 1, samsynPage.readText(colors, size), samsynPage.readText(on_paper, on_paper_size));
});
EM_JS(void, samsyn_print, (), { samsynPage.print(); });
EM_JS(int, samsyn_newer_waits, (), { return samsynPage.offline && samsynPage.offline.newerWaits() ? 1 : 0; });
EM_JS(void, samsyn_take_newer, (), { samsynPage.offline.takeNewer(); });
EM_JS(int, samsyn_can_speak, (const char* language, std::size_t size), {
  return samsynPage.speech.canSpeak(samsynPage.readText(language, size)) ? 1 : 0;
});
EM_JS(void, samsyn_speak, (const char* text, std::size_t text_size, const char* language, std::size_t size), {
  samsynPage.speech.speak(samsynPage.readText(text, text_size), samsynPage.readText(language, size),
                          () => Module._samsyn_speech_ended());
});
EM_JS(void, samsyn_stop_speaking, (), { samsynPage.speech.stop(); });
EM_JS(char*, samsyn_location, (int part), { return samsynPage.giveText(samsynPage.location(part)); });
// clang-format on

namespace samsyn {
namespace {

std::string TakeText(char* block) {
  std::uint32_t size = 0;
  for (int i = 3; i >= 0; --i) size = size << 8 | static_cast<unsigned char>(block[i]);
  std::string text(block + 4, size);
  std::free(block);
  return text;
}

// The page can only call plain functions, and lets one file be chosen at a time.
std::function<void(std::optional<std::string>)>& FilePicked() {
  static std::function<void(std::optional<std::string>)> picked;
  return picked;
}

// The page can only call plain functions, and has one voice.
std::function<void()>& SpeechEnded() {
  static std::function<void()> ended;
  return ended;
}

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE void samsyn_speech_ended() {
  const std::function<void()> ended = std::exchange(SpeechEnded(), nullptr);
  if (ended) ended();
}

// Null: the file was too large.
EMSCRIPTEN_KEEPALIVE void samsyn_file_picked(char* content, std::size_t size) {
  const auto picked = std::exchange(FilePicked(), nullptr);
  std::optional<std::string> file;
  if (content != nullptr) file.emplace(content, size);
  std::free(content);
  if (picked) picked(std::move(file));
}

}  // extern "C"

std::int64_t PlatformWeb::Now() const { return static_cast<std::int64_t>(emscripten_get_now()); }
std::int64_t PlatformWeb::WallClock() const { return static_cast<std::int64_t>(emscripten_date_now()); }
std::int64_t PlatformWeb::LocalWallClock() const { return static_cast<std::int64_t>(samsyn_local_wall_clock()); }
void PlatformWeb::RequestFrame() { samsyn_request_frame(); }
void PlatformWeb::RequestFrameIn(std::int64_t milliseconds) {
  samsyn_request_frame_in(static_cast<double>(milliseconds));
}

void PlatformWeb::CopyText(std::string_view text) { samsyn_copy_text(text.data(), text.size()); }
void PlatformWeb::SaveFile(std::string_view name, std::string_view type, std::string_view content) {
  samsyn_save_file(name.data(), name.size(), type.data(), type.size(), content.data(), content.size());
}
void PlatformWeb::PickFile(std::string_view types, std::size_t most,
                           std::function<void(std::optional<std::string>)> chosen) {
  FilePicked() = std::move(chosen);
  samsyn_pick_file(types.data(), types.size(), static_cast<double>(most));
}
bool PlatformWeb::CanSpeak(std::string_view language) {
  return samsyn_can_speak(language.data(), language.size()) != 0;
}
void PlatformWeb::Speak(std::string_view text, std::string_view language, std::function<void()> ended) {
  SpeechEnded() = std::move(ended);
  samsyn_speak(text.data(), text.size(), language.data(), language.size());
}
void PlatformWeb::StopSpeaking() {
  SpeechEnded() = nullptr;
  samsyn_stop_speaking();
}
void PlatformWeb::OpenFragment(std::string_view fragment) { samsyn_open_fragment(fragment.data(), fragment.size()); }

Platform::Surroundings PlatformWeb::GetSurroundings() const {
  const int bits = samsyn_surroundings();
  return {(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0};
}

void PlatformWeb::Wear(const Dress& dress) {
  samsyn_wear(dress.plain ? 1 : 0, dress.dark ? 1 : 0, dress.colors.data(), dress.colors.size(),
              dress.colors_on_paper.data(), dress.colors_on_paper.size());
}

void PlatformWeb::Print() { samsyn_print(); }
bool PlatformWeb::NewerVersionWaits() const { return samsyn_newer_waits() != 0; }
void PlatformWeb::TakeNewerVersion() { samsyn_take_newer(); }

void PlatformWeb::CallIn(std::int64_t milliseconds, std::function<void()> call) {
  emscripten_async_call(
      [](void* held) {
        const std::unique_ptr<std::function<void()>> due(static_cast<std::function<void()>*>(held));
        (*due)();
      },
      std::make_unique<std::function<void()>>(std::move(call)).release(), static_cast<int>(milliseconds));
}

std::string PlatformWeb::LoadSetting(std::string_view name) {
  return TakeText(samsyn_load_setting(name.data(), name.size()));
}

void PlatformWeb::SaveSetting(std::string_view name, std::string_view value) {
  samsyn_save_setting(name.data(), name.size(), value.data(), value.size());
}

std::uint64_t PlatformWeb::WebRandom::Next() {
  std::array<std::uint8_t, 8> bytes{};
  samsyn_random(bytes.data(), static_cast<int>(bytes.size()));
  std::uint64_t value = 0;
  for (std::uint8_t byte : bytes) value = value << 8 | byte;
  return value;
}

WebLocation ReadWebLocation() {
  return {TakeText(samsyn_location(0)), TakeText(samsyn_location(1)), TakeText(samsyn_location(2))};
}

}  // namespace samsyn
