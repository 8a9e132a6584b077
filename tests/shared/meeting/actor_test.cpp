// Who somebody is to the rules: what the relay's access says, and nothing the meeting's text says.
#include "shared/meeting/actor.h"

#include <doctest/doctest.h>

#include "tests/shared/meeting/sip_people.h"

namespace samsyn {

TEST_CASE("the actor: everybody writes the plan but who only observes") {
  const SipPeople people;
  for (const char* who : {"noor", "maria", "karin", "petter", "aida", "oskar"}) {
    CHECK(people.As(who).MayWrite(DocumentKind::kPlan));
  }
  CHECK(!people.As("olle").MayWrite(DocumentKind::kPlan));
  CHECK(!people.As("nobody").MayWrite(DocumentKind::kPlan));
}

TEST_CASE("the actor: who does what is written by the chair and whoever holds the pen") {
  SipPeople people;
  CHECK(people.As("karin").MayWrite(DocumentKind::kOutcome));
  CHECK(people.As("petter").MayWrite(DocumentKind::kOutcome));
  for (const char* who : {"noor", "maria", "aida", "oskar", "olle"}) {
    CHECK(!people.As(who).MayWrite(DocumentKind::kOutcome));
  }
  people.access.secretary = "aida";
  CHECK(people.As("aida").has_pen);
  CHECK(people.As("aida").Leads());
  CHECK(people.As("aida").MayWrite(DocumentKind::kOutcome));
  CHECK(!people.As("petter").has_pen);
  CHECK(!people.As("petter").MayWrite(DocumentKind::kOutcome));
}

TEST_CASE("the actor: only the person and the helper they have chosen speak for the person") {
  SipPeople people;
  CHECK(people.As("noor").speaks_for_individual);
  CHECK(people.As("noor").MayWrite(DocumentKind::kVoice));
  for (const char* who : {"maria", "karin", "petter"}) {
    CHECK(!people.As(who).speaks_for_individual);
    CHECK(!people.As(who).MayWrite(DocumentKind::kVoice));
  }
  people.access.helper = "maria";
  CHECK(people.As("maria").speaks_for_individual);
  CHECK(people.As("maria").MayWrite(DocumentKind::kVoice));
}

TEST_CASE("the actor: without consent nobody but the person and their helper writes anything") {
  SipPeople people;
  people.access.consent = Consent::kWithdrawn;
  people.access.helper = "maria";
  for (const char* who : {"karin", "petter", "aida"}) {
    for (const DocumentKind kind : {DocumentKind::kPlan, DocumentKind::kOutcome, DocumentKind::kVoice}) {
      CHECK(!people.As(who).MayWrite(kind));
    }
  }
  CHECK(people.As("noor").MayWrite(DocumentKind::kPlan));
  CHECK(people.As("maria").MayWrite(DocumentKind::kVoice));
}

}  // namespace samsyn
