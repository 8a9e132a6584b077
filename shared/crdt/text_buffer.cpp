#include "shared/crdt/text_buffer.h"

#include <algorithm>
#include <cassert>

#include "shared/base/utf8.h"

namespace samsyn {

void TextBuffer::Count(Chunk& chunk) {
  chunk.code_points = CodePointCount(chunk.text);
  chunk.utf16_units = Utf16Length(chunk.text);
}

std::size_t TextBuffer::BytesBefore(const Chunk& chunk, std::size_t code_points) {
  const bool is_ascii = chunk.code_points == chunk.text.size();
  return is_ascii ? code_points : ByteOffset(chunk.text, code_points);
}

std::size_t TextBuffer::Find(std::size_t& position) const {
  std::size_t index = 0;
  while (index + 1 < chunks_.size() && position > chunks_[index].code_points) position -= chunks_[index++].code_points;
  return index;
}

void TextBuffer::SplitLarge(std::size_t index) {
  if (chunks_[index].text.size() <= 2 * kChunkBytes) {
    Count(chunks_[index]);
    return;
  }
  const std::string whole = std::move(chunks_[index].text);
  std::vector<Chunk> pieces;
  for (std::size_t start = 0; start < whole.size();) {
    std::size_t end = std::min(start + kChunkBytes, whole.size());
    while (end < whole.size() && (static_cast<unsigned char>(whole[end]) & 0xC0) == 0x80) ++end;
    pieces.push_back({whole.substr(start, end - start)});
    Count(pieces.back());
    start = end;
  }
  const auto place = chunks_.erase(chunks_.begin() + static_cast<std::ptrdiff_t>(index));
  chunks_.insert(place, std::make_move_iterator(pieces.begin()), std::make_move_iterator(pieces.end()));
}

void TextBuffer::Insert(std::size_t position, std::string_view text) {
  assert(position <= code_points_);
  if (text.empty()) return;
  if (chunks_.empty()) chunks_.emplace_back();
  const std::size_t index = Find(position);
  Chunk& chunk = chunks_[index];
  chunk.text.insert(BytesBefore(chunk, position), text);
  const std::size_t added = CodePointCount(text);
  code_points_ += added;
  if (chunk.text.size() > 2 * kChunkBytes) {
    SplitLarge(index);
  } else {
    chunk.code_points += added;
    chunk.utf16_units += Utf16Length(text);
  }
}

void TextBuffer::Erase(std::size_t position, std::size_t count) {
  assert(position + count <= code_points_);
  code_points_ -= count;
  std::size_t index = Find(position);
  while (count > 0) {
    Chunk& chunk = chunks_[index];
    const std::size_t taken = std::min(count, chunk.code_points - position);
    if (taken == chunk.code_points) {
      chunks_.erase(chunks_.begin() + static_cast<std::ptrdiff_t>(index));
    } else {
      const std::size_t start = BytesBefore(chunk, position);
      const std::size_t size = BytesBefore(chunk, position + taken) - start;
      chunk.utf16_units -= Utf16Length(std::string_view(chunk.text).substr(start, size));
      chunk.code_points -= taken;
      chunk.text.erase(start, size);
      ++index;
    }
    count -= taken;
    position = 0;
  }
}

std::string TextBuffer::Slice(std::size_t position, std::size_t count) const {
  assert(position + count <= code_points_);
  std::string slice;
  if (count == 0) return slice;
  for (std::size_t index = Find(position); count > 0; ++index) {
    const Chunk& chunk = chunks_[index];
    const std::size_t taken = std::min(count, chunk.code_points - position);
    const std::size_t start = BytesBefore(chunk, position);
    slice.append(chunk.text, start, BytesBefore(chunk, position + taken) - start);
    count -= taken;
    position = 0;
  }
  return slice;
}

std::string TextBuffer::ToString() const {
  std::string whole;
  for (const Chunk& chunk : chunks_) whole += chunk.text;
  return whole;
}

std::size_t TextBuffer::ToUtf16(std::size_t position) const {
  assert(position <= code_points_);
  std::size_t units = 0;
  for (const Chunk& chunk : chunks_) {
    if (position < chunk.code_points) return units + CodePointsToUtf16(chunk.text, position);
    position -= chunk.code_points;
    units += chunk.utf16_units;
  }
  return units;
}

std::size_t TextBuffer::FromUtf16(std::size_t units) const {
  std::size_t position = 0;
  for (const Chunk& chunk : chunks_) {
    if (units < chunk.utf16_units) return position + Utf16ToCodePoints(chunk.text, units);
    units -= chunk.utf16_units;
    position += chunk.code_points;
  }
  return position;
}

}  // namespace samsyn
