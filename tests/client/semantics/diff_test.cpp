#include "client/semantics/diff.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <list>
#include <map>
#include <random>
#include <string>

namespace samsyn {
namespace {

// A stand-in for the mirror: does what the operations say, as web/mirror.js does, and knows nothing else.
class Page {
 public:
  void Apply(const std::vector<DiffOperation>& operations) {
    for (const auto& operation : operations) {
      const NodeId id = operation.node.id;
      switch (operation.kind) {
        case DiffOperation::Kind::kInsert:
          nodes_[id] = operation.node;
          PutAfter(id, operation.node.parent, operation.after);
          break;
        case DiffOperation::Kind::kMove:
          REQUIRE(nodes_.contains(id));
          Detach(id);
          nodes_[id].parent = operation.node.parent;
          PutAfter(id, operation.node.parent, operation.after);
          moved_.push_back(id);
          break;
        case DiffOperation::Kind::kUpdate: {
          REQUIRE(nodes_.contains(id));
          nodes_[id] = operation.node;
          break;
        }
        case DiffOperation::Kind::kRect:
          REQUIRE(nodes_.contains(id));
          nodes_[id].rect = operation.node.rect;
          nodes_[id].content_height = operation.node.content_height;
          break;
        case DiffOperation::Kind::kRemove:
          REQUIRE(nodes_.contains(id));
          Detach(id);
          Forget(id);
          break;
      }
    }
  }

  void CheckEquals(const SemanticTree& tree) const {
    REQUIRE(nodes_.size() == tree.Nodes().size());
    for (const auto& node : tree.Nodes()) {
      REQUIRE(nodes_.contains(node.id));
      CHECK(nodes_.at(node.id) == node);
      const auto found = children_.find(node.id);
      const std::vector<NodeId> children = found == children_.end()
                                               ? std::vector<NodeId>()
                                               : std::vector<NodeId>(found->second.begin(), found->second.end());
      CHECK(children == tree.ChildrenOf(node.id));
    }
  }

  std::vector<NodeId> moved_;

 private:
  void Detach(NodeId id) { children_[nodes_[id].parent].remove(id); }
  void PutAfter(NodeId id, NodeId parent, NodeId after) {
    auto& siblings = children_[parent];
    siblings.remove(id);
    if (after == kNoNode) {
      siblings.push_front(id);
      return;
    }
    const auto place = std::find(siblings.begin(), siblings.end(), after);
    REQUIRE(place != siblings.end());
    siblings.insert(std::next(place), id);
  }
  void Forget(NodeId id) {
    for (NodeId child : std::list<NodeId>(children_[id])) Forget(child);
    children_.erase(id);
    nodes_.erase(id);
  }

  std::map<NodeId, SemanticNode> nodes_;
  std::map<NodeId, std::list<NodeId>> children_;
};

SemanticNode Named(NodeId id, NodeId parent, std::string name, NodeRole role = NodeRole::kGroup) {
  SemanticNode node;
  node.id = id;
  node.parent = parent;
  node.role = role;
  node.name = std::move(name);
  return node;
}

// Node 1 is the root; the others hang anywhere above them, with names and places that change.
SemanticTree RandomTree(std::mt19937_64& random) {
  std::vector<NodeId> ids;
  for (NodeId id = 2; id < 30; ++id) {
    if (random() % 4 != 0) ids.push_back(id);
  }
  std::shuffle(ids.begin(), ids.end(), random);
  SemanticTree tree;
  tree.Add(Named(1, kNoNode, "root", NodeRole::kRoot));
  std::vector<NodeId> there = {1};
  for (NodeId id : ids) {
    SemanticNode node = Named(id, there[random() % std::min<std::size_t>(there.size(), 6)], "");
    node.name = std::string(1 + random() % 3, 'a');
    node.rect.x = static_cast<float>(random() % 3);
    tree.Add(node);
    there.push_back(id);
  }
  return tree;
}

SemanticTree Flat(const std::vector<NodeId>& ids) {
  SemanticTree tree;
  tree.Add(Named(1, kNoNode, "root", NodeRole::kRoot));
  for (NodeId id : ids) tree.Add(Named(id, 1, "x"));
  return tree;
}

}  // namespace

TEST_CASE("the operations make the new tree of the old one, whatever they are") {
  std::mt19937_64 random(4711);
  for (int round = 0; round < 300; ++round) {
    CAPTURE(round);
    SemanticTree before = RandomTree(random);
    Page page;
    page.Apply(Diff({}, before, kNoNode));
    page.CheckEquals(before);
    for (int step = 0; step < 4; ++step) {
      const SemanticTree after = RandomTree(random);
      const NodeId pinned = random() % 30;
      page.Apply(Diff(before, after, pinned));
      page.CheckEquals(after);
      before = after;
    }
  }
}

TEST_CASE("nothing changed: nothing to do") {
  std::mt19937_64 random(1);
  const SemanticTree tree = RandomTree(random);
  CHECK(Diff(tree, tree, kNoNode).empty());
}

TEST_CASE("one moved child is one move") {
  const auto operations = Diff(Flat({2, 3, 4, 5, 6}), Flat({2, 6, 3, 4, 5}), kNoNode);
  REQUIRE(operations.size() == 1);
  CHECK(operations[0].kind == DiffOperation::Kind::kMove);
  CHECK(operations[0].node.id == 6);
  CHECK(operations[0].after == 2);
}

TEST_CASE("the pinned child stays and the others move around it") {
  for (const NodeId pinned : {NodeId{2}, NodeId{3}, NodeId{6}}) {
    for (const auto& order : {std::vector<NodeId>{6, 5, 4, 3, 2}, {3, 2, 4, 5, 6}, {3, 4, 5, 6, 2}}) {
      Page page;
      page.Apply(Diff({}, Flat({2, 3, 4, 5, 6}), kNoNode));
      page.Apply(Diff(Flat({2, 3, 4, 5, 6}), Flat(order), pinned));
      page.CheckEquals(Flat(order));
      CHECK(std::find(page.moved_.begin(), page.moved_.end(), pinned) == page.moved_.end());
    }
  }
}

TEST_CASE("a removed part is one operation, however much is in it") {
  SemanticTree before = Flat({2, 3});
  before.Add(Named(10, 2, "inside"));
  before.Add(Named(11, 10, "deeper"));
  const auto operations = Diff(before, Flat({3}), kNoNode);
  REQUIRE(operations.size() == 1);
  CHECK(operations[0].kind == DiffOperation::Kind::kRemove);
  CHECK(operations[0].node.id == 2);
}

TEST_CASE("a place alone is a small operation, and a field's text is none") {
  SemanticTree before = Flat({2});
  SemanticTree after = Flat({2});
  after.Find(NodeId{2})->rect.y = 40;
  const auto operations = Diff(before, after, kNoNode);
  REQUIRE(operations.size() == 1);
  CHECK(operations[0].kind == DiffOperation::Kind::kRect);

  SemanticNode field = Named(3, 1, "Anteckningar", NodeRole::kTextField);
  field.value = "gammalt";
  before.Add(field);
  field.value = "nytt";
  after = Flat({2});
  after.Add(field);
  CHECK(Diff(before, after, kNoNode).empty());
}

TEST_CASE("ids depend on parent, key and number, and on nothing else") {
  CHECK(MakeNodeId(1, "a") == MakeNodeId(1, "a"));
  CHECK(MakeNodeId(1, "a") != MakeNodeId(2, "a"));
  CHECK(MakeNodeId(1, "a") != MakeNodeId(1, "b"));
  CHECK(MakeNodeId(1, "a", 1) != MakeNodeId(1, "a", 2));
  CHECK(MakeNodeId(1, "a", 1) != MakeNodeId(1, "a1"));
}

TEST_CASE("when the focused node goes away, the focus goes to the nearest that is left") {
  SemanticTree before = Flat({});
  for (NodeId parent : {NodeId{2}, NodeId{3}, NodeId{4}}) {
    before.Add(Named(parent, 1, "part"));
    before.Add(Named(parent * 10, parent, "first", NodeRole::kButton));
    before.Add(Named(parent * 10 + 1, parent, "second", NodeRole::kButton));
  }
  auto without = [&before](std::vector<NodeId> gone) {
    SemanticTree after;
    for (const auto& node : before.Nodes()) {
      if (std::find(gone.begin(), gone.end(), node.id) == gone.end()) after.Add(node);
    }
    return after;
  };
  CHECK(before.FocusAfterLoss(30, without({30})) == 31);         // the next sibling
  CHECK(before.FocusAfterLoss(31, without({31})) == 30);         // else the one before
  CHECK(before.FocusAfterLoss(30, without({30, 31})) == 40);     // else beyond the parent
  CHECK(before.FocusAfterLoss(40, without({40, 41, 4})) == 31);  // at the end: back
  CHECK(before.FocusAfterLoss(20, without({20, 21, 30, 31, 40, 41})) == kNoNode);
}

}  // namespace samsyn
