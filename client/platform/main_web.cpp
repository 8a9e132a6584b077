// The program in the page: reads the link, joins the parts, and leaves the rest to the browser's event loop.
#include <memory>
#include <string>

#include "client/app/app.h"
#include "client/app/recents.h"
#include "client/net/kept_store_web.h"
#include "client/net/pending_store_web.h"
#include "client/net/web_socket_web.h"
#include "client/platform/platform_web.h"
#include "client/platform/web_program.h"

namespace {

struct Client {
  explicit Client(const samsyn::WebLocation& location)
      : pending(samsyn::DeviceNameOf(location.fragment)),
        kept(samsyn::DeviceNameOf(location.fragment)),
        app({platform, socket, pending, kept}, {location.socket_url, location.page_url, location.fragment}),
        program(platform, [this](samsyn::Ui& ui) { app.Frame(ui); }) {}

  samsyn::PlatformWeb platform;
  samsyn::WebSocketWeb socket;
  samsyn::PendingStoreWeb pending;
  samsyn::KeptStoreWeb kept;
  samsyn::App app;
  samsyn::WebProgram program;
};

}  // namespace

int main() {
  // Lives as long as the page.
  static std::unique_ptr<Client> client;
  client = std::make_unique<Client>(samsyn::ReadWebLocation());
  return 0;
}
