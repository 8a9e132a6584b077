// Makes what people want happen: edits of this copy's documents, and changes of what this person looks at.
#pragma once

#include "client/platform/platform.h"
#include "client/state/app_state.h"
#include "client/state/intent.h"

namespace samsyn {

// What the application must do besides, because it reaches outside the state.
struct AfterIntents {
  bool try_connection = false;
  bool take_newer_version = false;
  bool create_meeting = false;
  bool entered = false;
  bool undone = false;
  bool redone = false;
  bool nothing_to_undo = false;
  bool brought_back = false;
  std::vector<Decision> decisions;
  std::string opened_fragment;
  std::string forgotten_fragment;  // what the device keeps for it goes too
  std::string copied;              // a text for the clipboard
  Str copied_what = Str::kCopied;
  std::vector<intent::SaveFile> files;
  bool pick_file = false;
  bool print = false;
  std::optional<std::string> read_aloud;
  OpId moved_item;                          // its new number is to be said
  std::optional<std::string> removed_item;  // its title is to be said
};

// `wrote_at`: when this person last wrote something (monotonic milliseconds), kept from call to call.
[[nodiscard]] AfterIntents ApplyIntents(AppState& state, const Intents& intents, Platform& platform,
                                        std::int64_t& wrote_at);

}  // namespace samsyn
