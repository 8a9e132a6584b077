// The demo meeting on a real relay, with the whole application drawn headless for as many people as are wanted.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "client/app/app.h"
#include "client/demo/demo_meeting.h"
#include "client/net/kept_store_null.h"
#include "client/platform/platform_null.h"
#include "client/widgets/plain_glyphs.h"
#include "client/widgets/ui.h"
#include "tests/integration/test_room.h"

namespace samsyn {
inline constexpr std::string_view kNotes = "Anteckningar: Hur får jag en dygnsrytm?";

// A page, with its own machine whose clock follows ours.
class Page {
 public:
  Page(NativeLoop& loop, MemoryPendingStore& kept, const AppLink& link, std::uint64_t seed)
      : kept_(kept), platform_(seed), socket_(loop), app_({platform_, socket_, kept_, no_meetings_}, link) {
    platform_.RequestFrame();
  }
  void Step() {
    kept_.Deliver();
    const auto passed =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began_).count();
    if (passed > advanced_) platform_.Advance(passed - advanced_);
    advanced_ = std::max<std::int64_t>(advanced_, passed);
    if (!platform_.TakeRequest() && !ui_.NeedsFrame()) return;
    ui_.BeginFrame({1440, 880, 1}, platform_.Now());
    app_.Frame(ui_);
    ui_.EndFrame();
    (void)ui_.TakeMirrorUpdate();
  }
  [[nodiscard]] bool Shows(std::string_view text) const { return ui_.Tree().HasText(text); }
  [[nodiscard]] const SemanticNode* Find(NodeRole role, std::string_view name) const {
    return ui_.Tree().FindByRole(role, name);
  }
  void Press(std::string_view button) { ui_.Push(Action{Find(NodeRole::kButton, button)->id, ActionKind::kPress, {}}); }
  // At the very beginning, where nothing that others write can move it.
  void TypeFirst(const std::string& text) {
    const NodeId field = Find(NodeRole::kTextField, kNotes)->id;
    ui_.Push(FocusChange{field});
    ui_.Push(FieldInput{field, 0, 0, text});
    platform_.RequestFrame();
  }
  [[nodiscard]] std::string Text() const { return std::string(ui_.FieldText(Find(NodeRole::kTextField, kNotes)->id)); }

 private:
  MemoryPendingStore& kept_;
  KeptStoreNull no_meetings_;
  PlatformNull platform_;
  NativeSocket socket_;
  PlainGlyphs glyphs_;
  Ui ui_{glyphs_};
  App app_;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  std::int64_t advanced_ = 0;
};

struct DemoHouse {
  DemoHouse() {
    SeededRandom random(3);
    demo = MakeDemoMeeting(random, std::chrono::duration_cast<std::chrono::milliseconds>(
                                       std::chrono::system_clock::now().time_since_epoch())
                                       .count());
    relay = std::make_unique<RelayProcess>(std::vector<Bundle>{demo.bundle});
  }
  Page& Open(std::size_t participant) {
    return OpenLink({relay->Url(), "http://relay/", FragmentOf(demo.links.at(participant).invitation)});
  }
  Page& OpenLink(const AppLink& link) {
    devices.push_back(std::make_unique<MemoryPendingStore>());
    pages.push_back(std::make_unique<Page>(loop, *devices.back(), link, pages.size() + 1));
    return *pages.back();
  }
  // Frames are as rare as on a slow screen, so that much may arrive between two of them.
  [[nodiscard]] bool Until(const std::function<bool()>& so) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (!so()) {
      if (std::chrono::steady_clock::now() > end) return false;
      loop.RunFor(std::chrono::milliseconds(16));
      for (const auto& page : pages) page->Step();
    }
    return true;
  }
  Page& Enter(std::size_t participant) {
    Page& page = Open(participant);
    REQUIRE(Until([&] { return page.Find(NodeRole::kButton, "Gå in i mötet") != nullptr; }));
    page.Press("Gå in i mötet");
    REQUIRE(Until([&] { return page.Find(NodeRole::kTextField, kNotes) != nullptr; }));
    return page;
  }

  NativeLoop loop;
  DemoMeeting demo;
  std::unique_ptr<RelayProcess> relay;
  std::vector<std::unique_ptr<MemoryPendingStore>> devices;
  std::vector<std::unique_ptr<Page>> pages;
};

}  // namespace samsyn
