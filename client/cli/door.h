// How samsyn-cli gets into a meeting and tells others how to: links in files, and where the relay is.
#pragma once

#include <cstddef>
#include <string>

#include "shared/base/result.h"
#include "shared/crypto/invitation.h"

namespace samsyn {

struct Door {
  std::string link = "-";  // the file that holds it; "-" is standard input
  std::string server;      // empty: the link is a whole address
};

struct OpenedDoor {
  Invitation invitation;
  std::string url;  // as SocketUrl makes it
};
[[nodiscard]] Result<OpenedDoor> Open(const Door& door);

// The text of a file that holds a link or a code of at most so many bytes, without the white space around it.
[[nodiscard]] Result<std::string> ReadSecret(const std::string& path, std::size_t most);
inline constexpr std::size_t kMostLinkBytes = std::size_t{64} * 1024;

// "http://host:8080/…" -> "ws://host:8080/ws"
[[nodiscard]] Result<std::string> SocketUrl(std::string address);
// "http://host:8080" and a link -> the address that opens the meeting in a browser
[[nodiscard]] std::string AddressOf(const std::string& server, const Invitation& invitation);

}  // namespace samsyn
