// Meetings that were written with today's formats, and that all later code must open. The files are in tests/golden:
//
//   document_v1.updates   what three wrote: how many updates, then of each the replica (8 bytes), the counter, the
//   payload document_v1.snapshot  Bo's copy before Cia's first and Anna's last update came; Cia's second waits in it
//
// A new version of a format gets new files beside these. "write the golden files" below made these once.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "shared/document/document.h"
#include "shared/document/snapshot.h"
#include "tests/support/describe.h"
#include "tests/support/writer.h"

namespace samsyn {
namespace {

const std::string kFolder = std::string(SAMSYN_SOURCE_DIR) + "/tests/golden/";

constexpr ReplicaId kAnna = 0x0807060504030201;
constexpr ReplicaId kBo = 0x1817161514131211;
constexpr ReplicaId kCia = 0x2827262524232221;

constexpr FieldRef kList{{}, 1};
constexpr FieldRef kNotes{{}, 2};
constexpr OpId kGoal{kAnna, 1};
constexpr OpId kStep{kAnna, 2};
constexpr OpId kSecondGoal{kAnna, 3};
constexpr OpId kThirdGoal{kBo, 1};

Bytes ReadGolden(const std::string& name) {
  std::ifstream file(kFolder + name, std::ios::binary);
  REQUIRE_MESSAGE(file.good(), "there is no " << name);
  return Bytes(std::istreambuf_iterator<char>(file), {});
}

std::vector<Update> ReadLog() {
  const Bytes bytes = ReadGolden("document_v1.updates");
  ByteReader in(bytes);
  std::vector<Update> updates(in.VarintUpTo(100));
  for (Update& update : updates) {
    update.replica = in.Fixed64();
    update.counter = in.Varint();
    const ByteView payload = in.Blob(in.Remaining());
    update.payload.assign(payload.begin(), payload.end());
  }
  REQUIRE(in.Finished());
  return updates;
}

std::unique_ptr<Document> LoadGoldenSnapshot(ReplicaId replica) {
  Result<std::unique_ptr<Document>> loaded = LoadSnapshot(ReadGolden("document_v1.snapshot"), replica);
  REQUIRE(loaded.Ok());
  REQUIRE(loaded.Value()->CheckInvariants() == "");
  return std::move(loaded.Value());
}

void CheckContent(const Document& document) {
  CHECK(document.CheckInvariants() == "");
  CHECK(document.WaitingCount() == 0);

  // The lists: Anna and Bo put one goal each first at the same time; the second was moved and thrown away.
  CHECK(document.Items(kList) == std::vector<OpId>{kGoal, kThirdGoal});
  CHECK(document.AllItems(kList) == std::vector<OpId>{kGoal, kThirdGoal, kSecondGoal});
  CHECK(document.DeletedItems(kList) == std::vector<OpId>{kSecondGoal});
  CHECK(document.Items({kGoal, 1}) == std::vector<OpId>{kStep});
  CHECK(document.KindOf(kGoal) == 2);
  CHECK(document.KindOf(kStep) == 65535);
  CHECK(document.LastMove(kStep) == kStep);
  CHECK(document.LastMove(kThirdGoal).replica == kBo);
  CHECK(document.LastMove(kThirdGoal) != kThirdGoal);

  // Values of every kind.
  CHECK(document.Get({kGoal, 2}) == Value(std::string("Mål: åäö 😀")));
  CHECK(document.Get({kGoal, 3}) == Value(std::int64_t{-15}));
  CHECK(document.Get({kGoal, 4}) == Value(true));
  CHECK(document.Get({kGoal, 5}) == Value(false));
  CHECK(document.Get({kGoal, 6}) == Value(kStep));
  CHECK(document.Get({kGoal, 7}) == Value(OpId{0x3837363534333231, 900}));  // of another document
  CHECK(document.Get({kGoal, 8}) == Value());
  CHECK_FALSE(document.LastWrite({kGoal, 8}).IsNone());  // emptied
  CHECK(document.Get({{}, 65535}) == Value(INT64_MIN));
  CHECK(document.Get({kThirdGoal, 2}) == Value(std::string("Bos mål")));  // both wrote; the larger number stands
  CHECK(document.LastWrite({kThirdGoal, 2}).replica == kBo);

  // Texts: Anna and Cia wrote at the same place, and Cia in the middle of a word that Anna and Bo took away.
  CHECK(document.TextOf(kNotes) ==
        "Noor vill gärna(?) byta skola. 👩🏽\u200D🔧e\u0301 Ja! Cia: är det bråttom?");
  CHECK(document.TextOf({kStep, 2}) == "ringa");
  std::vector<ReplicaId> authors;
  for (const IdRange& range : document.CharactersIn(kNotes, 0, document.TextSize(kNotes))) {
    if (authors.empty() || authors.back() != range.first.replica) authors.push_back(range.first.replica);
  }
  CHECK(authors == std::vector<ReplicaId>{kAnna, kCia, kAnna, kCia});
}

}  // namespace

TEST_CASE("an update log of format 1 opens to what was written, in any order") {
  std::vector<Update> log = ReadLog();
  REQUIRE(log.size() == 8);
  for (const bool backwards : {false, true}) {
    CAPTURE(backwards);
    Document document(99);
    for (const Update& update : log) REQUIRE(document.Apply(update).Ok());
    CheckContent(document);
    std::reverse(log.begin(), log.end());
  }
}

TEST_CASE("the updates of format 1 are written today as they were") {
  std::map<ReplicaId, CodecContext> reading;
  std::map<ReplicaId, CodecContext> writing;
  for (const Update& update : ReadLog()) {
    const auto operations = DecodeOperations(update.payload, update.replica, update.counter, reading[update.replica]);
    REQUIRE(operations.Ok());
    OperationEncoder encoder(update.replica, writing[update.replica]);
    std::uint64_t counter = update.counter;
    for (const Operation& operation : operations.Value()) {
      encoder.Add(operation, counter);
      counter += CountersOf(operation);
    }
    if (kUpdateFormat == 1) CHECK(encoder.Take() == update.payload);
  }
}

TEST_CASE("a snapshot of format 1 opens, goes on, and is saved as it was") {
  const auto document = LoadGoldenSnapshot(98);
  CHECK(document->WaitingCount() == 1);
  CHECK(document->TextOf(kNotes) == "Noor vill gärna byta skola. 👩🏽\u200D🔧e\u0301");
  const Bytes saved = SaveSnapshot(*document);
  if (kSnapshotFormat == 1) CHECK(saved == ReadGolden("document_v1.snapshot"));
  const Result<std::unique_ptr<Document>> again = LoadSnapshot(saved, 97);
  REQUIRE(again.Ok());
  CHECK(Describe(*again.Value()) == Describe(*document));

  // With what came after it is the whole meeting; Anna's last update says only "go on typing".
  for (const Update& update : ReadLog()) REQUIRE(document->Apply(update).Ok());
  CheckContent(*document);
  document->InsertText(kNotes, 0, "98: ");
  CHECK(document->TextOf(kNotes).starts_with("98: Noor vill gärna"));
}

// Only for the first version of a format; what is there stays as it is.
TEST_CASE("write the golden files" * doctest::skip()) {
  Writer anna(kAnna);
  Writer bo(kBo);
  Writer cia(kCia);
  std::vector<Update> log;
  const auto send = [&](Writer& writer) {
    const std::size_t before = writer.written.size();
    writer.EndStep();
    for (std::size_t i = before; i < writer.written.size(); ++i) log.push_back(writer.written[i]);
  };

  Document& a = anna.document;
  REQUIRE(a.Create(kList, 0, 2) == kGoal);
  REQUIRE(a.Create({kGoal, 1}, 0, 65535) == kStep);
  REQUIRE(a.Create(kList, 1, 3) == kSecondGoal);
  a.Set({kGoal, 2}, std::string("Mål: åäö 😀"));
  a.Set({kGoal, 3}, std::int64_t{-15});
  a.Set({kGoal, 4}, true);
  a.Set({kGoal, 5}, false);
  a.Set({kGoal, 6}, kStep);
  a.Set({kGoal, 7}, OpId{0x3837363534333231, 900});
  a.Set({kGoal, 8}, std::string("tillfälligt"));
  a.Set({kGoal, 8}, std::monostate{});
  a.Set({{}, 65535}, INT64_MIN);
  a.InsertText(kNotes, 0, "Noor vill inte byta skola.");
  a.InsertText({kStep, 2}, 0, "ringa");
  send(anna);
  bo.LearnFrom(anna);
  cia.LearnFrom(anna);

  // All three at once.
  a.DeleteText(kNotes, 10, 4);
  a.InsertText(kNotes, 10, "gärna");
  a.InsertText(kNotes, 27, " ");
  a.InsertText(kNotes, 28, "👩🏽\u200D🔧e\u0301");
  a.Move(kSecondGoal, 0);
  send(anna);
  REQUIRE(bo.document.Create(kList, 2, 2) == kThirdGoal);
  bo.document.Set({kThirdGoal, 2}, std::string("Tredje"));
  bo.document.DeleteText(kNotes, 10, 4);
  bo.document.Delete(kSecondGoal);
  send(bo);
  cia.document.InsertText(kNotes, 12, "(?)");
  cia.document.InsertText(kNotes, 29, " Cia: är det bråttom?");
  send(cia);

  // Bo and Anna write one field and move two items at once.
  bo.LearnFrom(anna);
  anna.LearnFrom(bo);
  a.Set({kThirdGoal, 2}, std::string("Annas mål"));
  a.Move(kGoal, 0);
  send(anna);
  bo.document.Set({kThirdGoal, 2}, std::string("Bos mål"));
  bo.document.Move(kThirdGoal, 0);
  send(bo);
  bo.LearnFrom(anna);
  cia.document.InsertText(kNotes, 5, "y");
  cia.document.DeleteText(kNotes, 5, 1);
  send(cia);
  REQUIRE(bo.document.Apply(log.back()).Ok());  // waits
  const Bytes snapshot = SaveSnapshot(bo.document);
  a.InsertText(kNotes, a.TextSize(kNotes), " ");
  a.InsertText(kNotes, a.TextSize(kNotes), "Ja!");
  send(anna);

  const auto write = [](const std::string& name, ByteView bytes) {
    std::ofstream(kFolder + name, std::ios::binary).write(AsText(bytes).data(), std::ssize(bytes));
  };
  ByteWriter out;
  out.Varint(log.size());
  for (const Update& update : log) {
    out.Fixed64(update.replica);
    out.Varint(update.counter);
    out.Blob(update.payload);
  }
  write("document_v1.updates", out.View());
  write("document_v1.snapshot", snapshot);
}

}  // namespace samsyn
