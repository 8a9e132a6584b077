#include <algorithm>

#include "client/panels/deciding.h"
#include "client/panels/panels.h"

namespace samsyn {
namespace {

// The dialog, and what surrounds the part in it.
constexpr float kDialogWidth = 900;
constexpr float kPartsWidth = 250;
constexpr float kPartHeight = 620;
constexpr float kAroundPart = 190;

Str TitleOf(TrustPart part) {
  switch (part) {
    case TrustPart::kLinks:
      return Str::kLinks;
    case TrustPart::kConsent:
      return Str::kConsent;
    case TrustPart::kAside:
      return Str::kAside;
    case TrustPart::kSecretary:
      return Str::kSecretary;
    case TrustPart::kRetention:
      return Str::kRetention;
    case TrustPart::kLog:
      return Str::kLog;
  }
  return Str::kTrust;
}

// How it is now, in a few words.
std::string InShort(const Panel& panel, TrustPart part) {
  switch (part) {
    case TrustPart::kLinks:
      return LinksInShort(panel);
    case TrustPart::kConsent:
      return ConsentInShort(panel);
    case TrustPart::kAside:
      return AsideInShort(panel);
    case TrustPart::kSecretary:
      return SecretaryInShort(panel);
    case TrustPart::kRetention:
      return RetentionInShort(panel);
    case TrustPart::kLog:
      return std::string(panel.say(Str::kLogShort));
  }
  return {};
}

bool IsMine(const AppState& state, TrustPart part) {
  switch (part) {
    case TrustPart::kLinks:
      return state.MayInvite();
    case TrustPart::kAside:
      return state.MayRead(DocumentKind::kAside);
    default:
      return true;
  }
}

std::vector<TrustPart> PartsOf(const AppState& state) {
  std::vector<TrustPart> parts;
  for (int i = 0; i < kTrustPartCount; ++i) {
    if (const auto part = static_cast<TrustPart>(i); IsMine(state, part)) parts.push_back(part);
  }
  return parts;
}

void DrawPart(const Panel& panel, TrustPart part) {
  DrawNotDecided(panel);
  switch (part) {
    case TrustPart::kLinks:
      return DrawLinks(panel);
    case TrustPart::kConsent:
      return DrawConsent(panel);
    case TrustPart::kAside:
      return DrawAside(panel);
    case TrustPart::kSecretary:
      return DrawSecretary(panel);
    case TrustPart::kRetention:
      return DrawRetention(panel);
    case TrustPart::kLog:
      return DrawAccessLog(panel);
  }
}

// The parts, one of which is in view, beside it.
void DrawParts(const Panel& panel, TrustPart shown) {
  auto parts = panel.ui.Landmark("parts", LandmarkKind::kNavigation, panel.say(Str::kTrustParts), {.gap = 4});
  for (const TrustPart part : PartsOf(panel.state)) {
    const std::string in_short = InShort(panel, part);
    auto entry = panel.ui.Pressable(
        Key("part", static_cast<std::uint64_t>(part)),
        {.name = panel.say(TitleOf(part)),
         .description = in_short,
         .current = part == shown,
         .layout = {.gap = 0, .padding = Sides(12, 8), .background = part == shown ? Tone::kTealSoft : Tone::kNone}});
    panel.ui.Text(panel.say(TitleOf(part)), kBoldText);
    panel.ui.Text(in_short, kMutedText);
    if (entry.pressed) panel.Want(intent::ShowTrust{true, part});
  }
}

// On a phone each part opens under its own name, so that nobody is taken anywhere and has to find the way back.
void DrawFold(const Panel& panel, TrustPart part) {
  const bool open = panel.state.trust_open && panel.state.trust_part == part;
  const std::string in_short = InShort(panel, part);
  auto card = panel.ui.Card(Key("part", static_cast<std::uint64_t>(part)), CardKind::kPlain, panel.say(TitleOf(part)),
                            {.gap = 12});
  {
    auto fold = panel.ui.Pressable("fold", {.name = panel.say(TitleOf(part)),
                                            .description = in_short,
                                            .expanded = open ? Tristate::kTrue : Tristate::kFalse,
                                            .layout = {.justify = Justify::kCenter}});
    auto row = panel.ui.Row();
    {
      auto lines = panel.ui.Column({.width = Fill(), .gap = 0});
      panel.ui.Text(panel.say(TitleOf(part)), kBoldText);
      panel.ui.Text(in_short, kMutedText);
    }
    panel.ui.Picture(open ? Icon::kArrowUp : Icon::kChevronDown, Tone::kSoft);
    if (fold.pressed) panel.Want(intent::ShowTrust{!open, part});
  }
  if (open) DrawPart(panel, part);
}

}  // namespace

TrustPart FirstTrustPart(const AppState& state) { return PartsOf(state).front(); }

void DrawTrustDialog(const Panel& panel) {
  const TrustPart part = IsMine(panel.state, panel.state.trust_part) ? panel.state.trust_part : TrustPart::kConsent;
  auto dialog = panel.ui.Dialog("trust", panel.say(Str::kTrust), kDialogWidth);
  bool closed = dialog.dismissed;
  {
    auto row = panel.ui.Row({.justify = Justify::kEnd});
    DrawDeciding(panel);
    closed |= panel.ui.Button("close", {.label = panel.say(Str::kClose), .icon = Icon::kClose});
  }
  {
    const Extent height = Px(std::min(kPartHeight, std::max(120.0F, panel.ui.Height() - kAroundPart)));
    auto columns = panel.ui.Row({.height = height, .gap = 20, .align = Align::kStretch});
    {
      auto scroll =
          panel.ui.ScrollArea("parts", panel.say(Str::kTrustParts), {.width = Px(kPartsWidth), .height = height});
      DrawParts(panel, part);
    }
    {
      auto scroll = panel.ui.ScrollArea(Key("part", static_cast<std::uint64_t>(part)), panel.say(TitleOf(part)),
                                        {.width = Fill(), .height = height, .gap = 14, .padding = {4, 0, 12, 8}});
      panel.ui.Heading(3, panel.say(TitleOf(part)), {.size = TextSize::kLarge, .weight = Weight::kBold});
      DrawPart(panel, part);
    }
  }
  if (closed) panel.Want(intent::ShowTrust{false, part});
}

void DrawTrustFolds(const Panel& panel) {
  {
    auto row = panel.ui.Row();
    panel.ui.Heading(2, panel.say(Str::kTrust), {.size = TextSize::kLarge, .weight = Weight::kBold, .width = Fill()});
    DrawDeciding(panel);
  }
  for (const TrustPart part : PartsOf(panel.state)) DrawFold(panel, part);
}

}  // namespace samsyn
