// What samsyn-cli does. What comes of it is printed on standard output, and what went wrong on standard error.
#pragma once

#include <string>

#include "client/cli/door.h"
#include "client/state/start_state.h"

namespace samsyn {

// The program ends with one of these.
enum ExitCode : int { kDone = 0, kWrongInput = 2, kNoAnswer = 3, kRefused = 4 };

// Where a new meeting goes: a relay gets it, or a file for one; everybody's links are printed.
struct Target {
  std::string server;
  std::string bundle;     // the file
  std::string code_file;  // holds what the relay asks for
};

// The copy of a plan that is kept.
struct WantedCopy {
  std::string form;             // as kept_forms.h calls it
  std::string out = "-";        // the file; "-" is standard output
  std::string language = "sv";  // as strings.h calls it
};

[[nodiscard]] int CreateMeeting(NewMeeting wanted, const std::string& from, const std::string& language,
                                const Target& target);
[[nodiscard]] int PrintLinks(const Door& door);
[[nodiscard]] int VerifyLink(const Door& door);
[[nodiscard]] int ExportCopy(const Door& door, const WantedCopy& copy);
// `maker` may be empty: who usually is.
[[nodiscard]] int TakeUpFile(const std::string& path, const std::string& maker, const Target& target);
// Without a form there is no copy, and what is in the bundle is told instead.
[[nodiscard]] int ReplayBundle(const std::string& path, const Door& door, const WantedCopy& copy);

}  // namespace samsyn
