#include "client/semantics/announcer.h"

#include <algorithm>
#include <utility>

namespace samsyn {

void Announcer::Say(std::string text, Politeness politeness) {
  Announcement announcement{std::move(text), politeness};
  if (announcement.text.empty()) return;
  if (std::find(waiting_.begin(), waiting_.end(), announcement) != waiting_.end()) return;
  waiting_.push_back(std::move(announcement));
}

std::vector<Announcement> Announcer::Take() { return std::exchange(waiting_, {}); }

}  // namespace samsyn
