// Runs a described interface in the page: canvas, WebGL, input, frames on request, mirror.
#pragma once

#include <functional>
#include <memory>

#include "client/platform/platform_web.h"
#include "client/widgets/ui.h"

namespace samsyn {

class WebProgram {
 public:
  // `frame` describes one frame. The platform must outlive the program.
  WebProgram(PlatformWeb& platform, std::function<void(Ui&)> frame);
  ~WebProgram();

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace samsyn
