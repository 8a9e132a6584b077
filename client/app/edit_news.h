// What others write where this person is writing or reading, as sentences for a screen reader: who and what, after a
// pause, so that nobody is drowned. At most one sentence in three seconds for each writer and text; never about one's
// own typing. Milliseconds are monotonic.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "shared/base/text_splice.h"
#include "shared/document/document.h"
#include "shared/wire/roles.h"

namespace samsyn {

struct EditNews {
  std::string participant;
  std::string inserted;  // the text there is now of what they wrote; empty: they only removed
};

class EditWatch {
 public:
  struct Place {
    DocumentKind document = DocumentKind::kPlan;
    FieldRef text;
    friend auto operator<=>(const Place&, const Place&) = default;
  };

  // Nothing is told of other places, and what was waiting there is forgotten.
  void LookAt(std::optional<Place> place);
  void Note(const Place& place, const std::string& participant, const TextSplice& splice, std::int64_t now);
  // What is to be said now.
  [[nodiscard]] std::vector<EditNews> Take(std::int64_t now);
  // When Take has something to say at the earliest.
  [[nodiscard]] std::optional<std::int64_t> DueAt() const;

 private:
  struct Writing {
    std::string inserted;
    std::int64_t due = 0;
    bool waits = false;
  };
  std::optional<Place> place_;
  std::map<std::string, Writing> writers_;  // by participant
};

}  // namespace samsyn
