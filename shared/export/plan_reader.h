// What the parts of plan_view.cpp share: the meeting, the words, and how names and days are told.
#pragma once

#include <string>

#include "shared/export/plan_view.h"

namespace samsyn {

struct PlanReader {
  const Meeting& meeting;
  const PlanWords& say;
  std::int64_t to_local = 0;

  [[nodiscard]] std::string NameOf(const std::string& participant) const;
  [[nodiscard]] std::string Person() const;    // their first name
  [[nodiscard]] std::string PersonId() const;  // empty: nobody is
  [[nodiscard]] std::string DayOfMoment(std::int64_t at) const;
  [[nodiscard]] std::string TitleOr(const std::string& title) const;

  // plan_view_agreed.cpp: what was agreed and what is left
  [[nodiscard]] std::vector<std::string> LinesOf(const Commitment& commitment) const;  // what for, on what terms
  [[nodiscard]] std::string OwnerOf(const Commitment& commitment) const;
  [[nodiscard]] std::string WhenOf(const Commitment& commitment) const;
  [[nodiscard]] std::string StandingOf(const Commitment& commitment) const;
  [[nodiscard]] PlanSection WhoDoesWhat(const PlanViewWish& wish) const;
  [[nodiscard]] PlanSection NeedsSection(const std::string& only_person) const;
  [[nodiscard]] PlanSection DissentsSection() const;
  void AddCorrections(OpId about, std::vector<std::string>& lines) const;
  // plan_view_notes.cpp: what was written under each item
  [[nodiscard]] std::vector<PlanBlock> NotesOf(const AgendaItem& item) const;
};

}  // namespace samsyn
