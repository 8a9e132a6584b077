// What the parts of "Min röst" have in common: said to the person themselves or about them, written by who may, and
// read by the others.
#pragma once

#include <string>

#include "client/panels/panel.h"

namespace samsyn {

// To the person "du"; to others with the person's name in it.
[[nodiscard]] std::string ToOrAbout(const Panel& panel, Str to_them, Str about_them);
[[nodiscard]] bool WritesVoice(const Panel& panel);

struct PersonsTextSpec {
  FieldRef text;
  std::string_view label;
  std::string_view placeholder = {};
  bool show_label = false;
  bool multiline = true;
  std::size_t max_code_points = 10'000;
};
// A field for who writes it. For others what is written so far, or that nothing is.
void PersonsText(const Panel& panel, Key key, const PersonsTextSpec& spec);
// "Skrivet av Samira", under what somebody else than the person wrote.
void DrawWriter(const Panel& panel, FieldRef text);

// How the person wants to be met, in short sentences: for who does not write it, and for the invitation.
[[nodiscard]] std::vector<std::string> PaceLines(const Panel& panel);

// Opens a part of what is decided about the meeting, also on a phone.
void OpenTrust(const Panel& panel, TrustPart part);

// The parts, each in the file of its name.
void DrawVoiceQuestions(const Panel& panel);
void DrawVoiceGoals(const Panel& panel);
void DrawVoiceMeetMe(const Panel& panel);
void DrawVoicePeople(const Panel& panel);

}  // namespace samsyn
