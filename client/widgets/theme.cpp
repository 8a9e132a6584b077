#include "client/widgets/theme.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace samsyn {
namespace {

constexpr Rgba Hex(std::uint32_t rgb) {
  return {static_cast<std::uint8_t>(rgb >> 16 & 0xFF), static_cast<std::uint8_t>(rgb >> 8 & 0xFF),
          static_cast<std::uint8_t>(rgb & 0xFF), 255};
}

constexpr std::size_t kPeople = 8;

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

Rgba ColorOf(Tone tone) {
  switch (tone) {
    case Tone::kNone:
      return {0, 0, 0, 0};
    case Tone::kPaper:
      return Hex(0xF6F3EC);
    case Tone::kCard:
      return Hex(0xFFFFFF);
    case Tone::kInk:
      return Hex(0x1C2326);
    case Tone::kSoft:
      return Hex(0x55605F);
    case Tone::kLine:
      return Hex(0xDAD4C6);
    case Tone::kTeal:
      return Hex(0x0B5563);
    case Tone::kTealSoft:
      return Hex(0xE1EFF0);
    case Tone::kTealDark:
      return Hex(0x08414C);
    case Tone::kNow:
      return Hex(0xF2B441);
    case Tone::kNowSoft:
      return Hex(0xFFF4DB);
    case Tone::kOk:
      return Hex(0x1F6F4A);
    case Tone::kOkSoft:
      return Hex(0xE3F2E9);
    case Tone::kWarn:
      return Hex(0x8A5200);
    case Tone::kWarnSoft:
      return Hex(0xFCEFD9);
    case Tone::kStop:
      return Hex(0xA12A2F);
    case Tone::kStopSoft:
      return Hex(0xFBE6E4);
    case Tone::kMe:
      return Hex(0xB8472F);
    case Tone::kMeSoft:
      return Hex(0xFBF1EE);
    case Tone::kFieldLine:
      return Hex(0x8C938F);
    case Tone::kStep:
      return Hex(0xEAE5D9);
    case Tone::kPerson0:
      return Hex(0xB8472F);
    case Tone::kPerson1:
      return Hex(0x7A5C1E);
    case Tone::kPerson2:
      return Hex(0x8A2F62);
    case Tone::kPerson3:
      return Hex(0x0B5563);
    case Tone::kPerson4:
      return Hex(0x5B4B9A);
    case Tone::kPerson5:
      return Hex(0x2B5A9E);
    case Tone::kPerson6:
      return Hex(0x1F6F4A);
    case Tone::kPerson7:
      return Hex(0x4F5D2F);
    case Tone::kPersonSoft0:
      return Hex(0xF5D9D2);
    case Tone::kPersonSoft1:
      return Hex(0xEBDFC4);
    case Tone::kPersonSoft2:
      return Hex(0xF0D3E3);
    case Tone::kPersonSoft3:
      return Hex(0xCFE3E6);
    case Tone::kPersonSoft4:
      return Hex(0xDCD6F2);
    case Tone::kPersonSoft5:
      return Hex(0xD3E0F3);
    case Tone::kPersonSoft6:
      return Hex(0xCFE7DA);
    case Tone::kPersonSoft7:
      return Hex(0xDEE3CF);
    case Tone::kShade:
      return {28, 35, 38, 115};
    case Tone::kQrDark:
      return Hex(0x000000);
    case Tone::kQrLight:
      return Hex(0xFFFFFF);
    case Tone::kCount:
      break;
  }
  return {};
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
