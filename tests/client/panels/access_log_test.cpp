// The access log, as sentences.
#include <doctest/doctest.h>

#include "tests/client/app/house.h"

namespace samsyn {
namespace {

AppPage& OpenLog(House& house, const char* who) {
  AppPage& page = house.Enter(who);
  page.Button("Trygghet").Press();
  page.Button("Åtkomstlogg").Press();
  house.Settle();
  return page;
}

std::string Sentences(const AppPage& page) {
  std::string text = page.TextUnder(NodeRole::kList, "Åtkomstlogg");
  const std::string when = "24\u00A0nov\u00A013.05 ";
  for (std::size_t at = text.find(when); at != std::string::npos; at = text.find(when)) text.erase(at, when.size());
  return text;
}

constexpr std::int64_t kAt = kMeetingDay + 5 * 60'000;

}  // namespace

TEST_CASE("everybody reads what has happened, newest first") {
  House house;
  house.relay.Note({0, kMeetingDay, LogEvent::kCreated, {}, {}, {}});
  house.relay.Note({0, kAt, LogEvent::kJoined, kKarin, {}, {}});
  for (const char* who : {kKarin, kNoor, kTove, kOskar}) {
    AppPage& page = OpenLog(house, who);
    CHECK(page.TextUnder(NodeRole::kList, "Åtkomstlogg") ==
          "24\u00A0nov\u00A013.05 Karin Öberg kom in\n24\u00A0nov\u00A013.00 Mötet skapades\n");
    CheckPage(page, kDesktop);
    house.Close(page);
  }
}

TEST_CASE("every kind of entry is a sentence") {
  House house;
  const auto note = [&](LogEvent event, const char* actor, const char* subject, const char* detail) {
    house.relay.Note({0, kAt, event, actor, subject, detail});
  };
  note(LogEvent::kLeft, kTove, "", "");
  note(LogEvent::kRefused, "", "", "unknown-link");
  note(LogEvent::kRefused, kOskar, "", "revoked");
  note(LogEvent::kRefused, kOskar, "", "something new");
  note(LogEvent::kInvited, kKarin, "p-gone", "relative");
  note(LogEvent::kLinkReplaced, kKarin, kTove, "");
  note(LogEvent::kLinkReplaced, kNoor, kNoor, "");
  note(LogEvent::kRevoked, kKarin, kOskar, "");
  note(LogEvent::kSecretary, kKarin, kTove, "");
  note(LogEvent::kConsentGiven, kNoor, "", "");
  note(LogEvent::kConsentGiven, kMaria, "", "");
  note(LogEvent::kConsentWithdrawn, kNoor, "", "");
  note(LogEvent::kConsentExpired, "", "", "");
  note(LogEvent::kHelper, kNoor, kMaria, "");
  note(LogEvent::kHelper, kNoor, "", "");
  note(LogEvent::kRetention, kKarin, "", "1796000000000");
  note(LogEvent::kExported, kPetter, "", "markdown");
  CHECK(Sentences(OpenLog(house, kTove)) ==
        "Petter Nyström sparade en kopia (markdown)\n"
        "Karin Öberg bestämde att mötet raderas 30\u00A0nov\n"
        "Ingen får längre skriva åt Noor Lindqvist\n"
        "Noor Lindqvist lät Maria Lindqvist skriva åt sig\n"
        "Tiden för samtycket gick ut\n"
        "Noor Lindqvist tog tillbaka sitt samtycke\n"
        "Maria Lindqvist gav samtycke åt Noor Lindqvist\n"
        "Noor Lindqvist gav sitt samtycke\n"
        "Karin Öberg gav pennan till Tove Hallgren\n"
        "Karin Öberg drog tillbaka länken till Oskar Bergman\n"
        "Noor Lindqvist bytte sin egen länk\n"
        "Karin Öberg gjorde en ny länk till Tove Hallgren\n"
        "Karin Öberg bjöd in någon som inte är kvar\n"
        "Oskar Bergman kom inte in: servern sa nej\n"
        "Oskar Bergman kom inte in: länken är tillbakadragen\n"
        "Någon kom inte in: länken gäller inte\n"
        "Tove Hallgren gick\n");
}

TEST_CASE("that somebody was let into the aside is told to the person and to nobody outside it") {
  House house;
  house.relay.Note({0, kAt, LogEvent::kAsideIn, kNoor, kMaria, {}});
  house.relay.Note({0, kAt, LogEvent::kAsideOut, kNoor, kMaria, {}});
  for (const char* who : {kNoor, kMaria}) {
    CHECK(Sentences(OpenLog(house, who)) ==
          "Maria Lindqvist är inte längre med i egen stund. Det ändrade Noor Lindqvist\n"
          "Noor Lindqvist lät Maria Lindqvist vara med i egen stund\n");
  }
  AppPage& karin = OpenLog(house, kKarin);
  CHECK(karin.Shows("Inget har hänt än."));
  CHECK(!karin.Shows("egen stund"));
}

TEST_CASE("an empty log says so, and what happens while it is read is added") {
  House house;
  AppPage& karin = OpenLog(house, kKarin);
  CHECK(karin.Shows("Inget har hänt än."));
  CheckPage(karin, kDesktop);
  house.relay.Note({0, kAt, LogEvent::kSecretary, kNoor, kTove, {}});
  house.relay.Access().secretary = kTove;
  house.relay.TellAccess();
  house.Settle();
  CHECK(Sentences(karin) == "Noor Lindqvist gav pennan till Tove Hallgren\n");
}

TEST_CASE("a long log is read to its end and shown in two steps") {
  House house;
  for (int i = 0; i < 130; ++i) house.relay.Note({0, kAt, LogEvent::kJoined, kKarin, {}, {}});
  AppPage& karin = OpenLog(house, kKarin);
  CHECK(karin.Tree().AllByRole(NodeRole::kListItem).size() >= 50);
  karin.Button("Visa hela loggen, 130 rader").Press();
  const std::string all = Sentences(karin);
  CHECK(std::count(all.begin(), all.end(), '\n') == 130);
}

}  // namespace samsyn
