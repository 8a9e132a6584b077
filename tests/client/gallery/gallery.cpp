#include "tests/client/gallery/gallery.h"

#include "shared/base/utf8.h"

namespace samsyn {
namespace {

void Apply(std::string& text, const std::vector<TextSplice>& splices) {
  for (const auto& splice : splices) {
    const std::size_t start = ByteOffset(text, splice.position);
    const std::size_t end = ByteOffset(text, splice.position + splice.removed);
    text.replace(start, end - start, splice.inserted);
  }
}

struct Point {
  const char* number;
  const char* title;
  const char* about;
  bool question;
  bool done;
};
constexpr Point kPoints[] = {
    {"", "Inledning", "8 min · Karin", false, true},
    {"", "Så är det nu", "12 min · alla", false, true},
    {"3a", "Hur får jag en dygnsrytm?", " · nu · 6 av 10 min", true, false},
    {"3b", "Vem pratar med Försäkringskassan?", " · 8 min", true, false},
    {"3c", "Vem hjälper mig prova jobb med djur?", " · 7 min", true, false},
    {"4", "Sammanfattning", "10 min · Karin", false, false},
    {"5", "Avslutning", "5 min", false, false},
};

}  // namespace

void Gallery::TopBar(Ui& ui) {
  auto bar = ui.Landmark("top", LandmarkKind::kBanner, "",
                         {.height = Px(measure::kTopBar), .justify = Justify::kCenter, .background = Tone::kCard});
  auto row = ui.Row({.gap = 18, .padding = Sides(20, 0)});
  ui.Heading(1, "SIP för Noor");
  ui.Text("tis 24 nov 13.00–14.00 · Träffpunkt Ankaret", kMutedText);
  ui.Spring();
  ui.Pill("Allt är sparat", PillKind::kOk, Icon::kCheck);
  {
    auto people = ui.Row();
    const char* initials[] = {"NL", "KÖ", "PN", "TH"};
    const char* names[] = {"Noor", "Karin", "Petter", "Tove"};
    for (std::size_t i = 0; i < 4; ++i) ui.Avatar(initials[i], PersonTone(i), names[i]);
    ui.Text("+4 här", kMutedText);
  }
  if (ui.Button("text", {.label = "A+ Text", .name = "Textstorlek"}))
    ui.SetTextScale(ui.Scale() >= 2 ? 1 : ui.Scale() + 0.25F);
  if (ui.Button("plain", {.label = "Vanlig sida"})) ++pressed;
}

void Gallery::Agenda(Ui& ui) {
  {
    auto row = ui.Row();
    ui.Heading(2, "Dagordning");
    ui.Text("60 min", kMutedText);
  }
  {
    auto card = ui.Card("list", CardKind::kPlain, {}, {.padding = All(8)});
    auto list = ui.List("items", "Punkter", {.gap = 0});
    for (std::size_t i = 0; i < std::size(kPoints); ++i) {
      const Point& point = kPoints[i];
      const bool now = i == 2;
      auto item = ui.ListItem({"point", i}, now ? CardKind::kNow : CardKind::kBare,
                              {.padding = Sides(12, 10), .radius = measure::kRadius});
      auto row = ui.Row({.align = Align::kStart});
      {
        auto number = ui.Row({.width = Px(26), .min_height = 25});
        if (point.done) {
          ui.Picture(Icon::kCheck, Tone::kOk, "klar");
        } else {
          ui.Text(point.number, kBoldText);
        }
      }
      auto words = ui.Column({.width = Fill(), .gap = 0});
      ui.Text(point.title, kBoldText);
      if (point.question) {
        auto line = ui.Row({.gap = 6});
        ui.Picture(Icon::kDot, Tone::kMe);
        ui.Text({{"Noors fråga", {.size = TextSize::kMuted, .tone = Tone::kMe}}, {point.about, kMutedText}});
      } else {
        ui.Text(point.about, kMutedText);
      }
    }
  }
  if (ui.Button("add",
                {.label = "Lägg till en punkt", .icon = Icon::kPlus, .width = Fill(), .label_align = Align::kStart}))
    ++pressed;
  {
    auto card = ui.Card("not");
    ui.Text({{"Vi pratar inte om: ", kMutedText},
             {"sjukhusvistelsen 2024, tidigare förhållande", {.size = TextSize::kMuted, .weight = Weight::kBold}}});
  }
  if (!item_gone && ui.Button("vanish", {.label = "Ta bort mig"})) item_gone = true;
  if (auto now = ui.Checkbox("check", {.label = "Läs upp ändringar", .checked = checked})) checked = *now;
  const std::vector<std::string> owners = {"Ingen", "Tove", "Petter"};
  if (auto now = ui.Select("owner", {.label = "Vem", .options = owners, .chosen = chosen, .show_label = true}))
    chosen = *now;
}

void Gallery::Middle(Ui& ui) {
  {
    auto row = ui.Row({.justify = Justify::kBetween});
    ui.Heading(2, "3a · Hur får jag en dygnsrytm?");
    if (ui.Button("next", {.label = "Nästa punkt", .icon_after = Icon::kArrowRight})) ++pressed;
  }
  {
    auto quote = ui.Quote();
    ui.Text("”Hur ska jag få en dygnsrytm som fungerar?”", {.size = TextSize::kQuote});
    ui.Text("Noors fråga", kMutedText);
  }
  {
    auto card = ui.Card("notes");
    {
      auto row = ui.Row({.justify = Justify::kBetween});
      ui.Heading(3, "Anteckningar");
      ui.Text("Petter skriver för gruppen – alla kan ändra", kMutedText);
    }
    const RemoteCaret carets[] = {{"Noor", 0, 120, 120}, {"Petter", 2, 182, 207}};
    auto result = ui.TextField(
        "text", {.label = "Anteckningar", .text = notes, .multiline = true, .carets = carets, .min_height = 150});
    Apply(notes, result.splices);
    auto single =
        ui.TextField("title", {.label = "Rubrik", .text = title, .show_label = true, .placeholder = "Skriv här"});
    Apply(title, single.splices);
  }
  {
    auto card = ui.Card("options");
    ui.Heading(3, "Alternativ att välja mellan");
    const Column columns[] = {{"Alternativ"}, {"Bra med det"}, {"Svårt med det"}, {"Noor"}};
    auto table = ui.Table("table", "Alternativ", columns);
    {
      auto row = ui.TableRow("one");
      {
        auto cell = ui.Cell();
        ui.Text("Boendestöd på morgonen", {.size = TextSize::kButton, .weight = Weight::kBold});
      }
      {
        auto cell = ui.Cell();
        ui.Text("Någon jag känner, hemma", {.size = TextSize::kButton});
      }
      {
        auto cell = ui.Cell();
        ui.Text("Kräver nytt beslut", {.size = TextSize::kButton});
      }
      {
        auto cell = ui.Cell();
        ui.Pill("vill ha", PillKind::kOk, Icon::kCheck);
      }
    }
    auto row = ui.TableRow("two");
    {
      auto cell = ui.Cell();
      ui.Text("Träffpunkten kl 10", {.size = TextSize::kButton, .weight = Weight::kBold});
    }
    {
      auto cell = ui.Cell();
      ui.Text("Träffar andra", {.size = TextSize::kButton});
    }
    {
      auto cell = ui.Cell();
      ui.Text("Svårt att komma iväg", {.size = TextSize::kButton});
    }
    {
      auto cell = ui.Cell();
      ui.Pill("senare", PillKind::kTeal);
    }
  }
  auto row = ui.Wrap();
  if (ui.Button("agree", {.label = "Gör till överenskommelse", .kind = ButtonKind::kPrimary, .icon = Icon::kPlus}))
    ++pressed;
  if (ui.Button("explain", {.label = "Förklara ett ord"})) dialog = true;
  if (ui.Button("dissent", {.label = "Avvikande mening", .disabled = true})) ++pressed;
}

void Gallery::Outcomes(Ui& ui) {
  {
    auto row = ui.Row({.justify = Justify::kBetween});
    ui.Heading(2, "Vem gör vad");
    ui.Text("4 klara · 1 kvar", kMutedText);
  }
  {
    auto card = ui.Card("one", CardKind::kPlain, {}, {.gap = 6});
    ui.Text("Bokar läkartid om sömn och medicin", kBoldText);
    {
      auto row = ui.Row();
      ui.Avatar("TH", PersonTone(3), "");
      ui.Text("Tove · region · senast 4 dec");
    }
    ui.Pill("Lovad – Tove har sagt ja", PillKind::kOk, Icon::kCheck);
  }
  {
    auto item = ui.Pressable(
        "two", {.name = "Kommer hem mån, ons, fre kl 9, Petter", .card = CardKind::kPlain, .layout = {.gap = 6}});
    if (item.pressed) ++pressed;
    ui.Text("Kommer hem mån, ons, fre kl 9", kBoldText);
    {
      auto row = ui.Row();
      ui.Avatar("PN", PersonTone(2), "");
      ui.Text("Petter · kommun · från 2 dec");
    }
    ui.Pill("Efter Aidas beslut 27 nov", PillKind::kTeal);
  }
  {
    auto card = ui.Card("three", CardKind::kPlain, {}, {.gap = 6});
    ui.Text("Svarar vad som saknas i ansökan", kBoldText);
    {
      auto row = ui.Row();
      ui.Avatar("OB", PersonTone(4), "");
      ui.Text("Oskar · annan · senast 8 dec");
    }
    ui.Pill("Tas med hem – saknar mandat", PillKind::kWarning);
  }
  auto card = ui.Card("four", CardKind::kDashedWarning, {}, {.gap = 6});
  ui.Text("Någon att ringa på kvällar", kBoldText);
  ui.Text("Ingen har tagit den än", kMutedText);
  auto row = ui.Wrap();
  if (ui.Button("take", {.label = "Jag tar det", .kind = ButtonKind::kOutline})) ++pressed;
  if (ui.Button("open", {.label = "Olöst fråga"})) ++pressed;
}

void Gallery::BottomBar(Ui& ui) {
  auto bar = ui.Landmark("bottom", LandmarkKind::kContentInfo, "",
                         {.height = Px(measure::kBottomBar), .justify = Justify::kCenter, .background = Tone::kCard});
  auto row = ui.Row({.gap = 12, .padding = Sides(20, 0)});
  ui.Text("Noor, Maria och Karin kan pausa mötet när som helst.", kBoldText);
  {
    auto status = ui.Status("pressed");
    ui.Text("Tryckt: " + std::to_string(pressed), kMutedText);
  }
  ui.Spring();
  if (ui.Button("hand", {.label = "Jag vill säga något", .icon = Icon::kHand})) ++pressed;
  if (ui.Button("pause", {.label = "Paus", .icon = Icon::kPause})) ++pressed;
  if (ui.Button("sum", {.label = "Sammanfatta", .kind = ButtonKind::kPrimary, .icon_after = Icon::kArrowRight}))
    ++pressed;
}

void Gallery::Ask(Ui& ui) {
  auto open = ui.Dialog("word", "Förklara ett ord");
  ui.Text("Huvudman: den kommun eller region som har ansvaret.");
  auto row = ui.Row({.justify = Justify::kEnd});
  if (ui.Button("close", {.label = "Stäng", .kind = ButtonKind::kPrimary}) || open.dismissed) dialog = false;
}

void Gallery::Phone(Ui& ui) {
  auto page = ui.Column({.height = Fill(), .gap = 0});
  {
    auto bar = ui.Landmark("top", LandmarkKind::kBanner, "",
                           {.height = Px(measure::kTopBar), .justify = Justify::kCenter, .background = Tone::kCard});
    auto row = ui.Row({.gap = 8, .padding = Sides(14, 0)});
    ui.Heading(1, "Mitt möte");
    ui.Spring();
    ui.Pill("Sparat", PillKind::kOk, Icon::kCheck);
    if (ui.Button("text", {.label = "A+", .name = "Textstorlek"}))
      ui.SetTextScale(ui.Scale() >= 2 ? 1 : ui.Scale() + 0.25F);
  }
  {
    auto scroll = ui.ScrollArea("scroll", "", {.height = Fill(), .padding = All(14)});
    auto body = ui.Landmark("main", LandmarkKind::kMain, "", {.gap = 14});
    ui.Text("Vi är på punkt 3 av 5", kMutedText);
    ui.Heading(2, "Hur får jag en dygnsrytm?", {.size = TextSize::kDisplay, .weight = Weight::kBold});
    {
      auto quote = ui.Quote();
      ui.Text({{"Det här är ", {.size = TextSize::kQuote}},
               {"din", {.size = TextSize::kQuote, .weight = Weight::kBold}},
               {" fråga.", {.size = TextSize::kQuote}}});
    }
    {
      auto card = ui.Card("written");
      ui.Heading(3, "Det här har vi skrivit");
      ui.Text("Du väljer boendestöd på morgonen. Du vill prova träffpunkten senare. Tove bokar en tid hos läkaren.",
              {.size = TextSize::kLarge});
      auto row = ui.Row();
      if (ui.Button("right", {.label = "Stämmer", .kind = ButtonKind::kOutline})) ++pressed;
      if (ui.Button("change", {.label = "Ändra"})) ++pressed;
    }
    {
      auto card = ui.Card("own");
      ui.Heading(3, "Lägg till med egna ord");
      Apply(title, ui.TextField("text", {.label = "Egna ord",
                                         .text = title,
                                         .multiline = true,
                                         .placeholder = "Skriv här, eller prata in text",
                                         .min_height = 64,
                                         .size = TextSize::kLarge})
                       .splices);
    }
    if (ui.Button("hand", {.label = "Jag vill säga något",
                           .kind = ButtonKind::kPrimary,
                           .icon = Icon::kHand,
                           .large = true,
                           .width = Fill()}))
      ++pressed;
    auto row = ui.Row();
    if (ui.Button(
            "pause",
            {.label = "Paus", .kind = ButtonKind::kOutline, .icon = Icon::kPause, .large = true, .width = Fill()}))
      ++pressed;
    if (ui.Button("explain", {.label = "Förklara",
                              .kind = ButtonKind::kOutline,
                              .icon = Icon::kQuestion,
                              .large = true,
                              .width = Fill()}))
      dialog = true;
  }
  const TabSpec tabs[] = {{"Nu"}, {"Dagordning"}, {"Vem gör vad"}, {"Min röst"}};
  if (auto chosen_tab = ui.Tabs("tabs", "Delar av mötet", tabs, tab)) tab = *chosen_tab;
}

void Gallery::Frame(Ui& ui) {
  ui.SetPage("Galleri", "sv");
  if (dialog) Ask(ui);
  if (ui.IsNarrow()) {
    Phone(ui);
    return;
  }
  auto page = ui.Column({.height = Fill(), .gap = 0});
  TopBar(ui);
  ui.Divider();
  {
    auto main_part = ui.Landmark("main", LandmarkKind::kMain, "", {.height = Fill()});
    auto columns = ui.Row({.height = Fill(), .gap = 0, .align = Align::kStretch});
    {
      auto area = ui.ScrollArea("agenda", "", {.width = Px(334), .padding = {16, 16, 8, 16}});
      auto part = ui.Landmark("region", LandmarkKind::kRegion, "Dagordning");
      Agenda(ui);
    }
    {
      auto area = ui.ScrollArea("middle", "", {.width = Fill(), .padding = {8, 16, 8, 16}});
      auto part = ui.Landmark("region", LandmarkKind::kRegion, "Nu");
      Middle(ui);
    }
    auto area = ui.ScrollArea("outcomes", "", {.width = Px(394), .padding = {8, 16, 16, 16}});
    auto part = ui.Landmark("region", LandmarkKind::kRegion, "Vem gör vad");
    Outcomes(ui);
  }
  ui.Divider();
  BottomBar(ui);
}

}  // namespace samsyn
