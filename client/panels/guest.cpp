// The room of somebody who was invited to one item: what it is about, what is written of it, and nothing else.
#include "client/panels/panels.h"
#include "client/panels/shared_text.h"

namespace samsyn {

void DrawGuest(const Panel& panel, DocumentKind item) {
  const SharedItem shared = panel.state.meeting->ReadSharedItem(item);
  auto page = panel.ui.Column({.height = Fill(), .gap = 0});
  DrawTopBar(panel);
  DrawBanner(panel);
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
}

void DrawSharedNotes(const Panel& panel, DocumentKind item, const std::string& title) {
  auto card = panel.ui.Card("shared");
  std::string names;
  for (const ParticipantAccess& participant : panel.state.access.participants) {
    if (participant.only_item != item || participant.revoked) continue;
    if (!names.empty()) names += ", ";
    names += panel.state.FirstNameOf(participant.id);
  }
  panel.ui.Heading(3, panel.say(Str::kSharedWith, names));
  (void)SharedText(panel, "text", item, Meeting::SharedNotes(),
                   {.label = panel.say(Str::kSharedNotesOf, TitleOrUntitled(title, panel.say)),
                    .multiline = true,
                    .placeholder = panel.say(Str::kNotesPlaceholder),
                    .min_height = 120});
}

}  // namespace samsyn
