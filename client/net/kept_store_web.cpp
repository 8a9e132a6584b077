#include "client/net/kept_store_web.h"

#include <emscripten.h>

#include <utility>

// clang-format off
EM_JS(void, samsyn_kept_open, (const char* link, std::size_t size), {
  samsynPage.kept.open(samsynPage.readText(link, size));
});
EM_JS(void, samsyn_kept_load, (void* owner), {
  samsynPage.kept.load((bytes) => {
    const block = _malloc(Math.max(1, bytes.length));
    HEAPU8.set(bytes, block);
    _samsyn_kept_loaded(owner, block, bytes.length);
    _free(block);
  });
});
EM_JS(void, samsyn_kept_write, (const std::uint8_t* bytes, std::size_t size), {
  samsynPage.kept.write(HEAPU8.slice(bytes, bytes + size));
});
EM_JS(void, samsyn_kept_remove, (int document), { samsynPage.kept.remove(document); });
EM_JS(void, samsyn_kept_remove_all, (), { samsynPage.kept.removeAll(); });
EM_JS(void, samsyn_kept_remove_of, (const char* link, std::size_t size), {
  samsynPage.kept.removeOf(samsynPage.readText(link, size)).catch(() => {});
});
EM_JS(int, samsyn_kept_works, (), { return samsynPage.kept.works() ? 1 : 0; });
// clang-format on

extern "C" EMSCRIPTEN_KEEPALIVE void samsyn_kept_loaded(void* owner, const std::uint8_t* bytes, int size) {
  static_cast<samsyn::KeptStoreWeb*>(owner)->OnLoaded({bytes, static_cast<std::size_t>(size)});
}

namespace samsyn {
namespace {

// The block that web/kept.js describes. Its lengths are four bytes, low first.

void WriteLength(ByteWriter& out, std::size_t length) {
  for (unsigned shift = 0; shift < 32; shift += 8) out.Byte(static_cast<std::uint8_t>(length >> shift));
}

std::size_t ReadLength(ByteReader& in) {
  std::size_t length = 0;
  for (unsigned shift = 0; shift < 32; shift += 8) length |= static_cast<std::size_t>(in.Byte()) << shift;
  return length;
}

// High byte first, so that keys sort as numbers.
void WriteKey(ByteWriter& out, const KeptRow& row) {
  out.Byte(static_cast<std::uint8_t>(row.document));
  for (const std::uint64_t number : {row.replica, row.counter}) {
    for (unsigned shift = 64; shift > 0;) out.Byte(static_cast<std::uint8_t>(number >> (shift -= 8)));
  }
}

constexpr std::size_t kKeyBytes = 17;

}  // namespace

KeptStoreWeb::KeptStoreWeb(const std::string& link) {
  if (!link.empty()) samsyn_kept_open(link.data(), link.size());
}

void KeptStoreWeb::Load(std::function<void(KeptRecords)> done) {
  done_ = std::move(done);
  samsyn_kept_load(this);
}

void KeptStoreWeb::Write(KeptChange change) {
  ByteWriter out;
  WriteLength(out, change.access.size());
  out.Raw(change.access);
  WriteLength(out, change.sequences.size());
  for (const std::uint64_t sequence : change.sequences) out.Fixed64(sequence);
  for (const KeptRow& row : change.updates) {
    WriteLength(out, kKeyBytes + row.record.size());
    WriteKey(out, row);
    out.Raw(row.record);
  }
  samsyn_kept_write(out.View().data(), out.Size());
}

void KeptStoreWeb::Remove(DocumentKind document) { samsyn_kept_remove(static_cast<int>(document)); }
void KeptStoreWeb::RemoveAll() { samsyn_kept_remove_all(); }
void KeptStoreWeb::RemoveOf(const std::string& link) { samsyn_kept_remove_of(link.data(), link.size()); }
bool KeptStoreWeb::Works() const { return samsyn_kept_works() != 0; }

void KeptStoreWeb::OnLoaded(ByteView block) {
  KeptRecords records;
  ByteReader in(block);
  const ByteView access = in.Raw(ReadLength(in));
  records.access.assign(access.begin(), access.end());
  const std::size_t count = ReadLength(in);
  for (std::size_t kind = 0; kind < count && !in.Failed(); ++kind) {
    const std::uint64_t sequence = in.Fixed64();
    if (kind >= records.sequences.size()) in.Fail();
    if (!in.Failed()) records.sequences[kind] = sequence;
  }
  while (!in.AtEnd()) {
    const ByteView record = in.Raw(ReadLength(in));
    records.updates.emplace_back(record.begin(), record.end());
  }
  if (in.Failed()) records = {};
  if (auto done = std::exchange(done_, nullptr)) done(std::move(records));
}

}  // namespace samsyn
