// Somebody who presses and types at random on several pages, with a network that comes and goes: no page breaks, and in
// the end all of them show what the relay has. SAMSYN_SEED repeats one run.
#include <doctest/doctest.h>

#include <set>

#include "shared/base/utf8.h"
#include "tests/client/app/house.h"

namespace samsyn {
namespace {

constexpr int kActions = 600;
constexpr std::size_t kRuns = 4;

class Monkey {
 public:
  explicit Monkey(std::uint64_t seed) : random_(seed) {
    for (const char* who : {kNoor, kKarin, kPetter, kTove}) {
      people_.push_back({who, &house_.Open(who, AnySize())});
      people_.back().page->Button("Gå in i mötet").Press();
    }
  }

  void Act() {
    Person& person = people_[random_.Below(people_.size())];
    AppPage& page = *person.page;
    const std::size_t what = random_.Below(1000);
    if (what < 520) {
      Use(page);
    } else if (what < 700) {
      Write(page);
    } else if (what < 850) {
      (void)page.Deliver();
    } else if (what < 880) {
      house_.Settle();
    } else if (what < 900) {
      person.reachable = !person.reachable;
      page.SetReachable(person.reachable);
    } else if (what < 930) {
      house_.Pass(static_cast<std::int64_t>(random_.Between(1, 3'000)));
    } else if (what < 950) {
      person.size = AnySize();
      page.Resize(person.size);
    } else if (what < 965) {
      page.Act(kNoNode, random_.Chance(60) ? ActionKind::kUndo : ActionKind::kRedo);
    } else if (what < 975) {
      ComeAnew(person);
    } else if (what < 985) {
      if (random_.Chance(50)) {
        house_.relay.HoldAcknowledgements();
      } else {
        house_.relay.Commit();
      }
    } else if (what < 990) {
      house_.relay.Crash();
    } else if (what < 993) {
      house_.relay.RefuseEverything(ErrorCode::kTooMany);
      house_.Pass(500);
      house_.relay.RefuseEverything(std::nullopt);
    } else if (what < 997) {
      page.SetHidden(true);
      house_.Pass(1'000);
      page.SetHidden(false);
    } else {
      page.Focus(kNoNode);
    }
    CheckPage(*person.page, person.size);
  }

  // The network is whole again, everybody is at their desk, and sees the same.
  void CheckAllAgree() {
    house_.relay.Commit();
    for (Person& person : people_) {
      person.page->SetReachable(true);
      person.page->Focus(kNoNode);
      person.page->Resize(kDesktop);
    }
    house_.Pass(20'000);
    for (Person& person : people_) GoHome(*person.page);
    house_.Settle();
    const auto meeting = house_.relay.Read();
    for (int kind = 0; kind < kDocumentKindCount; ++kind) {
      REQUIRE(meeting->Of(static_cast<DocumentKind>(kind)).CheckInvariants() == "");
    }
    for (Person& person : people_) {
      CAPTURE(person.who);
      REQUIRE_MESSAGE(person.page->Shows("Allt är sparat"), person.page->Tree().Describe());
      CHECK(house_.DeviceOf(person.who).pending.empty());
      CheckAgenda(*person.page, *meeting);
      CheckOutcomes(*person.page, *meeting);
    }
  }

 private:
  struct Person {
    std::string who;
    AppPage* page;
    bool reachable = true;
    Viewport size = kDesktop;
  };

  [[nodiscard]] Viewport AnySize() { return random_.Chance(50) ? kDesktop : kPhone; }

  // What a person can reach: in a dialog, if there is one.
  [[nodiscard]] std::vector<SemanticNode> Reachable(const AppPage& page) const {
    const SemanticTree& tree = page.Tree();
    const auto dialogs = tree.AllByRole(NodeRole::kDialog);
    std::vector<SemanticNode> reachable;
    for (const SemanticNode& node : tree.Nodes()) {
      if (!IsFocusable(node)) continue;
      bool inside = dialogs.empty();
      for (const SemanticNode* up = &node; up != nullptr && !inside; up = tree.Find(up->parent)) {
        inside = up == dialogs.front();
      }
      if (inside) reachable.push_back(node);
    }
    return reachable;
  }

  void Use(AppPage& page) {
    const auto nodes = Reachable(page);
    if (nodes.empty()) return;
    const SemanticNode& node = random_.OneOf(nodes);
    if (node.role == NodeRole::kButton) {
      page.Press(node.id);
    } else if (node.role == NodeRole::kSelect) {
      page.Choose(node.id, random_.Below(node.options.size() + 1));
    } else {
      page.Focus(node.id);
      if (random_.Chance(20)) page.Act(node.id, random_.Chance(50) ? ActionKind::kSubmit : ActionKind::kDismiss);
    }
  }

  void Write(AppPage& page) {
    std::vector<SemanticNode> fields = Reachable(page);
    std::erase_if(fields, [](const SemanticNode& node) { return node.role != NodeRole::kTextField || node.read_only; });
    if (fields.empty()) return;
    const NodeId field = random_.OneOf(fields).id;
    for (std::size_t edits = random_.Between(1, 5); edits > 0 && page.Tree().Find(field) != nullptr; --edits) {
      const std::string text = page.MirroredText(field);
      const std::size_t count = CodePointCount(text);
      const std::size_t start = random_.Below(count + 1);
      const std::size_t end = std::min(count, start + (random_.Chance(30) ? random_.Below(8) : 0));
      const std::size_t from = CodePointsToUtf16(text, start);
      const std::size_t to = CodePointsToUtf16(text, end);
      if (random_.Chance(15)) {
        page.Select(field, from, to);
      } else {
        page.Edit(field, from, to - from, random_.Chance(80) ? RandomText(random_, 4) : std::string());
      }
      if (random_.Chance(60)) page.Draw();
    }
    page.Draw();
  }

  // Closes the page as it is and opens a new one on the same device.
  void ComeAnew(Person& person) {
    house_.CloseQuietly(*person.page);
    person.page = &house_.OpenQuietly(house_.DeviceOf(person.who), person.who, person.size);
    person.reachable = true;
  }

  void ChoosePlain(AppPage& page) {
    page.Button("Anpassa sidan").Press();
    page.Box("Vanlig sida").Press();
    page.Button("Stäng").Press();
  }

  void GoHome(AppPage& page) {
    const auto press = [&](const std::string& name) {
      if (page.Button(name).Exists()) page.Button(name).Press();
    };
    for (const char* name : {"Close", "Stäng", "Enter the meeting", "Gå in i mötet"}) press(name);
    for (const char* percent : {"125", "150", "200"}) {
      press("Larger text, now " + std::string(percent) + " percent");
      press("Större text, nu " + std::string(percent) + " procent");
    }
    page.ChooseLanguage("Svenska");
    if (page.Worn().plain) ChoosePlain(page);
    for (const char* name : {"Jag förstår", "Full vy", "Möte", "Möte, klart", "Möte, här är ni nu", "Nu"}) press(name);
  }

  void CheckAgenda(AppPage& page, const Meeting& meeting) {
    const auto rows = [&] {
      std::vector<SemanticNode> found;
      for (const SemanticNode* node : page.Tree().AllByRole(NodeRole::kButton)) {
        const SemanticNode* row = page.Tree().Find(node->parent);
        const SemanticNode* list = row == nullptr ? nullptr : page.Tree().Find(row->parent);
        if (list != nullptr && list->role == NodeRole::kList && list->name == "Dagordning") found.push_back(*node);
      }
      return found;
    };
    const auto agenda = meeting.Agenda();
    REQUIRE(rows().size() == agenda.size());
    for (std::size_t i = 0; i < agenda.size(); ++i) {
      const std::string title = agenda[i].title.empty() ? "Utan rubrik" : agenda[i].title;
      CHECK(rows()[i].name.starts_with(agenda[i].number + " " + title + ", "));
      CHECK(rows()[i].current == (agenda[i].state == ItemState::kNow));
      page.Press(rows()[i].id);
      CHECK(page.Field("Anteckningar: " + title).Value() ==
            meeting.Of(DocumentKind::kPlan).TextOf(Meeting::NotesOf(agenda[i].record)));
    }
  }

  void CheckOutcomes(AppPage& page, const Meeting& meeting) {
    std::vector<std::string> expected;
    std::size_t promised = 0;
    for (const Commitment& commitment : meeting.Commitments()) {
      expected.push_back(commitment.what.empty() ? "Utan rubrik" : commitment.what);
      if (commitment.standing == Standing::kPromised) ++promised;
    }
    // A commitment that is being edited does not show how it stands.
    if (page.Field("Vad").Exists()) {
      NodeId last = kNoNode;
      for (const SemanticNode* node : page.Tree().AllByRole(NodeRole::kButton)) {
        if (node->name == "Klar med ändringen") last = node->id;
      }
      page.Press(last);
    }
    std::vector<std::string> shown;
    std::size_t shown_promised = 0;
    for (const SemanticNode& node : page.Tree().Nodes()) {
      const SemanticNode* item = page.Tree().Find(node.parent);
      const SemanticNode* list = item == nullptr ? nullptr : page.Tree().Find(item->parent);
      if (list == nullptr || list->role != NodeRole::kList || list->name != "Vem gör vad") continue;
      if (node.role == NodeRole::kHeading) shown.push_back(node.name);
      if (node.name.starts_with("Lovad – ")) ++shown_promised;
    }
    CHECK(shown == expected);
    CHECK(shown_promised == promised);
  }

  SeededRandom random_;
  House house_;
  std::vector<Person> people_;
};

}  // namespace

TEST_CASE("whatever is pressed and typed, no page breaks and all agree in the end") {
  for (const std::uint64_t seed : Seeds(kRuns)) {
    INFO("SAMSYN_SEED=", seed);
    Monkey monkey(seed);
    for (int i = 0; i < kActions; ++i) {
      INFO("action ", i);
      monkey.Act();
    }
    monkey.CheckAllAgree();
  }
}

}  // namespace samsyn
