#include "client/widgets/theme.h"

#include <doctest/doctest.h>

namespace samsyn {

constexpr Scheme kSchemes[] = {Scheme::kLight, Scheme::kDark, Scheme::kContrastLight, Scheme::kContrastDark};

TEST_CASE("every text can be read on what it stands on, in every scheme") {
  for (const Scheme scheme : kSchemes) {
    const bool high = scheme == Scheme::kContrastLight || scheme == Scheme::kContrastDark;
    for (const auto& pair : TextPairs()) {
      CAPTURE(static_cast<int>(scheme));
      CAPTURE(static_cast<int>(pair.first));
      CAPTURE(static_cast<int>(pair.second));
      CHECK(Contrast(ColorOf(pair.first, scheme), ColorOf(pair.second, scheme)) >= (high ? 7.0 : 4.5));
    }
  }
}

TEST_CASE("edges of fields, the focus ring and what is current are seen, in every scheme") {
  for (const Scheme scheme : kSchemes) {
    CAPTURE(static_cast<int>(scheme));
    for (const Tone tone : {Tone::kFieldLine, Tone::kTeal, Tone::kMe}) {
      CHECK(Contrast(ColorOf(tone, scheme), ColorOf(Tone::kCard, scheme)) >= 3.0);
    }
    CHECK(Contrast(ColorOf(Tone::kTeal, scheme), ColorOf(Tone::kPaper, scheme)) >= 3.0);
    CHECK(Contrast(ColorOf(Tone::kTeal, scheme), ColorOf(Tone::kNowSoft, scheme)) >= 3.0);
  }
}

TEST_CASE("a camera sees a QR code whatever the page looks like") {
  for (const Scheme scheme : kSchemes) {
    CHECK(ColorOf(Tone::kQrDark, scheme) == ColorOf(Tone::kQrDark));
    CHECK(ColorOf(Tone::kQrLight, scheme) == ColorOf(Tone::kQrLight));
  }
}

TEST_CASE("the page's own colours are the canvas's") {
  CHECK(CssColors(Scheme::kLight).starts_with("--paper:#F6F3EC;--card:#FFFFFF;--ink:#1C2326;"));
  CHECK(CssColors(Scheme::kDark).find("--person-soft-7:#3B4428;") != std::string::npos);
}

TEST_CASE("contrast is WCAG's") {
  CHECK(Contrast({0, 0, 0}, {255, 255, 255}) == doctest::Approx(21.0));
  CHECK(Contrast({119, 119, 119}, {255, 255, 255}) == doctest::Approx(4.48).epsilon(0.01));
}

TEST_CASE("people keep their colours, and there are eight") {
  CHECK(PersonTone(0) == Tone::kPerson0);
  CHECK(PersonTone(7) == Tone::kPerson7);
  CHECK(PersonTone(8) == Tone::kPerson1);  // the first is the person's alone
  CHECK(PersonSoftTone(2) == Tone::kPersonSoft2);
}

TEST_CASE("what can be pressed is big enough") { CHECK(measure::kTarget >= 44); }

}  // namespace samsyn
