// What the history's files share.
#pragma once

#include "client/panels/panels.h"

namespace samsyn {

// "3a Hur får jag en dygnsrytm?"
[[nodiscard]] std::string ItemName(const AgendaItem& item, const Strings& say);
// "24 nov 13.12–13.14"
[[nodiscard]] std::string TimeText(const Panel& panel, std::int64_t from, std::int64_t to);
// "Petter"; other words for who is not in the meeting any more.
[[nodiscard]] std::string WriterName(const Panel& panel, const std::string& participant);
// What a visit did, a line for each way of doing something: history_words.cpp.
[[nodiscard]] std::vector<std::string> TouchLines(const Panel& panel, const Visit& visit);

void DrawAsItWas(const Panel& panel, const Meeting& then);  // history_then.cpp
void DrawTakenAway(const Panel& panel);                     // history_removed.cpp

}  // namespace samsyn
