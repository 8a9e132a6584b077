// The visible characters of a text: UTF-8 in chunks of about a kilobyte, each with its counts, so that an edit touches
// one chunk and a position is converted by skipping whole chunks.
//
// Positions are code points unless a name says otherwise. Callers keep them inside the text and pass valid UTF-8.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace samsyn {

class TextBuffer {
 public:
  [[nodiscard]] std::size_t CodePoints() const { return code_points_; }

  void Insert(std::size_t position, std::string_view text);
  void Erase(std::size_t position, std::size_t count);
  [[nodiscard]] std::string Slice(std::size_t position, std::size_t count) const;
  [[nodiscard]] std::string ToString() const;

  [[nodiscard]] std::size_t ToUtf16(std::size_t position) const;
  // A unit inside a surrogate pair gives the code point it belongs to; past the end gives the end.
  [[nodiscard]] std::size_t FromUtf16(std::size_t units) const;

 private:
  struct Chunk {
    std::string text;
    std::size_t code_points = 0;
    std::size_t utf16_units = 0;
  };
  static constexpr std::size_t kChunkBytes = 1024;

  static void Count(Chunk& chunk);
  [[nodiscard]] static std::size_t BytesBefore(const Chunk& chunk, std::size_t code_points);
  // The chunk that holds `position` and the position inside it; the end belongs to the last chunk.
  [[nodiscard]] std::size_t Find(std::size_t& position) const;
  void SplitLarge(std::size_t index);

  std::vector<Chunk> chunks_;
  std::size_t code_points_ = 0;
};

}  // namespace samsyn
