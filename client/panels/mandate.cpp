// What somebody may decide: stated by themselves, before the meeting.
#include "client/panels/panels.h"
#include "client/panels/value_field.h"
#include "shared/meeting/commitments.h"

namespace samsyn {

bool HasMandate(Role role) {
  return role == Role::kChair || role == Role::kSecretary || role == Role::kProfessional || role == Role::kInvited;
}

void DrawMandate(const Panel& panel, const Participant& who) {
  const bool own = who.id == panel.state.me;
  const bool chair_helps = panel.state.role == Role::kChair && who.mandate == Mandate::kUnstated;
  if (!HasMandate(who.role) || !panel.state.MayWrite(DocumentKind::kPlan) || !(own || chair_helps)) return;
  auto scope = panel.ui.KeyScope(RecordKey("mandate", who.record));
  std::vector<std::string> options;
  for (const Str text :
       {Str::kMandateNotSaid, Str::kMandateYesChoice, Str::kMandatePartlyChoice, Str::kMandateNoChoice}) {
    options.emplace_back(panel.say(text));
  }
  const std::string label =
      own ? std::string(panel.say(Str::kMyMandate)) : panel.say(Str::kMandateOf, FirstName(who.name));
  if (const auto choice = panel.ui.Select(
          "mandate",
          {.label = label, .options = options, .chosen = static_cast<std::size_t>(who.mandate), .show_label = true})) {
    WantChange(panel, SetMandate, who.id, static_cast<Mandate>(*choice), who.mandate_text);
  }
  if (!own) return;
  ValueField(panel, "mandate text", {.label = panel.say(Str::kMandateText), .stored = who.mandate_text},
             [id = who.id, mandate = who.mandate](Meeting& meeting, const Actor& me, const std::string& text) {
               return SetMandate(meeting, me, id, mandate, text);
             });
}

}  // namespace samsyn
