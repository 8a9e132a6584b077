#include "client/panels/voice_part.h"

#include "client/panels/shared_text.h"
#include "shared/meeting/records.h"
#include "shared/meeting/voice.h"

namespace samsyn {

std::string ToOrAbout(const Panel& panel, Str to_them, Str about_them) {
  if (panel.state.IsIndividual()) return std::string(panel.say(to_them));
  return panel.say(about_them, PersonsName(panel.state, panel.say));
}

bool WritesVoice(const Panel& panel) { return panel.state.MayWrite(DocumentKind::kVoice); }

void DrawWriter(const Panel& panel, FieldRef text) {
  const std::string writer = WrittenBySomebodyElse(*panel.state.meeting, text, panel.state.Individual().id);
  if (writer.empty()) return;
  panel.ui.Text(panel.say(Str::kWrittenBy, FirstName(NameOf(writer, panel.state, panel.say))), kMutedText);
}

void PersonsText(const Panel& panel, Key key, const PersonsTextSpec& spec) {
  const bool empty = IsBlank(panel.state.meeting->Of(DocumentKind::kVoice).TextOf(spec.text));
  if (empty && !WritesVoice(panel)) {
    if (spec.show_label) panel.ui.Text(spec.label, {.size = TextSize::kMuted, .weight = Weight::kBold});
    return panel.ui.Text(panel.say(Str::kVoiceNothing), kMutedText);
  }
  (void)SharedText(panel, key, DocumentKind::kVoice, spec.text,
                   {.label = spec.label,
                    .multiline = spec.multiline,
                    .show_label = spec.show_label,
                    .placeholder = spec.placeholder,
                    .max_code_points = spec.max_code_points,
                    .width = Fill()});
  DrawWriter(panel, spec.text);
}

std::vector<std::string> PaceLines(const Panel& panel) {
  const Adaptations wanted = AdaptationsOf(*panel.state.meeting);
  std::vector<std::string> lines;
  if (wanted.break_after == 0) {
    lines.push_back(panel.say(Str::kPaceBreakAsked, PersonsName(panel.state, panel.say)));
  } else {
    lines.push_back(panel.say(Str::kPaceBreak, std::to_string(wanted.break_after)));
  }
  if (wanted.calm) lines.emplace_back(panel.say(Str::kCalm));
  if (wanted.short_texts) lines.emplace_back(panel.say(Str::kShortTexts));
  if (wanted.pictures) lines.emplace_back(panel.say(Str::kPictures));
  const std::string language = TextOf(*panel.state.meeting, VoiceText::kInterpreter);
  if (!IsBlank(language)) lines.push_back(panel.say(Str::kPaceInterpreter, language));
  return lines;
}

void OpenTrust(const Panel& panel, TrustPart part) {
  panel.Want(intent::ShowTrust{true, part});
  if (panel.ui.IsNarrow()) panel.Want(intent::ShowTab{Tab::kMore});
}

}  // namespace samsyn
