#include "shared/document/snapshot.h"

#include <doctest/doctest.h>

#include "shared/base/compression.h"
#include "tests/support/describe.h"
#include "tests/support/random_edits.h"
#include "tests/support/seeded_random.h"
#include "tests/support/writer.h"

namespace samsyn {
namespace {

constexpr FieldRef kText{{}, 1};

// A copy that loads what `document` saves, and saves the same again.
std::unique_ptr<Document> Reloaded(const Document& document, ReplicaId replica) {
  const Bytes saved = SaveSnapshot(document);
  Result<std::unique_ptr<Document>> loaded = LoadSnapshot(saved, replica);
  REQUIRE(loaded.Ok());
  CHECK(loaded.Value()->CheckInvariants() == "");
  CHECK(SaveSnapshot(*loaded.Value()) == saved);
  return std::move(loaded.Value());
}

}  // namespace

TEST_CASE("an empty document is saved and loaded") {
  const Document empty(1);
  CHECK(Describe(*Reloaded(empty, 2)) == Describe(empty));
}

TEST_CASE("an edit that changed nothing does not keep a document from being loaded again") {
  Document document(1);
  document.Set({{}, 2}, std::monostate{});
  document.InsertText(kText, 0, "");
  document.DeleteText(kText, 0, 5);
  CHECK(SaveSnapshot(document) == SaveSnapshot(Document(1)));
  (void)Reloaded(document, 2);
}

TEST_CASE("what is loaded goes on, and authors' next updates still fit") {
  Writer anna(1);
  anna.document.InsertText(kText, 0, "Hej");
  anna.EndStep();
  const auto bo = Reloaded(anna.document, 2);
  anna.document.InsertText(kText, 3, " på dig 😀");  // goes on typing: the update says nothing but the characters
  anna.EndStep();
  REQUIRE(bo->Apply(anna.written.back()).Ok());
  CHECK(bo->TextOf(kText) == "Hej på dig 😀");
  bo->InsertText(kText, 0, "Bo: ");
  for (const Update& update : bo->TakeUpdates()) REQUIRE(anna.document.Apply(update).Ok());
  CHECK(Describe(anna.document) == Describe(*bo));
  CHECK(SaveSnapshot(anna.document) == SaveSnapshot(*bo));
}

TEST_CASE("the one who saved can go on under the same number") {
  Document before(1);
  before.InsertText(kText, 0, "Hej");
  const std::vector<Update> first = before.TakeUpdates();
  const auto after = Reloaded(before, 1);
  after->InsertText(kText, 3, " igen");
  const std::vector<Update> second = after->TakeUpdates();
  Document other(2);
  for (const auto* updates : {&first, &second}) {
    for (const Update& update : *updates) REQUIRE(other.Apply(update).Ok());
  }
  CHECK(other.TextOf(kText) == "Hej igen");
}

TEST_CASE("updates that wait are saved, and applied when what they build on arrives") {
  Writer anna(1);
  for (const char* word : {"ett", " två", " tre"}) {
    anna.document.InsertText(kText, anna.document.TextSize(kText), word);
    anna.EndStep();
  }
  Document bo(2);
  REQUIRE(bo.Apply(anna.written[2]).Ok());
  REQUIRE(bo.Apply(anna.written[1]).Ok());
  const auto cai = Reloaded(bo, 3);
  CHECK(cai->WaitingCount() == 2);
  CHECK(cai->TextSize(kText) == 0);
  REQUIRE(cai->Apply(anna.written[0]).Ok());
  CHECK(cai->WaitingCount() == 0);
  CHECK(cai->TextOf(kText) == "ett två tre");
}

// Or its writer's next words would have the names of words that are there already.
TEST_CASE("a snapshot that holds more than it says it has heard of is refused") {
  Document anna(1);
  anna.InsertText(kText, 0, "Hej");
  const Bytes saved = SaveSnapshot(anna);
  ByteReader in(saved);
  REQUIRE(in.Byte() == kSnapshotFormat);
  const auto size = static_cast<std::size_t>(in.Varint());
  Bytes content = Decompress(in.Raw(in.Remaining()), size).Value();
  const std::size_t next = 1 + sizeof(ReplicaId);  // after the one replica there is
  REQUIRE(content[next] == 4);
  for (const std::uint8_t claimed : Bytes{3, 1, 0}) {
    content[next] = claimed;
    ByteWriter hostile;
    hostile.Byte(kSnapshotFormat);
    hostile.Varint(content.size());
    hostile.Raw(Compress(content));
    const auto loaded = LoadSnapshot(hostile.View(), 2);
    REQUIRE_FALSE(loaded.Ok());
    CHECK(loaded.GetError().code == ErrorCode::kMalformed);
  }
}

TEST_CASE("bytes that are no snapshot are an error, and a newer format is told apart") {
  Writer anna(1);
  SeededRandom random(5);
  RandomEditor editor(random);
  for (int edit = 0; edit < 60; ++edit) editor.EditOnce(anna.document, anna.undo);
  const Bytes saved = SaveSnapshot(anna.document);
  CHECK(LoadSnapshot({}, 2).GetError().code == ErrorCode::kMalformed);
  Bytes newer = saved;
  ++newer.front();
  CHECK(LoadSnapshot(newer, 2).GetError().code == ErrorCode::kUnsupported);
  for (std::size_t size = 1; size < saved.size(); ++size) {
    const auto cut = LoadSnapshot(ByteView(saved).first(size), 2);
    REQUIRE_FALSE(cut.Ok());
    REQUIRE(cut.GetError().code == ErrorCode::kMalformed);
  }
  Bytes longer = saved;
  longer.push_back(0);
  CHECK_FALSE(LoadSnapshot(longer, 2).Ok());
  for (std::size_t bit = 8; bit < saved.size() * 8; ++bit) {
    Bytes flipped = saved;
    flipped[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
    const auto loaded = LoadSnapshot(flipped, 2);
    if (loaded.Ok()) REQUIRE(loaded.Value()->CheckInvariants() == "");
  }
}

}  // namespace samsyn
