// What everything that is decided with the relay has in common: its buttons wait for the answer, what cannot easily be
// taken back is asked once more, and what was not done is told.
#pragma once

#include <string>
#include <string_view>

#include "client/panels/panel.h"

namespace samsyn {

// Not pressed again before the relay has answered. What has the focus keeps it meanwhile.
[[nodiscard]] bool DecisionButton(const Panel& panel, Key key, ButtonSpec spec);

// Asks, or takes the question back.
void AskButton(const Panel& panel, Key key, const Question& question, ButtonSpec spec);
// The question where its answer is given; nothing when something else is asked, or nothing. It belongs right after its
// AskButton, in the same container, so that it is the next thing that is read and reached.
struct AskedBefore {
  std::string_view text;
  std::string_view yes;
  Decision decision;
};
void DrawQuestion(const Panel& panel, const Question& question, const AskedBefore& asked);

void DrawDeciding(const Panel& panel);    // a word while the answer is on its way
void DrawNotDecided(const Panel& panel);  // why it was not done

}  // namespace samsyn
