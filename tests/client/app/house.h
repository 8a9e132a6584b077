// The demo meeting with a relay in memory and as many pages as come to it.
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "client/demo/demo_meeting.h"
#include "tests/client/app/app_page.h"
#include "tests/support/memory_relay.h"
#include "tests/support/seeded_random.h"

namespace samsyn {

// The demo's people, by the role that a test is about.
inline constexpr const char* kNoor = "p1";    // whose meeting it is
inline constexpr const char* kMaria = "p2";   // her mother
inline constexpr const char* kSamira = "p3";  // supports her
inline constexpr const char* kKarin = "p4";   // the chair
inline constexpr const char* kPetter = "p5";  // the secretary
inline constexpr const char* kTove = "p7";    // a professional who may decide
inline constexpr const char* kOskar = "p9";   // invited, may not decide

// The day of the meeting.
inline constexpr std::int64_t kMeetingDay = 1'795'521'600'000;

[[nodiscard]] inline const DemoMeeting& Demo() {
  static const DemoMeeting demo = [] {
    SeededRandom random(1);
    return MakeDemoMeeting(random, kMeetingDay);
  }();
  return demo;
}

[[nodiscard]] inline std::map<std::string, std::string> SecretsOf(const DemoMeeting& demo) {
  std::map<std::string, std::string> secrets;
  for (const DemoLink& link : demo.links) secrets[link.participant] = link.invitation.secret;
  return secrets;
}

class House {
 public:
  explicit House(const Bundle& bundle = Demo().bundle) : relay(bundle, SecretsOf(Demo()), kMeetingDay) {}

  // A page that has the meeting and stands at the door.
  AppPage& Open(const std::string& participant, const Viewport& viewport = kDesktop) {
    return OpenOn(devices_[participant], participant, viewport);
  }
  AppPage& OpenOn(Device& device, const std::string& participant, const Viewport& viewport = kDesktop) {
    AppPage& page = OpenQuietly(device, participant, viewport);
    Settle();
    return page;
  }
  // The same before anything has gone over the network.
  AppPage& OpenQuietly(Device& device, const std::string& participant, const Viewport& viewport = kDesktop) {
    pages_.push_back(
        std::make_unique<AppPage>(AppPage::Opening{relay,
                                                   device,
                                                   {"ws://relay/ws", "http://relay/", relay.FragmentOf(participant)},
                                                   viewport,
                                                   100 + ++opened_,
                                                   clock_}));
    return *pages_.back();
  }
  // A page opened with a link that somebody was shown.
  AppPage& OpenLink(Device& device, const std::string& link, const Viewport& viewport = kDesktop) {
    const std::size_t fragment = link.find('#');
    REQUIRE(fragment != std::string::npos);
    pages_.push_back(
        std::make_unique<AppPage>(AppPage::Opening{relay,
                                                   device,
                                                   {"ws://relay/ws", link.substr(0, fragment), link.substr(fragment)},
                                                   viewport,
                                                   100 + ++opened_,
                                                   clock_}));
    Settle();
    return *pages_.back();
  }
  // A page in the room.
  AppPage& Enter(const std::string& participant, const Viewport& viewport = kDesktop) {
    AppPage& page = Open(participant, viewport);
    page.Button("Gå in i mötet").Press();
    Settle();
    return page;
  }
  void Close(AppPage& page) {
    CloseQuietly(page);
    Settle();
  }
  void CloseQuietly(AppPage& page) {
    std::erase_if(pages_, [&](const auto& any) { return any.get() == &page; });
  }
  [[nodiscard]] Device& DeviceOf(const std::string& participant) { return devices_[participant]; }

  // Until nothing is on its way any more.
  void Settle() {
    for (int rounds = 0;; ++rounds) {
      REQUIRE_MESSAGE(rounds < 10'000, "the pages and the relay never come to rest");
      bool any = false;
      for (const auto& page : pages_) {
        page->Draw();
        any = page->Deliver() || any;
      }
      if (!any) return;
    }
  }
  // All devices sleep.
  void Skip(std::int64_t milliseconds) {
    clock_ += milliseconds;
    for (const auto& page : pages_) page->Skip(milliseconds);
    Settle();
  }
  void Pass(std::int64_t milliseconds) {
    constexpr std::int64_t kStep = 50;
    for (; milliseconds > 0; milliseconds -= kStep) {
      const std::int64_t step = std::min(milliseconds, kStep);
      clock_ += step;
      for (const auto& page : pages_) page->Pass(step);
      Settle();
    }
  }

  MemoryRelay relay;

 private:
  std::map<std::string, Device> devices_;
  std::vector<std::unique_ptr<AppPage>> pages_;
  std::uint64_t opened_ = 0;
  std::int64_t clock_ = 0;
};

// A whole link into the meeting, to nobody.
[[nodiscard]] inline std::string WrongFragment(const House& house) {
  return FragmentOf({house.relay.MeetingName(), std::string(26, 'a')});
}

}  // namespace samsyn
