// The whole application, drawn headless, over a real socket to the real relay.
#include "client/app/app.h"
#include "client/demo/demo_meeting.h"
#include "client/platform/platform_null.h"
#include "client/widgets/plain_glyphs.h"
#include "client/widgets/ui.h"
#include "shared/base/utf8.h"
#include "tests/integration/test_room.h"

namespace samsyn {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::string_view kNotes = "Anteckningar: Hur får jag en dygnsrytm?";

// A page, with its own machine whose clock follows ours.
class Page {
 public:
  Page(NativeLoop& loop, MemoryPendingStore& kept, const AppLink& link, std::uint64_t seed)
      : kept_(kept), platform_(seed), socket_(loop), app_({platform_, socket_, kept_}, link) {
    platform_.RequestFrame();
  }
  void Step() {
    kept_.Deliver();
    const auto passed = std::chrono::duration_cast<milliseconds>(steady_clock::now() - began_).count();
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
  PlatformNull platform_;
  NativeSocket socket_;
  PlainGlyphs glyphs_;
  Ui ui_{glyphs_};
  App app_;
  steady_clock::time_point began_ = steady_clock::now();
  std::int64_t advanced_ = 0;
};

struct DemoHouse {
  DemoHouse() {
    SeededRandom random(3);
    demo = MakeDemoMeeting(
        random, std::chrono::duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count());
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
    const auto end = steady_clock::now() + std::chrono::seconds(60);
    while (!so()) {
      if (steady_clock::now() > end) return false;
      loop.RunFor(milliseconds(16));
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

TEST_CASE("every link of the demo meeting opens it, and a link that is not valid says so") {
  DemoHouse house;
  for (std::size_t i = 0; i < house.demo.links.size(); ++i) {
    INFO(house.demo.links[i].name);
    Page& page = house.Open(i);
    REQUIRE(house.Until([&] { return page.Find(NodeRole::kButton, "Gå in i mötet") != nullptr; }));
    CHECK(page.Shows("SIP för Noor"));
    CHECK(page.Shows(house.demo.links[i].name));
  }
  // The relay's Error and its close come in one breath, between two frames.
  Page& stranger = house.OpenLink(
      {house.relay->Url(), "http://relay/", FragmentOf({house.demo.bundle.meeting, std::string(26, 'a')})});
  CHECK(house.Until([&] { return stranger.Shows("Länken gäller inte"); }));
}

TEST_CASE("two pages write in the same minutes while the relay is killed: both show all of it and say it is saved") {
  DemoHouse house;
  Page& noor = house.Enter(0);
  Page& karin = house.Enter(3);
  const std::size_t before = CodePointCount(noor.Text());
  REQUIRE(house.Until([&] { return noor.Shows("Allt är sparat") && karin.Shows("Allt är sparat"); }));
  for (int i = 0; i < 60; ++i) {
    if (i == 30) house.relay->Kill();
    noor.TypeFirst("å");
    karin.TypeFirst("🙂");
    house.loop.RunFor(milliseconds(2));
    noor.Step();
    karin.Step();
  }
  REQUIRE(house.Until([&] {
    return noor.Shows("Ingen anslutning – det du skriver sparas på den här enheten") &&
           karin.Shows("Ingen anslutning – det du skriver sparas på den här enheten");
  }));
  CHECK(house.devices[0]->Kept().size() > 0);
  house.relay->Start();
  CHECK(house.Until([&] {
    return noor.Shows("Allt är sparat") && karin.Shows("Allt är sparat") && noor.Text() == karin.Text() &&
           CodePointCount(noor.Text()) == before + 120;
  }));
  CHECK(house.devices[0]->Kept().empty());
  Page& late = house.Enter(1);
  CHECK(house.Until([&] { return late.Text() == noor.Text(); }));
}

}  // namespace
}  // namespace samsyn
