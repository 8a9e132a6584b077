// What a device keeps of a meeting so that it opens without a connection: what the relay sent, as it was sent, sealed.
//
// Only records here; what they are is told in client/app/kept_meeting.h. The browser keeps them in IndexedDB, tests in
// memory. All of it belongs to one link, and several pages of it may be open: a page that writes nothing wrong by
// itself must not be mixed up with another that has forgotten in between, so its writing ends then.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "shared/base/bytes.h"
#include "shared/base/ids.h"
#include "shared/wire/roles.h"

namespace samsyn {

// By document: everything the relay has stored up to this sequence is kept.
using KeptSequences = std::array<std::uint64_t, kDocumentKindCount>;

struct KeptRecords {
  Bytes access;  // empty: nothing is kept
  KeptSequences sequences{};
  std::vector<Bytes> updates;  // in any order
};

struct KeptRow {
  DocumentKind document = DocumentKind::kPlan;
  ReplicaId replica = 0;
  std::uint64_t counter = 0;  // the same document, replica and counter again replaces the record
  Bytes record;
};

struct KeptChange {
  Bytes access;               // empty: as before
  KeptSequences sequences{};  // what is lower than before changes nothing
  std::vector<KeptRow> updates;
};

class KeptStore {
 public:
  virtual ~KeptStore() = default;

  // `done` is called once, later.
  virtual void Load(std::function<void(KeptRecords)> done) = 0;
  // Durable later, as a whole or not at all, and after what was written before. When it cannot be written, nothing
  // written later is either.
  virtual void Write(KeptChange change) = 0;
  // Forget a document, or everything. What is written afterwards is kept anew.
  virtual void Remove(DocumentKind document) = 0;
  virtual void RemoveAll() = 0;
  // Forget everything of another link, by its DeviceNameOf (client/app/recents.h): what is pending too.
  virtual void RemoveOf(const std::string& link) = 0;
  // False when something could not be written: storage is full, or this browser keeps nothing.
  [[nodiscard]] virtual bool Works() const = 0;
};

}  // namespace samsyn
