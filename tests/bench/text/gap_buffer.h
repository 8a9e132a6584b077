// The floor: what replaying a session costs when nothing has to be merged. The text in one block of memory with a gap
// where the last edit was; an edit elsewhere moves the characters between the two places.
#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

namespace samsyn::bench {

template <typename Unit>
class GapBuffer {
 public:
  // Takes `deleted` units away at `position` and puts `inserted` there.
  void Replace(std::size_t position, std::size_t deleted, std::basic_string_view<Unit> inserted) {
    if (position != gap_start_) MoveGap(position);
    gap_end_ += deleted;
    if (inserted.size() > gap_end_ - gap_start_) Grow(inserted.size());
    if (inserted.size() == 1) {
      units_[gap_start_] = inserted.front();
    } else {
      std::copy(inserted.begin(), inserted.end(), units_.get() + gap_start_);
    }
    gap_start_ += inserted.size();
  }

  [[nodiscard]] std::basic_string<Unit> ToString() const {
    std::basic_string<Unit> text(units_.get(), gap_start_);
    text.append(units_.get() + gap_end_, capacity_ - gap_end_);
    return text;
  }

 private:
  void MoveGap(std::size_t position) {
    Unit* const units = units_.get();
    if (position < gap_start_) {
      const std::size_t moved = gap_start_ - position;
      std::memmove(units + gap_end_ - moved, units + position, moved * sizeof(Unit));
      gap_end_ -= moved;
    } else {
      const std::size_t moved = position - gap_start_;
      std::memmove(units + gap_start_, units + gap_end_, moved * sizeof(Unit));
      gap_end_ += moved;
    }
    gap_start_ = position;
  }

  void Grow(std::size_t needed) {
    const std::size_t after = capacity_ - gap_end_;
    const std::size_t capacity = std::max<std::size_t>(1024, 2 * (capacity_ + needed));
    std::unique_ptr<Unit[]> units(new Unit[capacity]);
    if (capacity_ > 0) {
      std::memcpy(units.get(), units_.get(), gap_start_ * sizeof(Unit));
      std::memcpy(units.get() + capacity - after, units_.get() + gap_end_, after * sizeof(Unit));
    }
    units_ = std::move(units);
    gap_end_ = capacity - after;
    capacity_ = capacity;
  }

  std::unique_ptr<Unit[]> units_;
  std::size_t capacity_ = 0;
  std::size_t gap_start_ = 0;
  std::size_t gap_end_ = 0;
};

}  // namespace samsyn::bench
