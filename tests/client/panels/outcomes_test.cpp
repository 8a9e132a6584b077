// Who does what: reading, writing, dates, the owner's own yes.
#include <doctest/doctest.h>

#include "tests/client/app/house.h"

namespace samsyn {
namespace {

constexpr const char* kDoctor = "Bokar läkartid om sömn och medicin";
constexpr const char* kSomebodyToCall = "Någon att ringa på kvällar när det blir för mycket";

// The list's texts, a line each.
std::string Outcomes(const AppPage& page) { return page.TextUnder(NodeRole::kRegion, "Vem gör vad"); }

bool Contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

Commitment AtRelay(const House& house, std::string_view what) {
  for (const Commitment& commitment : house.relay.Read()->Commitments()) {
    if (commitment.what == what) return commitment;
  }
  FAIL("no such commitment: ", std::string(what));
  return {};
}

std::string EditName(const char* what) { return std::string("Ändra: ") + what; }
std::string TakeName(const char* what) { return std::string("Jag tar det: ") + what; }
std::string BackName(const char* what) { return std::string("Ångra mitt ja: ") + what; }

}  // namespace

TEST_CASE("outcomes read as who does what, when, and what it is worth") {
  House house;
  AppPage& page = house.Enter(kMaria);
  const std::string text = Outcomes(page);
  CHECK(Contains(text, kDoctor));
  CHECK(Contains(text, "Tove · region · senast\u00A04\u00A0dec\n"));
  CHECK(Contains(text, "Lovad – Tove har sagt ja\n"));
  CHECK(Contains(text, "Petter · kommun · från\u00A02\u00A0dec · senast\u00A026\u00A0jan\n"));
  CHECK(Contains(text, "Tas med hem – saknar mandat\n"));
  CHECK(Contains(text, "Ingen har tagit den än\n"));
  CHECK(Contains(text, "4 klara · 1 kvar\n"));
}

TEST_CASE("only the chair and the secretary write down who does what") {
  House house;
  for (const auto& [who, writes] : {std::pair(kKarin, true), std::pair(kPetter, true), std::pair(kNoor, false),
                                    std::pair(kTove, false), std::pair(kMaria, false), std::pair(kOskar, false)}) {
    AppPage& page = house.Enter(who);
    CHECK(page.Button("Lägg till vem som gör vad").Exists() == writes);
    CHECK(page.Button("Gör till överenskommelse").Exists() == writes);
    CHECK(page.Button(EditName(kDoctor)).Exists() == writes);
    house.Close(page);
  }
}

TEST_CASE("a commitment is written down, edited in every part, and seen by all") {
  House house;
  AppPage& karin = house.Enter(kKarin);
  AppPage& noor = house.Enter(kNoor);
  karin.Button("Lägg till vem som gör vad").Press();
  CHECK(karin.Field("Vad").Value().empty());
  karin.Field("Vad").Type("Ordnar studiebesök på hunddagis");
  karin.Choice("Vem").Choose("Leila Amini");
  karin.Choice("Huvudman").Choose("kommun");
  karin.Field("Från").Fill("1/12");
  karin.Field("Från").Leave();
  karin.Field("Senast").Fill("18 december");
  karin.Field("Senast").Leave();
  house.Settle();
  const Commitment stored = AtRelay(house, "Ordnar studiebesök på hunddagis");
  CHECK(stored.owner == "p8");
  CHECK(stored.body == ResponsibleBody::kMunicipality);
  CHECK(stored.start == "2026-12-01");
  CHECK(stored.latest == "2026-12-18");
  CHECK(stored.item == house.relay.Read()->CurrentItem());
  CHECK(Contains(Outcomes(noor), "Leila · kommun · från\u00A01\u00A0dec · senast\u00A018\u00A0dec\n"));
  CHECK(Contains(Outcomes(noor), "Föreslagen – Leila har inte sagt ja än\n"));
  CHECK(karin.Field("Från").Value() == "1\u00A0dec");
  karin.Choice("Läge").Choose("Klar");
  karin.Button("Klar med ändringen").Press();
  house.Settle();
  CHECK(!karin.Field("Vad").Exists());
  CHECK(AtRelay(house, "Ordnar studiebesök på hunddagis").standing == Standing::kDone);
  for (const auto& [state, words] :
       {std::pair("Tas med hem", "Tas med hem – saknar mandat"), std::pair("Ej gjord", "Ej gjord"),
        std::pair("Föreslagen", "Föreslagen – Leila har inte sagt ja än")}) {
    karin.Button("Ändra: Ordnar studiebesök på hunddagis").Press();
    karin.Choice("Läge").Choose(state);
    karin.Button("Klar med ändringen").Press();
    house.Settle();
    CHECK(Contains(Outcomes(noor), words));
  }
}

TEST_CASE("what is selected in the notes becomes a commitment") {
  House house;
  AppPage& petter = house.Enter(kPetter);
  petter.Field("Anteckningar: Hur får jag en dygnsrytm?").SelectText("Noor väljer boendestöd");
  petter.Button("Gör till överenskommelse").Press();
  house.Settle();
  CHECK(petter.Field("Vad").Value() == "Noor väljer boendestöd");
  CHECK(AtRelay(house, "Noor väljer boendestöd").item == house.relay.Read()->CurrentItem());
}

TEST_CASE("a selection over several lines becomes one line") {
  House house;
  AppPage& petter = house.Enter(kPetter);
  petter.Field("Anteckningar: Hur får jag en dygnsrytm?").SelectText("senare.\nTove bokar");
  petter.Button("Gör till överenskommelse").Press();
  CHECK(petter.Field("Vad").Value() == "senare. Tove bokar");
}

TEST_CASE("a date that cannot be read stays as it was typed, is said to be wrong, and is not stored") {
  House house;
  AppPage& karin = house.Enter(kKarin);
  karin.Button(EditName(kDoctor)).Press();
  CHECK(karin.Field("Senast").Value() == "4\u00A0dec");
  karin.Field("Senast").Fill("31 april");
  karin.Field("Senast").Leave();
  house.Settle();
  CHECK(karin.Field("Senast").Value() == "31 april");
  CHECK(karin.Field("Senast").Node().invalid);
  CHECK(Contains(karin.Field("Senast").Node().description, "Skriv datumet som 4 dec"));
  CHECK(AtRelay(house, kDoctor).latest == "2026-12-04");
  karin.Field("Senast").Fill("11 dec");
  CHECK(!karin.Field("Senast").Node().invalid);
  karin.Field("Senast").Submit();
  house.Settle();
  CHECK(AtRelay(house, kDoctor).latest == "2026-12-11");
  CHECK(!karin.Field("Senast").Node().invalid);
}

TEST_CASE("a date in another year says so, and keeps its year when a day is changed") {
  House house;
  AppPage& karin = house.Enter(kKarin);
  karin.Button(EditName(kDoctor)).Press();
  karin.Field("Senast").Fill("4 dec 2027");
  karin.Field("Senast").Leave();
  CHECK(karin.Field("Senast").Value() == "4\u00A0dec\u00A02027");
  karin.Field("Senast").TypeAt(0, "1");
  karin.Field("Senast").Leave();
  house.Settle();
  CHECK(AtRelay(house, kDoctor).latest == "2027-12-14");
  karin.Button("Klar med ändringen").Press();
  CHECK(Contains(Outcomes(karin), "senast\u00A014\u00A0dec\u00A02027\n"));
}

TEST_CASE("a date that is emptied is no date") {
  House house;
  AppPage& karin = house.Enter(kKarin);
  karin.Button(EditName(kDoctor)).Press();
  karin.Field("Senast").Fill(" ");
  karin.Field("Senast").Leave();
  house.Settle();
  CHECK(AtRelay(house, kDoctor).latest.empty());
  CHECK(karin.Field("Senast").Value().empty());
}

TEST_CASE("a date left in its field is stored when editing is finished, by whatever way") {
  House house;
  AppPage& karin = house.Enter(kKarin);
  karin.Button(EditName(kDoctor)).Press();
  karin.Field("Senast").Fill("2026-12-24");
  SUBCASE("the button") { karin.Button("Klar med ändringen").Press(); }
  SUBCASE("another commitment") { karin.Button(EditName(kSomebodyToCall)).Press(); }
  SUBCASE("a new commitment") { karin.Button("Lägg till vem som gör vad").Press(); }
  SUBCASE("the same edit button again") { karin.Button(EditName(kDoctor)).Press(); }
  house.Settle();
  CHECK(AtRelay(house, kDoctor).latest == "2026-12-24");
}

TEST_CASE("looking at a date and leaving it changes nothing") {
  House house;
  AppPage& karin = house.Enter(kKarin);
  karin.Button(EditName("Kommer hem till Noor måndag, onsdag och fredag kl 9")).Press();
  const std::size_t before = house.relay.StoredCount();
  karin.Field("Senast").Focus();
  karin.Field("Senast").Leave();
  karin.Button("Klar med ändringen").Press();
  house.Settle();
  CHECK(house.relay.StoredCount() == before);
}

TEST_CASE("an owner says yes on their own page and can take it back") {
  House house;
  AppPage& karin = house.Enter(kKarin);
  AppPage& tove = house.Enter(kTove);
  AppPage& maria = house.Enter(kMaria);
  CHECK(!karin.Button(BackName(kDoctor)).Exists());
  tove.Button(BackName(kDoctor)).Press();
  house.Settle();
  CHECK(Contains(Outcomes(karin), "Föreslagen – Tove har inte sagt ja än\n"));
  CHECK(AtRelay(house, kDoctor).standing == Standing::kProposed);
  CHECK(!maria.Button(TakeName(kDoctor)).Exists());
  CHECK(!karin.Button(TakeName(kDoctor)).Exists());
  tove.Button(TakeName(kDoctor)).Press();
  house.Settle();
  CHECK(Contains(Outcomes(karin), "Lovad – Tove har sagt ja\n"));
  CHECK(AtRelay(house, kDoctor).standing == Standing::kPromised);
}

TEST_CASE("what nobody has taken anybody may take, and it is theirs") {
  House house;
  AppPage& maria = house.Enter(kMaria);
  AppPage& karin = house.Enter(kKarin);
  for (AppPage* page : {&maria, &karin}) CHECK(page->Button(TakeName(kSomebodyToCall)).Exists());
  maria.Button(TakeName(kSomebodyToCall)).Press();
  house.Settle();
  CHECK(Contains(Outcomes(karin), "Lovad – Maria har sagt ja\n"));
  CHECK(!karin.Button(TakeName(kSomebodyToCall)).Exists());
  maria.Button(BackName(kSomebodyToCall)).Press();
  house.Settle();
  CHECK(karin.Button(TakeName(kSomebodyToCall)).Exists());
}

TEST_CASE("who cannot decide today takes the question home by saying yes") {
  House house;
  AppPage& oskar = house.Enter(kOskar);
  oskar.Button(TakeName(kSomebodyToCall)).Press();
  house.Settle();
  CHECK(AtRelay(house, kSomebodyToCall).standing == Standing::kTakenHome);
  CHECK(oskar.Button(BackName(kSomebodyToCall)).Exists());
}

TEST_CASE("a new owner has not said yes, and nobody is nobody") {
  House house;
  AppPage& karin = house.Enter(kKarin);
  karin.Button(EditName(kDoctor)).Press();
  CHECK(karin.Choice("Vem").Value() == "Tove Hallgren");
  karin.Choice("Vem").Choose("Petter Nyström");
  house.Settle();
  CHECK(AtRelay(house, kDoctor).standing == Standing::kProposed);
  // Tove's yes is still hers, but nobody asked her: when nobody is asked, it is the first yes that counts.
  karin.Choice("Vem").Choose("Ingen än");
  house.Settle();
  CHECK(AtRelay(house, kDoctor).owner == "p7");
}

TEST_CASE("a commitment is removed and taken back") {
  House house;
  AppPage& karin = house.Enter(kKarin);
  AppPage& tove = house.Enter(kTove);
  karin.Button(EditName(kDoctor)).Press();
  karin.Button(std::string("Ta bort: ") + kDoctor).Press();
  house.Settle();
  CHECK(!Contains(Outcomes(tove), kDoctor));
  CHECK(!tove.Button(std::string("Ta tillbaka: ") + kDoctor).Exists());
  karin.Button(std::string("Ta tillbaka: ") + kDoctor).Press();
  house.Settle();
  CHECK(Contains(Outcomes(tove), "Lovad – Tove har sagt ja\n"));
}

TEST_CASE("two edit the same commitment at once and both changes are there") {
  House house;
  AppPage& karin = house.Enter(kKarin);
  AppPage& petter = house.Enter(kPetter);
  karin.Button(EditName(kDoctor)).Press();
  petter.Button(EditName(kDoctor)).Press();
  karin.Field("Vad").Type(" snart");
  petter.Choice("Huvudman").Choose("kommun");
  petter.Field("Vad").TypeAt(0, "Tove: ");
  house.Settle();
  const std::string what = std::string("Tove: ") + kDoctor + " snart";
  CHECK(karin.Field("Vad").Value() == what);
  CHECK(petter.Field("Vad").Value() == what);
  CHECK(AtRelay(house, what).body == ResponsibleBody::kMunicipality);
}

TEST_CASE("a meeting where nothing is decided says so, to each in their way") {
  Bundle bundle = Demo().bundle;
  std::erase_if(bundle.updates, [](const BundleUpdate& update) { return update.document == DocumentKind::kOutcome; });
  House house(bundle);
  AppPage& karin = house.Enter(kKarin);
  AppPage& noor = house.Enter(kNoor);
  CHECK(karin.Shows("Skriv upp vem som gör vad med knappen nedan."));
  CHECK(noor.Shows("Mötesledaren eller sekreteraren skriver upp vem som gör vad."));
  CheckPage(karin, kDesktop);
}

}  // namespace samsyn
