// The program in the page: reads the link, joins the parts, and leaves the rest to the browser's event loop.
#include <memory>

#include "client/app/app.h"
#include "client/net/pending_store_web.h"
#include "client/net/web_socket_web.h"
#include "client/platform/platform_web.h"
#include "client/platform/web_program.h"

namespace {

struct Client {
  explicit Client(const samsyn::WebLocation& location)
      : pending(location.meeting),
        app({platform, socket, pending}, {location.socket_url, location.meeting, location.secret}),
        program(platform, [this](samsyn::Ui& ui) { app.Frame(ui); }) {}

  samsyn::PlatformWeb platform;
  samsyn::WebSocketWeb socket;
  samsyn::PendingStoreWeb pending;
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
