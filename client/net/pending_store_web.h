// What is not yet acknowledged, in the browser's IndexedDB (web/pending.js), one database a link.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "client/net/pending_store.h"

namespace samsyn {

class PendingStoreWeb : public PendingStore {
 public:
  // `name` tells this link from others on the device; empty: there is no link.
  explicit PendingStoreWeb(const std::string& name);

  void Load(std::function<void(std::vector<PendingUpdate>)> done) override;
  void Put(const PendingUpdate& update) override;
  void Remove(DocumentKind document, ReplicaId replica, std::uint64_t counter) override;
  void RemoveAll() override;
  [[nodiscard]] bool Works() const override;

  // For the page's callback. Records that cannot be read are left out.
  void OnLoaded(ByteView records);

 private:
  std::function<void(std::vector<PendingUpdate>)> done_;
};

}  // namespace samsyn
