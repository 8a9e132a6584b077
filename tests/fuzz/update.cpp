// libFuzzer: arbitrary bytes as updates, to a document with content.
//
// Whatever comes, the document stays whole, refuses what is malformed without a trace, goes on to be edited, and agrees
// with another copy that got the same updates in another order.
#include <algorithm>
#include <map>
#include <vector>

#include "tests/fuzz/fuzz_input.h"

namespace samsyn {
namespace {

void ApplyAndCheck(Document& document, const Update& update) {
  const std::string before = Describe(document);
  const Result<ChangeSet> changes = document.Apply(update);
  RequireWhole(document);
  if (!changes.Ok()) RequireFuzz(Describe(document) == before, "a refused update has changed something");
}

// The updates that can be decoded, numbered as their authors would; what cannot be is refused by `document` on the way.
std::vector<Update> OrderlyUpdates(const FuzzInput& input, Document& document) {
  struct Author {
    std::uint64_t next = 1;
    CodecContext context;
  };
  std::map<ReplicaId, Author> authors;
  for (const Update& update : AnnasUpdates()) {
    Author& anna = authors[kAnna];
    const auto operations = DecodeOperations(update.payload, kAnna, update.counter, anna.context);
    for (const Operation& operation : operations.Value()) anna.next += CountersOf(operation);
  }
  std::vector<Update> updates;
  for (const FuzzedUpdate& fuzzed : input.updates) {
    if (fuzzed.Replica() == kBo) continue;
    Author& author = authors[fuzzed.Replica()];
    const Update update{fuzzed.Replica(), author.next, fuzzed.payload};
    const auto operations = DecodeOperations(update.payload, update.replica, update.counter, author.context);
    if (operations.Ok()) {
      for (const Operation& operation : operations.Value()) author.next += CountersOf(operation);
      updates.push_back(update);
    } else if (document.Version().NextOf(update.replica) == update.counter) {
      RequireFuzz(!document.Apply(update).Ok(), "a malformed update is taken");
    }
  }
  return updates;
}

void TryOrderly(const FuzzInput& input) {
  Document in_order(kBo);
  Document in_reverse(kCopy);
  ApplyAll(in_order, AnnasUpdates());
  ApplyAll(in_reverse, AnnasUpdates());
  const std::vector<Update> updates = OrderlyUpdates(input, in_order);
  for (const Update& update : updates) ApplyAndCheck(in_order, update);
  for (auto update = updates.rbegin(); update != updates.rend(); ++update) ApplyAndCheck(in_reverse, *update);
  RequireFuzz(Describe(in_order) == Describe(in_reverse), "the order of arrival matters");

  EditSome(in_order);
  EditSome(in_reverse);
  const std::vector<Update> of_one = in_order.TakeUpdates();
  const std::vector<Update> of_other = in_reverse.TakeUpdates();
  ApplyAll(in_order, of_other);
  ApplyAll(in_reverse, of_one);
  RequireWhole(in_order);
  RequireWhole(in_reverse);
  RequireFuzz(Describe(in_order) == Describe(in_reverse), "edits after hostile updates do not converge");
}

void TryAnyNumbers(const FuzzInput& input) {
  Document document(kBo);
  ApplyAll(document, AnnasUpdates());
  for (const FuzzedUpdate& fuzzed : input.updates) {
    // Around what comes next: before, there and after.
    const std::uint64_t next = document.Version().NextOf(fuzzed.Replica());
    const std::uint64_t counter = fuzzed.gap == 255 ? ~std::uint64_t{0} : next + fuzzed.gap - 4;
    ApplyAndCheck(document, {fuzzed.Replica(), counter, fuzzed.payload});
  }
  EditSome(document);
}

}  // namespace
}  // namespace samsyn

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const samsyn::FuzzInput input = samsyn::ReadFuzzInput({data, size});
  if ((input.flags & samsyn::kOrderly) != 0) {
    samsyn::TryOrderly(input);
  } else {
    samsyn::TryAnyNumbers(input);
  }
  return 0;
}
