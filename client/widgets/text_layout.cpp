#include "client/widgets/text_layout.h"

#include <algorithm>
#include <utility>

#include "client/widgets/line_break.h"
#include "shared/base/utf8.h"

namespace samsyn {
namespace {

constexpr int kTabSpaces = 8;
constexpr char32_t kSoftHyphenLetter = 0xAD;

bool Hangs(char32_t letter) { return letter == ' ' || letter == '\t'; }

}  // namespace

TextLayout::TextLayout(std::vector<StyledRun> runs, GlyphSource& glyphs) : runs_(std::move(runs)) {
  hyphen_widths_ = {glyphs.Advance(FontFace::kRegular, "-"), glyphs.Advance(FontFace::kBold, "-")};
  std::uint32_t position = 0;
  float line = 0;
  float word = 0;
  for (std::uint32_t run = 0; run < runs_.size(); ++run) {
    const std::string& text = runs_[run].text;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = ClusterEnd(text, at);
      PlacedCluster cluster;
      cluster.run = run;
      cluster.byte = static_cast<std::uint32_t>(at);
      cluster.bytes = static_cast<std::uint32_t>(end - at);
      cluster.position = position;
      char32_t first = 0;
      char32_t last = 0;
      cluster.code_points = 0;
      for (std::size_t byte = at; byte < end; ++cluster.code_points) {
        last = NextCodePoint(text, byte);
        if (first == 0) first = last;
      }
      position += cluster.code_points;
      if (first == '\t') {
        cluster.width = glyphs.Advance(runs_[run].face, " ") * runs_[run].size * kTabSpaces;
      } else if (first != '\n' && first != kSoftHyphenLetter) {
        cluster.width = glyphs.Advance(runs_[run].face, std::string_view(text).substr(at, end - at)) * runs_[run].size;
      }
      clusters_.push_back(cluster);
      letters_.push_back(first);
      endings_.push_back(last);
      if (MayBreakBefore(clusters_.size() - 1)) word = 0;
      if (first == '\n') line = 0;
      line += cluster.width;
      if (!Hangs(first)) word += cluster.width;
      natural_width_ = std::max(natural_width_, line);
      longest_word_ = std::max(longest_word_, word);
      at = end;
    }
  }
  Wrap(kNoWrap);
}

bool TextLayout::MayBreakBefore(std::size_t cluster) const {
  if (cluster == 0) return false;
  return MayBreakBetween(cluster > 1 ? endings_[cluster - 2] : 0, endings_[cluster - 1], letters_[cluster]);
}

bool TextLayout::HyphenFits(std::size_t cluster, float x, float width) const {
  if (letters_[cluster - 1] != kSoftHyphenLetter) return true;
  const StyledRun& run = runs_[clusters_[cluster - 1].run];
  return x + hyphen_widths_[run.face == FontFace::kBold ? 1 : 0] * run.size <= width;
}

void TextLayout::Wrap(float width) {
  // The browser counts in 1/64 pixel; a line that fits by less than that must fit here too.
  constexpr float kSlack = 1.0F / 64;
  lines_.clear();
  std::size_t line_start = 0;
  std::size_t break_at = 0;  // the last place where this line may end
  float x = 0;
  auto finish = [&](std::size_t end) {
    TextLine line{line_start, end, 0};
    float at = 0;
    for (std::size_t i = line_start; i < end; ++i) {
      clusters_[i].x = at;
      at += clusters_[i].width;
      if (!Hangs(letters_[i]) && letters_[i] != '\n') line.width = at;
    }
    lines_.push_back(line);
    line_start = end;
    break_at = end;
    x = 0;
  };
  for (std::size_t i = 0; i < clusters_.size(); ++i) {
    if (i > line_start && MayBreakBefore(i) && letters_[i - 1] != '\n' && HyphenFits(i, x, width + kSlack))
      break_at = i;
    if (letters_[i] == '\n') {
      finish(i + 1);
      continue;
    }
    if (!Hangs(letters_[i]) && x + clusters_[i].width > width + kSlack && i > line_start) {
      // The last word goes down whole; one longer than the line is cut where it is full.
      const std::size_t end = break_at > line_start ? break_at : i;
      finish(end);
      for (std::size_t j = end; j < i; ++j) {
        if (j > line_start && MayBreakBefore(j) && HyphenFits(j, x, width + kSlack)) break_at = j;
        x += clusters_[j].width;
      }
      if (i > line_start && x + clusters_[i].width > width + kSlack) finish(i);
    }
    x += clusters_[i].width;
  }
  finish(clusters_.size());
}

float TextLayout::WrappedWidth() const {
  float widest = 0;
  for (const auto& line : lines_) widest = std::max(widest, line.width);
  return widest;
}

TextLayout::CaretPlace TextLayout::CaretAt(std::size_t position) const {
  for (std::size_t line = 0; line < lines_.size(); ++line) {
    for (std::size_t i = lines_[line].first; i < lines_[line].end; ++i) {
      const auto& cluster = clusters_[i];
      if (position < cluster.position + cluster.code_points) {
        const float part = static_cast<float>(position - cluster.position) / static_cast<float>(cluster.code_points);
        return {line, cluster.x + part * cluster.width};
      }
    }
  }
  if (lines_.empty()) return {};
  const TextLine& last = lines_.back();
  const float x = last.end > last.first ? clusters_[last.end - 1].x + clusters_[last.end - 1].width : 0;
  return {lines_.size() - 1, x};
}

std::pair<float, float> TextLayout::Selected(std::size_t line, std::size_t start, std::size_t end) const {
  float from = 0;
  float to = 0;
  bool any = false;
  for (std::size_t i = lines_[line].first; i < lines_[line].end; ++i) {
    const auto& cluster = clusters_[i];
    if (cluster.position < start || cluster.position >= end || letters_[i] == '\n') continue;
    if (!any) from = cluster.x;
    to = cluster.x + cluster.width;
    any = true;
  }
  return {from, to};
}

}  // namespace samsyn
