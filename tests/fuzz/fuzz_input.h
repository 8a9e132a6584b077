// What the fuzzers and the maker of their first inputs agree on. An input of the update fuzzer is a byte that says how
// to read it, and then updates: a byte for the author, a byte for how far its number is off, and the payload.
#pragma once

#include <string>
#include <vector>

#include "shared/base/bytes.h"
#include "shared/base/compression.h"
#include "shared/document/document.h"
#include "shared/document/snapshot.h"
#include "tests/fuzz/require_fuzz.h"
#include "tests/support/describe.h"
#include "tests/support/random_edits.h"
#include "tests/support/seeded_random.h"

namespace samsyn {

inline constexpr ReplicaId kAnna = 0x0101010101010101;  // wrote what is there to begin with, and may go on
inline constexpr ReplicaId kMallory = 0xFEFEFEFEFEFEFEFE;
inline constexpr ReplicaId kMallet = 0x0202020202020202;
inline constexpr ReplicaId kBo = 0x0303030303030303;    // whose copy it is
inline constexpr ReplicaId kCopy = 0x0404040404040404;  // another copy
inline constexpr ReplicaId kAuthors[] = {kAnna, kMallory, kMallet, kBo};

// Numbers follow one another, so that the documents must agree in the end; otherwise they are any.
inline constexpr std::uint8_t kOrderly = 1;

struct FuzzedUpdate {
  std::uint8_t author = 0;  // in kAuthors, modulo their number
  std::uint8_t gap = 0;
  Bytes payload;
  [[nodiscard]] ReplicaId Replica() const { return kAuthors[author % std::size(kAuthors)]; }
};
struct FuzzInput {
  std::uint8_t flags = 0;
  std::vector<FuzzedUpdate> updates;
};

[[nodiscard]] inline FuzzInput ReadFuzzInput(ByteView bytes) {
  ByteReader in(bytes);
  FuzzInput input;
  input.flags = in.Byte();
  while (!in.AtEnd() && !in.Failed() && input.updates.size() < 64) {
    FuzzedUpdate update;
    update.author = in.Byte();
    update.gap = in.Byte();
    // A length past the end means: all that is left. So cutting an input never makes it useless.
    const std::size_t size = in.Byte();
    const ByteView payload = in.Raw(std::min(size, in.Remaining()));
    update.payload.assign(payload.begin(), payload.end());
    input.updates.push_back(std::move(update));
  }
  return input;
}

// Payloads past 255 bytes are left out, and with them what follows of their author.
[[nodiscard]] inline Bytes WriteFuzzInput(const FuzzInput& input) {
  ByteWriter out;
  out.Byte(input.flags);
  for (const FuzzedUpdate& update : input.updates) {
    if (update.payload.size() > 255) break;
    out.Byte(update.author);
    out.Byte(update.gap);
    out.Byte(static_cast<std::uint8_t>(update.payload.size()));
    out.Raw(update.payload);
  }
  return out.Take();
}

// Some of everything, by Anna: enough that random names often name something.
[[nodiscard]] inline const std::vector<Update>& AnnasUpdates() {
  static const std::vector<Update> kUpdates = [] {
    SeededRandom random(7);
    RandomEditor editor(random);
    Document document(kAnna);
    UndoStack undo(document);
    const OpId item = document.Create({{}, 1}, 0, 2);
    (void)document.Create({item, 1}, 0, 3);
    (void)document.Create({{}, 1}, 1, 2);
    document.InsertText({{}, 1}, 0, "En mening på svenska, e\u0301 och 😀.");
    document.Set({item, 2}, std::string("värde"));
    for (int edit = 0; edit < 12; ++edit) editor.EditOnce(document, undo);
    return document.TakeUpdates();
  }();
  return kUpdates;
}

// What is in a snapshot, for fuzzing: see WrapSnapshot.
inline constexpr std::uint8_t kContent = 0;

// A snapshot of that content, in one block that is not compressed (RFC 1951, 3.2.4).
[[nodiscard]] inline Bytes WrapSnapshot(ByteView content) {
  ByteWriter out;
  out.Byte(kSnapshotFormat);
  out.Varint(content.size());
  const auto size = static_cast<std::uint16_t>(content.size());
  out.Byte(1);
  for (const unsigned number : {unsigned{size}, ~unsigned{size}}) {
    out.Byte(static_cast<std::uint8_t>(number & 0xFF));
    out.Byte(static_cast<std::uint8_t>(number >> 8 & 0xFF));
  }
  out.Raw(content);
  return out.Take();
}

// The other way round, of a snapshot that was saved here.
[[nodiscard]] inline Bytes UnwrapSnapshot(ByteView snapshot) {
  ByteReader in(snapshot);
  (void)in.Byte();
  const std::uint64_t size = in.Varint();
  return Decompress(in.Raw(in.Remaining()), static_cast<std::size_t>(size)).Value();
}

inline void RequireWhole(const Document& document) {
  const std::string broken = document.CheckInvariants();
  RequireFuzz(broken.empty(), broken);
}

// Something of every kind.
inline void EditSome(Document& document) {
  const std::vector<OpId> items = document.Items({{}, 1});
  (void)document.Create({{}, 1}, 1, 1);
  if (!items.empty()) {
    document.Move(items.front(), items.size());
    document.Set({items.back(), 2}, true);
    document.InsertText({items.back(), 1}, 1, "å");
  }
  for (const FieldNumber number : {1u, 2u}) {
    document.InsertText({{}, number}, document.TextSize({{}, number}) / 2, "mitt i");
    document.DeleteText({{}, number}, 1, 3);
  }
  RequireWhole(document);
}

inline void ApplyAll(Document& document, const std::vector<Update>& updates) {
  for (const Update& update : updates) RequireFuzz(document.Apply(update).Ok(), "an honest update is refused");
}

}  // namespace samsyn
