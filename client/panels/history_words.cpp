// What somebody did, in a few words.
#include <algorithm>
#include <array>

#include "client/panels/history.h"
#include "shared/meeting/needs.h"
#include "shared/meeting/options.h"
#include "shared/meeting/voice.h"

namespace samsyn {
namespace {

constexpr std::array<Str, kTouchCount> kTouchTexts = {Str::kTouchCame,     Str::kTouchRemoved,  Str::kTouchRestored,
                                                      Str::kTouchWrote,    Str::kTouchMoved,    Str::kTouchChanged,
                                                      Str::kTouchWentTo,   Str::kTouchSaidYes,  Str::kTouchTookYesBack,
                                                      Str::kTouchApproved, Str::kTouchCorrected};

// As it is called now; what is gone, as it was called last.
std::string NameOfItem(const Panel& panel, OpId record) {
  for (const AgendaItem& item : panel.state.meeting->Agenda()) {
    if (item.record == record) return ItemName(item, panel.say);
  }
  return TitleOrUntitled(panel.state.meeting->Of(DocumentKind::kPlan).TextOf(Meeting::TitleOf(record)), panel.say);
}

std::string NameOfPart(const Panel& panel, const VisitPart& part) {
  const auto text = [&](DocumentKind document, FieldRef field) {
    return TitleOrUntitled(panel.state.meeting->Of(document).TextOf(field), panel.say);
  };
  switch (part.thing) {
    case Thing::kItem:
      return NameOfItem(panel, part.record);
    case Thing::kCommitment:
      return panel.say(Str::kThingCommitment, text(DocumentKind::kOutcome, Meeting::WhatOf(part.record)));
    case Thing::kNeed:
      return panel.say(Str::kThingNeed, text(DocumentKind::kOutcome, NeedWhat(part.record)));
    case Thing::kQuestion:
      return panel.say(Str::kThingQuestion, text(DocumentKind::kVoice, QuestionText(part.record)));
    case Thing::kOption:
      return panel.say(Str::kThingOption, text(DocumentKind::kPlan, OptionWhat(part.record)));
    case Thing::kVoice:
      if (panel.state.IsIndividual()) return std::string(panel.say(Str::kThingMyVoice));
      return panel.say(Str::kPersonsVoice, PersonsName(panel.state, panel.say));
    case Thing::kMeeting:
      break;
  }
  return std::string(panel.say(Str::kThingMeeting));
}

// Who adds something writes and places it: that it came says it all.
bool IsTold(const VisitPart& part, Touch touch) {
  const bool is_part_of_coming = touch == Touch::kWrote || touch == Touch::kMoved || touch == Touch::kChanged;
  return part.Has(touch) && !(is_part_of_coming && part.Has(Touch::kCame));
}

}  // namespace

std::string ItemName(const AgendaItem& item, const Strings& say) {
  return item.number + " " + TitleOrUntitled(item.title, say);
}

std::string TimeText(const Panel& panel, std::int64_t from, std::int64_t to) {
  if (to == 0) return std::string(panel.say(Str::kTimeUnknown));
  const std::string first = MomentText(from, panel.state, panel.say);
  const std::string last = MomentText(to, panel.state, panel.say);
  if (first == last) return first;
  const bool same_day = DayOf(panel.state.LocalOf(from)) == DayOf(panel.state.LocalOf(to));
  const std::string_view space = "\u00A0";
  return first + "–" + (same_day ? last.substr(last.rfind(space) + space.size()) : last);
}

std::string WriterName(const Panel& panel, const std::string& participant) {
  const auto who = panel.state.meeting->FindParticipant(participant);
  return who && !who->name.empty() ? FirstName(who->name) : NameOf(participant, panel.state, panel.say);
}

std::vector<std::string> TouchLines(const Panel& panel, const Visit& visit) {
  std::vector<std::string> lines;
  for (int i = 0; i < kTouchCount; ++i) {
    std::string names;
    for (const VisitPart& part : visit.parts) {
      if (!IsTold(part, static_cast<Touch>(i))) continue;
      names += (names.empty() ? "" : " · ") + NameOfPart(panel, part);
    }
    if (!names.empty()) lines.push_back(panel.say(kTouchTexts[static_cast<std::size_t>(i)], names));
  }
  return lines;
}

}  // namespace samsyn
