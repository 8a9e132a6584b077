// What every panel gets: where to draw, what to read, the words, and where to leave what the user wants.
//
// A panel is one function in one file. It keeps nothing between frames.
#pragma once

#include <functional>
#include <string>

#include "client/state/app_state.h"
#include "client/state/intent.h"
#include "client/strings/strings.h"
#include "client/widgets/ui.h"

namespace samsyn {

struct Panel {
  Ui& ui;
  const AppState& state;
  const Strings& say;
  Intents& intents;

  template <typename T>
  void Want(T intent) const {
    intents.push_back(std::move(intent));
  }
};

// The first name of whom the meeting is for; "den som mötet är till för" when it is not known.
[[nodiscard]] std::string PersonsName(const AppState& state, const Strings& say);
// Wants a change by a function of shared/meeting: WantChange(panel, AddOption, item, text).
template <typename... Wanted, typename... Given>
void WantChange(const Panel& panel, Rule (*make)(Meeting&, const Actor&, Wanted...), Given... given) {
  panel.Want(intent::Change{[=](Meeting& meeting, const Actor& me) { return make(meeting, me, given...); }});
}

// Writes what a field or a choice gives into one record.
using SetText = std::function<Rule(Meeting&, const Actor&, const std::string&)>;
[[nodiscard]] inline SetText Into(OpId record, Rule (*set)(Meeting&, const Actor&, OpId, const std::string&)) {
  return [=](Meeting& meeting, const Actor& me, const std::string& text) { return set(meeting, me, record, text); };
}

// What is read now and then, under its title: pressing that unfolds it. True while it is open.
[[nodiscard]] bool Fold(const Panel& panel, Key key, std::string_view title, std::string_view name, Weight when_closed);
// "Ta tillbaka: …", of something that was removed. True when it is pressed.
[[nodiscard]] bool RestoreButton(const Panel& panel, OpId record, const std::string& title);

// The five parts of the agenda in a template's words: start.cpp.
[[nodiscard]] std::vector<std::string> AgendaTitles(Template kind, const Strings& say);
// "Noor, Maria och Karin"
[[nodiscard]] std::string NamesText(const std::vector<std::string>& names, const Strings& say);
// "professionell · biståndshandläggare · Sjövalla kommun"
[[nodiscard]] std::string WithWork(std::string role, const Participant& participant);
// "kan bestämma delvis: …"; empty when nothing is stated.
[[nodiscard]] std::string MandateText(const Participant& participant, const Strings& say);

// A key for a record among its siblings.
[[nodiscard]] inline Key RecordKey(std::string_view what, OpId record) { return Key(what, OpIdHash{}(record)); }

[[nodiscard]] std::string RoleNameOf(Role role, const Strings& say);
// "tis 24 nov 13.00–14.00 · Träffpunkt Ankaret"; leaves out what is not known.
[[nodiscard]] std::string WhenAndWhere(const MeetingInfo& info, const Strings& say);
// What somebody is in this meeting now: "mötesledare", with who holds the pen as "sekreterare".
[[nodiscard]] std::string RoleNameNow(const Participant& participant, const AppState& state, const Strings& say);
// "Maria Lindqvist"; what they are when the plan is not known here, and other words for who is not in it.
[[nodiscard]] std::string NameOf(const std::string& participant, const AppState& state, const Strings& say);
// "4 dec"; "4 dec 13.05". Of a moment in UTC, here.
[[nodiscard]] std::string DayText(Date day, const AppState& state, const Strings& say);
[[nodiscard]] std::string MomentText(std::int64_t at, const AppState& state, const Strings& say);
// "om 9 dagar", "i morgon"
[[nodiscard]] std::string DaysLeftText(Date day, const AppState& state, const Strings& say);
[[nodiscard]] std::string TitleOrUntitled(const std::string& title, const Strings& say);

}  // namespace samsyn
