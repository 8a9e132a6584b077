// The only place for colours, type sizes and measures. Sizes are CSS pixels before the text scale.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace samsyn {

enum class Tone : std::uint8_t {
  kNone,  // transparent
  kPaper,
  kCard,
  kInk,
  kSoft,
  kLine,
  kTeal,
  kTealSoft,
  kTealDark,  // a pressed-looking kTeal
  kNow,
  kNowSoft,
  kOk,
  kOkSoft,
  kWarn,
  kWarnSoft,
  kStop,
  kStopSoft,
  kMe,  // the person the meeting is about
  kMeSoft,
  kFieldLine,
  kStep,     // background of a step not yet reached
  kPerson0,  // people's colours; white text on them
  kPerson1,
  kPerson2,
  kPerson3,
  kPerson4,
  kPerson5,
  kPerson6,
  kPerson7,
  kPersonSoft0,  // the same, as background of a selection
  kPersonSoft1,
  kPersonSoft2,
  kPersonSoft3,
  kPersonSoft4,
  kPersonSoft5,
  kPersonSoft6,
  kPersonSoft7,
  kShade,   // over the page, under a dialog
  kQrDark,  // cameras want dark on light, whatever the page looks like
  kQrLight,
  kCount,
};

struct Rgba {
  std::uint8_t r = 0;
  std::uint8_t g = 0;
  std::uint8_t b = 0;
  std::uint8_t a = 255;
  friend bool operator==(const Rgba&, const Rgba&) = default;
};

// What the page looks like. The last two are for those who need as much contrast as there can be.
enum class Scheme : std::uint8_t { kLight, kDark, kContrastLight, kContrastDark };
inline constexpr std::size_t kSchemeCount = 4;
[[nodiscard]] constexpr bool IsDark(Scheme scheme) {
  return scheme == Scheme::kDark || scheme == Scheme::kContrastDark;
}

[[nodiscard]] Rgba ColorOf(Tone tone, Scheme scheme = Scheme::kLight);
// The same as CSS variables, "--ink:#1C2326;", for what the page itself shows (web/style.css).
[[nodiscard]] std::string CssColors(Scheme scheme);
// People get colours by their place in the meeting; 0 is the person it is about.
[[nodiscard]] Tone PersonTone(std::size_t index);
[[nodiscard]] Tone PersonSoftTone(std::size_t index);

// WCAG 2.x contrast ratio, 1 to 21, of opaque colours.
[[nodiscard]] double Contrast(Rgba a, Rgba b);
// Every text-on-background pair the widgets use: all must reach 4.5.
[[nodiscard]] std::span<const std::pair<Tone, Tone>> TextPairs();

enum class TextSize : std::uint8_t {
  kTag,      // 11: name on somebody's caret
  kAvatar,   // 13
  kSmall,    // 14: bottom tabs
  kMuted,    // 15: secondary text, pills
  kButton,   // 16: buttons, tables
  kBody,     // 17
  kQuote,    // 18
  kLarge,    // 19: body and big buttons on a phone; level-2 headings
  kTitle,    // 21: level-1 headings
  kDisplay,  // 23: the question of the moment on a phone
};

[[nodiscard]] float PixelsOf(TextSize size);

namespace measure {
constexpr float kGap = 10;
constexpr float kRadius = 10;
constexpr float kFieldRadius = 8;
constexpr float kCardPadding = 14;
constexpr float kTarget = 44;     // smallest height of what can be pressed
constexpr float kBigTarget = 56;  // main actions on a phone
constexpr float kAvatar = 30;
constexpr float kTopBar = 60;
constexpr float kBottomBar = 76;
constexpr float kFocusRing = 3;
constexpr float kQrCode = 210;  // with its margin; does not grow with the text, as a camera reads it
constexpr float kNarrow = 900;  // below this width (times the text scale): one column and bottom tabs
constexpr float kLineHeight = 1.45F;
constexpr float kFieldLineHeight = 1.75F;  // multi-line fields: room for names over carets
}  // namespace measure

}  // namespace samsyn
