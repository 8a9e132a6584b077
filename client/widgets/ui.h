// What panels describe their contents with. One description is drawn with Dear ImGui and recorded as semantic nodes.
//
// A frame is BeginFrame, calls, EndFrame. Containers are scopes: they end when the returned Scope is destroyed.
//
//   auto card = ui.Card("commitment/7");
//   ui.Heading(3, "Bokar läkartid");
//   {
//     auto row = ui.Row({.gap = 8});
//     ui.Avatar("TH", PersonTone(3), "Tove");
//     ui.Text("Tove · region · senast 4 dec");
//   }
//   if (ui.Button("take", {.label = "Jag tar det", .kind = ButtonKind::kOutline})) { ... }
//
// Whole layout happens in EndFrame, so that any container can size itself to its contents; widgets answer at once
// from what the user did since the last frame. Sizes are CSS pixels before the text scale.
//
// Keys name nodes among the siblings of their nearest semantic container (landmark, list, item, scroll area, group,
// table part, dialog, KeyScope); two equal keys there are a bug of the panel and assert. Texts need no keys.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client/semantics/action.h"
#include "client/semantics/announcer.h"
#include "client/semantics/diff.h"
#include "client/semantics/node.h"
#include "client/semantics/tree.h"
#include "client/widgets/glyph_source.h"
#include "client/widgets/input_event.h"
#include "client/widgets/text_change.h"
#include "client/widgets/theme.h"

namespace samsyn {

struct Key {
  Key(const char* name) : text(name) {}
  Key(std::string_view name) : text(name) {}
  Key(const std::string& name) : text(name) {}
  Key(std::string_view name, std::uint64_t which) : text(name), number(which) {}
  std::string_view text;
  std::uint64_t number = 0;
};

// --- layout ---------------------------------------------------------------------------------------------------------

struct Extent {
  enum class Kind : std::uint8_t { kAuto, kFit, kFill, kFixed };
  Kind kind = Kind::kAuto;  // in a column: as wide as the column; in a row: as wide as its contents
  float value = 0;          // kFill: its share; kFixed: pixels
};
[[nodiscard]] constexpr Extent Fit() { return {Extent::Kind::kFit, 0}; }
[[nodiscard]] constexpr Extent Fill(float share = 1) { return {Extent::Kind::kFill, share}; }
[[nodiscard]] constexpr Extent Px(float pixels) { return {Extent::Kind::kFixed, pixels}; }

struct Insets {
  float left = 0;
  float top = 0;
  float right = 0;
  float bottom = 0;
};
[[nodiscard]] constexpr Insets All(float pixels) { return {pixels, pixels, pixels, pixels}; }
[[nodiscard]] constexpr Insets Sides(float horizontal, float vertical) {
  return {horizontal, vertical, horizontal, vertical};
}

enum class Align : std::uint8_t { kAuto, kStart, kCenter, kEnd, kStretch };  // across; auto: row center, column stretch
enum class Justify : std::uint8_t { kStart, kCenter, kEnd, kBetween };       // along

struct Layout {
  Extent width = {};
  Extent height = {};
  float gap = measure::kGap;
  Insets padding = {};
  Align align = Align::kAuto;
  Justify justify = Justify::kStart;
  float min_height = 0;
  float max_width = 0;  // 0: none; a narrower box than its column is centred
  Tone background = Tone::kNone;
  Tone border = Tone::kNone;
  float radius = 0;
};

// --- styles ---------------------------------------------------------------------------------------------------------

enum class Weight : std::uint8_t { kRegular, kBold };

struct TextStyle {
  TextSize size = TextSize::kBody;
  Weight weight = Weight::kRegular;
  Tone tone = Tone::kInk;
  Align align = Align::kStart;
  Extent width = {};
  std::string_view lang = {};
};
constexpr TextStyle kMutedText{.size = TextSize::kMuted, .tone = Tone::kSoft};
constexpr TextStyle kBoldText{.weight = Weight::kBold};

struct TextRun {
  std::string_view text;
  TextStyle style = {};
};

enum class Icon : std::uint8_t {
  kNone,
  kCheck,
  kCircle,  // not yet
  kDot,
  kPlus,
  kHand,
  kPause,
  kPlay,
  kArrowLeft,
  kArrowRight,
  kArrowUp,
  kArrowDown,
  kQuestion,
  kClose,
  kWarning,
  kMore,
  kUndo,
  kRedo,
  kTrash,
  kLock,
  kChevronDown,
};

enum class CardKind : std::uint8_t { kPlain, kNow, kDashedWarning, kBare };
enum class PillKind : std::uint8_t { kOk, kTeal, kWarning, kStop, kNeutral };
enum class ButtonKind : std::uint8_t { kSecondary, kPrimary, kOutline, kPlain, kDanger, kStep, kStepDone };
enum class LandmarkKind : std::uint8_t { kBanner, kNavigation, kMain, kRegion, kComplementary, kContentInfo };

struct ButtonSpec {
  std::string_view label;      // shown
  std::string_view name = {};  // read out, when the label needs its context ("Flytta upp: Hur får jag …")
  std::string_view description = {};
  ButtonKind kind = ButtonKind::kSecondary;
  Icon icon = Icon::kNone;        // before the label
  Icon icon_after = Icon::kNone;  // after the label
  bool large = false;
  bool disabled = false;
  Tristate pressed = Tristate::kNone;   // for a toggle
  Tristate expanded = Tristate::kNone;  // for what opens something
  Extent width = {};                    // Fill() for full width
  Align label_align = Align::kCenter;
};

struct PressableSpec {
  std::string_view name;  // read out for the whole of it; the contents are not read separately
  std::string_view description = {};
  bool current = false;
  bool disabled = false;
  Tristate expanded = Tristate::kNone;
  CardKind card = CardKind::kBare;
  Layout layout = {};
};

struct RemoteCaret {
  std::string_view name;
  std::size_t person = 0;  // PersonTone
  std::size_t start = 0;   // code points; start == end: a caret alone
  std::size_t end = 0;     // where the caret stands
};

struct TextFieldSpec {
  std::string_view label;      // its name; shown by the panel as a text or heading, or by `show_label`
  std::string_view text = {};  // the whole document text now
  // Exact remote edits since the last frame, if known; otherwise they are found by comparing.
  std::span<const TextSplice> remote = {};
  bool multiline = false;  // otherwise Enter is kSubmit and pasted line breaks become spaces
  bool show_label = false;
  bool read_only = false;
  bool invalid = false;
  std::string_view placeholder = {};
  std::string_view description = {};
  std::string_view lang = "sv";
  std::span<const RemoteCaret> carets = {};
  std::size_t max_code_points = 100'000;
  float min_height = measure::kTarget;
  TextSize size = TextSize::kBody;
  Weight weight = Weight::kRegular;
  Extent width = {};
};

struct TextFieldResult {
  // What the user did, in order, in code points of the document: apply them before the next frame.
  std::vector<TextSplice> splices;
  bool focused = false;
  bool focus_gained = false;
  bool focus_lost = false;
  bool submitted = false;  // Enter in a single-line field
  bool dismissed = false;  // Escape
  bool selection_changed = false;
  std::size_t selection_start = 0;  // code points of the document after `splices`; the anchor
  std::size_t selection_end = 0;    // where the caret is
  bool too_long = false;            // something was refused because of max_code_points
};

struct SelectSpec {
  std::string_view label;
  std::span<const std::string> options;
  std::size_t chosen = 0;
  bool show_label = false;
  bool disabled = false;
  Extent width = {};
};

struct CheckboxSpec {
  std::string_view label;
  std::string_view description = {};
  bool checked = false;
  bool disabled = false;
};

struct TabSpec {
  std::string_view label;
  Icon icon = Icon::kNone;
};

struct Column {
  std::string_view title;
  Extent width = {};  // auto: shares the table's width after what each column holds
};

// What the widgets themselves say; the application sets them in the user's language.
struct UiTexts {
  std::string focus_moved = "Fokus flyttades till ";  // followed by the name of where to
  std::string skip = "Hoppa till";                    // the name of the links at the page's start
};

struct Viewport {
  float width = 0;  // CSS pixels
  float height = 0;
  float pixel_ratio = 1;
};

// What the mirror must do after a frame, in this order.
struct FieldCommand {  // puts others' edits into a text field; UTF-16 code units
  NodeId field = kNoNode;
  std::uint32_t position = 0;
  std::uint32_t removed = 0;
  std::string inserted;
};
struct MirrorUpdate {
  std::vector<DiffOperation> operations;
  std::vector<FieldCommand> field_commands;
  std::vector<Announcement> announcements;
  NodeId focus = kNoNode;      // move the focus here
  NodeId scroll_to = kNoNode;  // bring this into view
  [[nodiscard]] bool IsEmpty() const;
};

class Ui {
 public:
  class [[nodiscard]] Scope {
   public:
    Scope(Scope&& other) noexcept;
    Scope(const Scope&) = delete;
    Scope& operator=(Scope&&) = delete;
    Scope& operator=(const Scope&) = delete;
    ~Scope();

   private:
    friend class Ui;
    explicit Scope(Ui* ui) : ui_(ui) {}
    Ui* ui_;
  };
  struct [[nodiscard]] PressableScope {
    Scope scope;
    bool pressed = false;
    bool hovered = false;
  };
  struct [[nodiscard]] DialogScope {
    Scope scope;
    bool dismissed = false;  // Escape
  };

  // `glyphs` must outlive the Ui.
  explicit Ui(GlyphSource& glyphs);
  ~Ui();

  // --- frame (platform and tests) ---
  void Push(InputEvent event);
  void BeginFrame(const Viewport& viewport, std::int64_t now_ms);
  void EndFrame();
  [[nodiscard]] MirrorUpdate TakeMirrorUpdate();
  // Another frame is needed at once: input waits, or something has not settled.
  [[nodiscard]] bool NeedsFrame() const;
  [[nodiscard]] const SemanticTree& Tree() const;           // of the last finished frame
  [[nodiscard]] std::string FieldText(NodeId field) const;  // what the user sees in it

  // --- surroundings ---
  void SetTextScale(float scale);  // 1 to 2
  void SetScheme(Scheme scheme);
  // The page shows the mirror itself: nothing is laid out or painted.
  void SetPlain(bool plain);
  // Only what must interrupt is read out by itself.
  void SetQuiet(bool quiet);
  void SetTexts(UiTexts texts);
  void SetPage(std::string title, std::string lang);  // the browser's title, and the language of all texts
  void ForgetGlyphs();                                // the fonts have changed
  [[nodiscard]] float Scale() const;
  [[nodiscard]] float Width() const;  // of the viewport, in CSS pixels divided by the text scale
  [[nodiscard]] float Height() const;
  [[nodiscard]] bool IsNarrow() const;  // one column, bottom tabs
  [[nodiscard]] std::int64_t Now() const;

  // --- layout only ---
  Scope Row(const Layout& layout = {});
  Scope Column(const Layout& layout = {});
  Scope Wrap(const Layout& layout = {});  // a row that goes on below when it is full
  void Space(float pixels);
  void Spring();  // takes what is left, in a row or column
  void Divider();
  Scope KeyScope(Key key);  // for loops over records that are not list items

  // --- containers with meaning ---
  Scope Landmark(Key key, LandmarkKind kind, std::string_view name, const Layout& layout = {});
  Scope Group(Key key, std::string_view name, const Layout& layout = {});
  Scope List(Key key, std::string_view name, const Layout& layout = {});  // holds only ListItem
  Scope ListItem(Key key, CardKind card = CardKind::kBare, const Layout& layout = {});
  // Set `layout.height` (Fill or Px); the contents are as tall as they need.
  Scope ScrollArea(Key key, std::string_view name, const Layout& layout = {});
  // White, line, radius and padding. Also a group when it has a name.
  Scope Card(Key key, CardKind kind = CardKind::kPlain, std::string_view name = {}, const Layout& layout = {});
  Scope Quote(Tone bar = Tone::kMe, Tone background = Tone::kMeSoft, const Layout& layout = {});
  Scope Table(Key key, std::string_view name, std::span<const samsyn::Column> columns);  // holds only TableRow
  Scope TableRow(Key key);                                                               // holds one Cell a column
  Scope Cell();
  // Over everything else, with the focus inside until it is no longer described. One at a time.
  DialogScope Dialog(Key key, std::string_view title, float width = 480);
  // The whole of it is one button.
  PressableScope Pressable(Key key, const PressableSpec& spec);
  // Its text is read out when it changes (polite) or appears (alert).
  Scope Status(Key key, Politeness politeness = Politeness::kPolite, const Layout& layout = {});

  // --- contents ---
  void Heading(int level, std::string_view text);
  void Heading(int level, std::string_view text, const TextStyle& style);
  void Text(std::string_view text, const TextStyle& style = {});
  void Text(std::span<const TextRun> runs, Align align = Align::kStart, Extent width = {});
  void Text(std::initializer_list<TextRun> runs) { Text(std::span<const TextRun>(runs.begin(), runs.size())); }
  void Pill(std::string_view text, PillKind kind, Icon icon = Icon::kNone);
  void Avatar(std::string_view initials, Tone tone, std::string_view name);
  void Picture(Icon icon, Tone tone, std::string_view name = {});  // no name: decoration
  // An emoji as a picture; `name` is what it shows.
  void Emoji(std::string_view emoji, std::string_view name, TextSize size = TextSize::kDisplay);
  // For a camera; `size` with its margin is in CSS pixels whatever the text scale. Nothing when no code holds the text.
  void QrCode(std::string_view name, std::string_view text, float size = measure::kQrCode);

  // --- controls ---
  [[nodiscard]] bool Button(Key key, const ButtonSpec& spec);
  [[nodiscard]] TextFieldResult TextField(Key key, const TextFieldSpec& spec);
  [[nodiscard]] std::optional<std::size_t> Select(Key key, const SelectSpec& spec);  // the new choice
  [[nodiscard]] std::optional<bool> Checkbox(Key key, const CheckboxSpec& spec);     // the new state
  // A navigation landmark of buttons; on a phone it belongs last in the outermost column.
  [[nodiscard]] std::optional<std::size_t> Tabs(Key key, std::string_view name, std::span<const TabSpec> tabs,
                                                std::size_t chosen);
  // Opens in a new tab.
  void Link(Key key, std::string_view label, std::string_view address);

  // --- besides ---
  void Announce(std::string_view text, Politeness politeness = Politeness::kPolite);
  [[nodiscard]] bool UndoPressed();  // since the last frame, anywhere
  [[nodiscard]] bool RedoPressed();
  // Moves the focus to the control of this key in the current container, when the frame is done.
  void Focus(Key key);
  [[nodiscard]] bool IsFocused(Key key) const;
  // The id a control of this key gets in the current container.
  [[nodiscard]] NodeId IdOf(Key key) const;

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace samsyn
