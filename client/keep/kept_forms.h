// Everything a meeting can be kept as, for whoever keeps it: the page and samsyn-cli.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/strings/strings.h"
#include "shared/meeting/meeting.h"

namespace samsyn {

enum class KeptForm : std::uint8_t {
  kHtml,
  kDocx,
  kText,
  kMarkdown,
  kJson,
  kTemplate,
  kFhir,
  kProcess,
  kCalendar,  // the meeting
  kFollowUpCalendar,
};
inline constexpr int kKeptFormCount = 10;

// As the access log and samsyn-cli call it: "html", "docx", "text", "markdown", "json", "template", "fhir", "process",
// "calendar", "calendar-follow-up".
[[nodiscard]] std::string_view NameOf(KeptForm form);
[[nodiscard]] std::optional<KeptForm> KeptFormFromName(std::string_view name);

struct KeptFile {
  std::string name;  // of the file; it tells nothing of whom it is about
  std::string type;  // MIME
  std::string content;
};

struct KeepFrom {
  const Meeting& meeting;
  const MeetingAccess& access;
  const Strings& say;
  std::string me;               // the participant who keeps it: what they may not read is left out
  std::int64_t now = 0;         // milliseconds since 1970 UTC
  std::int64_t to_local = 0;    // what local time is ahead of that
  std::string meeting_id = {};  // in the links; calendars know the meeting by it
};
// The content is empty when there is nothing to keep: a calendar file of a meeting without a day.
[[nodiscard]] KeptFile Keep(KeptForm form, const KeepFrom& from);
// A calendar file of the same meeting that is made later replaces it.
[[nodiscard]] KeptFile KeepCalendar(KeptForm form, const KeepFrom& from, const MeetingInfo& when);

// Extracts as text, to paste.
[[nodiscard]] std::string TextForBody(const KeepFrom& from, ResponsibleBody body);
[[nodiscard]] std::string TextForPerson(const KeepFrom& from, const std::string& participant);

}  // namespace samsyn
