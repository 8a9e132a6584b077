#include "shared/crdt/text_buffer.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "shared/base/utf8.h"

namespace samsyn {
namespace {

bool IsContinuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

// Bytes of the last `points` code points.
std::size_t BytesFromEnd(std::string_view text, std::uint32_t points) {
  std::size_t offset = text.size();
  for (; points > 0; --points) {
    do --offset;
    while (IsContinuation(text[offset]));
  }
  return text.size() - offset;
}

}  // namespace

// --- One chunk ---

TextBuffer::Measure TextBuffer::MeasureOf(std::string_view text) {
  return {static_cast<std::uint32_t>(CodePointCount(text)), static_cast<std::uint32_t>(SurrogatePairCount(text))};
}

void TextBuffer::Chunk::MoveGap(std::uint32_t point) {
  if (point == points_before_gap) return;
  const bool is_ascii = points == TextBytes();
  if (point < points_before_gap) {
    const std::uint32_t moved = points_before_gap - point;
    const std::size_t size = is_ascii ? moved : BytesFromEnd(Front(), moved);
    gap -= size;
    gap_end -= size;
    std::memmove(bytes.data() + gap_end, bytes.data() + gap, size);
  } else {
    const std::uint32_t moved = point - points_before_gap;
    const std::size_t size = is_ascii ? moved : ByteOffset(Back(), moved);
    std::memmove(bytes.data() + gap, bytes.data() + gap_end, size);
    gap += size;
    gap_end += size;
  }
  points_before_gap = point;
}

void TextBuffer::Chunk::Append(std::string& out, std::uint32_t point, std::uint32_t count) const {
  const bool is_ascii = points == TextBytes();
  if (point < points_before_gap) {
    const std::uint32_t taken = std::min(count, points_before_gap - point);
    out += is_ascii ? Front().substr(point, taken) : CodePointSlice(Front(), point, taken);
    point += taken;
    count -= taken;
  }
  if (count == 0) return;
  point -= points_before_gap;
  out += is_ascii ? Back().substr(point, count) : CodePointSlice(Back(), point, count);
}

// --- The whole text ---

void TextBuffer::TellTree() const {
  if (current_ == kNoLeaf) return;
  const Chunk& chunk = chunks_[current_];
  const std::uint32_t points = chunk.points - counted_.points;
  const std::uint32_t pairs = chunk.pairs - counted_.pairs;
  if (points != 0 || pairs != 0) tree_.Add(current_, {points, points + pairs});
  counted_ = {chunk.points, chunk.pairs};
}

void TextBuffer::Enter(std::uint32_t number, std::size_t start) const {
  current_ = number;
  current_start_ = start;
  counted_ = {chunks_[number].points, chunks_[number].pairs};
}

std::uint32_t TextBuffer::AddChunk(std::uint32_t before) {
  const std::uint32_t number = tree_.InsertAfter(before);
  if (number == chunks_.size()) chunks_.emplace_back();
  return number;
}

void TextBuffer::Find(std::size_t position) const {
  if (current_ != kNoLeaf) {
    const std::size_t offset = position - current_start_;
    if (offset <= chunks_[current_].points && (offset > 0 || position == 0)) return;
  }
  TellTree();
  const auto found = tree_.FindAt(kPoints, position == 0 ? 0 : static_cast<std::uint32_t>(position - 1));
  Enter(found.leaf, found.before[kPoints]);
}

// Moves the later half of a chunk to a new one.
void TextBuffer::Split(std::uint32_t number) {
  const std::uint32_t upper = AddChunk(number);
  Chunk& chunk = chunks_[number];
  chunk.MoveGap(chunk.points / 2);
  Chunk& rest = chunks_[upper];
  rest = {};
  rest.bytes = chunk.Back();
  rest.gap = rest.gap_end = rest.bytes.size();
  const Measure moved = MeasureOf(rest.bytes);
  rest.points = rest.points_before_gap = moved.points;
  rest.pairs = moved.pairs;
  tree_.Add(upper, {moved.points, moved.points + moved.pairs});
  chunk.gap_end = chunk.bytes.size();
  chunk.points -= moved.points;
  chunk.pairs -= moved.pairs;
}

void TextBuffer::Insert(std::size_t position, std::string_view text) {
  assert(position <= CodePoints());
  if (text.size() == 1 && current_ != kNoLeaf) {  // typing on
    Chunk& chunk = chunks_[current_];
    if (position - current_start_ == chunk.points_before_gap && chunk.gap < chunk.gap_end &&
        position > current_start_) {
      chunk.bytes[chunk.gap++] = text.front();
      ++chunk.points_before_gap;
      ++chunk.points;
      return;
    }
  }
  while (text.size() > kChunkBytes / 2) {
    std::size_t end = kChunkBytes / 2;
    while (IsContinuation(text[end])) --end;
    InsertPiece(position, text.substr(0, end));
    position += CodePointCount(text.substr(0, end));
    text.remove_prefix(end);
  }
  if (!text.empty()) InsertPiece(position, text);
}

void TextBuffer::InsertPiece(std::size_t position, std::string_view piece) {
  if (tree_.IsEmpty()) Enter(AddChunk(kNoLeaf), 0);
  Find(position);
  while (chunks_[current_].TextBytes() + piece.size() > kChunkBytes) {
    if (position == current_start_ + chunks_[current_].points) {
      TellTree();
      Enter(AddChunk(current_), position);
    } else {
      Split(current_);
      Find(position);
    }
  }
  Chunk& chunk = chunks_[current_];
  chunk.MoveGap(static_cast<std::uint32_t>(position - current_start_));
  if (chunk.gap_end - chunk.gap < piece.size()) {
    const std::size_t room = std::min(kChunkBytes, 2 * (chunk.bytes.size() + piece.size()));
    const std::size_t more = room - chunk.bytes.size();
    chunk.bytes.insert(chunk.gap, more, '\0');
    chunk.gap_end += more;
  }
  std::copy(piece.begin(), piece.end(), chunk.bytes.begin() + static_cast<std::ptrdiff_t>(chunk.gap));
  chunk.gap += piece.size();
  const Measure added = MeasureOf(piece);
  chunk.points_before_gap += added.points;
  chunk.points += added.points;
  chunk.pairs += added.pairs;
}

void TextBuffer::Erase(std::size_t position, std::size_t count) {
  assert(position + count <= CodePoints());
  if (count == 1 && current_ != kNoLeaf) {  // erasing on
    Chunk& chunk = chunks_[current_];
    const bool is_before_gap = position + 1 - current_start_ == chunk.points_before_gap && chunk.points > 1;
    if (is_before_gap && position >= current_start_ && static_cast<unsigned char>(chunk.bytes[chunk.gap - 1]) < 0x80) {
      --chunk.gap;
      --chunk.points_before_gap;
      --chunk.points;
      return;
    }
  }
  while (count > 0) {
    // From the end of the range, so that the character before a caret goes without moving the gap.
    Find(position + count);
    Chunk& chunk = chunks_[current_];
    const auto end = static_cast<std::uint32_t>(position + count - current_start_);
    const auto taken = static_cast<std::uint32_t>(std::min<std::size_t>(count, end));
    count -= taken;
    if (taken == chunk.points) {
      tree_.Remove(current_);
      chunk = {};
      current_ = kNoLeaf;
      continue;
    }
    chunk.MoveGap(end);
    const std::size_t size = BytesFromEnd(chunk.Front(), taken);
    const Measure removed = MeasureOf(chunk.Front().substr(chunk.gap - size));
    chunk.gap -= size;
    chunk.points_before_gap -= taken;
    chunk.points -= taken;
    chunk.pairs -= removed.pairs;
  }
}

std::string TextBuffer::Slice(std::size_t position, std::size_t count) const {
  assert(position + count <= CodePoints());
  std::string slice;
  if (count == 0) return slice;
  TellTree();
  const auto found = tree_.FindAt(kPoints, static_cast<std::uint32_t>(position));
  auto point = static_cast<std::uint32_t>(position - found.before[kPoints]);
  for (std::uint32_t number = found.leaf; count > 0; number = tree_.Next(number), point = 0) {
    const auto taken = static_cast<std::uint32_t>(std::min<std::size_t>(count, chunks_[number].points - point));
    chunks_[number].Append(slice, point, taken);
    count -= taken;
  }
  return slice;
}

std::size_t TextBuffer::ToUtf16(std::size_t position) const {
  assert(position <= CodePoints());
  TellTree();
  if (position == CodePoints()) return tree_.Total()[kUnits];
  const auto found = tree_.FindAt(kPoints, static_cast<std::uint32_t>(position));
  const Chunk& chunk = chunks_[found.leaf];
  const auto point = static_cast<std::uint32_t>(position - found.before[kPoints]);
  if (chunk.pairs == 0) return found.before[kUnits] + point;
  std::string before;
  chunk.Append(before, 0, point);
  return found.before[kUnits] + Utf16Length(before);
}

std::size_t TextBuffer::FromUtf16(std::size_t units) const {
  TellTree();
  if (units >= tree_.Total()[kUnits]) return CodePoints();
  const auto found = tree_.FindAt(kUnits, static_cast<std::uint32_t>(units));
  const Chunk& chunk = chunks_[found.leaf];
  const std::size_t unit = units - found.before[kUnits];
  if (chunk.pairs == 0) return found.before[kPoints] + unit;
  std::string text;
  chunk.Append(text, 0, chunk.points);
  return found.before[kPoints] + Utf16ToCodePoints(text, unit);
}

}  // namespace samsyn
