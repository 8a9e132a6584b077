// Who may do what with which document of a meeting.
//
// The relay asks this before every append and the client asks it to decide which controls to show; both from here, so
// that they never disagree.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace samsyn {

enum class Role : std::uint8_t {
  kIndividual,    // den enskilde: whose plan it is
  kChair,         // mötesledare
  kSecretary,     // sekreterare
  kSupporter,     // stödperson
  kRelative,      // närstående
  kGuardian,      // god man, vårdnadshavare
  kInterpreter,   // tolk
  kProfessional,  // professionell
  kInvited,       // inbjuden aktör
  kObserver,      // observatör: reads only
};
inline constexpr int kRoleCount = 10;

enum class DocumentKind : std::uint8_t {
  kPlan,     // agenda, minutes, goals, options: everyone in the room writes
  kVoice,    // the person's own questions and words: only the person writes
  kOutcome,  // who does what: chair and secretary write
};
inline constexpr int kDocumentKindCount = 3;

[[nodiscard]] bool MayRead(Role role, DocumentKind document);
[[nodiscard]] bool MayWrite(Role role, DocumentKind document);

// Stable names for settings, bundles and logs: "individual", "chair", … and "plan", "voice", "outcome".
[[nodiscard]] std::string_view NameOf(Role role);
[[nodiscard]] std::string_view NameOf(DocumentKind document);
[[nodiscard]] std::optional<Role> RoleFromName(std::string_view name);
[[nodiscard]] std::optional<DocumentKind> DocumentKindFromName(std::string_view name);

}  // namespace samsyn
