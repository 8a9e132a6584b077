// How many connections there are, in all and from each address. A connection has its place from the moment it is
// accepted until it is gone, however it goes. (Also read by a file compiled as C++17.)
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>

namespace samsyn {

class ConnectionCounts {
 private:
  struct Counts {
    std::size_t all = 0;
    std::unordered_map<std::string, std::size_t> from;  // only addresses that have connections
  };

 public:
  // Moved, not copied; may outlive the counts.
  class Place {
   public:
    Place() = default;
    Place(Place&& other) noexcept : counts_(std::move(other.counts_)), address_(std::move(other.address_)) {}
    Place& operator=(Place&& other) noexcept {
      std::swap(counts_, other.counts_);
      std::swap(address_, other.address_);
      return *this;
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place() {
      if (!counts_) return;
      --counts_->all;
      const auto found = counts_->from.find(address_);
      if (found != counts_->from.end() && --found->second == 0) counts_->from.erase(found);
    }
    [[nodiscard]] const std::string& Address() const { return address_; }

   private:
    friend class ConnectionCounts;
    Place(std::shared_ptr<Counts> counts, std::string address)
        : counts_(std::move(counts)), address_(std::move(address)) {
      ++counts_->all;
      if (!address_.empty()) ++counts_->from[address_];
    }
    std::shared_ptr<Counts> counts_;
    std::string address_;
  };

  // Without an address it counts in all only.
  [[nodiscard]] Place Take(std::string address) { return Place(counts_, std::move(address)); }
  [[nodiscard]] std::size_t All() const { return counts_->all; }
  [[nodiscard]] std::size_t From(const std::string& address) const {
    const auto found = counts_->from.find(address);
    return found == counts_->from.end() ? 0 : found->second;
  }

 private:
  std::shared_ptr<Counts> counts_ = std::make_shared<Counts>();
};

}  // namespace samsyn
