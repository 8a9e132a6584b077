// Who the person wants there, and who not, and whom they trust. A no closes no door by itself: whoever gives out links
// is told that there still is one.
#include "client/panels/voice_part.h"
#include "shared/meeting/records.h"
#include "shared/meeting/voice.h"

namespace samsyn {
namespace {

// Makes or changes a wish.
using Answer = std::function<void(WishAnswer)>;

void DrawAnswer(const Panel& panel, const std::string& who, WishAnswer now, const Answer& answer) {
  if (!WritesVoice(panel)) {
    if (now == WishAnswer::kYes) return panel.ui.Pill(panel.say(Str::kWishYes), PillKind::kOk, Icon::kCheck);
    if (now == WishAnswer::kNo) return panel.ui.Pill(panel.say(Str::kWishNo), PillKind::kStop, Icon::kClose);
    return panel.ui.Pill(panel.say(Str::kWishUnanswered), PillKind::kNeutral);
  }
  const auto choice = [&](Key key, Str label, Str named, WishAnswer which, Icon icon) {
    const bool chosen = now == which;
    const std::string name = panel.say(named, who);
    if (panel.ui.Button(key, {.label = panel.say(label),
                              .name = name,
                              .kind = chosen ? ButtonKind::kPrimary : ButtonKind::kSecondary,
                              .icon = chosen ? icon : Icon::kNone,
                              .pressed = chosen ? Tristate::kTrue : Tristate::kFalse})) {
      answer(chosen ? WishAnswer::kUnanswered : which);
    }
  };
  auto buttons = panel.ui.Row({.width = Fit(), .gap = 8});
  choice("yes", Str::kWishYes, Str::kWishYesName, WishAnswer::kYes, Icon::kCheck);
  choice("no", Str::kWishNo, Str::kWishNoName, WishAnswer::kNo, Icon::kClose);
}

void DrawLimit(const Panel& panel, const Wish& wish, const std::string& who) {
  if (wish.record.IsNone() || wish.answer != WishAnswer::kYes) return;
  if (!WritesVoice(panel) && IsBlank(wish.limit)) return;
  const std::string label = panel.say(Str::kWishLimit, who);
  PersonsText(panel, "limit",
              {.text = WishLimit(wish.record),
               .label = label,
               .placeholder = panel.say(Str::kWishLimitHint),
               .multiline = false,
               .max_code_points = 300});
}

// The person said no, and the link still works.
void DrawOpenDoor(const Panel& panel, const Participant& participant) {
  const ParticipantAccess* access = panel.state.access.Find(participant.id);
  const bool may_come = access != nullptr && !access->revoked;
  if (!may_come || !panel.state.MayInvite()) return;
  auto card = panel.ui.Card("door", CardKind::kDashedWarning);
  panel.ui.Text(panel.say(Str::kWishNoHint, FirstName(participant.name)));
  auto row = panel.ui.Wrap();
  const std::string name = panel.say(Str::kOpenLinksName, participant.name);
  if (panel.ui.Button("links", {.label = panel.say(Str::kOpenLinks), .name = name, .icon_after = Icon::kArrowRight})) {
    OpenTrust(panel, TrustPart::kLinks);
  }
}

void DrawParticipant(const Panel& panel, const Participant& participant) {
  const Wish wish = WishAbout(*panel.state.meeting, participant.id);
  auto item = panel.ui.ListItem(RecordKey("participant", participant.record), CardKind::kBare, {.gap = 8});
  {
    auto row = panel.ui.IsNarrow() ? panel.ui.Wrap({.align = Align::kCenter}) : panel.ui.Row();
    panel.ui.Avatar(Initials(participant.name), PersonTone(panel.state.IndexOf(participant.id)), {});
    {
      auto lines = panel.ui.Column({.width = Fill(), .gap = 0});
      panel.ui.Text(participant.name, kBoldText);
      std::string what =
          participant.title.empty() ? RoleNameNow(participant, panel.state, panel.say) : participant.title;
      if (!participant.organisation.empty()) what += ", " + participant.organisation;
      panel.ui.Text(what, kMutedText);
    }
    DrawAnswer(panel, participant.name, wish.answer,
               [&](WishAnswer answer) { WantChange(panel, SetWish, participant.id, answer); });
  }
  DrawLimit(panel, wish, participant.name);
  if (wish.answer == WishAnswer::kNo) DrawOpenDoor(panel, participant);
}

void DrawWithoutLink(const Panel& panel, const Wish& wish) {
  auto item = panel.ui.ListItem(RecordKey("wish", wish.record), CardKind::kBare, {.gap = 8});
  const std::string who = TitleOrUntitled(wish.name, panel.say);
  if (WritesVoice(panel)) {
    PersonsText(panel, "name",
                {.text = WishName(wish.record),
                 .label = panel.say(Str::kWishName),
                 .show_label = true,
                 .multiline = false,
                 .max_code_points = 100});
  }
  {
    auto row = panel.ui.Wrap({.align = Align::kCenter});
    if (!WritesVoice(panel)) {
      panel.ui.Text(who, {.weight = Weight::kBold, .width = Fit()});
      panel.ui.Text(panel.say(Str::kWishNoLink), {.size = TextSize::kMuted, .tone = Tone::kSoft, .width = Fit()});
    }
    DrawAnswer(panel, who, wish.answer, [&](WishAnswer answer) { WantChange(panel, AnswerWish, wish.record, answer); });
    const std::string remove = panel.say(Str::kRemoveName, who);
    if (WritesVoice(panel) &&
        panel.ui.Button(
            "remove",
            {.label = panel.say(Str::kRemove), .name = remove, .kind = ButtonKind::kDanger, .icon = Icon::kTrash})) {
      WantChange(panel, RemoveWish, wish.record);
    }
  }
  DrawLimit(panel, wish, who);
}

void DrawTrustedHere(const Panel& panel, const std::string& trusted) {
  const bool here = panel.state.IsHere(trusted);
  panel.ui.Pill(panel.say(here ? Str::kTrustedHere : Str::kTrustedNotHere, panel.state.FirstNameOf(trusted)),
                here ? PillKind::kOk : PillKind::kNeutral, here ? Icon::kCheck : Icon::kNone);
}

void DrawTrusted(const Panel& panel, const std::vector<Participant>& others) {
  const std::string trusted = TrustedOf(*panel.state.meeting);
  auto row = panel.ui.Wrap({.align = WritesVoice(panel) ? Align::kEnd : Align::kCenter});
  if (WritesVoice(panel)) {
    std::vector<std::string> options = {std::string(panel.say(Str::kTrustedNobody))};
    std::size_t chosen = 0;
    for (const Participant& participant : others) {
      if (participant.id == trusted) chosen = options.size();
      options.push_back(participant.name);
    }
    if (const auto choice = panel.ui.Select("trusted", {.label = panel.say(Str::kTrusted),
                                                        .options = options,
                                                        .chosen = chosen,
                                                        .show_label = true,
                                                        .width = Px(280)})) {
      WantChange(panel, SetTrusted, *choice == 0 ? std::string() : others[*choice - 1].id);
    }
  } else if (!trusted.empty()) {
    panel.ui.Text(panel.say(Str::kTrustedOther, PersonsName(panel.state, panel.say), panel.state.FirstNameOf(trusted)),
                  {.width = Fit()});
  }
  if (!trusted.empty()) DrawTrustedHere(panel, trusted);
}

}  // namespace

void DrawVoicePeople(const Panel& panel) {
  auto card = panel.ui.Card("people", CardKind::kPlain, {}, {.gap = 12});
  auto scope = panel.ui.KeyScope("people");
  const std::string heading = ToOrAbout(panel, Str::kWishes, Str::kWishesOther);
  panel.ui.Heading(3, heading);
  if (WritesVoice(panel)) panel.ui.Text(panel.say(Str::kWishesAbout), kMutedText);
  std::vector<Participant> others = panel.state.meeting->Participants();
  std::erase_if(others, [](const Participant& participant) { return participant.role == Role::kIndividual; });
  std::vector<Wish> without_link = WishesOf(*panel.state.meeting);
  std::erase_if(without_link, [](const Wish& wish) { return !wish.participant.empty(); });
  if (others.empty() && without_link.empty()) {
    panel.ui.Text(panel.say(WritesVoice(panel) ? Str::kWishesNone : Str::kVoiceNothing), kMutedText);
  } else {
    auto list = panel.ui.List("list", heading, {.gap = 14});
    for (const Participant& participant : others) DrawParticipant(panel, participant);
    for (const Wish& wish : without_link) DrawWithoutLink(panel, wish);
  }
  if (WritesVoice(panel)) {
    auto row = panel.ui.Wrap();
    if (panel.ui.Button("add",
                        {.label = panel.say(Str::kAddWish), .kind = ButtonKind::kOutline, .icon = Icon::kPlus})) {
      WantChange(panel, AddWish);
    }
  }
  DrawTrusted(panel, others);
}

}  // namespace samsyn
