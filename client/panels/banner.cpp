#include "client/panels/deciding.h"
#include "client/panels/panels.h"
#include "client/panels/rule_text.h"

namespace samsyn {
namespace {

Str RefusalText(const AppState& state) {
  switch (*state.refused) {
    case ErrorCode::kForbidden:
      return Str::kRefusedRole;
    case ErrorCode::kTooLarge:
    case ErrorCode::kTooMany:
      return Str::kRefusedFull;
    default:
      return Str::kRefusedOther;
  }
}

// A sentence across the page, with a button beside it, or below it on a narrow screen. True when it is pressed.
bool DrawSentence(const Panel& panel, Icon icon, Tone tone, std::string_view text, Key key, const ButtonSpec& button) {
  const bool narrow = panel.ui.IsNarrow();
  auto lines = narrow ? panel.ui.Column({.align = Align::kStart}) : panel.ui.Row();
  {
    auto sentence = panel.ui.Row({.width = narrow ? Fill() : Fit()});
    panel.ui.Picture(icon, tone);
    panel.ui.Text(text, {.weight = Weight::kBold, .tone = tone, .width = narrow ? Fill() : Fit()});
  }
  return panel.ui.Button(key, button);
}

void DrawOffline(const Panel& panel) {
  auto strip =
      panel.ui.Status("offline", Politeness::kAssertive, {.padding = Sides(20, 10), .background = Tone::kWarnSoft});
  const bool kept = panel.state.saving != Saving::kOfflineLost;
  if (DrawSentence(panel, Icon::kWarning, Tone::kWarn, panel.say(kept ? Str::kOfflineKept : Str::kOfflineNotKept),
                   "try", {.label = panel.say(Str::kTryNow)})) {
    panel.Want(intent::TryConnectionNow{});
  }
}

void DrawNewer(const Panel& panel) {
  auto strip = panel.ui.Status("newer", Politeness::kPolite, {.padding = Sides(20, 10), .background = Tone::kTealSoft});
  if (DrawSentence(panel, Icon::kRedo, Tone::kInk, panel.say(Str::kNewerVersion), "reload",
                   {.label = panel.say(Str::kReload)})) {
    panel.Want(intent::TakeNewerVersion{});
  }
}

void DrawNotKept(const Panel& panel) {
  auto strip =
      panel.ui.Status("not kept", Politeness::kPolite, {.padding = Sides(20, 10), .background = Tone::kWarnSoft});
  if (DrawSentence(panel, Icon::kWarning, Tone::kWarn, panel.say(Str::kNotKeptHere), "understood",
                   {.label = panel.say(Str::kUnderstood)})) {
    panel.Want(intent::UnderstandNotKept{});
  }
}

void DrawRefused(const Panel& panel) {
  auto strip =
      panel.ui.Status("refused", Politeness::kAssertive, {.padding = Sides(20, 10), .background = Tone::kStopSoft});
  panel.ui.Text(panel.say(Str::kRefusedTitle), {.weight = Weight::kBold, .tone = Tone::kStop});
  panel.ui.Text(panel.say(RefusalText(panel.state)));
  auto row = panel.ui.Row();
  if (panel.ui.Button("understood", {.label = panel.say(Str::kUnderstood)})) panel.Want(intent::UnderstandRefusal{});
}

void DrawPaused(const Panel& panel, const std::string& by) {
  auto strip = panel.ui.Status("paused", Politeness::kPolite, {.padding = Sides(20, 10), .background = Tone::kNowSoft});
  const std::string text = panel.say(Str::kPausedBy, panel.state.FirstNameOf(by));
  if (DrawSentence(panel, Icon::kPause, Tone::kInk, text, "go on",
                   {.label = panel.say(Str::kGoOn),
                    .icon = Icon::kPlay,
                    .disabled = !panel.state.MayWrite(DocumentKind::kPlan)})) {
    panel.Want(intent::GoOn{});
  }
}

// The person and their helper go on without the others, and can let them in again.
void DrawConsentMissing(const Panel& panel) {
  auto strip =
      panel.ui.Status("consent", Politeness::kPolite, {.padding = Sides(20, 10), .background = Tone::kWarnSoft});
  const std::string text = ConsentText(panel);
  const std::string label = IConsentText(panel);
  const bool narrow = panel.ui.IsNarrow();
  // The same button is in the part about consent; two of them beside each other would only raise questions.
  const bool in_view = narrow && panel.state.tab == Tab::kMore && panel.state.trust_open &&
                       panel.state.trust_part == TrustPart::kConsent;
  auto lines = narrow ? panel.ui.Column({.align = Align::kStart}) : panel.ui.Row();
  {
    auto sentence = panel.ui.Row({.width = narrow ? Fill() : Fit()});
    panel.ui.Picture(Icon::kLock, Tone::kWarn);
    panel.ui.Text(text, {.weight = Weight::kBold, .tone = Tone::kWarn, .width = narrow ? Fill() : Fit()});
  }
  if (!in_view && DecisionButton(panel, "consent", {.label = label})) {
    panel.Want(intent::Decide{decision::SetConsent{Consent::kGiven, 0}});
  }
}

// Neither a status nor an alert: it is there for days, and nobody is to be interrupted by it.
void DrawPurgeSoon(const Panel& panel) {
  const Date day = panel.state.LastDayBefore(panel.state.access.purge_at);
  auto strip = panel.ui.Row({.padding = Sides(20, 10), .background = Tone::kNowSoft});
  panel.ui.Picture(Icon::kTrash, Tone::kInk);
  panel.ui.Text(
      panel.say(Str::kRetentionSoon, DaysLeftText(day, panel.state, panel.say), DayText(day, panel.state, panel.say)),
      {.width = Fill()});
}

void DrawUnopened(const Panel& panel) {
  auto strip =
      panel.ui.Status("unopened", Politeness::kPolite, {.padding = Sides(20, 10), .background = Tone::kWarnSoft});
  panel.ui.Picture(Icon::kWarning, Tone::kWarn);
  panel.ui.Text(panel.say(Str::kUnopened), {.tone = Tone::kWarn, .width = Fill()});
}

bool PurgeIsSoon(const AppState& state) {
  constexpr int kSoon = 14;  // days
  return state.access.purge_at != 0 && state.DaysUntil(state.LastDayBefore(state.access.purge_at)) <= kSoon;
}

}  // namespace

void DrawBanner(const Panel& panel) {
  const bool offline = panel.state.saving == Saving::kOfflineKept || panel.state.saving == Saving::kOfflineLost;
  const std::string paused_by = panel.state.meeting->PausedBy();
  const bool consent_missing =
      ConsentIsMissing(panel.state.access, panel.state.RelayNow()) && panel.state.SpeaksForIndividual();
  const bool purge_soon = PurgeIsSoon(panel.state);
  const bool unopened = panel.state.unopened > 0;
  const bool rule = panel.state.rule != Rule::kNone;
  const bool about_device = panel.state.newer_version || panel.state.not_kept;
  if (!rule && !offline && !panel.state.refused && paused_by.empty() && !consent_missing && !purge_soon && !unopened &&
      !about_device)
    return;
  auto region = panel.ui.Landmark("banner", LandmarkKind::kRegion, panel.say(Str::kNotices), {.gap = 0});
  if (offline) DrawOffline(panel);
  if (panel.state.refused) DrawRefused(panel);
  DrawRule(panel);
  if (!paused_by.empty()) DrawPaused(panel, paused_by);
  if (consent_missing) DrawConsentMissing(panel);
  if (unopened) DrawUnopened(panel);
  if (purge_soon) DrawPurgeSoon(panel);
  if (panel.state.not_kept) DrawNotKept(panel);
  if (panel.state.newer_version) DrawNewer(panel);
}

void DrawNewerVersion(const Panel& panel) {
  if (!panel.state.newer_version) return;
  auto region = panel.ui.Landmark("banner", LandmarkKind::kRegion, panel.say(Str::kNotices), {.gap = 0});
  DrawNewer(panel);
}

void DrawSavedPill(const Panel& panel) {
  const bool narrow = panel.ui.IsNarrow();
  auto status = panel.ui.Status("saved", Politeness::kPolite, {.width = Fit()});
  switch (panel.state.saving) {
    case Saving::kSaved:
      return panel.ui.Pill(panel.say(narrow ? Str::kSaved : Str::kAllSaved), PillKind::kOk, Icon::kCheck);
    case Saving::kSaving:
      return panel.ui.Pill(panel.say(Str::kSaving), PillKind::kTeal);
    case Saving::kOfflineKept:
    case Saving::kOfflineLost:
      return panel.ui.Pill(panel.say(Str::kOfflineShort), PillKind::kWarning, Icon::kWarning);
  }
}

}  // namespace samsyn
