// libFuzzer: arbitrary bytes as snapshots.
//
// What loads is whole, is saved as bytes that load to the same, goes on to be edited, and takes updates. The first byte
// of an input says whether the rest is a snapshot as it comes, or what is in one: mutating compressed bytes finds
// little.
#include "shared/document/snapshot.h"

#include <memory>

#include "tests/fuzz/fuzz_input.h"

namespace samsyn {
namespace {

using Loaded = std::unique_ptr<Document>;

Loaded LoadAgain(ByteView bytes, ReplicaId replica) {
  Result<Loaded> loaded = LoadSnapshot(bytes, replica);
  RequireFuzz(loaded.Ok(), "what was saved does not load");
  RequireWhole(*loaded.Value());
  return std::move(loaded.Value());
}

// As in life, nobody who writes a snapshot knows what number those who load it will have.
ReplicaId NobodysNumber(ByteView bytes) {
  std::uint64_t hash = 0xCBF29CE484222325;
  for (const std::uint8_t byte : bytes) hash = (hash ^ byte) * 0x100000001B3;
  return hash;
}

void Try(ByteView bytes) {
  const ReplicaId one = NobodysNumber(bytes);
  const ReplicaId other = one + 1;
  Result<Loaded> first = LoadSnapshot(bytes, one);
  if (!first.Ok()) return;
  Document& document = *first.Value();
  RequireWhole(document);
  const Bytes saved = SaveSnapshot(document);
  const Loaded copy = LoadAgain(saved, other);
  RequireFuzz(SaveSnapshot(*copy) == saved, "what was saved and loaded is saved as something else");
  RequireFuzz(Describe(*copy) == Describe(document), "what was saved and loaded is something else");

  // Updates, also from those the snapshot says it has heard of.
  for (const Update& update : AnnasUpdates()) {
    (void)document.Apply(update);
    (void)copy->Apply(update);
  }
  EditSome(document);
  for (const Update& update : document.TakeUpdates()) {
    RequireFuzz(copy->Apply(update).Ok(), "an edit of what was loaded is refused");
  }
  RequireWhole(document);
  RequireWhole(*copy);
  RequireFuzz(Describe(*copy) == Describe(document), "an edit after loading does something else elsewhere");
  RequireFuzz(Describe(*LoadAgain(SaveSnapshot(document), one)) == Describe(document), "edits are not saved");
}

}  // namespace
}  // namespace samsyn

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const samsyn::ByteView rest(data + 1, size - 1);
  if (data[0] == samsyn::kContent) {
    samsyn::Try(samsyn::WrapSnapshot(rest));
  } else {
    samsyn::Try(rest);
  }
  return 0;
}
