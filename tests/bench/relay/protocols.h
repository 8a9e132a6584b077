// The protocols the load generator speaks.
#pragma once

#include <filesystem>
#include <memory>

#include "tests/bench/relay/protocol.h"

namespace samsyn::bench {

// Samsyn's own, sealed with the keys the relay hands out.
[[nodiscard]] std::unique_ptr<Protocol> MakeSamsynProtocol();

enum class YjsServer { kYWebsocket, kHocuspocus };
// Yjs' synchronisation in the frames of that server. The edits are real updates made by Yjs beforehand: `material`, a
// file of yjs_material.mjs. Empty: nobody edits.
[[nodiscard]] std::unique_ptr<Protocol> MakeYjsProtocol(YjsServer server, const std::filesystem::path& material);

}  // namespace samsyn::bench
