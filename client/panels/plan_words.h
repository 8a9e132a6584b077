// What all who show the plan say alike about it, and the choice of somebody in it.
#pragma once

#include "client/panels/panel.h"

namespace samsyn {

[[nodiscard]] std::string_view BodyName(ResponsibleBody body, const Strings& say);
[[nodiscard]] std::vector<std::string> BodyNames(const Strings& say);  // in the order of ResponsibleBody

// What a commitment amounts to, in a word or two.
void DrawShortStanding(const Panel& panel, const Commitment& commitment);
// "senast 4 dec", "från 2 dec · senast 26 jan", "så länge Noor vill"; empty when nothing is said. Under the heading
// "Senast" a latest day alone is "4 dec".
[[nodiscard]] std::string WhenText(const Panel& panel, const Commitment& commitment, bool under_latest = false);
// "Tove · region · senast 4 dec"
[[nodiscard]] std::string WhoAndWhen(const Panel& panel, const Commitment& commitment);
// A moment's day: "24 nov".
[[nodiscard]] std::string DayOfMoment(std::int64_t at, const Panel& panel);

// What the person has said, as a quote, with who wrote it when it was their helper.
void DrawPersonsText(const Panel& panel, FieldRef text);

struct PersonChoiceSpec {
  std::string_view label;
  std::string chosen;  // a participant; empty: nobody
  bool show_label = true;
  Extent width = Fill();
};
// Somebody who takes part, or nobody yet. Observers do not take anything on.
void PersonChoice(const Panel& panel, Key key, const PersonChoiceSpec& spec, SetText set);

}  // namespace samsyn
