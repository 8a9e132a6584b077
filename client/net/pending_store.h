// What was written on this device and is not yet acknowledged by the relay; survives a closed tab.
//
// The browser keeps it in IndexedDB, tests in memory. Put is durable some milliseconds after it returns. All of it
// belongs to one link: what somebody else wrote on the same device is not ours to deliver.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "shared/base/bytes.h"
#include "shared/base/ids.h"
#include "shared/wire/roles.h"

namespace samsyn {

struct PendingUpdate {
  DocumentKind document = DocumentKind::kPlan;
  ReplicaId replica = 0;
  std::uint64_t counter = 0;  // the update's first operation
  Bytes payload;              // sealed
};

class PendingStore {
 public:
  virtual ~PendingStore() = default;

  // Everything kept from before, in the order it was put; `done` is called once, later.
  virtual void Load(std::function<void(std::vector<PendingUpdate>)> done) = 0;
  virtual void Put(const PendingUpdate& update) = 0;
  // Forget the replica's updates to the document up to and including `counter`: they are acknowledged.
  virtual void Remove(DocumentKind document, ReplicaId replica, std::uint64_t counter) = 0;
  // Forget everything: the person has withdrawn their consent, or this link opens nothing any more.
  virtual void RemoveAll() = 0;
  // False when this device cannot keep anything (private window, storage full): the banner must not promise it.
  [[nodiscard]] virtual bool Works() const = 0;
};

}  // namespace samsyn
