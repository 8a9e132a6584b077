#include <algorithm>
#include <array>

#include "client/panels/item_picture.h"
#include "client/panels/panels.h"
#include "client/panels/shared_text.h"

namespace samsyn {
namespace {

constexpr std::array<std::int64_t, 14> kMinuteChoices = {0, 3, 5, 7, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60};

void DrawMinutesChoice(const Panel& panel, const AgendaItem& item) {
  std::vector<std::int64_t> minutes(kMinuteChoices.begin(), kMinuteChoices.end());
  if (std::find(minutes.begin(), minutes.end(), item.minutes) == minutes.end()) minutes.push_back(item.minutes);
  std::sort(minutes.begin(), minutes.end());
  std::vector<std::string> options;
  for (const std::int64_t choice : minutes) options.push_back(panel.say(Str::kMinutes, std::to_string(choice)));
  const auto chosen = std::find(minutes.begin(), minutes.end(), item.minutes) - minutes.begin();
  if (const auto choice = panel.ui.Select("minutes", {.label = panel.say(Str::kItemMinutes),
                                                      .options = options,
                                                      .chosen = static_cast<std::size_t>(chosen),
                                                      .show_label = true,
                                                      .width = Px(130)})) {
    panel.Want(intent::SetItemMinutes{item.record, minutes[*choice]});
  }
}

void DrawStateChoice(const Panel& panel, const AgendaItem& item) {
  const std::vector<std::string> options = {std::string(panel.say(Str::kStateWaiting)),
                                            std::string(panel.say(Str::kStateNow)),
                                            std::string(panel.say(Str::kStateDone))};
  if (const auto choice = panel.ui.Select("state", {.label = panel.say(Str::kItemState),
                                                    .options = options,
                                                    .chosen = static_cast<std::size_t>(item.state),
                                                    .show_label = true,
                                                    .width = Px(130)})) {
    panel.Want(intent::SetItemState{item.record, static_cast<ItemState>(*choice)});
  }
}

// Only the person orders or removes their own questions; who tries is told so.
void DrawArranging(const Panel& panel, const AgendaItem& item) {
  const std::vector<AgendaItem> agenda = panel.state.meeting->Agenda();
  const auto at = std::find_if(agenda.begin(), agenda.end(),
                               [&](const AgendaItem& candidate) { return candidate.record == item.record; });
  const auto index = static_cast<std::size_t>(at - agenda.begin());
  const std::string title = TitleOrUntitled(item.title, panel.say);
  const std::string up = panel.say(Str::kMoveUpName, title);
  const std::string down = panel.say(Str::kMoveDownName, title);
  const std::string remove = panel.say(Str::kRemoveName, title);
  if (panel.ui.Button("up",
                      {.label = panel.say(Str::kMoveUp), .name = up, .icon = Icon::kArrowUp, .disabled = index == 0})) {
    panel.Want(intent::MoveItem{item.record, index - 1});
  }
  if (panel.ui.Button("down", {.label = panel.say(Str::kMoveDown),
                               .name = down,
                               .icon = Icon::kArrowDown,
                               .disabled = index + 1 >= agenda.size()})) {
    panel.Want(intent::MoveItem{item.record, index + 1});
  }
  if (panel.ui.Button(
          "remove",
          {.label = panel.say(Str::kRemove), .name = remove, .kind = ButtonKind::kDanger, .icon = Icon::kTrash})) {
    panel.Want(intent::RemoveItem{item.record});
  }
}

}  // namespace

void DrawItemEditor(const Panel& panel, const AgendaItem& item) {
  const std::string name = panel.say(Str::kEditItem, item.number);
  auto scope = panel.ui.KeyScope(RecordKey("editor", item.record));
  auto card = panel.ui.Card("editor", CardKind::kPlain, name);
  (void)SharedText(panel, "title", DocumentKind::kPlan, Meeting::TitleOf(item.record),
                   {.label = panel.say(Str::kItemTitle), .show_label = true, .max_code_points = 200});
  {
    auto row = panel.ui.Wrap({.align = Align::kEnd});
    DrawMinutesChoice(panel, item);
    DrawStateChoice(panel, item);
    DrawPictureChoice(panel, item);
  }
  auto row = panel.ui.Wrap();
  DrawArranging(panel, item);
  if (panel.ui.Button("done", {.label = panel.say(Str::kEditDone), .kind = ButtonKind::kOutline})) {
    panel.Want(intent::EditItem{});
  }
}

}  // namespace samsyn
