#include "server/remote_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "shared/base/trimmed.h"

namespace samsyn {
namespace {

constexpr std::array<std::uint8_t, 12> kMappedPrefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

bool IsMapped(const IpAddress& address) {
  return std::equal(kMappedPrefix.begin(), kMappedPrefix.end(), address.begin());
}

// Without "[", "]", ":port" and "%zone".
std::string_view Bare(std::string_view text) {
  if (!text.empty() && text.front() == '[') {
    text = text.substr(1, text.find(']') - 1);
  } else if (text.find(':') == text.rfind(':')) {
    text = text.substr(0, text.find(':'));
  }
  return text.substr(0, text.find('%'));
}

}  // namespace

std::optional<IpAddress> ParseIpAddress(std::string_view text) {
  const std::string bare(Bare(Trimmed(text)));
  if (bare.find('\0') != std::string::npos) return std::nullopt;
  IpAddress address{};
  if (inet_pton(AF_INET6, bare.c_str(), address.data()) == 1) return address;
  std::copy(kMappedPrefix.begin(), kMappedPrefix.end(), address.begin());
  if (inet_pton(AF_INET, bare.c_str(), address.data() + kMappedPrefix.size()) == 1) return address;
  return std::nullopt;
}

std::string CountedAs(const IpAddress& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (IsMapped(address)) {
    inet_ntop(AF_INET, address.data() + kMappedPrefix.size(), text.data(), text.size());
    return text.data();
  }
  IpAddress network = address;
  std::fill(network.begin() + 8, network.end(), std::uint8_t{0});
  inet_ntop(AF_INET6, network.data(), text.data(), text.size());
  return std::string(text.data()) + "/64";
}

bool TrustedProxies::Contains(const IpAddress& address) const {
  return std::find(proxies_.begin(), proxies_.end(), address) != proxies_.end();
}

IpAddress TrustedProxies::OriginOf(const IpAddress& peer, std::string_view forwarded_for) const {
  IpAddress origin = peer;
  while (Contains(origin) && !forwarded_for.empty()) {
    const std::size_t comma = forwarded_for.rfind(',');
    const std::size_t start = comma == std::string_view::npos ? 0 : comma + 1;
    const std::optional<IpAddress> named = ParseIpAddress(forwarded_for.substr(start));
    if (!named) break;
    origin = *named;
    forwarded_for = forwarded_for.substr(0, comma == std::string_view::npos ? 0 : comma);
  }
  return origin;
}

}  // namespace samsyn
