#include "shared/meeting/change_log.h"

#include <doctest/doctest.h>

namespace samsyn {
namespace {

constexpr ReplicaId kAnna = 11;
constexpr ReplicaId kBo = 12;

LoggedUpdate Logged(std::uint64_t sequence, ReplicaId replica, std::uint64_t counter, std::int64_t at = 1000) {
  return {sequence, replica == kAnna ? "anna" : "bo", at, {replica, counter, {}}};
}

// "1 anna 1, 2 bo 1"
std::string Describe(const ChangeLog& log, DocumentKind document = DocumentKind::kPlan) {
  std::string all;
  for (const LoggedUpdate& logged : log.StoredIn(document)) {
    if (!all.empty()) all += ", ";
    all += std::to_string(logged.sequence) + " " + logged.participant + " " + std::to_string(logged.update.counter);
  }
  return all;
}

}  // namespace

TEST_CASE("a change log has the relay's order whatever order things come in, and everything once") {
  ChangeLog log;
  log.Add(DocumentKind::kPlan, Logged(3, kAnna, 2));
  log.Add(DocumentKind::kPlan, Logged(1, kAnna, 1));
  log.Add(DocumentKind::kPlan, Logged(2, kBo, 1));
  log.Add(DocumentKind::kPlan, Logged(1, kAnna, 1));
  log.Add(DocumentKind::kOutcome, Logged(1, kBo, 1));
  CHECK(Describe(log) == "1 anna 1, 2 bo 1, 3 anna 2");
  CHECK(Describe(log, DocumentKind::kOutcome) == "1 bo 1");
  CHECK(Describe(log, DocumentKind::kVoice).empty());
}

TEST_CASE("what comes last leaves a change log's revision as it is, anything else does not") {
  ChangeLog log;
  const std::uint64_t revision = log.Revision();
  log.Add(DocumentKind::kPlan, Logged(1, kAnna, 1));
  log.Add(DocumentKind::kPlan, Logged(3, kAnna, 2));
  log.Add(DocumentKind::kVoice, Logged(1, kAnna, 1));
  log.Add(DocumentKind::kPlan, Logged(3, kAnna, 2));
  CHECK(log.Revision() == revision);
  log.Add(DocumentKind::kPlan, Logged(2, kBo, 1));
  CHECK(log.Revision() != revision);
  const std::uint64_t between = log.Revision();
  log.Add(DocumentKind::kPlan, Logged(2, kBo, 1, 2000));
  CHECK(log.Revision() != between);
  CHECK(log.StoredIn(DocumentKind::kPlan)[1].at == 2000);
}

TEST_CASE("one's own changes are in the log when the relay has them, with its number and the time of its answer") {
  ChangeLog log;
  log.AddOwn(DocumentKind::kPlan, "anna", {kAnna, 1, {}});
  log.AddOwn(DocumentKind::kPlan, "anna", {kAnna, 2, {}});
  log.AddOwn(DocumentKind::kPlan, "anna", {kAnna, 3, {}});
  CHECK(Describe(log).empty());
  // The answer may overtake what somebody else did before, and is for everything that was stored at once.
  log.Acknowledge(DocumentKind::kPlan, kAnna, 2, 7, 5000);
  CHECK(Describe(log) == "7 anna 1, 7 anna 2");
  log.Add(DocumentKind::kPlan, Logged(5, kBo, 1));
  CHECK(Describe(log) == "5 bo 1, 7 anna 1, 7 anna 2");
  CHECK(log.StoredIn(DocumentKind::kPlan).back().at == 5000);
  log.Acknowledge(DocumentKind::kVoice, kAnna, 3, 8, 5000);
  log.Acknowledge(DocumentKind::kPlan, kBo, 3, 8, 5000);
  log.Acknowledge(DocumentKind::kPlan, kAnna, 3, 0, 5000);
  CHECK(Describe(log) == "5 bo 1, 7 anna 1, 7 anna 2");
  log.Acknowledge(DocumentKind::kPlan, kAnna, 3, 8, 6000);
  CHECK(Describe(log) == "5 bo 1, 7 anna 1, 7 anna 2, 8 anna 3");
}

TEST_CASE("when the relay sends one's own changes, after a lost connection, its word is the one that counts") {
  ChangeLog log;
  log.AddOwn(DocumentKind::kPlan, "anna", {kAnna, 1, {}});
  log.AddOwn(DocumentKind::kPlan, "anna", {kAnna, 2, {}});
  log.AddOwn(DocumentKind::kPlan, "anna", {kAnna, 3, {}});
  log.Acknowledge(DocumentKind::kPlan, kAnna, 2, 7, 5000);
  for (std::uint64_t counter = 1; counter <= 3; ++counter) {
    log.Add(DocumentKind::kPlan, Logged(4 + counter, kAnna, counter, 4000));
  }
  CHECK(Describe(log) == "5 anna 1, 6 anna 2, 7 anna 3");
  for (const LoggedUpdate& logged : log.StoredIn(DocumentKind::kPlan)) CHECK(logged.at == 4000);
  // It is known now, and does not come a second time.
  log.Acknowledge(DocumentKind::kPlan, kAnna, 3, 9, 6000);
  log.AddOwn(DocumentKind::kPlan, "anna", {kAnna, 3, {}});
  log.Acknowledge(DocumentKind::kPlan, kAnna, 3, 9, 6000);
  CHECK(Describe(log) == "5 anna 1, 6 anna 2, 7 anna 3");
}

TEST_CASE("a change log keeps nothing of the aside and the links, and nothing at all when it is cleared") {
  ChangeLog log;
  for (const DocumentKind document : {DocumentKind::kAside, DocumentKind::kLinks, DocumentKind::kItem1}) {
    log.Add(document, Logged(1, kAnna, 1));
    log.AddOwn(document, "anna", {kAnna, 2, {}});
    log.Acknowledge(document, kAnna, 2, 2, 1000);
    CHECK(log.StoredIn(document).empty());
  }
  log.Add(DocumentKind::kPlan, Logged(1, kAnna, 1));
  log.AddOwn(DocumentKind::kPlan, "bo", {kBo, 1, {}});
  const std::uint64_t revision = log.Revision();
  log.Clear();
  CHECK(log.Revision() != revision);
  CHECK(Describe(log).empty());
  log.Acknowledge(DocumentKind::kPlan, kBo, 1, 2, 1000);
  CHECK(Describe(log).empty());
}

}  // namespace samsyn
