// When to meet next, and whom to talk to until then. It can be moved at any time, and nobody is asked why.
#include <utility>

#include "client/panels/calendar_file.h"
#include "client/panels/panels.h"
#include "client/panels/plan_words.h"
#include "client/panels/value_field.h"
#include "shared/meeting/follow_up.h"

namespace samsyn {
namespace {

// Sets one part, whatever the others are by then.
auto Setting(std::string FollowUp::*part) {
  return [part](Meeting& meeting, const Actor& me, const std::string& value) {
    FollowUp follow_up = FollowUpOf(meeting);
    follow_up.*part = value;
    return SetFollowUp(meeting, me, follow_up);
  };
}

void DrawBooked(const Panel& panel, const FollowUp& booked) {
  if (booked.date.empty()) {
    panel.ui.Text(panel.say(Str::kFollowUpNoDay), kMutedText);
  } else {
    panel.ui.Text(WhenAndWhere({{}, booked.date, booked.start, booked.end, booked.place, {}}, panel.say), kBoldText);
  }
  if (!booked.caller.empty()) {
    panel.ui.Text(panel.say(Str::kFollowUpCallerIs, panel.state.FirstNameOf(booked.caller)));
  }
  if (!booked.contact.empty()) {
    panel.ui.Text(panel.say(Str::kFollowUpContactIs, panel.state.FirstNameOf(booked.contact)));
  }
}

void DrawFields(const Panel& panel, const FollowUp& booked) {
  ValueField(panel, "date", {.label = panel.say(Str::kFollowUpDate), .stored = booked.date, .kind = ValueKind::kDate},
             Setting(&FollowUp::date));
  {
    auto times = panel.ui.Row({.align = Align::kStart});
    ValueField(panel, "start",
               {.label = panel.say(Str::kFollowUpStart), .stored = booked.start, .kind = ValueKind::kTime},
               Setting(&FollowUp::start));
    ValueField(panel, "end", {.label = panel.say(Str::kFollowUpEnd), .stored = booked.end, .kind = ValueKind::kTime},
               Setting(&FollowUp::end));
  }
  ValueField(panel, "place", {.label = panel.say(Str::kFollowUpPlace), .stored = booked.place},
             Setting(&FollowUp::place));
  PersonChoice(panel, "caller", {.label = panel.say(Str::kFollowUpCaller), .chosen = booked.caller},
               Setting(&FollowUp::caller));
  PersonChoice(panel, "contact", {.label = panel.say(Str::kFollowUpContact), .chosen = booked.contact},
               Setting(&FollowUp::contact));
}

}  // namespace

void DrawBooking(const Panel& panel) {
  auto card = panel.ui.Card("booking", CardKind::kPlain, panel.say(Str::kFollowUpNext), {.gap = 12});
  {
    auto head = panel.ui.Column({.gap = 2});
    panel.ui.Heading(3, panel.say(Str::kFollowUpNext));
    panel.ui.Text(panel.say(Str::kFollowUpNextAbout), kMutedText);
  }
  const FollowUp booked = FollowUpOf(*panel.state.meeting);
  if (panel.state.MayWrite(DocumentKind::kOutcome)) {
    DrawFields(panel, booked);
  } else {
    DrawBooked(panel, booked);
  }
  auto row = panel.ui.Wrap();
  DrawCalendarFile(panel, "calendar", Occasion::kFollowUp,
                   {{}, booked.date, booked.start, booked.end, booked.place, {}});
}

}  // namespace samsyn
