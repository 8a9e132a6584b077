// The kept meeting in the browser's IndexedDB (web/kept.js), one database a link.
#pragma once

#include <functional>
#include <string>

#include "client/net/kept_store.h"

namespace samsyn {

class KeptStoreWeb : public KeptStore {
 public:
  // `link` tells this link from others on the device; empty: there is no link.
  explicit KeptStoreWeb(const std::string& link);

  void Load(std::function<void(KeptRecords)> done) override;
  void Write(KeptChange change) override;
  void Remove(DocumentKind document) override;
  void RemoveAll() override;
  void RemoveOf(const std::string& link) override;
  [[nodiscard]] bool Works() const override;

  // For the page's callback. What cannot be read is as if nothing were kept.
  void OnLoaded(ByteView block);

 private:
  std::function<void(KeptRecords)> done_;
};

}  // namespace samsyn
