#include "client/widgets/line_break.h"

#include <cstdint>

#include "shared/base/utf8.h"

namespace samsyn {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

template <std::size_t N>
bool In(const Range (&ranges)[N], char32_t value) {
  for (const auto& range : ranges) {
    if (value >= range.first && value <= range.last) return true;
  }
  return false;
}

constexpr Range kMarks[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489},   {0x0591, 0x05BD},   {0x05BF, 0x05BF},   {0x05C1, 0x05C2}, {0x0610, 0x061A},
    {0x064B, 0x065F}, {0x0E31, 0x0E31},   {0x0E34, 0x0E3A},   {0x0E47, 0x0E4E},   {0x135D, 0x135F}, {0x1AB0, 0x1AFF},
    {0x1DC0, 0x1DFF}, {0x200C, 0x200D},   {0x20D0, 0x20FF},   {0x302A, 0x302F},   {0x3099, 0x309A}, {0xFE00, 0xFE0F},
    {0xFE20, 0xFE2F}, {0x1F3FB, 0x1F3FF}, {0xE0020, 0xE007F}, {0xE0100, 0xE01EF},
};
constexpr Range kJoining[] = {
    {0x0590, 0x08FF}, {0x0900, 0x0DFF}, {0x1000, 0x109F}, {0x1780, 0x17FF},
    {0x1800, 0x18AF}, {0xFB1D, 0xFDFF}, {0xFE70, 0xFEFE},
};
constexpr Range kIdeographs[] = {
    {0x1100, 0x11FF}, {0x231A, 0x231B},   {0x23E9, 0x23FA},   {0x2614, 0x2615},   {0x261D, 0x261D},   {0x2639, 0x263B},
    {0x2648, 0x2653}, {0x26F9, 0x26F9},   {0x2705, 0x2705},   {0x270A, 0x270D},   {0x2728, 0x2728},   {0x2764, 0x2764},
    {0x2E80, 0x3000}, {0x3003, 0x3004},   {0x3006, 0x3007},   {0x3012, 0x3013},   {0x3020, 0x303A},   {0x3041, 0x30FF},
    {0x3105, 0x4DBF}, {0x4E00, 0xA4CF},   {0xA960, 0xA97F},   {0xAC00, 0xD7FF},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},
    {0xFF01, 0xFFEF}, {0x17000, 0x18CFF}, {0x1B000, 0x1B2FF}, {0x1F000, 0x1FAFF}, {0x20000, 0x3FFFD},
};

bool IsRegional(char32_t value) { return value >= 0x1F1E6 && value <= 0x1F1FF; }
bool IsDigit(char32_t value) { return value >= '0' && value <= '9'; }
bool IsAscii(char32_t value) { return value < 0x7F; }
bool IsOneOf(char32_t value, std::string_view ascii) {
  return IsAscii(value) && ascii.find(static_cast<char>(value)) != std::string_view::npos;
}

bool IsAlphanumeric(char32_t value) {
  return IsDigit(value) || (value >= 'a' && value <= 'z') || (value >= 'A' && value <= 'Z') ||
         (value >= 0xC0 && value < 0x2000 && value != 0xD7 && value != 0xF7);
}

// Quotes and glue: they stick to both sides.
bool Sticks(char32_t value) {
  switch (value) {
    case 0xA0:
    case 0xAB:
    case 0xBB:
    case 0x2011:
    case 0x2018:
    case 0x2019:
    case 0x201C:
    case 0x201D:
    case 0x202F:
    case 0x2060:
      return true;
    default:
      return false;
  }
}

// What may never begin a line, whatever is before it (but a space).
bool NeverFirst(char32_t value) {
  switch (value) {
    case 0xAD:    // soft hyphen
    case 0x2010:  // hyphen
    case 0x2013:  // en dash
    case 0x2026:  // ellipsis
    case 0x3001:
    case 0x3002:
    case 0xFF0C:
    case 0xFF0E:
    case 0xFF1A:
    case 0xFF1B:
    case 0xFF1F:
    case 0xFF01:
    case 0xFF09:
    case 0x300B:
    case 0x300D:
    case 0x300F:
    case 0x3011:
    case 0x200B:
      return true;
    default:
      return IsOneOf(value, "!),./:;?]}");
  }
}

bool IsOpening(char32_t value) {
  return value == 0xFF08 || value == 0x300A || value == 0x300C || value == 0x300E || value == 0x3010;
}

bool IsDash(char32_t value) { return value == 0x2010 || value == 0x2013; }

bool IsSymbol(char32_t value) {  // letters and signs outside ASCII that are not glue, marks or ideographs
  return !IsAscii(value) && !Sticks(value) && !NeverFirst(value);
}

}  // namespace

bool IsIdeographic(char32_t code_point) { return In(kIdeographs, code_point) && !NeverFirst(code_point); }

bool MayBreakBetween(char32_t before, char32_t previous, char32_t next) {
  if (previous == '\n') return true;
  if (next == ' ' || next == '\n' || next == '\t') return false;
  if (previous == ' ' || previous == '\t' || previous == 0x200B || previous == 0xAD) return true;
  if (previous == '-') {
    if (IsDigit(next)) return IsAlphanumeric(before);
    return !NeverFirst(next) && next != '$' && !Sticks(next);
  }
  if (Sticks(previous) || (Sticks(next) && !(next == 0xA0 && IsDash(previous))) || NeverFirst(next)) return false;
  if (IsOpening(previous)) return false;
  if (IsOneOf(previous, "'([{")) return false;
  if (previous == '?') return next != '"' && next != '\'';
  if (IsDash(previous) || previous == 0x2026 || previous == 0x3002 || IsIdeographic(previous) || previous == 0x2014) {
    if (previous == 0x2014 && next == 0x2014) return false;
    if (IsIdeographic(previous) && (next == '%' || next == 0xB0)) return false;
    return !IsOneOf(next, "\"'-|");
  }
  if (IsOneOf(previous, "!}|")) return IsOneOf(next, "(<[{") || IsSymbol(next);
  if (previous == '/') return IsSymbol(next);
  if (previous == '"') return IsOneOf(next, "(<[{");
  const bool wide = next == 0x2014 || IsIdeographic(next);
  if (IsOneOf(previous, "#&*=>~%),.:;]")) return IsOneOf(next, "(<[{") || wide;
  if (IsOneOf(previous, "+\\")) return IsOneOf(next, "(<[{") || next == 0x2014;
  if (previous == '$') return next == 0x2014;
  return wide;
}

std::size_t ClusterEnd(std::string_view text, std::size_t start) {
  std::size_t at = start;
  const char32_t first = NextCodePoint(text, at);
  if (first < 0x80 && first != '#' && first != '*' && !IsDigit(first)) {
    // Only a combining mark can follow; those start with a byte past ASCII.
    if (at >= text.size() || static_cast<unsigned char>(text[at]) < 0x80 || first == '\n' || first == ' ') return at;
  }
  bool regional_open = IsRegional(first);
  bool joined = false;
  const bool joining = In(kJoining, first);
  while (at < text.size()) {
    std::size_t after = at;
    const char32_t next = NextCodePoint(text, after);
    const bool belongs = In(kMarks, next) || joined || (regional_open && IsRegional(next)) ||
                         (joining && In(kJoining, next)) ||
                         (first >= 0x1100 && first <= 0x11FF && next >= 0x1100 && next <= 0x11FF);
    if (!belongs) break;
    if (IsRegional(next)) regional_open = false;
    joined = next == 0x200D;
    at = after;
  }
  return at;
}

}  // namespace samsyn
