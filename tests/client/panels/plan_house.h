// The demo meeting's plan, made whole where a test needs it, and the way to the views about it.
#pragma once

#include "shared/meeting/commitments.h"
#include "shared/meeting/follow_up.h"
#include "shared/meeting/needs.h"
#include "shared/meeting/summary.h"
#include "tests/client/app/house.h"
#include "tests/client/panels/open_view.h"

namespace samsyn {

inline constexpr const char* kDoctorTask = "Bokar läkartid om sömn och medicin";
inline constexpr const char* kCallTask = "Någon att ringa på kvällar när det blir för mycket";

[[nodiscard]] inline bool Has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// By the way a phone has to them, as they are on a wide screen.
inline void GoToView(House& house, AppPage& page, const char* view, const Viewport& viewport = kDesktop) {
  page.Resize(kPhone);
  REQUIRE(page.ShowTab("Mer"));
  page.Button(view).Press();
  page.Resize(viewport);
  house.Settle();
}
[[nodiscard]] inline AppPage& EnterSummary(House& house, const char* who, const Viewport& viewport = kDesktop) {
  AppPage& page = house.Enter(who);
  GoToView(house, page, "Sammanfattning", viewport);
  return page;
}
[[nodiscard]] inline AppPage& EnterFollowUp(House& house, const char* who, const Viewport& viewport = kDesktop) {
  AppPage& page = house.Enter(who);
  page.Resize(kDesktop);
  PressStep(page, "Uppföljning");
  page.Resize(viewport);
  house.Settle();
  return page;
}

[[nodiscard]] inline std::string Plan(const AppPage& page) { return page.TextUnder(NodeRole::kMain, "Sammanfattning"); }

// Closes with a reason, as something is missing in the demo's plan.
inline void CloseMeeting(House& house, const char* who = kKarin, const char* reason = "Noor vill hem nu.") {
  AppPage& page = EnterSummary(house, who);
  page.Field("Avsluta ändå – skriv varför").Type(reason);
  page.Button("Avsluta mötet").Press();
  house.Settle();
  REQUIRE(IsClosed(*house.relay.Read()));
  house.Close(page);
}

}  // namespace samsyn
