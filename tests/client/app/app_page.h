// A participant's page without a browser: the whole application, drawn headless, read and used through its semantic
// tree alone. The page plays the mirror: it keeps every text field's text as the browser would, and fails when that and
// what the application believes ever differ.
//
//   page.Button("Gå in i mötet").Press();
//   page.Field("Anteckningar: Avslutning").Type("Tack");
//   CHECK(page.Shows("Allt är sparat"));
//
// An action is followed by as many frames as the application asks for. What goes over the network moves only when
// Deliver or House::Settle says so.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "client/app/app.h"
#include "client/net/kept_store.h"
#include "client/net/pending_store.h"
#include "client/platform/platform_null.h"
#include "client/widgets/plain_glyphs.h"
#include "client/widgets/ui.h"
#include "tests/support/memory_transport.h"

namespace samsyn {

// A meeting on a device, as web/kept.js has it.
struct KeptOnDevice {
  std::uint64_t epoch = 0;  // changes when something is forgotten
  Bytes access;
  KeptSequences sequences{};
  std::map<std::tuple<DocumentKind, ReplicaId, std::uint64_t>, Bytes> updates;
};

// What stays on somebody's device when the page is closed.
struct Device {
  bool keeps = true;     // what is not delivered
  bool has_room = true;  // for meetings
  std::vector<PendingUpdate> pending;
  KeptOnDevice kept;                   // of the one link that a test opens on it
  std::vector<std::string> forgotten;  // links of which everything was to be removed
  std::map<std::string, std::string> settings;
};

inline constexpr Viewport kDesktop{1440, 880, 1};
inline constexpr Viewport kPhone{390, 844, 1};

class AppPage {
 public:
  struct Opening {
    MemoryRelay& relay;
    Device& device;
    AppLink link;
    Viewport viewport = kDesktop;
    std::uint64_t seed = 1;
    std::int64_t clock = 0;  // milliseconds since the test began
  };
  explicit AppPage(const Opening& opening);
  AppPage(const AppPage&) = delete;
  AppPage& operator=(const AppPage&) = delete;
  ~AppPage();

  // --- Looking ---

  class Control;
  [[nodiscard]] Control Button(std::string_view name);
  [[nodiscard]] Control Field(std::string_view name);
  [[nodiscard]] Control Choice(std::string_view name);  // a select
  [[nodiscard]] bool Shows(std::string_view text) const { return Tree().HasText(text); }
  [[nodiscard]] const SemanticTree& Tree() const { return ui_.Tree(); }
  [[nodiscard]] Control Box(std::string_view name);  // a checkbox
  // Names of everything of a role, in reading order.
  [[nodiscard]] std::vector<std::string> Names(NodeRole role) const;
  // Of everything under the first node of a role and name.
  [[nodiscard]] std::string TextUnder(NodeRole role, std::string_view name) const;
  [[nodiscard]] std::vector<std::string> TakeAnnouncements() { return std::exchange(announcements_, {}); }
  // Upright lines two pixels wide in somebody's colour, over a field: where they write in it, from the left.
  [[nodiscard]] std::vector<float> CaretsOver(NodeId field, std::size_t person) const;
  // Somebody's selection over a field: the widths of its parts.
  [[nodiscard]] std::vector<float> SelectionsOver(NodeId field, std::size_t person) const;
  [[nodiscard]] const std::string& Copied() const;  // to the clipboard
  [[nodiscard]] const std::vector<PlatformNull::SavedFile>& SavedFiles() const;
  [[nodiscard]] PlatformNull& Machine();                              // the device's voice and what it was asked to say
  [[nodiscard]] const std::string& OpenedFragment() const;            // as which the page opens again
  [[nodiscard]] const samsyn::Platform::Dress& Worn() const;          // how the page looks around the canvas
  void Surround(const samsyn::Platform::Surroundings& surroundings);  // what the device asks for
  [[nodiscard]] NodeId Focused() const { return focus_; }
  [[nodiscard]] const std::string& MirroredText(NodeId field) const { return fields_.at(field); }

  // --- Acting ---

  void Press(NodeId node);
  // One of the parts of the meeting on a phone, by the tab or from the list that large letters have; false without it.
  bool ShowTab(std::string_view name);
  // In the settings, by the language's own name.
  void ChooseLanguage(std::string_view name);
  void Choose(NodeId node, std::size_t option);
  // UTF-16 code units of the field's text.
  void Edit(NodeId field, std::size_t position, std::size_t removed, std::string_view inserted);
  void Select(NodeId field, std::size_t start, std::size_t end);
  void Act(NodeId node, ActionKind kind);
  void Focus(NodeId node);  // kNoNode: away
  void Resize(const Viewport& viewport);

  // --- Time and network ---

  // One message or change of the connection, and the frames that follow. False: there was none.
  bool Deliver();
  // As many frames as are asked for.
  void Draw();
  void Pass(std::int64_t milliseconds);
  void Skip(std::int64_t milliseconds);  // at once: the device was asleep
  void SetReachable(bool reachable) { transport_.SetReachable(reachable); }
  // What the browser would report: a version of the page that waits; how often it was taken.
  void SetNewerVersion(bool waits);
  [[nodiscard]] int NewerTaken() const;
  void SetSilent(bool silent) { transport_.SetSilent(silent); }
  // Another tab is in front: nothing is drawn, timers and messages go on.
  void SetHidden(bool hidden) {
    hidden_ = hidden;
    Draw();
  }
  [[nodiscard]] int Frames() const { return frames_; }
  [[nodiscard]] int Attempts() const { return transport_.Attempts(); }
  [[nodiscard]] std::optional<std::int64_t> NextFrameIn() const;

 private:
  class Platform;
  class Store;
  class Meetings;
  void DrawOnce();
  void PlayMirror(const MirrorUpdate& update);
  void NotePainted();
  struct Painted {
    SemanticRect rect;
    Rgba color;
  };
  [[nodiscard]] std::vector<SemanticRect> PaintedOver(NodeId field, Tone tone) const;

  std::unique_ptr<Platform> platform_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<Meetings> meetings_;
  MemoryTransport transport_;
  PlainGlyphs glyphs_;
  Ui ui_{glyphs_};
  Viewport viewport_;
  std::unique_ptr<App> app_;
  std::map<NodeId, std::string> fields_;
  std::vector<Painted> painted_;  // plain rectangles of the last frame
  std::vector<std::string> announcements_;
  NodeId focus_ = kNoNode;
  int frames_ = 0;
  bool hidden_ = false;
};

// A control as people find it, by role and name. Everything but Exists fails the test when it is not there.
class AppPage::Control {
 public:
  Control(AppPage& page, NodeRole role, std::string_view name) : page_(page), role_(role), name_(name) {}

  [[nodiscard]] bool Exists() const;
  [[nodiscard]] const SemanticNode& Node() const;
  [[nodiscard]] bool IsDisabled() const { return Node().disabled; }
  // Of a field what the browser shows in it, of a select the chosen option.
  [[nodiscard]] std::string Value() const;

  void Press() const;
  void Choose(std::string_view option) const;
  // At the end, a key at a time.
  void Type(std::string_view text) const;
  void TypeAt(std::size_t position, std::string_view text) const;
  // Replaces everything, and goes on to the next control when `leave`.
  void Fill(std::string_view text) const;
  void SelectText(std::string_view part) const;
  void Focus() const;
  void Leave() const;
  void Submit() const;

 private:
  AppPage& page_;
  NodeRole role_;
  std::string name_;
};

// What must hold of every page whatever is on it. Fails the test with the first thing that is wrong.
void CheckPage(const AppPage& page, const Viewport& viewport);

}  // namespace samsyn
