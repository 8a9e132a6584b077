// Picture support beside an agenda item's title.
#pragma once

#include "client/panels/panel.h"

namespace samsyn {

// The picture with its name, for those who do not see it; nothing without one.
void DrawItemPicture(const Panel& panel, const AgendaItem& item);
void DrawPictureChoice(const Panel& panel, const AgendaItem& item);

}  // namespace samsyn
