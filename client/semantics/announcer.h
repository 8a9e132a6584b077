// The queue of sentences for the live regions, which say what happened without moving anybody's focus.
//
// A sentence equal to one still waiting is dropped. Assertive is for what must interrupt: connection lost, focus
// target gone, edit refused.
#pragma once

#include <string>
#include <vector>

namespace samsyn {

enum class Politeness { kPolite, kAssertive };

struct Announcement {
  std::string text;
  Politeness politeness = Politeness::kPolite;
  friend bool operator==(const Announcement&, const Announcement&) = default;
};

class Announcer {
 public:
  void Say(std::string text, Politeness politeness);
  [[nodiscard]] std::vector<Announcement> Take();

 private:
  std::vector<Announcement> waiting_;
};

}  // namespace samsyn
