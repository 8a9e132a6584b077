// "Min röst": what the person says themselves. Strengths come before what is hard, and nothing here has to be filled
// in.
#include "shared/meeting/voice.h"

#include "client/panels/panels.h"
#include "client/panels/read_aloud.h"
#include "client/panels/voice_part.h"

namespace samsyn {
namespace {

void DrawHead(const Panel& panel) {
  const bool narrow = panel.ui.IsNarrow();
  auto head = narrow ? panel.ui.Column({.gap = 2}) : panel.ui.Row({.gap = 18});
  panel.ui.Heading(2, ToOrAbout(panel, Str::kMyVoice, Str::kPersonsVoice),
                   {.size = TextSize::kTitle, .weight = Weight::kBold});
  panel.ui.Text(ToOrAbout(panel, Str::kVoiceWriters, Str::kVoiceWritersOther), kMutedText);
}

void DrawWhatIsSip(const Panel& panel) {
  auto card = panel.ui.Card("what is sip");
  const std::string_view title = panel.say(Str::kWhatIsSip);
  const bool open = Fold(panel, "what is sip fold", title, title, Weight::kBold);
  if (open) panel.ui.Text(panel.say(Str::kWhatIsSipText));
}

struct Part {
  Key key;
  VoiceText text;
  Str to_them;
  Str about_them;
  std::string_view about = {};
  std::string_view placeholder = {};
};

void DrawPart(const Panel& panel, const Part& part) {
  auto card = panel.ui.Card(part.key);
  auto scope = panel.ui.KeyScope(part.key);
  const std::string heading = ToOrAbout(panel, part.to_them, part.about_them);
  panel.ui.Heading(3, heading);
  if (!part.about.empty()) panel.ui.Text(part.about, kMutedText);
  PersonsText(panel, "text", {.text = FieldOf(part.text), .label = heading, .placeholder = part.placeholder});
}

void DrawScope(const Panel& panel) {
  auto card = panel.ui.Card("scope");
  auto scope = panel.ui.KeyScope("scope");
  const std::string heading = ToOrAbout(panel, Str::kScopeAsk, Str::kScopeAskOther);
  panel.ui.Heading(3, heading);
  panel.ui.Text(ConsentText(panel), kMutedText);
  PersonsText(panel, "text",
              {.text = FieldOf(VoiceText::kScope), .label = heading, .placeholder = panel.say(Str::kScopeHint)});
  auto row = panel.ui.Wrap();
  if (panel.ui.Button("consent", {.label = panel.say(Str::kOpenConsent), .icon_after = Icon::kArrowRight})) {
    OpenTrust(panel, TrustPart::kConsent);
  }
}

}  // namespace

void DrawVoice(const Panel& panel) {
  const bool writes = WritesVoice(panel);
  const auto hint = [&](Str text) { return writes ? panel.say(text) : std::string_view(); };
  DrawHead(panel);
  DrawReadAloud(panel, VoiceAloud);
  DrawWhatIsSip(panel);
  DrawPart(
      panel,
      {"strengths", VoiceText::kStrengths, Str::kStrengths, Str::kStrengthsOther, {}, panel.say(Str::kStrengthsHint)});
  DrawVoiceQuestions(panel);
  DrawPart(panel, {"own words", VoiceText::kOwnWords, Str::kOwnWords, Str::kOwnWordsOther, hint(Str::kOwnWordsAbout)});
  DrawPart(panel, {"try", VoiceText::kTry, Str::kTry, Str::kTryOther, {}, panel.say(Str::kTryHint)});
  DrawVoiceGoals(panel);
  DrawVoiceMeetMe(panel);
  DrawVoicePeople(panel);
  DrawPart(panel, {"avoid", VoiceText::kAvoid, Str::kAvoidAsk, Str::kAvoidAskOther, hint(Str::kAvoidAbout)});
  DrawScope(panel);
}

}  // namespace samsyn
