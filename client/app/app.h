// The application: everything of the client that is not the machine, the canvas or the wire.
//
// One Frame is: input in, network in, draw, intents out (client/state/intent.h), then the semantic tree to the mirror.
// The order matters: input typed into a field is applied before anybody else's edits, so that the field and the
// document always agree about positions.
#pragma once

#include <memory>
#include <string>

#include "client/net/kept_store.h"
#include "client/net/pending_store.h"
#include "client/net/transport.h"
#include "client/platform/platform.h"
#include "client/widgets/ui.h"

namespace samsyn {

struct AppServices {
  Platform& platform;
  Transport& transport;
  PendingStore& pending;
  KeptStore& kept;
};

struct AppLink {
  std::string socket_url;  // ws://host/ws
  std::string page_url;    // http://host/, what stands before the fragment
  std::string fragment;    // "#meeting.secret", or what somebody made of it
};

class App {
 public:
  App(AppServices services, AppLink link);
  ~App();

  // Handles what happened since the last frame and draws with `ui`, which is between its BeginFrame and EndFrame.
  void Frame(Ui& ui);

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace samsyn
