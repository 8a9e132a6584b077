// What the meeting leaves open: needs that nobody could take, and dissent.
//
// Needs stand in outcome, where chair and secretary write. A dissent stands in the plan, where anyone writes one; whose
// it is, is who made its record, as the relay stamps it. That others delete it is not heeded; that they write over it
// shows.
#pragma once

#include "shared/meeting/actor.h"
#include "shared/meeting/meeting.h"

namespace samsyn {

[[nodiscard]] std::vector<Need> NeedsOf(const Meeting& meeting);
[[nodiscard]] std::vector<Need> DeletedNeedsOf(const Meeting& meeting);
[[nodiscard]] FieldRef NeedWhat(OpId need);
[[nodiscard]] FieldRef NeedReason(OpId need);
[[nodiscard]] FieldRef NeedNext(OpId need);
[[nodiscard]] FieldRef NeedComment(OpId need);

[[nodiscard]] Rule AddNeed(Meeting& meeting, const Actor& actor, const std::string& what, OpId item);
// A commitment nobody takes becomes an unresolved need.
[[nodiscard]] Rule MakeNeed(Meeting& meeting, const Actor& actor, OpId commitment);
[[nodiscard]] Rule RemoveNeed(Meeting& meeting, const Actor& actor, OpId need);
[[nodiscard]] Rule RestoreNeed(Meeting& meeting, const Actor& actor, OpId need);
[[nodiscard]] Rule SetTried(Meeting& meeting, const Actor& actor, OpId need, const std::string& participant,
                            bool tried);
[[nodiscard]] Rule SetNeedLatest(Meeting& meeting, const Actor& actor, OpId need, const std::string& date);
[[nodiscard]] Rule SetCarrier(Meeting& meeting, const Actor& actor, OpId need, const std::string& participant);

struct Dissent {
  OpId record;
  std::string writer;  // a participant
  std::string text;
  OpId item;
  std::string rewritten_by;  // a participant who has written over the writer's words; empty: nobody has
};
[[nodiscard]] std::vector<Dissent> DissentsOf(const Meeting& meeting);
[[nodiscard]] Rule WriteDissent(Meeting& meeting, const Actor& actor, const std::string& text, OpId item);
[[nodiscard]] Rule ChangeDissent(Meeting& meeting, const Actor& actor, OpId dissent, const std::string& text);
[[nodiscard]] Rule RemoveDissent(Meeting& meeting, const Actor& actor, OpId dissent);

}  // namespace samsyn
