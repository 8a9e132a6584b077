// What people do while they talk: the person's "det stämmer" and own words under an item, words that are explained, the
// go-round in which each voice speaks once, pauses, "vi vet inte än", and the evidence of Shier's ladder.
#pragma once

#include "shared/meeting/actor.h"
#include "shared/meeting/meeting.h"

namespace samsyn {

// --- What is written under an item, and what the person says of it ---

enum class Approval : std::uint8_t {
  kNone,
  kApproved,  // "det stämmer", and nothing has changed since
  kChanged,   // it was changed after the person had approved it
};
[[nodiscard]] Approval ApprovalOf(const Meeting& meeting, OpId item);
[[nodiscard]] Rule ApproveNotes(Meeting& meeting, const Actor& actor, OpId item);
[[nodiscard]] Rule TakeApprovalBack(Meeting& meeting, const Actor& actor, OpId item);

// The person's own words under an item; empty with none as the record when there are none yet.
struct ItemWords {
  OpId record;
  std::string text;
};
[[nodiscard]] ItemWords WordsUnder(const Meeting& meeting, OpId item);
[[nodiscard]] FieldRef ItemWordsText(OpId record);
[[nodiscard]] Rule WriteFirstWords(Meeting& meeting, const Actor& actor, OpId item, const std::string& text);

[[nodiscard]] Rule SetUnknown(Meeting& meeting, const Actor& actor, OpId item, bool unknown);

// What the ladder's levels rest on, item by item. Never a grade, never counted.
struct Evidence {
  bool own_words = false;  // the person's words stand here
  bool adapted = false;    // a pause was taken here, or a word explained
  bool question = false;   // it answers the person's question
  bool chosen = false;     // the person chose an option here
  bool approved = false;   // the person approved or changed the text
};
[[nodiscard]] Evidence EvidenceOf(const Meeting& meeting, OpId item, const std::string& individual);

// --- Words that are explained; they are kept in the plan ---

struct ExplainedWord {
  OpId record;
  std::string word;
  std::string meaning;  // empty: somebody has asked, and nobody has answered yet
  OpId item;
  std::string asked_by;  // a participant
};
[[nodiscard]] std::vector<ExplainedWord> WordsOf(const Meeting& meeting);
[[nodiscard]] FieldRef WordMeaning(OpId word);
[[nodiscard]] Rule AskForWord(Meeting& meeting, const Actor& actor, const std::string& word, OpId item);
// Only where nobody has written one: what the people in the room say is theirs.
[[nodiscard]] Rule ExplainWord(Meeting& meeting, const Actor& actor, OpId word, const std::string& meaning);
[[nodiscard]] Rule RemoveWord(Meeting& meeting, const Actor& actor, OpId word);

// --- The go-round ---

struct Turn {
  std::string participant;
  bool passed = false;
};
struct GoRound {
  OpId record;  // none: no go-round now
  OpId item;
  std::vector<Turn> done;
};
// The one that is going on.
[[nodiscard]] GoRound CurrentGoRound(const Meeting& meeting);
// Whose turn it is of those who are here; empty: everybody has had theirs. The person comes first.
[[nodiscard]] std::string WhoseTurn(const GoRound& round, const std::vector<Participant>& here);
[[nodiscard]] Rule StartGoRound(Meeting& meeting, const Actor& actor, OpId item);
// One's own turn is over; the chair and the secretary may say it for others.
[[nodiscard]] Rule FinishTurn(Meeting& meeting, const Actor& actor, const std::string& participant, bool passed);
[[nodiscard]] Rule EndGoRound(Meeting& meeting, const Actor& actor);

// --- Pauses ---

[[nodiscard]] bool MayPause(Role role);
[[nodiscard]] Rule Pause(Meeting& meeting, const Actor& actor);
// When the pause began, or the last one, or the item, whichever is latest: a break is due some time after that.
[[nodiscard]] std::int64_t LastPauseAt(const Meeting& meeting);  // milliseconds since 1970 UTC; 0: none
// The person asked for a break after so many minutes, and they have passed since the meeting began or the last pause.
[[nodiscard]] bool BreakIsDue(const Meeting& meeting, std::int64_t now, std::int64_t began);

}  // namespace samsyn
