// What leaves the room: files of the plan and of the whole meeting, and texts to paste elsewhere. All of it is made on
// this device.
#pragma once

#include "client/panels/panel.h"

namespace samsyn {

void DrawKeepCopy(const Panel& panel);
void DrawCopyNotes(const Panel& panel, const AgendaItem& item);
void DrawCopyCommitment(const Panel& panel, const Commitment& commitment);

// A kept meeting or a template, to begin a new meeting with: start_file.cpp.
void DrawStartFile(const Panel& panel);
// start.cpp: why the meeting was not made, when it was not.
void DrawNotCreated(const Panel& panel);

}  // namespace samsyn
