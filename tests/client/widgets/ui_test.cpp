#include "client/widgets/ui.h"

#include <doctest/doctest.h>

#include "client/widgets/plain_glyphs.h"
#include "tests/client/gallery/gallery.h"

namespace samsyn {
namespace {

// Describes a page frame by frame, as the platform does.
struct Bench {
  PlainGlyphs glyphs;
  Ui ui{glyphs};
  Viewport viewport{1440, 880, 1};
  std::int64_t now = 0;

  template <typename Describe>
  MirrorUpdate Frame(Describe describe) {
    ui.BeginFrame(viewport, now += 16);
    describe();
    ui.EndFrame();
    return ui.TakeMirrorUpdate();
  }
  void Press(NodeRole role, std::string_view name) {
    const SemanticNode* node = ui.Tree().FindByRole(role, name);
    REQUIRE_MESSAGE(node != nullptr, ui.Tree().Describe());
    ui.Push(Action{node->id, ActionKind::kPress, {}});
  }
};

}  // namespace

TEST_CASE("a button answers once, in the frame after it was pressed") {
  Bench bench;
  int pressed = 0;
  auto page = [&] {
    if (bench.ui.Button("pause", {.label = "Paus"})) ++pressed;
  };
  bench.Frame(page);
  CHECK(pressed == 0);
  bench.Press(NodeRole::kButton, "Paus");
  CHECK(bench.ui.NeedsFrame());
  bench.Frame(page);
  CHECK(pressed == 1);
  CHECK(bench.ui.NeedsFrame());  // what the press changed has not been drawn yet
  bench.Frame(page);
  CHECK(pressed == 1);
  CHECK(!bench.ui.NeedsFrame());
}

TEST_CASE("a disabled button cannot be pressed, nor one that does not exist") {
  Bench bench;
  bool pressed = false;
  auto page = [&] { pressed = bench.ui.Button("x", {.label = "Nej", .disabled = true}) || pressed; };
  bench.Frame(page);
  bench.Press(NodeRole::kButton, "Nej");
  bench.ui.Push(Action{12345, ActionKind::kPress, {}});
  bench.Frame(page);
  CHECK(!pressed);
}

TEST_CASE("a press that follows typing waits until the typing has reached its panel") {
  Bench bench;
  bool show = true;
  std::string text = "ab";
  auto page = [&] {
    if (show) {
      for (const auto& splice : bench.ui.TextField("field", {.label = "Fält", .text = text}).splices) {
        text = TextChange(splice).ApplyTo(text);
      }
    }
    if (bench.ui.Button("away", {.label = "Bort"})) show = false;
  };
  bench.Frame(page);
  bench.ui.Push(FieldInput{bench.ui.Tree().FindByRole(NodeRole::kTextField, "Fält")->id, 2, 0, "c"});
  bench.Press(NodeRole::kButton, "Bort");
  bench.Frame(page);
  bench.Frame(page);
  CHECK(text == "abc");
  CHECK(!show);
}

TEST_CASE("a field's own edits go out, others' go in, and the mirror is told only of others'") {
  Bench bench;
  std::string text = "hej";
  TextFieldResult last;
  auto page = [&] {
    last = bench.ui.TextField("field", {.label = "Fält", .text = text, .multiline = true});
    for (const auto& splice : last.splices) text = TextChange(splice).ApplyTo(text);
  };
  MirrorUpdate update = bench.Frame(page);
  const NodeId field = bench.ui.Tree().FindByRole(NodeRole::kTextField, "Fält")->id;
  CHECK(update.field_commands.empty());  // its text came with the insertion

  bench.ui.Push(FocusChange{field});
  bench.Frame(page);
  CHECK(last.focus_gained);
  CHECK(last.focused);

  bench.ui.Push(FieldInput{field, 3, 0, " då 😀"});
  update = bench.Frame(page);
  CHECK(text == "hej då 😀");
  CHECK(update.field_commands.empty());
  CHECK(last.selection_end == 8);

  text = "Karin: " + text;
  update = bench.Frame(page);
  REQUIRE(update.field_commands.size() == 1);
  CHECK(update.field_commands[0].inserted == "Karin: ");
  CHECK(bench.ui.FieldText(field) == text);

  bench.ui.Push(FocusChange{kNoNode});
  bench.Frame(page);
  CHECK(last.focus_lost);
}

TEST_CASE("a control that goes away while focused hands the focus on and says so") {
  Bench bench;
  bool there = true;
  auto page = [&] {
    if (there) (void)bench.ui.Button("one", {.label = "Ett"});
    (void)bench.ui.Button("two", {.label = "Två"});
  };
  bench.Frame(page);
  bench.ui.Push(FocusChange{bench.ui.Tree().FindByRole(NodeRole::kButton, "Ett")->id});
  bench.Frame(page);
  there = false;
  const MirrorUpdate update = bench.Frame(page);
  CHECK(update.focus == bench.ui.Tree().FindByRole(NodeRole::kButton, "Två")->id);
  REQUIRE(update.announcements.size() == 1);
  CHECK(update.announcements[0].text == "Fokus flyttades till Två");
}

TEST_CASE("what a pressable holds is not read twice") {
  Bench bench;
  bench.Frame([&] {
    auto item = bench.ui.Pressable("item", {.name = "Hela"});
    bench.ui.Text("delen");
    bench.ui.Pill("märke", PillKind::kOk);
  });
  CHECK(bench.ui.Tree().FindByRole(NodeRole::kButton, "Hela") != nullptr);
  CHECK(!bench.ui.Tree().HasText("delen"));
  CHECK(!bench.ui.Tree().HasText("märke"));
}

TEST_CASE("an unchanged page gives the mirror nothing to do") {
  Bench bench;
  Gallery gallery;
  auto page = [&] { gallery.Frame(bench.ui); };
  CHECK(!bench.Frame(page).IsEmpty());
  const MirrorUpdate second = bench.Frame(page);
  for (const auto& operation : second.operations) {
    CAPTURE(operation.node.name);
    CHECK(static_cast<int>(operation.kind) == 0);
  }
  CHECK(second.IsEmpty());
}

TEST_CASE("everything in a row or column is inside it, at every size") {
  for (const float width : {320.0F, 390.0F, 800.0F, 1440.0F, 2000.0F}) {
    for (const float scale : {1.0F, 1.5F, 2.0F}) {
      CAPTURE(width);
      CAPTURE(scale);
      Bench bench;
      bench.viewport = {width, 844, 1};
      bench.ui.SetTextScale(scale);
      Gallery gallery;
      bench.Frame([&] { gallery.Frame(bench.ui); });
      const SemanticTree& tree = bench.ui.Tree();
      for (const auto& node : tree.Nodes()) {
        CAPTURE(node.name);
        CAPTURE(std::string(RoleName(node.role)));
        const SemanticRect rect = tree.AbsoluteRect(node.id);
        if (bench.ui.IsNarrow()) CHECK(rect.x + rect.width <= width + 1.5F);
        CHECK(rect.x >= -0.5F);
        if (IsFocusable(node)) {
          CHECK(rect.height >= 24);
          CHECK(rect.width >= 24);
        }
      }
    }
  }
}

TEST_CASE("children share a row as they are told") {
  Bench bench;
  bench.viewport = {1000, 500, 1};
  bench.Frame([&] {
    auto row = bench.ui.Row({.gap = 10, .align = Align::kStretch});
    { auto a = bench.ui.Group("a", "a", {.width = Px(200)}); }
    { auto b = bench.ui.Group("b", "b", {.width = Fill(1)}); }
    { auto c = bench.ui.Group("c", "c", {.width = Fill(2)}); }
  });
  const auto width = [&](const char* name) { return bench.ui.Tree().FindByRole(NodeRole::kGroup, name)->rect.width; };
  CHECK(width("a") == doctest::Approx(200));
  CHECK(width("b") == doctest::Approx(260));
  CHECK(width("c") == doctest::Approx(520));
}

TEST_CASE("a scroll area takes the height that is left, and its contents what they need") {
  Bench bench;
  bench.viewport = {400, 300, 1};
  auto page = [&] {
    auto column = bench.ui.Column({.height = Fill(), .gap = 0});
    { auto top = bench.ui.Group("top", "top", {.height = Px(60)}); }
    auto area = bench.ui.ScrollArea("area", "area", {.height = Fill(), .gap = 0});
    for (std::uint64_t i = 0; i < 20; ++i) (void)bench.ui.Button({"b", i}, {.label = "Knapp"});
  };
  bench.Frame(page);
  const SemanticNode* area = bench.ui.Tree().FindByRole(NodeRole::kScrollArea, "area");
  CHECK(area->rect.y == 60);
  CHECK(area->rect.height == 240);
  CHECK(area->content_height == doctest::Approx(20 * 44));
  // Scrolling moves the drawing, not the tree.
  bench.ui.Push(ScrollChange{area->id, 100});
  const MirrorUpdate update = bench.Frame(page);
  CHECK(update.operations.empty());
}

TEST_CASE("a select takes only options it has") {
  Bench bench;
  const std::vector<std::string> options = {"Ingen", "Tove"};
  std::optional<std::size_t> chosen;
  auto page = [&] { chosen = bench.ui.Select("who", {.label = "Vem", .options = options}); };
  bench.Frame(page);
  const NodeId id = bench.ui.Tree().FindByRole(NodeRole::kSelect, "Vem")->id;
  for (const char* wrong : {"2", "-1", "x", "", "1x", "99999999999999999999"}) {
    bench.ui.Push(Action{id, ActionKind::kChoose, wrong});
    bench.Frame(page);
    CHECK(!chosen.has_value());
  }
  bench.ui.Push(Action{id, ActionKind::kChoose, "1"});
  bench.Frame(page);
  CHECK(chosen == 1);
}

}  // namespace samsyn
