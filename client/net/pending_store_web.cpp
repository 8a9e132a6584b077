#include "client/net/pending_store_web.h"

#include <emscripten.h>

#include <utility>

// clang-format off
EM_JS(void, samsyn_pending_open, (const char* meeting, std::size_t size), {
  samsynPage.pending.open(samsynPage.readText(meeting, size));
});
EM_JS(void, samsyn_pending_load, (void* owner), {
  samsynPage.pending.load((bytes) => {
    const block = _malloc(Math.max(1, bytes.length));
    HEAPU8.set(bytes, block);
    _samsyn_pending_loaded(owner, block, bytes.length);
    _free(block);
  });
});
// 64-bit numbers travel as hexadecimal text, which also sorts right.
EM_JS(void, samsyn_pending_put, (int document, const char* replica, const char* counter, const std::uint8_t* bytes,
                                 std::size_t size), {
  samsynPage.pending.put(document, samsynPage.readText(replica, 16), samsynPage.readText(counter, 16),
                         HEAPU8.slice(bytes, bytes + size));
});
EM_JS(void, samsyn_pending_remove, (int document, const char* replica, const char* counter), {
  samsynPage.pending.remove(document, samsynPage.readText(replica, 16), samsynPage.readText(counter, 16));
});
EM_JS(void, samsyn_pending_remove_all, (), { samsynPage.pending.removeAll(); });
EM_JS(int, samsyn_pending_works, (), { return samsynPage.pending.works() ? 1 : 0; });
// clang-format on

extern "C" EMSCRIPTEN_KEEPALIVE void samsyn_pending_loaded(void* owner, const std::uint8_t* bytes, int size) {
  static_cast<samsyn::PendingStoreWeb*>(owner)->OnLoaded({bytes, static_cast<std::size_t>(size)});
}

namespace samsyn {
namespace {

std::string Hex(std::uint64_t value) {
  std::string text(16, '0');
  for (std::size_t i = 16; i-- > 0; value >>= 4) text[i] = "0123456789abcdef"[value & 0xF];
  return text;
}

// A record as it is kept: document, replica, counter, payload. The page adds a length before each when it loads them.
Bytes Packed(const PendingUpdate& update) {
  ByteWriter writer;
  writer.Byte(static_cast<std::uint8_t>(update.document));
  writer.Fixed64(update.replica);
  writer.Varint(update.counter);
  writer.Raw(update.payload);
  return writer.Take();
}

}  // namespace

PendingStoreWeb::PendingStoreWeb(const std::string& name) {
  if (!name.empty()) samsyn_pending_open(name.data(), name.size());
}

void PendingStoreWeb::Load(std::function<void(std::vector<PendingUpdate>)> done) {
  done_ = std::move(done);
  samsyn_pending_load(this);
}

void PendingStoreWeb::Put(const PendingUpdate& update) {
  const Bytes packed = Packed(update);
  const std::string replica = Hex(update.replica);
  const std::string counter = Hex(update.counter);
  samsyn_pending_put(static_cast<int>(update.document), replica.data(), counter.data(), packed.data(), packed.size());
}

void PendingStoreWeb::Remove(DocumentKind document, ReplicaId replica, std::uint64_t counter) {
  const std::string replica_hex = Hex(replica);
  const std::string counter_hex = Hex(counter);
  samsyn_pending_remove(static_cast<int>(document), replica_hex.data(), counter_hex.data());
}

void PendingStoreWeb::RemoveAll() { samsyn_pending_remove_all(); }

bool PendingStoreWeb::Works() const { return samsyn_pending_works() != 0; }

void PendingStoreWeb::OnLoaded(ByteView records) {
  std::vector<PendingUpdate> updates;
  ByteReader reader(records);
  while (!reader.AtEnd()) {
    // Four bytes of length, low first, then the record.
    std::size_t size = 0;
    for (unsigned shift = 0; shift < 32; shift += 8) size |= static_cast<std::size_t>(reader.Byte()) << shift;
    ByteReader record(reader.Raw(size));
    if (reader.Failed()) break;
    PendingUpdate update;
    const std::uint8_t document = record.Byte();
    update.replica = record.Fixed64();
    update.counter = record.Varint();
    const ByteView payload = record.Raw(record.Remaining());
    if (record.Failed() || document >= kDocumentKindCount) continue;
    update.document = static_cast<DocumentKind>(document);
    update.payload.assign(payload.begin(), payload.end());
    updates.push_back(std::move(update));
  }
  if (auto done = std::exchange(done_, nullptr)) done(std::move(updates));
}

}  // namespace samsyn
