// The program in the page: reads the link, joins the parts, and leaves the rest to the browser's event loop.
#include <memory>
#include <string>

#include "client/app/app.h"
#include "client/net/pending_store_web.h"
#include "client/net/web_socket_web.h"
#include "client/platform/platform_web.h"
#include "client/platform/web_program.h"

namespace {

// Enough of the secret to tell two links apart, too little to be one.
std::string NameOf(const samsyn::WebLocation& location) {
  constexpr std::size_t kTold = 8;
  return location.meeting.empty() ? std::string() : location.meeting + '.' + location.secret.substr(0, kTold);
}

struct Client {
  explicit Client(const samsyn::WebLocation& location)
      : pending(NameOf(location)),
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
