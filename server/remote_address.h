// Whose connection this is, as far as the network tells: the address it comes from, or, through a proxy that is
// trusted, the one the proxy names. (Also read by a file compiled as C++17.)
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace samsyn {

// IPv6; IPv4 in its mapped form.
using IpAddress = std::array<std::uint8_t, 16>;

// As sockets and proxies write it: IPv4 or IPv6, with or without brackets, port and zone. Nothing when it is neither.
[[nodiscard]] std::optional<IpAddress> ParseIpAddress(std::string_view text);

// What limits for one address are counted for: "192.0.2.7", or "2001:db8:1:2::/64", because whoever has one IPv6
// address has all of its /64.
[[nodiscard]] std::string CountedAs(const IpAddress& address);

class TrustedProxies {
 public:
  TrustedProxies() = default;
  explicit TrustedProxies(std::vector<IpAddress> proxies) : proxies_(std::move(proxies)) {}

  [[nodiscard]] bool Contains(const IpAddress& address) const;

  // Where a request really comes from. Only a trusted proxy's X-Forwarded-For is believed, and of it only the last
  // address that is not a trusted proxy itself: what stands before it was written by whoever asked.
  [[nodiscard]] IpAddress OriginOf(const IpAddress& peer, std::string_view forwarded_for) const;

 private:
  std::vector<IpAddress> proxies_;
};

}  // namespace samsyn
