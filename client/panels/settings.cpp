// How this person wants the page: language, size, colours, plain or drawn, and how much is read out.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "client/panels/panels.h"

namespace samsyn {
namespace {

constexpr float kTallest = 470;    // of what scrolls
constexpr float kAround = 200;     // what surrounds it: the title, the way out, margins
constexpr float kLowWindow = 330;  // in windows lower than this, the way out scrolls too
constexpr float kAroundLow = 120;
constexpr int kTextSteps[] = {100, 125, 150, 200};

void DrawLanguage(const Panel& panel) {
  constexpr Language kLanguages[] = {Language::kSwedish, Language::kEasySwedish, Language::kEnglish};
  std::vector<std::string> names;
  for (const Str name : {Str::kLanguageSwedish, Str::kLanguageEasy, Str::kLanguageEnglish}) {
    names.emplace_back(panel.say(name));
  }
  std::size_t chosen = 0;
  for (std::size_t i = 0; i < std::size(kLanguages); ++i) {
    if (kLanguages[i] == panel.say.GetLanguage()) chosen = i;
  }
  if (const auto choice = panel.ui.Select(
          "language",
          {.label = panel.say(Str::kSettingsLanguage), .options = names, .chosen = chosen, .show_label = true})) {
    panel.Want(intent::SetLanguage{kLanguages[*choice]});
  }
}

void DrawTextSize(const Panel& panel) {
  std::vector<std::string> sizes;
  std::size_t chosen = 0;
  for (const int step : kTextSteps) {
    if (step <= panel.state.text_percent) chosen = sizes.size();
    sizes.push_back(panel.say(Str::kPercent, std::to_string(step)));
  }
  if (const auto choice = panel.ui.Select(
          "text size",
          {.label = panel.say(Str::kSettingsText), .options = sizes, .chosen = chosen, .show_label = true})) {
    panel.Want(intent::SetTextPercent{kTextSteps[*choice]});
  }
}

void DrawAppearance(const Panel& panel) {
  std::vector<std::string> names;
  for (const Str name :
       {Str::kAppearanceSystem, Str::kAppearanceLight, Str::kAppearanceDark, Str::kAppearanceContrast}) {
    names.emplace_back(panel.say(name));
  }
  if (const auto choice = panel.ui.Select("colours", {.label = panel.say(Str::kAppearance),
                                                      .options = names,
                                                      .chosen = static_cast<std::size_t>(panel.state.appearance),
                                                      .show_label = true})) {
    panel.Want(intent::SetAppearance{static_cast<Appearance>(*choice)});
  }
}

// A choice with a sentence about what it means.
std::optional<bool> DrawChoice(const Panel& panel, Key key, Str label, Str about, bool checked) {
  auto column = panel.ui.Column({.gap = 0});
  const auto choice =
      panel.ui.Checkbox(key, {.label = panel.say(label), .description = panel.say(about), .checked = checked});
  panel.ui.Text(panel.say(about), kMutedText);
  return choice;
}

void DrawChoices(const Panel& panel) {
  panel.ui.Text(panel.say(Str::kSettingsAbout), kMutedText);
  DrawLanguage(panel);
  DrawTextSize(panel);
  DrawAppearance(panel);
  if (panel.state.must_be_plain) {
    panel.ui.Text(panel.say(Str::kMustBePlain));
  } else if (const auto plain = DrawChoice(panel, "plain", Str::kPlainPage, Str::kPlainPageAbout, panel.state.plain)) {
    panel.Want(intent::SetPlain{*plain});
  }
  if (const auto quiet = DrawChoice(panel, "quiet", Str::kQuiet, Str::kQuietAbout, panel.state.quiet)) {
    panel.Want(intent::SetQuiet{*quiet});
  }
}

bool DrawClose(const Panel& panel) {
  auto row = panel.ui.Row({.justify = Justify::kEnd});
  return panel.ui.Button("close", {.label = panel.say(Str::kClose), .kind = ButtonKind::kPrimary});
}

}  // namespace

void DrawSettings(const Panel& panel) {
  auto dialog = panel.ui.Dialog("settings", panel.say(Str::kSettingsTitle), 520);
  bool closed = dialog.dismissed;
  // Where hardly more than the letters fit, everything scrolls; else the way out is always in view.
  const bool low = panel.ui.Height() < kLowWindow;
  const float room = panel.ui.Height() - (low ? kAroundLow : kAround);
  {
    auto scroll = panel.ui.ScrollArea("scroll", panel.say(Str::kSettingsTitle),
                                      {.height = Px(std::clamp(room, 60.0F, kTallest)), .gap = 14, .padding = All(5)});
    DrawChoices(panel);
    if (low) closed |= DrawClose(panel);
  }
  if (!low) closed |= DrawClose(panel);
  if (closed) panel.Want(intent::ShowSettings{false});
}

void DrawSettingsButton(const Panel& panel, ButtonKind kind) {
  const Tristate open = panel.state.settings_open ? Tristate::kTrue : Tristate::kFalse;
  if (panel.ui.Button("settings", {.label = panel.say(Str::kSettings),
                                   .name = panel.say(Str::kSettingsTitle),
                                   .kind = kind,
                                   .expanded = open})) {
    panel.Want(intent::ShowSettings{true});
  }
}

}  // namespace samsyn
