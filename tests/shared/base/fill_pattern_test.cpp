#include "shared/base/fill_pattern.h"

#include <doctest/doctest.h>

namespace samsyn {

TEST_CASE("a pattern is filled wherever it has a place, in any order and any number of times") {
  CHECK(FillPattern("{1} till {0}", "Noor", "Brev") == "Brev till Noor");
  CHECK(FillPattern("{0}{0}", "å") == "åå");
  CHECK(FillPattern("inget", "Noor", "Brev") == "inget");
  CHECK(FillPattern("{1}", "Noor").empty());
  CHECK(FillPattern("", "Noor").empty());
}

TEST_CASE("what is filled in and what is no place stay as they are written") {
  CHECK(FillPattern("{0}, {1}", "{1}", "{0}") == "{1}, {0}");
  CHECK(FillPattern("{2} {} {0 }1} {{0}", "Noor", "Brev") == "{2} {} {0 }1} {Noor");
  CHECK(FillPattern("{0", "Noor") == "{0");
}

}  // namespace samsyn
