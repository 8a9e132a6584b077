// A field for a date as people write it. What is typed is a draft until the panel takes it.
#pragma once

#include <optional>
#include <string>

#include "client/panels/panel.h"

namespace samsyn {

struct WrittenDateSpec {
  std::string_view label;
  std::string text;
  bool invalid = false;
  std::string_view wrong = {};  // what is wrong with it; empty: how a date is written
};
struct WrittenDateResult {
  std::optional<std::string> changed;  // the text after what was typed
  bool finished = false;               // the field was left, or Enter pressed
};

WrittenDateResult WrittenDate(const Panel& panel, Key key, const WrittenDateSpec& spec);

// The draft of a decision's date; with what is wrong below it.
void DrawDecisionDate(const Panel& panel, Key key, Str label, DecisionDate which);
// Its day. A draft that is no day to come is marked; so is an empty one unless that is no date at all.
enum class EmptyDate { kIsWrong, kIsNoDate };
struct DecidedDay {
  bool valid = false;
  std::optional<Date> day;
};
[[nodiscard]] DecidedDay TakeDecisionDate(const Panel& panel, DecisionDate which, EmptyDate empty);

}  // namespace samsyn
