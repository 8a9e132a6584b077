// Hears everything that is stored in a stream from the moment it is started on, from whichever relay, in the order it
// is stored, and keeps what is under the subjects somebody asked for until it is taken. It starts itself anew, where it
// was, when the server that fed it is gone.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "server/nats_link.h"

namespace samsyn {

struct FeedSettings {
  std::string stream;
  std::string subjects;        // those that are heard
  std::size_t part = 0;        // the part of a subject that is looked up (SubjectPart)
  std::function<void()> wake;  // something can be taken; called by a thread of libnats
};

class NatsFeed {
 public:
  // `link` outlives the feed.
  NatsFeed(NatsLink& link, FeedSettings settings);
  ~NatsFeed();
  NatsFeed(const NatsFeed&) = delete;
  NatsFeed& operator=(const NatsFeed&) = delete;

  // From what is stored after this.
  [[nodiscard]] Status Start();
  void Watch(const std::string& part);
  void Unwatch(const std::string& part);
  [[nodiscard]] std::vector<NatsMessage> Take();
  // Waits for something to take.
  void Wait(std::chrono::milliseconds time);
  // Called at least once a second.
  void Tick();
  // What is in this place of the stream is to be heard: a server may have stopped to hear it itself, and say that there
  // is nothing new.
  void Expect(std::uint64_t place);
  // It would have heard what others stored a moment ago.
  [[nodiscard]] bool IsAlive() const;

 private:
  struct State;

  void Restart();

  NatsLink& link_;
  FeedSettings settings_;
  std::shared_ptr<State> state_;
  NatsSubscriptionHandle subscription_;
};

}  // namespace samsyn
