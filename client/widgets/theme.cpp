#include "client/widgets/theme.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstdio>

namespace samsyn {
namespace {

constexpr Rgba Hex(std::uint32_t rgb) {
  return {static_cast<std::uint8_t>(rgb >> 16 & 0xFF), static_cast<std::uint8_t>(rgb >> 8 & 0xFF),
          static_cast<std::uint8_t>(rgb & 0xFF), 255};
}

constexpr std::size_t kPeople = 8;

struct ToneColors {
  Tone tone;
  std::string_view css;                         // its name in the page's style sheets
  std::array<std::uint32_t, kSchemeCount> rgb;  // by Scheme
};

constexpr std::array kColors = std::to_array<ToneColors>({
    // clang-format off
    {Tone::kPaper, "paper", {0xF6F3EC, 0x12181A, 0xFFFFFF, 0x000000}},
    {Tone::kCard, "card", {0xFFFFFF, 0x1C2426, 0xFFFFFF, 0x000000}},
    {Tone::kInk, "ink", {0x1C2326, 0xECEFEA, 0x000000, 0xFFFFFF}},
    {Tone::kSoft, "soft", {0x55605F, 0xB3BDBB, 0x1F2424, 0xF0F0F0}},
    {Tone::kLine, "line", {0xDAD4C6, 0x3D484A, 0x000000, 0xFFFFFF}},
    {Tone::kTeal, "teal", {0x0B5563, 0x7CC7D3, 0x00323C, 0x7FE9FF}},
    {Tone::kTealSoft, "teal-soft", {0xE1EFF0, 0x17353B, 0xE6F4F5, 0x00272E}},
    {Tone::kTealDark, "teal-dark", {0x08414C, 0x9BD6DF, 0x001F26, 0xB8F4FF}},
    {Tone::kNow, "now", {0xF2B441, 0xF2B441, 0x7A4A00, 0xFFD23F}},
    {Tone::kNowSoft, "now-soft", {0xFFF4DB, 0x392F18, 0xFFF8E6, 0x2B2100}},
    {Tone::kOk, "ok", {0x1F6F4A, 0x7FCFA3, 0x003D20, 0x7DFFB5}},
    {Tone::kOkSoft, "ok-soft", {0xE3F2E9, 0x17342A, 0xF0FFF6, 0x002B17}},
    {Tone::kWarn, "warn", {0x8A5200, 0xF0BE73, 0x4F2C00, 0xFFD08A}},
    {Tone::kWarnSoft, "warn-soft", {0xFCEFD9, 0x3B2C14, 0xFFF6E6, 0x2E1D00}},
    {Tone::kStop, "stop", {0xA12A2F, 0xF3A3A0, 0x6B0006, 0xFFB0AC}},
    {Tone::kStopSoft, "stop-soft", {0xFBE6E4, 0x41201F, 0xFFF0EF, 0x3A0004}},
    {Tone::kMe, "me", {0xB8472F, 0xF09A84, 0x6E1F0C, 0xFFB09C}},
    {Tone::kMeSoft, "me-soft", {0xFBF1EE, 0x3A2320, 0xFFF5F2, 0x2E0D05}},
    {Tone::kFieldLine, "field-line", {0x8C938F, 0x7E8A88, 0x000000, 0xFFFFFF}},
    {Tone::kStep, "step", {0xEAE5D9, 0x2A3335, 0xF2F2F2, 0x1A1A1A}},
    {Tone::kPerson0, "person-0", {0xB8472F, 0xF09A84, 0x6E1F0C, 0xFFB09C}},
    {Tone::kPerson1, "person-1", {0x7A5C1E, 0xD9BE83, 0x4A3600, 0xFFE08A}},
    {Tone::kPerson2, "person-2", {0x8A2F62, 0xE79BC4, 0x5A0F3B, 0xFFA8DC}},
    {Tone::kPerson3, "person-3", {0x0B5563, 0x7CC7D3, 0x00323C, 0x7FE9FF}},
    {Tone::kPerson4, "person-4", {0x5B4B9A, 0xB5A8EA, 0x34247A, 0xCFC2FF}},
    {Tone::kPerson5, "person-5", {0x2B5A9E, 0x95BBF0, 0x0B3A7A, 0xA9CCFF}},
    {Tone::kPerson6, "person-6", {0x1F6F4A, 0x7FCFA3, 0x003D20, 0x7DFFB5}},
    {Tone::kPerson7, "person-7", {0x4F5D2F, 0xB9C796, 0x2F3A12, 0xDDF0A8}},
    {Tone::kPersonSoft0, "person-soft-0", {0xF5D9D2, 0x5A3228, 0xFBE3DD, 0x5A2313}},
    {Tone::kPersonSoft1, "person-soft-1", {0xEBDFC4, 0x4A3E20, 0xF4EAD2, 0x4A3A00}},
    {Tone::kPersonSoft2, "person-soft-2", {0xF0D3E3, 0x55304A, 0xF9E2EF, 0x5A1240}},
    {Tone::kPersonSoft3, "person-soft-3", {0xCFE3E6, 0x1F4850, 0xDDF0F3, 0x003F4A}},
    {Tone::kPersonSoft4, "person-soft-4", {0xDCD6F2, 0x3B3466, 0xE8E3FA, 0x35256F}},
    {Tone::kPersonSoft5, "person-soft-5", {0xD3E0F3, 0x26405F, 0xE0EAFA, 0x0F3A70}},
    {Tone::kPersonSoft6, "person-soft-6", {0xCFE7DA, 0x20493A, 0xDDF3E7, 0x00452A}},
    {Tone::kPersonSoft7, "person-soft-7", {0xDEE3CF, 0x3B4428, 0xE9EEDC, 0x3A4512}},
    // clang-format on
});

// From the first tone that has a colour, without a gap.
static_assert([] {
  for (std::size_t i = 0; i < kColors.size(); ++i) {
    if (static_cast<std::size_t>(kColors[i].tone) != i + 1) return false;
  }
  return kColors.back().tone == Tone::kPersonSoft7;
}());

double Luminance(Rgba color) {
  auto part = [](std::uint8_t value) {
    const double share = value / 255.0;
    return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * part(color.r) + 0.7152 * part(color.g) + 0.0722 * part(color.b);
}

// The first colour is for the person the meeting is about and nobody else; the others come round again.
std::size_t PersonColor(std::size_t index) { return index == 0 ? 0 : 1 + (index - 1) % (kPeople - 1); }

}  // namespace

Rgba ColorOf(Tone tone, Scheme scheme) {
  switch (tone) {
    case Tone::kNone:
      return {0, 0, 0, 0};
    case Tone::kShade:
      return IsDark(scheme) ? Rgba{0, 0, 0, 170} : Rgba{28, 35, 38, 115};
    case Tone::kQrDark:
      return Hex(0x000000);
    case Tone::kQrLight:
      return Hex(0xFFFFFF);
    default:
      break;
  }
  assert(tone < Tone::kShade);
  return Hex(kColors[static_cast<std::size_t>(tone) - 1].rgb[static_cast<std::size_t>(scheme)]);
}

std::string CssColors(Scheme scheme) {
  std::string css;
  for (const ToneColors& row : kColors) {
    std::array<char, 16> color{};
    std::snprintf(color.data(), color.size(), ":#%06X;",
                  static_cast<unsigned>(row.rgb[static_cast<std::size_t>(scheme)]));
    css.append("--").append(row.css).append(color.data());
  }
  return css;
}

Tone PersonTone(std::size_t index) {
  return static_cast<Tone>(static_cast<std::size_t>(Tone::kPerson0) + PersonColor(index));
}

Tone PersonSoftTone(std::size_t index) {
  return static_cast<Tone>(static_cast<std::size_t>(Tone::kPersonSoft0) + PersonColor(index));
}

double Contrast(Rgba a, Rgba b) {
  const double first = Luminance(a);
  const double second = Luminance(b);
  return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

std::span<const std::pair<Tone, Tone>> TextPairs() {
  static constexpr std::array kPairs = {
      std::pair{Tone::kInk, Tone::kPaper},       std::pair{Tone::kInk, Tone::kCard},
      std::pair{Tone::kInk, Tone::kNowSoft},     std::pair{Tone::kInk, Tone::kMeSoft},
      std::pair{Tone::kSoft, Tone::kPaper},      std::pair{Tone::kSoft, Tone::kCard},
      std::pair{Tone::kSoft, Tone::kNowSoft},    std::pair{Tone::kSoft, Tone::kMeSoft},
      std::pair{Tone::kSoft, Tone::kStep},       std::pair{Tone::kTeal, Tone::kPaper},
      std::pair{Tone::kTeal, Tone::kCard},       std::pair{Tone::kTeal, Tone::kTealSoft},
      std::pair{Tone::kCard, Tone::kTeal},       std::pair{Tone::kCard, Tone::kTealDark},
      std::pair{Tone::kOk, Tone::kOkSoft},       std::pair{Tone::kOk, Tone::kCard},
      std::pair{Tone::kWarn, Tone::kWarnSoft},   std::pair{Tone::kWarn, Tone::kCard},
      std::pair{Tone::kWarn, Tone::kPaper},      std::pair{Tone::kStop, Tone::kStopSoft},
      std::pair{Tone::kStop, Tone::kCard},       std::pair{Tone::kMe, Tone::kCard},
      std::pair{Tone::kMe, Tone::kNowSoft},      std::pair{Tone::kCard, Tone::kStop},
      std::pair{Tone::kCard, Tone::kPerson0},    std::pair{Tone::kCard, Tone::kPerson1},
      std::pair{Tone::kCard, Tone::kPerson2},    std::pair{Tone::kCard, Tone::kPerson3},
      std::pair{Tone::kCard, Tone::kPerson4},    std::pair{Tone::kCard, Tone::kPerson5},
      std::pair{Tone::kCard, Tone::kPerson6},    std::pair{Tone::kCard, Tone::kPerson7},
      std::pair{Tone::kInk, Tone::kPersonSoft0}, std::pair{Tone::kInk, Tone::kPersonSoft1},
      std::pair{Tone::kInk, Tone::kPersonSoft2}, std::pair{Tone::kInk, Tone::kPersonSoft3},
      std::pair{Tone::kInk, Tone::kPersonSoft4}, std::pair{Tone::kInk, Tone::kPersonSoft5},
      std::pair{Tone::kInk, Tone::kPersonSoft6}, std::pair{Tone::kInk, Tone::kPersonSoft7},
  };
  return kPairs;
}

float PixelsOf(TextSize size) {
  switch (size) {
    case TextSize::kTag:
      return 12;
    case TextSize::kAvatar:
      return 13;
    case TextSize::kSmall:
      return 14;
    case TextSize::kMuted:
      return 15;
    case TextSize::kButton:
      return 16;
    case TextSize::kBody:
      return 17;
    case TextSize::kQuote:
      return 18;
    case TextSize::kLarge:
      return 19;
    case TextSize::kTitle:
      return 21;
    case TextSize::kDisplay:
      return 23;
  }
  return 17;
}

}  // namespace samsyn
