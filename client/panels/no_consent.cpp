#include "client/panels/deciding.h"
#include "client/panels/panels.h"

namespace samsyn {
namespace {

void DrawWhy(const Panel& panel) {
  const MeetingAccess& access = panel.state.access;
  const bool withdrawn = access.consent == Consent::kWithdrawn;
  auto card = panel.ui.Card("why", CardKind::kPlain, {}, {.gap = 14, .padding = All(24)});
  panel.ui.Heading(1, panel.say(withdrawn ? Str::kConsentEndedTitle : Str::kConsentOverTitle));
  if (withdrawn && access.consent_changed != 0) {
    panel.ui.Text(panel.say(Str::kConsentEndedBy, MomentText(access.consent_changed, panel.state, panel.say)));
  } else if (!withdrawn && access.consent_until != 0) {
    const Date day = panel.state.LastDayBefore(access.consent_until);
    panel.ui.Text(panel.say(Str::kConsentOverAt, DayText(day, panel.state, panel.say)));
  }
  panel.ui.Text(panel.say(Str::kConsentEndedMeans));
}

}  // namespace

void DrawNoConsent(const Panel& panel) {
  auto page = panel.ui.Column({.height = Fill(), .gap = 0});
  DrawBanner(panel);
  auto main = panel.ui.Landmark("main", LandmarkKind::kMain, panel.say(Str::kAppName), {.height = Fill()});
  auto scroll = panel.ui.ScrollArea("scroll", panel.say(Str::kAppName), {.height = Fill(), .padding = All(16)});
  auto middle = panel.ui.Column({.gap = 16, .padding = Sides(0, 16), .max_width = 620});
  DrawWhy(panel);
  {
    auto card = panel.ui.Card("retention", CardKind::kPlain, panel.say(Str::kRetention), {.gap = 14});
    panel.ui.Heading(2, panel.say(Str::kRetention));
    DrawDeciding(panel);
    DrawNotDecided(panel);
    DrawRetention(panel);
  }
  {
    auto card = panel.ui.Card("log", CardKind::kPlain, panel.say(Str::kLog), {.gap = 14});
    panel.ui.Heading(2, panel.say(Str::kLog));
    const bool open = panel.state.trust_open && panel.state.trust_part == TrustPart::kLog;
    {
      auto row = panel.ui.Wrap();
      if (panel.ui.Button("show log",
                          {.label = panel.say(Str::kLogShow), .expanded = open ? Tristate::kTrue : Tristate::kFalse})) {
        panel.Want(intent::ShowTrust{!open, TrustPart::kLog});
      }
    }
    if (open) DrawAccessLog(panel);
  }
  DrawPageChoices(panel);
}

}  // namespace samsyn
