// A page in one of the room's views, the way people get there.
#pragma once

#include <string>
#include <string_view>

#include "tests/client/app/house.h"

namespace samsyn {

// `step` as it is called ("Förbered"), whether it is done, now, or to come. On a phone the steps are under "Mer".
inline void PressStep(AppPage& page, std::string_view step) {
  (void)page.ShowTab("Mer");
  const std::string with_state = std::string(step) + ", ";
  for (const std::string& name : page.Names(NodeRole::kButton)) {
    if (name == step || name.starts_with(with_state)) return page.Button(name).Press();
  }
  FAIL("there is no way to ", std::string(step));
}

[[nodiscard]] inline AppPage& EnterView(House& house, const char* who, std::string_view step,
                                        const Viewport& size = kDesktop) {
  AppPage& page = house.Enter(who, size);
  PressStep(page, step);
  return page;
}

// Whole at this size, at every text size; `and_then` brings the page into its other states.
template <typename AndThen>
void CheckAtEveryTextSize(AppPage& page, const Viewport& size, AndThen and_then) {
  for (const char* percent : {"100", "125", "150", "200"}) {
    CAPTURE(size.width);
    CAPTURE(percent);
    CheckPage(page, size);
    and_then();
    page.Button(std::string("Större text, nu ") + percent + " procent").Press();
  }
}

}  // namespace samsyn
