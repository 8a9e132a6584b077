// The program in the page: reads the link, joins the parts, and leaves the rest to the browser's event loop.
#include <memory>
#include <string>

#include "client/app/app.h"
#include "client/net/pending_store_web.h"
#include "client/net/web_socket_web.h"
#include "client/platform/platform_web.h"
#include "client/platform/web_program.h"
#include "shared/crypto/invitation.h"

namespace {

// Tells two links on a device apart and says nothing of the secret.
std::string NameOf(const samsyn::WebLocation& location) {
  const samsyn::Result<samsyn::Invitation> invitation = samsyn::ReadInvitation(location.fragment);
  if (!invitation) return {};
  constexpr std::size_t kTold = 16;
  return samsyn::HexOf(samsyn::DeriveLinkKeys(invitation.Value()).box_public).substr(0, kTold);
}

struct Client {
  explicit Client(const samsyn::WebLocation& location)
      : pending(NameOf(location)),
        app({platform, socket, pending}, {location.socket_url, location.page_url, location.fragment}),
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
