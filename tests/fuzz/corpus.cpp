// samsyn_fuzz_corpus FOLDER: writes first inputs for each fuzzer into FOLDER/<its name>, so that they begin with what
// people really write. The same every time. Here are those of the document engine.
#include "tests/fuzz/corpus.h"

#include <fstream>
#include <memory>
#include <string>

#include "tests/fuzz/fuzz_input.h"

namespace samsyn {

void WriteInput(const std::filesystem::path& path, ByteView bytes) {
  std::ofstream(path, std::ios::binary).write(AsText(bytes).data(), static_cast<std::streamsize>(bytes.size()));
}

namespace {

// Mallory and Mallet go on from what Anna wrote, and learn of each other now and then.
Bytes Session(std::uint64_t seed) {
  SeededRandom random(seed);
  RandomEditor editor(random);
  FuzzInput input;
  input.flags = static_cast<std::uint8_t>(seed % 2 == 0 ? kOrderly : 0);
  Document documents[] = {Document(kMallory), Document(kMallet)};
  UndoStack undos[] = {UndoStack(documents[0]), UndoStack(documents[1])};
  for (Document& document : documents) ApplyAll(document, AnnasUpdates());
  for (std::size_t edits = random.Between(1, 12); edits > 0; --edits) {
    const std::size_t who = random.Below(2);
    editor.EditOnce(documents[who], undos[who]);
    if (random.Chance(40)) continue;
    for (const Update& update : documents[who].TakeUpdates()) {
      input.updates.push_back({static_cast<std::uint8_t>(who + 1), 4, update.payload});
      ApplyAll(documents[1 - who], {update});
    }
  }
  return WriteFuzzInput(input);
}

// What is in a snapshot of what two have made of Anna's document, with something that waits.
Bytes SavedSession(std::uint64_t seed) {
  SeededRandom random(seed);
  RandomEditor editor(random);
  Document document(kBo);
  Document other(kMallory);
  UndoStack undo(document);
  UndoStack others_undo(other);
  if (seed % 4 != 0) ApplyAll(document, AnnasUpdates());
  for (std::size_t edits = random.Below(12); edits > 0; --edits) {
    editor.EditOnce(document, undo);
    editor.EditOnce(other, others_undo);
    ApplyAll(other, document.TakeUpdates());
    const std::vector<Update> back = other.TakeUpdates();
    if (random.Chance(90)) ApplyAll(document, back);
  }
  Bytes input = {kContent};
  const Bytes content = UnwrapSnapshot(SaveSnapshot(document));
  input.insert(input.end(), content.begin(), content.end());
  return input;
}

}  // namespace
}  // namespace samsyn

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::filesystem::path folder = argv[1];
  for (const char* name : {"update", "snapshot"}) std::filesystem::create_directories(folder / name);
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    samsyn::WriteInput(folder / "update" / std::to_string(seed), samsyn::Session(seed));
    samsyn::WriteInput(folder / "snapshot" / std::to_string(seed), samsyn::SavedSession(seed));
  }
  samsyn::WriteRoomInputs(folder);
  return 0;
}
