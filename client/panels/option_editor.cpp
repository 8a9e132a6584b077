#include "client/panels/option_editor.h"

#include "client/panels/shared_text.h"
#include "client/panels/voice_part.h"
#include "shared/meeting/records.h"
#include "shared/meeting/schema.h"

namespace samsyn {
namespace {

constexpr std::size_t kLongest = 1'000;

void DrawText(const Panel& panel, Key key, FieldRef text, std::string_view label) {
  (void)SharedText(
      panel, key, DocumentKind::kPlan, text,
      {.label = label, .multiline = true, .show_label = true, .max_code_points = kLongest, .width = Fill()});
}

// The person's own words about an option, which have no place before the first is written.
void DrawPersonsWords(const Panel& panel, Key key, const Option& option, FieldNumber field, std::string_view label) {
  const FieldRef text = option.chosen.IsNone() ? FieldRef{} : FieldRef{option.chosen, field};
  (void)SharedTextToBe(
      panel, key, DocumentKind::kVoice, text,
      {.label = label, .multiline = true, .show_label = true, .max_code_points = kLongest, .width = Fill()},
      [option = option.record, field](Meeting& meeting, const Actor& me, const std::string& typed) {
        return InsertIntoChoice(meeting, me, option, field, typed);
      });
  if (!text.record.IsNone()) DrawWriter(panel, text);
}

void DrawMatters(const Panel& panel, const Option& option) {
  if (WritesVoice(panel)) {
    const std::string label = ToOrAbout(panel, Str::kOptionMatters, Str::kOptionMattersOther);
    return DrawPersonsWords(panel, "matters", option, schema::kChoiceMatters, label);
  }
  if (IsBlank(option.matters)) return;
  panel.ui.Text(panel.say(Str::kOptionMattersOther, PersonsName(panel.state, panel.say)), kMutedText);
  panel.ui.Text("”" + option.matters + "”");
}

void DrawEditor(const Panel& panel, const Option& option, std::size_t number) {
  auto item = panel.ui.ListItem(RecordKey("editor", option.record), CardKind::kPlain, {.gap = 8});
  const std::string label = panel.say(Str::kOptionNumber, std::to_string(number));
  DrawText(panel, "what", OptionWhat(option.record), label);
  {
    auto sides = panel.ui.IsNarrow() ? panel.ui.Column() : panel.ui.Row({.align = Align::kStart});
    DrawText(panel, "good", OptionGood(option.record), panel.say(Str::kOptionGood));
    DrawText(panel, "hard", OptionHard(option.record), panel.say(Str::kOptionHard));
  }
  DrawMatters(panel, option);
  auto row = panel.ui.Wrap();
  DrawChoiceButtons(panel, option);
  const std::string remove = panel.say(Str::kRemoveName, TitleOrUntitled(option.what, panel.say));
  if (panel.ui.Button(
          "remove",
          {.label = panel.say(Str::kRemove), .name = remove, .kind = ButtonKind::kDanger, .icon = Icon::kTrash})) {
    WantChange(panel, RemoveOption, option.record);
  }
}

void DrawRemovedOptions(const Panel& panel, OpId item) {
  for (const Option& option : DeletedOptionsOf(*panel.state.meeting, item)) {
    if (RestoreButton(panel, option.record, option.what)) {
      WantChange(panel, RestoreOption, option.record);
    }
  }
}

}  // namespace

void DrawChoiceButtons(const Panel& panel, const Option& option) {
  const std::string what = TitleOrUntitled(option.what, panel.say);
  const auto choice = [&](Key key, Str label, Choice which) {
    const bool chosen = option.choice == which;
    const std::string name = panel.say(Str::kChooseName, panel.say(label), what);
    if (panel.ui.Button(key, {.label = panel.say(label),
                              .name = name,
                              .kind = chosen ? ButtonKind::kPrimary : ButtonKind::kSecondary,
                              .icon = chosen ? Icon::kCheck : Icon::kNone,
                              .pressed = chosen ? Tristate::kTrue : Tristate::kFalse})) {
      WantChange(panel, Choose, option.record, chosen ? Choice::kNone : which);
    }
  };
  auto buttons = panel.ui.Wrap({.gap = 8});
  choice("wants", Str::kChooseWants, Choice::kWants);
  choice("later", Str::kChooseLater, Choice::kLater);
  choice("no", Str::kChooseNo, Choice::kNo);
}

void DrawBecause(const Panel& panel, const std::vector<Option>& options) {
  if (options.size() != 1 || options.front().choice != Choice::kWants) return;
  const Option& option = options.front();
  const bool asks = AsksForBecause(options);
  if (!WritesVoice(panel)) {
    const std::string person = PersonsName(panel.state, panel.say);
    panel.ui.Text(panel.say(asks ? Str::kBecauseAskOther : Str::kBecauseOther, person), kMutedText);
    if (!asks) panel.ui.Text("”" + option.because + "”");
    return;
  }
  if (asks) panel.ui.Text(panel.say(Str::kBecauseAsk), kMutedText);
  DrawPersonsWords(panel, "because", option, schema::kChoiceBecause, panel.say(Str::kBecause));
}

void DrawOptionEditors(const Panel& panel, OpId item, const std::vector<Option>& options) {
  if (options.empty()) {
    panel.ui.Text(panel.say(Str::kOptionsNone), kMutedText);
  } else {
    auto list = panel.ui.List("editors", panel.say(Str::kOptions));
    for (std::size_t index = 0; index < options.size(); ++index) DrawEditor(panel, options[index], index + 1);
  }
  DrawBecause(panel, options);
  {
    auto row = panel.ui.Wrap();
    if (panel.ui.Button("add",
                        {.label = panel.say(Str::kAddOption), .kind = ButtonKind::kOutline, .icon = Icon::kPlus})) {
      WantChange(panel, AddOption, item, std::string());
    }
  }
  DrawRemovedOptions(panel, item);
}

}  // namespace samsyn
