// The room of somebody who was invited to one item: what it is about, what is written of it, and nothing else.
#include "client/panels/panels.h"
#include "client/panels/shared_text.h"

namespace samsyn {
namespace {

void DrawItem(const Panel& panel, DocumentKind item) {
  const SharedItem shared = panel.state.meeting->ReadSharedItem(item);
  auto main = panel.ui.Landmark("main", LandmarkKind::kMain, panel.say(Str::kNotes), {.height = Fill()});
  auto scroll = panel.ui.ScrollArea("scroll", panel.say(Str::kNotes), {.height = Fill(), .padding = All(16)});
  auto middle = panel.ui.Column({.gap = 14, .max_width = 720});
  panel.ui.Text(panel.say(Str::kGuestSees), kMutedText);
  panel.ui.Heading(2, TitleOrUntitled(shared.title, panel.say), {.size = TextSize::kDisplay, .weight = Weight::kBold});
  if (!shared.question.empty()) {
    auto quote = panel.ui.Quote();
    panel.ui.Text("”" + shared.question + "”", {.size = TextSize::kQuote});
  }
  DrawSharedNotes(panel, item, shared.title);
  if (!panel.ui.IsNarrow()) return;
  DrawTrustFolds(panel);
  DrawPageChoices(panel);
}

}  // namespace

void DrawGuest(const Panel& panel, DocumentKind item) {
  auto page = panel.ui.Column({.height = Fill(), .gap = 0});
  DrawTopBar(panel);
  DrawBanner(panel);
  DrawItem(panel, item);
  if (!panel.ui.IsNarrow()) DrawRoomDialogs(panel);
}

void DrawSharedNotes(const Panel& panel, DocumentKind item, const std::string& title) {
  auto card = panel.ui.Card("shared");
  const bool is_guest = panel.state.OnlyItem().has_value();
  const std::string guests = panel.say(Str::kSharedWith, panel.state.GuestsOf(item));
  panel.ui.Heading(3, is_guest ? panel.say(Str::kSharedWithYou) : std::string_view(guests));
  (void)SharedText(panel, "text", item, Meeting::SharedNotes(),
                   {.label = panel.say(Str::kSharedNotesOf, TitleOrUntitled(title, panel.say)),
                    .multiline = true,
                    .placeholder = panel.say(Str::kNotesPlaceholder),
                    .min_height = 120});
}

}  // namespace samsyn
