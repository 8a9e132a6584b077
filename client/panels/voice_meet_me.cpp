// How the person wants to be met: breaks, pace, texts, pictures, an interpreter, and what else is good to know.
#include <algorithm>
#include <array>

#include "client/panels/voice_part.h"
#include "shared/meeting/voice.h"

namespace samsyn {
namespace {

constexpr std::array<std::int64_t, 5> kBreaks = {0, 15, 20, 30, 45};  // minutes; 0: when they ask for it

void DrawBreak(const Panel& panel, const Adaptations& wanted) {
  std::vector<std::int64_t> minutes(kBreaks.begin(), kBreaks.end());
  if (std::find(minutes.begin(), minutes.end(), wanted.break_after) == minutes.end()) {
    minutes.push_back(wanted.break_after);
    std::sort(minutes.begin(), minutes.end());
  }
  std::vector<std::string> options;
  for (const std::int64_t choice : minutes) {
    options.push_back(choice == 0 ? std::string(panel.say(Str::kBreakWhenIAsk))
                                  : panel.say(Str::kBreakMinutes, std::to_string(choice)));
  }
  const auto chosen = std::find(minutes.begin(), minutes.end(), wanted.break_after) - minutes.begin();
  if (const auto choice = panel.ui.Select("break", {.label = panel.say(Str::kBreakAfter),
                                                    .options = options,
                                                    .chosen = static_cast<std::size_t>(chosen),
                                                    .show_label = true,
                                                    .width = Px(230)})) {
    Adaptations changed = wanted;
    changed.break_after = minutes[*choice];
    WantChange(panel, SetAdaptations, changed);
  }
}

void DrawBox(const Panel& panel, Key key, Str label, const Adaptations& wanted, bool Adaptations::*which) {
  if (const auto checked = panel.ui.Checkbox(key, {.label = panel.say(label), .checked = wanted.*which})) {
    Adaptations changed = wanted;
    changed.*which = *checked;
    WantChange(panel, SetAdaptations, changed);
  }
}

void DrawWriting(const Panel& panel) {
  const Adaptations wanted = AdaptationsOf(*panel.state.meeting);
  DrawBreak(panel, wanted);
  {
    auto boxes = panel.ui.Wrap({.gap = 18});
    DrawBox(panel, "calm", Str::kCalm, wanted, &Adaptations::calm);
    DrawBox(panel, "short", Str::kShortTexts, wanted, &Adaptations::short_texts);
    DrawBox(panel, "pictures", Str::kPictures, wanted, &Adaptations::pictures);
  }
  PersonsText(panel, "interpreter",
              {.text = FieldOf(VoiceText::kInterpreter),
               .label = panel.say(Str::kInterpreter),
               .show_label = true,
               .multiline = false,
               .max_code_points = 100});
}

}  // namespace

void DrawVoiceMeetMe(const Panel& panel) {
  auto card = panel.ui.Card("meet me", CardKind::kPlain, {}, {.gap = 12});
  auto scope = panel.ui.KeyScope("meet me");
  const std::string heading = ToOrAbout(panel, Str::kMeetMe, Str::kMeetMeOther);
  panel.ui.Heading(3, heading);
  if (WritesVoice(panel)) {
    DrawWriting(panel);
  } else {
    auto list = panel.ui.List("pace", heading, {.gap = 4});
    const std::vector<std::string> lines = PaceLines(panel);
    for (std::size_t index = 0; index < lines.size(); ++index) {
      auto item = panel.ui.ListItem(Key("line", index));
      panel.ui.Text(lines[index]);
    }
  }
  PersonsText(panel, "more",
              {.text = FieldOf(VoiceText::kMeetMe), .label = panel.say(Str::kMeetMeMore), .show_label = true});
}

}  // namespace samsyn
