#include "client/panels/item_picture.h"

#include <array>

#include "shared/meeting/pictures.h"

namespace samsyn {
namespace {

constexpr std::array<Str, kItemPictures.size()> kNames = {
    Str::kPictureSleep,       Str::kPictureMorning,  Str::kPictureHome,   Str::kPictureWork,    Str::kPictureSchool,
    Str::kPictureMoney,       Str::kPictureMedicine, Str::kPictureDoctor, Str::kPictureMind,    Str::kPictureWell,
    Str::kPictureFamily,      Str::kPictureSupport,  Str::kPictureTalk,   Str::kPicturePhone,   Str::kPictureTravel,
    Str::kPictureFood,        Str::kPictureAnimals,  Str::kPictureMoving, Str::kPictureLeisure, Str::kPictureDecision,
    Str::kPictureApplication, Str::kPicturePlan,     Str::kPicturePause,  Str::kPictureQuestion};

// One more than its place in kItemPictures; 0: none.
std::size_t ChoiceOf(const std::string& picture) {
  for (std::size_t i = 0; i < kItemPictures.size(); ++i) {
    if (kItemPictures[i] == picture) return i + 1;
  }
  return 0;
}

}  // namespace

void DrawItemPicture(const Panel& panel, const AgendaItem& item) {
  const std::size_t choice = ChoiceOf(item.picture);
  if (choice > 0) panel.ui.Emoji(item.picture, panel.say(kNames[choice - 1]));
}

void DrawPictureChoice(const Panel& panel, const AgendaItem& item) {
  std::vector<std::string> options = {std::string(panel.say(Str::kPictureNone))};
  for (std::size_t i = 0; i < kItemPictures.size(); ++i) {
    options.push_back(std::string(kItemPictures[i]) + " " + std::string(panel.say(kNames[i])));
  }
  if (const auto choice = panel.ui.Select("picture", {.label = panel.say(Str::kPicture),
                                                      .options = options,
                                                      .chosen = ChoiceOf(item.picture),
                                                      .show_label = true,
                                                      .width = Px(190)})) {
    const std::string picture = *choice == 0 ? std::string() : std::string(kItemPictures[*choice - 1]);
    WantChange(panel, SetItemPicture, item.record, picture);
  }
}

}  // namespace samsyn
