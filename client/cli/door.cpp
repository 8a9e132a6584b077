#include "client/cli/door.h"

#include "client/cli/input.h"
#include "shared/base/trimmed.h"

namespace samsyn {

Result<OpenedDoor> Open(const Door& door) {
  const Result<std::string> link = ReadSecret(door.link, kMostLinkBytes);
  if (!link) return link.GetError();
  const Result<Invitation> invitation = ReadInvitation(link.Value());
  if (!invitation) {
    return Error{ErrorCode::kMalformed, invitation.GetError().code == ErrorCode::kNotFound
                                            ? "there is no link in " + door.link
                                            : "the link in " + door.link + " is cut off or has been changed"};
  }
  const Result<std::string> url = SocketUrl(door.server.empty() ? link.Value() : door.server);
  if (!url) return url.GetError();
  return OpenedDoor{invitation.Value(), url.Value()};
}

Result<std::string> ReadSecret(const std::string& path, std::size_t most) {
  const Result<std::string> text = ReadInput(path, most);
  if (!text) return text.GetError();
  return std::string(Trimmed(text.Value()));
}

Result<std::string> SocketUrl(std::string address) {
  address = address.substr(0, address.find('#'));
  constexpr std::string_view kHttp = "http://";
  if (address.rfind("https://", 0) == 0) {
    return Error{ErrorCode::kMalformed,
                 "samsyn-cli speaks http:// only: run it where the relay is, or through a tunnel"};
  }
  if (address.rfind(kHttp, 0) != 0) {
    return Error{ErrorCode::kMalformed, "where the relay is must be said, as http://localhost:8080 (--server)"};
  }
  const std::size_t end = address.find('/', kHttp.size());
  return "ws://" + address.substr(kHttp.size(), end == std::string::npos ? end : end - kHttp.size()) + "/ws";
}

std::string AddressOf(const std::string& server, const Invitation& invitation) {
  std::string address = server;
  while (!address.empty() && address.back() == '/') address.pop_back();
  return address + "/" + FragmentOf(invitation);
}

}  // namespace samsyn
