// What a device keeps, as long as the test holds it: a client may come and go.
#pragma once

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

#include "client/net/pending_store.h"

namespace samsyn {

class MemoryPendingStore final : public PendingStore {
 public:
  void Load(std::function<void(std::vector<PendingUpdate>)> done) override { done_ = std::move(done); }
  // Load is answered here, as a browser answers it: later.
  void Deliver() {
    if (const auto done = std::exchange(done_, nullptr)) done(kept_);
  }
  void Put(const PendingUpdate& update) override { kept_.push_back(update); }
  void Remove(DocumentKind document, ReplicaId replica, std::uint64_t counter) override {
    std::erase_if(kept_, [&](const PendingUpdate& update) {
      return update.document == document && update.replica == replica && update.counter <= counter;
    });
  }
  void RemoveAll() override { kept_.clear(); }
  [[nodiscard]] bool Works() const override { return true; }

  [[nodiscard]] const std::vector<PendingUpdate>& Kept() const { return kept_; }

 private:
  std::vector<PendingUpdate> kept_;
  std::function<void(std::vector<PendingUpdate>)> done_;
};

}  // namespace samsyn
