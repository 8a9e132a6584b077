// A device that keeps no meetings.
#pragma once

#include "client/net/kept_store.h"

namespace samsyn {

class KeptStoreNull final : public KeptStore {
 public:
  void Load(std::function<void(KeptRecords)> done) override { done({}); }
  void Write(KeptChange /*change*/) override {}
  void Remove(DocumentKind /*document*/) override {}
  void RemoveAll() override {}
  void RemoveOf(const std::string& /*link*/) override {}
  [[nodiscard]] bool Works() const override { return true; }
};

}  // namespace samsyn
