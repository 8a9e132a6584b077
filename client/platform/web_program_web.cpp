#include <emscripten.h>
#include <emscripten/html5.h>

#include <utility>

#include "client/platform/glyph_source_web.h"
#include "client/platform/web_bridge.h"
#include "client/platform/web_program.h"
#include "imgui.h"
#include "imgui_impl_opengl3.h"

// clang-format off
EM_JS(void, samsyn_frame_done, (int again), { samsynPage.frameDone(again); });
EM_JS(void, samsyn_no_webgl, (), { samsynPage.noWebgl(); });
// clang-format on

namespace samsyn {

class WebProgram::Implementation {
 public:
  Implementation(PlatformWeb& platform, std::function<void(Ui&)> frame)
      : platform_(platform), frame_(std::move(frame)), ui_(glyphs_) {
    host_.on_input = [this](InputEvent event) {
      ui_.Push(std::move(event));
      platform_.RequestFrame();
    };
    host_.on_frame = [this] { Frame(); };
    host_.on_draw = [this] { Draw(); };
    host_.on_fonts = [this] {
      glyphs_.Forget();
      ui_.ForgetGlyphs();
      platform_.RequestFrame();
    };
    host_.on_context_lost = [this] { has_context_ = false; };
    host_.on_context_restored = [this] {
      // The old context's objects are gone; ImGui makes its own anew.
      emscripten_webgl_make_context_current(context_);
      ImGui_ImplOpenGL3_DestroyDeviceObjects();
      has_context_ = ImGui_ImplOpenGL3_CreateDeviceObjects();
      platform_.RequestFrame();
    };
    host_.on_viewport = [this](const Viewport& viewport) {
      viewport_ = viewport;
      platform_.RequestFrame();
    };
    host_.on_describe = [this] { return ui_.Tree().Describe(); };
    InstallWebHost(&host_);
    MakeContext();
    platform_.RequestFrame();
  }

  ~Implementation() { InstallWebHost(nullptr); }

 private:
  void MakeContext() {
    EmscriptenWebGLContextAttributes attributes;
    emscripten_webgl_init_context_attributes(&attributes);
    attributes.majorVersion = 2;
    attributes.alpha = false;
    attributes.depth = false;
    attributes.stencil = false;
    attributes.antialias = false;
    attributes.preserveDrawingBuffer = false;
    context_ = emscripten_webgl_create_context("#samsyn-canvas", &attributes);
    if (context_ <= 0) {
      samsyn_no_webgl();
      return;
    }
    emscripten_webgl_make_context_current(context_);
    has_context_ = ImGui_ImplOpenGL3_Init("#version 300 es");
  }

  void Frame() {
    if (viewport_.width <= 0 || viewport_.height <= 0) return;
    ui_.BeginFrame(viewport_, platform_.Now());
    frame_(ui_);
    ui_.EndFrame();
    SendToMirror(ui_.TakeMirrorUpdate());
    samsyn_frame_done(ui_.NeedsFrame() ? 1 : 0);
  }

  // What the last frame described, on the canvas. Not part of the frame: where drawing is slow, what is written must
  // not wait for it.
  void Draw() {
    if (!has_context_ || ImGui::GetDrawData() == nullptr) return;
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  }

  PlatformWeb& platform_;
  std::function<void(Ui&)> frame_;
  GlyphSourceWeb glyphs_;
  Ui ui_;
  WebHost host_;
  Viewport viewport_;
  EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context_ = 0;
  bool has_context_ = false;
};

WebProgram::WebProgram(PlatformWeb& platform, std::function<void(Ui&)> frame)
    : implementation_(std::make_unique<Implementation>(platform, std::move(frame))) {}
WebProgram::~WebProgram() = default;

}  // namespace samsyn
