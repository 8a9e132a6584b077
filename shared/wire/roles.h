// The roles people have in a meeting and the documents it consists of. Who may do what with them: access.h.
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

// The numbers are the format of frames and of stored meetings: never change or reuse one.
enum class DocumentKind : std::uint8_t {
  kPlan,     // agenda, minutes, goals, options: everyone in the room writes
  kVoice,    // the person's own questions and words: only the person and their helper write
  kOutcome,  // who does what: chair and secretary write
  kAside,    // egen stund: only the person and those they choose read and write
  kLinks,    // the invitations: only the person and the chair read and write
  // An agenda item that somebody may see who may see nothing else: item 1 to 4 of those.
  kItem1,
  kItem2,
  kItem3,
  kItem4,
};
inline constexpr int kDocumentKindCount = 9;

[[nodiscard]] constexpr bool IsItem(DocumentKind document) { return document >= DocumentKind::kItem1; }

// Stable names for settings, bundles and logs: "individual", "chair", … and "plan", "voice", "outcome", ….
[[nodiscard]] std::string_view NameOf(Role role);
[[nodiscard]] std::string_view NameOf(DocumentKind document);
[[nodiscard]] std::optional<Role> RoleFromName(std::string_view name);
[[nodiscard]] std::optional<DocumentKind> DocumentKindFromName(std::string_view name);

}  // namespace samsyn
