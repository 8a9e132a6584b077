#include "shared/export/json.h"

#include "shared/meeting/dates.h"

namespace samsyn {

std::string IsoInstant(std::int64_t milliseconds) {
  constexpr std::int64_t kDay = std::int64_t{24} * 3600 * 1000;
  const std::int64_t in_day = ((milliseconds % kDay) + kDay) % kDay / 1000;
  const auto two = [](std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return StoredDate(DayOf(milliseconds)) + "T" + two(in_day / 3600) + ":" + two(in_day / 60 % 60) + ":" +
         two(in_day % 60) + "Z";
}

}  // namespace samsyn
