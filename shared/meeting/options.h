// Shared decision making: the options under an agenda item, what is good and hard with each, and the person's choice.
//
// Everyone in the room writes options. What matters to the person, and what they choose, stands in voice.
#pragma once

#include "shared/meeting/actor.h"
#include "shared/meeting/meeting.h"

namespace samsyn {

enum class Choice : std::uint8_t { kNone, kWants, kLater, kNo };
inline constexpr int kChoiceCount = 4;

struct Option {
  OpId record;
  OpId item;
  std::string what;
  std::string good;
  std::string hard;
  std::string matters;  // the person's words
  Choice choice = Choice::kNone;
  std::string because;  // the person's words
  OpId chosen;          // the record in voice that holds those; none: nothing said yet
};

[[nodiscard]] std::vector<Option> OptionsOf(const Meeting& meeting, OpId item);
[[nodiscard]] std::vector<Option> DeletedOptionsOf(const Meeting& meeting, OpId item);
[[nodiscard]] FieldRef OptionWhat(OpId option);
[[nodiscard]] FieldRef OptionGood(OpId option);
[[nodiscard]] FieldRef OptionHard(OpId option);
[[nodiscard]] FieldRef ChoiceMatters(OpId chosen);
[[nodiscard]] FieldRef ChoiceBecause(OpId chosen);

[[nodiscard]] Rule AddOption(Meeting& meeting, const Actor& actor, OpId item, const std::string& what);
[[nodiscard]] Rule RemoveOption(Meeting& meeting, const Actor& actor, OpId option);
[[nodiscard]] Rule RestoreOption(Meeting& meeting, const Actor& actor, OpId option);
// The person's, or their helper's.
[[nodiscard]] Rule Choose(Meeting& meeting, const Actor& actor, OpId option, Choice choice);
// The record in voice for the person's words about an option, made when it is not there: for fields that are written
// in.
[[nodiscard]] Rule InsertIntoChoice(Meeting& meeting, const Actor& actor, OpId option, FieldNumber field,
                                    const std::string& text);

// One option alone is no choice: it asks for a because, and no more than asks.
[[nodiscard]] bool AsksForBecause(const std::vector<Option>& options);

}  // namespace samsyn
