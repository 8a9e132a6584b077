#include "client/widgets/theme.h"

#include <doctest/doctest.h>

namespace samsyn {

TEST_CASE("every text can be read on what it stands on") {
  for (const auto& [text, background] : TextPairs()) {
    CAPTURE(static_cast<int>(text));
    CAPTURE(static_cast<int>(background));
    CHECK(Contrast(ColorOf(text), ColorOf(background)) >= 4.5);
  }
}

TEST_CASE("edges of fields and the focus ring are seen") {
  CHECK(Contrast(ColorOf(Tone::kFieldLine), ColorOf(Tone::kCard)) >= 3.0);
  CHECK(Contrast(ColorOf(Tone::kTeal), ColorOf(Tone::kPaper)) >= 3.0);
  CHECK(Contrast(ColorOf(Tone::kTeal), ColorOf(Tone::kCard)) >= 3.0);
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
