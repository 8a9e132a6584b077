// A sequence as its definition says it, slow and obviously right: what Sequence must agree with.
//
// A flat list of items, each with its two origins; integration is YjsMod's, as Seph Gentle describes it in
// "reference-crdts" (2021): look at every item between the new one's origins, one by one.
#pragma once

#include <algorithm>
#include <vector>

#include "shared/crdt/sequence.h"

namespace samsyn {

class ReferenceSequence {
 public:
  struct Item {
    OpId id;
    OpId left;   // none: the start
    OpId right;  // none: the end
    bool hidden = false;
  };

  [[nodiscard]] const std::vector<Item>& Items() const { return items_; }

  [[nodiscard]] std::vector<OpId> Visible() const {
    std::vector<OpId> ids;
    for (const Item& item : items_) {
      if (!item.hidden) ids.push_back(item.id);
    }
    return ids;
  }

  void Integrate(const Insertion& insertion) {
    OpId left = insertion.left;
    for (std::uint32_t i = 0; i < insertion.count; ++i) {
      const OpId id{insertion.first.replica, insertion.first.counter + i};
      IntegrateItem({id, left, insertion.right});
      left = id;
    }
  }

  void Hide(const IdRange& range) {
    for (std::uint32_t i = 0; i < range.count; ++i) {
      items_[static_cast<std::size_t>(IndexOf({range.first.replica, range.first.counter + i}))].hidden = true;
    }
  }

 private:
  [[nodiscard]] std::ptrdiff_t IndexOf(OpId id) const {
    return std::find_if(items_.begin(), items_.end(), [&](const Item& item) { return item.id == id; }) - items_.begin();
  }
  [[nodiscard]] std::ptrdiff_t LeftIndex(OpId id) const { return id.IsNone() ? -1 : IndexOf(id); }
  [[nodiscard]] std::ptrdiff_t RightIndex(OpId id) const { return id.IsNone() ? std::ssize(items_) : IndexOf(id); }

  void IntegrateItem(const Item& item) {
    const std::ptrdiff_t left = LeftIndex(item.left);
    const std::ptrdiff_t right = RightIndex(item.right);
    std::ptrdiff_t destination = left + 1;
    bool scanning = false;
    for (std::ptrdiff_t i = left + 1;; ++i) {
      if (!scanning) destination = i;
      if (i == right || i == std::ssize(items_)) break;
      const Item& other = items_[static_cast<std::size_t>(i)];
      const std::ptrdiff_t other_left = LeftIndex(other.left);
      const std::ptrdiff_t other_right = RightIndex(other.right);
      if (other_left < left) break;
      if (other_left > left) continue;
      if (other_right < right) {
        scanning = true;
      } else if (other_right == right && item.id < other.id) {
        break;
      } else {
        scanning = false;
      }
    }
    items_.insert(items_.begin() + destination, item);
  }

  std::vector<Item> items_;
};

}  // namespace samsyn
