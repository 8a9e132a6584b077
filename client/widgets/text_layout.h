// Breaks styled text into lines of a given width, as the browser would: white-space: pre-wrap and overflow-wrap:
// break-word. Positions are code points of all runs together; lengths are CSS pixels.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "client/widgets/glyph_source.h"
#include "client/widgets/theme.h"

namespace samsyn {

struct StyledRun {
  std::string text;
  FontFace face = FontFace::kRegular;
  float size = 17;
  Tone tone = Tone::kInk;
};

struct PlacedCluster {
  std::uint32_t run = 0;
  std::uint32_t byte = 0;  // in the run's text
  std::uint32_t bytes = 0;
  std::uint32_t position = 0;  // code points before it
  std::uint32_t code_points = 1;
  float x = 0;  // within its line
  float width = 0;
};

struct TextLine {
  std::size_t first = 0;  // clusters
  std::size_t end = 0;    // past the last, hanging spaces and the line break included
  float width = 0;        // without hanging spaces
};

constexpr float kNoWrap = std::numeric_limits<float>::infinity();

class TextLayout {
 public:
  // Measures once; Wrap may then be called for several widths.
  TextLayout(std::vector<StyledRun> runs, GlyphSource& glyphs);

  void Wrap(float width);

  [[nodiscard]] float NaturalWidth() const { return natural_width_; }  // of the longest line if never wrapped
  [[nodiscard]] float LongestWord() const { return longest_word_; }
  [[nodiscard]] const std::vector<StyledRun>& Runs() const { return runs_; }
  [[nodiscard]] const std::vector<PlacedCluster>& Clusters() const { return clusters_; }
  [[nodiscard]] const std::vector<TextLine>& Lines() const { return lines_; }
  [[nodiscard]] float WrappedWidth() const;  // of the widest line

  struct CaretPlace {
    std::size_t line = 0;
    float x = 0;
  };
  [[nodiscard]] CaretPlace CaretAt(std::size_t position) const;
  // The part of a line that lies between two positions; empty if none.
  [[nodiscard]] std::pair<float, float> Selected(std::size_t line, std::size_t start, std::size_t end) const;

 private:
  [[nodiscard]] bool MayBreakBefore(std::size_t cluster) const;
  // A line that breaks after a soft hyphen shows it.
  [[nodiscard]] bool HyphenFits(std::size_t cluster, float x, float width) const;

  std::vector<StyledRun> runs_;
  std::vector<PlacedCluster> clusters_;
  std::vector<char32_t> letters_;  // the first of each cluster
  std::vector<char32_t> endings_;  // the last
  std::vector<TextLine> lines_;
  std::array<float, 2> hyphen_widths_ = {};
  float natural_width_ = 0;
  float longest_word_ = 0;
};

}  // namespace samsyn
