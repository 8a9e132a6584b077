#include <memory>

#include "client/platform/platform_web.h"
#include "client/platform/web_program.h"
#include "tests/client/gallery/gallery.h"

namespace {

struct Program {
  samsyn::PlatformWeb platform;
  samsyn::Gallery gallery;
  samsyn::WebProgram program{platform, [this](samsyn::Ui& ui) { gallery.Frame(ui); }};
};

}  // namespace

int main() {
  static std::unique_ptr<Program> program;
  program = std::make_unique<Program>();
  return 0;
}
