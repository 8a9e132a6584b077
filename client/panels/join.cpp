#include "client/panels/panels.h"

namespace samsyn {
namespace {

// web/tillganglighet.html, beside the page that this is.
constexpr const char* kAccessibilityPage = "tillganglighet.html";

struct Ending {
  Str title;
  Str text;
};

Ending EndingOf(const AppState& state) {
  switch (state.ended_reason) {
    case Refusal::kRevoked:
      return {Str::kRevokedTitle, Str::kRevoked};
    case Refusal::kReplaced:
      return {Str::kReplacedTitle, Str::kReplaced};
    case Refusal::kExpired:
      return {Str::kExpiredTitle, Str::kExpired};
    case Refusal::kNoConsent:
      return {Str::kNoConsentTitle, Str::kNoConsent};
    case Refusal::kPurged:
      return {Str::kPurgedTitle, Str::kPurged};
    default:
      break;
  }
  if (state.ended == ErrorCode::kMalformed) return {Str::kNotWholeTitle, Str::kNotWhole};
  if (state.ended == ErrorCode::kUnsupported) return {Str::kEndedVersionTitle, Str::kEndedVersion};
  return {Str::kEndedTitle, Str::kEndedForbidden};
}

void DrawEnded(const Panel& panel) {
  const Ending ending = EndingOf(panel.state);
  auto card = panel.ui.Card("notice", CardKind::kPlain, {}, {.gap = 14, .padding = All(24)});
  panel.ui.Heading(1, panel.say(ending.title));
  panel.ui.Text(panel.say(ending.text));
  if (panel.state.ended_reason == Refusal::kNoConsent) {
    auto row = panel.ui.Row();
    if (panel.ui.Button("again", {.label = panel.say(Str::kTryAgain)})) panel.Want(intent::TryConnectionNow{});
  } else if (panel.state.ended == ErrorCode::kUnsupported) {
    auto row = panel.ui.Row();
    if (panel.ui.Button("reload", {.label = panel.say(Str::kReload), .kind = ButtonKind::kPrimary})) {
      panel.Want(intent::TakeNewerVersion{});
    }
  }
}

void DrawWhoYouAre(const Panel& panel, const Participant& me) {
  panel.ui.Text(panel.say(Str::kJoinAs), kMutedText);
  auto row = panel.ui.Row();
  panel.ui.Avatar(Initials(me.name), PersonTone(panel.state.IndexOf(me.id)), me.name);
  auto lines = panel.ui.Column({.width = Fill(), .gap = 0});
  panel.ui.Text(me.name, kBoldText);
  const bool own = me.role == Role::kIndividual;
  const std::string role = own ? std::string(panel.say(Str::kRoleIndividual)) : RoleNameNow(me, panel.state, panel.say);
  panel.ui.Text(WithWork(role, me), kMutedText);
}

void DrawAbout(const Panel& panel, const MeetingInfo& info) {
  panel.ui.Heading(2, panel.say(Str::kJoinAbout));
  if (!info.purpose.empty()) panel.ui.Text(info.purpose);
  std::vector<std::string> questions;
  for (const AgendaItem& item : panel.state.meeting->Agenda()) {
    if (item.question) questions.push_back(*item.question);
  }
  if (questions.empty()) return;
  const std::string name = FirstName(panel.state.Individual().name);
  panel.ui.Heading(3, panel.say(Str::kJoinPersonsQuestions, name));
  auto quote = panel.ui.Quote();
  for (const std::string& question : questions) panel.ui.Text("”" + question + "”");
}

void DrawRemember(const Panel& panel) {
  if (const auto remember = panel.ui.Checkbox("remember", {.label = panel.say(Str::kRemember),
                                                           .description = panel.say(Str::kRememberAbout),
                                                           .checked = panel.state.start.remember})) {
    StartState start = panel.state.start;
    start.remember = *remember;
    panel.Want(intent::ChangeStart{std::move(start)});
  }
}

void DrawWhoIsHere(const Panel& panel) {
  const std::vector<Participant> here = panel.state.Here();
  panel.ui.Heading(2, panel.say(Str::kJoinHere));
  if (here.empty()) return panel.ui.Text(panel.say(Str::kJoinNobody), kMutedText);
  auto people = panel.ui.Wrap();
  for (const Participant& participant : here) {
    auto person = panel.ui.Row({.width = Fit(), .gap = 6});
    panel.ui.Avatar(Initials(participant.name), PersonTone(panel.state.IndexOf(participant.id)), {});
    panel.ui.Text(participant.name, {.width = Fit()});
  }
}

void DrawInvitation(const Panel& panel) {
  const MeetingInfo info = panel.state.meeting->Info();
  const auto me = panel.state.meeting->FindParticipant(panel.state.me);
  auto card = panel.ui.Card("welcome", CardKind::kPlain, {}, {.gap = 14, .padding = All(24)});
  panel.ui.Heading(1, info.title.empty() ? panel.say(Str::kMeeting) : std::string_view(info.title),
                   {.size = TextSize::kDisplay, .weight = Weight::kBold});
  panel.ui.Text(WhenAndWhere(info, panel.say), kMutedText);
  if (me) DrawWhoYouAre(panel, *me);
  if (panel.ui.Button("join", {.label = panel.say(Str::kJoin),
                               .kind = ButtonKind::kPrimary,
                               .icon_after = Icon::kArrowRight,
                               .large = true,
                               .width = Fill()})) {
    panel.Want(intent::EnterRoom{});
  }
  DrawRemember(panel);
  panel.ui.Text(panel.say(panel.state.role == Role::kObserver ? Str::kJoinObserver : Str::kJoinTrust), kMutedText);
  panel.ui.Divider();
  DrawAbout(panel, info);
  DrawWhoIsHere(panel);
}

}  // namespace

void DrawDoor(const Panel& panel) {
  auto page = panel.ui.Column({.height = Fill(), .gap = 0});
  if (panel.state.stage == Stage::kAtTheDoor) {
    DrawBanner(panel);
  } else {
    DrawNewerVersion(panel);
  }
  auto main = panel.ui.Landmark("main", LandmarkKind::kMain, panel.say(Str::kAppName), {.height = Fill()});
  // Why it ended is read from its beginning, wherever the invitation was scrolled to.
  const char* const what = panel.state.stage == Stage::kEnded ? "ended" : "scroll";
  auto scroll = panel.ui.ScrollArea(what, panel.say(Str::kAppName), {.height = Fill(), .padding = All(16)});
  auto middle = panel.ui.Column({.gap = 16, .padding = Sides(0, 16), .max_width = 620});
  switch (panel.state.stage) {
    case Stage::kNoLink:
      DrawStart(panel);
      break;
    case Stage::kEnded:
      DrawEnded(panel);
      break;
    case Stage::kConnecting: {
      auto card = panel.ui.Card("notice", CardKind::kPlain, {}, {.padding = All(24)});
      panel.ui.Heading(1, panel.say(Str::kAppName));
      auto status = panel.ui.Status("fetching");
      panel.ui.Text(panel.say(panel.state.saving == Saving::kOfflineKept ? Str::kOfflineShort : Str::kFetching));
      break;
    }
    case Stage::kAtTheDoor:
    case Stage::kInTheRoom:
      DrawInvitation(panel);
      break;
  }
  DrawPageChoices(panel);
  const std::string& address = panel.state.page_url;
  auto foot = panel.ui.Row({.justify = Justify::kCenter});
  panel.ui.Link("accessibility", panel.say(Str::kAccessibility),
                address.substr(0, address.rfind('/') + 1) + kAccessibilityPage);
}

}  // namespace samsyn
